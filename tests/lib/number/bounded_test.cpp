// Bounds of errors against DoubleDouble, for arguments that are themselves known within a bound only.
#include "lib/number/bounded.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "lib/number/double_double.hpp"
#include "lib/number/instruction_set.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

/// Numbers known within a bound, in groups of as many as the widest pack holds, and where in their intervals
/// the exact ones lie.
struct Arguments {
  static constexpr std::size_t group = 8;
  std::vector<double> value, error;
  std::vector<DoubleDouble> exact;
};

Arguments arguments(double lo, double hi, unsigned seed) {
  std::mt19937_64 random(seed);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  Arguments all;
  for (const double x : with_both_signs(stratified(lo, hi, 4000))) {
    const double size = std::fabs(x) * std::pow(0.5, std::floor(60 * uniform()));
    const double error = uniform() < 0.3 ? 0 : size, where = 2 * uniform() - 1;
    all.value.push_back(x);
    all.error.push_back(error);
    all.exact.push_back(DoubleDouble::added(x, error * (uniform() < 0.3 ? std::copysign(1, where) : where)));
  }
  std::shuffle(all.value.begin(), all.value.end(), std::mt19937_64(seed));
  std::shuffle(all.error.begin(), all.error.end(), std::mt19937_64(seed));
  std::shuffle(all.exact.begin(), all.exact.end(), std::mt19937_64(seed));
  all.value.resize(all.value.size() / Arguments::group * Arguments::group);
  return all;
}

template <class Isa>
Bounded<Isa> loaded(const Arguments& from, std::size_t i) {
  typename Isa::V value, error;
  std::memcpy(&value, &from.value[i], sizeof value);
  std::memcpy(&error, &from.error[i], sizeof error);
  return {Pack<Isa>(value), Pack<Isa>(error)};
}

/// What f makes of all numbers: of values, values and bounds.
template <class Isa, class F>
void evaluate(const F& f, const Arguments& a, const Arguments& b, Arguments& y) {
  for (std::size_t i = 0; i < y.value.size(); i += Isa::lanes) {
    const Bounded<Isa> result = f(loaded<Isa>(a, i), loaded<Isa>(b, i));
    std::memcpy(&y.value[i], &result.value.v, sizeof result.value.v);
    std::memcpy(&y.error[i], &result.error.v, sizeof result.error.v);
  }
}
/// Holds the bounds of f, and that they are near enough to be of use: of arguments known exactly within
/// 2^-40.
template <class F>
void expect_bounded(const char* name, const F& f, double lo, double hi, int least_share = 95) {
  const Arguments a = arguments(lo, hi, 1), b = arguments(lo, hi, 2);
  for (std::size_t set = 0; set < instruction_sets; ++set) {
    if (!is_available(static_cast<InstructionSet>(set))) continue;
    Arguments y = a;
    const auto run = [&]<class Isa>(Isa) {
      using Numbers = const Arguments&;
      instructions::call<Isa, evaluate<Isa, F>, const F&, Numbers, Numbers, Arguments&>(f, a, b, y);
    };
    if (set == 0) run(instructions::Baseline());
#ifdef ACTVIZ_WIDE_VECTORS
    if (set == 1) run(instructions::Avx2());
    if (set == 2) run(instructions::Avx512());
#endif
    std::size_t exact_arguments = 0, narrow = 0;
    for (std::size_t i = 0; i < y.value.size(); ++i) {
      const DoubleDouble exact = f(a.exact[i], b.exact[i]);
      if (!(std::fabs(exact.rounded()) < INFINITY)) continue;
      const double distance = std::fabs(DoubleDouble::added(exact, -DoubleDouble(y.value[i])).rounded());
      if (a.error[i] == 0 && b.error[i] == 0) {
        ++exact_arguments;
        if (y.error[i] <= 0x1p-40 * std::fabs(y.value[i])) ++narrow;
      }
      if (!(y.error[i] == y.error[i])) continue;
      ASSERT_LE(distance, 1.0625 * y.error[i])
          << name << " of " << testing::PrintToString(a.value[i]) << " within " << a.error[i] << ", "
          << testing::PrintToString(b.value[i]) << " within " << b.error[i] << " gives " << y.value[i]
          << ", set " << set;
    }
    EXPECT_GE(100 * narrow, static_cast<std::size_t>(least_share) * exact_arguments) << name;
  }
}

