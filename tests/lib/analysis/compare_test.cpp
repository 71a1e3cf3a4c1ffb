#include "lib/analysis/compare.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace actviz {
namespace {

Difference between(const char* f, const char* g, double lo = -6, double hi = 6) {
  return difference(Function::parse(f), Function::parse(g), lo, hi);
}

struct Known {
  const char *f, *g;
  double x, value;  // |x|
};
class KnownDifference : public testing::TestWithParam<Known> {};

// Computed with 50-digit arithmetic and published in several issue threads.
TEST_P(KnownDifference, is_found_with_its_place) {
  const auto& [f, g, x, value] = GetParam();
  const Landmark found = between(f, g).max_abs;
  EXPECT_NEAR(found.value, value, 2e-8 * value);
  EXPECT_NEAR(std::fabs(found.x), x, 2e-5);
}

INSTANTIATE_TEST_SUITE_P(Compare, KnownDifference,
                         testing::Values(Known{"gelu_tanh", "gelu", 2.69894, 4.7323552e-4},
                                         Known{"quick_gelu", "gelu", 2.27040, 2.0334872e-2},
                                         Known{"hard_swish", "swish", 3, 0.14227762},
                                         Known{"hard_sigmoid", "sigmoid", 1.31696, 0.069182152},
                                         Known{"hard_sigmoid:alpha=0.2", "sigmoid", 2.5, 0.07585818},
                                         Known{"hard_sigmoid:alpha=0.2", "hard_sigmoid", 2.5, 1.0 / 12}));

TEST(Compare, the_greatest_slope_difference_of_the_gelus_is_known) {
  EXPECT_NEAR(between("gelu_tanh", "gelu").max_slope_abs.value, 8.684518e-4, 1e-10);
  EXPECT_NEAR(std::fabs(between("gelu_tanh", "gelu").max_slope_abs.x), 2.01866, 1e-5);
  EXPECT_NEAR(between("quick_gelu", "gelu").max_slope_abs.value, 2.9072046e-2, 1e-9);
}

TEST(Compare, the_greatest_gap_alone_is_that_of_the_difference) {
  const std::pair<const char*, const char*> pairs[] = {
      {"gelu", "gelu_tanh"}, {"relu", "hard_tanh"}, {"1/x", "x"}, {"log(x)", "log(-x)"}, {"elu", "elu"}};
  for (const auto& [f, g] : pairs) {
    const Landmark all = difference(Function::parse(f), Function::parse(g), -3, 5).max_abs,
                   alone = greatest_gap(Function::parse(f), Function::parse(g), -3, 5);
    EXPECT_TRUE(alone == all || (std::isnan(alone.value) && std::isnan(all.value))) << f << " and " << g;
  }
}

TEST(Compare, a_function_does_not_differ_from_itself) {
  const auto d = between("silu", "swish");
  EXPECT_EQ(d.max_abs.value, 0);
  EXPECT_EQ(d.max_rel.value, 0);
  EXPECT_EQ(d.max_ulp_f32.value, 0);
  EXPECT_EQ(d.max_slope_abs.value, 0);
}

TEST(Compare, leaky_slopes_differ_by_their_parameters) {
  const auto d = between("leaky_relu:0.2", "leaky_relu");
  EXPECT_DOUBLE_EQ(d.max_abs.value, 6 * 0.2 - 6 * 0.01);
  EXPECT_EQ(d.max_abs.x, -6);
  EXPECT_DOUBLE_EQ(d.max_slope_abs.value, 0.2 - 0.01);
  EXPECT_DOUBLE_EQ(d.max_rel.value, 19);
}

TEST(Compare, relative_difference_is_infinite_where_the_reference_vanishes) {
  EXPECT_EQ(between("gelu", "relu").max_rel.value, INFINITY);
  EXPECT_TRUE(std::isfinite(between("relu", "gelu").max_rel.value));
  EXPECT_NEAR(between("relu", "gelu").max_rel.value, 1, 1e-12);
}

TEST(Compare, a_jump_is_seen_from_both_sides) {
  EXPECT_NEAR(between("hard_shrink", "identity").max_abs.value, 0.5, 1e-12);
  EXPECT_NEAR(between("hard_shrink", "soft_shrink").max_abs.value, 0.5, 1e-12);
}

TEST(Compare, what_is_as_great_everywhere_counts_nearest_zero) {
  EXPECT_EQ(between("relu(x)+1", "relu").max_abs, (Landmark{0, 1}));
  EXPECT_EQ(between("relu(x)+0.1", "relu").max_abs, (Landmark{0, 0.1}));
  EXPECT_EQ(between("relu(x)+1", "relu", 2, 3).max_abs, (Landmark{2, 1}));
}

TEST(Compare, functions_that_are_nowhere_defined_together_do_not_differ_by_a_number) {
  const Difference d = between("log(x)", "log(-1-x)");
  for (const Landmark& mark : {d.max_abs, d.max_rel, d.max_ulp_f32, d.max_slope_abs}) {
    EXPECT_TRUE(std::isnan(mark.x));
    EXPECT_TRUE(std::isnan(mark.value));
  }
}

TEST(Compare, what_is_not_defined_does_not_differ_infinitely) {
  EXPECT_EQ(between("sqrt(x)", "2*sqrt(x)").max_rel.value, 0.5);
}

TEST(Compare, counts_in_units_of_float_spacing) {
  // At the far end both are near 1, where floats below 1 lie 2^-24 apart.
  const auto d = between("hard_tanh", "tanh", 2, 3);
  EXPECT_NEAR(d.max_ulp_f32.value, (1 - std::tanh(2.0)) * 16777216, 1e-3);
  EXPECT_EQ(d.max_ulp_f32.x, 2);
}

TEST(Compare, works_on_tiny_and_huge_ranges) {
  EXPECT_TRUE(std::isfinite(between("gelu", "silu", -1e-8, 1e-8).max_abs.value));
  EXPECT_TRUE(std::isfinite(between("gelu", "silu", -1e300, 1e300).max_abs.value));
}

}  // namespace
}  // namespace actviz
