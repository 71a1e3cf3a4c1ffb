// FIG-12 to FIG-16: Swish and what beta does, its hard form, Mish.
#include <array>
#include <cmath>

#include "lib/analysis/compare.hpp"
#include "lib/base/numbers.hpp"
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_curves.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

constexpr std::array three_betas = {0.1, 1.0, 10.0};

Function swish(double beta) { return Function::parse("swish:" + to_text(beta)); }

Curve swish_curve(double beta, int order, Style style) {
  return {derivative(swish(beta), order), style, "$\\beta = " + to_text(beta) + "$"};
}

/// Swish or its slope for three values of beta.
Panel three_swishes(const std::string& y_label, int order) {
  std::vector<Curve> curves;
  for (const double beta : three_betas)
    curves.push_back(swish_curve(beta, order, {static_cast<int>(curves.size())}));
  return panel_of("", y_label, {-5, 5}, curves);
}

}  // namespace

Figure figure_12(ThemeName theme) {
  Panel panel = three_swishes("$\\mathrm{Swish}_\\beta(x)$", 0);
  for (int i = 1; i < 3; ++i) {
    const Landmark lowest = *landmarks(swish(three_betas[static_cast<std::size_t>(i)])).minimum;
    panel.marks.emplace_back(callout({lowest.x, lowest.value}, i, place_math({lowest.x, lowest.value})));
  }
  return {
      .title = "Swish for three values of $\\beta$",
      .subtitle = "$\\mathrm{Swish}_\\beta(x) = x \\, \\sigma(\\beta x)$",
      .description = "Swish with beta = 0.1, 1 and 10 for x from -5 to 5: from nearly x/2 to nearly ReLU.",
      .theme = theme,
      .panels = {panel}};
}

Figure figure_13(ThemeName theme) {
  Panel panel = three_swishes("$\\mathrm{Swish}_\\beta'(x)$", 1);
  panel.marks.emplace_back(callout({0, swish(1).slope(0)}, Style::ink, "all have $\\frac{1}{2}$ here"));
  for (int i = 1; i < 3; ++i) {
    const Landmark steepest = *landmarks(swish(three_betas[static_cast<std::size_t>(i)])).max_slope;
    panel.marks.emplace_back(
        callout({steepest.x, steepest.value}, i, place_math({steepest.x, steepest.value}, 5)));
  }
  return {.title = "The derivative of Swish for three values of $\\beta$",
          .subtitle =
              "$\\mathrm{Swish}_\\beta'(x) = \\sigma(\\beta x) + \\beta x \\, \\sigma(\\beta x) (1 - "
              "\\sigma(\\beta x))$",
          .description =
              "The derivative of Swish with beta = 0.1, 1 and 10 for x from -5 to 5. All pass "
              "through 1/2 at 0 and rise to the same greatest slope, 1.0998.",
          .theme = theme,
          .panels = {panel}};
}

Figure figure_14(ThemeName theme) {
  constexpr std::array betas = {0.0, 0.1, 0.5, 1.0, 2.0, 10.0, 100.0};
  const Function relu = Function::parse("relu");
  const double scale = -landmarks(swish(1)).minimum->value;
  std::vector<Curve> curves;
  Panel gaps{
      .x = {"$\\beta$", 0.05, 200, {Spacing::Kind::log}},
      .y = {"greatest $|\\mathrm{Swish}_\\beta(x) - \\mathrm{ReLU}(x)|$", 1e-3, 10, {Spacing::Kind::log}}};
  gaps.marks.emplace_back(Line{
      {{0.05, scale / 0.05}, {200, scale / 200}}, {Style::ink}, "$" + number_math(scale, 5) + " / \\beta$"});
  for (const double beta : betas) {
    const int color = static_cast<int>(curves.size());
    curves.push_back(swish_curve(beta, 0, {color}));
    if (beta == 0) continue;  // no bound
    const double far = 20 / beta;
    gaps.marks.emplace_back(Points{{{beta, greatest_gap(swish(beta), relu, -far, far).value}}, {color}});
  }
  curves.push_back(curve({"x/2", "$x / 2$", {Style::ink, Dash::dashed}}, 0));
  curves.push_back(curve({"relu", "ReLU", {Style::ink, Dash::dotted}}, 0));
  return {.title = "Swish between $x / 2$ and ReLU",
          .subtitle =
              "$\\mathrm{Swish}_\\beta(x) = x \\, \\sigma(\\beta x) = \\mathrm{Swish}_1(\\beta x) / "
              "\\beta$",
          .description =
              "Left: Swish for seven values of beta from 0 to 100; beta = 0 lies on x/2, beta = 100 "
              "on ReLU. Right: its greatest distance from ReLU against beta, on a straight line of "
              "slope -1 on logarithmic axes.",
          .theme = theme,
          .panels = {panel_of("", "$\\mathrm{Swish}_\\beta(x)$", {-4, 4}, curves), gaps},
          .columns = 2};
}

