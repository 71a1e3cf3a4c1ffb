#include "plots/scene/obstacles.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

namespace actviz::plots {

std::vector<Segment> obstacles(const Panel& panel, const Scales& scales) {
  std::vector<Segment> segments;
  const auto add = [&](const auto& mark) {
    if constexpr (std::is_same_v<std::decay_t<decltype(mark)>, Line>) {
      for (std::size_t i = 1; i < mark.points.size(); ++i) {
        const Point a = scales(mark.points[i - 1]), b = scales(mark.points[i]);
        if (!std::isnan(a.x + a.y + b.x + b.y)) segments.push_back({a, b});
      }
    } else if constexpr (requires { mark.points; }) {
      for (const Point& p : mark.points) segments.push_back({scales(p), scales(p)});
    }
  };
  for (const Mark& mark : panel.marks) std::visit(add, mark);
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

bool meets(const Rect& a, const Rect& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

}  // namespace actviz::plots
