// What stands for functions: curves, the dots at their jumps, shaded strips, rules.
#include <algorithm>

#include "plots/scene/marks/strokes.hpp"

namespace actviz::plots {
namespace {

constexpr double rule_width = 1;

/// From one edge of the area to the other.
Segment across(const Rule& rule, const Scales& scales) {
  const Scale &x = scales.x, &y = scales.y;
  if (rule.direction == Rule::Direction::upright) return {{x(rule.at), y.from}, {x(rule.at), y.to}};
  return {{x.from, y(rule.at)}, {x.to, y(rule.at)}};
}

Stroke rule_stroke(const Rule& rule, const Canvas& canvas) {
  Stroke stroke = curve_stroke(rule.style, canvas);
  stroke.width = std::min(stroke.width, rule_width);
  stroke.dash = dash_pattern(rule.style.dash);
  stroke.round = false;
  return stroke;
}

}  // namespace

Appearance appearance(const Line& line) {
  return {
      curve_layer(line.style),
      [&](const Canvas& canvas) {
        if (line.points.empty()) return;
        canvas.add(Path{polyline(line.points, canvas.scales), {}, curve_stroke(line.style, canvas), false});
      },
      [&](const Rect& place, const Canvas& canvas) {
        canvas.add(sample_line(place, curve_stroke(line.style, canvas)));
      },
      [&](const Scales& scales, std::vector<Segment>& found) { add_curve(line.points, scales, found); }};
}

Appearance appearance(const Dots& dots) {
  const auto draw = [&](const Canvas& canvas) {
    for (const Point& p : dots.points)
      if (is_inside(p, canvas.scales))
        canvas.add(
            dot(canvas.scales(p), color_of(dots.style, canvas), dots.filled, canvas.look().background));
  };
  return {dots.style.behind ? Layer::dots_behind : Layer::dots, draw, nullptr,
          [&](const Scales& scales, std::vector<Segment>& found) {
            for (const Point& p : dots.points) found.push_back({scales(p), scales(p)});
          }};
}

Appearance appearance(const Band& band) {
  const auto draw = [&](const Canvas& canvas) {
    const auto& [x, y] = canvas.scales;
    const Rect& area = canvas.area;
    const auto inside = [&](double value) { return std::clamp(x(value), area.x, area.x + area.width); };
    const double a = inside(std::max(band.lo, x.lo)), b = inside(std::min(band.hi, x.hi));
    if (band.lo > x.hi || band.hi < x.lo || a == b) return;
    canvas.add(Path{
        rectangle({std::min(a, b), area.y, std::abs(b - a), area.height}), canvas.look().band, {}, true});
  };
  const auto draw_sample = [](const Rect& place, const Canvas& canvas) {
    canvas.add(Path{rectangle(swatch(place)), canvas.look().band,
                    Stroke{canvas.look().zero_line, 0.5, {}, false}, true});
  };
  return {Layer::band, draw, draw_sample};
}

Appearance appearance(const Rule& rule) {
  const auto draw = [&](const Canvas& canvas) {
    const Segment line = across(rule, canvas.scales);
    Path path{{}, {}, rule_stroke(rule, canvas), rule.style.dash == Dash::solid};
    path.outline.move_to(line.from);
    path.outline.line_to(line.to);
    canvas.add(std::move(path));
  };
  return {Layer::behind_broken, draw,
          [&](const Rect& place, const Canvas& canvas) {
            canvas.add(sample_line(place, rule_stroke(rule, canvas)));
          },
          [&](const Scales& scales, std::vector<Segment>& found) { found.push_back(across(rule, scales)); }};
}

}  // namespace actviz::plots
