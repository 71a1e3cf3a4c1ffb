#include "plots/scene/layout.hpp"

#include <algorithm>
#include <cmath>

#include "plots/figure/scale.hpp"
#include "plots/figure/ticks.hpp"
#include "plots/scene/legend.hpp"
#include "plots/scene/marks.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

/// Text in which nothing is mathematics.
std::string escaped(const std::string& plain) {
  std::string text;
  for (const char c : plain) text += c == '$' ? std::string("\\$") : std::string(1, c);
  return text;
}

// Lengths in points.
constexpr double edge = 11;  // between the page's edge and what is next to it
constexpr double title_size = 15, subtitle_size = 10.5, label_size = 11.5, tick_size = 10.5;
constexpr double tick_length = 4, tick_gap = 3, label_gap = 6, line_gap = 4, title_gap = 8;
constexpr double hairline = 0.5, axis_width = 0.9;
constexpr double least_width = 110, least_height = 80;  // of a plot area that gives room to a legend

/// A line of text made smaller until it fits a width; where it would become too small, cut with an ellipsis.
TextBox fitted(const std::string& text, TextStyle style, double width) {
  constexpr double smallest = 0.6;
  TextBox box = set_text(text, style);
  if (box.width <= width) return box;
  const double needed = width / box.width;
  style.size *= std::max(needed, smallest);
  if (needed >= smallest) return set_text(text, style);
  std::string plain = plain_text(text);
  plain.resize(static_cast<std::size_t>(static_cast<double>(plain.size()) * needed / smallest));
  while (!plain.empty()) {
    while (!plain.empty() && (plain.back() & 0xc0) == 0x80) plain.pop_back();  // the rest of a character
    if (!plain.empty()) plain.pop_back();
    box = set_text(escaped(plain) + "…", style);
    if (box.width <= width) break;
  }
  return box;
}

struct AxisTicks {
  std::vector<Tick> ticks;
  std::vector<TextBox> labels;
};

AxisTicks set_ticks(double lo, double hi, int wanted, const Theme& theme) {
  AxisTicks axis{ticks(lo, hi, wanted), {}};
  for (const Tick& tick : axis.ticks)
    axis.labels.push_back(set_text(tick.label, {tick_size, theme.muted_text}));
  return axis;
}

/// Fewer x ticks until neighbouring labels keep a distance.
AxisTicks set_x_ticks(const Scale& scale, double width, const Theme& theme) {
  for (int wanted = std::clamp(static_cast<int>(width / 75), 2, 9);; --wanted) {
    AxisTicks axis = set_ticks(scale.lo, scale.hi, wanted, theme);
    double right = -1e9;
    bool crowded = false;
    const Scale across{scale.lo, scale.hi, 0, width};
    for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
      const double centre = across(axis.ticks[i].value), half = axis.labels[i].width / 2;
      crowded = crowded || centre - half < right + 0.8 * tick_size;
      right = centre + half;
    }
    if (!crowded) return axis;
    if (wanted > 2) continue;
    axis.ticks.resize(1);  // not even two labels fit beside each other
    axis.labels.resize(1);
    return axis;
  }
}

Path rule(Point from, Point to, Color color, double width) {
  Path path;
  path.outline.move_to(from);
  path.outline.line_to(to);
  path.stroke = Stroke{color, width, {}, false};
  path.snap = true;
  return path;
}

/// Everything that has a place on the page before the marks are drawn.
struct Frame {
  Rect area;  ///< where the data goes
  Scales scales;
  AxisTicks x, y;
  TextBox title, subtitle, x_label, y_label;
};

/// Sizes the plot area around its texts; `right` and `bottom` are kept free for a legend outside it.
Frame frame(const Figure& figure, const Medium& medium, double right, double bottom) {
  const Theme& look = theme(figure.theme);
  Frame f;
  f.scales = limits(figure.panel);
  f.x_label = set_text(figure.panel.x.label, {label_size, look.text});
  f.y_label = set_text(figure.panel.y.label, {label_size, look.text});

  double top = edge;
  f.title = fitted(figure.title, {title_size, look.text, Face::semibold}, medium.width - 2 * edge);
  f.subtitle = fitted(figure.subtitle, {subtitle_size, look.muted_text}, medium.width - 2 * edge);
  if (!figure.title.empty()) top += f.title.ascent + f.title.descent;
  if (!figure.subtitle.empty()) top += f.subtitle.ascent + f.subtitle.descent + line_gap;
  if (!figure.title.empty() || !figure.subtitle.empty()) top += title_gap;

  const double x_label_height =
      figure.panel.x.label.empty() ? 0 : f.x_label.ascent + f.x_label.descent + label_gap;
  const double below = tick_length + tick_gap + 1.2 * tick_size + x_label_height + edge + bottom;
  const double height = std::max(medium.height - top - below, 10.0);
  f.y = set_ticks(f.scales.y.lo, f.scales.y.hi, std::clamp(static_cast<int>(height / 48), 2, 9), look);
  const double row = height / std::max<double>(1, static_cast<double>(f.y.ticks.size()));
  if (row < 1.1 * tick_size) {  // not even these fit above each other
    f.y.ticks.resize(1);
    f.y.labels.resize(1);
  }
  double y_width = 0;
  for (const TextBox& label : f.y.labels) y_width = std::max(y_width, label.width);
  const double y_label_width =
      figure.panel.y.label.empty() ? 0 : f.y_label.ascent + f.y_label.descent + label_gap;
  const double left = edge + y_label_width + y_width + tick_gap + tick_length;
  double width = std::max(medium.width - left - edge - 2 - right, 10.0);
  f.x = set_x_ticks(f.scales.x, width, look);
  // The last label is centred under its tick and may reach beyond the plot area, not beyond the page.
  const Scale across{f.scales.x.lo, f.scales.x.hi, left, left + width};
  const double reach = across(f.x.ticks.back().value) + f.x.labels.back().width / 2;
  width -= std::clamp(reach - (medium.width - right - edge / 2), 0.0, width / 4);
  f.area = {left, top, width, height};
  f.scales.x.from = left;
  f.scales.x.to = left + width;
  f.scales.y.from = top + height;
  f.scales.y.to = top;
  return f;
}

