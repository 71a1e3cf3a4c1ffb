#pragma once
// Rounding a result to few bits in one step: never a double first, which may land on the middle of two
// numbers.
#include <cmath>

#include "lib/catalogue/activation.hpp"

namespace actviz::detail {

/// What `round`, made for doubles that were rounded to odd, makes of the exact result at x. `quick` is that
/// result within the accuracy of the catalogue, or lost; `careful` gives the nearest double and `exact` more
/// digits than any decision needs.
template <class Round, class Careful, class Exact>
auto rounded_once(const DoubleDouble& quick, double x, const Round& round, const Careful& careful,
                  const Exact& exact) {
  if (std::fabs(quick.rounded()) >= 0x1p-960 && std::fabs(quick.hi) < infinity && std::fabs(x) < infinity) {
    const double error = 0x1p-58 * quick.hi;
    const auto below = round(rounded_to_odd({quick.hi, quick.lo - error}));
    if (below == round(rounded_to_odd({quick.hi, quick.lo + error}))) return below;
  }
  const double nearest = careful();
  const bool is_settled = nearest == 0 || !(std::fabs(nearest) < infinity) || !(std::fabs(x) < infinity);
  const double odd = is_settled ? nearest : rounded_to_odd(exact().in_two_parts());
  return round(odd == odd ? odd : nearest);
}

}  // namespace actviz::detail
