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
  void add(const Range& other) {
    lo = std::min(lo, other.lo);
    hi = std::max(hi, other.hi);
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

struct Ranges {
  Range x, y;
};

Ranges ranges(const Panel& panel) {
  Ranges found;
  for (const Mark& mark : panel.marks)
    std::visit(
        [&](const auto& m) {
          if constexpr (requires { m.points; })
            for (const Point& p : m.points) {
              found.x.add(p.x);
              found.y.add(p.y);
            }
        },
        mark);
  return found;
}

Scales scales(const Panel& panel, const Ranges& found) {
  const Range x = widened(found.x), y = widened(found.y);
  const double margin = room * (y.hi / 2 - y.lo / 2) * 2;
  Scales result;
  result.x.lo = panel.x.lo.value_or(x.lo);
  result.x.hi = panel.x.hi.value_or(x.hi);
  result.y.lo = panel.y.lo.value_or(std::max(y.lo - margin, -largest));
  result.y.hi = panel.y.hi.value_or(std::min(y.hi + margin, largest));
  return result;
}

}  // namespace

Scales limits(const Panel& panel) { return scales(panel, ranges(panel)); }

std::vector<Scales> limits(const Figure& figure) {
  std::vector<Ranges> found;
  Ranges all;
  for (const Panel& panel : figure.panels) {
    found.push_back(ranges(panel));
    all.x.add(found.back().x);
    all.y.add(found.back().y);
  }
  std::vector<Scales> result;
  for (std::size_t i = 0; i < figure.panels.size(); ++i)
    result.push_back(
        scales(figure.panels[i], {figure.share_x ? all.x : found[i].x, figure.share_y ? all.y : found[i].y}));
  return result;
}

}  // namespace actviz::plots
