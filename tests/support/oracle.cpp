#include "tests/support/oracle.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <random>

#include "tests/support/formula_value.hpp"

namespace actviz::test {
namespace {

template <unsigned digits>
using Decimal = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<digits>,
                                              boost::multiprecision::et_off>;

template <class T>
Jet evaluate_on(const Formula& formula, const Values& values, double x) {
  using Second = Dual<Dual<T>>;
  std::vector<Second> parameters;
  for (const double value : values) parameters.emplace_back(Dual<T>(T(value)));
  const Second variable{Dual<T>{T(x), T(1)}, Dual<T>{T(1), T(0)}};
  const Second result = evaluate<Second>(formula, variable, parameters);
  return {Exact(result.v.v), Exact(result.v.d), Exact(result.d.d)};
}

const Formula& formula_of(const Activation& activation) {
  static std::map<std::string_view, Formula> parsed;
  const auto [entry, is_new] = parsed.try_emplace(activation.name);
  if (is_new) {
    std::vector<std::string_view> names;
    for (const Param& param : activation.params) names.push_back(param.name);
    entry->second = Formula::parse(activation.formula, names);
  }
  return entry->second;
}

}  // namespace

Jet exact(const Formula& formula, const Values& values, double x) {
  // Textbook forms such as log(1 + exp(x)) cancel down to the smallest double in a tail, where 361 digits
  // leave enough, and x + sqrt(x^2 + b) by the square of x. Far below 1e-60 is what cancellation left of
  // nothing.
  const double size = std::fabs(x);
  if (size < 1e-40 || size > 1e40) return evaluate_on<Decimal<1400>>(formula, values, x);
  if (size >= 1e-6 && size <= 8) {
    const Jet jet = evaluate_on<Exact>(formula, values, x);
    const auto is_sure = [](const Exact& number) { return number == 0 || abs(number) > 1e-60; };
    if (is_sure(jet.value) && is_sure(jet.slope) && is_sure(jet.curvature)) return jet;
  }
  return evaluate_on<Decimal<361>>(formula, values, x);
}

Jet exact(const Activation& activation, const Values& values, double x) {
  return exact(formula_of(activation), values, x);
}

Jet exact(const Function& function, double x) { return exact(function.activation(), function.values(), x); }

double ulps(double got, const Exact& exact) {
  const double rounded = exact.convert_to<double>();
  if (got == rounded && std::isinf(got)) return 0;
  if (std::isnan(got) || std::isnan(rounded)) return std::isnan(got) && std::isnan(rounded) ? 0 : INFINITY;
  if (std::isinf(got) || std::isinf(rounded)) return INFINITY;
  const int exponent =
      exact == 0 ? -1074 : std::max(static_cast<int>(mpfr_get_exp(exact.backend().data())) - 53, -1074);
  const Exact distance = boost::multiprecision::ldexp(boost::multiprecision::abs(got - exact), -exponent);
  return distance.convert_to<double>();
}

std::vector<double> stratified(double lo, double hi, int count, unsigned seed) {
  std::mt19937_64 random(seed);
  const double from = std::log2(std::max(lo, std::numeric_limits<double>::denorm_min())), to = std::log2(hi);
  std::vector<double> numbers;
  for (int i = 0; i < count; ++i) {
    const double within = static_cast<double>(random() >> 11) * 0x1p-53;
    const double x = std::exp2(from + (to - from) * (i + within) / count);
    numbers.push_back(std::clamp(x, lo, hi));
  }
  return numbers;
}

std::vector<double> with_both_signs(std::vector<double> numbers) {
  const std::size_t count = numbers.size();
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(-numbers[i]);
  return numbers;
}

}  // namespace actviz::test
