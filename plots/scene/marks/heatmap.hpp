#pragma once
// What fields say, for whatever shows them.
#include "plots/figure/ticks.hpp"
#include "plots/scene/marks.hpp"

namespace actviz::plots {

/// The numbers at the ends of a heatmap's colours: those given, else the range of its values; alike on both
/// sides of 0 for a diverging map. lo < hi.
struct ColorRange {
  double lo = 0, hi = 1;
};
ColorRange color_range(const Heatmap& heatmap);

/// The levels of a contour with their labels: those given, else round ones.
std::vector<Tick> contour_levels(const Contour& contour);

/// The place on the page that a region of data takes.
Rect place_of(const Region& region, const Scales& scales);

}  // namespace actviz::plots
