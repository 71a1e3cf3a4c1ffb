#include "lib/analysis/neurons.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>

#include "lib/analysis/log_histogram.hpp"
#include "lib/analysis/neuron_columns.hpp"
#include "lib/analysis/neuron_tile.hpp"
#include "lib/base/parallel.hpp"

namespace actviz {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// A function of numbers of 16 bits, computed once for each of them: as floats they differ in the upper 19.
class Remembered {
 public:
  explicit Remembered(std::function<double(double)> f) : f_(std::move(f)), results_(new Results) {
    for (std::atomic<double>& result : *results_) result.store(nan, std::memory_order_relaxed);
  }
  double operator()(double x) const {
    std::atomic<double>& result = (*results_)[std::bit_cast<std::uint32_t>(static_cast<float>(x)) >> 13];
    double y = result.load(std::memory_order_relaxed);
    if (y != y) result.store(y = f_(x), std::memory_order_relaxed);
    return y;
  }

 private:
  static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  using Results = std::array<std::atomic<double>, std::size_t{1} << 19>;
  std::function<double(double)> f_;
  std::shared_ptr<Results> results_;
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
  if (is_16_bit(setup_.type)) {
    if (setup_.bins() == NeuronSetup::Bins::log) codes_.resize(code_count);
    for (auto* const f : {&setup_.rule.slope, &setup_.rule.value})
      if (*f) *f = Remembered(std::move(*f));
  }
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
      add_columns(
          setup_, rows, step_,
          {first, std::span(counts_).subspan(first, count), std::span(leaf_->neurons).subspan(first, count),
           bins_.data() + first * setup_.bins_per_neuron(), codes[share]});
    }
  });
  for (const auto& some : codes)
    for (std::size_t i = 0; i < some.size(); ++i) codes_[i] += some[i];
  if (!setup_.quick) add_shapes(rows, threads);
  rows_ += rows.rows;
  next_row_ += rows.rows;
  if (next_row_ % leaf_rows == 0) end_leaf();
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
