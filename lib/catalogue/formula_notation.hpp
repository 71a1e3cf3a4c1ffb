#pragma once
// How the pieces of a formula are written: all that figures, LaTeX and MathML differ in.
#include <string>
#include <string_view>

#include "lib/catalogue/formula.hpp"

namespace actviz::detail {

/// What stands around one or two parts, and between them.
struct Frame {
  std::string_view before, between, after;
};

/// One way to write mathematics down. What stacks or repeats parts is a frame, what joins them is text.
struct Notation {
  bool has_room;  ///< for fractions of any width, case distinctions of several lines and every digit
  std::string (*symbol)(std::string_view name);    ///< a variable: Greek by name, a letter, or a word
  std::string (*function)(std::string_view name);  ///< "tanh", upright
  std::string (*number)(std::string_view digits);
  std::string_view (*sign)(Op op);  ///< of a sum, a difference or a comparison, with its spaces
  std::string_view minus;           ///< in front of what it negates
  std::string_view slash, comma;
  std::string_view adjacent, thin_space, before_parenthesis, dot;  ///< between the factors of a product

  Frame group;  ///< makes one part of several pieces
  Frame call, parentheses, tall_parentheses, bars, tall_bars;
  Frame fraction, power, subscript, root, cube_root;
  Frame row, last_row, cases;  ///< of a case distinction: value and condition, the last value, the whole
};

/// Whether a name is that of a Greek letter.
bool is_greek(std::string_view name);

extern const Notation figure_notation, latex_notation, mathml_notation;

}  // namespace actviz::detail
