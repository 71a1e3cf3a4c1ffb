// Lines of equal value with their values.
#include <algorithm>
#include <cmath>

#include "plots/figure/ticks.hpp"
#include "plots/scene/contour_lines.hpp"
#include "plots/scene/marks/heatmap.hpp"
#include "plots/scene/marks/strokes.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

constexpr double line_width = 0.9, text_size = 8.5, room = 2;
constexpr double label_room = 2;    // or a dash of the line would be read as a minus sign
constexpr double halo_width = 2.6;  // of the background's colour around lines, which may cross any other
constexpr std::uint8_t halo_alpha = 90;
constexpr int usual_levels = 8;

/// The lines of a level on the page.
std::vector<std::vector<Point>> lines_of(const Contour& contour, double level, const Scales& scales) {
  const Point from = scales(contour.field.region.from), to = scales(contour.field.region.to);
  auto lines = contour_lines(contour.field, level);
  for (auto& line : lines)
    for (Point& p : line) p = {from.x + p.x * (to.x - from.x), from.y + p.y * (to.y - from.y)};
  return lines;
}

Path path_of(const std::vector<Point>& line, const Stroke& stroke) {
  Path path{{}, {}, stroke, false};
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i == 0)
      path.outline.move_to(line[i]);
    else if (i + 1 == line.size() && line[i] == line[0])
      path.outline.close();
    else
      path.outline.line_to(line[i]);
  }
  return path;
}

/// The place nearest to the middle of the longest line, somewhat before it for there lines cross, where a
/// label hides no other and is wholly inside.
std::optional<Rect> label_place(const std::vector<std::vector<Point>>& lines, const TextBox& text,
                                const Rect& area, const std::vector<Rect>& taken) {
  const auto longest = std::ranges::max_element(lines, {}, [](const auto& line) { return line.size(); });
  if (longest == lines.end()) return {};
  const auto count = static_cast<std::ptrdiff_t>(longest->size());
  const std::ptrdiff_t start = 2 * count / 5;
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const Point at =
        (*longest)[static_cast<std::size_t>((start + (i % 2 == 0 ? i / 2 : count - (i + 1) / 2)) % count)];
    const double height = text.ascent + text.descent;
    const Rect box{at.x - text.width / 2, at.y - height / 2, text.width, height};
    const bool inside = box.x >= area.x + room && box.x + box.width <= area.x + area.width - room &&
                        box.y >= area.y + room && box.y + box.height <= area.y + area.height - room;
    const auto overlaps = [&](const Rect& other) { return meets(grown(box, room), other); };
    if (inside && std::ranges::none_of(taken, overlaps)) return box;
  }
  return {};
}

void draw_contour(const Contour& contour, const Canvas& canvas) {
  Stroke stroke{color_of(contour.style, canvas), line_width, {}, true};
  const Color background = canvas.look().background;
  const Stroke halo{{background.r, background.g, background.b, halo_alpha}, halo_width, {}, true};
  std::vector<std::pair<TextBox, Rect>> labels;
  std::vector<Rect> taken;
  for (const Tick& level : contour_levels(contour)) {
    const auto lines = lines_of(contour, level.value, canvas.scales);
    stroke.dash = level.value < 0 ? std::vector{3.5, 2.0} : std::vector<double>{};
    stroke.round = level.value >= 0;
    for (const Stroke& one : {halo, stroke})
      for (const auto& line : lines) canvas.add(path_of(line, one));
    TextBox text = set_text(level.label, {text_size, canvas.look().text});
    if (const auto box = label_place(lines, text, canvas.area, taken)) {
      taken.push_back(*box);
      labels.emplace_back(std::move(text), *box);
    }
  }
  for (const auto& [text, box] : labels) {
    const Rect cleared{box.x - label_room, box.y, box.width + 2 * label_room, box.height};
    canvas.add(Path{rectangle(cleared), canvas.look().legend_background, {}, true});
    place(canvas.scene, text, {box.x, box.y + text.ascent});
  }
}

}  // namespace

std::vector<Tick> contour_levels(const Contour& contour) {
  if (!contour.levels.empty()) {
    std::vector<Tick> levels;
    for (const double level : contour.levels)
      levels.push_back(labelled({level}, level == 0 ? 1 : level).front());
    return levels;
  }
  const ColorRange range = color_range({.field = contour.field});
  return ticks(range.lo, range.hi, usual_levels);
}

Appearance appearance(const Contour& contour) {
  return {Layer::broken, [&](const Canvas& canvas) { draw_contour(contour, canvas); }, nullptr,
          [&](const Scales& scales, std::vector<Segment>& found) {
            for (const Tick& level : contour_levels(contour))
              for (const auto& line : lines_of(contour, level.value, scales))
                for (std::size_t i = 1; i < line.size(); ++i) found.push_back({line[i - 1], line[i]});
          }};
}

}  // namespace actviz::plots
