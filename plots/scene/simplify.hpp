#pragma once
// Fewer points for the same line.
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// How far a line in a vector format may be off, in points: 0.05 pixels at 150 dpi.
inline constexpr double vector_tolerance = 0.024;

/// The outline without the points that lie within `tolerance` of the straight line between those that stay:
/// corners, ends and turns stay, curves and closed parts are left as they are. One pass, for a line of any
/// length.
Outline simplified(const Outline& outline, double tolerance);

}  // namespace actviz::plots
