#include "plots/scene/frames.hpp"

#include <algorithm>
#include <cmath>

#include "plots/figure/colormap.hpp"
#include "plots/scene/fitted_text.hpp"
#include "plots/scene/marks/heatmap.hpp"

namespace actviz::plots {
namespace {

// Lengths in points.
constexpr double panel_title_size = 10.5, label_size = 11.5, tick_size = 10.5;
constexpr double tick_length = 4, minor_length = 2.2, tick_gap = 3, label_gap = 6, panel_title_gap = 3;
constexpr double row_gap = 11, column_gap = 14;
constexpr double hairline = 0.5, axis_width = 0.9;
constexpr double least_side = 10;
constexpr double least_named_side = 140;            // of a page, for names beside its axes
constexpr double color_gap = 10, color_width = 11;  // of the scale beside a heatmap

AxisTicks set_ticks(const Scale& scale, int wanted, const Theme& theme) {
  AxisTicks axis{ticks(scale.spacing, scale.lo, scale.hi, wanted), {}};
  for (const Tick& tick : axis.ticks)
    axis.labels.push_back(set_text(tick.label, {tick_size, theme.muted_text}));
  axis.minor = minor_ticks(scale.spacing, scale.lo, scale.hi, axis.ticks);
  return axis;
}

/// The names of categories as ticks, every `stride`-th; none wider than `most`.
AxisTicks set_categories(const std::vector<std::string>& names, const Scale& scale, std::size_t stride,
                         double most, const Theme& theme) {
  AxisTicks axis;
  axis.is_named = true;
  for (std::size_t i = 0; i < names.size(); i += stride) {
    const auto value = static_cast<double>(i);
    if (value < scale.lo || value > scale.hi) continue;
    axis.ticks.push_back({value, names[i]});
    axis.labels.push_back(fitted(names[i], {tick_size, theme.muted_text}, most));
  }
  return axis;
}

double widest_of(const std::vector<std::string>& names, const Theme& theme) {
  double widest = 0;
  for (const std::string& name : names)
    widest = std::max(widest, set_text(name, {tick_size, theme.muted_text}).width);
  return widest;
}

constexpr double name_gap = 0.5 * tick_size;

/// The names beside each other, every `stride`-th, or reading upwards, where each takes a line's height.
AxisTicks set_x_categories(const std::vector<std::string>& names, const Scale& scale, double width,
                           bool upright, double most_height, const Theme& theme) {
  const double slot = width / std::max(scale.hi - scale.lo, 1.0);
  const double needed = upright ? 1.1 * tick_size : widest_of(names, theme) + name_gap;
  const auto stride = static_cast<std::size_t>(std::clamp(std::ceil(needed / slot - 1e-9), 1.0, 1e6));
  AxisTicks axis = set_categories(
      names, scale, stride,
      upright ? most_height : std::max(static_cast<double>(stride) * slot - name_gap, tick_size), theme);
  axis.is_upright = upright;
  return axis;
}

/// Fewer x ticks until neighbouring labels keep a distance.
AxisTicks set_x_ticks(const Scale& scale, double width, const Theme& theme) {
  const double usual = width / 75, closest = std::min(width / 45, 5.0);  // fewer tell little
  for (int wanted = std::clamp(static_cast<int>(std::max(usual, closest)), 2, 9);; --wanted) {
    AxisTicks axis = set_ticks(scale, wanted, theme);
    double right = -1e9;
    bool crowded = false;
    const Scale across = scale.onto(0, width);
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
  constexpr double power_distance = 24;  // powers of ten are few: closer together
  if (scale.spacing.kind != Spacing::Kind::linear) distance = power_distance;
  const int wanted = std::clamp(static_cast<int>(height / distance), 2, 9);
  AxisTicks axis = set_ticks(scale, wanted, theme);
  const double row = height / std::max<double>(1, static_cast<double>(axis.ticks.size()));
  if (row < 1.1 * tick_size) {  // not even these fit above each other
    axis.ticks.resize(1);
    axis.labels.resize(1);
  }
  return axis;
}

const Heatmap* heatmap_of(const Panel& panel) {
  for (const Mark& mark : panel.marks)
    if (const auto* heatmap = std::get_if<Heatmap>(&mark)) return heatmap;
  return nullptr;
}

ColorScale set_color_scale(const Heatmap& heatmap, double height, const Theme& theme) {
  const ColorRange range = color_range(heatmap);
  const Scale scale{range.lo, range.hi, 0, 1};
  constexpr double distance = 40;
  return {&heatmap, scale, set_y_ticks(scale, height, distance, theme),
          fitted(heatmap.scale_label, {label_size, theme.text}, height)};
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
    for (int i = 0; i < count_; ++i) {
      Frame& f = frame(i);
      if (panel(i).equal_units) shrink(f);
      const double left = f.area.x, right = left + f.area.width, top = f.area.y, bottom = top + f.area.height;
      f.scales.x = panel(i).x.reversed ? f.scales.x.onto(right, left) : f.scales.x.onto(left, right);
      f.scales.y = panel(i).y.reversed ? f.scales.y.onto(top, bottom) : f.scales.y.onto(bottom, top);
      if (f.colors) f.colors->scale = f.colors->scale.onto(bottom, top);
    }
    return std::move(frames_);
  }

 private:
  Frame& frame(int i) { return frames_[static_cast<std::size_t>(i)]; }
  const Panel& panel(int i) const { return figure_.panels[static_cast<std::size_t>(i)]; }
  bool is_lowest(int i) const { return i + columns_ >= count_; }
  bool shows_x(int i) const { return !panel(i).bare && (!figure_.share_x || is_lowest(i)); }
  bool shows_y(int i) const { return !panel(i).bare && (!figure_.share_y || i % columns_ == 0); }

  void set_names(int i) {
    // A small picture needs its room for the curves.
    if (shows_x(i) && medium_.height >= least_named_side)
      frame(i).x_label = set_text(panel(i).x.label, {label_size, look_.text});
    if (shows_y(i) && medium_.width >= least_named_side)
      frame(i).y_label = set_text(panel(i).y.label, {label_size, look_.text});
  }

  double above(int i) const {
    if (panel(i).title.empty()) return 0;
    return height_of(set_text(panel(i).title, {panel_title_size, look_.text})) + panel_title_gap;
  }

  double below(int i) {
    if (panel(i).bare) return 0;
    if (!shows_x(i)) return tick_length;
    // A panel over an empty cell of the last row has its numbers there.
    if (rows_ > 1 && i < (rows_ - 1) * columns_ && figure_.share_x) return tick_length;
    const double label = frame(i).x_label.items.empty() ? 0 : height_of(frame(i).x_label) + label_gap;
    frame(i).x_height = is_upright(i) ? std::min(widest_of(panel(i).x.categories, look_), most_name_height())
                                      : 1.2 * tick_size;
    return tick_length + tick_gap + frame(i).x_height + label;
  }

  /// Whether the names below a panel have to read upwards. Asked before the width is known, so about.
  bool is_upright(int i) const {
    const auto& names = panel(i).x.categories;
    if (names.empty()) return false;
    const double width = 0.85 * (medium_.width - margins_.right) / columns_;
    return widest_of(names, look_) + name_gap > width / static_cast<double>(names.size());
  }
  double most_name_height() const { return 0.3 * medium_.height / rows_; }

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
      set_y_axis(i, height);
      if (const Heatmap* heatmap = heatmap_of(panel(i)))
        frame(i).colors = set_color_scale(*heatmap, height, look_);
    }
  }

