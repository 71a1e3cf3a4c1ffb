// Boxes and arrows.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "plots/scene/marks/strokes.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

using Box = Diagram::Box;
using Shape = Diagram::Shape;

constexpr double text_size = 11, detail_size = 9, padding_x = 9, padding_y = 6, line_gap = 2;
constexpr double least_gap = 22, most_gap = 60;  // between boxes, for an arrow
constexpr double line_width = 1.1, head_length = 6, head_width = 5, corner = 3;
constexpr double arrow_text_size = 9, arrow_text_gap = 3;
constexpr double margin = 4;  // to what stands over the panel and under it
constexpr double smallest = 0.68, shrink = 0.92;

/// A box with its texts at their size and place on the page.
struct Placed {
  const Box* box;
  TextBox text, detail;
  Rect frame;
};

Point middle_of(const Rect& r) { return {r.x + r.width / 2, r.y + r.height / 2}; }

double height_of(const TextBox& text) { return text.items.empty() ? 0 : text.ascent + text.descent; }

Placed sized(const Box& box, double scale, const Theme& look) {
  Placed placed{&box, set_text(box.text, {scale * text_size, look.text}), {}, {}};
  if (!box.detail.empty()) placed.detail = set_text(box.detail, {scale * detail_size, look.muted_text});
  const double gap = box.detail.empty() ? 0 : line_gap;
  double width = std::max(placed.text.width, placed.detail.width) + 2 * scale * padding_x,
         height = height_of(placed.text) + gap + height_of(placed.detail) + 2 * scale * padding_y;
  if (box.shape == Shape::operation)
    width = height = std::max(placed.text.width, height_of(placed.text)) + scale * 9;
  placed.frame = {0, 0, width, height};
  return placed;
}

/// The smallest distance between two different values.
double least_step(std::vector<double> values) {
  std::ranges::sort(values);
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < values.size(); ++i)
    if (const double step = values[i] - values[i - 1]; step > 1e-9) least = std::min(least, step);
  return least;
}

/// How positions become places on the page: as far apart as there is room, within reason.
Scale spread_along(const std::vector<double>& positions, double start, double end, double most_apart) {
  const auto [lo, hi] = std::ranges::minmax(positions);
  const double middle = (start + end) / 2;
  if (!(hi > lo)) return {lo - 1, lo + 1, middle - 1, middle + 1};
  const double reach = std::min(std::fabs(end - start), (hi - lo) / least_step(positions) * most_apart);
  const double sign = end < start ? -1 : 1;
  return {lo, hi, middle - sign * reach / 2, middle + sign * reach / 2};
}

/// The boxes of this scale, spread over the area.
std::vector<Placed> spread(const Diagram& diagram, double scale, const Rect& area, const Theme& look) {
  std::vector<Placed> all;
  Rect ends{0, 0, 0, 0};  // half of the greatest box
  std::vector<double> xs, ys;
  for (const Box& box : diagram.boxes) {
    all.push_back(sized(box, scale, look));
    ends.width = std::max(ends.width, all.back().frame.width / 2);
    ends.height = std::max(ends.height, all.back().frame.height / 2);
    xs.push_back(box.at.x);
    ys.push_back(box.at.y);
  }
  const Scales places{
      spread_along(xs, area.x + ends.width, area.x + area.width - ends.width, 2 * ends.width + most_gap),
      spread_along(ys, area.y + area.height - ends.height, area.y + ends.height, 2 * ends.height + most_gap)};
  for (Placed& one : all) {
    const Point at = places(one.box->at);
    one.frame.x = at.x - one.frame.width / 2;
    one.frame.y = at.y - one.frame.height / 2;
  }
  return all;
}

bool are_apart(const std::vector<Placed>& all, double scale) {
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (meets(grown(all[i].frame, scale * least_gap / 2), grown(all[j].frame, scale * least_gap / 2)))
        return false;
  return true;
}

/// The greatest scale that leaves gaps between the boxes.
double fitting_scale(const Diagram& diagram, const Rect& area, const Theme& look) {
  double scale = 1;
  while (scale > smallest && !are_apart(spread(diagram, scale, area, look), scale)) scale *= shrink;
  return scale;
}

/// The corners of an arrow of a diagram that reads from left to right: straight where the boxes face each
/// other, else with one bend into an operation and two into a box.
std::vector<Point> route(const Rect& a, const Rect& b, bool into_operation) {
  constexpr double aligned = 1;
  const Point start = middle_of(a), end = middle_of(b);
  const bool right = a.x + a.width < b.x, left = b.x + b.width < a.x;
  const double out_x = right ? a.x + a.width : a.x, in_x = right ? b.x : b.x + b.width;
  const double out_y = end.y > start.y ? a.y + a.height : a.y, in_y = end.y > start.y ? b.y : b.y + b.height;
  if (!right && !left) {
    if (std::fabs(start.x - end.x) < aligned) return {{start.x, out_y}, {start.x, in_y}};
    const double middle = (out_y + in_y) / 2;
    return {{start.x, out_y}, {start.x, middle}, {end.x, middle}, {end.x, in_y}};
  }
  if (std::fabs(start.y - end.y) < aligned) return {{out_x, start.y}, {in_x, start.y}};
  if (into_operation) return {{out_x, start.y}, {end.x, start.y}, {end.x, in_y}};
  const double middle = (out_x + in_x) / 2;
  return {{out_x, start.y}, {middle, start.y}, {middle, end.y}, {in_x, end.y}};
}

Rect transposed(const Rect& r) { return {r.y, r.x, r.height, r.width}; }

