// Figures in a terminal: curves in braille dots, numbers and legend as text.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "lib/base/text.hpp"
#include "plots/backend/backends.hpp"
#include "plots/figure/scale.hpp"
#include "plots/figure/ticks.hpp"
#include "plots/scene/marks.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

std::string shown(std::string_view text) { return escape_controls(plain_text(text)); }

/// A character cell of 2 x 4 braille dots and the series that last drew in it.
struct CellDots {
  unsigned bits = 0;
  Style style;
};

/// Adds a code point of the basic plane as UTF-8.
void append_utf8(std::string& out, unsigned code) {
  out += static_cast<char>(0xe0 | (code >> 12));
  out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
  out += static_cast<char>(0x80 | (code & 0x3f));
}

/// The nearest colour of the 6 x 6 x 6 cube that every terminal with colours knows.
int cube_index(Color color) {
  const auto level = [](int v) { return v < 48 ? 0 : v < 115 ? 1 : (v - 35) / 40; };
  return 16 + 36 * level(color.r) + 6 * level(color.g) + level(color.b);
}

class Canvas {
 public:
  Canvas(int columns, int rows)
      : columns_(columns), rows_(rows), cells_(static_cast<std::size_t>(columns * rows)) {}

  int dots_across() const { return 2 * columns_; }
  int dots_down() const { return 4 * rows_; }

  void set(int x, int y, const Style& style) {
    if (x < 0 || y < 0 || x >= dots_across() || y >= dots_down()) return;
    constexpr std::array<unsigned, 8> bit = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};
    CellDots& cell = cells_[static_cast<std::size_t>(y / 4 * columns_ + x / 2)];
    cell.bits |= bit[static_cast<std::size_t>(y % 4 * 2 + x % 2)];
    cell.style = style;
  }

  std::span<const CellDots> row(int i) const {
    return std::span(cells_).subspan(static_cast<std::size_t>(i * columns_),
                                     static_cast<std::size_t>(columns_));
  }

 private:
  int columns_, rows_;
  std::vector<CellDots> cells_;
};

/// How many dots of a dash pattern are drawn and left out.
bool is_drawn(Dash dash, int dot) {
  switch (dash) {
    case Dash::dashed:
      return dot % 5 < 3;
    case Dash::dotted:
      return dot % 3 == 0;
    case Dash::dash_dot:
      return dot % 7 < 3 || dot % 7 == 5;
    case Dash::solid:
      break;
  }
  return true;
}

void draw_line(Canvas& canvas, const Line& line, const Scales& scales) {
  int drawn = 0;
  bool starts = true;  // a stretch of the curve, with its first point
  for (std::size_t i = 1; i < line.points.size(); ++i) {
    const Point a = scales(line.points[i - 1]), b = scales(line.points[i]);
    if (std::isnan(a.x + a.y + b.x + b.y)) {
      starts = true;
      continue;
    }
    const double reach = std::max(std::fabs(b.x - a.x), std::fabs(b.y - a.y));
    const int steps = static_cast<int>(std::clamp(std::ceil(reach), 1.0, 2000.0));
    for (int k = std::exchange(starts, false) ? 0 : 1; k <= steps; ++k) {
      const double t = static_cast<double>(k) / steps;
      const double x = std::clamp(a.x + t * (b.x - a.x), -1e6, 1e6),
                   y = std::clamp(a.y + t * (b.y - a.y), -1e6, 1e6);
      if (is_drawn(line.style.dash, drawn++))
        canvas.set(static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)), line.style);
    }
  }
}

std::string padded_left(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, display_width(text)), ' ') + text;
}

/// Writes text in a series' colour, or as it is.
struct Painter {
  bool color;
  const Theme& look;
  int series;
  std::string operator()(const std::string& text, const Style& style) const {
    if (!color || style.color < 0) return text;
    return "\x1b[38;5;" + std::to_string(cube_index(series_color(style, look, series))) + "m" + text +
           "\x1b[0m";
  }
};

constexpr std::array samples = {"───", "╌╌╌", "···", "─·─"};

/// The entries of a legend, each curve's once.
std::vector<const Line*> legend_entries(std::span<const Panel> panels) {
  std::vector<const Line*> entries;
  for (const Panel& panel : panels)
    for (const Mark& mark : panel.marks) {
      const auto* line = std::get_if<Line>(&mark);
      if (line != nullptr && !line->label.empty()) entries.push_back(line);
    }
  return entries;
}

std::string legend_lines(std::span<const Panel> panels, const Painter& paint, std::size_t indent,
                         std::size_t columns) {
  std::string text;
  std::size_t used = columns;
  for (const Line* line : legend_entries(panels)) {
    const std::string label = shown(line->label);
    const std::size_t width = 3 + 1 + display_width(label) + 3;
    const bool wrap = used + width > columns;
    text += (text.empty() ? std::string(indent, ' ') : wrap ? '\n' + std::string(indent, ' ') : "   ");
    if (wrap) used = indent;
    text += paint(samples[static_cast<std::size_t>(line->style.dash)], line->style) + ' ' + label;
    used += width;
  }
  return text + '\n';
}

