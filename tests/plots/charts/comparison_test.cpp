#include "plots/charts/comparison.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "plots/figure/scale.hpp"
#include "plots/scene/layout.hpp"
#include "tests/support/golden.hpp"

namespace actviz::plots {
namespace {

using Names = std::vector<std::string>;

Figure compared(const Names& names, const ComparisonOptions& options = {}) {
  std::vector<Function> functions;
  std::vector<Difference> differences;
  for (const std::string& name : names) functions.push_back(Function::parse(name));
  for (std::size_t i = 1; i < functions.size(); ++i)
    differences.push_back(difference(functions[i], functions[0], options.lo, options.hi));
  return comparison(functions, differences, options);
}

Scene scene_of(const Names& names, const ComparisonOptions& options = {}) {
  return layout(compared(names, options), comparison_medium(names.size()));
}

template <class M>
std::vector<M> marks(const Panel& panel) {
  std::vector<M> found;
  for (const Mark& mark : panel.marks)
    if (const M* m = std::get_if<M>(&mark)) found.push_back(*m);
  return found;
}

TEST(Comparison, looks_as_reviewed) {
  test::expect_golden("compare_two.scene", dump(scene_of({"gelu", "gelu_tanh"})));
  test::expect_golden("compare_four_dark.scene", dump(scene_of({"hard_shrink", "soft_shrink", "tanh", "relu"},
                                                               {.theme = ThemeName::dark})));
  test::expect_golden("compare_six.scene",
                      dump(scene_of({"gelu", "relu", "silu", "mish", "elu", "x*sigmoid(1.702*x)"})));
}

TEST(Comparison, up_to_four_share_panels_of_values_slopes_and_differences) {
  const Figure figure = compared({"gelu", "silu", "mish", "relu"});
  ASSERT_EQ(figure.panels.size(), 3u);
  EXPECT_EQ(marks<Line>(figure.panels[0]).size(), 4u);
  EXPECT_EQ(marks<Line>(figure.panels[1]).size(), 4u);
  EXPECT_EQ(marks<Line>(figure.panels[2]).size(), 3u);
  EXPECT_TRUE(figure.share_x);
}

TEST(Comparison, more_get_a_panel_each_with_the_first_behind) {
  const Figure figure = compared({"gelu", "silu", "mish", "relu", "elu"});
  ASSERT_EQ(figure.panels.size(), 5u);
  EXPECT_EQ(figure.panels[3].title, "ReLU");
  const auto lines = marks<Line>(figure.panels[3]);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_TRUE(lines[0].style.behind);
  EXPECT_FALSE(lines[1].style.behind);
  const auto gelu = marks<Line>(figure.panels[0]);
  EXPECT_EQ(lines[0].points, gelu[0].points);
  EXPECT_TRUE(figure.share_x && figure.share_y);
}

TEST(Comparison, marks_the_greatest_difference_where_it_is_known_to_be) {
  const auto callouts = marks<Callout>(compared({"gelu", "gelu_tanh"}).panels[2]);
  ASSERT_EQ(callouts.size(), 1u);
  EXPECT_NEAR(std::fabs(callouts[0].points[0].x), 2.69894, 5e-6);
  EXPECT_NEAR(std::fabs(callouts[0].points[0].y), 4.7323552e-4, 5e-12);
  EXPECT_EQ(callouts[0].text, "$0.0004732$ at $x = 2.699$");
}

TEST(Comparison, the_table_has_the_numbers_of_every_function_but_the_first) {
  const auto lines = marks<Line>(compared({"gelu", "gelu_tanh", "relu"}).panels[0]);
  EXPECT_TRUE(lines[0].cells.empty());
  EXPECT_EQ(lines[1].cells, (Names{"$0.000473236$ at $2.69894$", "$1.65075×10^{7}$ at $-5.96148$",
                                   "$0.000868452$ at $2.01866$"}));
  EXPECT_EQ(lines[2].cells[2], "$0.5$ at $0$") << "the limit at a kink, not a point beside it";
}

TEST(Comparison, equal_functions_differ_by_a_line_at_0_that_marks_nothing) {
  const Figure figure = compared({"silu", "swish"});
  EXPECT_TRUE(marks<Callout>(figure.panels[2]).empty());
  const Line gap = marks<Line>(figure.panels[2])[0];
  for (const Point& p : gap.points) EXPECT_EQ(p.y, 0);
  EXPECT_EQ(marks<Line>(figure.panels[0])[1].cells, (Names{"0", "0", "0"}));
}

TEST(Comparison, a_constant_difference_is_marked_at_0_whatever_its_rounding) {
  for (const auto& [other, text] :
       {std::pair("relu(x)+1", "$1$ at $x = 0$"), {"relu(x)+0.1", "$0.1$ at $x = 0$"}}) {
    const auto callouts = marks<Callout>(compared({"relu", other}).panels[2]);
    ASSERT_EQ(callouts.size(), 1u);
    EXPECT_EQ(callouts[0].points[0].x, 0);
    EXPECT_EQ(callouts[0].text, text);
  }
}

TEST(Comparison, a_difference_of_jumps_jumps_only_where_one_of_them_does_alone) {
  const auto step_and_sign = compared({"step", "sign"}).panels[2];
  const auto dots = marks<Dots>(step_and_sign);
  ASSERT_EQ(dots.size(), 2u);
  EXPECT_EQ(dots[0].points, (std::vector<Point>{{0, -1}}));
  EXPECT_EQ(dots[1].points, (std::vector<Point>{{0, 0}}));
  EXPECT_TRUE(marks<Dots>(compared({"hard_shrink", "hard_shrink"}).panels[2]).empty());
}

TEST(Comparison, what_goes_to_infinity_leaves_room_for_the_others) {
  const Figure figure = compared({"gelu", "1/x", "sqrt(x)"});
  for (const Scales& scales : limits(figure)) EXPECT_LT(scales.y.hi - scales.y.lo, 60);
  const auto cells = marks<Line>(figure.panels[0])[1].cells;
  EXPECT_EQ(cells[0], "$∞$ at $0$");
}

TEST(Comparison, functions_that_are_nowhere_defined_together_have_no_numbers) {
  const Figure figure = compared({"log(x)", "log(-1-x)"});
  EXPECT_TRUE(marks<Callout>(figure.panels[2]).empty());
  const Scene scene = layout(figure, comparison_medium(2));
  for (const Item& item : scene.items)
    if (const auto* path = std::get_if<Path>(&item)) {
      for (const Point& p : path->outline.points) EXPECT_TRUE(std::isfinite(p.x + p.y));
    }
}

TEST(Comparison, text_stays_on_the_page) {
  const Names names = {"gelu",
                       "x*sigmoid(1.702*x)+0.0000001*tanh(x)*exp(-x*x)",
                       "0.5*x*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))",
                       "swish:beta=1.70212345",
                       "2",
                       "step",
                       "log(x)",
                       "softplus_threshold"};
  for (const std::size_t count : {2u, 4u, 8u})
    for (const double reach : {1e-8, 6.0, 1e8}) {
      const Figure figure = compared({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count)},
                                     {.lo = -reach, .hi = reach});
      for (const Medium& medium : {comparison_medium(count), Medium{300, 240, 150}}) {
        const Scene scene = layout(figure, medium);
        for (const Item& item : scene.items)
          if (const auto* run = std::get_if<GlyphRun>(&item)) {
            const double end = run->angle_deg == 0 && !run->glyphs.empty() ? run->glyphs.back().at.x : 0;
            EXPECT_GE(run->at.x, 0) << run->text << " of " << count << " on " << reach;
            EXPECT_LE(run->at.x + end, medium.width) << run->text << " of " << count << " on " << reach;
            EXPECT_LE(run->at.y, medium.height) << run->text << " of " << count << " on " << reach;
          }
      }
    }
}

TEST(Comparison, is_the_same_from_one_thread_and_from_eight) {
  const Names names = {"gelu", "relu", "silu", "mish", "elu", "tanh"};
  const std::string alone = dump(scene_of(names));
  std::vector<std::string> together(8);
  std::vector<std::thread> threads;
  for (std::string& text : together) threads.emplace_back([&] { text = dump(scene_of(names)); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : together) EXPECT_EQ(text, alone);
}

}  // namespace
}  // namespace actviz::plots
