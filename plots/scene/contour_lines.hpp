#pragma once
// Lines of equal value through a field.
#include <vector>

#include "plots/figure/figure.hpp"

namespace actviz::plots {

/// The lines on which a field, linear between the middles of neighbouring cells and from there to the edge,
/// has a value: open ones end at the edge or at cells without a number, closed ones end where they start.
/// Points are fractions of the region, (0, 0) being its `from`. Marching squares; a saddle is decided by the
/// mean of its corners, and lines cross where that is the level.
std::vector<std::vector<Point>> contour_lines(const Field& field, double level);

}  // namespace actviz::plots