TEST(Bounded, arithmetic_holds_its_bounds) {
  for (const double hi : {1e3, 1e100}) {
    expect_bounded(
        "sum", [](const auto& a, const auto& b) { return a + b; }, 1 / hi, hi);
    expect_bounded(
        "difference", [](const auto& a, const auto& b) { return a - b; }, 1 / hi, hi);
    expect_bounded(
        "product", [](const auto& a, const auto& b) { return a * b; }, 1 / hi, hi);
    expect_bounded(
        "quotient", [](const auto& a, const auto& b) { return a / b; }, 1 / hi, hi);
  }
  expect_bounded(
      "close numbers", [](const auto& a, const auto& b) { return a - (a + 1e-9 * b); }, 0.5, 2, 0);
}

TEST(Bounded, functions_hold_their_bounds) {
  const auto expect = [](const char* name, const auto& f, double lo, double hi) {
    expect_bounded(
        name, [&](const auto& x, const auto&) { return f(x); }, lo, hi);
  };
  expect(
      "exp", [](const auto& x) { return exp(x); }, 1e-100, 650);
  expect(
      "expm1", [](const auto& x) { return expm1(x); }, 1e-100, 650);
  expect(
      "sigmoid", [](const auto& x) { return sigmoid(x); }, 1e-100, 650);
  expect(
      "sigmoid slope", [](const auto& x) { return sigmoid_slope(x); }, 1e-100, 650);
  expect(
      "tanh", [](const auto& x) { return tanh(x); }, 1e-100, 1e10);
  expect(
      "softplus", [](const auto& x) { return softplus(x); }, 1e-100, 650);
  expect(
      "density", [](const auto& x) { return normal_density(x); }, 1e-100, 36);
  expect(
      "Phi", [](const auto& x) { return normal_cdf(x); }, 1e-100, 36);
  expect(
      "bell", [](const auto& x) { return bell(x); }, 1e-100, 25);
  expect(
      "erf", [](const auto& x) { return erf(x); }, 1e-100, 30);
  expect(
      "erfc", [](const auto& x) { return erfc(x); }, 1e-3, 25);
  expect(
      "sin", [](const auto& x) { return sin(x); }, 1e-100, 1e6);
  expect(
      "cos", [](const auto& x) { return cos(x); }, 1e-100, 1e6);
  expect(
      "atan", [](const auto& x) { return atan(x); }, 1e-100, 1e100);
  expect(
      "log", [](const auto& x) { return log(x * x); }, 1e-120, 1e120);
  expect(
      "log1p", [](const auto& x) { return log1p(x); }, 1e-100, 1e100);
  expect(
      "sqrt", [](const auto& x) { return sqrt(x * x); }, 1e-120, 1e120);
  expect(
      "cbrt", [](const auto& x) { return cbrt(x); }, 1e-80, 1e250);
}

TEST(Bounded, a_comparison_is_decided_where_the_exact_numbers_must_agree) {
  using B = Bounded<instructions::Baseline>;
  using P = Pack<instructions::Baseline>;
  const auto decided = [](const B& a, const B& b) { return select(is_decided(a, b), 1.0, 0.0).rounded(); };
  EXPECT_EQ(decided(B(1.0), B(1.0)), 1);
  EXPECT_EQ(decided(B(P(1.0), P(0.1)), B(1.0)), 0);
  EXPECT_EQ(decided(B(P(1.0), P(0.1)), B(P(1.25), P(0.1))), 0);
  EXPECT_EQ(decided(B(P(1.0), P(0.1)), B(P(1.35), P(0.1))), 1);
  EXPECT_EQ(decided(B(P(1.0), P(NAN)), B(2.0)), 0);
}

}  // namespace
}  // namespace actviz::test
