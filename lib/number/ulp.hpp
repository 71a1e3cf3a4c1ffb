#pragma once
// Units in the last place: how far apart two doubles are.
#include <cmath>
#include <limits>

namespace actviz {

/// The spacing of doubles at `x`: the distance from |x| to the next larger double in its binade.
inline double ulp(double x) {
  const double a = std::fabs(x);
  if (!(a < std::numeric_limits<double>::infinity())) return std::numeric_limits<double>::quiet_NaN();
  if (a < std::numeric_limits<double>::min()) return std::numeric_limits<double>::denorm_min();
  return std::ldexp(1.0, std::ilogb(a) - 52);
}

/// |got - exact| in units of the spacing at `exact`; 0 for equal values and for NaN beside NaN.
inline double ulp_distance(double got, double exact) {
  if (got == exact || (std::isnan(got) && std::isnan(exact))) return 0;
  return std::fabs(got - exact) / ulp(exact);
}

}  // namespace actviz
