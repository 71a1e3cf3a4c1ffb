// FIG-09 to FIG-11: GELU beside ReLU, its approximations, and SiLU.
#include <cmath>

#include "lib/analysis/compare.hpp"
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_curves.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

Figure figure_09(ThemeName theme) {
  constexpr Span on{-3, 3};
  const Function gelu = Function::parse("gelu");
  const auto mistaken = [gelu](double x) { return gelu.slope(gelu(x)); };
  const Curve mistake{{mistaken, {}}, {1, Dash::dashed}};
  const Shown relu{"relu", "ReLU", {Style::grey, Dash::solid, true}}, smooth{"gelu", "GELU", {0}};
  std::vector<Panel> panels{
      panel_of("", "$f(x)$", on, {curve(relu, 0), curve(smooth, 0)}),
      panel_of("", "$f'(x)$", on,
               {curve({"relu", "", relu.style}, 1), curve({"gelu", "", smooth.style}, 1), mistake})};
  const double worst = greatest([&](double x) { return mistaken(x) - gelu.slope(x); }, on).x,
               right = gelu.slope(worst), wrong = mistaken(worst);
  panels[1].marks.emplace_back(gap(worst, right, wrong));
  panels[1].marks.emplace_back(
      callout({worst, wrong}, mistake.style.color, "off by " + place_math({worst, wrong - right})));
  return {.title = "GELU and ReLU with derivatives",
          .subtitle =
              "$\\mathrm{GELU}(x) = x \\, \\Phi(x)$; dashed: $\\mathrm{GELU}'(\\mathrm{GELU}(x))$, the slope "
              "taken "
              "at the wrong place",
          .description =
              "GELU and ReLU, their values and slopes for x from -3 to 3. A dashed curve is the "
              "slope of GELU taken at GELU(x) instead of x, wrong by up to 0.56.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

Figure figure_10(ThemeName theme) {
  constexpr Span on{-5, 5};
  constexpr double least = 1e-6;
  const Function gelu = Function::parse("gelu");
  const std::vector<Shown> forms{{"gelu", "$x \\, \\Phi(x)$, exact", {0, Dash::solid, true}},
                                 {"gelu_tanh", "with $\\tanh$", {1}},
                                 {"quick_gelu", "$x \\, \\sigma(1.702 x)$", {2, Dash::dashed}}};
  std::vector<Curve> values, errors;
  std::vector<Callout> worst;
  for (const Shown& form : forms) {
    values.push_back(curve(form, 0));
    if (form.function == "gelu") continue;
    const Function f = Function::parse(form.function);
    const auto error = [f, gelu](double x) { return std::max(std::fabs(f(x) - gelu(x)), least / 10); };
    errors.push_back({{error, {}}, {form.style.color}});
    const Landmark most = greatest_gap(f, gelu, on.lo, on.hi);
    const double x = std::fabs(most.x);  // the errors are even
    worst.push_back(callout({x, most.value}, form.style.color,
                            math(most.value) + " at $x = \\pm " + number_math(x, 5) + "$"));
  }
  Panel above = panel_of("", "$f(x)$", on, values),
        below = log_panel_of("", "$|f(x) - \\mathrm{GELU}(x)|$", on, least, 0.1, errors);
  for (Callout& mark : worst) below.marks.emplace_back(std::move(mark));
  return {.title = "GELU and its approximations",
          .subtitle =
              "$\\frac{x}{2} (1 + \\tanh(\\sqrt{2 / \\pi} (x + 0.044715 x^3)))$ and "
              "$x \\, \\sigma(1.702 x)$",
          .description =
              "GELU, its tanh form and its sigmoid form for x from -5 to 5, and below the size of "
              "their errors on a logarithmic axis, the greatest marked.",
          .theme = theme,
          .panels = {above, below},
          .share_x = true};
}

Figure figure_11(ThemeName theme) {
  const std::vector<Shown> both{{"gelu", "GELU", {0}}, {"silu", "SiLU", {1}}};
  std::vector<Panel> panels = values_and_slopes(both, {-5, 3});
  for (const Shown& shown : both) {
    const Landmarks marks = landmarks(Function::parse(shown.function));
    for (const auto& [panel, mark] : {std::pair(&panels[0], marks.minimum), {&panels[1], marks.max_slope}})
      panel->marks.emplace_back(
          callout({mark->x, mark->value}, shown.style.color, place_math({mark->x, mark->value}, 5)));
  }
  return {.title = "GELU and SiLU with derivatives",
          .subtitle =
              "$\\mathrm{GELU}(x) = x \\, \\Phi(x)$, $\\mathrm{SiLU}(x) = x \\, \\sigma(x)$; minima "
              "and greatest slopes marked",
          .description =
              "GELU and SiLU, their values with the minima and their slopes with the maxima "
              "marked, for x from -5 to 3.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

}  // namespace actviz::notes
