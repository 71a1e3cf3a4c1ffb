#include "plots/charts/window.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/analysis/sides.hpp"
#include "plots/charts/wording.hpp"
#include "plots/figure/scale.hpp"

namespace actviz::plots {
namespace {

constexpr double fineness = 40000;  // a chord then lies within 0.04 px of a curve 600 px high

/// The power of ten at or below a positive number.
double decade_below(double value) {
  const Spacing log{Spacing::Kind::log};
  return value_at(log, std::floor(position(log, value) + 1e-9));
}

Spacing x_spacing(double lo, double hi) {
  if (lo > 0) return {Spacing::Kind::log};
  constexpr double decades = 1000;
  return {Spacing::Kind::symlog, decade_below(std::max(std::fabs(lo), std::fabs(hi)) / decades)};
}

/// A symmetric axis starts at the smallest values: where they have both signs at few of them, for a curve has
/// values of any size beside its root.
Spacing y_spacing(const Window& window, std::span<const Trace> traces) {
  constexpr int count = 513;
  const double from = position(window.x, window.lo), to = position(window.x, window.hi);
  std::vector<double> sizes;
  bool positive = false, negative = false, zero = false;
  for (const Trace& trace : traces)
    for (int i = 0; i < count; ++i) {
      const double y = trace.value(
          std::clamp(value_at(window.x, from + (to - from) * i / (count - 1)), window.lo, window.hi));
      if (!std::isfinite(y)) continue;
      (y > 0 ? positive : y < 0 ? negative : zero) = true;
      if (y != 0) sizes.push_back(std::fabs(y));
    }
  if (!negative && !zero) return {Spacing::Kind::log};
  if (sizes.empty()) return {Spacing::Kind::symlog, 1};
  std::ranges::sort(sizes);
  if (!positive || !negative) return {Spacing::Kind::symlog, decade_below(sizes.front())};
  constexpr double most = 1e-12;  // of the greatest value
  return {Spacing::Kind::symlog, decade_below(std::max(sizes[sizes.size() / 50], most * sizes.back()))};
}

/// The place on the x axis as x: a node's own x there, and beside it where its one-sided limits are asked
/// for, which a logarithm and its inverse would miss.
double x_at(const Window& window, double place, const std::vector<Node>& nodes) {
  for (const Node& node : nodes) {
    const double at = position(window.x, node.x);
    if (place == at) return node.x;
    if (std::fabs(place - at) <= std::fabs(beside(at, 1) - at)) return beside(node.x, place < at ? -1 : 1);
  }
  return std::clamp(value_at(window.x, place), window.lo, window.hi);
}

/// Samples in the positions of the axes.
std::vector<Point> points_on_spaced_axes(const Trace& trace, const Window& window, double height) {
  std::vector<Node> places;
  std::vector<Node> inside;
  for (const Node& node : trace.nodes)
    if (node.x > window.lo && node.x < window.hi) {
      inside.push_back(node);
      places.push_back({position(window.x, node.x), node.breaks});
    }
  const auto value = [&](double place) {
    return position(window.y, trace.value(x_at(window, place, inside)));
  };
  const double from = position(window.x, window.lo), to = position(window.x, window.hi);
  const auto vertices = height > 0
                            ? sample(value, from, to, places, (to - from) / fineness, height / fineness)
                            : sample(value, from, to, places);
  std::vector<Point> points;
  for (const Vertex& v : vertices) points.push_back({x_at(window, v.x, inside), value_at(window.y, v.y)});
  return points;
}

/// Where a symmetric axis is not logarithmic, for its label.
std::string spacing_note(const Spacing& spacing) {
  if (spacing.kind != Spacing::Kind::symlog) return {};
  return ", linear within $\\pm " + number_math(spacing.threshold) + "$";
}

bool is_linear(const Spacing& spacing) { return spacing.kind == Spacing::Kind::linear; }

}  // namespace

Window window_of(double lo, double hi, const LogAxes& log, std::span<const Trace> traces) {
  Window window{lo, hi};
  if (log.x) window.x = x_spacing(lo, hi);
  if (log.y) window.y = y_spacing(window, traces);
  return window;
}

std::vector<Point> points_of(const Trace& trace, const Window& window, double height) {
  if (!is_linear(window.x) || !is_linear(window.y)) return points_on_spaced_axes(trace, window, height);
  const double width = window.hi / fineness - window.lo / fineness;
  const auto vertices = height > 0
                            ? sample(trace.value, window.lo, window.hi, trace.nodes, width, height / fineness)
                            : sample(trace.value, window.lo, window.hi, trace.nodes);
  std::vector<Point> points;
  for (const Vertex& v : vertices) points.push_back({v.x, v.y});
  return points;
}

View view_of(const std::string& name, std::span<const Curve> curves, const Window& window) {
  Line ends{{}, {}};
  bool cut = false;
  for (const Curve& curve : curves) {
    const auto points = points_of(curve.trace, window, 0);
    if (!is_linear(window.y)) {
      ends.points.insert(ends.points.end(), points.begin(), points.end());
    } else if (const auto extent = shown_extent(curve.trace, points)) {
      ends.points.insert(ends.points.end(), {{0, extent->lo}, {0, extent->hi}});
      cut = cut || extent->cut;
    }
  }
  const Panel draft{.x = {"", {}, {}}, .y = {"", {}, {}, window.y}, .marks = {ends}};
  const Scale y = limits(draft).y;
  const double height = std::max(position(window.y, y.hi) / 2 - position(window.y, y.lo) / 2, 1e-300) * 2;
  Axis axis{name + spacing_note(window.y), {}, {}, window.y};
  if (cut) axis.lo = y.lo, axis.hi = y.hi;
  return {std::move(axis), height};
}

void add_curves(Panel& panel, std::span<const Curve> curves, const Window& window, double height) {
  for (const Curve& curve : curves) {
    panel.marks.emplace_back(
        Line{points_of(curve.trace, window, height), curve.style, curve.label, curve.cells});
    add_dots(panel, curve.trace, window.lo, window.hi, curve.style);
  }
}

Axis x_axis(const Window& window) { return {"$x$" + spacing_note(window.x), window.lo, window.hi, window.x}; }

Panel panel_of(const std::string& name, std::span<const Curve> curves, const Window& window) {
  View view = view_of(name, curves, window);
  Panel panel{.x = x_axis(window), .y = std::move(view.axis)};
  add_curves(panel, curves, window, view.height);
  return panel;
}

}  // namespace actviz::plots