  void set_y_axis(int i, double height) {
    constexpr double share = 0.4;  // of the page, at most, for the names of categories
    const Scale& scale = frame(i).scales.y;
    const auto& names = panel(i).y.categories;
    if (names.empty()) {
      frame(i).y = set_y_ticks(scale, height, count_ > 1 ? 34 : 48, look_);
    } else {
      const double row = height / std::max(scale.hi - scale.lo, 1.0);
      const auto stride = static_cast<std::size_t>(std::max(1.0, std::ceil(1.2 * tick_size / row)));
      frame(i).y = set_categories(names, scale, stride, share * medium_.width / columns_, look_);
    }
    if (!shows_y(i)) frame(i).y.labels.clear();
  }

  AxisTicks x_axis(int i, double width) const {
    const Scale& scale = frames_[static_cast<std::size_t>(i)].scales.x;
    const auto& names = panel(i).x.categories;
    if (names.empty()) return set_x_ticks(scale, width, look_);
    return set_x_categories(names, scale, width, is_upright(i), most_name_height(), look_);
  }

  /// Makes the area as wide for its height as its units ask, in the middle of its place.
  static void shrink(Frame& f) {
    const double across = f.scales.x.hi - f.scales.x.lo, up = f.scales.y.hi - f.scales.y.lo;
    const double unit = std::min(f.area.width / across, f.area.height / up);
    const double spare_x = f.area.width - unit * across, spare_y = f.area.height - unit * up;
    f.area = {f.area.x + spare_x / 2, f.area.y + spare_y / 2, unit * across, unit * up};
    f.left += spare_x / 2;
  }

