#include "plots/scene/contour_lines.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace actviz::plots {
namespace {

/// f over the unit square, at the middles of n x n cells.
template <class F>
Field field(int n, F f) {
  Field result{n, n, {}, {{0, 0}, {1, 1}}};
  for (int r = 0; r < n; ++r)
    for (int c = 0; c < n; ++c) result.values.push_back(f((c + 0.5) / n, (r + 0.5) / n));
  return result;
}

TEST(ContourLines, of_a_plane_are_straight_from_edge_to_edge) {
  const auto lines = contour_lines(field(7, [](double x, double y) { return x + 2 * y; }), 1.2);
  ASSERT_EQ(lines.size(), 1u);
  for (const Point& p : lines[0]) EXPECT_NEAR(p.x + 2 * p.y, 1.2, 1e-12);
  const Point &a = lines[0].front(), &b = lines[0].back();
  EXPECT_NEAR(std::max(a.x, b.x), 1, 1e-12);
  EXPECT_NEAR(std::min(a.x, b.x), 0, 1e-12);
}

TEST(ContourLines, of_a_cone_are_closed_circles) {
  const auto lines =
      contour_lines(field(80, [](double x, double y) { return std::hypot(x - 0.5, y - 0.5); }), 0.3);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].front(), lines[0].back());
  EXPECT_GT(lines[0].size(), 100u);
  for (const Point& p : lines[0]) EXPECT_NEAR(std::hypot(p.x - 0.5, p.y - 0.5), 0.3, 1e-3);
}

TEST(ContourLines, of_two_hills_are_two) {
  const auto hills = field(60, [](double x, double y) {
    return std::exp(-60 * (std::pow(x - 0.25, 2) + std::pow(y - 0.5, 2))) +
           std::exp(-60 * (std::pow(x - 0.75, 2) + std::pow(y - 0.5, 2)));
  });
  EXPECT_EQ(contour_lines(hills, 0.5).size(), 2u);
  EXPECT_EQ(contour_lines(hills, 0.03).size(), 1u);
  EXPECT_TRUE(contour_lines(hills, 2).empty());
}

TEST(ContourLines, cross_where_a_saddle_is_on_the_level) {
  const auto lines = contour_lines(field(8, [](double x, double y) { return (x - 0.5) * (y - 0.5); }), 0);
  for (const auto& line : lines)
    for (const Point& p : line) EXPECT_TRUE(std::fabs(p.x - 0.5) < 1e-9 || std::fabs(p.y - 0.5) < 1e-9);
}

TEST(ContourLines, end_at_cells_without_a_number) {
  auto plane = field(9, [](double x, double) { return x; });
  plane.values[4 * 9 + 4] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(contour_lines(plane, 0.52).size(), 2u);
}

TEST(ContourLines, of_one_row_or_column_are_straight_too) {
  const Field row{4, 1, {0, 1, 2, 3}, {{0, 0}, {1, 1}}}, cell{1, 1, {5}, {{0, 0}, {1, 1}}};
  const auto lines = contour_lines(row, 1.5);
  ASSERT_EQ(lines.size(), 1u);
  for (const Point& p : lines[0]) EXPECT_NEAR(p.x, 0.5, 1e-12);
  EXPECT_TRUE(contour_lines(cell, 4).empty());
  EXPECT_TRUE(contour_lines(Field{}, 0).empty());
}

}  // namespace
}  // namespace actviz::plots
