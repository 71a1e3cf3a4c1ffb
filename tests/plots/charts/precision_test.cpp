#include "plots/charts/precision.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace actviz::plots {
namespace {

Figure figure_of(const char* function, const char* format) {
  return precision(Function::parse(function), {*parse_float_format(format)});
}

bool has_in_legend(const Figure& figure, const std::string& label) {
  return std::ranges::any_of(figure.panels[0].marks, [&](const Mark& mark) {
    const Area* area = std::get_if<Area>(&mark);
    return area && area->label == label;
  });
}

TEST(PrecisionChart, ends_at_numbers_of_the_format) {
  for (const char* format : {"e5m2", "fp16", "bf16"}) {
    const Axis x = figure_of("exponential", format).panels[0].x;
    EXPECT_EQ(parse_float_format(format)->rounded(x.hi.value()), x.hi.value()) << format;
    EXPECT_EQ(x.lo.value(), -x.hi.value());
  }
}

TEST(PrecisionChart, small_errors_stand_on_a_linear_axis) {
  const Axis small = figure_of("exponential", "e5m2").panels[0].y;
  EXPECT_EQ(small.spacing.kind, Spacing::Kind::linear);
  EXPECT_EQ(small.hi, 1.5);
  EXPECT_EQ(figure_of("sigmoid", "e4m3").panels[0].y.spacing.kind, Spacing::Kind::symlog);
}

TEST(PrecisionChart, says_the_parameters_of_the_formula_once) {
  EXPECT_EQ(figure_of("silu", "e4m3").subtitle, "$f(x) = x\\,\\sigma(\\beta x)$,   $\\beta = 1$");
  const Figure given = figure_of("swish:beta=2", "e4m3");
  EXPECT_EQ(given.title, "Swish ($\\beta = 2$) in e4m3");
  EXPECT_EQ(given.subtitle, "$f(x) = x\\,\\sigma(\\beta x)$");
}

TEST(PrecisionChart, names_only_zones_that_are_wide_enough_to_be_seen) {
  EXPECT_TRUE(has_in_legend(figure_of("gelu", "bf16"), "0 by the formula alone"));
  EXPECT_FALSE(has_in_legend(figure_of("hard_swish", "e4m3"), "0 by the formula alone"));
}

}  // namespace
}  // namespace actviz::plots
