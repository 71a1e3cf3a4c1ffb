// Every activation of the catalogue: what is declared of it, limits, odd input.
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

/// Integers and halves in [-10, 10], random numbers up to 40, tiny ones down to 1e-300.
std::vector<double> spread_points(int count) {
  std::vector<double> numbers = with_both_signs(stratified(0.01, 40, count));
  for (const double x : with_both_signs(stratified(1e-300, 0.01, count / 8, 2))) numbers.push_back(x);
  for (int i = -20; i <= 20; ++i) numbers.push_back(i / 2.0);
  return numbers;
}

class EveryFunction : public testing::TestWithParam<Function> {};

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

TEST(Activation, slopes_of_the_sigmoid_are_the_nearest_doubles) {
  EXPECT_EQ(Function::parse("sigmoid").slope(5), 0.0066480566707901549);
  EXPECT_EQ(Function::parse("sigmoid").slope(10), 4.5395807735951671e-05);
}

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
      if (f.activation().kernels.on_double_double == activation.kernels.on_double_double)
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
