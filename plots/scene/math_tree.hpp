#pragma once
// The structure of a text with mathematics: what math_text sets in glyphs and plain_text spells in
// characters.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace actviz::plots {

/// The part a node plays among its neighbours, which decides the spaces between them (Knuth's atom classes;
/// `none` takes no part: plain text, explicit spaces).
enum class Role : std::uint8_t {
  none,
  ordinary,
  function,
  binary,
  relation,
  open,
  close,
  punctuation,
  inner,  // a fraction
};

enum class Shape : std::uint8_t { upright, italic, bold };

struct MathNode {
  enum class Kind : std::uint8_t { text, symbol, space, row, scripts, fraction, root, fence, cases };

  Kind kind = Kind::row;
  Role role = Role::ordinary;
  Shape shape = Shape::upright;  ///< of a symbol
  double width = 0;              ///< of a space, in em
  /// What stands in text outside mathematics, or the symbol (or a name such as "tanh"); of a fence the
  /// brackets on its left and right, a full stop for none.
  std::u32string text = {};
  /// row: in order; scripts: base, lower, upper; fraction: top, bottom; root, fence: content; cases: rows,
  /// of which each has its cells.
  std::vector<MathNode> children = {};

  bool empty() const { return kind == Kind::row && children.empty(); }
  /// The part it plays for what stands before it, and for what stands behind: in parentheses may be an
  /// argument, which no space parts from its function.
  Role role_before() const {
    return kind != Kind::fence ? role : text.starts_with(U'(') ? Role::open : Role::inner;
  }
  Role role_behind() const { return kind == Kind::fence ? Role::close : role; }
};

/// Reads a text whose mathematics stands between $...$. Never fails: what is no mathematics stays as written,
/// but for tabs and ends of lines, which are spaces.
MathNode parse_text(std::string_view text);

}  // namespace actviz::plots
