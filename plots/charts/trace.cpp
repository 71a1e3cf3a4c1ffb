#include "plots/charts/trace.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lib/analysis/grid.hpp"
#include "lib/analysis/sides.hpp"

namespace actviz::plots {
namespace {

/// f, f' or f'' as a plain function.
std::function<double(double)> plain(const Function& f, int order) {
  if (order == 0) return [f](double x) { return f(x); };
  if (order == 1) return [f](double x) { return f.slope(x); };
  return [f](double x) { return f.curvature(x); };
}

/// Whether a curve jumps at x by more than rounding does at values of a size.
bool jumps(const std::function<double(double)>& value, double x, double size) {
  const double taken = value(x), rounding = 1e-9 * size;
  const auto differs = [&](double limit) { return !(std::fabs(limit - taken) <= rounding); };
  return differs(value(beside(x, -1))) || differs(value(beside(x, +1)));
}

/// Whether a curve grows without bound towards x from a side: it does so on the last half of the way too.
bool is_pole(const std::function<double(double)>& value, double x) {
  const auto grows = [&](int direction) {
    const double near = beside(x, direction), far = near + (near - x);
    return std::fabs(value(near)) > 1.25 * std::fabs(value(far));
  };
  return grows(-1) || grows(+1);
}

}  // namespace

Trace derivative(const Function& f, int order) { return {plain(f, order), nodes(f.facts(), order)}; }

Trace difference_of(const Function& f, const Function& g) {
  Trace trace{[f, g](double x) {
                const double a = f(x), b = g(x);
                return a == b ? 0.0 : a - b;
              },
              nodes(f.facts(), 0)};
  for (const Node& node : nodes(g.facts(), 0)) {
    const auto same = std::ranges::find(trace.nodes, node.x, &Node::x);
    if (same == trace.nodes.end())
      trace.nodes.push_back(node);
    else
      same->breaks = same->breaks || node.breaks;
  }
  for (Node& node : trace.nodes)  // where both jump alike, their difference does not
    node.breaks =
        node.breaks && jumps(trace.value, node.x, std::max(std::fabs(f(node.x)), std::fabs(g(node.x))));
  return trace;
}

void add_dots(Panel& panel, const Trace& trace, double lo, double hi, const Style& style) {
  const auto& curve = trace.value;
  Dots filled{{}, style, true}, open{{}, style, false};
  for (const Node& node : trace.nodes) {
    if (!node.breaks || node.x < lo || node.x > hi) continue;
    const double taken = curve(node.x), left = curve(beside(node.x, -1)), right = curve(beside(node.x, +1));
    if (left == taken && right == taken) continue;  // what jumps is another derivative
    const double same = 1e-6 * std::fabs(right - left);
    for (const double limit : {left, right})
      if (std::fabs(limit - taken) > same) open.points.push_back({node.x, limit});
    filled.points.push_back({node.x, taken});
  }
  if (filled.points.empty()) return;
  panel.marks.emplace_back(std::move(open));
  panel.marks.emplace_back(std::move(filled));
}

std::optional<Extent> shown_extent(const Trace& trace, const std::vector<Point>& points) {
  std::vector<double> values;
  bool has_pole = false;
  for (const Point& p : points)
    if (std::isfinite(p.y))
      values.push_back(p.y);
    else
      has_pole = has_pole || !std::isfinite(trace.value(p.x));
  if (values.empty()) return {};
  const auto [lo, hi] = std::ranges::minmax(values);
  for (const Node& node : trace.nodes)
    if (node.breaks && points.front().x <= node.x && node.x <= points.back().x)
      has_pole = has_pole || is_pole(trace.value, node.x);
  if (!has_pole) return Extent{lo, hi};

  constexpr std::size_t count = 257;
  const Grid grid{points.front().x, points.back().x, count};
  values.clear();
  for (std::size_t i = 0; i < count; ++i)
    if (const double y = trace.value(grid.at(i)); std::isfinite(y)) values.push_back(y);
  if (values.empty()) return Extent{lo, hi};
  std::ranges::sort(values);
  const std::size_t rare = values.size() / 20;  // at either end
  const double low = values[rare], high = values[values.size() - 1 - rare], usual = high - low;
  constexpr double overwhelming = 20;
  if (!(hi / overwhelming - lo / overwhelming > usual)) return Extent{lo, hi};
  return Extent{std::max(lo, low - usual), std::min(hi, high + usual), true};
}

}  // namespace actviz::plots
