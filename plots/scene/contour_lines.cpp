#include "plots/scene/contour_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace actviz::plots {
namespace {

/// An edge between two neighbouring values: the one at its lower left end, and its direction.
struct Edge {
  int column = 0, row = 0;
  bool upright = false;
  friend auto operator<=>(const Edge&, const Edge&) = default;
};

/// The crossed edges, each with those that the line goes on to: two, or one where it ends.
using Links = std::map<Edge, std::vector<Edge>>;

/// A field with a further value on each edge, to where its outermost differences lead.
class Extended {
 public:
  explicit Extended(const Field& field) : field_(field) {}

  int columns() const { return field_.columns + 2; }
  int rows() const { return field_.rows + 2; }
  /// From 0 and 1 at the edges over the middles of cells.
  double x(int column) const { return along(column, field_.columns); }
  double y(int row) const { return along(row, field_.rows); }

  double at(int column, int row) const {
    const int inner = std::clamp(row, 1, field_.rows) - 1;
    const double value = in_row(column, inner);
    if (inner == row - 1) return value;
    return value + half_step(value, in_row(column, next_inside(inner, field_.rows)));
  }

 private:
  static double along(int i, int count) {
    return (std::clamp(i, 1, count) - 0.5 + (i < 1 ? -0.5 : i > count ? 0.5 : 0)) / count;
  }
  static int next_inside(int edge, int count) { return count == 1 ? edge : edge == 0 ? 1 : edge - 1; }
  static double half_step(double at_edge, double inside) { return (at_edge - inside) / 2; }

  double in_row(int column, int row) const {
    const int inner = std::clamp(column, 1, field_.columns) - 1;
    const double value = field_.at(inner, row);
    if (inner == column - 1) return value;
    return value + half_step(value, field_.at(next_inside(inner, field_.columns), row));
  }

  const Field& field_;
};

/// Adds the line's pieces within a square of four neighbouring values.
void add_square(const Extended& field, double level, int column, int row, Links& links) {
  const std::array<double, 4> corner = {field.at(column, row), field.at(column + 1, row),
                                        field.at(column + 1, row + 1), field.at(column, row + 1)};
  double sum = 0, size = 0;
  std::array<bool, 4> above{};
  for (std::size_t i = 0; i < 4; ++i) {
    sum += corner[i] - level;
    size = std::max(size, std::fabs(corner[i] - level));
    above[i] = corner[i] >= level;
  }
  if (!std::isfinite(sum)) return;
  const std::array<Edge, 4> side = {
      {{column, row, false}, {column + 1, row, true}, {column, row + 1, false}, {column, row, true}}};
  std::vector<Edge> crossed;
  for (std::size_t i = 0; i < 4; ++i)
    if (above[i] != above[(i + 1) % 4]) crossed.push_back(side[i]);
  const auto link = [&](std::size_t a, std::size_t b) {
    links[crossed[a]].push_back(crossed[b]);
    links[crossed[b]].push_back(crossed[a]);
  };
  if (crossed.size() == 2) return link(0, 1);
  if (crossed.size() != 4) return;
  if (std::fabs(sum) < 1e-9 * size) return link(0, 2), link(1, 3);
  // The middle joins the corners that are on its side, and the line cuts off the others.
  const bool cuts_first = above[0] != (sum >= 0);
  link(0, cuts_first ? 3 : 1);
  link(cuts_first ? 1 : 2, cuts_first ? 2 : 3);
}

/// Where the line crosses an edge, as fractions of the region.
Point crossing(const Extended& field, double level, const Edge& edge) {
  const int next_column = edge.column + (edge.upright ? 0 : 1), next_row = edge.row + (edge.upright ? 1 : 0);
  const double a = field.at(edge.column, edge.row), b = field.at(next_column, next_row),
               t = (level - a) / (b - a);
  return {field.x(edge.column) + t * (field.x(next_column) - field.x(edge.column)),
          field.y(edge.row) + t * (field.y(next_row) - field.y(edge.row))};
}

/// Follows the line that starts at an edge and takes its links away.
std::vector<Edge> follow(Edge at, Links& links) {
  std::vector<Edge> line{at};
  for (auto here = links.find(at); here != links.end() && !here->second.empty(); here = links.find(at)) {
    const Edge next = here->second.back();
    here->second.pop_back();
    std::erase(links[next], at);
    line.push_back(next);
    at = next;
  }
  return line;
}

}  // namespace

std::vector<std::vector<Point>> contour_lines(const Field& field, double level) {
  if (field.values.empty()) return {};
  const Extended extended(field);
  Links links;
  for (int row = 0; row + 1 < extended.rows(); ++row)
    for (int column = 0; column + 1 < extended.columns(); ++column)
      add_square(extended, level, column, row, links);
  std::vector<std::vector<Point>> lines;
  const auto take = [&](const Edge& start) {
    auto& line = lines.emplace_back();
    for (const Edge& edge : follow(start, links)) line.push_back(crossing(extended, level, edge));
  };
  for (const auto& [edge, next] : links)
    if (next.size() == 1) take(edge);
  for (const auto& [edge, next] : links)
    if (!next.empty()) take(edge);
  return lines;
}

}  // namespace actviz::plots
