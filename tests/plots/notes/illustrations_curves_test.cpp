// The figures of curves: each draws in every theme, and marks the numbers that its caption names.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "plots/backend/backends.hpp"
#include "plots/notes/notes.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::notes {
namespace {

using namespace plots;

constexpr const char* ids[] = {"FIG-01", "FIG-02", "FIG-03", "FIG-04", "FIG-05", "FIG-06",
                               "FIG-07", "FIG-08", "FIG-09", "FIG-10", "FIG-11", "FIG-12",
                               "FIG-13", "FIG-14", "FIG-15", "FIG-16", "FIG-25", "FIG-26"};

std::string svg_of(const Illustration& illustration, ThemeName name) {
  StringSink sink;
  figure_formats()[1].write({illustration.draw(name), illustration.medium, {}}, sink);
  return sink.text;
}

Figure figure(const std::string& id) { return find_illustration(id)->draw(ThemeName::light); }

template <class M>
std::vector<M> marks(const Panel& panel) {
  std::vector<M> found;
  for (const Mark& mark : panel.marks)
    if (const M* m = std::get_if<M>(&mark)) found.push_back(*m);
  return found;
}

/// Whether the panel has a callout at (x, y), both within so much of themselves.
bool has_mark(const Panel& panel, Point at, double tolerance = 1e-4) {
  const auto is_near = [&](double a, double b) {
    return std::fabs(a - b) <= tolerance * std::max(std::fabs(b), 1e-12);
  };
  return std::ranges::any_of(marks<Callout>(panel), [&](const Callout& callout) {
    return is_near(callout.points[0].x, at.x) && is_near(callout.points[0].y, at.y);
  });
}

/// Whether a callout says this, in plain text.
bool says(const Panel& panel, const std::string& words) {
  return std::ranges::any_of(marks<Callout>(panel), [&](const Callout& callout) {
    return plain_text(callout.text).find(words) != std::string::npos;
  });
}

bool has_point(const Line& line, Point p) { return std::ranges::find(line.points, p) != line.points.end(); }

class FigureOfCurves : public testing::TestWithParam<const char*> {
 protected:
  const Illustration& illustration() const { return *find_illustration(GetParam()); }
};

TEST_P(FigureOfCurves, has_its_texts) {
  ASSERT_TRUE(find_illustration(GetParam()));
  EXPECT_FALSE(illustration().title.empty());
  EXPECT_TRUE(illustration().caption.ends_with('.'));
  EXPECT_FALSE(illustration().reproduces.empty());
  const Figure drawn = figure(GetParam());
  EXPECT_FALSE(drawn.title.empty());
  EXPECT_TRUE(drawn.description.ends_with('.'));
  EXPECT_EQ(drawn.description.find('$'), std::string::npos) << "plain text";
}

TEST_P(FigureOfCurves, has_the_same_bytes_each_time_in_each_theme) {
  for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
    EXPECT_EQ(illustration().draw(name).theme, name);
    const std::string svg = svg_of(illustration(), name);
    EXPECT_TRUE(svg.find("<svg") != std::string::npos);
    EXPECT_EQ(svg, svg_of(illustration(), name));
  }
}

