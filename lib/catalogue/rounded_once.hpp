#pragma once
// Rounding a result to few bits in one step: never a double first, which may land on the middle of two
// numbers.
#include <cmath>
#include <limits>

#include "lib/number/double_double.hpp"
#include "lib/number/wide.hpp"

namespace actviz::detail {

/// What `round`, made for doubles that were rounded to odd, makes of the exact result at x. `quick` is that
/// result within the accuracy of the catalogue, or lost; `careful` gives the nearest double and `exact` more
/// digits than any decision needs.
template <class Round, class Careful, class Exact>
auto rounded_once(const DoubleDouble& quick, double x, const Round& round, const Careful& careful,
                  const Exact& exact) {
  const auto is_finite = [](double y) { return std::fabs(y) <= std::numeric_limits<double>::max(); };
  if (std::fabs(quick.rounded()) >= 0x1p-960 && is_finite(quick.hi) && is_finite(x)) {
    const double error = 0x1p-58 * quick.hi;
    const auto below = round(rounded_to_odd({quick.hi, quick.lo - error}));
    if (below == round(rounded_to_odd({quick.hi, quick.lo + error}))) return below;
  }
  const double nearest = careful();
  if (!is_finite(nearest) || !is_finite(x)) return round(nearest);
  const Wide wide = exact();
  if (nearest == 0) return round(wide < 0 ? -0.0 : wide > 0 ? 0.0 : nearest);
  const double odd = rounded_to_odd(wide.in_two_parts());
  return round(odd == odd ? odd : nearest);
}

}  // namespace actviz::detail
