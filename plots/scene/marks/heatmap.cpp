// Fields as colours.
#include "plots/scene/marks/heatmap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/base/numbers.hpp"
#include "plots/figure/colormap.hpp"
#include "plots/scene/marks/strokes.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

constexpr double most_text = 9.5, least_text = 5.5, text_room = 2;

Color color_at(const Heatmap& heatmap, const ColorRange& range, ThemeName theme, double value) {
  if (std::isnan(value)) return missing_color(theme);
  const double t =
      std::isinf(value) ? (value > 0 ? 1 : 0) : (value / 2 - range.lo / 2) / (range.hi / 2 - range.lo / 2);
  return map_color(heatmap.map, theme, t);
}

/// The colours of a field as a picture on its place, rows from the top.
Bitmap painted(const Heatmap& heatmap, const Canvas& canvas) {
  const Field& field = heatmap.field;
  const ColorRange range = color_range(heatmap);
  Bitmap bitmap{place_of(field.region, canvas.scales), field.columns, field.rows, {}, heatmap.smooth};
  const bool mirrored = canvas.scales.x.from > canvas.scales.x.to,
             from_top = canvas.scales.y.from < canvas.scales.y.to;
  for (int r = 0; r < field.rows; ++r)
    for (int c = 0; c < field.columns; ++c) {
      const double value = field.at(mirrored ? field.columns - 1 - c : c, from_top ? r : field.rows - 1 - r);
      bitmap.pixels.push_back(color_at(heatmap, range, canvas.theme_name, value));
    }
  return bitmap;
}

/// Whether dark text has the greater contrast on a colour than white (WCAG 2, sRGB's curve taken as a
/// square).
bool is_pale(Color c) {
  constexpr double equal = 0.179 * 255 * 255;
  return 0.2126 * c.r * c.r + 0.7152 * c.g * c.g + 0.0722 * c.b * c.b > equal;
}

std::string cell_text(double value, int digits) {
  if (std::isnan(value)) return "";
  std::string text = to_fixed(value, digits);
  if (text.find_first_not_of("-0.") == std::string::npos) text.erase(0, text.starts_with('-'));
  return text.starts_with('-') ? "−" + text.substr(1) : text;
}

/// The values in their cells, all of one size, where they fit.
void draw_texts(const Heatmap& heatmap, const Canvas& canvas) {
  const Field& field = heatmap.field;
  const Point from = canvas.scales(field.region.from), to = canvas.scales(field.region.to);
  const double width = std::fabs(to.x - from.x) / field.columns,
               height = std::fabs(to.y - from.y) / field.rows;
  double widest = 0;
  for (const double value : field.values)
    widest = std::max(widest, set_text(cell_text(value, heatmap.digits), {1, {}}).width);
  const double size =
      std::min({most_text, (width - 2 * text_room) / std::max(widest, 0.1), (height - text_room) / 1.2});
  if (size < least_text) return;
  const ColorRange range = color_range(heatmap);
  for (int row = 0; row < field.rows; ++row)
    for (int column = 0; column < field.columns; ++column) {
      const double value = field.at(column, row);
      const bool dark = is_pale(color_at(heatmap, range, canvas.theme_name, value));
      const TextBox text =
          set_text(cell_text(value, heatmap.digits), {size, dark ? Color{31, 35, 40} : Color{255, 255, 255}});
      const double x = from.x + (column + 0.5) / field.columns * (to.x - from.x),
                   y = from.y + (row + 0.5) / field.rows * (to.y - from.y);
      place(canvas.scene, text, {x - text.width / 2, y + 0.36 * size});
    }
}

}  // namespace

ColorRange color_range(const Heatmap& heatmap) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double lo = infinity, hi = -infinity;
  for (const double value : heatmap.field.values)
    if (std::isfinite(value)) {
      lo = std::min(lo, value);
      hi = std::max(hi, value);
    }
  lo = heatmap.lo.value_or(lo);
  hi = heatmap.hi.value_or(hi);
  if (lo > hi) return {};
  if (heatmap.map == ColorMap::diverging) {
    const double reach = std::max(std::fabs(lo), std::fabs(hi));
    return reach > 0 ? ColorRange{-reach, reach} : ColorRange{-1, 1};
  }
  return lo < hi ? ColorRange{lo, hi} : ColorRange{lo - 0.5, lo + 0.5};
}

Rect place_of(const Region& region, const Scales& scales) {
  const Point a = scales(region.from), b = scales(region.to);
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::fabs(b.x - a.x), std::fabs(b.y - a.y)};
}

Appearance appearance(const Heatmap& heatmap) {
  const auto draw = [&](const Canvas& canvas) {
    if (heatmap.field.values.empty()) return;
    canvas.add(painted(heatmap, canvas));
    if (heatmap.digits >= 0) draw_texts(heatmap, canvas);
  };
  return {Layer::field, draw, nullptr, [&](const Scales& scales, std::vector<Segment>& found) {
            add_filled(place_of(heatmap.field.region, scales), found);
          }};
}

}  // namespace actviz::plots
