#include "plots/backend/cells.hpp"

#include <array>

#include "lib/base/text.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::plots {
namespace {

constexpr std::string_view reset = "\x1b[0m";

/// The nearest colour of the 6 x 6 x 6 cube that every terminal with colours knows.
int cube_index(Color color) {
  const auto level = [](int v) { return v < 48 ? 0 : v < 115 ? 1 : (v - 35) / 40; };
  return 16 + 36 * level(color.r) + 6 * level(color.g) + level(color.b);
}

std::string start_color(Color color) { return "\x1b[38;5;" + std::to_string(cube_index(color)) + "m"; }

/// A colour of all that a terminal can show, in the foreground (38) or behind (48).
std::string true_color(int place, Color c) {
  return "\x1b[" + std::to_string(place) + ";2;" + std::to_string(c.r) + ";" + std::to_string(c.g) + ";" +
         std::to_string(c.b) + "m";
}

/// A cell's character and the colours that stand before it.
struct Written {
  std::string style, text;
};

Written written(const Cell& cell, bool with_colors) {
  Written result;
  const bool block = cell.upper && cell.lower;
  if (cell.text != 0)
    append_utf8(result.text, cell.text);
  else if (cell.dots != 0)
    append_utf8(result.text, 0x2800 + cell.dots);
  const bool has_mark = !result.text.empty();
  if (!has_mark && block) append_utf8(result.text, with_colors ? U'▀' : cell.shade);
  if (result.text.empty()) result.text = " ";
  if (!with_colors) return result;
  if (block) result.style = true_color(48, *cell.lower);
  if (block && !has_mark) result.style += true_color(38, *cell.upper);
  if (has_mark && cell.color) result.style += start_color(*cell.color);
  return result;
}

bool is_blank(const Cell& cell) { return cell.dots == 0 && cell.text == 0 && !cell.upper; }

}  // namespace

Cells::Cells(int columns, int rows)
    : columns_(columns), rows_(rows), cells_(static_cast<std::size_t>(columns * rows)) {}

void Cells::dot(int x, int y, std::optional<Color> color) {
  if (x < 0 || y < 0 || !has(x / 2, y / 4)) return;
  constexpr std::array<unsigned, 8> bit = {0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80};
  Cell& cell = at(x / 2, y / 4);
  cell.dots |= bit[static_cast<std::size_t>(y % 4 * 2 + x % 2)];
  if (cell.text == 0) cell.color = color;
}

void Cells::write(int column, int row, std::string_view text, std::optional<Color> color) {
  const std::string shown = escape_controls(text);
  for (std::size_t next = 0; next < shown.size(); ++column) {
    const char32_t c = next_character(shown, next);
    if (!has(column, row)) continue;
    at(column, row).text = c;
    at(column, row).color = color;
  }
}

bool Cells::is_free(int column, int row, int length) {
  for (int i = 0; i < length; ++i)
    if (!has(column + i, row) || at(column + i, row).dots != 0 || at(column + i, row).text != 0) return false;
  return true;
}

std::string Cells::line(int row, bool with_colors) {
  int end = columns_;
  while (end > 0 && is_blank(at(end - 1, row))) --end;
  std::string text, style;
  for (int column = 0; column < end; ++column) {
    const Written next = written(at(column, row), with_colors);
    if (next.style != style) text += (style.empty() ? "" : std::string(reset)) + next.style;
    style = next.style;
    text += next.text;
  }
  return style.empty() ? text : text + std::string(reset);
}

std::string colored(const std::string& text, std::optional<Color> color) {
  return color ? start_color(*color) + text + std::string(reset) : text;
}

}  // namespace actviz::plots
