#include "plots/scene/legend.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "plots/scene/marks.hpp"

namespace actviz::plots {
namespace {

constexpr double text_size = 10.5, sample_width = 27, sample_gap = 8, padding = 7, row_gap = 4.5;
constexpr double clearance = 5;  // between the legend and a curve
constexpr double margin = 9;     // between the legend and the plot area's edge

/// Whether the segment from a to b meets the rectangle (Liang-Barsky).
bool meets(Point a, Point b, const Rect& r) {
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

/// Curves and dots in device space: what a legend must not cover.
std::vector<std::pair<Point, Point>> obstacles(const Panel& panel, const Scales& scales) {
  std::vector<std::pair<Point, Point>> segments;
  for (const Mark& mark : panel.marks) {
    if (const auto* line = std::get_if<Line>(&mark))
      for (std::size_t i = 1; i < line->points.size(); ++i) {
        const Point a = scales(line->points[i - 1]), b = scales(line->points[i]);
        if (!std::isnan(a.x + a.y + b.x + b.y)) segments.emplace_back(a, b);
      }
    if (const auto* dots = std::get_if<Dots>(&mark))
      for (const Point& p : dots->points) segments.emplace_back(scales(p), scales(p));
  }
  return segments;
}

}  // namespace

namespace {

Legend scaled_legend(const Panel& panel, const Theme& theme, double scale) {
  Legend legend;
  legend.scale = scale;
  std::set<std::tuple<std::string, int, Dash, bool>> seen;  // bands of one label are one entry
  const auto add = [&](const std::string& label, Style style, bool is_band) {
    if (label.empty() || !seen.emplace(label, style.color, style.dash, is_band).second) return;
    legend.entries.push_back({style, is_band, set_text(label, {scale * text_size, theme.text})});
  };
  for (const Mark& mark : panel.marks) {
    if (const auto* line = std::get_if<Line>(&mark)) add(line->label, line->style, false);
    if (const auto* band = std::get_if<Band>(&mark)) add(band->label, {}, true);
  }
  if (legend.entries.empty()) return legend;
  legend.series = series_count(panel);
  double width = 0, height = 0;
  for (const LegendEntry& entry : legend.entries) {
    width = std::max(width, entry.text.width);
    height = std::max(height, entry.text.ascent + entry.text.descent);
  }
  legend.row_height = height + scale * row_gap;
  legend.width = 2 * padding + sample_width + sample_gap + width;
  legend.height =
      2 * padding + static_cast<double>(legend.entries.size()) * legend.row_height - scale * row_gap;
  return legend;
}

}  // namespace

Legend make_legend(const Panel& panel, const Theme& theme, double most) {
  const Legend usual = scaled_legend(panel, theme, 1);
  if (usual.height <= most) return usual;
  return scaled_legend(panel, theme, std::max((most - 2 * padding) / (usual.height - 2 * padding), 0.5));
}

std::optional<Point> free_place(const Legend& legend, const Panel& panel, const Scales& scales,
                                const Rect& area) {
  const double free_x = area.width - legend.width - 2 * margin,
               free_y = area.height - legend.height - 2 * margin;
  if (legend.entries.empty()) return Point{area.x, area.y};
  if (free_x < 0 || free_y < 0) return {};
  const auto segments = obstacles(panel, scales);
  // fractions of the free width and height, in order of preference
  constexpr std::pair<double, double> places[] = {
      {0, 0},      {1, 0},      {1, 1},       {0, 1},       {0, 0.25},    {1, 0.75},    {1, 0.25}, {0, 0.75},
      {0, 0.5},    {1, 0.5},    {0.5, 0},     {0.5, 1},     {0.25, 0},    {0.75, 0},    {0.25, 1}, {0.75, 1},
      {0.15, 0.5}, {0.85, 0.5}, {0.25, 0.25}, {0.75, 0.75}, {0.75, 0.25}, {0.25, 0.75}, {0.5, 0.5}};
  for (const auto& [fx, fy] : places) {
    const Point at{area.x + margin + fx * free_x, area.y + margin + fy * free_y};
    const Rect kept_free{at.x - clearance, at.y - clearance, legend.width + 2 * clearance,
                         legend.height + 2 * clearance};
    if (std::ranges::none_of(segments, [&](const auto& s) { return meets(s.first, s.second, kept_free); }))
      return at;
  }
  return {};
}

void draw_legend(Scene& scene, const Legend& legend, Point at, const Theme& theme) {
  if (legend.entries.empty()) return;
  const Rect box{at.x, at.y, legend.width, legend.height};
  scene.items.emplace_back(Path{rectangle(box), theme.legend_background, {}, true});
  double y = at.y + padding;
  for (const LegendEntry& entry : legend.entries) {
    const double middle = y + (legend.row_height - legend.scale * row_gap) / 2, x = at.x + padding;
    Path sample;
    if (entry.is_band) {
      const Rect swatch{x, middle - 4.5, sample_width, 9};
      sample = {rectangle(swatch), theme.band, Stroke{theme.zero_line, 0.5, {}, false}, true};
    } else {
      sample.outline.move_to({x, middle});
      sample.outline.line_to({x + sample_width, middle});
      sample.stroke = series_stroke(entry.style, series_color(entry.style, theme, legend.series), theme);
      sample.stroke->round = false;
    }
    scene.items.emplace_back(std::move(sample));
    place(scene, entry.text, {x + sample_width + sample_gap, middle + 0.36 * legend.scale * text_size});
    y += legend.row_height;
  }
}

}  // namespace actviz::plots