void draw_grid(Scene& scene, const Frame& f, const Theme& look) {
  const Rect& area = f.area;
  const auto vertical = [&](double x, Color color, double width) {
    scene.items.emplace_back(rule({x, area.y}, {x, area.y + area.height}, color, width));
  };
  const auto horizontal = [&](double y, Color color, double width) {
    scene.items.emplace_back(rule({area.x, y}, {area.x + area.width, y}, color, width));
  };
  for (const Tick& tick : f.x.ticks) vertical(f.scales.x(tick.value), look.grid, hairline);
  for (const Tick& tick : f.y.ticks) horizontal(f.scales.y(tick.value), look.grid, hairline);
  if (f.scales.x.lo < 0 && f.scales.x.hi > 0) vertical(f.scales.x(0), look.zero_line, hairline);
  if (f.scales.y.lo < 0 && f.scales.y.hi > 0) horizontal(f.scales.y(0), look.zero_line, hairline);
}

void draw_axes(Scene& scene, const Frame& f, const Theme& look) {
  const double left = f.area.x, bottom = f.area.y + f.area.height, right = left + f.area.width;
  scene.items.emplace_back(rule({left, f.area.y}, {left, bottom}, look.axis, axis_width));
  scene.items.emplace_back(rule({left, bottom}, {right, bottom}, look.axis, axis_width));
  for (std::size_t i = 0; i < f.x.ticks.size(); ++i) {
    const double x = f.scales.x(f.x.ticks[i].value);
    const TextBox& label = f.x.labels[i];
    scene.items.emplace_back(rule({x, bottom}, {x, bottom + tick_length}, look.axis, axis_width));
    place(scene, label, {x - label.width / 2, bottom + tick_length + tick_gap + tick_size});
  }
  for (std::size_t i = 0; i < f.y.ticks.size(); ++i) {
    const double y = f.scales.y(f.y.ticks[i].value);
    const TextBox& label = f.y.labels[i];
    scene.items.emplace_back(rule({left - tick_length, y}, {left, y}, look.axis, axis_width));
    place(scene, label, {left - tick_length - tick_gap - label.width, y + 0.36 * tick_size});
  }
}

/// Title and subtitle stand over the plot area, or further left where they would not fit.
void draw_texts(Scene& scene, const Figure& figure, const Frame& f) {
  const double page_right = scene.medium.width - edge;
  const auto start = [&](const TextBox& box) {
    return std::max(edge, std::min(f.area.x, page_right - box.width));
  };
  double y = edge;
  const double common =
      figure.subtitle.empty() ? start(f.title) : std::min(start(f.title), start(f.subtitle));
  if (!figure.title.empty()) {
    place(scene, f.title, {common, y + f.title.ascent});
    y += f.title.ascent + f.title.descent + line_gap;
  }
  if (!figure.subtitle.empty()) place(scene, f.subtitle, {common, y + f.subtitle.ascent});
  const double bottom = f.area.y + f.area.height + tick_length + tick_gap + 1.2 * tick_size + label_gap;
  place(scene, f.x_label, {f.area.x + f.area.width / 2 - f.x_label.width / 2, bottom + f.x_label.ascent});
  place(scene, f.y_label, {edge + f.y_label.ascent, f.area.y + f.area.height / 2 + f.y_label.width / 2}, 90);
}

}  // namespace

Scene layout(const Figure& figure, const Medium& medium) {
  const Theme& look = theme(figure.theme);
  Legend legend = make_legend(figure.panel, look, medium.height - 2 * edge);
  Frame f = frame(figure, medium, 0, 0);
  std::optional<Point> at = free_place(legend, figure.panel, f.scales, f.area);
  if (!at) {
    const Frame beside = frame(figure, medium, legend.width + edge, 0),
                above = frame(figure, medium, 0, legend.height + edge);
    const bool room_right = beside.area.width >= least_width, room_below = above.area.height >= least_height;
    if (room_right && (legend.width < 0.4 * medium.width || !room_below)) {
      f = beside;
      at = Point{f.area.x + f.area.width + edge, f.area.y};
    } else if (room_below) {
      f = above;
      at = Point{f.area.x, medium.height - edge - legend.height};
    } else {
      legend = {};  // a small picture shows its curves and leaves the names to the text around it
    }
  }

  Scene scene{medium, look.background, plain_text(figure.title), figure.description, {}};
  draw_bands(scene, figure.panel, f.scales, f.area, look);
  draw_grid(scene, f, look);
  draw_curves(scene, figure.panel, f.scales, f.area, look);
  draw_axes(scene, f, look);
  draw_texts(scene, figure, f);
  if (at) draw_legend(scene, legend, *at, look);
  return scene;
}

}  // namespace actviz::plots
