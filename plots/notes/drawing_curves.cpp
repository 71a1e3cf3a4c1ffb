#include "plots/notes/drawing_curves.hpp"

#include "plots/charts/wording.hpp"
#include "plots/figure/scale.hpp"

namespace actviz::notes {

using namespace plots;

Curve curve(const Shown& shown, int order) {
  return {derivative(Function::parse(shown.function), order), shown.style, shown.label};
}

Panel panel_of(std::string title, const std::string& y_label, Span on, const std::vector<Curve>& curves) {
  Panel panel = plots::panel_of(y_label, curves, Window{on.lo, on.hi});
  panel.title = std::move(title);
  return panel;
}

Panel log_panel_of(std::string title, const std::string& y_label, Span on, double lo, double hi,
                   const std::vector<Curve>& curves) {
  const Window window{on.lo, on.hi, {}, {Spacing::Kind::log}};
  Panel panel{.title = std::move(title), .x = x_axis(window), .y = {y_label, lo, hi, window.y}};
  add_curves(panel, curves, window, position(window.y, hi) - position(window.y, lo));
  return panel;
}

std::vector<Panel> values_and_slopes(const std::vector<Shown>& functions, Span on) {
  std::vector<Curve> values, slopes;
  for (const Shown& shown : functions) {
    values.push_back(curve(shown, 0));
    slopes.push_back(curve({shown.function, "", shown.style}, 1));
  }
  return {panel_of("", "$f(x)$", on, values), panel_of("", "$f'(x)$", on, slopes)};
}

Callout callout(Point at, int color, std::string text) { return {{at}, {color}, std::move(text)}; }

std::string math(double value, int digits) { return "$" + number_math(value, digits) + "$"; }

std::string at_math(double x, int digits) { return "$x = " + number_math(x, digits) + "$"; }

std::string place_math(Point at, int digits) { return math(at.y, digits) + " at " + at_math(at.x, digits); }

Line gap(double x, double from, double to) { return {{{x, from}, {x, to}}, {Style::ink, Dash::dotted}}; }

}  // namespace actviz::notes
