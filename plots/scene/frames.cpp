#include "plots/scene/frames.hpp"

#include <algorithm>
#include <cmath>

#include "plots/scene/fitted_text.hpp"

namespace actviz::plots {
namespace {

// Lengths in points.
constexpr double panel_title_size = 10.5, label_size = 11.5, tick_size = 10.5;
constexpr double tick_length = 4, tick_gap = 3, label_gap = 6, panel_title_gap = 3;
constexpr double row_gap = 11, column_gap = 14;
constexpr double hairline = 0.5, axis_width = 0.9;
constexpr double least_side = 10;

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

/// About one number every `distance` points.
AxisTicks set_y_ticks(const Scale& scale, double height, double distance, const Theme& theme) {
  const int wanted = std::clamp(static_cast<int>(height / distance), 2, 9);
  AxisTicks axis = set_ticks(scale.lo, scale.hi, wanted, theme);
  const double row = height / std::max<double>(1, static_cast<double>(axis.ticks.size()));
  if (row < 1.1 * tick_size) {  // not even these fit above each other
    axis.ticks.resize(1);
    axis.labels.resize(1);
  }
  return axis;
}

double height_of(const TextBox& box) { return box.ascent + box.descent; }

/// The frames while they are being sized, and the grid they stand in.
class Arrangement {
 public:
  Arrangement(const Figure& figure, const Medium& medium, const Margins& margins)
      : figure_(figure),
        medium_(medium),
        margins_(margins),
        look_(theme(figure.theme)),
        count_(static_cast<int>(figure.panels.size())),
        columns_(std::clamp(figure.columns, 1, count_)),
        rows_((count_ + columns_ - 1) / columns_) {
    for (const Scales& scales : limits(figure)) frames_.emplace_back().scales = scales;
    for (int i = 0; i < count_; ++i) set_names(i);
  }

  std::vector<Frame> arranged() {
    place_rows();
    place_columns();
    for (Frame& f : frames_) {
      f.scales.x.from = f.area.x;
      f.scales.x.to = f.area.x + f.area.width;
      f.scales.y.from = f.area.y + f.area.height;
      f.scales.y.to = f.area.y;
    }
    return std::move(frames_);
  }

 private:
  Frame& frame(int i) { return frames_[static_cast<std::size_t>(i)]; }
  const Panel& panel(int i) const { return figure_.panels[static_cast<std::size_t>(i)]; }
  bool is_lowest(int i) const { return i + columns_ >= count_; }
  bool shows_x(int i) const { return !figure_.share_x || is_lowest(i); }
  bool shows_y(int i) const { return !figure_.share_y || i % columns_ == 0; }

  void set_names(int i) {
    if (shows_x(i)) frame(i).x_label = set_text(panel(i).x.label, {label_size, look_.text});
    if (shows_y(i)) frame(i).y_label = set_text(panel(i).y.label, {label_size, look_.text});
  }

  double above(int i) const {
    if (panel(i).title.empty()) return 0;
    return height_of(set_text(panel(i).title, {panel_title_size, look_.text})) + panel_title_gap;
  }

  double below(int i) {
    if (!shows_x(i)) return tick_length;
    // A panel over an empty cell of the last row has its numbers there.
    if (rows_ > 1 && i < (rows_ - 1) * columns_ && figure_.share_x) return tick_length;
    const double label = panel(i).x.label.empty() ? 0 : height_of(frame(i).x_label) + label_gap;
    return tick_length + tick_gap + 1.2 * tick_size + label;
  }

  /// Heights first: they decide how many numbers the y axes have.
  void place_rows() {
    std::vector<double> over(static_cast<std::size_t>(rows_)), under(over);
    for (int i = 0; i < count_; ++i) {
      const auto row = static_cast<std::size_t>(i / columns_);
      over[row] = std::max(over[row], above(i));
      under[row] = std::max(under[row], below(i));
    }
    double top = margins_.top, bottom = (rows_ - 1) * row_gap;
    for (std::size_t row = 0; row < over.size(); ++row) {
      top += over[row];
      bottom += under[row];
    }
    bottom += page_edge + margins_.bottom;
    const double height = std::max((medium_.height - top - bottom) / rows_, least_side);
    double y = margins_.top;
    for (int i = 0; i < count_; ++i) {
      const auto row = static_cast<std::size_t>(i / columns_);
      if (i % columns_ == 0) y += over[row] + (row > 0 ? height + under[row - 1] + row_gap : 0);
      frame(i).area.y = y;
      frame(i).area.height = height;
      if (rows_ > 1 && shows_y(i))  // else it would run into those above and below
        frame(i).y_label = fitted(panel(i).y.label, {label_size, look_.text}, height + row_gap / 2);
      frame(i).y = set_y_ticks(frame(i).scales.y, height, count_ > 1 ? 34 : 48, look_);
      if (!shows_y(i)) frame(i).y.labels.clear();
    }
  }

