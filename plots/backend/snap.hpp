#pragma once
// Straight lines and boxes moved to whole pixels, so that rules come out sharp.
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// An outline in pixels whose horizontal and vertical lines, drawn with a whole `width`, cover whole pixels:
/// their middles lie on pixel edges for even widths and on pixel centres for odd ones. Outlines with curves
/// stay.
Outline snapped_stroke(Outline outline, double width);

/// An outline in pixels whose edges of its bounding box lie on pixel edges, at least one pixel apart.
Outline snapped_fill(Outline outline);

}  // namespace actviz::plots
