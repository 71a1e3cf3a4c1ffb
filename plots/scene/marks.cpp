#include "plots/scene/marks.hpp"

#include <algorithm>
#include <cmath>

namespace actviz::plots {
namespace {

constexpr double curve_width = 1.9, dot_radius = 2.6;
constexpr double behind_width = 2.2;  // times the usual

/// Device coordinates are kept within what every backend can represent, far outside the page.
double bounded(double v) { return std::clamp(v, -1e5, 1e5); }

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

template <class M, class F>
void for_each(const Panel& panel, F&& draw) {
  for (const Mark& mark : panel.marks)
    if (const M* m = std::get_if<M>(&mark)) draw(*m);
}

/// Lengths of dashes and gaps in points: solid, dashed, dotted, dash-dot, and longer dashes beyond.
std::vector<double> pattern(int index) {
  switch (index) {
    case 0:
      return {};
    case 1:
      return {7.5, 3.6};
    case 2:
      return {1.9, 2.6};
    case 3:
      return {7.5, 2.8, 1.9, 2.8};
    default:
      return {5.0 + 5.0 * (index - 3), 3.6};
  }
}

Color halfway(Color a, Color b) {
  const auto mean = [](std::uint8_t u, std::uint8_t v) { return static_cast<std::uint8_t>((u + v) / 2); };
  return {mean(a.r, b.r), mean(a.g, b.g), mean(a.b, b.b), a.a};
}

}  // namespace

bool is_inside(Point p, const Scales& scales) {
  return p.x >= scales.x.lo && p.x <= scales.x.hi && p.y >= scales.y.lo && p.y <= scales.y.hi;
}

int series_count(const Figure& figure) {
  int last = -1;
  const auto see = [&](const auto& mark) {
    if constexpr (requires { mark.style; }) last = std::max(last, mark.style.color);
  };
  for (const Panel& panel : figure.panels)
    for (const Mark& mark : panel.marks) std::visit(see, mark);
  return last + 1;
}

Color series_color(const Style& style, const Theme& theme, int series_count) {
  const auto& palette = static_cast<std::size_t>(series_count) <= theme.few.size() ? theme.few : theme.many;
  const Color color = style.color == Style::grey ? theme.muted_text
                      : style.color < 0          ? theme.text
                                        : palette[static_cast<std::size_t>(style.color) % palette.size()];
  return style.behind ? halfway(color, theme.background) : color;
}

Stroke series_stroke(const Style& style, Color color, const Theme& theme) {
  const double widened = style.behind ? behind_width : 1;
  if (!theme.dashes_for_series)
    return {color, widened * curve_width, pattern(static_cast<int>(style.dash)), style.dash == Dash::solid};
  const int series = std::max(style.color, 0) / 2;  // each dash serves a black and a grey line
  const double width = style.dash == Dash::solid ? curve_width : style.dash == Dash::dashed ? 0.9 : 0.45;
  return {color, widened * width, pattern(series), series == 0};
}

Path dot(Point centre, Color color, bool filled, Color background) {
  constexpr double k = 0.5522847498;  // cubic approximation of a quarter circle
  const auto [x, y] = centre;
  const double r = dot_radius, c = k * r;
  Path path;
  path.outline.move_to({x + r, y});
  path.outline.cubic_to({x + r, y + c}, {x + c, y + r}, {x, y + r});
  path.outline.cubic_to({x - c, y + r}, {x - r, y + c}, {x - r, y});
  path.outline.cubic_to({x - r, y - c}, {x - c, y - r}, {x, y - r});
  path.outline.cubic_to({x + c, y - r}, {x + r, y - c}, {x + r, y});
  path.outline.close();
  path.fill = filled ? color : background;
  path.stroke = Stroke{color, 1.3, {}, true};
  return path;
}

void draw_bands(Scene& scene, const Panel& panel, const Scales& scales, const Rect& area,
                const Theme& theme) {
  for_each<Band>(panel, [&](const Band& band) {
    const double left = std::clamp(scales.x(std::max(band.lo, scales.x.lo)), area.x, area.x + area.width);
    const double right = std::clamp(scales.x(std::min(band.hi, scales.x.hi)), area.x, area.x + area.width);
    if (!(left < right)) return;
    const Rect strip{left, area.y, right - left, area.height};
    scene.items.emplace_back(Path{rectangle(strip), theme.band, {}, true});
  });
}

void draw_curves(Scene& scene, const Panel& panel, const Scales& scales, const Rect& area, const Theme& theme,
                 int series) {
  scene.items.emplace_back(Clip{area});
  for (const auto& [behind, solid] : {std::pair(true, false), {true, true}, {false, false}, {false, true}})
    for_each<Line>(panel, [&](const Line& line) {
      if (line.style.behind != behind || (line.style.dash == Dash::solid) != solid || line.points.empty())
        return;
      Path path;
      path.outline = polyline(line.points, scales);
      path.stroke = series_stroke(line.style, series_color(line.style, theme, series), theme);
      scene.items.emplace_back(std::move(path));
    });
  scene.items.emplace_back(Clip{});
  // Backwards, so that the dots of f lie above those of its derivatives.
  for (const bool behind : {true, false})
    for (auto mark = panel.marks.rbegin(); mark != panel.marks.rend(); ++mark) {
      const Dots* dots = std::get_if<Dots>(&*mark);
      if (dots == nullptr || dots->style.behind != behind) continue;
      for (const Point& p : dots->points)
        if (is_inside(p, scales))
          scene.items.emplace_back(
              dot(scales(p), series_color(dots->style, theme, series), dots->filled, theme.background));
    }
}

}  // namespace actviz::plots