/// The legend as a table: labels, and beside each its cells.
std::string legend_table(const Figure& figure, const Painter& paint) {
  std::vector<std::vector<std::string>> rows{figure.legend_heading};
  const auto entries = legend_entries(figure.panels);
  for (const Line* line : entries) {
    rows.push_back({line->label});
    rows.back().insert(rows.back().end(), line->cells.begin(), line->cells.end());
  }
  std::vector<std::size_t> widths;
  for (auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = shown(row[i]);
      widths.resize(std::max(widths.size(), i + 1));
      widths[i] = std::max(widths[i], display_width(row[i]));
    }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Line* line = r > 0 ? entries[r - 1] : nullptr;
    text += line ? paint(samples[static_cast<std::size_t>(line->style.dash)], line->style) : "   ";
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      const bool last = i + 1 == rows[r].size();
      text += (i > 0 ? "  " : " ") + rows[r][i] +
              std::string(last ? 0 : widths[i] - display_width(rows[r][i]), ' ');
    }
    text += '\n';
  }
  return text;
}

/// The ruler below the plot and the numbers below it.
std::string x_axis(const std::vector<Tick>& marks, const Scale& scale, std::size_t indent, int columns) {
  std::vector<std::string> ruler(static_cast<std::size_t>(columns), "─");
  std::string numbers(indent + 1, ' ');
  std::size_t end = 0;
  for (const Tick& tick : marks) {
    const std::string label = shown(tick.label);
    const int at = std::clamp(static_cast<int>(scale(tick.value) / 2), 0, columns - 1);
    const auto width = display_width(label);
    const auto start = static_cast<std::size_t>(std::max(0, at - static_cast<int>(width / 2)));
    ruler[static_cast<std::size_t>(at)] = "┬";
    if (start < end + 1 && end > 0) continue;
    numbers += std::string(start - end, ' ') + label;
    end = start + width;
  }
  return std::string(indent, ' ') + "└" + join(ruler, "") + '\n' + numbers + '\n';
}

/// The canvas of one panel with its numbers, and the x axis where it has numbers.
std::string panel_lines(const Panel& panel, Scales scales, const Painter& paint, int rows, int total,
                        std::size_t indent, bool with_x) {
  const auto y_ticks = ticks(scales.y.lo, scales.y.hi, std::clamp(rows / 3, 2, 9));
  const int columns = total - static_cast<int>(indent) - 1;
  Canvas canvas(columns, rows);
  scales.x = {scales.x.lo, scales.x.hi, 0.5, canvas.dots_across() - 0.5};
  scales.y = {scales.y.lo, scales.y.hi, canvas.dots_down() - 0.5, 0.5};
  for (const bool solid : {false, true})
    for (const Mark& mark : panel.marks)
      if (const auto* line = std::get_if<Line>(&mark); line && (line->style.dash == Dash::solid) == solid)
        draw_line(canvas, *line, scales);

  std::string out;
  for (int r = 0; r < rows; ++r) {
    std::string label, edge = "│";
    for (const Tick& tick : y_ticks)
      if (static_cast<int>(std::clamp(scales.y(tick.value), -1e6, 1e6)) / 4 == r) {
        label = shown(tick.label);
        edge = "┤";
      }
    out += padded_left(label, indent - 1) + ' ' + edge;
    std::string line;
    std::size_t blanks = 0;
    for (const CellDots& cell : canvas.row(r)) {
      if (cell.bits == 0) {
        ++blanks;
        continue;
      }
      line += std::string(std::exchange(blanks, 0), ' ');
      std::string dots;
      append_utf8(dots, 0x2800 + cell.bits);
      line += paint(dots, cell.style);
    }
    out += line + '\n';
  }
  const auto x_ticks = ticks(scales.x.lo, scales.x.hi, std::clamp(columns / 10, 2, 9));
  return with_x ? out + x_axis(x_ticks, scales.x, indent, columns) : out;
}

/// What a panel shows: its title, or among several the name of its y axis.
std::string panel_heading(const Figure& figure, const Panel& panel) {
  if (figure.panels.size() == 1) return {};
  return shown(panel.title.empty() ? panel.y.label : panel.title);
}

}  // namespace

void write_terminal(const Sheet& sheet, Sink& sink) {
  if (sheet.terminal.image != InlineImage::none) return write_inline_image(sheet, sink);
  const Figure& figure = sheet.figure;
  const auto scales = limits(figure);
  const std::size_t count = figure.panels.size();
  // Panels stand below each other, those of several half as high.
  const int rows = std::clamp(count > 1 ? sheet.terminal.rows / 2 : sheet.terminal.rows, 5, 200),
            total = std::clamp(sheet.terminal.columns, 30, 500);
  std::size_t indent = 0;
  for (const Scales& one : scales)
    for (const Tick& tick : ticks(one.y.lo, one.y.hi, std::clamp(rows / 3, 2, 9)))
      indent = std::max(indent, display_width(shown(tick.label)));
  ++indent;

  const Painter paint{sheet.terminal.color, theme(figure.theme), series_count(figure)};
  std::string out = figure.title.empty() ? "" : std::string(indent + 1, ' ') + shown(figure.title) + '\n';
  for (std::size_t i = 0; i < count; ++i) {
    const std::string heading = panel_heading(figure, figure.panels[i]);
    if (!heading.empty()) out += '\n' + std::string(indent + 1, ' ') + heading + '\n';
    const bool with_x = !figure.share_x || i + 1 == count;
    out += panel_lines(figure.panels[i], scales[i], paint, rows, total, indent, with_x);
  }
  if (figure.legend_heading.empty())
    out += legend_lines(figure.panels, paint, indent + 1, static_cast<std::size_t>(total));
  else
    out += '\n' + legend_table(figure, paint);
  sink.write(out);
}

}  // namespace actviz::plots
