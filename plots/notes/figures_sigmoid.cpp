// FIG-02 to FIG-06: sigmoid and tanh, and what saturates.
#include <algorithm>
#include <cmath>

#include "lib/analysis/compare.hpp"
#include "lib/analysis/distribution.hpp"
#include "lib/base/numbers.hpp"
#include "lib/number/random.hpp"
#include "plots/notes/drawing_curves.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

const Shown sigmoid{"sigmoid", "sigmoid", {0}}, hyperbolic{"tanh", "tanh", {1}};

/// Bounds that are never attained.
void add_bounds(Panel& panel, double lo, double hi, std::string label) {
  panel.marks.emplace_back(Rule{Rule::Direction::level, lo, {Style::grey, Dash::dashed}, std::move(label)});
  panel.marks.emplace_back(Rule{Rule::Direction::level, hi, {Style::grey, Dash::dashed}});
}

}  // namespace

Figure figure_02(ThemeName theme) {
  Panel panel = panel_of("", "$\\sigma(x)$", {-10, 10}, {curve(sigmoid, 0)});
  panel.y.lo = -0.05, panel.y.hi = 1.05;
  add_bounds(panel, 0, 1, "bounds, never attained");
  panel.marks.emplace_back(callout({0, Function::parse("sigmoid")(0)}, 0, "$\\sigma(0) = \\frac{1}{2}$"));
  return {.title = "Sigmoid",
          .subtitle = "$\\sigma(x) = 1 / (1 + e^{-x})$",
          .description = "The sigmoid for x from -10 to 10: it rises from 0 to 1 without attaining either.",
          .theme = theme,
          .panels = {panel}};
}

