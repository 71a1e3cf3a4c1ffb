#pragma once
// The part of the plane that a chart of functions shows.
#include "plots/charts/trace.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

/// Which axes are to be logarithmic.
struct LogAxes {
  bool x = false, y = false;
};

/// A range of x and how both axes are spaced.
struct Window {
  double lo = -6, hi = 6;  ///< finite, lo < hi
  Spacing x{}, y{};
};

/// The window in which these curves are shown. A logarithmic axis is symmetric about 0 where it shows
/// anything that is not positive: with three decades on each side in x, in y with as many as the values need.
Window window_of(double lo, double hi, const LogAxes& log, std::span<const Trace> traces);

/// The points of the curve, for a panel that shows `height` positions of the y axis (0: not yet known), NaN
/// where it breaks.
std::vector<Point> points_of(const Trace& trace, const Window& window, double height);

/// A curve and how it is drawn; sampled once the height of its panel is known.
struct Curve {
  Trace trace;
  Style style;
  std::string label{};
  std::vector<std::string> cells{};
};

/// A y axis and how many positions it shows.
struct View {
  Axis axis;
  double height;
};

/// What shows the curves well: all of each, or where one goes to infinity the most of it. An axis has limits
/// only where a curve goes beyond them.
View view_of(const std::string& name, std::span<const Curve> curves, const Window& window);

/// Adds the curves and the dots at their jumps.
void add_curves(Panel& panel, std::span<const Curve> curves, const Window& window, double height);

/// A panel of curves on axes that suit them.
Panel panel_of(const std::string& name, std::span<const Curve> curves, const Window& window);

/// The x axis of a window.
Axis x_axis(const Window& window);

}  // namespace actviz::plots
