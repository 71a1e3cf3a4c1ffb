#pragma once
// Each kind of mark as paths.
#include "plots/figure/scale.hpp"
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// The colour of a series: its index into the palette, the text colour for a negative one.
Color series_color(const Style& style, const Theme& theme, int series_count);
/// How many series colours the marks of a panel use.
int series_count(const Panel& panel);
/// The stroke of a curve.
Stroke series_stroke(const Style& style, Color color, const Theme& theme);

void draw_bands(Scene& scene, const Panel& panel, const Scales& scales, const Rect& area, const Theme& theme);
/// Lines and dots, clipped to the area; dashed lines lie beneath solid ones.
void draw_curves(Scene& scene, const Panel& panel, const Scales& scales, const Rect& area,
                 const Theme& theme);
/// A filled or open circle.
Path dot(Point centre, Color color, bool filled, Color background);

}  // namespace actviz::plots
