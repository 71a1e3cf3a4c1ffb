#include "lib/analysis/neurons.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "lib/analysis/log_histogram.hpp"
#include "lib/analysis/neuron_tile.hpp"
#include "lib/base/parallel.hpp"

namespace actviz {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

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

/// The codes of 16 bits.
constexpr std::size_t code_count = 65536;

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
  decidedness += other.decidedness;
}

void LayerSums::add(const LayerSums& other) {
  if (neurons.empty()) neurons.resize(other.neurons.size());
  for (std::size_t i = 0; i < neurons.size(); ++i) neurons[i].add(other.neurons[i]);
  row_kurtosis += other.row_kurtosis;
  finite_rows += other.finite_rows;
}

NeuronSetup::Bins NeuronSetup::bins() const {
  constexpr std::size_t most_memory = std::size_t{128} << 20;
  if (quick) return Bins::none;
  const bool is_narrow = columns <= most_memory / (code_count * sizeof(std::uint32_t));
  return is_16_bit(type) && is_narrow ? Bins::codes : Bins::log;
}

std::size_t NeuronSetup::bins_per_neuron() const {
  switch (bins()) {
    case Bins::none:
      return 0;
    case Bins::codes:
      return code_count;
    case Bins::log:
      break;
  }
  return log_bins::count;
}

NeuronTally::NeuronTally(NeuronSetup setup, std::uint64_t first_leaf)
    : setup_(std::move(setup)),
      next_row_(first_leaf * leaf_rows),
      step_(tile_rows),
      counts_(setup_.columns),
      bins_(setup_.columns * setup_.bins_per_neuron()),
      least_nonzero_(setup_.columns) {
  if (is_16_bit(setup_.type) && setup_.bins() == NeuronSetup::Bins::log) codes_.resize(code_count);
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
  const std::size_t strips = (setup_.columns + strip_columns - 1) / strip_columns;
  const auto shares = static_cast<unsigned>(std::min<std::size_t>(threads, strips));
  std::vector<std::vector<std::uint64_t>> codes(shares, std::vector<std::uint64_t>(codes_.size()));
  in_parallel(shares, [&](unsigned share) {
    const std::size_t end = std::min(strips * (share + 1) / shares * strip_columns, setup_.columns);
    for (std::size_t first = strips * share / shares * strip_columns; first < end; first += tile_columns) {
      const std::size_t count = std::min(tile_columns, end - first);
      if (rows.type == Rows::Type::f64)
        add_columns<double>(rows, first, count, codes[share]);
      else
        add_columns<float>(rows, first, count, codes[share]);
    }
  });
  for (const auto& some : codes)
    for (std::size_t i = 0; i < some.size(); ++i) codes_[i] += some[i];
  if (!setup_.quick) add_shapes(rows, threads);
  rows_ += rows.rows;
  next_row_ += rows.rows;
  if (next_row_ % leaf_rows == 0) end_leaf();
}

template <class T>
void NeuronTally::add_columns(const Rows& rows, std::size_t first, std::size_t count,
                              std::span<std::uint64_t> codes) {
  const auto bins_of_neuron = [&](std::size_t c) { return bins_.data() + c * setup_.bins_per_neuron(); };
  TileWork<T> work(setup_);
  TileSource<T> source(rows, count, codes,
                       setup_.bins() == NeuronSetup::Bins::codes ? bins_of_neuron(first) : nullptr);
  std::vector<ColumnResult> results;
  for (std::size_t c = first; c < first + count; ++c)
    results.push_back({counts_[c], leaf_->neurons[c], bins_of_neuron(c)});
  for (std::size_t row = 0; row < rows.rows; row += step_)
    work.add(source.at(row, std::min(step_, rows.rows - row), first, count), results);
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
        for (std::size_t c = 0; c < rows.columns; ++c) buffer[c] = value_of(rows.type)(from[c]);
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

std::vector<ValueBin> NeuronTally::bins(std::size_t neuron) const {
  const std::size_t count = setup_.bins_per_neuron();
  const auto own = std::span(bins_).subspan(neuron * count, count);
  return value_bins(std::vector<std::uint64_t>(own.begin(), own.end()), counts_[neuron]);
}

std::vector<ValueBin> NeuronTally::bins() const {
  NeuronCounts layer;
  for (const NeuronCounts& counts : counts_) layer.add(counts);
  if (!codes_.empty()) return value_bins(codes_, layer);
  std::vector<std::uint64_t> counts(setup_.bins_per_neuron());
  for (std::size_t i = 0; i < bins_.size(); ++i) counts[i % counts.size()] += bins_[i];
  return value_bins(counts, layer);
}

std::vector<ValueBin> NeuronTally::value_bins(std::span<const std::uint64_t> bins,
                                              const NeuronCounts& counts) const {
  if (bins.size() == code_count) return code_value_bins(bins, value_of(setup_.type));
  return log_value_bins(bins, counts.min, counts.max);
}

}  // namespace actviz
