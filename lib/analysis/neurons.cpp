#include "lib/analysis/neurons.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <thread>

#include "lib/analysis/log_histogram.hpp"
#include "lib/analysis/neuron_tile.hpp"

namespace actviz {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// Sizes from which on a number becomes infinite (or e4m3's greatest), and up to which it becomes 0, rounded
/// to nearest: half a step beyond the greatest, and half the smallest, which is even.
constexpr double overflow_fp16 = 65520, overflow_e4m3 = 464, overflow_e5m2 = 61440;
constexpr double underflow_fp16 = 0x1p-25, underflow_e4m3 = 0x1p-10, underflow_e5m2 = 0x1p-17;
constexpr double outlier = 6;  // Dettmers et al. 2022

/// Calls f(share) for each share, all at once.
template <class F>
void in_parallel(unsigned shares, const F& f) {
  std::vector<std::jthread> helpers;
  for (unsigned share = 1; share < shares; ++share) helpers.emplace_back([&f, share] { f(share); });
  f(0u);
}

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

template <class T>
Tile<T> column_of(const Tile<T>& tile, std::size_t column) {
  return {tile.data + column, tile.rows, 1, tile.stride};
}

/// Adds what a tile of finite numbers gives to its columns' results.
template <class T>
class TileWork {
 public:
  TileWork(const NeuronSetup& setup) : setup_(setup) {
    limits_ = {{setup.near_zero, underflow_fp16, underflow_e4m3, underflow_e5m2},
               {outlier, overflow_fp16, overflow_e4m3, overflow_e5m2}};
  }

  void add(const Tile<T>& tile, std::span<ColumnResult> results) {
    sum(tile, sums_);
    const auto finite = std::span(sums_.is_finite).first(tile.columns);
    if (std::ranges::all_of(finite, std::identity{})) return add_finite(tile, results);
    const auto which = sums_.is_finite;
    for (std::size_t c = 0; c < tile.columns; ++c) {
      const auto one = results.subspan(c, 1);
      if (which[c]) {
        const Tile<T> column = column_of(tile, c);
        sum(column, sums_);
        add_finite(column, one);
        continue;
      }
      const std::vector<T> numbers = finite_part(tile, c, one[0].counts);
      if (numbers.empty()) continue;
      const Tile<T> column{numbers.data(), numbers.size(), 1, 1};
      sum(column, sums_);
      add_finite(column, one);
    }
  }

 private:
  void add_finite(const Tile<T>& tile, std::span<ColumnResult> results) {
    count(tile, limits_, counted_);
    for (std::size_t c = 0; c < tile.columns; ++c) {
      add_sums(static_cast<double>(tile.rows), c, results[c].sums);
      add_counts(c, results[c].counts);
    }
    add_flat(tile, results);
    add_slopes(tile, results);
    add_bins(tile, results[0].bins);
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
    const std::uint32_t zero = sums_.zero[c];
    into.zero += zero;
    into.positive += sums_.positive[c];
    into.near_zero += counted_.at_most[0][c];
    into.underflow_fp16 += counted_.at_most[1][c] - zero;
    into.underflow_e4m3 += counted_.at_most[2][c] - zero;
    into.underflow_e5m2 += counted_.at_most[3][c] - zero;
    into.six += counted_.at_least[0][c];
    into.overflow_fp16 += counted_.at_least[1][c];
    into.overflow_e4m3 += counted_.at_least[2][c];
    into.overflow_e5m2 += counted_.at_least[3][c];
  }

  void add_flat(const Tile<T>& tile, std::span<ColumnResult> results) {
    const auto add = [&](const std::vector<ClosedRange>& ranges, std::uint64_t NeuronCounts::*counter) {
      if (ranges.empty()) return;
      TileSums::Each<std::uint32_t> counts{};
      for (const ClosedRange& range : ranges) count_inside(tile, range.lo, range.hi, counts);
      for (std::size_t c = 0; c < tile.columns; ++c) results[c].counts.*counter += counts[c];
    };
    add(setup_.rule.left, &NeuronCounts::flat_left);
    add(setup_.rule.right, &NeuronCounts::flat_right);
    add(setup_.rule.inner, &NeuronCounts::flat_inner);
    add(setup_.rule.dead, &NeuronCounts::dead);
  }

  void add_slopes(const Tile<T>& tile, std::span<ColumnResult> results) {
    if (!setup_.rule.slope) return;
    for (std::size_t c = 0; c < tile.columns; ++c) {
      double squares = 0;
      for (std::size_t r = 0; r < tile.rows; ++r) {
        const double slope = setup_.rule.slope(static_cast<double>(tile.data[r * tile.stride + c]));
        squares += slope * slope;
      }
      results[c].sums.slope_squares += squares;
    }
  }