namespace {

/// f with its hard form: values, slopes and the difference with its greatest sizes marked.
std::array<Panel, 3> hard_and_soft(const Shown& hard, const Shown& soft) {
  constexpr Span on{-8, 8};
  const Function f = Function::parse(hard.function), g = Function::parse(soft.function);
  const std::vector<Panel> panels = values_and_slopes({soft, hard}, on);
  Panel gap = panel_of("", "hard $-$ smooth", on, {{difference_of(f, g), hard.style}});
  const double x = std::fabs(greatest_gap(f, g, on.lo, on.hi).x);
  for (const double at : {-x, x})
    gap.marks.emplace_back(callout({at, f(at) - g(at)}, hard.style.color, place_math({at, f(at) - g(at)})));
  return {panels[0], panels[1], gap};
}

}  // namespace

Figure figure_15(ThemeName theme) {
  const auto left = hard_and_soft({"hard_swish", "hard-swish", {1}}, {"silu", "Swish", {0}}),
             right = hard_and_soft({"hard_sigmoid", "hard-sigmoid", {1}}, {"sigmoid", "sigmoid", {0}});
  Figure figure{.title = "Hard forms: hard-swish and hard-sigmoid",
                .subtitle =
                    "$x \\, \\mathrm{ReLU6}(x + 3) / 6$ beside $x \\, \\sigma(x)$, and "
                    "$\\mathrm{ReLU6}(x + 3) / 6$ beside $\\sigma(x)$",
                .description =
                    "Left hard-swish and Swish, right hard-sigmoid and sigmoid, for x from -8 to 8: "
                    "values, slopes with the jumps at -3 and 3, and differences with the greatest "
                    "marked.",
                .theme = theme,
                .panels = {},
                .columns = 2,
                .share_x = true};
  for (std::size_t row = 0; row < left.size(); ++row) {
    figure.panels.push_back(left[row]);
    figure.panels.push_back(right[row]);
  }
  return figure;
}

Figure figure_16(ThemeName theme) {
  const std::vector<Shown> all{
      {"mish", "Mish", {0}}, {"silu", "Swish", {1}}, {"relu", "ReLU", {2}}, {"softplus", "softplus", {3}}};
  constexpr std::array names = {"$f(x)$", "$f'(x)$", "$f''(x)$"};
  std::vector<Panel> panels;
  for (int order = 0; order <= 2; ++order) {
    std::vector<Curve> curves;
    for (const Shown& shown : all)
      if (order < 2 || shown.function != "relu")
        curves.push_back(curve({shown.function, order == 0 ? shown.label : "", shown.style}, order));
    panels.push_back(panel_of("", names[static_cast<std::size_t>(order)], {-5, 5}, curves));
  }
  Panel minima = panel_of("near the minima", "$f(x)$", {-6, 1},
                          {curve({"mish", "", {0}}, 0), curve({"silu", "", {1}}, 0)});
  for (const Shown& shown : {all[0], all[1]}) {
    const Landmark lowest = *landmarks(Function::parse(shown.function)).minimum;
    minima.marks.emplace_back(
        callout({lowest.x, lowest.value}, shown.style.color, place_math({lowest.x, lowest.value})));
  }
  minima.y.lo = -0.4, minima.y.hi = 0.2;
  panels.push_back(std::move(minima));
  return {.title = "Mish beside Swish, ReLU and softplus",
          .subtitle = "$\\mathrm{Mish}(x) = x \\tanh(\\ln(1 + e^x))$",
          .description =
              "Values, slopes and curvatures of Mish, Swish, ReLU and softplus for x from -5 to 5, "
              "and the minima of Mish and Swish.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

}  // namespace actviz::notes
