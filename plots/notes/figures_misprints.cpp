// FIG-25 and FIG-26: misprints on the truth, and where slopes vanish and curves bend.
#include <cmath>

#include "lib/analysis/compare.hpp"
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_curves.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

/// The truth, pale and wide, what is printed, and how far it is off at its worst.
Panel misprint(std::string title, const std::string& y_label, Span on, const Curve& truth,
               const Curve& printed) {
  Panel panel = panel_of(std::move(title), y_label, on, {truth, printed});
  const auto error = [&](double x) { return printed.trace.value(x) - truth.trace.value(x); };
  const double worst = greatest(error, on).x, from = truth.trace.value(worst),
               to = printed.trace.value(worst);
  panel.marks.emplace_back(gap(worst, from, to));
  panel.marks.emplace_back(callout({worst, to}, 1, "off by " + math(std::fabs(to - from))));
  return panel;
}

}  // namespace

Figure figure_25(ThemeName theme) {
  constexpr Span on{-5, 5};
  const Style truth{0, Dash::solid, true}, wrong{1, Dash::dashed};
  const Function gelu = Function::parse("gelu");
  std::vector<Curve> errors;
  std::vector<Callout> worst;
  for (const Shown& form : {Shown{"gelu_tanh", "with $\\sqrt{2 / \\pi}$", {0}},
                            Shown{"x/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))", "as printed", wrong}}) {
    const Function f = Function::parse(form.function);
    errors.push_back({difference_of(f, gelu), form.style, form.label});
    const double x = std::fabs(difference(f, gelu, on.lo, on.hi).max_abs.x);  // the errors are even
    worst.push_back(callout({x, f(x) - gelu(x)}, form.style.color, place_math({x, f(x) - gelu(x)})));
  }
  Panel factor =
      panel_of("$\\sqrt{\\pi / 2}$ for $\\sqrt{2 / \\pi}$", "$f(x) - \\mathrm{GELU}(x)$", on, errors);
  for (Callout& mark : worst) factor.marks.emplace_back(std::move(mark));
  const Function printed_slope = Function::parse("silu(x) + sigmoid(x)*(1-sigmoid(x))");
  Panel slope = misprint("$(1 - \\sigma)$ for $(1 - \\mathrm{Swish})$", "slope of Swish, $\\beta = 1$", on,
                         curve({"silu", "$\\mathrm{Swish}'(x)$", truth}, 1),
                         {derivative(printed_slope, 0), wrong, "as printed"});
  slope.marks.emplace_back(callout({0, printed_slope(0)}, 1, math(printed_slope(0)) + " at 0"));
  slope.marks.emplace_back(
      callout({0, Function::parse("silu").slope(0)}, 0, math(Function::parse("silu").slope(0)) + " at 0"));
  return {.title = "Four misprints on the truth",
          .subtitle =
              "$\\frac{1}{2} (1 + \\tanh(\\sqrt{\\pi / 2} (x + 0.044715 x^3)))$ for GELU, "
              "$\\mathrm{Swish} + \\sigma (1 - \\sigma)$, and $x$ for $\\beta = 0$",
          .description =
              "Four panels for x from -5 to 5: the tanh form of GELU without its leading x, its "
              "error with the square root upside down, the derivative of Swish with a wrong term, "
              "and Swish with beta = 0 as x; each with its greatest error.",
          .theme = theme,
          .panels = {misprint("the leading $x$ of GELU is missing", "$f(x)$", on,
                              curve({"gelu", "GELU", truth}, 0),
                              curve({"1/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))", "as printed", wrong}, 0)),
                     factor, slope,
                     misprint("$x$ for $x / 2$ at $\\beta = 0$", "$\\mathrm{Swish}_0(x)$", on,
                              curve({"swish:0", "$x / 2$", truth}, 0), curve({"x", "as printed", wrong}, 0))},
          .columns = 2};
}

Figure figure_26(ThemeName theme) {
  const Function sigmoid = Function::parse("sigmoid"), hyperbolic = Function::parse("tanh");
  constexpr double flat = 0.01;
  Panel slopes = log_panel_of("", "$f'(x)$", {0, 8}, 1e-7, 2,
                              {curve({"sigmoid", "sigmoid", {0}}, 1), curve({"tanh", "tanh", {1}}, 1)});
  slopes.marks.emplace_back(
      Rule{Rule::Direction::level, flat, {Style::grey, Dash::dashed}, "$f'(x) = 0.01$"});
  const double crossing = std::fabs(difference(sigmoid, hyperbolic, -8, 8).max_abs.x);
  slopes.marks.emplace_back(
      callout({crossing, sigmoid.slope(crossing)}, Style::ink, "equal at " + at_math(crossing, 5)));
  for (const auto& [f, color] : {std::pair(&sigmoid, 0), {&hyperbolic, 1}}) {
    const double x = landmarks(*f, flat).flat.back().from;
    slopes.marks.emplace_back(callout({x, flat}, color, at_math(x)));
  }
  const std::vector<Shown> gated{{"gelu", "GELU", {2}}, {"silu", "Swish, $\\beta = 1$", {3}}};
  Panel curvatures = panel_of("", "$f''(x)$", {-8, 8}, {curve(gated[0], 2), curve(gated[1], 2)});
  for (const auto& [shown, far] : {std::pair(gated[0], 4.0), {gated[1], 8.0}}) {
    const Function f = Function::parse(shown.function);
    for (const double x : {0.0, far})
      curvatures.marks.emplace_back(
          callout({x, f.curvature(x)}, shown.style.color, place_math({x, f.curvature(x)}, 3)));
  }
  return {.title = "Where slopes vanish and where curves bend",
          .subtitle = "tanh saturates before sigmoid; GELU and Swish bend near 0 and are straight far out",
          .description =
              "Left: the slopes of sigmoid and tanh on a logarithmic axis for x from 0 to 8; that of "
              "tanh is below 0.01 from 2.993, that of sigmoid from 4.585. Right: the curvatures of "
              "GELU and Swish for x from -8 to 8, greatest at 0.",
          .theme = theme,
          .panels = {slopes, curvatures},
          .columns = 2};
}

}  // namespace actviz::notes