  const NeuronSetup& setup_;
  TileLimits limits_;
  TileSums sums_;
  TileCounts counted_;
};

/// The tile of some rows and columns: in place where the elements are of type T, else converted into
/// `buffer`.
template <class T>
class TileSource {
 public:
  explicit TileSource(const Rows& rows) : rows_(rows) {
    if (is_16_bit(rows.type)) buffer_.resize(tile_rows * tile_columns);
  }

  Tile<T> at(std::size_t row, std::size_t rows, std::size_t column, std::size_t count,
             std::vector<std::uint64_t>& codes) {
    const std::size_t start = row * rows_.columns + column;
    if (!is_16_bit(rows_.type))
      return {static_cast<const T*>(rows_.data) + start, rows, count, rows_.columns};
    const auto* const from = static_cast<const std::uint16_t*>(rows_.data) + start;
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < count; ++c) {
        const std::uint16_t code = from[r * rows_.columns + c];
        ++codes[code];
        buffer_[r * count + c] = static_cast<T>(value_of(code, rows_.type));
      }
    return {buffer_.data(), rows, count, count};
  }

 private:
  const Rows& rows_;
  std::vector<T> buffer_;
};

}  // namespace

NeuronCounts::NeuronCounts() : min(inf), max(-inf), least(inf) {}

void NeuronCounts::add(const NeuronCounts& other) {
  for (const auto counter :
       {&NeuronCounts::nan, &NeuronCounts::infinite_up, &NeuronCounts::infinite_down, &NeuronCounts::zero,
        &NeuronCounts::positive, &NeuronCounts::near_zero, &NeuronCounts::six, &NeuronCounts::overflow_fp16,
        &NeuronCounts::overflow_e4m3, &NeuronCounts::overflow_e5m2, &NeuronCounts::underflow_fp16,
        &NeuronCounts::underflow_e4m3, &NeuronCounts::underflow_e5m2, &NeuronCounts::flat_left,
        &NeuronCounts::flat_right, &NeuronCounts::flat_inner, &NeuronCounts::dead})
    this->*counter += other.*counter;
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  least = std::min(least, other.least);
}

void NeuronSums::add(const NeuronSums& other) {
  moments.add(other.moments);
  sum_abs += other.sum_abs;
  slope_squares += other.slope_squares;
}

void LayerSums::add(const LayerSums& other) {
  if (neurons.empty()) neurons.resize(other.neurons.size());
  for (std::size_t i = 0; i < neurons.size(); ++i) neurons[i].add(other.neurons[i]);
  row_kurtosis += other.row_kurtosis;
  finite_rows += other.finite_rows;
}

NeuronTally::NeuronTally(NeuronSetup setup, std::uint64_t first_leaf)
    : setup_(std::move(setup)),
      next_row_(first_leaf * leaf_rows),
      step_(tile_rows),
      counts_(setup_.columns),
      bins_(setup_.columns * log_bins::count),
      least_nonzero_(setup_.columns) {
  if (is_16_bit(setup_.type)) codes_.resize(65536);
  // Of the columns alone, for the same dump has the same tiles however it is stored.
  constexpr std::size_t most_numbers = std::size_t{4} << 20;
  while (step_ > 1 && step_ * setup_.columns > most_numbers) step_ /= 2;
}

std::size_t NeuronTally::row_bytes() const {
  const std::size_t size = setup_.type == Rows::Type::f64 ? 8 : setup_.type == Rows::Type::f32 ? 4 : 2;
  return size * setup_.columns;
}

void NeuronTally::add(const Rows& rows, unsigned threads) {
  assert(rows.columns == setup_.columns && rows.type == setup_.type);
  const auto* next = static_cast<const std::byte*>(rows.data);
  std::size_t left = rows.rows;
  const auto take = [&](std::size_t count) {
    const std::span<const std::byte> taken(next, count * row_bytes());
    next += taken.size();
    left -= count;
    return taken;
  };
  while (left > 0) {
    const std::size_t pending = pending_.size() / row_bytes();
    if (pending > 0 || left < step_) {
      const auto more = take(std::min(left, step_ - pending));
      pending_.insert(pending_.end(), more.begin(), more.end());
      if (pending_.size() < step_ * row_bytes()) return;
      add_tiles({pending_.data(), step_, rows.columns, rows.type}, threads);
      pending_.clear();
      continue;
    }
    const auto to_leaf = static_cast<std::size_t>(leaf_rows - next_row_ % leaf_rows);
    const std::size_t count = std::min(left / step_ * step_, to_leaf);
    add_tiles({take(count).data(), count, rows.columns, rows.type}, threads);
  }
}

