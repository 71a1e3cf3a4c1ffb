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

/// A part of the plane, or its lower left and upper right corner.
struct Region {
  Point from, to;
};

/// How a mark looks, in roles that the theme turns into colours and lengths.
struct Style {
  static constexpr int ink = -1, grey = -2;
  int color = 0;  ///< index into the theme's series colours, taken modulo their number, or one of these
  Dash dash = Dash::solid;
  bool behind = false;  ///< beneath all others, wide and pale, so that it shows where another covers it
};

// A mark says what it has by the names of its members: `points` make room for themselves on the axes, `style`
// takes a colour, `label` an entry in the legend. How each looks is one file in plots/scene/marks.

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

/// Measured values, each a marker; the series' shape tells them apart as well as its colour.
struct Points {
  std::vector<Point> points;
  Style style;
  std::string label{};
};

/// What lies between two curves, or between one and y = 0.
struct Area {
  std::vector<Point> points;
  Style style;
  std::string label{};
  std::vector<Point> base{};  ///< the other curve, from left to right as the first; empty: y = 0
};

/// Upright bars from `base` to their points, as wide as `width` in units of x.
struct Bars {
  std::vector<Point> points;
  Style style;
  std::string label{};
  double width = 0.7, base = 0;
  std::vector<std::string> texts{};  ///< over the bars, one each, or none
};

/// Counts or densities between neighbouring edges, one fewer than these.
struct Histogram {
  std::vector<double> edges, heights;
  Style style;
  std::string label{};

  bool is_complete() const { return !heights.empty() && edges.size() == heights.size() + 1; }
};

/// A straight line across the whole panel.
struct Rule {
  enum class Direction { upright, level } direction = Direction::level;
  double at = 0;
  Style style;
  std::string label{};
};

/// Numbers in cells that divide a part of the plane evenly (as it is drawn), row by row from the lowest y;
/// NaN where there is none.
struct Field {
  int columns = 0, rows = 0;
  std::vector<double> values;
  Region region;

  double at(int column, int row) const {
    return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                  static_cast<std::size_t>(column)];
  }
};

/// What the colours of a heatmap say: small to great, or both sides of zero, which is the palest.
enum class ColorMap { sequential, diverging };

/// A field as colours with a scale beside the panel.
struct Heatmap {
  Field field;
  ColorMap map = ColorMap::sequential;
  std::string scale_label{};
  std::optional<double> lo{}, hi{};  ///< of the colours; without, the range of the values
  bool smooth = false;               ///< blends neighbouring cells: for a field that is continuous
  int digits = -1;                   ///< decimals of the value written into each cell; negative: none
};

/// Lines of equal value through a field, labelled with the value; those below zero dashed.
struct Contour {
  Field field;
  std::vector<double> levels{};  ///< empty: round ones
  Style style{Style::ink};
};

/// Boxes and arrows. Positions are in data space: the boxes are as large as their texts. Arrows leave to the
/// side, or downwards where the boxes stand on more levels of y than of x.
struct Diagram {
  enum class Shape { box, operation, plain };  ///< a rectangle, a circle, the text alone
  struct Box {
    Point at;
    std::string text;
    std::string detail{};  ///< a second, smaller line
    Shape shape = Shape::box;
    Style style{Style::ink};
  };
  struct Arrow {
    std::size_t from = 0, to = 0;  ///< indices of boxes
    std::string text{};            ///< beside it
  };
  std::vector<Box> boxes;
  std::vector<Arrow> arrows;
};

/// Formulas as a book tabulates them: a name on the left, columns beside it, a remark at the foot.
struct Formulas {
  struct Row {
    std::string name;
    std::vector<std::string> cells;  ///< set in display style
  };
  std::vector<std::string> heading{};  ///< over the columns; empty: none
  std::vector<Row> rows;
  std::string remark{};  ///< broken into lines where it is long
};

using Mark = std::variant<Line, Dots, Band, Callout, Points, Area, Bars, Histogram, Rule, Heatmap, Contour,
                          Diagram, Formulas>;

/// How an axis spaces its numbers.
struct Spacing {
  enum class Kind { linear, log, symlog } kind = Kind::linear;
  double threshold = 1;  ///< symlog: linear up to here on both sides of 0, where it takes a decade's room
  friend bool operator==(const Spacing&, const Spacing&) = default;
};

/// One axis; without limits, the range of the marks with a little room.
struct Axis {
  std::string label{};
  std::optional<double> lo{}, hi{};
  Spacing spacing{};
  std::vector<std::string> categories{};  ///< the names of 0, 1, 2, ..., which stand instead of numbers
  bool reversed = false;                  ///< counts from right to left, or downwards
};

/// One coordinate system with its marks, painted in order (bands first).
struct Panel {
  std::string title{};
  Axis x{}, y{};
  std::vector<Mark> marks{};
  bool bare = false;         ///< without axes and grid
  bool equal_units = false;  ///< a unit of x as long as one of y
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
