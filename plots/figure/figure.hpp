#pragma once
// What a figure says, in data space: plain values, no drawing calls, no pixels, no backend.
//
// Every text may contain math between $...$ (see plots/scene/math_text.hpp); a literal $ is written \$.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "plots/figure/theme.hpp"

namespace actviz::plots {

/// A point in data space, or in points (1/72 inch, y downwards) where the context is a scene.
struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

enum class Dash { solid, dashed, dotted, dash_dot };

/// How a mark looks, in roles that the theme turns into colours and lengths.
struct Style {
  int color = 0;  ///< index into the theme's series colours, taken modulo their number
  Dash dash = Dash::solid;
};

/// A curve through points; a NaN coordinate breaks it.
struct Line {
  std::vector<Point> points;
  Style style;
  std::string label;  ///< legend text; empty: not in the legend
};

/// Single values: the filled and open dots at a jump.
struct Dots {
  std::vector<Point> points;
  Style style;
  bool filled = true;
};

/// A shaded vertical strip lo <= x <= hi; infinite ends reach the panel's edge.
struct Band {
  double lo = 0, hi = 0;
  std::string label;  ///< several bands with one label make one legend entry
};

using Mark = std::variant<Line, Dots, Band>;

/// One axis; without limits, the range of the marks with a little room.
struct Axis {
  std::string label;
  std::optional<double> lo, hi;
};

/// One coordinate system with its marks, painted in order (bands first).
struct Panel {
  Axis x, y;
  std::vector<Mark> marks;
};

/// A whole figure.
struct Figure {
  std::string title;
  std::string subtitle;
  std::string description;  ///< for screen readers: what is to be seen, plain text
  ThemeName theme = ThemeName::light;
  Panel panel;
};

/// The size of the page in points and the resolution that raster formats give it.
struct Medium {
  double width = 576, height = 384;
  double dpi = 150;
};

}  // namespace actviz::plots
