#pragma once
// A grid of character cells: braille dots, text over them, and blocks of two colours.
#include <optional>
#include <string>
#include <vector>

#include "plots/figure/figure.hpp"

namespace actviz::plots {

/// What a terminal shows in one cell; text lies above dots, and both above blocks.
struct Cell {
  unsigned dots = 0;  ///< of a braille character, 2 x 4
  char32_t text = 0;
  std::optional<Color> color{};           ///< of the dots or the text
  std::optional<Color> upper{}, lower{};  ///< halves of a block
  char32_t shade = 0;                     ///< what stands for the block where there are no colours
};

/// A canvas of cells. Dots are counted from the upper left corner, two across and four down a cell; what lies
/// outside is left out.
class Cells {
 public:
  Cells(int columns, int rows);

  int columns() const { return columns_; }
  int rows() const { return rows_; }
  int dots_across() const { return 2 * columns_; }
  int dots_down() const { return 4 * rows_; }
  bool has(int column, int row) const { return column >= 0 && row >= 0 && column < columns_ && row < rows_; }
  /// Needs has(column, row).
  Cell& at(int column, int row) { return cells_[static_cast<std::size_t>(row * columns_ + column)]; }

  void dot(int x, int y, std::optional<Color> color);
  /// Writes text from a cell on; control characters are escaped.
  void write(int column, int row, std::string_view text, std::optional<Color> color);
  /// Whether none of `length` cells from one on has dots or text.
  bool is_free(int column, int row, int length);

  /// A row with or without its colours, no blanks at its end.
  std::string line(int row, bool with_colors);

 private:
  int columns_, rows_;
  std::vector<Cell> cells_;
};

/// Text in a colour, or as it is where there is none.
std::string colored(const std::string& text, std::optional<Color> color);

}  // namespace actviz::plots
