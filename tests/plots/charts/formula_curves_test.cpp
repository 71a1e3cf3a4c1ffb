// Figures of formulas: the same curve as the activation they spell.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "plots/charts/curves.hpp"

namespace actviz::plots {
namespace {

std::vector<const Line*> lines_of(const Figure& figure) {
  std::vector<const Line*> lines;
  for (const Mark& mark : figure.panels[0].marks)
    if (const auto* line = std::get_if<Line>(&mark)) lines.push_back(line);
  return lines;
}

Figure figure_of(const char* text) {
  const std::vector<Function> functions = {Function::parse(text)};
  return curves(functions, {});
}

/// How far `p` lies from a curve, in units of a figure 1200 wide and 800 high that shows 12 by `height`.
double distance(const Point& p, const std::vector<Point>& curve, double height) {
  double nearest = INFINITY;
  const double sx = 1200 / 12.0, sy = 800 / height;
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const double ax = (curve[i - 1].x - p.x) * sx, ay = (curve[i - 1].y - p.y) * sy;
    const double dx = (curve[i].x - curve[i - 1].x) * sx, dy = (curve[i].y - curve[i - 1].y) * sy;
    const double t = std::clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    nearest = std::min(nearest, std::hypot(ax + t * dx, ay + t * dy));
  }
  return nearest;
}

TEST(FormulaCurves, the_formula_of_mish_draws_mish_within_a_hundredth_of_a_pixel) {
  const Figure mish = figure_of("mish"), formula = figure_of("x*tanh(log1p(exp(x)))");
  const auto a = lines_of(mish), b = lines_of(formula);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_LT(b[i]->points.size(), 2000u);
    for (const Point& p : a[i]->points) EXPECT_LT(distance(p, b[i]->points, 7), 0.01) << p.x;
    for (const Point& p : b[i]->points) EXPECT_LT(distance(p, a[i]->points, 7), 0.01) << p.x;
  }
}

TEST(FormulaCurves, title_is_the_text_and_subtitle_the_mathematics) {
  const Figure figure = figure_of("x*sigmoid(b*x):b=1.5");
  EXPECT_EQ(figure.title, "$x\\,\\sigma(bx)$ ($b = 1.5$) and its derivative");
  EXPECT_EQ(figure.subtitle, "$f(x) = x\\,\\sigma(bx)$");
}

TEST(FormulaCurves, a_formula_too_long_for_a_line_has_no_subtitle) {
  std::string text = "x";
  for (int i = 0; i < 100; ++i) text += "+1";
  EXPECT_EQ(figure_of(text.c_str()).subtitle, "");
}

TEST(FormulaCurves, undefined_parts_are_left_out) {
  const Figure figure = figure_of("log(x)");
  for (const Line* line : lines_of(figure))
    for (const Point& p : line->points) EXPECT_TRUE(std::isnan(p.y) || p.x >= 0) << p.x;
}

}  // namespace
}  // namespace actviz::plots
