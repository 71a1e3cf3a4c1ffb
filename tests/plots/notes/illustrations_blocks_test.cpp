// The figures of blocks, gates, depth and statistics: the numbers that they mark are those of the notes.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "lib/base/files.hpp"
#include "lib/catalogue/function.hpp"
#include "plots/backend/backends.hpp"
#include "plots/notes/notes.hpp"

namespace actviz::notes {
namespace {

using namespace plots;

constexpr std::array ids = {"FIG-17", "FIG-18", "FIG-19", "FIG-20", "FIG-21", "FIG-22",
                            "FIG-23", "FIG-24", "FIG-27", "FIG-28", "FIG-29", "FIG-30"};

std::string svg_of(const Illustration& illustration, ThemeName name) {
  StringSink sink;
  figure_formats()[1].write({illustration.draw(name), illustration.medium, {}}, sink);
  return sink.text;
}

class BlockFigures : public testing::TestWithParam<const char*> {};

TEST_P(BlockFigures, are_complete_and_the_same_at_every_call) {
  const Illustration* found = find_illustration(GetParam());
  ASSERT_NE(found, nullptr);
  EXPECT_FALSE(found->title.empty());
  EXPECT_FALSE(found->caption.empty());
  EXPECT_FALSE(found->reproduces.empty());
  const Figure figure = found->draw(ThemeName::light);
  EXPECT_FALSE(figure.title.empty());
  EXPECT_FALSE(figure.description.empty());
  const std::string light = svg_of(*found, ThemeName::light);
  EXPECT_EQ(light, svg_of(*found, ThemeName::light));
  for (const ThemeName other : {ThemeName::dark, ThemeName::print}) EXPECT_NE(light, svg_of(*found, other));
}

INSTANTIATE_TEST_SUITE_P(Notes, BlockFigures, testing::ValuesIn(ids), [](const auto& test) {
  std::string name = test.param;
  return name.replace(3, 1, "_");
});

/// The marks of a kind in a panel.
template <class T>
std::vector<T> marks_of(const Panel& panel) {
  std::vector<T> found;
  for (const Mark& mark : panel.marks)
    if (const T* one = std::get_if<T>(&mark)) found.push_back(*one);
  return found;
}

std::vector<Panel> panels_of(Figure (*draw)(ThemeName)) { return draw(ThemeName::light).panels; }

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(BlockFigure, softmax_bars_are_the_probabilities_of_the_example) {
  const auto bars = marks_of<Bars>(panels_of(figure_17)[0]).at(0).points;
  constexpr std::array expected = {0.95002734272382994, 0.047299076263531431, 0.0023548823436692500,
                                   0.00031869866896937625};
  ASSERT_EQ(bars.size(), expected.size());
  for (std::size_t i = 0; i < bars.size(); ++i) EXPECT_DOUBLE_EQ(bars[i].y, expected[i]);
}

TEST(BlockFigure, softmax_jacobian_is_symmetric_with_rows_of_sum_zero_and_the_norm_of_the_notes) {
  const Field field = marks_of<Heatmap>(panels_of(figure_18)[0]).at(0).field;
  ASSERT_EQ(field.columns, 4);
  constexpr std::array first = {4.7475e-2, -4.4935e-2, -2.2372e-3, -3.0277e-4};
  std::array<double, 4> vector = {1, -1, 0, 0};
  for (int i = 0; i < 4; ++i) {
    double sum = 0;
    for (int j = 0; j < 4; ++j) {
      sum += field.at(j, i);
      EXPECT_DOUBLE_EQ(field.at(j, i), field.at(i, j));
      EXPECT_NE(field.at(j, i), 0);
    }
    EXPECT_NEAR(sum, 0, 1e-16);
    EXPECT_NEAR(field.at(i, 0), first[static_cast<std::size_t>(i)], 1e-6);
  }
  double norm = 0;
  for (int step = 0; step < 50; ++step) {  // power iteration
    std::array<double, 4> image{};
    for (int i = 0; i < 4; ++i)
      for (int j = 0; j < 4; ++j)
        image[static_cast<std::size_t>(i)] += field.at(j, i) * vector[static_cast<std::size_t>(j)];
    norm = 0;
    for (const double value : image) norm += value * value;
    norm = std::sqrt(norm);
    for (std::size_t i = 0; i < 4; ++i) vector[i] = image[i] / norm;
  }
  EXPECT_NEAR(norm, 0.0912, 5e-5);
}

TEST(BlockFigure, softmax_of_two_scores_lies_on_the_sigmoid) {
  const auto panels = panels_of(figure_19);
  const auto dots = marks_of<Points>(panels[1]);
  ASSERT_EQ(dots.size(), 3u);
  const Function sigmoid = Function::parse("sigmoid");
  for (const Points& each : dots)
    for (const Point& p : each.points) EXPECT_NEAR(p.y, sigmoid(p.x), 1e-15);
  EXPECT_EQ(marks_of<Line>(panels[0]).size(), 3u);
}

TEST(BlockFigure, glu_surface_is_the_product_that_its_diagram_shows) {
  const auto panels = panels_of(figure_20);
  const Diagram diagram = marks_of<Diagram>(panels[0]).at(0);
  EXPECT_EQ(diagram.boxes.size(), 6u);
  EXPECT_EQ(diagram.arrows.size(), 6u);
  const Field field = marks_of<Heatmap>(panels[1]).at(0).field;
  const double step = 10.0 / field.columns;
  for (const auto& [column, row] : {std::pair{3, 150}, std::pair{140, 20}, std::pair{80, 80}}) {
    const double a = -5 + (column + 0.5) * step, b = -5 + (row + 0.5) * step;
    EXPECT_NEAR(field.at(column, row), b / (1 + std::exp(-a)), 1e-14);
  }
}

TEST(BlockFigure, gates_have_the_ranges_of_the_notes) {
  const auto gates = marks_of<Line>(panels_of(figure_21)[4]);
  ASSERT_EQ(gates.size(), 4u);
  constexpr std::array least = {0.0, 0.0, -0.16997120747990366, -0.27846454276107380};
  for (std::size_t i = 0; i < gates.size(); ++i) {
    double lowest = 1;
    for (const Point& p : gates[i].points) lowest = std::fmin(lowest, p.y);
    EXPECT_NEAR(lowest, least[i], i == 0 ? 0.02 : 1e-3) << gates[i].label;
    EXPECT_EQ(gates[i].points.back().y < 1, i == 0) << gates[i].label;
  }
}

TEST(BlockFigure, blocks_have_the_sizes_and_parameters_of_the_notes) {
  const auto panels = panels_of(figure_22);
  ASSERT_EQ(panels.size(), 3u);
  EXPECT_TRUE(holds(panels[0].title, "2,097,152") && holds(panels[0].title, "2,099,712")) << panels[0].title;
  EXPECT_TRUE(holds(panels[1].title, "67,584") && holds(panels[1].title, "68,064")) << panels[1].title;
  EXPECT_TRUE(holds(panels[2].title, "135,266,304")) << panels[2].title;
  const std::array<std::vector<std::string>, 3> sizes = {{{"512 × 2048", "2048 × 512"},
                                                          {"128 × 176", "128 × 176", "176 × 128"},
                                                          {"4096 × 11008", "4096 × 11008", "11008 × 4096"}}};
  for (std::size_t i = 0; i < panels.size(); ++i) {
    std::vector<std::string> found;
    const Diagram diagram = marks_of<Diagram>(panels[i]).at(0);
    for (const Diagram::Box& box : diagram.boxes)
      if (holds(box.detail, "×")) found.push_back(box.detail);
    EXPECT_EQ(found, sizes[i]);
  }
}

TEST(BlockFigure, products_of_ten_slopes_are_those_of_the_notes) {
  const auto callouts = marks_of<Callout>(panels_of(figure_23)[0]);
  ASSERT_EQ(callouts.size(), 3u);  // tanh, ReLU and Leaky ReLU stay 1
  constexpr std::array expected = {std::pair{9.5367431640625e-7, 1e-15}, std::pair{3.3622, 1e-3},
                                   std::pair{2.59, 5e-3}};
  for (std::size_t i = 0; i < callouts.size(); ++i) {
    EXPECT_EQ(callouts[i].points[0].x, 10);
    EXPECT_NEAR(callouts[i].points[0].y, expected[i].first, expected[i].second) << callouts[i].text;
  }
  EXPECT_TRUE(holds(callouts[0].text, "9.537"));
}

TEST(BlockFigure, simulated_layers_follow_the_prediction) {
  const auto panels = panels_of(figure_24);
  ASSERT_EQ(panels.size(), 6u);
  for (const Panel& panel : panels) {
    const auto lines = marks_of<Line>(panel);
    const auto dots = marks_of<Points>(panel);
    ASSERT_EQ(lines.size(), dots.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
      for (std::size_t l = 0; l < 10; ++l)
        EXPECT_NEAR(std::log(dots[i].points[l].y / lines[i].points[l].y), 0, 0.4)
            << panel.title << ", " << lines[i].label << ", layer " << l + 1;
  }
  const auto last = [&](std::size_t panel, std::size_t series) {
    return marks_of<Line>(panels[panel])[series].points.back().y;
  };
  EXPECT_NEAR(last(2, 1), 0.226, 0.01);   // tanh and Xavier
  EXPECT_NEAR(last(2, 2), 0.028, 0.004);  // ReLU and Xavier
  EXPECT_NEAR(last(4, 2), 1, 1e-9);       // ReLU and He
}

TEST(BlockFigure, dead_shares_are_those_of_the_notes) {
  const Panel panel = panels_of(figure_27)[0];
  const auto callouts = marks_of<Callout>(panel);
  ASSERT_EQ(callouts.size(), 2u);
  EXPECT_EQ(callouts[0].points[0].x, -6);
  EXPECT_NEAR(callouts[0].points[0].y, 0.895, 5e-4);
  EXPECT_EQ(callouts[1].points[0].x, -10);
  EXPECT_NEAR(callouts[1].points[0].y, 0.297, 0.03);  // the notes' number is that of one sample
  for (const Line& line : marks_of<Line>(panel)) {
    if (line.label != "Leaky ReLU") continue;
    for (const Point& p : line.points) EXPECT_EQ(p.y, 0);
  }
  for (const Points& counted : marks_of<Points>(panel))
    for (const Point& p : counted.points) EXPECT_TRUE(p.y > 0 && p.y < 1);
}

TEST(BlockFigure, histograms_hold_every_number_and_the_moments_of_the_notes) {
  const auto panels = panels_of(figure_28);
  ASSERT_EQ(panels.size(), 6u);
  for (std::size_t i = 0; i < 5; ++i) {
    const Histogram histogram = marks_of<Histogram>(panels[i]).at(0);
    double sum = 0, mean = 0;
    for (std::size_t k = 0; k < histogram.heights.size(); ++k) {
      sum += histogram.heights[k];
      mean += histogram.heights[k] / 100 * (histogram.edges[k] + histogram.edges[k + 1]) / 2;
    }
    EXPECT_NEAR(sum, 100, 1e-6);
    EXPECT_NEAR(mean, marks_of<Rule>(panels[i]).at(0).at, 0.05) << panels[i].title;
  }
  EXPECT_TRUE(holds(panels[0].title, "mean 0.5000")) << panels[0].title;
  EXPECT_TRUE(holds(panels[1].title, "mean 0.0000")) << panels[1].title;
  EXPECT_TRUE(holds(panels[2].title, "mean 0.3989, variance 0.3408, zeros 50.")) << panels[2].title;
  EXPECT_GT(marks_of<Histogram>(panels[2]).at(0).heights[0], 50);
}

TEST(BlockFigure, operations_are_counted_from_the_formulas) {
  const Panel panel = panels_of(figure_28)[5];
  enum : int { comparison, sum_or_product, division, transcendental };
  const auto counted = [&](std::string_view name) {
    std::array<double, 4> heights{};
    for (const Bars& bars : marks_of<Bars>(panel))
      if (panel.x.categories[static_cast<std::size_t>(bars.points[0].x)] == name)
        heights[static_cast<std::size_t>(bars.style.color)] += bars.points[0].y - bars.base;
    return heights;
  };
  using Counts = std::array<double, 4>;
  EXPECT_EQ(counted("ReLU"), (Counts{1, 0, 0, 0}));
  EXPECT_EQ(counted("Leaky ReLU"), (Counts{1, 1, 0, 0}));
  EXPECT_EQ(counted("Hard Swish"), (Counts{2, 3, 0, 0}));
  EXPECT_EQ(counted("Tanh"), (Counts{0, 0, 0, 1}));
  EXPECT_EQ(counted("Sigmoid"), (Counts{0, 2, 1, 1}));
  EXPECT_EQ(counted("SiLU"), (Counts{0, 3, 1, 1}));
  EXPECT_EQ(counted("GELU"), (Counts{0, 4, 0, 1}));
  EXPECT_EQ(counted("Mish"), (Counts{0, 2, 0, 3}));
  EXPECT_EQ(counted("GELU (tanh)"), (Counts{0, 8, 0, 1}));
}

/// How far points lie from the straight line between their ends, at most.
double bend(const std::vector<Point>& points) {
  const Point a = points.front(), b = points.back();
  double greatest = 0;
  for (const Point& p : points)
    greatest = std::fmax(greatest, std::fabs(p.y - (a.y + (b.y - a.y) * (p.x - a.x) / (b.x - a.x))));
  return greatest;
}

TEST(BlockFigure, xor_needs_a_nonlinear_unit_and_linear_layers_collapse) {
  const auto panels = panels_of(figure_29);
  ASSERT_EQ(panels.size(), 4u);
  EXPECT_TRUE(panels[0].title.ends_with("MSE $0.25$")) << panels[0].title;
  EXPECT_TRUE(panels[1].title.ends_with("MSE $0$")) << panels[1].title;
  const Field affine = marks_of<Heatmap>(panels[0]).at(0).field;
  for (const double value : affine.values) EXPECT_EQ(value, 0.5);
  const auto lines = marks_of<Line>(panels[2]);
  const auto dots = marks_of<Points>(panels[2]);
  ASSERT_EQ(lines.size(), dots.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_LT(bend(lines[i].points), 1e-13);
    std::vector<Point> together = dots[i].points;
    together.push_back(lines[i].points.back());
    together.insert(together.begin(), lines[i].points.front());
    EXPECT_LT(bend(together), 1e-13);
  }
  for (const Line& line : marks_of<Line>(panels[3])) EXPECT_GT(bend(line.points), 0.1);
}

TEST(BlockFigure, overview_shows_the_functions_of_the_catalogue) {
  const std::vector<const char*> names = {
      "sigmoid",   "",         "tanh",        "relu",        "leaky_relu",   "prelu",
      "elu",       "gelu",     "swish",       "mish",        "hard_swish",   "relu6",
      "softplus",  "selu",     "celu:2",      "rrelu",       "hard_sigmoid", "log_sigmoid",
      "hard_tanh", "softsign", "tanh_shrink", "hard_shrink", "soft_shrink",  "threshold:1,0"};
  const auto panels = panels_of(figure_30);
  ASSERT_EQ(panels.size(), names.size());
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const auto lines = marks_of<Line>(panels[i]);
    ASSERT_EQ(lines.size(), 2u);
    const bool is_softmax = std::string_view(names[i]).empty();
    const Function f = Function::parse(is_softmax ? "exp(x) / (exp(x) + e + 1)" : names[i]);
    for (const Point& p : lines[0].points) {
      if (std::isnan(p.y)) continue;
      double nearest = infinity;  // at a jump the curve has both limits
      for (const double x : {p.x - 1e-9, p.x, p.x + 1e-9})
        nearest = std::fmin(nearest, std::fabs(p.y - f(x)));
      EXPECT_LT(nearest, 1e-3) << panels[i].title << " at " << p.x;
    }
  }
  EXPECT_TRUE(holds(panels[7].y.label, "[-0.17,")) << panels[7].y.label;
}

}  // namespace
}  // namespace actviz::notes
