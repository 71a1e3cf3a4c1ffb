#include "plots/backend/snap.hpp"

#include <algorithm>
#include <cmath>

namespace actviz::plots {
namespace {

double nearest_edge(double value) { return std::floor(value + 0.5); }

/// Which coordinates of a point belong to a line across them.
struct Across {
  bool x = false, y = false;
};

/// Marks the points of every straight horizontal and vertical line; the closing line of a part counts too.
std::vector<Across> lines_across(const Outline& outline) {
  std::vector<Across> across(outline.points.size());
  const auto join = [&](std::size_t a, std::size_t b) {
    const Point p = outline.points[a], q = outline.points[b];
    if (p == q) return;
    if (p.x == q.x) across[a].x = across[b].x = true;
    if (p.y == q.y) across[a].y = across[b].y = true;
  };
  std::size_t next = 0, start = 0;
  for (const Outline::Verb verb : outline.verbs) {
    switch (verb) {
      case Outline::Verb::move:
        start = next++;
        break;
      case Outline::Verb::close:
        join(next - 1, start);
        break;
      default:
        join(next - 1, next), ++next;
    }
  }
  return across;
}

struct Span {
  double from, to;
};

/// Moves the two ends of a span to pixel edges.
Span snapped(Span span) {
  const double from = nearest_edge(span.from);
  return {from, std::max(from + 1, nearest_edge(span.to))};
}

template <double Point::*coordinate>
void snap_ends(std::vector<Point>& points) {
  const auto [low, high] = std::ranges::minmax(points, {}, coordinate);
  const Span span{low.*coordinate, high.*coordinate}, whole = snapped(span);
  for (Point& p : points) {
    if (p.*coordinate == span.from) {
      p.*coordinate = whole.from;
    } else if (p.*coordinate == span.to) {
      p.*coordinate = whole.to;
    }
  }
}

}  // namespace

Outline snapped_stroke(Outline outline, double width) {
  if (std::ranges::find(outline.verbs, Outline::Verb::cubic) != outline.verbs.end()) return outline;
  const bool odd = std::fmod(width, 2) != 0;
  const auto middle = [&](double value) { return odd ? std::floor(value) + 0.5 : nearest_edge(value); };
  const std::vector<Across> across = lines_across(outline);
  for (std::size_t i = 0; i < across.size(); ++i) {
    Point& p = outline.points[i];
    const auto [x, y] = across[i];
    if (!x && !y) continue;
    p = {x ? middle(p.x) : nearest_edge(p.x), y ? middle(p.y) : nearest_edge(p.y)};
  }
  return outline;
}

Outline snapped_fill(Outline outline) {
  if (outline.points.empty()) return outline;
  snap_ends<&Point::x>(outline.points);
  snap_ends<&Point::y>(outline.points);
  return outline;
}

}  // namespace actviz::plots
