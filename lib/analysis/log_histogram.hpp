#pragma once
// Counts of numbers in bins of equal relative width, taken from their bits.
#include <bit>
#include <cstdint>

namespace actviz::log_bins {

// Each octave from 2^-24 to 2^16 has 32 bins, for both signs; what is smaller, zero and what is greater have
// bins of their own. Bins are in the order of their numbers.
inline constexpr int steps = 32, lowest = -24, highest = 16, per_sign = (highest - lowest) * steps;
inline constexpr int zero = per_sign + 2, count = 2 * per_sign + 5;

namespace detail {
/// The bin of a number by the place of its size among the 2^(exponent) * (1 + i/32), negative below the
/// lowest.
inline int placed(std::int64_t place, bool negative) {
  const auto k = static_cast<int>(place < -1 ? -1 : place > per_sign ? per_sign : place);
  return negative ? zero - 2 - k : zero + 2 + k;
}
}  // namespace detail

/// The bin of a finite number.
inline int bin_of(float x) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t size = bits & 0x7fffffffu;
  if (size == 0) return zero;
  return detail::placed(static_cast<std::int64_t>(size >> 18) - ((127 + lowest) << 5), bits >> 31);
}
inline int bin_of(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t size = bits & 0x7fffffffffffffffu;
  if (size == 0) return zero;
  return detail::placed(static_cast<std::int64_t>(size >> 47) - ((1023 + lowest) << 5), bits >> 63);
}

/// What stands for all numbers of a bin: off by at most 1/65 of them where they lie between 2^-24 and 2^16.
double middle_of(int bin);

}  // namespace actviz::log_bins
