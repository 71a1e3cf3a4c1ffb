#pragma once
// Searching the doubles: bisection to the last bit, and the points at which to look for changes first.
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace actviz {

namespace detail {

/// Doubles in ascending order as integers, neighbours differing by one.
inline std::int64_t to_key(double x) {
  const auto bits = std::bit_cast<std::int64_t>(x);
  return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
}
inline double from_key(std::int64_t key) {
  return std::bit_cast<double>(key < 0 ? std::numeric_limits<std::int64_t>::min() - key : key);
}

}  // namespace detail

/// The last double in [lo, hi] that satisfies `holds`, which changes from true to false once between them;
/// bisection of the bit patterns, so that 64 steps suffice for any two ends.
double last_where(double lo, double hi, const auto& holds) {
  auto a = detail::to_key(lo), b = detail::to_key(hi);
  while (a + 1 < b) {
    const std::int64_t middle = (a & b) + ((a ^ b) >> 1);
    (holds(detail::from_key(middle)) ? a : b) = middle;
  }
  return detail::from_key(a);
}

/// The first double in [lo, hi] that satisfies `holds`, which changes from false to true once between them.
double first_where(double lo, double hi, const auto& holds) {
  const double before = last_where(lo, hi, [&](double x) { return !holds(x); });
  return detail::from_key(detail::to_key(before) + 1);
}

/// The points of a scan of the whole line, ascending and symmetric about 0: 64 a unit on [-32, 32], 16 an
/// octave from 2^-30 to 2^30 (so that a parameter may scale x), one an octave beyond.
const std::vector<double>& scan_points();

}  // namespace actviz
