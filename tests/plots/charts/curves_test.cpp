#include "plots/charts/curves.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "plots/figure/scale.hpp"
#include "plots/scene/layout.hpp"
#include "plots/scene/legend.hpp"
#include "tests/support/golden.hpp"

namespace actviz::plots {
namespace {

std::vector<Function> functions(std::initializer_list<std::string_view> names) {
  std::vector<Function> all;
  for (const auto name : names) all.push_back(Function::parse(name));
  return all;
}

template <class M>
std::vector<M> marks(const Figure& figure) {
  std::vector<M> found;
  for (const Mark& mark : figure.panels[0].marks)
    if (const M* m = std::get_if<M>(&mark)) found.push_back(*m);
  return found;
}

bool has_point(const Line& line, Point p) { return std::ranges::find(line.points, p) != line.points.end(); }

TEST(Curves, a_kink_is_a_vertex_of_the_curve) {
  const auto figure = curves(functions({"hard_swish"}), {.lo = -5, .hi = 5});
  const auto lines = marks<Line>(figure);
  EXPECT_TRUE(has_point(lines[0], {-3, 0}));
  EXPECT_TRUE(has_point(lines[0], {3, 3}));
}

TEST(Curves, a_jump_of_the_slope_breaks_its_curve_and_shows_the_slope_taken) {
  const auto figure = curves(functions({"hard_swish"}), {.lo = -5, .hi = 5});
  const auto slope = marks<Line>(figure)[1];
  EXPECT_TRUE(std::ranges::any_of(slope.points, [](Point p) { return std::isnan(p.y); }));
  const auto dots = marks<Dots>(figure);
  ASSERT_EQ(dots.size(), 2u);
  EXPECT_FALSE(dots[0].filled);
  EXPECT_TRUE(dots[1].filled);
  EXPECT_EQ(dots[1].points, (std::vector<Point>{{-3, -0.5}, {3, 1.5}}));
}

TEST(Curves, a_jump_of_the_value_shows_both_limits) {
  const auto figure = curves(functions({"hard_shrink"}), {.lo = -1, .hi = 1, .derivatives = 0});
  const auto dots = marks<Dots>(figure);
  ASSERT_EQ(dots.size(), 2u);
  EXPECT_EQ(dots[0].points.size(), 2u);
  EXPECT_NEAR(dots[0].points[0].y, -0.5, 1e-12);
  EXPECT_EQ(dots[1].points, (std::vector<Point>{{-0.5, 0}, {0.5, 0}}));
}

TEST(Curves, one_function_has_its_flat_regions_shaded) {
  const auto bands = marks<Band>(curves(functions({"gelu"}), {.lo = -5, .hi = 5}));
  ASSERT_EQ(bands.size(), 2u);
  EXPECT_EQ(bands[0].lo, -5);
  EXPECT_NEAR(bands[0].hi, -3.0674272039089, 1e-12);
  EXPECT_NEAR(bands[1].lo, -0.7754719024484, 1e-12);
}

TEST(Curves, flat_regions_far_from_zero_are_shaded_too) {
  const auto bands = marks<Band>(curves(functions({"sin"}), {.lo = 100, .hi = 110}));
  ASSERT_EQ(bands.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    const double crest = (32.5 + static_cast<double>(i)) * std::numbers::pi;
    EXPECT_NEAR(bands[i].lo, crest - std::asin(0.01), 1e-12);
    EXPECT_NEAR(bands[i].hi, crest + std::asin(0.01), 1e-12);
  }
}

TEST(Curves, a_pole_leaves_room_for_the_rest) {
  for (const auto name : {"1/x", "x^-2", "1/(x-1)", "log(x)", "sin(x)/cos(x)"}) {
    const Scales scales = limits(curves(functions({name}), {}).panels[0]);
    EXPECT_LT(scales.y.hi - scales.y.lo, 500) << name;
  }
}

TEST(Curves, what_grows_without_a_pole_is_shown_whole) {
  EXPECT_GE(limits(curves(functions({"exp(x*x)"}), {}).panels[0]).y.hi, std::exp(36.0));
}

TEST(Curves, a_derivative_that_does_not_jump_with_its_function_has_no_dots) {
  for (const auto name : {"step", "sign"})
    for (const Dots& dots : marks<Dots>(curves(functions({name}), {})))
      EXPECT_EQ(dots.style.color, 0) << name;
}

TEST(Curves, several_functions_share_a_colour_between_value_and_slope) {
  const auto figure = curves(functions({"relu", "tanh"}), {});
  const auto lines = marks<Line>(figure);
  ASSERT_EQ(lines.size(), 6u) << "two curves each and two entries that explain the dashes";
  EXPECT_EQ(lines[0].style.color, lines[1].style.color);
  EXPECT_EQ(lines[0].style.dash, Dash::solid);
  EXPECT_EQ(lines[1].style.dash, Dash::dashed);
  EXPECT_NE(lines[0].style.color, lines[2].style.color);
  EXPECT_TRUE(marks<Band>(figure).empty());
}

TEST(Curves, are_sampled_finely_enough_that_no_chord_shows) {
  const auto figure = curves(functions({"gelu"}), {.lo = -5, .hi = 5});
  const Function gelu = Function::parse("gelu");
  const Scales scales = limits(figure.panels[0]);
  const auto points = marks<Line>(figure)[0].points;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double x = (points[i - 1].x + points[i].x) / 2, chord = (points[i - 1].y + points[i].y) / 2;
    EXPECT_LT(std::fabs(gelu(x) - chord) / (scales.y.hi - scales.y.lo), 0.04 / 600) << x;  // 0.04 px of 600
  }
  EXPECT_LT(points.size(), 500u);
}

TEST(Curves, the_title_names_parameters_that_are_not_the_default) {
  EXPECT_EQ(curves(functions({"swish:beta=2"}), {}).title, "Swish ($\\beta = 2$) and its derivative");
  EXPECT_EQ(curves(functions({"relu", "gelu", "silu"}), {}).title, "ReLU, GELU and SiLU with derivatives");
  EXPECT_EQ(curves(functions({"relu"}), {.title = "mine"}).title, "mine");
}

TEST(Legend, covers_no_curve) {
  for (const auto& activation : catalogue())
    for (const double reach : {2.0, 6.0}) {
      const auto figure = curves(functions({activation.name}), {.lo = -reach, .hi = reach});
      Scales scales = limits(figure.panels[0]);
      const Rect area{50, 50, 500, 280};
      scales.x.from = area.x, scales.x.to = area.x + area.width;
      scales.y.from = area.y + area.height, scales.y.to = area.y;
      const Legend legend = make_legend(figure, figure.panels, 500, 300);
      const auto at = free_place(legend, figure.panels[0], scales, area);
      if (!at) continue;  // it then stands beside the plot
      for (const Line& line : marks<Line>(figure))
        for (const Point& p : line.points) {
          const Point device = scales(p);
          const bool covered = device.x > at->x && device.x < at->x + legend.width && device.y > at->y &&
                               device.y < at->y + legend.height;
          EXPECT_FALSE(covered) << activation.name << " at x = " << p.x;
        }
    }
}

TEST(Scenes, look_as_reviewed) {
  const Medium medium;
  test::expect_golden("gelu.scene", dump(layout(curves(functions({"gelu"}), {.lo = -5, .hi = 5}), medium)));
  test::expect_golden("four.scene",
                      dump(layout(curves(functions({"relu", "gelu", "swish", "mish"}), {}), medium)));
  test::expect_golden(
      "hard_shrink_dark.scene",
      dump(
          layout(curves(functions({"hard_shrink"}), {.lo = -2, .hi = 2, .theme = ThemeName::dark}), medium)));
}

TEST(Scenes, are_decent_on_any_range) {
  for (const auto& [lo, hi] :
       {std::pair(-1e-8, 1e-8), {0.0, 1e8}, {-1e308, 1e308}, {5.0, 5.0 + 1e-12}, {-1e-300, 1e-300}})
    for (const auto& activation : catalogue()) {
      const Scene scene = layout(curves(functions({activation.name}), {.lo = lo, .hi = hi}), {});
      for (const Item& item : scene.items)
        if (const auto* path = std::get_if<Path>(&item)) {
          const bool finite =
              std::ranges::all_of(path->outline.points, [](Point p) { return std::isfinite(p.x + p.y); });
          EXPECT_TRUE(finite) << activation.name << " on " << lo << " " << hi;
        }
    }
}

TEST(Scenes, text_stays_on_the_page) {
  const Medium medium;
  for (const auto& activation : catalogue()) {
    const Scene scene = layout(curves(functions({activation.name}), {.lo = -1e-8, .hi = 1e-8}), medium);
    for (const Item& item : scene.items)
      if (const auto* run = std::get_if<GlyphRun>(&item)) {
        EXPECT_GE(run->at.x, 0) << run->text;
        EXPECT_LE(run->at.y, medium.height) << run->text;
        const double end =
            run->angle_deg == 0 ? run->at.x + (run->glyphs.empty() ? 0 : run->glyphs.back().at.x) : run->at.x;
        EXPECT_LE(end, medium.width) << run->text;
      }
  }
}

}  // namespace
}  // namespace actviz::plots