void NeuronTally::add_tiles(const Rows& rows, unsigned threads) {
  if (!leaf_) {
    leaf_.emplace();
    leaf_->neurons.resize(setup_.columns);
  }
  const std::size_t groups = (setup_.columns + tile_columns - 1) / tile_columns;
  const auto shares = static_cast<unsigned>(std::min<std::size_t>(threads, groups));
  std::vector<std::vector<std::uint64_t>> codes(shares, std::vector<std::uint64_t>(codes_.size()));
  in_parallel(shares, [&](unsigned share) {
    for (std::size_t group = groups * share / shares; group < groups * (share + 1) / shares; ++group) {
      const std::size_t first = group * tile_columns, count = std::min(tile_columns, setup_.columns - first);
      if (rows.type == Rows::Type::f64)
        add_columns<double>(rows, first, count, codes[share]);
      else
        add_columns<float>(rows, first, count, codes[share]);
    }
  });
  for (const auto& some : codes)
    for (std::size_t i = 0; i < some.size(); ++i) codes_[i] += some[i];
  add_shapes(rows, threads);
  rows_ += rows.rows;
  next_row_ += rows.rows;
  if (next_row_ % leaf_rows == 0) end_leaf();
}

template <class T>
void NeuronTally::add_columns(const Rows& rows, std::size_t first, std::size_t count,
                              std::vector<std::uint64_t>& codes) {
  TileWork<T> work(setup_);
  TileSource<T> source(rows);
  std::vector<ColumnResult> results;
  for (std::size_t c = first; c < first + count; ++c)
    results.push_back({counts_[c], leaf_->neurons[c], &bins_[c * log_bins::count]});
  for (std::size_t row = 0; row < rows.rows; row += step_)
    work.add(source.at(row, std::min(step_, rows.rows - row), first, count, codes), results);
}

void NeuronTally::add_shapes(const Rows& rows, unsigned threads) {
  std::vector<RowShape> shapes(rows.rows);
  const auto shares = static_cast<unsigned>(std::min<std::size_t>(threads, (rows.rows + 63) / 64));
  in_parallel(shares, [&](unsigned share) {
    std::vector<float> buffer(rows.columns);
    for (std::size_t r = rows.rows * share / shares; r < rows.rows * (share + 1) / shares; ++r) {
      const std::size_t start = r * rows.columns;
      if (rows.type == Rows::Type::f64) {
        shapes[r] = shape_of(static_cast<const double*>(rows.data) + start, rows.columns);
        continue;
      }
      const float* row = static_cast<const float*>(rows.data) + start;
      if (is_16_bit(rows.type)) {
        const auto* const from = static_cast<const std::uint16_t*>(rows.data) + start;
        for (std::size_t c = 0; c < rows.columns; ++c) buffer[c] = value_of(from[c], rows.type);
        row = buffer.data();
      }
      shapes[r] = shape_of(row, rows.columns);
    }
  });
  for (const RowShape& shape : shapes) {
    least_nonzero_ = std::min(least_nonzero_, shape.nonzero);
    most_nonzero_ = std::max(most_nonzero_, shape.nonzero);
    total_nonzero_ += shape.nonzero;
    if (!std::isfinite(shape.kurtosis)) continue;
    leaf_->row_kurtosis += shape.kurtosis;
    ++leaf_->finite_rows;
  }
}

void NeuronTally::end_leaf() {
  if (!leaf_) return;
  tree_.add({0, (next_row_ - 1) / leaf_rows}, std::move(*leaf_));
  leaf_.reset();
}

void NeuronTally::finish(unsigned threads) {
  if (const std::size_t rows = pending_.size() / row_bytes(); rows > 0)
    add_tiles({pending_.data(), rows, setup_.columns, setup_.type}, threads);
  pending_ = {};
  end_leaf();
}

void NeuronTally::add(NeuronTally&& other) {
  assert(!leaf_ && !other.leaf_ && setup_.columns == other.setup_.columns);
  rows_ += other.rows_;
  next_row_ = std::max(next_row_, other.next_row_);
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i].add(other.counts_[i]);
  for (std::size_t i = 0; i < bins_.size(); ++i) bins_[i] += other.bins_[i];
  for (std::size_t i = 0; i < codes_.size(); ++i) codes_[i] += other.codes_[i];
  least_nonzero_ = std::min(least_nonzero_, other.least_nonzero_);
  most_nonzero_ = std::max(most_nonzero_, other.most_nonzero_);
  total_nonzero_ += other.total_nonzero_;
  tree_.add(std::move(other.tree_));
}

LayerSums NeuronTally::sums() const {
  LayerSums empty;
  empty.neurons.resize(setup_.columns);
  return tree_.total(std::move(empty));
}

std::span<const std::uint32_t> NeuronTally::bins(std::size_t neuron) const {
  return std::span(bins_).subspan(neuron * log_bins::count, log_bins::count);
}

}  // namespace actviz
