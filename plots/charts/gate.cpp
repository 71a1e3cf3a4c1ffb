#include "plots/charts/gate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

#include "lib/base/numbers.hpp"
#include "plots/charts/window.hpp"
#include "plots/charts/wording.hpp"

namespace actviz::plots {
namespace {

/// The gate at the middles of cells, the first half to the right and the second upwards; NaN where it
/// overflows.
Field surface(const Gate& gate, const GateOptions& options, int side) {
  const GateFunction f(gate);
  Field field{side, side, {}, {{options.lo, options.lo}, {options.hi, options.hi}}};
  std::vector<double> gated, other;  // the factors at the middles
  for (int i = 0; i < side; ++i) {
    const double t = (i + 0.5) / side, at = options.lo * (1 - t) + options.hi * t;
    gated.push_back(f.gated(at));
    other.push_back(f.other(at));
  }
  const bool is_first = options.half == Half::first;
  for (const double up : is_first ? other : gated)
    for (const double right : is_first ? gated : other) {
      const double value = up * right;
      field.values.push_back(std::isfinite(value) ? value : NAN);
    }
  return field;
}

/// 0 and some of 1, 2, 5, 10, ... on both sides, so that small values where the gate is nearly shut show too;
/// none, which stands for evenly spaced ones, where few of these are met.
std::vector<double> levels(const Field& field) {
  double lo = std::numeric_limits<double>::infinity(), hi = -lo;
  for (const double value : field.values) {
    lo = std::fmin(lo, value);  // passes over NaN
    hi = std::fmax(hi, value);
  }
  const double most = std::fmax(-lo, hi);
  constexpr double least = 1e-290;
  if (!(most >= least)) return {};
  constexpr std::size_t all = 11, few = 4;
  std::vector<double> levels{0};
  for (double decade = std::pow(10, std::floor(std::log10(most))); levels.size() < all; decade /= 10)
    for (const double step : {5, 2, 1})
      if (const double level = step * decade; level < most && levels.size() < all)
        levels.insert(levels.end(), {level, -level});
  const auto met = std::ranges::count_if(levels, [&](double level) { return lo < level && level < hi; });
  return static_cast<std::size_t>(met) < few ? std::vector<double>{} : levels;
}

Panel surface_panel(const Gate& gate, const GateOptions& options) {
  const bool is_first = options.half == Half::first;
  Panel panel{.x = {.label = is_first ? "first half, gated: $a$" : "first half: $b$"},
              .y = {.label = is_first ? "second half: $b$" : "second half, gated: $a$"}};
  for (Axis* axis : {&panel.x, &panel.y}) std::tie(axis->lo, axis->hi) = std::pair(options.lo, options.hi);
  panel.equal_units = std::isfinite(options.hi - options.lo);
  constexpr int cells = 160, contour_cells = 240;
  Heatmap heatmap{surface(gate, options, cells), ColorMap::diverging};
  Contour contour{surface(gate, options, contour_cells), levels(heatmap.field)};
  heatmap.smooth = true;
  panel.marks.emplace_back(std::move(heatmap));
  panel.marks.emplace_back(
      Line{{{options.lo, options.lo}, {options.hi, options.hi}}, {Style::grey, Dash::dash_dot}});
  panel.marks.emplace_back(std::move(contour));
  return panel;
}

Panel slice_panel(const Gate& gate, const GateOptions& options) {
  const Function slice =
      Function::parse("(" + with_argument(gate.gated, "x") + ") * (" + with_argument(gate.other, "x") + ")");
  const Curve curve{derivative(slice, 0), {0}};
  const Window window = window_of(options.lo, options.hi, {}, std::span(&curve.trace, 1));
  Panel panel = panel_of("", std::span(&curve, 1), window);
  panel.x.label = "both halves, $a = b$";
  return panel;
}

}  // namespace

Figure gate(const Gate& gate, const GateOptions& options) {
  const ProductMoments moments = product_moments(gate);
  Figure figure;
  figure.title =
      options.title.empty() ? std::string(gate.title) + ": $" + std::string(gate.math) + "$" : options.title;
  figure.subtitle = "independent halves of $N(0, 1)$: ";
  if (moments.mean != 0) figure.subtitle += "mean $" + number_math(moments.mean) + "$, ";
  figure.subtitle +=
      "variance $" + number_math(moments.variance) + "$, kurtosis $" + number_math(moments.kurtosis) + "$";
  figure.description = "The gate " + std::string(gate.name) + " over both halves from " +
                       to_text(options.lo) + " to " + to_text(options.hi) + ", and where they are equal.";
  figure.theme = options.theme;
  figure.columns = 2;
  figure.panels = {surface_panel(gate, options), slice_panel(gate, options)};
  return figure;
}

}  // namespace actviz::plots
