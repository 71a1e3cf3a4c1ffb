#include "lib/analysis/sample.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "lib/analysis/grid.hpp"
#include "lib/analysis/sides.hpp"

namespace actviz {
namespace {

using Callable = std::function<double(double)>;

constexpr std::size_t base_intervals = 128;
constexpr std::size_t max_vertices = 4096;
constexpr int max_depth = 12;
constexpr double units = 8000;     // of a figure's width and height
constexpr double straight = 1e-6;  // in units; small enough that a whole figure of such steps stays invisible
constexpr double probes[] = {0.27, 0.5, 0.71};  // lopsided: an inflection in the middle must not hide a bend

struct Unit {
  double x, y;
};

/// How far `p` lies from the line through `a` and `b`, in units.
double deviation(const Vertex& a, const Vertex& b, const Vertex& p, const Unit& unit) {
  const double width = (b.x - a.x) / unit.x, height = (b.y - a.y) / unit.y;
  const double along = (p.x - a.x) / (b.x - a.x);
  const double above = (p.y - a.y) / unit.y - along * height;
  const double steepness = std::fabs(height / width);
  constexpr double vertical = 1e150;  // whose square may overflow
  return std::fabs(above) / (steepness < vertical ? std::sqrt(1 + steepness * steepness) : steepness);
}

/// A vertex with what is known of the interval to its right.
struct Point : Vertex {
  bool settled = false;
};

/// Whether the curve between `a` and `b` needs a vertex between them.
bool needs_vertex(const Callable& fn, const Vertex& a, const Vertex& b, const Unit& unit) {
  const bool a_finite = std::isfinite(a.y), b_finite = std::isfinite(b.y);
  if (a_finite != b_finite) return (b.x - a.x) > unit.x;
  for (const double probe : probes) {
    const double x = a.x + probe * (b.x - a.x), y = fn(x);
    if (std::isfinite(y) != a_finite) return (b.x - a.x) > unit.x;
    if (a_finite && !(deviation(a, b, {x, y}, unit) <= 1)) return true;
  }
  return false;
}

/// Halves every interval that needs it, all at once, so that a limit on the number of vertices falls on the
/// whole curve alike; returns whether anything changed.
bool refine(const Callable& fn, std::vector<Point>& points, const Unit& unit, std::size_t room) {
  std::vector<Point> finer;
  for (std::size_t i = 0; i < points.size(); ++i) {
    finer.push_back(points[i]);
    if (i + 1 == points.size() || points[i].settled) continue;
    const Point &a = points[i], &b = points[i + 1];
    const double middle = a.x + (b.x - a.x) / 2;
    if (a.x < middle && middle < b.x && needs_vertex(fn, a, b, unit))
      finer.push_back({{middle, fn(middle)}});
    else
      finer.back().settled = true;
    if (finer.size() >= room) return false;
  }
  const bool changed = finer.size() > points.size();
  points = std::move(finer);
  return changed;
}

/// Appends the vertices of one unbroken piece, without those inside straight stretches and with a single NaN
/// for a run of values that cannot be drawn.
void append(std::vector<Vertex>& path, const std::vector<Point>& points, const Unit& unit) {
  const std::size_t begin = path.size();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Vertex& point = points[i];
    if (!std::isfinite(point.y)) {
      if (path.size() == begin || !std::isnan(path.back().y))
        path.push_back({point.x, std::numeric_limits<double>::quiet_NaN()});
      continue;
    }
    const bool inner = path.size() > begin && i + 1 < points.size() && std::isfinite(path.back().y) &&
                       std::isfinite(points[i + 1].y);
    if (!inner || !(deviation(path.back(), points[i + 1], point, unit) <= straight)) path.push_back(point);
  }
}

/// Base points, nodes and 0 inside (lo, hi), ascending; the nodes' x exactly.
std::vector<Node> stations(double lo, double hi, std::span<const Node> nodes) {
  std::vector<Node> all = {{lo}, {hi}};
  for (const Node& node : nodes)
    if (lo <= node.x && node.x <= hi) all.push_back(node);
  if (lo < 0 && 0 < hi) all.push_back({0});  // most functions change there, however fast
  const double near = hi / (1000 * base_intervals) - lo / (1000 * base_intervals);  // hi - lo may overflow
  const std::size_t fixed = all.size();
  const Grid grid{lo, hi, base_intervals + 1};
  for (std::size_t i = 1; i < base_intervals; ++i) {
    const double x = grid.at(i);
    const auto is_near = [&](const Node& node) { return std::fabs(node.x - x) < near; };
    if (std::none_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(fixed), is_near))
      all.push_back({x});
  }
  std::ranges::sort(all, {}, &Node::x);
  std::vector<Node> merged;
  for (const Node& node : all) {
    if (merged.empty() || merged.back().x != node.x)
      merged.push_back(node);
    else
      merged.back().breaks |= node.breaks;
  }
  return merged;
}

/// The unbroken pieces, each with its base vertices.
std::vector<std::vector<Point>> pieces(const Callable& fn, const std::vector<Node>& stations) {
  std::vector<std::vector<Point>> all(1);
  for (std::size_t i = 0; i < stations.size(); ++i) {
    const Node& node = stations[i];
    if (!node.breaks) {
      all.back().push_back({{node.x, fn(node.x)}});
      continue;
    }
    const bool first = i == 0, last = i + 1 == stations.size();
    if (!first) all.back().push_back({{node.x, fn(beside(node.x, -1))}});
    if (!first && !last) all.emplace_back();
    if (!last) all.back().push_back({{node.x, fn(beside(node.x, +1))}});
  }
  return all;
}

std::vector<Vertex> sample_pieces(const Callable& fn, std::vector<std::vector<Point>> all, const Unit& unit) {
  for (int depth = 0; depth < max_depth; ++depth) {
    std::size_t total = 0;
    for (const auto& points : all) total += points.size();
    bool changed = false;
    for (auto& points : all) {
      const std::size_t others = total - points.size();
      changed |= refine(fn, points, unit, others < max_vertices ? max_vertices - others : 0);
      total = others + points.size();
    }
    if (!changed) break;
  }
  std::vector<Vertex> path;
  for (const auto& points : all) {
    if (!path.empty()) path.push_back({points.front().x, std::numeric_limits<double>::quiet_NaN()});
    append(path, points, unit);
  }
  return path;
}

}  // namespace

std::vector<Node> nodes(const Facts& facts, int derivative) {
  std::vector<Node> all;
  for (const Kink& kink : facts.kinks) all.push_back({kink.x, kink.order <= derivative});
  return all;
}

std::vector<Vertex> sample(const Callable& fn, double lo, double hi, std::span<const Node> nodes,
                           double resolution_x, double resolution_y) {
  assert(std::isfinite(lo) && std::isfinite(hi) && lo < hi && resolution_x > 0 && resolution_y > 0);
  return sample_pieces(fn, pieces(fn, stations(lo, hi, nodes)), {resolution_x, resolution_y});
}

std::vector<Vertex> sample(const Callable& fn, double lo, double hi, std::span<const Node> nodes) {
  assert(std::isfinite(lo) && std::isfinite(hi) && lo < hi);
  auto all = pieces(fn, stations(lo, hi, nodes));
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (const auto& points : all)
    for (const Point& point : points) {
      if (!std::isfinite(point.y)) continue;
      lowest = std::min(lowest, point.y);
      highest = std::max(highest, point.y);
    }
  const double height = highest > lowest ? highest / units - lowest / units : 1 / units;
  return sample_pieces(fn, std::move(all), {hi / units - lo / units, height});
}

}  // namespace actviz
