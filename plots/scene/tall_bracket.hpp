#pragma once
// Brackets of any height, as lines: glyphs stretched that far would be too heavy.
#include <optional>

#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// The left one of a pair, which the right one mirrors, in em: `line` is to be stroked, its y from -reach to
/// reach, its x from 0 to `width`.
struct TallBracket {
  double width;
  Outline line;
};

/// Nothing for a character that has no tall form.
std::optional<TallBracket> tall_bracket(char32_t character, double reach);

}  // namespace actviz::plots
