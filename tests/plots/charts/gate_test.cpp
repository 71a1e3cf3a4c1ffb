#include "plots/charts/gate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace actviz::plots {
namespace {

Figure figure_of(const char* name, const GateOptions& options = {}) {
  return gate(*find_gate(name), options);
}

template <class M>
M mark(const Figure& figure, std::size_t panel = 0) {
  for (const Mark& mark : figure.panels.at(panel).marks)
    if (const M* found = std::get_if<M>(&mark)) return *found;
  throw std::runtime_error("no such mark");
}

/// Where the middle of a cell lies on an axis from -6 to 6.
double middle(int cell, int cells) { return -6 + 12 * (cell + 0.5) / cells; }

TEST(GateChart, colours_are_the_product_of_both_halves) {
  const Field field = mark<Heatmap>(figure_of("reglu")).field;
  ASSERT_EQ(field.columns, field.rows);
  const int n = field.columns;
  for (const auto& [column, row] : {std::pair(n - 1, 0), {n / 2, n - 1}, {n - 1, n - 1}, {3, 7}})
    EXPECT_NEAR(field.at(column, row), std::fmax(middle(column, n), 0) * middle(row, n), 1e-12);
}

TEST(GateChart, the_gated_half_is_said_and_can_be_the_other) {
  const Figure first = figure_of("reglu"), second = figure_of("reglu", {.half = Half::second});
  EXPECT_EQ(first.panels[0].x.label, "first half, gated: $a$");
  EXPECT_EQ(second.panels[0].x.label, "first half: $b$");
  EXPECT_EQ(second.panels[0].y.label, "second half, gated: $a$");
  const Field a = mark<Heatmap>(first).field, b = mark<Heatmap>(second).field;
  EXPECT_EQ(a.at(140, 9), b.at(9, 140));
  EXPECT_NE(a.at(140, 9), a.at(9, 140));
}

TEST(GateChart, contours_show_small_values_too) {
  const auto levels = mark<Contour>(figure_of("swiglu")).levels;
  EXPECT_EQ(levels, (std::vector<double>{0, 20, -20, 10, -10, 5, -5, 2, -2, 1, -1}));
  EXPECT_TRUE(mark<Contour>(figure_of("swiglu", {.lo = 5, .hi = 6})).levels.empty()) << "even ones";
}

TEST(GateChart, the_slice_is_that_of_equal_halves) {
  const Line slice = mark<Line>(figure_of("reglu", {.lo = -2, .hi = 3}), 1);
  EXPECT_EQ(slice.points.front(), (Point{-2, 0}));
  EXPECT_EQ(slice.points.back(), (Point{3, 9}));
  EXPECT_TRUE(std::ranges::find(slice.points, Point{0, 0}) != slice.points.end()) << "the kink is a vertex";
}

TEST(GateChart, the_subtitle_has_the_moments_of_independent_normals) {
  EXPECT_EQ(figure_of("reglu").subtitle, "independent halves of $N(0, 1)$: variance $0.5$, kurtosis $18$");
  EXPECT_NE(figure_of("swiglu_oai").subtitle.find("mean $0.282331$, variance"), std::string::npos)
      << figure_of("swiglu_oai").subtitle;
}

TEST(GateChart, what_overflows_has_no_colour) {
  const Field field = mark<Heatmap>(figure_of("bilinear", {.lo = -1e308, .hi = 1e308})).field;
  EXPECT_TRUE(std::ranges::all_of(field.values, [](double v) { return std::isnan(v); }));
}

}  // namespace
}  // namespace actviz::plots