/// The same where a diagram reads downwards, `is_upright`.
std::vector<Point> route(const Placed& from, const Placed& to, bool is_upright) {
  const bool into_operation = to.box->shape == Shape::operation;
  if (!is_upright) return route(from.frame, to.frame, into_operation);
  auto bends = route(transposed(from.frame), transposed(to.frame), into_operation);
  for (Point& bend : bends) std::swap(bend.x, bend.y);
  return bends;
}

/// How many different values there are.
std::size_t levels(const Diagram& diagram, double Point::*coordinate) {
  std::set<double> values;
  for (const Box& box : diagram.boxes) values.insert(box.at.*coordinate);
  return values.size();
}

/// The head of an arrow that ends at `end`, and where its line stops.
Path head(Point before, Point end, Color color, Point& stop) {
  const double length = std::hypot(end.x - before.x, end.y - before.y);
  const Point along{(end.x - before.x) / length, (end.y - before.y) / length};
  stop = {end.x - head_length * along.x, end.y - head_length * along.y};
  Path path{{}, color, {}, false};
  path.outline.move_to(end);
  path.outline.line_to({stop.x - head_width / 2 * along.y, stop.y + head_width / 2 * along.x});
  path.outline.line_to({stop.x + head_width / 2 * along.y, stop.y - head_width / 2 * along.x});
  path.outline.close();
  return path;
}

/// Beside the middle of the longest piece of a route.
void draw_arrow_text(const std::vector<Point>& route, const std::string& words, double size,
                     const Canvas& canvas) {
  std::size_t longest = 1;
  const auto length = [&](std::size_t i) {
    return std::hypot(route[i].x - route[i - 1].x, route[i].y - route[i - 1].y);
  };
  for (std::size_t i = 2; i < route.size(); ++i)
    if (length(i) > length(longest)) longest = i;
  const TextBox text = set_text(words, {size, canvas.look().muted_text});
  const Point a = route[longest - 1], b = route[longest], middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
  const bool level = a.y == b.y;
  place(canvas.scene, text,
        level ? Point{middle.x - text.width / 2, middle.y - text.descent - arrow_text_gap}
              : Point{middle.x + arrow_text_gap, middle.y + 0.36 * size});
}

void draw_arrow(const Diagram::Arrow& arrow, std::vector<Point> points, double scale, const Canvas& canvas) {
  const Color color = canvas.look().axis;
  if (!arrow.text.empty()) draw_arrow_text(points, arrow.text, scale * arrow_text_size, canvas);
  Path tip = head(points[points.size() - 2], points.back(), color, points.back());
  Path line{{}, {}, Stroke{color, line_width, {}, false}, false};
  line.outline.move_to(points[0]);
  for (std::size_t i = 1; i < points.size(); ++i) line.outline.line_to(points[i]);
  canvas.add(std::move(line));
  canvas.add(std::move(tip));
}

/// A rectangle with round corners.
Outline rounded(const Rect& r, double radius) {
  const double c = radius * 0.4477, right = r.x + r.width, bottom = r.y + r.height;
  Outline outline;
  outline.move_to({r.x + radius, r.y});
  outline.line_to({right - radius, r.y});
  outline.cubic_to({right - c, r.y}, {right, r.y + c}, {right, r.y + radius});
  outline.line_to({right, bottom - radius});
  outline.cubic_to({right, bottom - c}, {right - c, bottom}, {right - radius, bottom});
  outline.line_to({r.x + radius, bottom});
  outline.cubic_to({r.x + c, bottom}, {r.x, bottom - c}, {r.x, bottom - radius});
  outline.line_to({r.x, r.y + radius});
  outline.cubic_to({r.x, r.y + c}, {r.x + c, r.y}, {r.x + radius, r.y});
  outline.close();
  return outline;
}

void draw_box(const Placed& placed, const Canvas& canvas) {
  const Rect& frame = placed.frame;
  const Point middle = middle_of(frame);
  const Color color = color_of(placed.box->style, canvas);
  const bool has_color = placed.box->style.color >= 0;
  if (placed.box->shape != Shape::plain)
    canvas.add(
        Path{placed.box->shape == Shape::operation ? circle(middle, frame.width / 2) : rounded(frame, corner),
             has_color ? fill_of(placed.box->style, canvas) : canvas.look().background,
             Stroke{has_color ? color : canvas.look().axis, line_width, {}, true}, false});
  const double gap = placed.detail.items.empty() ? 0 : line_gap;
  double top = middle.y - (height_of(placed.text) + gap + height_of(placed.detail)) / 2;
  for (const TextBox* text : {&placed.text, &placed.detail}) {
    place(canvas.scene, *text, {middle.x - text->width / 2, top + text->ascent});
    top += height_of(*text) + line_gap;
  }
}

void draw_diagram(const Diagram& diagram, const Canvas& canvas) {
  if (diagram.boxes.empty()) return;
  const Rect area{canvas.area.x, canvas.area.y + margin, canvas.area.width, canvas.area.height - 2 * margin};
  const double scale = fitting_scale(diagram, area, canvas.look());
  const auto boxes = spread(diagram, scale, area, canvas.look());
  const bool is_upright = levels(diagram, &Point::y) > levels(diagram, &Point::x);
  for (const Diagram::Arrow& arrow : diagram.arrows)
    if (arrow.from < boxes.size() && arrow.to < boxes.size())
      draw_arrow(arrow, route(boxes[arrow.from], boxes[arrow.to], is_upright), scale, canvas);
  for (const Placed& one : boxes) draw_box(one, canvas);
}

}  // namespace

Appearance appearance(const Diagram& diagram) {
  return {Layer::texts, [&](const Canvas& canvas) { draw_diagram(diagram, canvas); }};
}

}  // namespace actviz::plots
