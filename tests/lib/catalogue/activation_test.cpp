// Every activation of the catalogue against its own formula text in multiple precision, and against known
// numbers.
#include "lib/catalogue/activation.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "lib/catalogue/families.hpp"
#include "lib/catalogue/formula.hpp"
#include "lib/number/ulp.hpp"
#include "tests/support/functions.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool is_kink(const Function& f, double x) {
  const Facts facts = f.facts();
  return std::any_of(facts.kinks.begin(), facts.kinks.end(), [&](const Kink& kink) { return kink.x == x; });
}

std::vector<double> without_kinks(const Function& f, std::vector<double> numbers) {
  std::erase_if(numbers, [&](double x) { return is_kink(f, x); });
  return numbers;
}

std::vector<double> thirteen_points() {
  std::vector<double> numbers;
  for (int i = 0; i < 13; ++i) numbers.push_back(i == 12 ? 10 : -10 + i * (20.0 / 12));
  return numbers;
}

/// Integers and halves in [-10, 10], random numbers up to 40, tiny ones down to 1e-300.
std::vector<double> spread_points(int count) {
  std::vector<double> numbers = with_both_signs(stratified(0.01, 40, count));
  for (const double x : with_both_signs(stratified(1e-300, 0.01, count / 8, 2))) numbers.push_back(x);
  for (int i = -20; i <= 20; ++i) numbers.push_back(i / 2.0);
  return numbers;
}

double distance(double got, const Exact& truth) { return Exact(abs(got - truth)).convert_to<double>(); }

/// An error in units of what the declaration allows: at most 1 where it keeps its word.
double value_error(const Function& f, double x, const Jet& truth) {
  const double error = ulps(f(x), truth.value), bound = f.activation().accuracy.value;
  return error == 0
             ? 0
             : std::min(error / bound, distance(f(x), truth.value) / f.activation().accuracy.near_roots);
}
double slope_error(const Function& f, double x, const Jet& truth) {
  const double error = ulps(f.slope(x), truth.slope), bound = f.activation().accuracy.slope;
  const double scaled = error == 0 ? 0 : error / bound;
  if (abs(truth.slope) >= 0.1) return scaled;
  return std::min(scaled, distance(f.slope(x), truth.slope) / 0x1p-53);
}

class EveryFunction : public testing::TestWithParam<Function> {};

TEST_P(EveryFunction, keeps_its_stated_accuracy) {
  const Function& f = GetParam();
  for (const double x : without_kinks(f, spread_points(250))) {
    const Jet truth = exact(f, x);
    EXPECT_LE(value_error(f, x, truth), 1) << "value at " << testing::PrintToString(x);
    EXPECT_LE(slope_error(f, x, truth), 1) << "slope at " << testing::PrintToString(x);
  }
}

TEST_P(EveryFunction, is_within_eight_ulp_at_thirteen_points) {
  const Function& f = GetParam();
  for (const double x : without_kinks(f, thirteen_points())) {
    const Jet truth = exact(f, x);
    EXPECT_TRUE(ulps(f(x), truth.value) <= 8 ||
                distance(f(x), truth.value) <= f.activation().accuracy.near_roots)
        << "value at " << x;
    EXPECT_TRUE(ulps(f.slope(x), truth.slope) <= 8 || distance(f.slope(x), truth.slope) <= 0x1p-53)
        << "slope at " << x;
  }
}

TEST_P(EveryFunction, curvature_agrees_with_the_formula) {
  const Function& f = GetParam();
  for (const double x : without_kinks(f, spread_points(40))) {
    if (f.label() == "sinc" && std::fabs(x) < 1e-100) continue;  // 361 digits do not hold sin(x) / x there
    const Exact truth = exact(f, x).curvature;
    const double size = std::max(1.0, std::fabs(truth.convert_to<double>()));
    EXPECT_LE(distance(f.curvature(x), truth), 1e-15 * size) << "at " << testing::PrintToString(x);
    const bool in_tail = std::fabs(x) >= 8 && abs(truth) > 1e-290;
    EXPECT_TRUE(!in_tail || distance(f.curvature(x), truth) / abs(truth) <= 1e-10) << "at " << x;
  }
}

