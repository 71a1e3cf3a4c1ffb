#include "plots/figure/scale.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace actviz::plots {
namespace {

/// Smallest and largest finite value seen.
struct Range {
  double lo = std::numeric_limits<double>::infinity(), hi = -lo;
  void add(double value) {
    if (!std::isfinite(value)) return;
    lo = std::min(lo, value);
    hi = std::max(hi, value);
  }
  bool empty() const { return lo > hi; }
};

/// A range that has a width: around a constant, or [0, 1] where there is nothing to show.
Range widened(Range range) {
  if (range.empty()) return {0, 1};
  const double size = std::max(std::fabs(range.lo), std::fabs(range.hi));
  if (range.hi - range.lo > 1e-12 * size) return range;
  const double half = size > 0 ? 0.5 * size : 1;
  return {range.lo - half, range.hi + half};
}

constexpr double room = 0.05;  // of the height, above and below the curves
constexpr double largest = std::numeric_limits<double>::max();

}  // namespace

Scales limits(const Panel& panel) {
  Range x, y;
  const auto add = [&](const std::vector<Point>& points) {
    for (const Point& p : points) {
      x.add(p.x);
      y.add(p.y);
    }
  };
  for (const Mark& mark : panel.marks) {
    if (const auto* line = std::get_if<Line>(&mark)) add(line->points);
    if (const auto* dots = std::get_if<Dots>(&mark)) add(dots->points);
  }
  x = widened(x);
  y = widened(y);
  const double margin = room * (y.hi / 2 - y.lo / 2) * 2;
  Scales scales;
  scales.x.lo = panel.x.lo.value_or(x.lo);
  scales.x.hi = panel.x.hi.value_or(x.hi);
  scales.y.lo = panel.y.lo.value_or(std::max(y.lo - margin, -largest));
  scales.y.hi = panel.y.hi.value_or(std::min(y.hi + margin, largest));
  return scales;
}

}  // namespace actviz::plots
