// Figures in a terminal: curves in braille dots, numbers and legend as text.
#include <algorithm>
#include <cmath>
#include <string>

#include "lib/base/text.hpp"
#include "plots/backend/backends.hpp"
#include "plots/backend/terminal_marks.hpp"
#include "plots/figure/ticks.hpp"
#include "plots/scene/marks.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

constexpr int most_ticks = 9;

std::string shown(std::string_view text) { return escape_controls(plain_text(text)); }

std::string padded_left(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, display_width(text)), ' ') + text;
}

/// A mark that stands in the legend.
struct Entry {
  const Mark* mark;
  std::string label;
  Style style;
  std::vector<std::string> cells;
};

/// The entries of a legend, each once. Bands are not drawn, for dots cannot be paler.
std::vector<Entry> legend_entries(std::span<const Panel> panels) {
  std::vector<Entry> entries;
  const auto add = [&](const Mark& mark, const auto& m) {
    if constexpr (requires {
                    m.label;
                    m.style;
                  }) {
      const auto same = [&](const Entry& e) {
        return e.mark->index() == mark.index() && e.label == shown(m.label) &&
               e.style.color == m.style.color && e.style.dash == m.style.dash;
      };
      if (m.label.empty() || std::ranges::any_of(entries, same)) return;
      entries.push_back({&mark, shown(m.label), m.style, {}});
      if constexpr (requires { m.cells; }) entries.back().cells = m.cells;
    }
  };
  for (const Panel& panel : panels)
    for (const Mark& mark : panel.marks) std::visit([&](const auto& m) { add(mark, m); }, mark);
  return entries;
}

/// What all parts of a drawing need.
struct Drawing {
  const Figure& figure;
  bool with_colors, with_letters;
  int series;

  std::string sample(const Entry& entry) const {
    const bool own = with_colors && entry.style.color >= 0;
    const auto color =
        own ? std::optional(series_color(entry.style, theme(figure.theme), series)) : std::nullopt;
    return colored(legend_sample(*entry.mark, with_letters), color);
  }
};

std::string legend_lines(const Drawing& drawing, std::size_t indent, std::size_t columns) {
  std::string text;
  std::size_t used = columns;
  for (const Entry& entry : legend_entries(drawing.figure.panels)) {
    const std::size_t width = 3 + 1 + display_width(entry.label) + 3;
    const bool wrap = used + width > columns;
    text += (text.empty() ? std::string(indent, ' ') : wrap ? '\n' + std::string(indent, ' ') : "   ");
    if (wrap) used = indent;
    text += drawing.sample(entry) + ' ' + entry.label;
    used += width;
  }
  return text.empty() ? text : text + '\n';
}

/// The legend as a table: labels, and beside each its cells.
std::string legend_table(const Drawing& drawing) {
  std::vector<std::vector<std::string>> rows{drawing.figure.legend_heading};
  const auto entries = legend_entries(drawing.figure.panels);
  for (const Entry& entry : entries) {
    rows.push_back({entry.label});
    rows.back().insert(rows.back().end(), entry.cells.begin(), entry.cells.end());
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
    text += r > 0 ? drawing.sample(entries[r - 1]) : "   ";
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      const bool last = i + 1 == rows[r].size();
      text += (i > 0 ? "  " : " ") + rows[r][i] +
              std::string(last ? 0 : widths[i] - display_width(rows[r][i]), ' ');
    }
    text += '\n';
  }
  return text;
}

/// The numbers of an axis, or the names that stand for them.
std::vector<Tick> axis_ticks(const Axis& axis, const Scale& scale, int wanted) {
  if (axis.categories.empty())
    return ticks(scale.spacing, scale.lo, scale.hi, std::clamp(wanted, 2, most_ticks));
  std::vector<Tick> named;
  for (std::size_t i = 0; i < axis.categories.size(); ++i)
    if (const auto value = static_cast<double>(i); value >= scale.lo && value <= scale.hi)
      named.push_back({value, axis.categories[i]});
  return named;
}

