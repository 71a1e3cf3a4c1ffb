#include "tests/exhaustive/truth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/formula_value.hpp"

namespace actviz::test {
namespace {

using boost::multiprecision::mpfr_float_backend;
template <unsigned digits>
using Decimal = boost::multiprecision::number<mpfr_float_backend<digits>, boost::multiprecision::et_off>;

template <class T>
T derivative(const Formula& formula, const Values& values, int order, float x) {
  if (order == 0) return evaluate<T>(formula, T(x), std::vector<T>(values.begin(), values.end()));
  return evaluate<Dual<T>>(formula, {T(x), T(1)}, std::vector<Dual<T>>(values.begin(), values.end())).d;
}

template <class T>
float to_float(const T& x) {
  return mpfr_get_flt(x.backend().data(), MPFR_RNDN);
}

/// The result in `digits` digits, of which the last, below 2^-bits of it and below 2^-lost, are wrong.
template <unsigned digits>
ExactResult evaluated(const Formula& formula, const Values& values, int order, float x, int bits, int lost) {
  using T = Decimal<digits>;
  mpfr_clear_flags();
  const T number = derivative<T>(formula, values, order, x);
  const bool is_rounded = mpfr_inexflag_p() != 0;
  if (!isfinite(number)) return {Exact(number), 0, {}};
  const T error = is_rounded ? T(ldexp(T(abs(number)), -bits) + ldexp(T(1), -lost)) : T(0);
  const float below = to_float(T(number - error)), above = to_float(T(number + error));
  const T all_errors = error + ldexp(T(abs(number)), -250);  // Exact has fewer digits
  return {Exact(number), Exact(all_errors), below == above ? std::optional(below) : std::nullopt};
}

}  // namespace

ExactResult Truth::operator()(float x) const {
  // Textbook forms such as log(1 + exp(x)) cancel down to the smallest float, 1e-45, x + sqrt(x^2 + b) by the
  // square of x, and the slope of sin(x) / x by that of 1 / x.
  const float size = std::fabs(x);
  if (size > 1e-9f && size < 128) {
    const ExactResult quick = evaluated<77>(formula_, values_, order_, x, 70, 220);
    if (quick.nearest) return quick;
  }
  return evaluated<200>(formula_, values_, order_, x, 240, 400);
}

double float_ulps(float got, const Exact& exact) {
  if (!std::isfinite(got)) return std::numeric_limits<double>::infinity();
  const long exponent = exact == 0 ? -149 : std::max(mpfr_get_exp(exact.backend().data()) - 24, -149L);
  return ldexp(Exact(abs(Exact(got) - exact)), static_cast<int>(-exponent)).convert_to<double>();
}

}  // namespace actviz::test
