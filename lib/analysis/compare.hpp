#pragma once
// How far one function is from another, and where.
#include "lib/analysis/landmarks.hpp"

namespace actviz {

/// The greatest differences of a function from a reference on an interval, each with the x where it occurs;
/// NaN where the two can be compared nowhere.
struct Difference {
  Landmark max_abs;        ///< |f - g|
  Landmark max_rel;        ///< |f - g| / |g|; infinite where g is 0 and f is not
  Landmark max_ulp_f32;    ///< |f - g| in units of the float32 spacing at g
  Landmark max_slope_abs;  ///< |f′ - g′|
};

/// Compares f with the reference g on [lo, hi] (finite, lo < hi): scans between the kinks of both, looks at
/// both sides of each, and refines every local maximum that could be the greatest until x is known to half
/// the digits of a double, its value then to all but rounding. Among equals, and what only rounding tells
/// apart, the point nearest 0 counts if it is one of them, else the first.
Difference difference(const Function& f, const Function& g, double lo, double hi);

/// The max_abs of it alone, for less work.
Landmark greatest_gap(const Function& f, const Function& g, double lo, double hi);

}  // namespace actviz
