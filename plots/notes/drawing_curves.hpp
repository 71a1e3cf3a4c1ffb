#pragma once
// What the figures of curves have in common: functions by the texts that name them, in panels on true axes.
#include <string>
#include <string_view>
#include <vector>

#include "plots/charts/window.hpp"
#include "plots/notes/checks.hpp"

namespace actviz::notes {

/// A function as Function::parse reads it, and how it is shown.
struct Shown {
  std::string_view function;
  std::string label;
  plots::Style style;
};

/// The curve of f, f' or f'' (order 0, 1, 2).
plots::Curve curve(const Shown& shown, int order);

/// A panel of curves, kinks and jumps exact; a title where there is one.
plots::Panel panel_of(std::string title, const std::string& y_label, Span on,
                      const std::vector<plots::Curve>& curves);

/// The same on a logarithmic y axis from lo to hi; what is below lo leaves the panel.
plots::Panel log_panel_of(std::string title, const std::string& y_label, Span on, double lo, double hi,
                          const std::vector<plots::Curve>& curves);

/// f and f' beside each other, f with the legend.
std::vector<plots::Panel> values_and_slopes(const std::vector<Shown>& functions, Span on);

/// A dot on a curve with a text.
plots::Callout callout(plots::Point at, int color, std::string text);

/// "$-0.16997$": a number of so many digits.
std::string math(double value, int digits = 4);

/// "$x = -0.7518$"
std::string at_math(double x, int digits = 4);
/// "$-0.17$ at $x = -0.7518$"
std::string place_math(plots::Point at, int digits = 4);

/// Between two curves at one x, how far they are apart.
plots::Line gap(double x, double from, double to);

}  // namespace actviz::notes
