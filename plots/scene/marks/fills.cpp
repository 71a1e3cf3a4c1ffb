// What stands for amounts: areas, bars, histograms.
#include <algorithm>
#include <cmath>

#include "plots/scene/fitted_text.hpp"
#include "plots/scene/marks/strokes.hpp"

namespace actviz::plots {
namespace {

constexpr double edge_width = 1.1;
constexpr double text_size = 9, text_gap = 2.5, least_text = 6;

void draw_swatch(const Style& style, const Rect& place, const Canvas& canvas) {
  const Color color = color_of(style, canvas);
  canvas.add(
      Path{rectangle(swatch(place)), fill_of(style, canvas), Stroke{color, edge_width, {}, false}, true});
}

/// The rectangle between two corners in data space, cut at the area: what a log axis cannot show lies below
/// it.
Rect box(Point a, Point b, const Scales& scales) {
  const auto cut = [](const Scale& scale, double value) {
    const double at = scale(value);
    return std::isnan(at) ? scale.from
                          : std::clamp(at, std::min(scale.from, scale.to), std::max(scale.from, scale.to));
  };
  const double x0 = cut(scales.x, a.x), x1 = cut(scales.x, b.x), y0 = cut(scales.y, a.y),
               y1 = cut(scales.y, b.y);
  return {std::min(x0, x1), std::min(y0, y1), std::fabs(x1 - x0), std::fabs(y1 - y0)};
}

/// A bar; what is not nothing is seen above the axis.
Rect box(const Bars& bars, const Point& top, const Scales& scales) {
  constexpr double least = 1.6;
  Rect bar = box({top.x - bars.width / 2, bars.base}, {top.x + bars.width / 2, top.y}, scales);
  if (top.y == bars.base || bar.height >= least) return bar;
  if (top.y > bars.base) bar.y -= least - bar.height;
  bar.height = least;
  return bar;
}

void draw_bar_texts(const Bars& bars, const Canvas& canvas) {
  for (std::size_t i = 0; i < std::min(bars.texts.size(), bars.points.size()); ++i) {
    const Rect bar = box(bars, bars.points[i], canvas.scales);
    const double most = std::max(bar.width / bars.width, bar.width) - text_gap;  // the whole place
    const TextBox text =
        fitted(bars.texts[i], {text_size, canvas.look().muted_text}, std::max(most, least_text));
    constexpr double height = 0.75 * text_size + text_gap;  // with the gap
    const double over = bar.y - text_gap, under = bar.y + bar.height + height;
    double baseline = bars.points[i].y >= bars.base ? over : under;
    if (baseline == over && over - height < canvas.area.y) baseline = bar.y + height;  // inside the bar
    if (baseline == under && under + text_gap > canvas.area.y + canvas.area.height)
      baseline = bar.y + bar.height - text_gap;
    place(canvas.scene, text, {bar.x + (bar.width - text.width) / 2, baseline});
  }
}

/// The outline of a histogram, from its base to its base.
std::vector<Point> steps(const Histogram& histogram) {
  std::vector<Point> points{{histogram.edges.front(), 0}};
  for (std::size_t i = 0; i < histogram.heights.size(); ++i) {
    points.push_back({histogram.edges[i], histogram.heights[i]});
    points.push_back({histogram.edges[i + 1], histogram.heights[i]});
  }
  points.push_back({histogram.edges.back(), 0});
  return points;
}

/// The curve that bounds an area below.
std::vector<Point> base_of(const Area& area) {
  if (!area.base.empty() || area.points.empty()) return area.base;
  return {{area.points.front().x, 0}, {area.points.back().x, 0}};
}

}  // namespace

Appearance appearance(const Area& area) {
  const auto draw = [&](const Canvas& canvas) {
    std::vector<Point> around = area.points, back = base_of(area);
    around.insert(around.end(), back.rbegin(), back.rend());
    std::erase_if(around, [](const Point& p) { return std::isnan(p.x + p.y); });
    if (around.empty()) return;
    Path path{polyline(around, canvas.scales), fill_of(area.style, canvas), {}, false};
    path.outline.close();
    canvas.add(std::move(path));
  };
  return {Layer::filled, draw,
          [&](const Rect& place, const Canvas& canvas) {
            canvas.add(Path{rectangle(swatch(place)), fill_of(area.style, canvas), {}, true});
          },
          [&](const Scales& scales, std::vector<Segment>& found) {
            add_curve(area.points, scales, found);
            add_curve(base_of(area), scales, found);
          }};
}

Appearance appearance(const Bars& bars) {
  const auto draw = [&](const Canvas& canvas) {
    const Color color = color_of(bars.style, canvas);
    for (const Point& top : bars.points)
      if (const Rect bar = box(bars, top, canvas.scales); bar.width > 0)
        canvas.add(
            Path{rectangle(bar), fill_of(bars.style, canvas), Stroke{color, edge_width, {}, false}, true});
    draw_bar_texts(bars, canvas);
  };
  return {Layer::filled, draw,
          [&](const Rect& place, const Canvas& canvas) { draw_swatch(bars.style, place, canvas); },
          [&](const Scales& scales, std::vector<Segment>& found) {
            for (const Point& top : bars.points) {
              Rect bar = box(bars, top, scales);
              if (!bars.texts.empty())
                bar = {bar.x, bar.y - 1.5 * text_size, bar.width, bar.height + 1.5 * text_size};
              add_filled(bar, found);
            }
          }};
}

Appearance appearance(const Histogram& histogram) {
  const auto draw = [&](const Canvas& canvas) {
    if (!histogram.is_complete()) return;
    const Color color = color_of(histogram.style, canvas);
    const auto points = steps(histogram);
    canvas.add(Path{polyline(points, canvas.scales), fill_of(histogram.style, canvas), {}, false});
    canvas.add(Path{polyline(points, canvas.scales), {}, Stroke{color, edge_width, {}, false}, false});
  };
  return {Layer::filled, draw,
          [&](const Rect& place, const Canvas& canvas) { draw_swatch(histogram.style, place, canvas); },
          [&](const Scales& scales, std::vector<Segment>& found) {
            if (!histogram.is_complete()) return;
            for (std::size_t i = 0; i < histogram.heights.size(); ++i)
              add_filled(box({histogram.edges[i], 0}, {histogram.edges[i + 1], histogram.heights[i]}, scales),
                         found);
          }};
}

}  // namespace actviz::plots
