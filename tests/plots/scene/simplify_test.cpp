#include "plots/scene/simplify.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace actviz::test {
namespace {

using namespace plots;

Outline polyline(const std::vector<Point>& points) {
  Outline outline;
  for (const Point& p : points) outline.verbs.empty() ? outline.move_to(p) : outline.line_to(p);
  return outline;
}

double distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  const double t = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0., 1.) : 0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

double distance_to_line(Point p, const std::vector<Point>& line) {
  double least = 1e300;
  for (std::size_t i = 1; i < line.size(); ++i)
    least = std::min(least, distance_to_segment(p, line[i - 1], line[i]));
  return least;
}

TEST(Simplify, drops_the_points_inside_a_straight_line) {
  const Outline result = simplified(polyline({{0, 0}, {1, 1}, {2, 2}, {3, 3}}), 0.01);
  EXPECT_EQ(result.points, (std::vector<Point>{{0, 0}, {3, 3}}));
}

TEST(Simplify, keeps_a_corner) {
  const std::vector<Point> corner = {{0, 0}, {5, 0}, {5, 5}};
  EXPECT_EQ(simplified(polyline(corner), 0.01).points, corner);
}

TEST(Simplify, keeps_a_flat_corner_that_leaves_the_tolerance) {
  const std::vector<Point> corner = {{0, 0}, {500, 0.05}, {1000, 0}};
  EXPECT_EQ(simplified(polyline(corner), 0.01).points, corner);
}

TEST(Simplify, keeps_the_tip_of_a_line_that_turns_back) {
  const std::vector<Point> spike = {{0, 0}, {10, 0}, {4, 0}};
  EXPECT_EQ(simplified(polyline(spike), 0.01).points, spike);
}

TEST(Simplify, keeps_the_parts_of_a_broken_line_apart) {
  Outline outline = polyline({{0, 0}, {1, 0}, {2, 0}});
  outline.move_to({3, 0});
  outline.line_to({4, 0});
  EXPECT_EQ(simplified(outline, 0.01).points, (std::vector<Point>{{0, 0}, {2, 0}, {3, 0}, {4, 0}}));
}

TEST(Simplify, keeps_a_single_dot) {
  EXPECT_EQ(simplified(polyline({{1, 1}, {1, 1}}), 0.01).points.size(), 2u);
}

TEST(Simplify, keeps_points_that_are_no_numbers_or_far_away_and_their_neighbours) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double odd : {nan, 1e300, std::numeric_limits<double>::infinity()}) {
    const auto kept =
        simplified(polyline({{0, 0}, {1, 0}, {2, 0}, {3, odd}, {4, 0}, {5, 0}, {6, 0}}), 0.01).points;
    std::vector<double> x;
    for (const Point& p : kept) x.push_back(p.x);
    EXPECT_EQ(x, (std::vector<double>{0, 2, 3, 4, 6})) << odd;
  }
}

TEST(Simplify, leaves_curves_alone) {
  Outline outline;
  outline.move_to({0, 0});
  outline.cubic_to({1, 0}, {2, 0}, {3, 0});
  EXPECT_EQ(simplified(outline, 0.01).points, outline.points);
}

TEST(Simplify, stays_within_the_tolerance_of_every_point) {
  std::mt19937 random(1);
  std::normal_distribution<double> step(0, 1);
  for (const double tolerance : {0.01, 0.1, 1.0}) {
    std::vector<Point> points = {{0, 0}};
    for (int i = 0; i < 500; ++i)
      points.push_back({points.back().x + step(random), points.back().y + 0.1 * step(random)});
    const auto kept = simplified(polyline(points), tolerance).points;
    EXPECT_LE(kept.size(), points.size());
    for (const Point& p : points) ASSERT_LE(distance_to_line(p, kept), tolerance * (1 + 1e-9));
  }
}

TEST(Simplify, leaves_few_points_of_a_smooth_curve) {
  std::vector<Point> points;
  for (int i = 0; i <= 1000; ++i) points.push_back({i * 1.0, 300 * std::tanh((i - 500) / 100.0)});
  EXPECT_LT(simplified(polyline(points), 0.01).points.size(), 260u);
}

}  // namespace
}  // namespace actviz::test
