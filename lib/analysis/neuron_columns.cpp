#include "lib/analysis/neuron_columns.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "lib/analysis/log_histogram.hpp"
#include "lib/analysis/neuron_tile.hpp"

namespace actviz {
namespace {

/// Sizes from which on a number becomes infinite (or e4m3's greatest), and up to which it becomes 0, rounded
/// to nearest: half a step beyond the greatest, and half the smallest, which is even.
constexpr double overflow_fp16 = 65520, overflow_e4m3 = 464, overflow_e5m2 = 61440;
constexpr double underflow_fp16 = 0x1p-25, underflow_e4m3 = 0x1p-10, underflow_e5m2 = 0x1p-17;
constexpr double outlier = 6;  // Dettmers et al. 2022

/// What one column of a tile gives.
struct ColumnResult {
  NeuronCounts& counts;
  NeuronSums& sums;
  std::uint32_t* bins;
};

/// The numbers of a tile's column as one of its own, without what is not finite.
template <class T>
std::vector<T> finite_part(const Tile<T>& tile, std::size_t column, NeuronCounts& counts) {
  std::vector<T> finite;
  for (std::size_t r = 0; r < tile.rows; ++r) {
    const T x = tile.data[r * tile.stride + column];
    if (std::isfinite(x))
      finite.push_back(x);
    else
      ++(std::isnan(x) ? counts.nan : x > 0 ? counts.infinite_up : counts.infinite_down);
  }
  return finite;
}

/// Adds what tiles give to their columns' results.
template <class T>
class TileWork {
 public:
  TileWork(const NeuronSetup& setup) : setup_(setup) {
    limits_ = {{setup.near_zero, underflow_fp16, underflow_e4m3, underflow_e5m2},
               {outlier, overflow_fp16, overflow_e4m3, overflow_e5m2}};
  }

  void add(const Tile<T>& tile, std::span<ColumnResult> results) {
    sum(tile, sums_);
    const auto finite = sums_.is_finite;
    for (std::size_t first = 0, last; first < tile.columns; first = last) {
      for (last = first; last < tile.columns && last < first + strip_columns && finite[last];) ++last;
      if (last > first)
        add_finite({tile.data + first, tile.rows, last - first, tile.stride}, first,
                   results.subspan(first, last - first));
      else
        ++last;
    }
    for (std::size_t c = 0; c < tile.columns; ++c) {
      if (finite[c]) continue;
      const std::vector<T> numbers = finite_part(tile, c, results[c].counts);
      if (numbers.empty()) continue;
      const Tile<T> column{numbers.data(), numbers.size(), 1, 1};
      sum(column, sums_);
      add_finite(column, 0, results.subspan(c, 1));
    }
  }

 private:
  /// Of a strip without anything that is not finite; `first` is its place in sums_.
  void add_finite(const Tile<T>& strip, std::size_t first, std::span<ColumnResult> results) {
    for (std::size_t c = 0; c < strip.columns; ++c) {
      add_sums(static_cast<double>(strip.rows), first + c, results[c].sums);
      add_counts(first + c, results[c].counts);
    }
    add_flat(strip, results);
    add_slopes(strip, results);
    if (setup_.quick) return;
    add_sizes(strip, first, results);
    if (setup_.bins() == NeuronSetup::Bins::log) add_bins(strip, results[0].bins);
  }

  void add_sums(double rows, std::size_t c, NeuronSums& into) {
    NeuronSums more;
    more.moments =
        SampleMoments::about(sums_.pivot[c], rows, sums_.s1[c], sums_.s2[c], sums_.s3[c], sums_.s4[c]);
    more.sum_abs = sums_.sum_abs[c];
    into.add(more);
  }

  void add_counts(std::size_t c, NeuronCounts& into) {
    into.min = std::min(into.min, sums_.min[c]);
    into.max = std::max(into.max, sums_.max[c]);
    into.least = std::min(into.least, sums_.least[c]);
    into.zero += sums_.zero[c];
    into.positive += sums_.positive[c];
  }

  void add_sizes(const Tile<T>& strip, std::size_t first, std::span<ColumnResult> results) {
    count(strip, limits_, counted_);
    for (std::size_t c = 0; c < strip.columns; ++c) {
      NeuronCounts& into = results[c].counts;
      const std::uint32_t zero = sums_.zero[first + c];
      into.near_zero += counted_.at_most[0][c];
      into.underflow_fp16 += counted_.at_most[1][c] - zero;
      into.underflow_e4m3 += counted_.at_most[2][c] - zero;
      into.underflow_e5m2 += counted_.at_most[3][c] - zero;
      into.six += counted_.at_least[0][c];
      into.overflow_fp16 += counted_.at_least[1][c];
      into.overflow_e4m3 += counted_.at_least[2][c];
      into.overflow_e5m2 += counted_.at_least[3][c];
    }
  }