  /// What stands left of the plot area.
  double beside(int i) {
    if (!shows_y(i)) return tick_length;
    double numbers = 0;
    for (const TextBox& label : frame(i).y.labels) numbers = std::max(numbers, label.width);
    const double label = panel(i).y.label.empty() ? 0 : height_of(frame(i).y_label) + label_gap;
    return label + numbers + tick_gap + tick_length;
  }

  void place_columns() {
    std::vector<double> left(static_cast<std::size_t>(columns_));
    for (int i = 0; i < count_; ++i) {
      double& most = left[static_cast<std::size_t>(i % columns_)];
      most = std::max(most, beside(i));
    }
    double width = set_columns(left, column_gap);
    if (columns_ > 1) {  // the numbers of neighbours may reach into the gap
      double reach = 0;
      for (const Frame& f : frames_) reach = std::max(reach, overhang(f));
      const double gap = std::max(column_gap, 2 * reach + 0.8 * tick_size - tick_length);
      if (gap > column_gap) width = set_columns(left, gap);
    }
    for (int i = 0; i < count_; ++i) {
      Frame& f = frame(i);
      f.title = fitted(panel(i).title, {panel_title_size, look_.text}, width);
      if (!shows_x(i)) f.x.labels.clear();
    }
  }

  /// How far the numbers of an x axis reach beyond it, at most.
  double overhang(const Frame& f) const {
    if (f.x.labels.empty()) return 0;
    const Scale across{f.scales.x.lo, f.scales.x.hi, 0, f.area.width};
    return std::max({f.x.labels.front().width / 2 - across(f.x.ticks.front().value),
                     across(f.x.ticks.back().value) + f.x.labels.back().width / 2 - f.area.width, 0.0});
  }

  /// Sets the columns with a gap between them, and the numbers of the x axes; gives the width of the areas.
  double set_columns(const std::vector<double>& left, double gap) {
    double taken = page_edge + (columns_ - 1) * gap;
    for (const double one : left) taken += one;
    double width = std::max((medium_.width - taken - page_edge - 2 - margins_.right) / columns_, least_side);
    double cut = 0;
    for (int i = 0; i < count_; ++i) {
      Frame& f = frame(i);
      f.x = set_x_ticks(f.scales.x, width, look_);
      if (i % columns_ != columns_ - 1) continue;
      // The last label is centred under its tick and may reach beyond the plot area, not beyond the page.
      const double start = taken + (columns_ - 1) * width;
      const Scale across{f.scales.x.lo, f.scales.x.hi, start, start + width};
      const double reach = across(f.x.ticks.back().value) + f.x.labels.back().width / 2;
      cut =
          std::max(cut, std::clamp(reach - (medium_.width - margins_.right - page_edge / 2), 0.0, width / 4));
    }
    width -= cut / columns_;
    for (int i = 0; i < count_; ++i) {
      Frame& f = frame(i);
      const int column = i % columns_;
      f.left = page_edge + column * (gap + width);
      for (int j = 0; j < column; ++j) f.left += left[static_cast<std::size_t>(j)];
      f.area.x = f.left + left[static_cast<std::size_t>(column)];
      f.area.width = width;
    }
    return width;
  }

  const Figure& figure_;
  const Medium& medium_;
  const Margins& margins_;
  const Theme& look_;
  int count_, columns_, rows_;
  std::vector<Frame> frames_;
};

Path rule(Point from, Point to, Color color, double width) {
  Path path;
  path.outline.move_to(from);
  path.outline.line_to(to);
  path.stroke = Stroke{color, width, {}, false};
  path.snap = true;
  return path;
}

}  // namespace

std::vector<Frame> arrange(const Figure& figure, const Medium& medium, const Margins& margins) {
  return Arrangement(figure, medium, margins).arranged();
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
    scene.items.emplace_back(rule({x, bottom}, {x, bottom + tick_length}, look.axis, axis_width));
    if (f.x.labels.empty()) continue;
    const TextBox& label = f.x.labels[i];
    place(scene, label, {x - label.width / 2, bottom + tick_length + tick_gap + tick_size});
  }
  for (std::size_t i = 0; i < f.y.ticks.size(); ++i) {
    const double y = f.scales.y(f.y.ticks[i].value);
    scene.items.emplace_back(rule({left - tick_length, y}, {left, y}, look.axis, axis_width));
    if (f.y.labels.empty()) continue;
    const TextBox& label = f.y.labels[i];
    place(scene, label, {left - tick_length - tick_gap - label.width, y + 0.36 * tick_size});
  }
}

void draw_names(Scene& scene, const Frame& f) {
  const double bottom = f.area.y + f.area.height + tick_length + tick_gap + 1.2 * tick_size + label_gap;
  place(scene, f.title, {f.area.x, f.area.y - panel_title_gap - f.title.descent});
  place(scene, f.x_label, {f.area.x + f.area.width / 2 - f.x_label.width / 2, bottom + f.x_label.ascent});
  place(scene, f.y_label, {f.left + f.y_label.ascent, f.area.y + f.area.height / 2 + f.y_label.width / 2},
        90);
}

}  // namespace actviz::plots
