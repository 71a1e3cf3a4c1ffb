#pragma once
// The real line cut where a function's slope turns: between two cuts the slope is monotone, so that whatever
// is to be found there can be bracketed.
#include <vector>

#include "lib/catalogue/function.hpp"
#include "lib/number/search.hpp"

namespace actviz {

/// An interval on which the slope is monotone. Its ends are kinks, inflections, infinite, or those of the
/// part of the line that was asked for.
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
/// Those of [lo, hi] alone, for what is to be seen there, in less time: scanned at a thousand even steps too,
/// but not nearer 0 than 2^-30 of its length. None is dead, for that is said of whole pieces.
std::vector<Stretch> stretches(const Function& f, double lo, double hi);

}  // namespace actviz
