#pragma once
// Where a function is evaluated: evenly spaced points of an interval.
#include <cstddef>

namespace actviz {

/// The most points a grid may have.
inline constexpr std::size_t max_grid_count = 1'000'000'000;

/// `count` evenly spaced points from `lo` to `hi`, both included; a single point is `lo`.
struct Grid {
  double lo = -6, hi = 6;
  std::size_t count = 1201;

  /// Throws Error unless lo < hi, both finite, and 1 <= count <= max_grid_count.
  static Grid with_count(double lo, double hi, std::size_t count);
  /// The points lo, lo + step, ... that do not exceed hi; hi is among them where (hi - lo) / step is whole up
  /// to the rounding of the three numbers. `hi` of the result is the last point. Throws Error as with_count,
  /// and unless step is finite and positive.
  static Grid with_step(double lo, double hi, double step);

  /// Point i, for i < count. The ends are exact, the others within 1 ULP of lo + i (hi - lo) / (count - 1),
  /// never decreasing; a grid with lo == -hi is exactly symmetric and hits 0 in the middle.
  double at(std::size_t i) const;

  friend bool operator==(const Grid&, const Grid&) = default;
};

}  // namespace actviz
