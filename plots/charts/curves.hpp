#pragma once
// Functions and their derivatives as curves in one figure.
#include <optional>
#include <span>
#include <string>

#include "lib/catalogue/function.hpp"
#include "lib/number/float_format.hpp"
#include "plots/charts/window.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

struct CurveOptions {
  double lo = -6, hi = 6;  ///< finite, lo < hi
  int derivatives = 1;     ///< highest derivative shown: 0, 1 or 2
  double epsilon = 0.01;   ///< a slope of at most this size counts as flat
  std::string title{};     ///< empty: made from the functions
  ThemeName theme = ThemeName::light;
  LogAxes log{};
  std::vector<std::string> labels{};    ///< instead of the functions' names: none, or one each
  std::optional<FloatFormat> format{};  ///< draws staircases: x and the results rounded to it
  Overflow overflow = Overflow::ieee;   ///< in that format
};

/// Draws each function solid, its slope dashed, its curvature dotted. One function alone gets a colour for
/// each curve, its formula as subtitle and its flat regions shaded; several get a colour each. Kinks and
/// jumps are exact: a filled dot shows the value taken where a curve jumps, open dots the limits not taken.
/// In a format the exact curves are behind its staircases, and flat regions are not shaded.
Figure curves(std::span<const Function> functions, const CurveOptions& options);

}  // namespace actviz::plots
