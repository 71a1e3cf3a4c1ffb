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
  static constexpr int ink = -1, grey = -2;
  int color = 0;  ///< index into the theme's series colours, taken modulo their number, or one of these
  Dash dash = Dash::solid;
  bool behind = false;  ///< beneath all others, wide and pale, so that it shows where another covers it
};

// A mark says what it has by the names of its members: `points` make room for themselves on the axes, `style`
// takes a colour, `label` an entry in the legend. How each looks is one function in plots/scene/marks.cpp.

/// A curve through points; a NaN coordinate breaks it.
struct Line {
  std::vector<Point> points;
  Style style;
  std::string label{};               ///< legend text; empty: not in the legend
  std::vector<std::string> cells{};  ///< what stands beside the label, under the figure's legend_heading
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

/// A dot with a text beside it, where it hides least, and a leader between the two.
struct Callout {
  std::vector<Point> points;  ///< one
  Style style;
  std::string text;
};

using Mark = std::variant<Line, Dots, Band, Callout>;

/// One axis; without limits, the range of the marks with a little room.
struct Axis {
  std::string label;
  std::optional<double> lo, hi;
};

/// One coordinate system with its marks, painted in order (bands first).
struct Panel {
  std::string title{};
  Axis x{}, y{};
  std::vector<Mark> marks{};
};

/// A whole figure: panels in a grid, of one size and aligned.
struct Figure {
  std::string title{};
  std::string subtitle{};
  std::string description{};  ///< for screen readers: what is to be seen, plain text
  ThemeName theme = ThemeName::light;
  std::vector<Panel> panels = std::vector<Panel>(1);  ///< row by row; at least one
  int columns = 1;
  bool share_x = false;     ///< one range for all; numbers and label only at the lowest panel of a column
  bool share_y = false;     ///< likewise, at the leftmost panel of a row
  bool one_legend = false;  ///< of all panels, outside them, rather than one inside each
  std::vector<std::string> legend_heading{};  ///< over the labels and their cells; empty: none
};

/// The size of the page in points and the resolution that raster formats give it.
struct Medium {
  double width = 576, height = 384;
  double dpi = 150;
};

}  // namespace actviz::plots
