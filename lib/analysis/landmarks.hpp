#pragma once
// What is to be found on the curve of a function over the whole real line: extremes, steepest point, flat
// pieces.
#include <optional>
#include <string_view>
#include <vector>

#include "lib/catalogue/function.hpp"

namespace actviz {

/// A place on a curve.
struct Landmark {
  double x = 0, value = 0;
  friend bool operator==(const Landmark&, const Landmark&) = default;
};

/// Which end of the real line an interval reaches.
enum class Side { left, right, inner };

/// "left", "right" or "inner".
constexpr std::string_view name_of(Side side) {
  return side == Side::left ? "left" : side == Side::right ? "right" : "inner";
}

/// An interval on which |f′| is at most epsilon, as wide as it can be; the whole line counts as left.
struct FlatInterval {
  double from = 0, to = 0;
  Side side = Side::inner;
  bool equals_epsilon =
      false;  ///< a straight unbounded part has |f′| = epsilon exactly: a larger f′ would not count
  friend bool operator==(const FlatInterval&, const FlatInterval&) = default;
};

/// The landmarks of one function.
struct Landmarks {
  /// Where f is smallest and greatest on ℝ; nothing where the bound is not attained. On a flat piece, and
  /// among equals, the point nearest 0.
  std::optional<Landmark> minimum, maximum;
  /// Where f′ is greatest, counting the one-sided slopes at a kink; where it only comes near its bound far
  /// out, the first point at which a double no longer tells them apart; among equals (within 4 ULP) the point
  /// nearest 0. Nothing where it grows without bound.
  std::optional<Landmark> max_slope;
  /// The smallest L with |f(x) - f(y)| <= L |x - y|: sup |f′|, infinite where f jumps.
  double lipschitz = 0;
  std::vector<FlatInterval>
      flat;  ///< from left to right, ends to full double precision; a slope of 0 is flat too
  std::vector<FlatInterval> dead;  ///< where f′ is 0 by definition, not just by underflow; from left to right
};

/// Finds the landmarks by bracketing between the points where the slope turns (see stretches.hpp), in about a
/// millisecond. With epsilon = 0, flat pieces are the dead ones. Throws Error unless 0 <= epsilon < infinity.
Landmarks landmarks(const Function& f, double epsilon = 0.01);

/// Where |f′| is at most epsilon on [lo, hi], from left to right: the flat pieces as far as they are to be
/// seen there (see stretches.hpp), in less time. Throws Error as landmarks does.
std::vector<Interval> flat_parts(const Function& f, double epsilon, double lo, double hi);

}  // namespace actviz
