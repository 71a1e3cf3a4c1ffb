#include "lib/analysis/neuron_tile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "lib/analysis/log_histogram.hpp"
#include "lib/analysis/sample_moments.hpp"
#include "lib/base/clones.hpp"

namespace actviz {
namespace {

template <class T>
T middle_of_three(T a, T b, T c) {
  return std::max(std::min(a, b), std::min(std::max(a, b), c));
}

template <class T>
struct Sums {
  TileSums::Each<T> min, max, least, check;

  explicit Sums(TileSums& sums) {
    min.fill(std::numeric_limits<T>::infinity());
    max.fill(-std::numeric_limits<T>::infinity());
    least = min;
    check.fill(0);
    for (auto* all : {&sums.s1, &sums.s2, &sums.s3, &sums.s4, &sums.sum_abs}) all->fill(0);
    sums.zero.fill(0);
    sums.positive.fill(0);
  }
};

/// Rows that are added at once, so that what is summed is loaded and stored once for all of them.
constexpr std::size_t row_group = 8;

template <std::size_t count, class T>
[[gnu::always_inline]] inline void add_rows(const T* rows, std::size_t stride, std::size_t columns,
                                            TileSums& out, Sums<T>& own) {
  for (std::size_t c = 0; c < columns; ++c) {
    T min = own.min[c], max = own.max[c], least = own.least[c], check = own.check[c];
    std::uint32_t zero = out.zero[c], positive = out.positive[c];
    double s1 = out.s1[c], s2 = out.s2[c], s3 = out.s3[c], s4 = out.s4[c], sum_abs = out.sum_abs[c];
    const double pivot = out.pivot[c];
#pragma GCC unroll 8
    for (std::size_t r = 0; r < count; ++r) {
      const T x = rows[r * stride + c], size = std::fabs(x);
      min = x < min ? x : min;
      max = x > max ? x : max;
      const T not_zero = x == 0 ? std::numeric_limits<T>::infinity() : size;
      least = not_zero < least ? not_zero : least;
      check += x - x;  // NaN from the first infinity or NaN on
      zero += x == 0;
      positive += x > 0;
      const double d = static_cast<double>(x) - pivot, d2 = d * d;
      s1 += d;
      s2 += d2;
      s3 += d2 * d;
      s4 += d2 * d2;
      sum_abs += size;
    }
    own.min[c] = min, own.max[c] = max, own.least[c] = least, own.check[c] = check;
    out.zero[c] = zero, out.positive[c] = positive;
    out.s1[c] = s1, out.s2[c] = s2, out.s3[c] = s3, out.s4[c] = s4, out.sum_abs[c] = sum_abs;
  }
}

template <class T>
[[gnu::always_inline]] inline void sum_of(const Tile<T>& tile, TileSums& out) {
  Sums<T> own(out);
  const auto row = [&](std::size_t r) { return tile.data + r * tile.stride; };
  for (std::size_t c = 0; c < tile.columns; ++c)
    out.pivot[c] =
        static_cast<double>(middle_of_three(row(0)[c], row(tile.rows / 2)[c], row(tile.rows - 1)[c]));
  std::size_t r = 0;
  for (; r + row_group <= tile.rows; r += row_group)
    add_rows<row_group>(row(r), tile.stride, tile.columns, out, own);
  for (; r < tile.rows; ++r) add_rows<1>(row(r), tile.stride, tile.columns, out, own);
  for (std::size_t c = 0; c < tile.columns; ++c) {
    out.min[c] = static_cast<double>(own.min[c]);
    out.max[c] = static_cast<double>(own.max[c]);
    out.least[c] = static_cast<double>(own.least[c]);
    out.is_finite[c] = own.check[c] == 0;
  }
}

template <class T>
[[gnu::always_inline]] inline void count_of(const Tile<T>& strip, const TileLimits& limits,
                                            LimitCounts& out) {
  for (auto* all : {&out.at_most, &out.at_least})
    for (auto& one : *all) one.fill(0);
  std::array<T, upper_limits> most;
  std::array<T, lower_limits> least;
  for (std::size_t i = 0; i < upper_limits; ++i) most[i] = static_cast<T>(limits.at_most[i]);
  for (std::size_t i = 0; i < lower_limits; ++i) least[i] = static_cast<T>(limits.at_least[i]);
  for (std::size_t r = 0; r < strip.rows; ++r) {
    const T* const row = strip.data + r * strip.stride;
    for (std::size_t c = 0; c < strip.columns; ++c) {
      const T size = std::fabs(row[c]);
      for (std::size_t i = 0; i < upper_limits; ++i) out.at_most[i][c] += size <= most[i];
      for (std::size_t i = 0; i < lower_limits; ++i) out.at_least[i][c] += size >= least[i];
    }
  }
}

template <class T>
[[gnu::always_inline]] inline void count_inside_of(const Tile<T>& strip, double lo, double hi,
                                                   StripCounts& counts) {
  for (std::size_t r = 0; r < strip.rows; ++r) {
    const T* const row = strip.data + r * strip.stride;
    for (std::size_t c = 0; c < strip.columns; ++c) {
      const auto x = static_cast<double>(row[c]);
      counts[c] += static_cast<std::uint32_t>(x >= lo) & static_cast<std::uint32_t>(x <= hi);
    }
  }
}

/// Lanes add what lies `lanes` apart, so that a vector unit and plain code add in the same order.
template <class T>
[[gnu::always_inline]] inline RowShape shape_of_row(const T* row, std::size_t columns) {
  constexpr std::size_t lanes = 16;
  std::array<double, lanes> s1{}, s2{}, s3{}, s4{};
  std::array<std::uint32_t, lanes> nonzero{};
  const auto pivot = static_cast<double>(row[0]);
  const auto add = [&](std::size_t lane, T x) __attribute__((always_inline)) {
    const double d = static_cast<double>(x) - pivot, d2 = d * d;
    s1[lane] += d;
    s2[lane] += d2;
    s3[lane] += d2 * d;
    s4[lane] += d2 * d2;
    nonzero[lane] += x != 0;
  };
  const std::size_t whole = columns / lanes * lanes;
  for (std::size_t c = 0; c < whole; c += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) add(lane, row[c + lane]);
  for (std::size_t c = whole; c < columns; ++c) add(c - whole, row[c]);
  const auto total = [](const auto& all) { return std::accumulate(all.begin(), all.end(), all[0] - all[0]); };
  const auto moments =
      SampleMoments::about(pivot, static_cast<double>(columns), total(s1), total(s2), total(s3), total(s4));
  const double kurtosis =
      std::isfinite(total(s4)) ? moments.kurtosis() : std::numeric_limits<double>::quiet_NaN();
  return {std::accumulate(nonzero.begin(), nonzero.end(), std::uint64_t{0}), kurtosis};
}

template <class T>
[[gnu::always_inline]] inline void add_bins_of(const Tile<T>& strip, std::uint32_t* tables) {
  for (std::size_t r = 0; r < strip.rows; ++r) {
    const T* const row = strip.data + r * strip.stride;
    std::array<std::int32_t, strip_columns> bins;
    for (std::size_t c = 0; c < strip.columns; ++c) bins[c] = log_bins::bin_of(row[c]);
    for (std::size_t c = 0; c < strip.columns; ++c)
      ++tables[c * log_bins::count + static_cast<std::size_t>(bins[c])];
  }
}

}  // namespace

ACTVIZ_CLONES void sum(const Tile<float>& tile, TileSums& sums) { sum_of(tile, sums); }
ACTVIZ_CLONES void sum(const Tile<double>& tile, TileSums& sums) { sum_of(tile, sums); }
ACTVIZ_CLONES void count(const Tile<float>& strip, const TileLimits& limits, LimitCounts& counts) {
  count_of(strip, limits, counts);
}
ACTVIZ_CLONES void count(const Tile<double>& strip, const TileLimits& limits, LimitCounts& counts) {
  count_of(strip, limits, counts);
}
ACTVIZ_CLONES void count_inside(const Tile<float>& strip, double lo, double hi, StripCounts& counts) {
  count_inside_of(strip, lo, hi, counts);
}
ACTVIZ_CLONES void count_inside(const Tile<double>& strip, double lo, double hi, StripCounts& counts) {
  count_inside_of(strip, lo, hi, counts);
}
ACTVIZ_CLONES RowShape shape_of(const float* row, std::size_t columns) { return shape_of_row(row, columns); }
ACTVIZ_CLONES RowShape shape_of(const double* row, std::size_t columns) { return shape_of_row(row, columns); }
ACTVIZ_CLONES void add_bins(const Tile<float>& strip, std::uint32_t* tables) { add_bins_of(strip, tables); }
ACTVIZ_CLONES void add_bins(const Tile<double>& strip, std::uint32_t* tables) { add_bins_of(strip, tables); }

}  // namespace actviz