TEST_P(EveryFunction, is_documented) {
  const Activation& activation = GetParam().activation();
  std::vector<std::string_view> names;
  for (const Param& param : activation.params) {
    names.push_back(param.name);
    EXPECT_FALSE(param.help.empty());
  }
  EXPECT_NO_THROW(Formula::parse(activation.formula, names));
  EXPECT_FALSE(activation.title.empty());
  EXPECT_FALSE(activation.family.empty());
  EXPECT_FALSE(activation.source.empty());
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EveryFunction, testing::ValuesIn(default_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

class VariedFunction : public testing::TestWithParam<Function> {};

/// How far the exact value and slope move when x or a parameter moves by a unit in its last place.
Jet sensitivity(const Function& f, double x, const Jet& truth) {
  Jet moved{0, 0, 0};
  const auto add = [&](const Jet& other) {
    moved.value += abs(other.value - truth.value);
    moved.slope += abs(other.slope - truth.slope);
  };
  constexpr double nudge = 1 + 0x1p-52;
  add(exact(f.activation(), f.values(), x * nudge));
  for (std::size_t i = 0; i < f.activation().params.size(); ++i) {
    Values values = f.values();
    values[i] *= nudge;
    add(exact(f.activation(), values, x));
  }
  return moved;
}

TEST_P(VariedFunction, agrees_with_the_formula) {
  const Function& f = GetParam();
  const Accuracy& accuracy = f.activation().accuracy;
  std::vector<double> numbers = thirteen_points();
  std::erase(numbers,
             0);  // where a formula may change pieces though the function, at these parameters, does not
  for (const double x : with_both_signs(stratified(1e-3, 40, 15))) numbers.push_back(x);
  for (const double x : without_kinks(f, numbers)) {
    const Jet truth = exact(f, x), moved = sensitivity(f, x, truth);
    if (!std::isfinite(truth.value.convert_to<double>())) continue;  // expected of what grows without bound
    const auto unit = [](const Exact& number) { return ulp(number.convert_to<double>()); };
    const double slack = accuracy.near_roots > 1e-300 ? 4 * accuracy.near_roots : 0;
    EXPECT_LE(distance(f(x), truth.value), moved.value + slack + (accuracy.value + 0.5) * unit(truth.value))
        << x;
    EXPECT_LE(distance(f.slope(x), truth.slope),
              moved.slope + (accuracy.slope + 0.5) * unit(truth.slope) + 0x1p-52)
        << x;
  }
}

INSTANTIATE_TEST_SUITE_P(Catalogue, VariedFunction, testing::ValuesIn(varied_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

class AnyFunction : public testing::TestWithParam<Function> {};

TEST_P(AnyFunction, nan_gives_nan) {
  EXPECT_TRUE(std::isnan(GetParam()(nan)));
  EXPECT_TRUE(std::isnan(GetParam().slope(nan)));
  EXPECT_TRUE(std::isnan(GetParam().curvature(nan)));
}

TEST_P(AnyFunction, takes_the_limits_of_its_asymptotes_at_the_infinities) {
  const Facts facts = GetParam().facts();
  for (const auto& [side, end] : {std::pair(facts.left, -infinity), {facts.right, infinity}}) {
    const double limit = side.limit(end);
    EXPECT_TRUE(GetParam()(end) == limit || std::isnan(limit)) << GetParam()(end) << " at " << end;
    EXPECT_TRUE(GetParam().slope(end) == side.slope || std::isnan(side.slope))
        << GetParam().slope(end) << " at " << end;
    EXPECT_TRUE(GetParam().curvature(end) == 0 || !side.is_line()) << end;
  }
}

TEST_P(AnyFunction, follows_its_asymptotes_up_to_the_largest_numbers) {
  const Facts facts = GetParam().facts();
  for (const auto& [side, x] : {std::pair(facts.left, -1e308), {facts.right, 1e308}}) {
    const double expected = side.slope * x + side.intercept, got = GetParam()(x);
    EXPECT_FALSE(std::isnan(got)) << x;
    if (!side.is_line()) continue;
    EXPECT_TRUE(got == expected || std::fabs(got - expected) <= 1e-15 * std::fabs(expected) + 1e-300) << got;
    EXPECT_NEAR(GetParam().slope(x), side.slope, 1e-15 * std::fabs(side.slope) + 1e-300) << x;
  }
}

INSTANTIATE_TEST_SUITE_P(Catalogue, AnyFunction, testing::ValuesIn(all_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

TEST(Activation, kernels_give_the_same_bits_with_and_without_fused_instructions) {
  for (const auto& family :
       {families::rectified(), families::exponential(), families::sigmoidal(), families::self_gated(),
        families::composed(), families::shrinkage(), families::piecewise(), families::squashing(),
        families::powers(), families::periodic()})
    for (const Activation& activation : family) {
      const Function f = Function::parse(activation.name);
      if (f.activation().kernels.value == activation.kernels.value)
        GTEST_SKIP() << "this machine has one kind";
      for (const double x : spread_points(100)) {
        const auto bits = [](double number) { return std::bit_cast<std::uint64_t>(number); };
        EXPECT_EQ(bits(f(x)), bits(activation.kernels.value(x, f.values()))) << f.label() << " at " << x;
        EXPECT_EQ(bits(f.slope(x)), bits(activation.kernels.slope(x, f.values())))
            << f.label() << " at " << x;
        EXPECT_EQ(bits(f.curvature(x)), bits(activation.kernels.curvature(x, f.values())))
            << f.label() << " at " << x;
      }
    }
}

}  // namespace
}  // namespace actviz::test
