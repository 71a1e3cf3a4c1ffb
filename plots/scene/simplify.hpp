#pragma once
// Fewer points for the same line.
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// The outline without the points that lie within `tolerance` of the straight line between those that stay:
/// corners, ends and turns stay, curves and closed parts are left as they are. One pass, for a line of any
/// length.
Outline simplified(const Outline& outline, double tolerance);

}  // namespace actviz::plots
