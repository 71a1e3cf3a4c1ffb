// Tables of formulas.
#include <algorithm>
#include <numeric>

#include "plots/scene/fitted_text.hpp"
#include "plots/scene/marks/strokes.hpp"

namespace actviz::plots {
namespace {

constexpr double name_size = 11, formula_size = 13, small_size = 10;
constexpr double column_gap = 30, most_column_gap = 130, line_gap = 3;
constexpr double heading_pad = 4, least_pad = 7, most_pad = 15;  // above and below each row
constexpr double strong_line = 1.1, fine_line = 0.6;
constexpr double smallest = 0.5, shrink = 0.96;

/// Texts beside each other on one line, and its extent.
struct SetRow {
  std::vector<TextBox> cells;
  double ascent = 0, descent = 0;
  enum class Part { heading, line, continued } part = Part::line;

  double height() const { return ascent + descent; }
  void add(TextBox box) {
    ascent = std::max(ascent, box.ascent);
    descent = std::max(descent, box.descent);
    cells.push_back(std::move(box));
  }
};

/// Everything at its size, without places.
struct SetTable {
  std::vector<SetRow> rows;  ///< the heading first, if there is one
  std::vector<double> widths;
  std::vector<TextBox> remark;
  double scale = 1;

  SetTable(const Formulas& formulas, double size, double width, const Theme& look) : scale(size) {
    const TextStyle name{scale * name_size, look.text},
        formula{scale * formula_size, look.text, Face::regular, true},
        small{scale * small_size, look.muted_text};
    if (!formulas.heading.empty()) {
      rows.emplace_back().add({});
      rows.back().part = SetRow::Part::heading;
      for (const std::string& text : formulas.heading) rows.back().add(set_text(text, small));
    }
    for (const Formulas::Row& row : formulas.rows) {
      rows.emplace_back().add(set_text(row.name, name));
      if (row.name.empty()) rows.back().part = SetRow::Part::continued;
      for (const std::string& cell : row.cells) rows.back().add(set_text(cell, formula));
    }
    for (const SetRow& row : rows)
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        widths.resize(std::max(widths.size(), i + 1));
        widths[i] = std::max(widths[i], row.cells[i].width);
      }
    if (!formulas.remark.empty()) remark = wrapped(formulas.remark, small, width);
  }

  double width() const {
    return std::accumulate(widths.begin(), widths.end(), 0.0) +
           scale * column_gap * (static_cast<double>(widths.size()) - 1);
  }
  double pad_of(const SetRow& row, double pad) const {
    return row.part == SetRow::Part::heading ? scale * heading_pad : pad;
  }
  /// With so much above and below each line.
  double height(double pad) const {
    double sum = remark.empty() ? 0 : 2 * scale * least_pad;
    for (const SetRow& row : rows) sum += row.height() + 2 * pad_of(row, pad);
    for (const TextBox& line : remark) sum += line.ascent + line.descent + scale * line_gap;
    return sum;
  }
};

void draw_line(double y, double width, Color color, const Canvas& canvas) {
  Path line{{}, {}, Stroke{color, width, {}, false}, true};
  line.outline.move_to({canvas.area.x, y});
  line.outline.line_to({canvas.area.x + canvas.area.width, y});
  canvas.add(std::move(line));
}

void draw_formulas(const Formulas& formulas, const Canvas& canvas) {
  const Rect& area = canvas.area;
  const Theme& look = canvas.look();
  SetTable table(formulas, 1, area.width, look);
  const auto fits = [&] {
    return table.width() <= area.width && table.height(table.scale * least_pad) <= area.height;
  };
  while (table.scale > smallest && !fits())
    table = SetTable(formulas, table.scale * shrink, area.width, look);

  // What height is left goes to the lines, what width to the columns of formulas.
  const auto share = [](double spare, std::size_t parts) {
    return std::max(0.0, spare) / static_cast<double>(std::max<std::size_t>(parts, 1));
  };
  const double scale = table.scale;
  const double pad = std::min(
      scale * least_pad + share(area.height - table.height(scale * least_pad), 2 * formulas.rows.size()),
      scale * most_pad);
  const double gap = std::min(scale * column_gap + share(area.width - table.width(), table.widths.size() - 1),
                              scale * most_column_gap);
  double y = area.y;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const SetRow& row = table.rows[r];
    const bool is_first = r == 0, is_continued = row.part == SetRow::Part::continued;
    const bool is_strong = is_first || table.rows[r - 1].part == SetRow::Part::heading;
    if (!is_continued)
      draw_line(y, is_first ? strong_line : fine_line, is_strong ? look.axis : look.grid, canvas);
    y += is_continued ? 0 : table.pad_of(row, pad);
    double x = area.x;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      place(canvas.scene, row.cells[i], {x, y + row.ascent});
      x += table.widths[i] + (i > 0 ? gap : scale * column_gap);
    }
    y += row.height() + table.pad_of(row, pad);
  }
  draw_line(y, strong_line, look.axis, canvas);
  y += table.scale * least_pad;
  for (const TextBox& line : table.remark) {
    place(canvas.scene, line, {area.x, y + line.ascent});
    y += line.ascent + line.descent + table.scale * line_gap;
  }
}

}  // namespace

Appearance appearance(const Formulas& formulas) {
  return {Layer::texts, [&](const Canvas& canvas) { draw_formulas(formulas, canvas); }};
}

}  // namespace actviz::plots
