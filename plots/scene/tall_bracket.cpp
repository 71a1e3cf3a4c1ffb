#include "plots/scene/tall_bracket.hpp"

#include <algorithm>

namespace actviz::plots {
namespace {

constexpr double parenthesis_width = 0.22, brace_width = 0.36, square_width = 0.18;

Outline parenthesis(double reach) {
  constexpr double width = parenthesis_width;
  Outline line;
  line.move_to({width, -reach});
  line.cubic_to({0.3 * width, -0.7 * reach}, {0, -0.35 * reach}, {0, 0});
  line.cubic_to({0, 0.35 * reach}, {0.3 * width, 0.7 * reach}, {width, reach});
  return line;
}

Outline brace(double reach) {
  constexpr double width = brace_width, middle = width / 2;
  const double bend = std::min(0.26, reach / 2), tight = 0.4 * bend;
  Outline line;
  line.move_to({width, -reach});
  line.cubic_to({0.65 * width, -reach}, {middle, tight - reach}, {middle, bend - reach});
  line.line_to({middle, -bend});
  line.cubic_to({middle, -tight}, {0.35 * width, 0}, {0, 0});
  line.cubic_to({0.35 * width, 0}, {middle, tight}, {middle, bend});
  line.line_to({middle, reach - bend});
  line.cubic_to({middle, reach - tight}, {0.65 * width, reach}, {width, reach});
  return line;
}

/// An upright with a foot, a head, both or none.
Outline upright(double reach, bool has_head, bool has_foot) {
  Outline line;
  line.move_to({has_head ? square_width : 0, -reach});
  if (has_head) line.line_to({0, -reach});
  line.line_to({0, reach});
  if (has_foot) line.line_to({square_width, reach});
  return line;
}

}  // namespace

std::optional<TallBracket> tall_bracket(char32_t character, double reach) {
  switch (character) {
    case U'(':
    case U')':
      return TallBracket{parenthesis_width, parenthesis(reach)};
    case U'{':
    case U'}':
      return TallBracket{brace_width, brace(reach)};
    case U'[':
    case U']':
      return TallBracket{square_width, upright(reach, true, true)};
    case U'⌊':
    case U'⌋':
      return TallBracket{square_width, upright(reach, false, true)};
    case U'⌈':
    case U'⌉':
      return TallBracket{square_width, upright(reach, true, false)};
    case U'|':
      return TallBracket{0, upright(reach, false, false)};
    default:
      return {};
  }
}

}  // namespace actviz::plots
