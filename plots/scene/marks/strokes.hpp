#pragma once
// What several kinds of marks are drawn with.
#include "plots/scene/marks.hpp"

namespace actviz::plots {

/// A mark's colour on a canvas.
inline Color color_of(const Style& style, const Canvas& canvas) {
  return series_color(style, canvas.look(), canvas.series);
}

/// The stroke of a curve.
Stroke curve_stroke(const Style& style, const Canvas& canvas);

/// Lengths of dashes and gaps in points.
std::vector<double> dash_pattern(Dash dash);

/// The layer of a curve: dashed ones lie above solid ones, which show between their dashes.
Layer curve_layer(const Style& style);

/// What an area of a series is filled with, so pale that what lies beneath shows through.
Color fill_of(const Style& style, const Canvas& canvas);

/// The points of a curve in device space, broken where one is NaN.
Outline polyline(const std::vector<Point>& points, const Scales& scales);

/// A level line in the middle of a legend's place.
Path sample_line(const Rect& place, Stroke stroke);

/// The patch of colour in a legend's place.
Rect swatch(const Rect& place);

/// A circle around a point.
Outline circle(Point centre, double radius);

/// A filled or open circle.
Path dot(Point centre, Color color, bool filled, Color background);

/// Whether a point in data space lies within the limits.
bool is_inside(Point p, const Scales& scales);

/// The segments of a curve.
void add_curve(const std::vector<Point>& points, const Scales& scales, std::vector<Segment>& found);

/// Segments that fill a rectangle so densely that no text fits between.
void add_filled(const Rect& r, std::vector<Segment>& found);

}  // namespace actviz::plots
