// FIG-25 and FIG-26: misprints on the truth, and where slopes vanish and curves bend.
#include <cmath>
#include <functional>

#include "lib/analysis/compare.hpp"
#include "plots/notes/drawing_curves.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

const Style correct{0, Dash::solid, true}, wrong{1, Dash::dashed};

/// Where |f| is greatest, on the right where both sides are equal.
double worst_place(const std::function<double(double)>& f, Span on) {
  const Landmark worst = greatest(f, on);
  const double mirrored = std::fabs(worst.x);
  return std::fabs(f(mirrored)) > (1 - 1e-9) * std::fabs(worst.value) ? mirrored : worst.x;
}

/// What is right, pale and wide, what is printed, and how far it is off at its worst.
Panel misprint(std::string title, const std::string& y_label, Span on, const Curve& truth,
               const Curve& printed) {
  Panel panel = panel_of(std::move(title), y_label, on, {truth, printed});
  const auto error = [&](double x) { return printed.trace.value(x) - truth.trace.value(x); };
  const double x = worst_place(error, on), from = truth.trace.value(x), to = printed.trace.value(x);
  panel.marks.emplace_back(gap(x, from, to));
  panel.marks.emplace_back(callout({x, to}, wrong.color, "off by " + math(std::fabs(to - from))));
  return panel;
}

}  // namespace

Figure figure_25(ThemeName theme) {
  constexpr Span on{-5, 5};
  const Function gelu = Function::parse("gelu"), silu = Function::parse("silu"),
                 printed_slope = Function::parse("silu(x) + sigmoid(x)*(1-sigmoid(x))");
  std::vector<Curve> errors;
  std::vector<Mark> worst;
  for (const Shown& form :
       {Shown{"gelu_tanh", "", correct}, Shown{"x/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))", "", wrong}}) {
    errors.push_back({difference_of(Function::parse(form.function), gelu), form.style});
    const auto& error = errors.back().trace.value;
    const Point at{worst_place(error, on), error(worst_place(error, on))};
    worst.emplace_back(callout(at, form.style.color, math(at.y)));
  }
  std::vector<Panel> panels{
      misprint("the leading $x$ of GELU is missing", "$f(x)$", on, curve({"gelu", "correct", correct}, 0),
               curve({"1/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))", "as printed", wrong}, 0)),
      panel_of("$\\sqrt{\\pi / 2}$ in place of $\\sqrt{2 / \\pi}$", "$f(x) - \\mathrm{GELU}(x)$", on, errors),
      misprint("$\\sigma (1 - \\sigma)$ in place of $\\sigma (1 - \\mathrm{Swish})$", "$\\mathrm{Swish}'(x)$",
               on, curve({"silu", "", correct}, 1), {derivative(printed_slope, 0), wrong, ""}),
      misprint("$x$ in place of $x / 2$", "$\\mathrm{Swish}_0(x)$", on, curve({"swish:0", "", correct}, 0),
               curve({"x", "", wrong}, 0))};
  panels[1].marks.insert(panels[1].marks.end(), worst.begin(), worst.end());
  panels[2].marks.emplace_back(callout({0, silu.slope(0)}, correct.color, math(silu.slope(0))));
  panels[2].marks.emplace_back(callout({0, printed_slope(0)}, wrong.color, math(printed_slope(0))));
  return {.title = "Four misprints on the truth",
          .subtitle =
              "GELU by $\\frac{1}{2} (1 + \\tanh(\\sqrt{\\pi / 2} (x + 0.044715 x^3)))$ (above), the "
              "slope of Swish and Swish with $\\beta = 0$ (below)",
          .description =
              "Four panels for x from -5 to 5: the tanh form of GELU without its leading x, its "
              "error with the square root upside down, the derivative of Swish with a wrong term, "
              "and Swish with beta = 0 as x; each with its greatest error.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

Figure figure_26(ThemeName theme) {
  const Function sigmoid = Function::parse("sigmoid"), hyperbolic = Function::parse("tanh");
  constexpr double flat = 0.01;
  Panel slopes = log_panel_of("", "$f'(x)$", {0, 8}, 1e-7, 2,
                              {curve({"sigmoid", "sigmoid", {0}}, 1), curve({"tanh", "tanh", {1}}, 1)});
  slopes.marks.emplace_back(
      Rule{Rule::Direction::level, flat, {Style::grey, Dash::dashed}, "$f'(x) = 0.01$"});
  const double crossing = std::fabs(greatest_gap(sigmoid, hyperbolic, -8, 8).x);
  slopes.marks.emplace_back(
      callout({crossing, sigmoid.slope(crossing)}, Style::ink, "equal at " + at_math(crossing, 5)));
  for (const auto& [f, color] : {std::pair(&sigmoid, 0), {&hyperbolic, 1}}) {
    const double x = landmarks(*f, flat).flat.back().from;
    slopes.marks.emplace_back(callout({x, flat}, color, at_math(x)));
  }
  const std::vector<Shown> gated{{"gelu", "GELU", {2}}, {"silu", "Swish, $\\beta = 1$", {3}}};
  Panel curvatures = panel_of("", "$f''(x)$", {-10, 10}, {curve(gated[0], 2), curve(gated[1], 2)});
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
              "GELU and Swish for x from -10 to 10, greatest at 0.",
          .theme = theme,
          .panels = {slopes, curvatures},
          .columns = 2};
}

}  // namespace actviz::notes