  static double widest(const std::vector<TextBox>& labels) {
    double most = 0;
    for (const TextBox& label : labels) most = std::max(most, label.width);
    return most;
  }

  /// What stands right of the plot area: the scale of its colours.
  double behind(int i) {
    if (!frame(i).colors) return 0;
    const ColorScale& colors = *frame(i).colors;
    const double label = colors.heatmap->scale_label.empty() ? 0 : label_gap + height_of(colors.label);
    return color_gap + color_width + tick_length + tick_gap + widest(colors.axis.labels) + label;
  }

  /// What stands left of the plot area.
  double beside(int i) {
    if (panel(i).bare) return 0;
    if (!shows_y(i)) return tick_length;
    const double numbers = widest(frame(i).y.labels);
    const double label = frame(i).y_label.items.empty() ? 0 : height_of(frame(i).y_label) + label_gap;
    return label + numbers + tick_gap + tick_length;
  }

  void place_columns() {
    std::vector<Sides> sides(static_cast<std::size_t>(columns_));
    for (int i = 0; i < count_; ++i) {
      Sides& most = sides[static_cast<std::size_t>(i % columns_)];
      most = {std::max(most.left, beside(i)), std::max(most.right, behind(i))};
    }
    double width = set_columns(sides, column_gap);
    if (columns_ > 1) {  // the numbers of neighbours may reach into the gap
      double reach = 0;
      for (const Frame& f : frames_) reach = std::max(reach, overhang(f));
      const double gap = std::max(column_gap, 2 * reach + 0.8 * tick_size - tick_length);
      if (gap > column_gap) width = set_columns(sides, gap);
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
    const Scale across = f.scales.x.onto(0, f.area.width);
    return std::max({f.x.labels.front().width / 2 - across(f.x.ticks.front().value),
                     across(f.x.ticks.back().value) + f.x.labels.back().width / 2 - f.area.width, 0.0});
  }

  /// What a column has beside its areas.
  struct Sides {
    double left = 0, right = 0;
  };

  /// Sets the columns with a gap between them, and the numbers of the x axes; gives the width of the areas.
  double set_columns(const std::vector<Sides>& sides, double gap) {
    double taken = page_edge + (columns_ - 1) * gap;
    for (const Sides& side : sides) taken += side.left + side.right;
    double width = std::max((medium_.width - taken - page_edge - 2 - margins_.right) / columns_, least_side);
    double cut = 0;
    for (int i = 0; i < count_; ++i) {
      Frame& f = frame(i);
      if (panel(i).bare) continue;
      f.x = x_axis(i, width);
      if (i % columns_ != columns_ - 1 || f.x.ticks.empty()) continue;
      // The last label is centred under its tick and may reach beyond the plot area, not beyond the page.
      const double start = taken - sides.back().right + (columns_ - 1) * width;
      const Scale across = f.scales.x.onto(start, start + width);
      const double reach = across(f.x.ticks.back().value) + f.x.labels.back().width / 2;
      cut =
          std::max(cut, std::clamp(reach - (medium_.width - margins_.right - page_edge / 2), 0.0, width / 4));
    }
    width -= cut / columns_;
    for (int i = 0; i < count_; ++i) {
      Frame& f = frame(i);
      const auto column = static_cast<std::size_t>(i % columns_);
      f.left = page_edge + static_cast<double>(column) * (gap + width);
      for (std::size_t j = 0; j < column; ++j) f.left += sides[j].left + sides[j].right;
      f.area.x = f.left + sides[column].left;
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
  const auto lines = [](const AxisTicks& axis, const Scale& scale, const auto& draw, const Theme& theme) {
    for (const Tick& tick : axis.ticks) draw(scale(tick.value), theme.grid, hairline);
  };
  if (!f.x.is_named) lines(f.x, f.scales.x, vertical, look);
  if (!f.y.is_named) lines(f.y, f.scales.y, horizontal, look);
  const auto has_zero_inside = [](const AxisTicks& axis, const Scale& scale) {
    return !axis.is_named && scale.lo < 0 && scale.hi > 0;
  };
  if (has_zero_inside(f.x, f.scales.x)) vertical(f.scales.x(0), look.zero_line, hairline);
  if (has_zero_inside(f.y, f.scales.y)) horizontal(f.scales.y(0), look.zero_line, hairline);
}

namespace {

/// A tick below a level axis, or left (right, for a negative length) of an upright one.
Path x_tick(double x, double bottom, double length, const Theme& look) {
  return rule({x, bottom}, {x, bottom + length}, look.axis, axis_width);
}
Path y_tick(double left, double y, double length, const Theme& look) {
  return rule({left - length, y}, {left, y}, look.axis, axis_width);
}

}  // namespace

void draw_axes(Scene& scene, const Frame& f, const Theme& look) {
  const double left = f.area.x, bottom = f.area.y + f.area.height, right = left + f.area.width;
  scene.items.emplace_back(rule({left, f.area.y}, {left, bottom}, look.axis, axis_width));
  scene.items.emplace_back(rule({left, bottom}, {right, bottom}, look.axis, axis_width));
  for (const double value : f.x.minor)
    scene.items.emplace_back(x_tick(f.scales.x(value), bottom, minor_length, look));
  for (const double value : f.y.minor)
    scene.items.emplace_back(y_tick(left, f.scales.y(value), minor_length, look));
  for (std::size_t i = 0; i < f.x.ticks.size(); ++i) {
    const double x = f.scales.x(f.x.ticks[i].value);
    scene.items.emplace_back(x_tick(x, bottom, tick_length, look));
    if (f.x.labels.empty()) continue;
    const TextBox& label = f.x.labels[i];
    const double below = bottom + tick_length + tick_gap;
    if (f.x.is_upright)
      place(scene, label, {x + 0.36 * tick_size, below + label.width}, 90);
    else
      place(scene, label, {x - label.width / 2, below + tick_size});
  }
  for (std::size_t i = 0; i < f.y.ticks.size(); ++i) {
    const double y = f.scales.y(f.y.ticks[i].value);
    scene.items.emplace_back(y_tick(left, y, tick_length, look));
    if (f.y.labels.empty()) continue;
    const TextBox& label = f.y.labels[i];
    place(scene, label, {left - tick_length - tick_gap - label.width, y + 0.36 * tick_size});
  }
}

void draw_color_scale(Scene& scene, const Frame& f, ThemeName name) {
  const Theme& look = theme(name);
  const auto& [heatmap, scale, axis, label] = *f.colors;
  const Rect bar{f.area.x + f.area.width + color_gap, f.area.y, color_width, f.area.height};
  constexpr int steps = 256;
  Bitmap bitmap{bar, 1, steps, {}, true};
  for (int i = 0; i < steps; ++i)
    bitmap.pixels.push_back(map_color(heatmap->map, name, 1 - i / (steps - 1.0)));
  scene.items.emplace_back(std::move(bitmap));
  scene.items.emplace_back(Path{rectangle(bar), {}, Stroke{look.axis, hairline, {}, false}, true});
  const double right = bar.x + bar.width, numbers = right + tick_length + tick_gap;
  double reach = numbers;
  for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
    const double y = scale(axis.ticks[i].value);
    scene.items.emplace_back(y_tick(right, y, -tick_length, look));
    place(scene, axis.labels[i], {numbers, y + 0.36 * tick_size});
    reach = std::max(reach, numbers + axis.labels[i].width);
  }
  place(scene, label, {reach + label_gap + label.ascent, bar.y + bar.height / 2 + label.width / 2}, 90);
}

void draw_names(Scene& scene, const Frame& f) {
  const double bottom = f.area.y + f.area.height + tick_length + tick_gap + f.x_height + label_gap;
  place(scene, f.title, {f.area.x, f.area.y - panel_title_gap - f.title.descent});
  place(scene, f.x_label, {f.area.x + f.area.width / 2 - f.x_label.width / 2, bottom + f.x_label.ascent});
  place(scene, f.y_label, {f.left + f.y_label.ascent, f.area.y + f.area.height / 2 + f.y_label.width / 2},
        90);
}

}  // namespace actviz::plots