  void add_flat(const Tile<T>& strip, std::span<ColumnResult> results) {
    const auto add = [&](const std::vector<ClosedRange>& ranges, std::uint64_t NeuronCounts::*counter) {
      if (ranges.empty()) return;
      StripCounts counts{};
      for (const ClosedRange& range : ranges) count_inside(strip, range.lo, range.hi, counts);
      for (std::size_t c = 0; c < strip.columns; ++c) results[c].counts.*counter += counts[c];
    };
    add(setup_.rule.left, &NeuronCounts::flat_left);
    add(setup_.rule.right, &NeuronCounts::flat_right);
    add(setup_.rule.inner, &NeuronCounts::flat_inner);
    add(setup_.rule.dead, &NeuronCounts::dead);
  }

  /// Adds f of each element to a sum of its neuron.
  template <class F>
  static void add_each(const Tile<T>& strip, std::span<ColumnResult> results, double NeuronSums::*sum,
                       const F& f) {
    std::array<double, strip_columns> sums{};
    for (std::size_t r = 0; r < strip.rows; ++r)
      for (std::size_t c = 0; c < strip.columns; ++c)
        sums[c] += f(static_cast<double>(strip.data[r * strip.stride + c]));
    for (std::size_t c = 0; c < strip.columns; ++c) results[c].sums.*sum += sums[c];
  }

  void add_slopes(const Tile<T>& strip, std::span<ColumnResult> results) {
    const SlopeRule& rule = setup_.rule;
    if (rule.slope)
      add_each(strip, results, &NeuronSums::slope_squares, [&](double x) {
        const double slope = rule.slope(x);
        return slope * slope;
      });
    if (!rule.outputs) return;
    const double middle = (rule.outputs->lo + rule.outputs->hi) / 2, half = rule.outputs->hi - middle;
    const auto scaled = [=](double y) { return std::fabs(y - middle) / half; };
    if (rule.value)
      add_each(strip, results, &NeuronSums::decidedness, [&](double x) { return scaled(rule.value(x)); });
    else
      add_each(strip, results, &NeuronSums::decidedness, scaled);
  }

  const NeuronSetup& setup_;
  TileLimits limits_;
  TileSums sums_;
  LimitCounts counted_;
};

/// The tile of some rows and columns: in place where the elements are of type T, else converted into
/// `buffer`.
template <class T>
class TileSource {
 public:
  /// Of 16 bits, codes are counted into `codes`: of all columns together or, where `by_column`, of each.
  TileSource(const Rows& rows, std::size_t columns, std::span<std::uint64_t> codes, std::uint32_t* by_column)
      : rows_(rows), codes_(codes), by_column_(by_column) {
    if (is_16_bit(rows.type)) buffer_.resize(tile_rows * columns);
  }

  Tile<T> at(std::size_t row, std::size_t rows, std::size_t column, std::size_t count) {
    const std::size_t start = row * rows_.columns + column;
    if (!is_16_bit(rows_.type))
      return {static_cast<const T*>(rows_.data) + start, rows, count, rows_.columns};
    const auto* const from = static_cast<const std::uint16_t*>(rows_.data) + start;
    for (std::size_t r = 0; r < rows; ++r) {
      const std::span codes(from + r * rows_.columns, count);
      convert(codes, &buffer_[r * count]);
      if (by_column_)
        for (std::size_t c = 0; c < count; ++c) ++by_column_[c * code_count + codes[c]];
      else if (!codes_.empty())
        for (const std::uint16_t code : codes) ++codes_[code];
    }
    return {buffer_.data(), rows, count, count};
  }

 private:
  void convert(std::span<const std::uint16_t> codes, T* values) const {
    if (rows_.type == Rows::Type::f16)
      std::ranges::transform(codes, values,
                             [](std::uint16_t code) { return static_cast<T>(fp16_value(code)); });
    else
      std::ranges::transform(codes, values,
                             [](std::uint16_t code) { return static_cast<T>(bf16_value(code)); });
  }

  const Rows& rows_;
  std::span<std::uint64_t> codes_;
  std::uint32_t* by_column_;
  std::vector<T> buffer_;
};

template <class T>
void add_columns_of(const NeuronSetup& setup, const Rows& rows, std::size_t step,
                    const ColumnsResult& result) {
  const std::size_t count = result.counts.size(), bins = setup.bins_per_neuron();
  TileWork<T> work(setup);
  TileSource<T> source(rows, count, result.codes,
                       setup.bins() == NeuronSetup::Bins::codes ? result.bins : nullptr);
  std::vector<ColumnResult> columns;
  for (std::size_t c = 0; c < count; ++c)
    columns.push_back({result.counts[c], result.sums[c], result.bins + c * bins});
  for (std::size_t row = 0; row < rows.rows; row += step)
    work.add(source.at(row, std::min(step, rows.rows - row), result.first, count), columns);
}

}  // namespace

void add_columns(const NeuronSetup& setup, const Rows& rows, std::size_t step, const ColumnsResult& result) {
  if (rows.type == Rows::Type::f64)
    add_columns_of<double>(setup, rows, step, result);
  else
    add_columns_of<float>(setup, rows, step, result);
}

}  // namespace actviz
