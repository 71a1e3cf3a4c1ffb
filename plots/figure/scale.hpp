#pragma once
// The map from data to device along one axis.
#include <limits>
#include <vector>

#include "plots/figure/figure.hpp"

namespace actviz::plots {

/// Where a value stands on an axis of this spacing: itself, its decadic logarithm (-infinity for 0, NaN
/// below), or for symlog the decades beyond the threshold plus one, with the value's sign.
double position(const Spacing& spacing, double value);

/// The value that stands at a position.
double value_at(const Spacing& spacing, double position);

/// A map that takes lo to `from` and hi to `to`, linear in the positions; also where hi - lo overflows.
struct Scale {
  double lo = 0, hi = 1, from = 0, to = 1;
  Spacing spacing{};

  double operator()(double value) const {
    if (spacing.kind != Spacing::Kind::linear) return spaced(value);
    const double width = hi - lo;
    if (width <= std::numeric_limits<double>::max()) return from + (to - from) * ((value - lo) / width);
    return from + (to - from) * ((value / 2 - lo / 2) / (hi / 2 - lo / 2));
  }
  /// The same limits on other ends.
  Scale onto(double start, double end) const { return {lo, hi, start, end, spacing}; }

 private:
  double spaced(double value) const;
};

/// The two maps of a panel.
struct Scales {
  Scale x, y;
  Point operator()(Point p) const { return {x(p.x), y(p.y)}; }
};

/// The limits each panel of a figure shows: those given, else the range of its marks, of all panels where
/// they share the axis; in y with a little room except at the foot of bars and the edges of fields, and at
/// least a little wide where all values are equal. On a logarithmic axis what is positive counts.
std::vector<Scales> limits(const Figure& figure);

/// The limits of a panel that stands alone.
Scales limits(const Panel& panel);

}  // namespace actviz::plots
