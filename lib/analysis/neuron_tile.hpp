#pragma once
// The inner loops of neuron statistics: some rows of some neighbouring columns, short enough to stay in the
// cache.
#include <array>
#include <cstddef>
#include <cstdint>

namespace actviz {

/// Long stretches of a row are read fastest, but tables of bins must stay in the cache: those are filled for
/// `strip_columns` at a time.
inline constexpr std::size_t tile_rows = 512, tile_columns = 1024, strip_columns = 64;

/// A part of a matrix: `rows` (at most tile_rows) of `columns` (at most tile_columns, strip_columns of a
/// strip), rows `stride` elements apart.
template <class T>
struct Tile {
  const T* data;
  std::size_t rows, columns, stride;
};

/// What is summed for each column, powers of x taken about a pivot; meaningless where `is_finite` is not.
struct TileSums {
  template <class N>
  using Each = std::array<N, tile_columns>;
  Each<double> pivot, s1, s2, s3, s4, sum_abs;
  Each<double> min, max, least;  ///< least: the smallest size that is not 0, infinity where there is none
  Each<std::uint32_t> zero, positive;
  Each<bool> is_finite;
};

/// Sizes that are counted: how many elements have at most, or at least, this size.
inline constexpr std::size_t upper_limits = 4, lower_limits = 4;
struct TileLimits {
  std::array<double, upper_limits> at_most;   ///< near zero; underflow in fp16, e4m3, e5m2
  std::array<double, lower_limits> at_least;  ///< 6; overflow in fp16, e4m3, e5m2
};
/// Counts of each column of a strip.
using StripCounts = std::array<std::uint32_t, strip_columns>;
struct LimitCounts {
  std::array<StripCounts, upper_limits> at_most;
  std::array<StripCounts, lower_limits> at_least;
};

/// Sums about the middle of three rows. The same bits on every machine: columns are independent of each
/// other, and each adds its rows one after the other.
void sum(const Tile<float>& tile, TileSums& sums);
void sum(const Tile<double>& tile, TileSums& sums);

/// Counts the sizes of a strip against the limits.
void count(const Tile<float>& strip, const TileLimits& limits, LimitCounts& counts);
void count(const Tile<double>& strip, const TileLimits& limits, LimitCounts& counts);

/// Adds how many elements of each column of a strip lie in [lo, hi].
void count_inside(const Tile<float>& strip, double lo, double hi, StripCounts& counts);
void count_inside(const Tile<double>& strip, double lo, double hi, StripCounts& counts);

/// Adds the bins of all elements, which must be finite, to tables of log_bins::count entries, one after the
/// other for the columns of the strip.
void add_bins(const Tile<float>& strip, std::uint32_t* tables);
void add_bins(const Tile<double>& strip, std::uint32_t* tables);

/// How many numbers of a row are not 0, and its kurtosis across the columns; NaN where it holds what is not
/// finite, 0 where all are equal.
struct RowShape {
  std::uint64_t nonzero = 0;
  double kurtosis = 0;
};
RowShape shape_of(const float* row, std::size_t columns);
RowShape shape_of(const double* row, std::size_t columns);

}  // namespace actviz
