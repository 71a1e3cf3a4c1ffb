#pragma once
// Each kind of mark as paths.
#include "plots/figure/scale.hpp"
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// The colour of a series: its index into the palette, or the theme's for ink and grey.
Color series_color(const Style& style, const Theme& theme, int series_count);
/// How many series colours the marks of a figure use.
int series_count(const Figure& figure);
/// The stroke of a curve.
Stroke series_stroke(const Style& style, Color color, const Theme& theme);

/// The marks beneath the grid.
void draw_bands(Scene& scene, const Panel& panel, const Scales& scales, const Rect& area, const Theme& theme);
/// Lines and dots, clipped to the area; dashed lines lie beneath solid ones. `series`: the figure's
/// number of colours.
void draw_curves(Scene& scene, const Panel& panel, const Scales& scales, const Rect& area, const Theme& theme,
                 int series);
/// The dots of callouts, and the texts of those that find a place: the nearest at which they hide no curve,
/// no other text and nothing of `taken`.
void draw_callouts(Scene& scene, const Panel& panel, const Scales& scales, const Rect& area,
                   const Theme& theme, int series, std::vector<Rect> taken);
/// Whether a point in data space lies within the limits.
bool is_inside(Point p, const Scales& scales);
/// A filled or open circle.
Path dot(Point centre, Color color, bool filled, Color background);

}  // namespace actviz::plots
