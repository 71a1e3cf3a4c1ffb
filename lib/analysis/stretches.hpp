#pragma once
// The real line cut where a function's slope turns: between two cuts the slope is monotone, so that whatever
// is to be found there can be bracketed.
#include <vector>

#include "lib/catalogue/function.hpp"
#include "lib/number/search.hpp"

namespace actviz {

/// An interval on which the slope is monotone. Its ends are kinks, inflections or infinite.
struct Stretch {
  double from = 0, to = 0;
  double first = 0, last = 0;           ///< finite points inside, next to the ends, where f may be evaluated
  double slope_from = 0, slope_to = 0;  ///< one-sided slopes at the ends
  bool straight = false;                ///< the curvature is 0 throughout
  bool dead = false;  ///< the slope is 0 throughout, which only a piece between kinks can be
};

/// All stretches of a function from left to right.
///
/// Inflections are found to the last bit by bisection between the points of scan_points(); two of them closer
/// together than these points may be overlooked.
std::vector<Stretch> stretches(const Function& f);

}  // namespace actviz