std::vector<Tick> y_ticks(const Panel& panel, const Scale& scale, int rows) {
  return axis_ticks(panel.y, scale, rows / 3);
}

/// The ruler below the plot and the numbers below it.
std::string x_axis(const Panel& panel, const Scale& scale, std::size_t indent, int columns) {
  std::vector<std::string> ruler(static_cast<std::size_t>(columns), "─");
  std::string numbers(indent + 1, ' ');
  std::size_t end = 0;
  std::vector<Tick> marks = axis_ticks(panel.x, scale, columns / 10);
  if (scale.from > scale.to) std::ranges::reverse(marks);
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
std::string panel_lines(const Drawing& drawing, const Panel& panel, Scales scales, int rows, int total,
                        std::size_t indent, bool with_x) {
  if (panel.marks.size() == 1)
    if (const auto* formulas = std::get_if<Formulas>(&panel.marks.front()))
      return formula_lines(*formulas, static_cast<std::size_t>(total));
  const int columns = total - static_cast<int>(indent) - 1;
  Cells cells(columns, rows);
  const double left = 0.5, right = cells.dots_across() - 0.5, top = 0.5, bottom = cells.dots_down() - 0.5;
  scales.x = panel.x.reversed ? scales.x.onto(right, left) : scales.x.onto(left, right);
  scales.y = panel.y.reversed ? scales.y.onto(top, bottom) : scales.y.onto(bottom, top);
  draw_marks(panel, {cells, scales, drawing.figure.theme, drawing.series, drawing.with_colors,
                     drawing.with_letters});

  const auto numbers = panel.bare ? std::vector<Tick>{} : y_ticks(panel, scales.y, rows);
  std::string out;
  for (int r = 0; r < rows; ++r) {
    std::string label, edge = panel.bare ? " " : "│";
    for (const Tick& tick : numbers)
      if (static_cast<int>(std::clamp(scales.y(tick.value), -1e6, 1e6)) / 4 == r) {
        label = shown(tick.label);
        edge = "┤";
      }
    out += padded_left(label, indent - 1) + ' ' + edge + cells.line(r, drawing.with_colors) + '\n';
  }
  if (with_x && !panel.bare) out += x_axis(panel, scales.x, indent, columns);
  for (const Mark& mark : panel.marks)
    if (const auto* heatmap = std::get_if<Heatmap>(&mark))
      out += std::string(indent + 1, ' ') + color_scale(*heatmap, drawing.figure.theme, drawing.with_colors) +
             '\n';
  return out;
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
  for (std::size_t i = 0; i < count; ++i)
    if (!figure.panels[i].bare)
      for (const Tick& tick : y_ticks(figure.panels[i], scales[i].y, rows))
        indent = std::max(indent, display_width(shown(tick.label)));
  indent = std::min(indent + 1, static_cast<std::size_t>(total) / 2);

  const bool with_colors = sheet.terminal.color;
  const Drawing drawing{figure, with_colors, !with_colors && needs_letters(figure), series_count(figure)};
  std::string out = figure.title.empty() ? "" : std::string(indent + 1, ' ') + shown(figure.title) + '\n';
  for (std::size_t i = 0; i < count; ++i) {
    const std::string heading = panel_heading(figure, figure.panels[i]);
    if (!heading.empty()) out += '\n' + std::string(indent + 1, ' ') + heading + '\n';
    const bool with_x = !figure.share_x || i + 1 == count;
    out += panel_lines(drawing, figure.panels[i], scales[i], rows, total, indent, with_x);
  }
  out += figure.legend_heading.empty() ? legend_lines(drawing, indent + 1, static_cast<std::size_t>(total))
                                       : '\n' + legend_table(drawing);
  sink.write(out);
}

}  // namespace actviz::plots
