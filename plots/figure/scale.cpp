#include "plots/figure/scale.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/number/math.hpp"
#include "lib/number/special.hpp"

namespace actviz::plots {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double ln10 = 2.302585092994045684;

double decades(double value) { return actviz::log(value) / ln10; }

/// Smallest and largest value seen that an axis can show, and whether the curves end there for good: bars
/// stand on their base, fields fill the panel.
struct Range {
  Spacing spacing;
  double lo = infinity, hi = -infinity;
  bool lo_is_end = false, hi_is_end = false;

  void add(double value, bool is_end = false) {
    if (!std::isfinite(position(spacing, value))) return;
    if (value < lo || (value == lo && is_end)) lo = value, lo_is_end = is_end;
    if (value > hi || (value == hi && is_end)) hi = value, hi_is_end = is_end;
  }
  void add(const Range& other) {
    if (other.empty()) return;
    add(other.lo, other.lo_is_end);
    add(other.hi, other.hi_is_end);
  }
  bool empty() const { return lo > hi; }
};

struct Ranges {
  Range x, y;
  void add(Point p) {
    x.add(p.x);
    y.add(p.y);
  }
  void add(const Region& region) {
    for (const Point& corner : {region.from, region.to}) {
      x.add(corner.x, true);
      y.add(corner.y, true);
    }
  }
};

template <class M>
void add_reach(Ranges& found, const M& mark) {
  if constexpr (requires { mark.points; })
    for (const Point& p : mark.points) found.add(p);
  if constexpr (requires { mark.field; }) found.add(mark.field.region);
}

void add_reach(Ranges& found, const Area& area) {
  for (const Point& p : area.points) found.add(p);
  for (const Point& p : area.base) found.add(p);
  if (area.base.empty()) found.y.add(0, true);
}

void add_reach(Ranges& found, const Bars& bars) {
  constexpr double share = 0.7;  // of their place that bars fill
  const double half = bars.width / share / 2;
  for (const Point& p : bars.points) {
    found.add(Point{p.x - half, p.y});
    found.add(Point{p.x + half, p.y});
  }
  found.y.add(bars.base, true);
}

void add_reach(Ranges& found, const Histogram& histogram) {
  for (const double edge : histogram.edges) found.x.add(edge);
  for (const double height : histogram.heights) found.y.add(height);
  found.y.add(0, true);
}

void add_reach(Ranges& found, const Rule& rule) {
  (rule.direction == Rule::Direction::upright ? found.x : found.y).add(rule.at);
}

Ranges ranges(const Panel& panel) {
  Ranges found{{panel.x.spacing}, {panel.y.spacing}};
  for (const Mark& mark : panel.marks) std::visit([&](const auto& m) { add_reach(found, m); }, mark);
  return found;
}

/// A range that has a width: around a constant, or [0, 1] where there is nothing to show.
Range widened(Range range) {
  const bool is_log = range.spacing.kind == Spacing::Kind::log;
  if (range.empty()) return is_log ? Range{range.spacing, 1, 10} : Range{range.spacing, 0, 1};
  const double size = std::max(std::fabs(range.lo), std::fabs(range.hi));
  if (range.hi - range.lo > 1e-12 * size) return range;
  constexpr double half_decade = 3.1622776601683795;
  if (is_log) return {range.spacing, range.lo / half_decade, range.hi * half_decade};
  const double half = size > 0 ? 0.5 * size : 1;
  return {range.spacing, range.lo - half, range.hi + half};
}

constexpr double room = 0.05;  // of the height, above and below the curves
constexpr double largest = std::numeric_limits<double>::max();

/// The range with room where the curves do not end for good.
Range with_room(Range range) {
  if (range.spacing.kind == Spacing::Kind::linear) {
    const double margin = room * (range.hi / 2 - range.lo / 2) * 2;
    if (!range.lo_is_end) range.lo = std::max(range.lo - margin, -largest);
    if (!range.hi_is_end) range.hi = std::min(range.hi + margin, largest);
    return range;
  }
  const double low = position(range.spacing, range.lo), high = position(range.spacing, range.hi),
               margin = room * (high - low);
  if (!range.lo_is_end) range.lo = std::max(value_at(range.spacing, low - margin), -largest);
  if (!range.hi_is_end) range.hi = std::min(value_at(range.spacing, high + margin), largest);
  return range;
}

Scale scale_of(const Axis& axis, const Range& found) {
  return {axis.lo.value_or(found.lo), axis.hi.value_or(found.hi), 0, 1, axis.spacing};
}

Scales scales(const Panel& panel, const Ranges& found) {
  return {scale_of(panel.x, widened(found.x)), scale_of(panel.y, with_room(widened(found.y)))};
}

}  // namespace

double position(const Spacing& spacing, double value) {
  switch (spacing.kind) {
    case Spacing::Kind::log:
      return decades(value);
    case Spacing::Kind::symlog: {
      const double size = std::fabs(value), t = spacing.threshold;
      return std::copysign(size <= t ? size / t : 1 + (decades(size) - decades(t)), value);
    }
    case Spacing::Kind::linear:
      break;
  }
  return value;
}

double value_at(const Spacing& spacing, double position) {
  switch (spacing.kind) {
    case Spacing::Kind::log:
      return actviz::exp(position * ln10);
    case Spacing::Kind::symlog: {
      const double size = std::fabs(position), t = spacing.threshold;
      return std::copysign(size <= 1 ? size * t : t * actviz::exp((size - 1) * ln10), position);
    }
    case Spacing::Kind::linear:
      break;
  }
  return position;
}

double Scale::spaced(double value) const {
  const double low = position(spacing, lo), high = position(spacing, hi);
  return from + (to - from) * ((position(spacing, value) - low) / (high - low));
}

Scales limits(const Panel& panel) { return scales(panel, ranges(panel)); }

std::vector<Scales> limits(const Figure& figure) {
  std::vector<Ranges> found;
  for (const Panel& panel : figure.panels) found.push_back(ranges(panel));
  Ranges all = found[0];
  for (const Ranges& one : found) {
    all.x.add(one.x);
    all.y.add(one.y);
  }
  std::vector<Scales> result;
  for (std::size_t i = 0; i < figure.panels.size(); ++i)
    result.push_back(
        scales(figure.panels[i], {figure.share_x ? all.x : found[i].x, figure.share_y ? all.y : found[i].y}));
  return result;
}

}  // namespace actviz::plots
