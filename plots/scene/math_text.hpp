#pragma once
// Text with mathematics, set without TeX: a string becomes glyph runs and rules.
//
// Outside $...$ plain text. Inside: letters italic, digits and operators upright, spacing around binary
// operators and relations; `\alpha` ... `\Omega` and plain UTF-8 Greek; `_x ^{...}` scripts; `\frac{}{}`;
// `\sqrt{}` with its bar; `\mathrm{}` upright; `'` a prime; `-` a minus sign; `\,` a thin space; `\le \ge \ne
// \cdot \infty \pm`, names of functions and \operatorname{}; `\left( \right)` as tall as what they enclose;
// `\begin{cases} a & b \\ c & d \end{cases}`.
#include <string_view>
#include <vector>

#include "plots/scene/scene.hpp"

namespace actviz::plots {

struct TextStyle {
  double size = 11;  ///< in points
  Color color;
  Face face = Face::regular;
  bool display = false;  ///< a formula alone on its line: fractions at full size, limits above and below sums
};

/// A set line of text; its origin is the left end of the baseline.
struct TextBox {
  std::vector<Item> items;  ///< GlyphRun and Path (bars, tall brackets) relative to the origin
  double width = 0, ascent = 0, descent = 0;
};

/// Sets a string. Never throws: what cannot be read as math (an unknown command, a missing brace) is set as
/// it is written. `ascent` and `descent` are at least those of the face, so that lines of one size align.
TextBox set_text(std::string_view text, const TextStyle& style);

/// Adds a text box to a scene with its origin at `at`, rotated counter-clockwise.
void place(Scene& scene, const TextBox& box, Point at, double angle_deg = 0);

/// The string without its math markup, for file formats' metadata and the terminal: "β", "x²", "√2", "f′".
std::string plain_text(std::string_view text);

}  // namespace actviz::plots
