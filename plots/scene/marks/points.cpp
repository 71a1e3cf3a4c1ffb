// Measured values as markers, a shape for each series.
#include <algorithm>
#include <array>
#include <span>

#include "plots/scene/marks/strokes.hpp"

namespace actviz::plots {
namespace {

constexpr double radius = 2.5, edge_width = 0.6;

/// The corners of shapes of about the same area, told apart at a glance; the first is a circle.
constexpr std::array<Point, 4> square = {{{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}}};
constexpr std::array<Point, 3> triangle = {{{0, -1.4}, {1.3, 0.85}, {-1.3, 0.85}}};
constexpr std::array<Point, 4> diamond = {{{0, -1.35}, {1.35, 0}, {0, 1.35}, {-1.35, 0}}};
constexpr std::array<Point, 3> wedge = {{{0, 1.4}, {-1.3, -0.85}, {1.3, -0.85}}};
constexpr std::array<Point, 12> cross = {{{-0.45, -1.3},
                                          {0.45, -1.3},
                                          {0.45, -0.45},
                                          {1.3, -0.45},
                                          {1.3, 0.45},
                                          {0.45, 0.45},
                                          {0.45, 1.3},
                                          {-0.45, 1.3},
                                          {-0.45, 0.45},
                                          {-1.3, 0.45},
                                          {-1.3, -0.45},
                                          {-0.45, -0.45}}};
constexpr std::array<std::span<const Point>, 6> shapes = {{{}, square, triangle, diamond, wedge, cross}};

Outline marker(int series, Point at) {
  const auto corners = shapes[static_cast<std::size_t>(series) % shapes.size()];
  if (corners.empty()) return circle(at, radius);
  Outline outline;
  for (const Point& corner : corners) {
    const Point p{at.x + radius * corner.x, at.y + radius * corner.y};
    if (outline.verbs.empty())
      outline.move_to(p);
    else
      outline.line_to(p);
  }
  outline.close();
  return outline;
}

Path marker_path(const Style& style, Point at, const Canvas& canvas) {
  const Color edge = canvas.look().background;
  return {marker(std::max(style.color, 0), at), color_of(style, canvas), Stroke{edge, edge_width, {}, true},
          false};
}

}  // namespace

Appearance appearance(const Points& points) {
  const auto draw = [&](const Canvas& canvas) {
    for (const Point& p : points.points)
      if (is_inside(p, canvas.scales)) canvas.add(marker_path(points.style, canvas.scales(p), canvas));
  };
  return {points.style.behind ? Layer::dots_behind : Layer::dots, draw,
          [&](const Rect& place, const Canvas& canvas) {
            canvas.add(
                marker_path(points.style, {place.x + place.width / 2, place.y + place.height / 2}, canvas));
          },
          [&](const Scales& scales, std::vector<Segment>& found) {
            for (const Point& p : points.points) found.push_back({scales(p), scales(p)});
          }};
}

}  // namespace actviz::plots
