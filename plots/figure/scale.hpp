#pragma once
// The map from data to device along one axis.
#include <limits>
#include <vector>

#include "plots/figure/figure.hpp"

namespace actviz::plots {

/// A linear map that takes lo to `from` and hi to `to`; also where hi - lo overflows.
struct Scale {
  double lo = 0, hi = 1, from = 0, to = 1;
  double operator()(double value) const {
    const double width = hi - lo;
    if (width <= std::numeric_limits<double>::max()) return from + (to - from) * ((value - lo) / width);
    return from + (to - from) * ((value / 2 - lo / 2) / (hi / 2 - lo / 2));
  }
};

/// The two maps of a panel.
struct Scales {
  Scale x, y;
  Point operator()(Point p) const { return {x(p.x), y(p.y)}; }
};

/// The limits each panel of a figure shows: those given, else the range of its marks, of all panels where
/// they share the axis; in y with a little room, and at least a little wide where all values are equal.
std::vector<Scales> limits(const Figure& figure);

/// The limits of a panel that stands alone.
Scales limits(const Panel& panel);

}  // namespace actviz::plots
