#include "plots/figure/scale.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace actviz::plots {
namespace {

constexpr Spacing logarithmic{Spacing::Kind::log}, symmetric{Spacing::Kind::symlog, 0.01};

TEST(Position, counts_decades) {
  EXPECT_NEAR(position(logarithmic, 1e-300), -300, 1e-12);
  EXPECT_EQ(position(logarithmic, 1), 0);
  EXPECT_NEAR(position(logarithmic, 2), 0.3010299956639812, 1e-15);
  EXPECT_EQ(position(logarithmic, 0), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(position(logarithmic, -1)));
}

TEST(Position, is_linear_near_zero_and_symmetric_beyond) {
  EXPECT_EQ(position(symmetric, 0), 0);
  EXPECT_EQ(position(symmetric, 0.005), 0.5);
  EXPECT_NEAR(position(symmetric, 1), 3, 1e-12);
  for (const double x : {1e-5, 0.01, 0.02, 7.0, 1e300})
    EXPECT_EQ(position(symmetric, -x), -position(symmetric, x));
}

TEST(Position, has_an_inverse) {
  for (const Spacing& spacing : {Spacing{}, logarithmic, symmetric})
    for (const double x : {1e-200, 1e-3, 0.01, 0.5, 1.0, 123.0, 1e200}) {
      if (spacing.kind == Spacing::Kind::symlog && x < 1e-100) continue;
      EXPECT_NEAR(value_at(spacing, position(spacing, x)) / x, 1, 1e-12) << x;
    }
}

TEST(Scale, is_linear_in_the_position) {
  const Scale scale{1, 1e4, 0, 400, logarithmic};
  EXPECT_NEAR(scale(10), 100, 1e-10);
  EXPECT_NEAR(scale(1000), 300, 1e-10);
  const Scale both{-1, 1, 0, 600, symmetric};
  EXPECT_NEAR(both(0), 300, 1e-10);
  EXPECT_NEAR(both(0.01), 400, 1e-10);
}

Scale y_of(std::vector<Mark> marks, Axis axis = {}) {
  Panel panel;
  panel.y = axis;
  panel.marks = std::move(marks);
  return limits(panel).y;
}

TEST(Limits, leave_room_around_curves_but_none_below_what_stands_on_its_base) {
  EXPECT_LT(y_of({Line{{{0, 1}, {1, 3}}, {}}}).lo, 1);
  EXPECT_EQ(y_of({Bars{{{0, 1}, {1, 3}}, {}}}).lo, 0);
  EXPECT_GT(y_of({Bars{{{0, 1}, {1, 3}}, {}}}).hi, 3);
  EXPECT_EQ(y_of({Histogram{{0, 1, 2}, {5, 7}, {}}}).lo, 0);
  EXPECT_EQ(y_of({Area{{{0, 1}, {1, 3}}, {}}}).lo, 0);
  EXPECT_LT(y_of({Bars{{{0, -1}, {1, 3}}, {}}}).lo, -1);
}

TEST(Limits, of_a_field_are_its_edges) {
  const Field field{2, 2, {1, 2, 3, 4}, {{-1, 5}, {1, 6}}};
  const Scale y = y_of({Heatmap{field}});
  EXPECT_EQ(y.lo, 5);
  EXPECT_EQ(y.hi, 6);
}

TEST(Limits, of_bars_reach_half_a_place_beyond_the_outermost) {
  Panel panel;
  panel.marks = {Bars{{{0, 1}, {3, 2}}, {}}};
  EXPECT_NEAR(limits(panel).x.lo, -0.5, 1e-12);
  EXPECT_NEAR(limits(panel).x.hi, 3.5, 1e-12);
}

TEST(Limits, include_rules_across_their_axis_alone) {
  Panel panel;
  panel.marks = {Line{{{0, 0}, {1, 1}}, {}}, Rule{Rule::Direction::level, 5, {}}};
  EXPECT_GT(limits(panel).y.hi, 5);
  EXPECT_EQ(limits(panel).x.hi, 1);
}

TEST(Limits, of_a_logarithmic_axis_count_what_is_positive) {
  const Scale y = y_of({Line{{{0, -5}, {1, 0}, {2, 1e-3}, {3, 10}}, {}}}, {.spacing = logarithmic});
  EXPECT_GT(y.lo, 1e-4);
  EXPECT_LT(y.lo, 1e-3);
  EXPECT_GT(y.hi, 10);
  EXPECT_LT(y.hi, 20);
  const Scale nothing = y_of({Line{{{0, -5}, {1, 0}}, {}}}, {.spacing = logarithmic});
  EXPECT_GT(nothing.lo, 0);
  EXPECT_LT(nothing.lo, nothing.hi);
  const Scale constant = y_of({Line{{{0, 5}, {1, 5}}, {}}}, {.spacing = logarithmic});
  EXPECT_LT(constant.lo, 5);
  EXPECT_GT(constant.hi, 5);
}

}  // namespace
}  // namespace actviz::plots
