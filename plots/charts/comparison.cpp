#include "plots/charts/comparison.hpp"

#include <cassert>
#include <cmath>

#include "lib/analysis/sides.hpp"
#include "lib/base/numbers.hpp"
#include "plots/charts/wording.hpp"

namespace actviz::plots {
namespace {

constexpr std::size_t most_together = 4;  // functions in one panel

int columns_for(std::size_t functions) {
  if (functions <= most_together) return 1;
  return functions <= 9 ? 3 : 4;
}

/// A number between $...$, and what is no number.
std::string value_math(double value, int digits) {
  if (std::isnan(value)) return "–";
  if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
  return number_math(value, digits);
}

/// "0.5 at −1"; a dash where the two could be compared nowhere. `at`: "x = ", or nothing.
std::string landmark_math(const Landmark& mark, int digits, const std::string& at = "") {
  if (std::isnan(mark.x)) return "–";
  if (mark.value == 0) return "0";
  const double x = std::fabs(mark.x) <= beside(0, 1) ? 0 : mark.x;  // a limit at a kink
  return "$" + value_math(mark.value, digits) + "$ at $" + at + value_math(x, digits) + "$";
}

std::vector<std::string> cells(std::span<const Difference> differences, std::size_t function) {
  if (function == 0) return {};
  const Difference& d = differences[function - 1];
  std::vector<std::string> all;
  for (const Landmark& mark : {d.max_abs, d.max_ulp_f32, d.max_slope_abs})
    all.push_back(landmark_math(mark, 6));
  return all;
}

/// The names of the functions in the legend, the first said to be g.
std::vector<std::string> legend_names(std::span<const Function> functions, const ComparisonOptions& options) {
  auto names = names_of(functions, options.labels);
  names[0] = "$g =$ " + names[0];
  return names;
}

Window window_of(std::span<const Curve> curves, const ComparisonOptions& options) {
  std::vector<Trace> traces;
  for (const Curve& curve : curves) traces.push_back(curve.trace);
  return plots::window_of(options.lo, options.hi, options.log, traces);
}

/// A panel in a window of its own.
Panel panel_of(const std::string& name, std::span<const Curve> curves, const ComparisonOptions& options) {
  return plots::panel_of(name, curves, window_of(curves, options));
}

/// f, f' and f - g below each other.
std::vector<Panel> stacked(std::span<const Function> functions, std::span<const Difference> differences,
                           const ComparisonOptions& options) {
  const auto names = legend_names(functions, options);
  std::vector<Curve> values, slopes, gaps;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const Style style{static_cast<int>(i), Dash::solid, i == 0};
    values.push_back({derivative(functions[i], 0), style, names[i], cells(differences, i)});
    slopes.push_back({derivative(functions[i], 1), style});
    if (i > 0) gaps.push_back({difference_of(functions[i], functions[0]), style});
  }
  std::vector<Panel> panels{panel_of("$f(x)$", values, options), panel_of("$f'(x)$", slopes, options),
                            panel_of("$f(x) - g(x)$", gaps, options)};
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const Landmark& mark = differences[i].max_abs;
    const double gap = gaps[i].trace.value(mark.x);
    if (gap != 0 && std::isfinite(gap))
      panels.back().marks.emplace_back(
          Callout{{{mark.x, gap}}, gaps[i].style, landmark_math({mark.x, gap}, 4, "x = ")});
  }
  return panels;
}

/// A panel a function, with the first in grey behind.
std::vector<Panel> multiples(std::span<const Function> functions, std::span<const Difference> differences,
                             const ComparisonOptions& options) {
  const auto names = legend_names(functions, options);
  const std::size_t each = 4;  // curves in a panel
  std::vector<Curve> all;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    for (const int order : {0, 1}) {
      const Dash dash = order == 0 ? Dash::solid : Dash::dashed;
      all.push_back({derivative(functions[0], order), {Style::grey, dash, true}});
      all.push_back({derivative(functions[i], order), {0, dash}});
    }
    Curve& named = all[each * i + (i == 0 ? 0 : 1)];
    named.label = names[i];
    named.cells = cells(differences, i);
  }
  const Window window = window_of(all, options);
  const View view = view_of("$f(x)$", all, window);
  const auto titles = names_of(functions, options.labels);
  std::vector<Panel> panels;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    panels.push_back({.title = titles[i], .x = x_axis(window), .y = view.axis});
    add_curves(panels.back(), std::span(all).subspan(each * i, each), window, view.height);
  }
  return panels;
}

std::string title_of(std::span<const std::string> names) {
  const std::string titles = listed(names);
  if (!titles.empty()) return titles + " compared";
  return std::to_string(names.size()) + " activation functions compared";
}

/// What tells the curves of a panel apart: dashes, or their width where dashes tell functions apart.
std::string key(const std::string& first, ThemeName name) {
  const std::string lines =
      theme(name).dashes_for_series ? "$f(x)$ thick, $f'(x)$ thin" : "$f(x)$ solid, $f'(x)$ dashed";
  return lines + "; in grey $g =$ " + first;
}

std::string description(std::span<const Function> functions, const ComparisonOptions& options) {
  return "Curves and slopes of " + listed_labels(functions) +
         " and how far each is from the first, for x from " + to_text(options.lo) + " to " +
         to_text(options.hi) + ".";
}

}  // namespace

Figure comparison(std::span<const Function> functions, std::span<const Difference> differences,
                  const ComparisonOptions& options) {
  assert(functions.size() >= 2 && differences.size() + 1 == functions.size());
  const bool together = functions.size() <= most_together;
  const auto names = names_of(functions, options.labels);
  Figure figure;
  figure.title = options.title.empty() ? title_of(names) : options.title;
  if (!together) figure.subtitle = key(names[0], options.theme);
  figure.description = description(functions, options);
  figure.theme = options.theme;
  figure.panels = (together ? stacked : multiples)(functions, differences, options);
  figure.columns = columns_for(functions.size());
  figure.share_x = true;
  figure.share_y = !together;
  figure.one_legend = true;
  figure.legend_heading = {"", "greatest $|f - g|$", "in float32 ULP", "greatest $|f' - g'|$"};
  return figure;
}

Medium comparison_medium(std::size_t functions) {
  const int columns = columns_for(functions);
  const auto rows = columns == 1 ? 3.0 : std::ceil(static_cast<double>(functions) / columns);
  constexpr double headings = 100, table_row = 18;
  const double panel = columns == 1 ? 165 : 140;
  return {.width = columns == 4 ? 720.0 : 576.0,
          .height = headings + rows * panel + static_cast<double>(functions + 1) * table_row};
}

}  // namespace actviz::plots
