#pragma once
// What text inside a plot area must not cover.
#include "plots/figure/scale.hpp"
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// A straight piece of a curve in device space; a single point where both ends are equal.
struct Segment {
  Point from, to;
};

/// The curves and dots of a panel.
std::vector<Segment> obstacles(const Panel& panel, const Scales& scales);

/// Whether a segment meets a rectangle.
bool meets(const Segment& segment, const Rect& r);
/// Whether two segments cross or touch; parallel ones never do.
bool meets(const Segment& a, const Segment& b);
/// Whether two rectangles overlap.
bool meets(const Rect& a, const Rect& b);

/// A rectangle that reaches `distance` further on every side.
inline Rect grown(const Rect& r, double distance) {
  return {r.x - distance, r.y - distance, r.width + 2 * distance, r.height + 2 * distance};
}

}  // namespace actviz::plots
