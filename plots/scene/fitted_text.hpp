#pragma once
// Text for a place of limited width.
#include <string>
#include <vector>

#include "plots/scene/math_text.hpp"

namespace actviz::plots {

/// A line of text made smaller until it fits a width; where it would become too small, cut with an ellipsis.
TextBox fitted(const std::string& text, TextStyle style, double width);

/// A text as lines of at most that width, broken at spaces outside mathematics.
std::vector<TextBox> wrapped(const std::string& text, const TextStyle& style, double width);

}  // namespace actviz::plots