Figure figure_03(ThemeName theme) {
  const Function f = Function::parse("sigmoid");
  const Curve value = curve({"sigmoid", "$\\sigma(x)$", {0}}, 0),
              slope = curve({"sigmoid", "$\\sigma'(x)$", {1, Dash::dashed}}, 1);
  const std::vector plain_value{curve({"sigmoid", "", {0}}, 0)}, plain_slope{curve({"sigmoid", "", {1}}, 1)};
  std::vector<Panel> panels{panel_of("", "$\\sigma(x)$", {-8, 8}, plain_value),
                            panel_of("", "$\\sigma'(x)$", {-8, 8}, plain_slope),
                            panel_of("", "$f(x)$", {-3, 3}, {value, slope}),
                            log_panel_of("", "$\\sigma'(x)$", {0, 12}, 1e-6, 1, plain_slope)};
  const auto mark = [&](Panel& panel, double x) {
    panel.marks.emplace_back(
        callout({x, f.slope(x)}, 1, "$\\sigma'(" + to_text(x) + ") = $" + math(f.slope(x))));
  };
  mark(panels[1], 0);
  mark(panels[3], 5);
  mark(panels[3], 10);
  return {.title = "Sigmoid and its derivative",
          .subtitle = "$\\sigma(x) = 1 / (1 + e^{-x})$,   $\\sigma'(x) = \\sigma(x) (1 - \\sigma(x))$",
          .description =
              "Four panels: the sigmoid and its derivative for x from -8 to 8, both for x from -3 "
              "to 3, and the derivative on a logarithmic axis with its values at 5 and 10.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

namespace {

/// Where a share u of the normal distribution lies below.
double normal_quantile(double u) {
  const Distribution normal = Distribution::normal();
  double lo = -10, hi = 10;
  for (int halvings = 0; halvings < 60; ++halvings) {
    const double middle = (lo + hi) / 2;
    (normal.cdf(middle) < u ? lo : hi) = middle;
  }
  return (lo + hi) / 2;
}

std::vector<double> sorted_normals(int count) {
  Random random(1);
  std::vector<double> sample;
  for (int i = 0; i < count; ++i) sample.push_back(random.normal());
  std::ranges::sort(sample);
  return sample;
}

}  // namespace

Figure figure_04(ThemeName theme) {
  constexpr int count = 1000;
  const Function f = Function::parse("sigmoid");
  const std::vector<double> sample = sorted_normals(count);
  const std::vector<Shown> shown{{"sigmoid", "sigmoid", {0, Dash::solid, true}},
                                 {"dyt:alpha=0.5,gamma=0.5,beta=0.5", "", {1, Dash::dashed}},
                                 {"dyt:alpha=0.5,gamma=1,beta=0", "", {2}}};
  const auto names = {"$\\sigma(x)$", "$\\mathrm{DyT}$, $\\alpha = \\gamma = \\beta = \\frac{1}{2}$",
                      "$\\mathrm{DyT}$, $\\alpha = \\frac{1}{2}, \\gamma = 1, \\beta = 0$"};
  Panel ranks{.title = "(a) against rank", .x = {"rank", 0, count - 1}, .y = {"$f(x)$", -1, 1}};
  Panel places{.title = "(b) against $x$", .x = {"$x$", -4, 4}, .y = {"$f(x)$", -1, 1}};
  auto name = names.begin();
  for (const Shown& each : shown) {
    const Function g = Function::parse(each.function);
    Line by_rank{{}, each.style, *name}, by_x{{}, each.style};
    for (int rank = 0; rank < count; ++rank) {
      const double x = sample[static_cast<std::size_t>(rank)];
      by_rank.points.push_back({static_cast<double>(rank), g(x)});
      by_x.points.push_back({x, g(x)});
    }
    ranks.marks.emplace_back(std::move(by_rank));
    places.marks.emplace_back(std::move(by_x));
    ++name;
  }
  const Distribution normal = Distribution::normal();
  for (const double share : {0.5, 0.99}) {
    const double x = normal_quantile(share), slope = f.slope(x) / normal.density(x);
    ranks.marks.emplace_back(callout({share * (count - 1), f(x)}, 0, "slope " + math(slope, 3)));
  }
  places.marks.emplace_back(callout({0, f(0)}, 0, "slope " + math(f.slope(0), 3)));
  return {.title = "A sorted sample against its rank is not the curve of a function",
          .subtitle =
              "1000 draws of $\\mathcal{N}(0, 1)$, seed 1; slopes of $\\sigma$ by $x$, and by rank in "
              "units of 1000",
          .description =
              "Sigmoid and two DyT functions of one sorted normal sample, against rank and against "
              "x. Against rank the curve is flattest in the middle; against x it is steepest there.",
          .theme = theme,
          .panels = {ranks, places},
          .columns = 2,
          .one_legend = true};
}

Figure figure_05(ThemeName theme) {
  const Function f = Function::parse("tanh");
  std::vector<Panel> panels{panel_of("", "$\\tanh(x)$", {-8, 8}, {curve({"tanh", "", {0}}, 0)}),
                            panel_of("", "$\\tanh'(x)$", {-8, 8}, {curve({"tanh", "", {1}}, 1)})};
  add_bounds(panels[0], -1, 1, "bounds, never attained");
  panels[1].marks.emplace_back(callout({0, f.slope(0)}, 1, "$\\tanh'(0) = 1$"));
  panels[1].marks.emplace_back(callout({5, f.slope(5)}, 1, "$\\tanh'(5) = $" + math(f.slope(5))));
  return {.title = "Tanh and its derivative",
          .subtitle = "$\\tanh(x) = (e^x - e^{-x}) / (e^x + e^{-x})$,   $\\tanh'(x) = 1 - \\tanh(x)^2$",
          .description = "Tanh and its derivative for x from -8 to 8, in two panels.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

Figure figure_06(ThemeName theme) {
  const Function f = Function::parse("sigmoid");
  // Two curves are furthest apart where their slopes are equal.
  const double crossing = std::fabs(difference(f, Function::parse("tanh"), -8, 8).max_abs.x);
  std::vector<Panel> panels;
  for (const Span on : {Span{-8, 8}, Span{-3, 3}}) {
    for (Panel& panel : values_and_slopes({sigmoid, hyperbolic}, on)) panels.push_back(std::move(panel));
    panels.back().marks.emplace_back(
        callout({crossing, f.slope(crossing)}, Style::ink, "equal at " + at_math(crossing, 5)));
    panels.back().marks.emplace_back(
        callout({-crossing, f.slope(-crossing)}, Style::ink, "equal at " + at_math(-crossing, 5)));
  }
  return {.title = "Sigmoid and tanh with derivatives",
          .subtitle =
              "$\\tanh(x) = 2 \\sigma(2 x) - 1$: its slope is greater only for $|x| <$ " + math(crossing, 5),
          .description =
              "Sigmoid and tanh, left their values, right their slopes, above for x from -8 to 8, "
              "below from -3 to 3; the slopes are equal at -1.6629 and 1.6629.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

}  // namespace actviz::notes
