#pragma once
// Numbers as colours.
#include "plots/figure/figure.hpp"

namespace actviz::plots {

/// The colour of a value whose place between the ends of a map is `t`, taken as 0 or 1 beyond them.
/// Sequential: viridis (van der Walt & Smith 2015, CC0). Diverging: blue
/// below 0.5, vermilion above, both of equal lightness, with the background's own tone between. In print both
/// from pale to dark grey.
Color map_color(ColorMap map, ThemeName theme, double t);

/// What stands for a number that is none.
Color missing_color(ThemeName theme);

}  // namespace actviz::plots
