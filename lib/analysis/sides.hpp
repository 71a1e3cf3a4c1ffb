#pragma once
// How to look at a function from one side of a kink.
#include <cmath>

#include "lib/number/ulp.hpp"

namespace actviz {

/// A point just beside `x`, 4 ULP towards +infinity (`direction` > 0) or -infinity: near enough to stand for
/// the one-sided limit, far enough that a kernel whose kink is computed from parameters has switched its
/// branch.
inline double beside(double x, int direction) {
  const double step = 4 * ulp(x);
  return direction > 0 ? x + step : x - step;
}

}  // namespace actviz
