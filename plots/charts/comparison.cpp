#include "plots/charts/comparison.hpp"

#include <cassert>
#include <cmath>

#include "lib/analysis/sides.hpp"
#include "lib/base/numbers.hpp"
#include "plots/charts/trace.hpp"
#include "plots/charts/wording.hpp"
#include "plots/figure/scale.hpp"

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

std::string label(std::span<const Function> functions, std::size_t i) {
  return (i == 0 ? "$g =$ " : "") + full_title(functions[i]);
}

/// Some curves of one panel, which are sampled once its height is known.
struct Curve {
  Trace trace;
  Style style;
  std::string label{};
  std::vector<std::string> cells{};
};

/// A y axis and the height that it shows.
struct View {
  Axis axis;
  double height;
};

/// What shows the curves of all panels well; an axis with limits only where a curve goes beyond them.
View view_of(const std::string& name, std::span<const std::vector<Curve>> panels,
             const ComparisonOptions& options) {
  Line ends{{}, {}};
  bool cut = false;
  for (const auto& curves : panels)
    for (const Curve& curve : curves) {
      const auto extent = shown_extent(curve.trace, points_of(curve.trace, options.lo, options.hi, 0));
      if (!extent) continue;
      ends.points.insert(ends.points.end(), {{0, extent->lo}, {0, extent->hi}});
      cut = cut || extent->cut;
    }
  const Panel draft{.marks = {ends}};
  const Scale y = limits(draft).y;
  return {cut ? Axis{name, y.lo, y.hi} : Axis{name, {}, {}}, shown_height(draft)};
}

void add_curves(Panel& panel, const std::vector<Curve>& curves, double height,
                const ComparisonOptions& options) {
  for (const Curve& curve : curves) {
    panel.marks.emplace_back(
        Line{points_of(curve.trace, options.lo, options.hi, height), curve.style, curve.label, curve.cells});
    add_dots(panel, curve.trace, options.lo, options.hi, curve.style);
  }
}

Axis x_axis(const ComparisonOptions& options) { return {"$x$", options.lo, options.hi}; }

Panel panel_of(const std::string& name, const std::vector<Curve>& curves, const ComparisonOptions& options) {
  const View view = view_of(name, std::span(&curves, 1), options);
  Panel panel{.x = x_axis(options), .y = view.axis};
  add_curves(panel, curves, view.height, options);
  return panel;
}

/// f, f' and f - g below each other.
std::vector<Panel> stacked(std::span<const Function> functions, std::span<const Difference> differences,
                           const ComparisonOptions& options) {
  std::vector<Curve> values, slopes, gaps;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const Style style{static_cast<int>(i), Dash::solid, i == 0};
    values.push_back({derivative(functions[i], 0), style, label(functions, i), cells(differences, i)});
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
          Callout{{{mark.x, gap}}, gaps[i].style, landmark_math(mark, 4, "x = ")});
  }
  return panels;
}

/// A panel a function, with the first in grey behind.
std::vector<Panel> multiples(std::span<const Function> functions, std::span<const Difference> differences,
                             const ComparisonOptions& options) {
  std::vector<std::vector<Curve>> all;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    auto& curves = all.emplace_back();
    for (const int order : {0, 1}) {
      const Dash dash = order == 0 ? Dash::solid : Dash::dashed;
      curves.push_back({derivative(functions[0], order), {Style::grey, dash, true}});
      curves.push_back({derivative(functions[i], order), {0, dash}});
    }
    Curve& named = curves[i == 0 ? 0 : 1];
    named.label = label(functions, i);
    named.cells = cells(differences, i);
  }
  const View view = view_of("$f(x)$", all, options);
  std::vector<Panel> panels;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    panels.push_back({.title = full_title(functions[i]), .x = x_axis(options), .y = view.axis});
    add_curves(panels.back(), all[i], view.height, options);
  }
  return panels;
}

std::string title_of(std::span<const Function> functions) {
  const std::string titles = listed_titles(functions);
  if (!titles.empty()) return titles + " compared";
  return std::to_string(functions.size()) + " activation functions compared";
}

/// What tells the curves of a panel apart: dashes, or their width where dashes tell functions apart.
std::string key(const Function& first, ThemeName name) {
  const std::string lines =
      theme(name).dashes_for_series ? "$f(x)$ thick, $f'(x)$ thin" : "$f(x)$ solid, $f'(x)$ dashed";
  return lines + "; in grey $g =$ " + full_title(first);
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
  Figure figure;
  figure.title = options.title.empty() ? title_of(functions) : options.title;
  if (!together) figure.subtitle = key(functions[0], options.theme);
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
