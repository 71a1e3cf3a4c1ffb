#include "plots/scene/obstacles.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "plots/scene/marks.hpp"

namespace actviz::plots {

std::vector<Segment> obstacles(const Panel& panel, const Scales& scales) {
  std::vector<Segment> segments;
  for (const Mark& mark : panel.marks)
    if (const Appearance shown = appearance(mark); shown.add_obstacles) shown.add_obstacles(scales, segments);
  return segments;
}

/// Clips the segment (Liang-Barsky): something is left where they meet.
bool meets(const Segment& segment, const Rect& r) {
  const auto& [a, b] = segment;
  double from = 0, to = 1;
  const auto clip = [&](double start, double delta, double lo, double hi) {
    if (delta == 0) return start >= lo && start <= hi;
    double enter = (lo - start) / delta, leave = (hi - start) / delta;
    if (enter > leave) std::swap(enter, leave);
    from = std::max(from, enter);
    to = std::min(to, leave);
    return from <= to;
  };
  return clip(a.x, b.x - a.x, r.x, r.x + r.width) && clip(a.y, b.y - a.y, r.y, r.y + r.height);
}

bool meets(const Segment& a, const Segment& b) {
  const Point u{a.to.x - a.from.x, a.to.y - a.from.y}, v{b.to.x - b.from.x, b.to.y - b.from.y},
      gap{b.from.x - a.from.x, b.from.y - a.from.y};
  const double area = u.x * v.y - u.y * v.x;
  const double s = (gap.x * v.y - gap.y * v.x) / area, t = (gap.x * u.y - gap.y * u.x) / area;
  return area != 0 && s >= 0 && s <= 1 && t >= 0 && t <= 1;
}

bool meets(const Rect& a, const Rect& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

}  // namespace actviz::plots
