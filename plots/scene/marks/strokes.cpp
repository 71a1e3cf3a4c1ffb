#include "plots/scene/marks/strokes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace actviz::plots {
namespace {

constexpr double curve_width = 1.9, dot_radius = 2.6, dot_edge = 1.3;
constexpr double behind_width = 2.2;  // times the usual
constexpr std::uint8_t pale_alpha = 72;
constexpr int print_dashes = 5;  // told apart in black, then in grey

/// Device coordinates are kept within what every backend can represent, far outside the page.
double bounded(double v) { return std::clamp(v, -1e5, 1e5); }

/// Lengths of dashes and gaps in points: solid, dashed, dotted, dash-dot, and more. Twice each fits into a
/// legend.
std::vector<double> pattern(int index) {
  static const std::array<std::vector<double>, 7> all = {
      {{}, {7.5, 3.6}, {1.9, 2.6}, {7.5, 2.8, 1.9, 2.8}, {10, 3.6}, {4, 2.2}, {5.5, 2, 1.6, 2, 1.6, 2}}};
  return all[static_cast<std::size_t>(index) % all.size()];
}

}  // namespace

Stroke curve_stroke(const Style& style, const Canvas& canvas) {
  const Color color = color_of(style, canvas);
  const double widened = style.behind ? behind_width : 1;
  if (!canvas.look().dashes_for_series)
    return {color, widened * curve_width, pattern(static_cast<int>(style.dash)), style.dash == Dash::solid};
  const int series = std::max(style.color, 0);
  const double width = style.dash == Dash::solid ? curve_width : style.dash == Dash::dashed ? 1.0 : 0.75;
  return {color, widened * width, pattern(series % print_dashes + series / (2 * print_dashes) * print_dashes),
          series % print_dashes == 0};
}

std::vector<double> dash_pattern(Dash dash) { return pattern(static_cast<int>(dash)); }

Layer curve_layer(const Style& style) {
  const bool solid = style.dash == Dash::solid;
  if (style.behind) return solid ? Layer::behind : Layer::behind_broken;
  return solid ? Layer::solid : Layer::broken;
}

Color fill_of(const Style& style, const Canvas& canvas) {
  const Color color = color_of(style, canvas);
  if (!canvas.look().dashes_for_series || style.color < 0) return {color.r, color.g, color.b, pale_alpha};
  // In print, by how dark they are: the edges are all alike.
  constexpr std::array<std::uint8_t, 5> alphas = {95, 30, 150, 8, 120};
  return {0, 0, 0, alphas[static_cast<std::size_t>(style.color) % alphas.size()]};
}

Outline polyline(const std::vector<Point>& points, const Scales& scales) {
  Outline outline;
  bool pen_down = false;
  for (const Point& p : points) {
    const Point at = scales(p);
    if (!std::isfinite(p.x) || std::isnan(at.y)) {
      pen_down = false;
      continue;
    }
    const Point device{bounded(at.x), bounded(at.y)};
    if (pen_down)
      outline.line_to(device);
    else
      outline.move_to(device);
    pen_down = true;
  }
  return outline;
}

Rect swatch(const Rect& place) {
  constexpr double height = 9;
  return {place.x, place.y + (place.height - height) / 2, place.width, height};
}

Path sample_line(const Rect& place, Stroke stroke) {
  const double middle = place.y + place.height / 2;
  Path path;
  path.outline.move_to({place.x, middle});
  path.outline.line_to({place.x + place.width, middle});
  stroke.round = false;
  path.stroke = std::move(stroke);
  return path;
}

Outline circle(Point centre, double r) {
  constexpr double k = 0.5522847498;  // cubic approximation of a quarter circle
  const auto [x, y] = centre;
  const double c = k * r;
  Outline outline;
  outline.move_to({x + r, y});
  outline.cubic_to({x + r, y + c}, {x + c, y + r}, {x, y + r});
  outline.cubic_to({x - c, y + r}, {x - r, y + c}, {x - r, y});
  outline.cubic_to({x - r, y - c}, {x - c, y - r}, {x, y - r});
  outline.cubic_to({x + c, y - r}, {x + r, y - c}, {x + r, y});
  outline.close();
  return outline;
}

Path dot(Point centre, Color color, bool filled, Color background) {
  return {circle(centre, dot_radius), filled ? color : background, Stroke{color, dot_edge, {}, true}, false};
}

bool is_inside(Point p, const Scales& scales) {
  return p.x >= scales.x.lo && p.x <= scales.x.hi && p.y >= scales.y.lo && p.y <= scales.y.hi;
}

void add_curve(const std::vector<Point>& points, const Scales& scales, std::vector<Segment>& found) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point a = scales(points[i - 1]), b = scales(points[i]);
    if (!std::isnan(a.x + a.y + b.x + b.y)) found.push_back({a, b});
  }
}

void add_filled(const Rect& r, std::vector<Segment>& found) {
  constexpr double step = 8;
  for (double y = r.y; y < r.y + r.height; y += step) found.push_back({{r.x, y}, {r.x + r.width, y}});
  found.push_back({{r.x, r.y + r.height}, {r.x + r.width, r.y + r.height}});
}

}  // namespace actviz::plots
