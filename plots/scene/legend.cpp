#include "plots/scene/legend.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

#include "plots/scene/fitted_text.hpp"

namespace actviz::plots {
namespace {

constexpr double text_size = 10.5, sample_width = 27, sample_gap = 8, padding = 7, row_gap = 4.5,
                 column_gap = 18;
constexpr double clearance = 5;  // between the legend and a curve
constexpr double margin = 9;     // between the legend and the plot area's edge
constexpr double smallest = 0.5;

/// The texts of a legend at a scale; no label wider than `most_label`.
Legend set_entries(const Figure& figure, std::span<const Panel> panels, double scale, double most_label) {
  const Theme& look = theme(figure.theme);
  Legend legend;
  legend.scale = scale;
  std::set<std::tuple<std::string, std::size_t, int, Dash>> seen;  // bands of one label are one entry
  const auto add = [&](const Mark& mark, const auto& m) {
    if constexpr (requires { m.label; }) {
      Style style;
      if constexpr (requires { m.style; }) style = m.style;
      if (m.label.empty() || !seen.emplace(m.label, mark.index(), style.color, style.dash).second) return;
      LegendEntry entry{&mark, fitted(m.label, {scale * text_size, look.text}, most_label), {}};
      if constexpr (requires { m.cells; })
        for (const std::string& cell : m.cells)
          entry.cells.push_back(set_text(cell, {scale * text_size, look.text}));
      legend.entries.push_back(std::move(entry));
    }
  };
  for (const Panel& panel : panels)
    for (const Mark& mark : panel.marks) std::visit([&](const auto& m) { add(mark, m); }, mark);
  for (const std::string& text : figure.legend_heading)
    legend.heading.push_back(set_text(text, {scale * text_size, look.muted_text}));
  return legend;
}

Legend scaled_legend(const Figure& figure, std::span<const Panel> panels, double scale,
                     double most_label = std::numeric_limits<double>::infinity()) {
  Legend legend = set_entries(figure, panels, scale, most_label);
  if (legend.entries.empty()) return legend;
  double height = 0;
  std::vector<double> widths(1);
  const auto measure = [&](std::size_t column, const TextBox& box) {
    widths.resize(std::max(widths.size(), column + 1));
    widths[column] = std::max(widths[column], box.width);
    height = std::max(height, box.ascent + box.descent);
  };
  for (const LegendEntry& entry : legend.entries) {
    measure(0, entry.text);
    for (std::size_t i = 0; i < entry.cells.size(); ++i) measure(i + 1, entry.cells[i]);
  }
  for (std::size_t i = 0; i < legend.heading.size(); ++i) measure(i, legend.heading[i]);
  legend.row_height = height + scale * row_gap;
  legend.width = 2 * padding + sample_width + sample_gap;
  for (const double width : widths) {
    if (!legend.columns.empty()) legend.width += scale * column_gap;
    legend.columns.push_back(legend.width - 2 * padding);
    legend.width += width;
  }
  const std::size_t rows = legend.entries.size() + (legend.heading.empty() ? 0 : 1);
  legend.height = 2 * padding + static_cast<double>(rows) * legend.row_height - scale * row_gap;
  return legend;
}

}  // namespace

Legend make_legend(const Figure& figure, std::span<const Panel> panels, double most_width,
                   double most_height) {
  const Legend usual = scaled_legend(figure, panels, 1);
  constexpr double fixed = 2 * padding + sample_width + sample_gap;  // does not shrink
  const double by_height = (most_height - 2 * padding) / (usual.height - 2 * padding),
               by_width = (most_width - fixed) / (usual.width - fixed);
  const double scale = std::max(std::min(by_height, by_width), smallest);
  if (usual.height <= most_height && usual.width <= most_width) return usual;
  Legend legend = scaled_legend(figure, panels, std::min(scale, 1.0));
  if (legend.width <= most_width + 1e-6) return legend;
  double label = 0;
  for (const LegendEntry& entry : legend.entries) label = std::max(label, entry.text.width);
  return scaled_legend(figure, panels, std::min(scale, 1.0),
                       std::max(label - (legend.width - most_width), 10.0));
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
    const Rect kept_free = grown({at.x, at.y, legend.width, legend.height}, clearance);
    if (std::ranges::none_of(segments, [&](const Segment& s) { return meets(s, kept_free); })) return at;
  }
  return {};
}

void draw_legend(const Legend& legend, Point at, const Canvas& canvas) {
  if (legend.entries.empty()) return;
  const Rect box{at.x, at.y, legend.width, legend.height};
  canvas.add(Path{rectangle(box), canvas.look().legend_background, {}, true});
  double y = at.y + padding;
  const double text_height = legend.row_height - legend.scale * row_gap;
  const auto set = [&](std::size_t column, const TextBox& text) {
    place(canvas.scene, text,
          {at.x + padding + legend.columns[column], y + text_height / 2 + 0.36 * legend.scale * text_size});
  };
  for (std::size_t i = 0; i < legend.heading.size(); ++i) set(i, legend.heading[i]);
  if (!legend.heading.empty()) y += legend.row_height;
  for (const LegendEntry& entry : legend.entries) {
    const Appearance shown = appearance(*entry.mark);
    if (shown.draw_sample) shown.draw_sample({at.x + padding, y, sample_width, text_height}, canvas);
    set(0, entry.text);
    for (std::size_t i = 0; i < entry.cells.size(); ++i) set(i + 1, entry.cells[i]);
    y += legend.row_height;
  }
}

}  // namespace actviz::plots