TEST_P(FigureOfCurves, says_what_each_axis_shows) {
  for (const Panel& panel : figure(GetParam()).panels) {
    EXPECT_FALSE(panel.x.label.empty());
    EXPECT_FALSE(panel.y.label.empty());
    EXPECT_FALSE(panel.marks.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Notes, FigureOfCurves, testing::ValuesIn(ids), [](const auto& test) {
  std::string name = test.param;
  std::erase(name, '-');
  return name;
});

TEST(FiguresOfCurves, relu_has_its_corner_at_0) {
  EXPECT_TRUE(has_point(marks<Line>(figure("FIG-01").panels[0])[0], {0, 0}));
  const auto dots = marks<Dots>(figure("FIG-07").panels[1]);
  ASSERT_EQ(dots.size(), 2u);
  EXPECT_FALSE(dots[0].filled);
  EXPECT_EQ(dots[0].points, (std::vector<Point>{{0, 1}}));
  EXPECT_TRUE(dots[1].filled);
  EXPECT_EQ(dots[1].points, (std::vector<Point>{{0, 0}}));
}

TEST(FiguresOfCurves, the_slope_of_the_sigmoid_is_marked_at_5_and_10) {
  const Panel logarithmic = figure("FIG-03").panels[3];
  EXPECT_EQ(logarithmic.y.spacing.kind, Spacing::Kind::log);
  EXPECT_TRUE(has_mark(logarithmic, {5, 0.0066480566707901549}, 1e-12));
  EXPECT_TRUE(has_mark(logarithmic, {10, 4.5395807735951671e-5}, 1e-12));
}

TEST(FiguresOfCurves, a_sorted_sample_is_flattest_in_the_middle_and_is_dyt_against_x) {
  const Figure drawn = figure("FIG-04");
  EXPECT_TRUE(says(drawn.panels[0], "slope 0.627"));
  EXPECT_TRUE(says(drawn.panels[0], "slope 3.04"));
  EXPECT_TRUE(has_mark(drawn.panels[1], {0, 0.5}, 1e-12));
  const auto lines = marks<Line>(drawn.panels[0]);
  ASSERT_EQ(lines.size(), 3u);
  ASSERT_EQ(lines[0].points.size(), 1000u);
  for (std::size_t i = 0; i < 1000; ++i) {
    EXPECT_NEAR(lines[0].points[i].y, lines[1].points[i].y, 1e-15) << "sigmoid is a DyT";
    EXPECT_LE(i == 0 ? 0 : lines[0].points[i - 1].y, lines[0].points[i].y) << "sorted";
  }
}

TEST(FiguresOfCurves, the_slopes_of_sigmoid_and_tanh_are_equal_where_marked) {
  const double crossing = 2 * std::acosh((1 + std::sqrt(3.0)) / 2),
               slope = 1 / std::cosh(crossing) / std::cosh(crossing);
  const Figure drawn = figure("FIG-06");
  for (const std::size_t panel : {1u, 3u})
    for (const double x : {-crossing, crossing}) EXPECT_TRUE(has_mark(drawn.panels[panel], {x, slope}, 1e-7));
  EXPECT_TRUE(has_mark(figure("FIG-26").panels[0], {crossing, slope}, 1e-7));
}

TEST(FiguresOfCurves, slopes_in_the_family_of_relu_jump_where_they_do) {
  const auto slopes = marks<Dots>(figure("FIG-08").panels[3]);  // open and filled of SELU, then of ReLU6
  ASSERT_EQ(slopes.size(), 4u);
  EXPECT_NEAR(slopes[0].points[0].y, 1.0507009873554805, 1e-12);
  EXPECT_NEAR(slopes[1].points[0].y, 1.7580993408473766, 1e-12);
  EXPECT_EQ(slopes[2].points.size(), 2u);
}

TEST(FiguresOfCurves, the_slope_of_gelu_at_gelu_of_x_is_off_most_where_marked) {
  const auto callouts = marks<Callout>(figure("FIG-09").panels[1]);
  ASSERT_EQ(callouts.size(), 1u);
  EXPECT_NEAR(callouts[0].points[0].x, -1.733, 5e-4);
  EXPECT_TRUE(says(figure("FIG-09").panels[1], "0.5551")) << callouts[0].text;
}

TEST(FiguresOfCurves, approximations_of_gelu_are_off_most_where_marked) {
  const Panel errors = figure("FIG-10").panels[1];
  EXPECT_TRUE(has_mark(errors, {2.69894, 4.7324e-4}, 1e-5));
  EXPECT_TRUE(has_mark(errors, {2.2703977, 0.020334872}, 1e-7));
}

TEST(FiguresOfCurves, minima_and_greatest_slopes_are_marked) {
  const Figure both = figure("FIG-11");
  EXPECT_TRUE(has_mark(both.panels[0], {-0.75179152469356446, -0.16997120747990366}, 1e-12));
  EXPECT_TRUE(has_mark(both.panels[0], {-1.2784645427610738, -0.27846454276107380}, 1e-12));
  EXPECT_TRUE(has_mark(both.panels[1], {std::sqrt(2.0), 1.1289}));
  EXPECT_TRUE(has_mark(both.panels[1], {2.39936, 1.0998393201288669}));
  const Panel swish = figure("FIG-12").panels[0];
  for (const double beta : {1.0, 10.0})
    EXPECT_TRUE(has_mark(swish, {-1.2784645427610738 / beta, -0.27846454276107380 / beta}, 1e-12));
  EXPECT_TRUE(has_mark(figure("FIG-16").panels[3], {-1.1924312145154952, -0.30884341301725041}, 1e-12));
}

TEST(FiguresOfCurves, swish_has_slopes_that_do_not_depend_on_beta) {
  const Panel slopes = figure("FIG-13").panels[0];
  EXPECT_TRUE(has_mark(slopes, {0, 0.5}, 1e-12));
  for (const double beta : {1.0, 10.0})
    EXPECT_TRUE(has_mark(slopes, {2.3993572805 / beta, 1.0998393201288669}));
}

TEST(FiguresOfCurves, swish_is_as_far_from_relu_as_the_law_says) {
  const auto measured = marks<Points>(figure("FIG-14").panels[1]);
  ASSERT_EQ(measured.size(), 6u);
  for (const Points& one : measured) EXPECT_NEAR(one.points[0].y * one.points[0].x, 0.2784645427610738, 1e-9);
}

TEST(FiguresOfCurves, hard_forms_jump_and_are_off_most_where_marked) {
  const Figure drawn = figure("FIG-15");
  const auto dots = marks<Dots>(drawn.panels[2]);
  ASSERT_EQ(dots.size(), 2u);
  EXPECT_EQ(dots[0].points.size() + dots[1].points.size(), 4u);
  for (const double side : {-1.0, 1.0}) {
    EXPECT_TRUE(has_mark(drawn.panels[4], {3 * side, 0.14227762}, 1e-7));
    EXPECT_TRUE(has_mark(drawn.panels[5], {1.31696 * side, -0.0691822 * side}, 1e-5));
  }
}

TEST(FiguresOfCurves, misprints_are_off_by_what_is_marked) {
  const Figure drawn = figure("FIG-25");
  EXPECT_TRUE(says(drawn.panels[0], "off by 4"));
  EXPECT_TRUE(has_mark(drawn.panels[1], {1.10666, 0.09222}, 1e-4));
  EXPECT_TRUE(has_mark(drawn.panels[1], {2.69894, 4.7324e-4}, 1e-4));
  EXPECT_TRUE(says(drawn.panels[2], "off by 3.947"));
  EXPECT_TRUE(has_mark(drawn.panels[2], {0, 0.25}, 1e-12));
  EXPECT_TRUE(has_mark(drawn.panels[2], {0, 0.5}, 1e-12));
  EXPECT_TRUE(says(drawn.panels[3], "off by 2.5"));
}

TEST(FiguresOfCurves, slopes_vanish_and_curves_bend_where_marked) {
  const Figure drawn = figure("FIG-26");
  EXPECT_TRUE(has_mark(drawn.panels[0], {4.5849, 0.01}));
  EXPECT_TRUE(has_mark(drawn.panels[0], {2.9932, 0.01}));
  EXPECT_TRUE(has_mark(drawn.panels[1], {0, 0.79788456080286536}, 1e-12));
  EXPECT_TRUE(has_mark(drawn.panels[1], {0, 0.5}, 1e-12));
}

}  // namespace
}  // namespace actviz::notes
