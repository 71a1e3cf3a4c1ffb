// Boxes and arrows in character cells.
#include <algorithm>
#include <cmath>
#include <map>

#include "lib/base/text.hpp"
#include "plots/backend/terminal_marks.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

/// A box's text between brackets that show its shape.
std::string bracketed(const Diagram::Box& box, bool with_detail) {
  const bool detailed = with_detail && !box.detail.empty();
  const std::string text = plain_text(box.text) + (detailed ? " " + plain_text(box.detail) : "");
  if (box.shape == Diagram::Shape::operation) return "(" + text + ")";
  return box.shape == Diagram::Shape::plain ? text : "[" + text + "]";
}

int width_of(const std::string& text) { return static_cast<int>(display_width(text)); }

/// Whether the boxes fit beside each other with their details.
bool has_room_for_details(const Diagram& diagram, int columns) {
  std::map<double, int> widest;  // at each x
  for (const Diagram::Box& box : diagram.boxes)
    widest[box.at.x] = std::max(widest[box.at.x], width_of(bracketed(box, true)));
  constexpr int gap = 3;
  for (const auto& [x, width] : widest) columns -= width + gap;
  return columns >= 0;
}

/// A box as it is written, its middle on a cell.
struct WrittenBox {
  std::string text;
  int column, row;
  Point middle() const { return {2 * column + 1.0, 4 * row + 2.0}; }
  int half() const { return width_of(text) / 2; }
};

std::vector<WrittenBox> written_boxes(const Diagram& diagram, const Cells& cells) {
  const bool with_details = has_room_for_details(diagram, cells.columns());
  std::vector<WrittenBox> boxes;
  Line corners{{}, {}};
  int widest = 0;
  for (const Diagram::Box& box : diagram.boxes) {
    boxes.push_back({bracketed(box, with_details), 0, 0});
    widest = std::max(widest, boxes.back().half());
    corners.points.push_back(box.at);
  }
  Scales scales = limits(Panel{.marks = {corners}});
  scales.x = scales.x.onto(widest, cells.columns() - 1 - widest);
  scales.y = scales.y.onto(cells.rows(), 0);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Point at = scales(diagram.boxes[i].at);
    boxes[i].column = whole(at.x);
    boxes[i].row = std::clamp(whole(at.y), 0, cells.rows() - 1);
  }
  return boxes;
}

}  // namespace

void draw(const Diagram& diagram, const CellCanvas& canvas) {
  if (diagram.boxes.empty()) return;
  const auto boxes = written_boxes(diagram, canvas.cells);
  for (const auto& [from, to, text] : diagram.arrows) {
    const Point a = boxes[from].middle(), b = boxes[to].middle();
    const double turn = a.x + 2 * (boxes[from].half() + 2) * (a.x < b.x ? 1 : -1);  // beside the box
    const bool upright = std::fabs(a.x - b.x) < 2;
    draw_path(upright ? std::vector{a, b} : std::vector<Point>{a, {turn, a.y}, {turn, b.y}, b}, {Style::ink},
              canvas);
  }
  for (std::size_t i = 0; i < boxes.size(); ++i)
    canvas.cells.write(boxes[i].column - boxes[i].half(), boxes[i].row, boxes[i].text,
                       canvas.color(diagram.boxes[i].style));
  for (const auto& [from, to, text] : diagram.arrows) {
    const WrittenBox &a = boxes[from], &b = boxes[to];
    if (a.column < b.column) canvas.cells.write(b.column - b.half() - 1, b.row, "▶", {});
    if (a.column > b.column) canvas.cells.write(b.column - b.half() + width_of(b.text), b.row, "◀", {});
    if (a.column == b.column)
      canvas.cells.write(b.column, b.row + (a.row < b.row ? -1 : 1), a.row < b.row ? "▼" : "▲", {});
  }
}

}  // namespace actviz::plots
