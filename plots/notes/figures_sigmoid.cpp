// FIG-02 to FIG-06: sigmoid and tanh.
#include <algorithm>
#include <cmath>

#include "lib/analysis/compare.hpp"
#include "lib/analysis/distribution.hpp"
#include "lib/base/numbers.hpp"
#include "lib/number/random.hpp"
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_curves.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

/// Bounds that are never attained.
void add_bounds(Panel& panel, double lo, double hi) {
  for (const double bound : {lo, hi})
    panel.marks.emplace_back(Rule{Rule::Direction::level, bound, {Style::grey, Dash::dashed}});
}

/// "σ'(5) = 0.006648" at its place.
void mark_slope(Panel& panel, const std::string& name, const Function& f, double x, int color) {
  panel.marks.emplace_back(callout(
      {x, f.slope(x)}, color, "$" + name + "'(" + to_text(x) + ") = " + number_math(f.slope(x), 4) + "$"));
}

}  // namespace

Figure figure_02(ThemeName theme) {
  Panel panel = panel_of("", "$\\sigma(x)$", {-10, 10}, {curve({"sigmoid", "", {0}}, 0)});
  panel.y.lo = -0.05, panel.y.hi = 1.05;
  add_bounds(panel, 0, 1);
  panel.marks.emplace_back(callout({0, Function::parse("sigmoid")(0)}, 0, "$\\sigma(0) = \\frac{1}{2}$"));
  return {.title = "Sigmoid",
          .subtitle = "$\\sigma(x) = 1 / (1 + e^{-x})$; dashed: the bounds 0 and 1, never attained",
          .description = "The sigmoid for x from -10 to 10: it rises from 0 to 1 without attaining either.",
          .theme = theme,
          .panels = {panel}};
}

Figure figure_03(ThemeName theme) {
  const Function f = Function::parse("sigmoid");
  const std::vector value{curve({"sigmoid", "", {0}}, 0)}, slope{curve({"sigmoid", "", {1}}, 1)};
  std::vector<Panel> panels{panel_of("", "$\\sigma(x)$", {-8, 8}, value),
                            panel_of("", "$\\sigma'(x)$", {-8, 8}, slope),
                            panel_of("", "$\\sigma(x)$, $\\sigma'(x)$", {-3, 3},
                                     {curve({"sigmoid", "$\\sigma(x)$", {0}}, 0),
                                      curve({"sigmoid", "$\\sigma'(x)$", {1, Dash::dashed}}, 1)}),
                            log_panel_of("", "$\\sigma'(x)$", {0, 12}, 1e-6, 1, slope)};
  mark_slope(panels[1], "\\sigma", f, 0, 1);
  for (const double x : {5, 10}) mark_slope(panels[3], "\\sigma", f, x, 1);
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

/// f of a sorted sample, against rank.
Line by_rank(const std::vector<double>& sample, const Shown& shown) {
  const Function f = Function::parse(shown.function);
  Line line{{}, shown.style, shown.label};
  for (const double x : sample) line.points.push_back({static_cast<double>(line.points.size()), f(x)});
  return line;
}

}  // namespace

Figure figure_04(ThemeName theme) {
  constexpr int count = 1000;
  constexpr std::size_t stride = 25;
  const Function f = Function::parse("sigmoid");
  const std::vector<double> sample = sorted_normals(count);
  const std::vector<Shown> all{{"sigmoid", "$\\sigma$", {0, Dash::solid, true}},
                               {"dyt:alpha=0.5,gamma=0.5,beta=0.5",
                                "DyT ($\\frac{1}{2}, \\frac{1}{2}, \\frac{1}{2}$)",
                                {1, Dash::dashed}},
                               {"dyt:alpha=0.5,gamma=1,beta=0", "DyT ($\\frac{1}{2}, 1, 0$)", {2}}};
  Panel ranks{.title = "against rank", .x = {"rank", 0, count - 1}, .y = {"$f(x)$", -1, 1.5}};
  std::vector<Curve> curves;
  for (const Shown& shown : all) {
    ranks.marks.emplace_back(by_rank(sample, shown));
    curves.push_back(curve({shown.function, "", shown.style}, 0));
  }
  Panel places = panel_of("against $x$, with every 25th draw", "$f(x)$", {-4, 4}, curves);
  places.y = ranks.y;
  Points draws{{}, {0}};
  for (std::size_t i = stride / 2; i < sample.size(); i += stride)
    draws.points.push_back({sample[i], f(sample[i])});
  places.marks.emplace_back(std::move(draws));
  const Distribution normal = Distribution::normal();
  for (const double share : {0.5, 0.99}) {
    const double x = normal_quantile(share);
    ranks.marks.emplace_back(
        callout({share * (count - 1), f(x)}, 0, "slope " + math(f.slope(x) / normal.density(x), 3)));
  }
  places.marks.emplace_back(callout({0, f(0)}, 0, "slope " + math(f.slope(0), 3)));
  return {.title = "Against its rank, a sorted sample does not show the function",
          .subtitle =
              "1000 draws of $\\mathcal{N}(0, 1)$, seed 1; DyT ($\\alpha, \\gamma, \\beta$) = $\\gamma "
              "\\tanh(\\alpha x) + \\beta$; slopes of $\\sigma$, by rank in units of 1000",
          .description =
              "Sigmoid and two DyT functions of one sorted normal sample, against rank and against "
              "x. Against rank the curve is flattest in the middle; against x it is steepest there.",
          .theme = theme,
          .panels = {ranks, places},
          .columns = 2};
}

Figure figure_05(ThemeName theme) {
  const Function f = Function::parse("tanh");
  std::vector<Panel> panels{panel_of("", "$\\tanh(x)$", {-8, 8}, {curve({"tanh", "", {0}}, 0)}),
                            panel_of("", "$\\tanh'(x)$", {-8, 8}, {curve({"tanh", "", {1}}, 1)})};
  add_bounds(panels[0], -1, 1);
  for (const double x : {0, 5}) mark_slope(panels[1], "\\tanh", f, x, 1);
  return {.title = "Tanh and its derivative",
          .subtitle =
              "$\\tanh(x) = (e^x - e^{-x}) / (e^x + e^{-x})$,   $\\tanh'(x) = 1 - \\tanh(x)^2$; dashed: "
              "bounds, never attained",
          .description = "Tanh, between -1 and 1, and its derivative for x from -8 to 8, in two panels.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

Figure figure_06(ThemeName theme) {
  const Function f = Function::parse("sigmoid");
  // Two curves are furthest apart where their slopes are equal.
  const double crossing = std::fabs(greatest_gap(f, Function::parse("tanh"), -8, 8).x);
  std::vector<Panel> panels;
  for (const Span on : {Span{-8, 8}, Span{-3, 3}}) {
    for (Panel& panel : values_and_slopes({{"sigmoid", "sigmoid", {0}}, {"tanh", "tanh", {1}}}, on))
      panels.push_back(std::move(panel));
    for (const double x : {-crossing, crossing})
      panels.back().marks.emplace_back(callout({x, f.slope(x)}, Style::ink, "equal at " + at_math(x, 5)));
  }
  return {.title = "Sigmoid and tanh with derivatives",
          .subtitle = "$\\tanh(x) = 2 \\sigma(2 x) - 1$: its slope is greater only for $|x| < " +
                      number_math(crossing, 5) + "$",
          .description =
              "Sigmoid and tanh, left their values, right their slopes, above for x from -8 to 8, "
              "below from -3 to 3; the slopes are equal at -1.6629 and 1.6629.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

}  // namespace actviz::notes
