#pragma once
// What the activations of a layer say of its neurons: counted in one pass over rows (samples) of columns
// (neurons), in parts that merge to the same result, to the last bit, however the rows were divided.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/analysis/merge_tree.hpp"
#include "lib/analysis/sample_moments.hpp"
#include "lib/analysis/value_bins.hpp"
#include "lib/catalogue/function.hpp"
#include "lib/number/half.hpp"

namespace actviz {

/// A range of numbers with both ends.
struct ClosedRange {
  double lo = 0, hi = 0;
};

/// What is known of an activation from the numbers in a dump, which are its inputs or its outputs.
struct SlopeRule {
  std::string activation{};  ///< its label; empty: none is given
  bool is_pre = false;       ///< the numbers are inputs
  std::vector<ClosedRange> left{}, right{},
      inner{};                            ///< where |f'| is at most epsilon: outermost, and between
  std::vector<ClosedRange> dead{};        ///< where f' is 0
  bool knows_flat = false;                ///< whether the ranges follow from the numbers at all
  std::function<double(double)> slope{};  ///< f' from a number; empty: not known
  std::function<double(double)> value{};  ///< f of a number where that is an input of a bounded function
  std::optional<ClosedRange> outputs{};   ///< between which all outputs lie, of a bounded function
};

/// The rule for inputs (`pre`) of any function, or for outputs of a function that is one-to-one where it is
/// not flat: of others the slope does not follow from the output, and the rule knows nothing.
SlopeRule slope_rule(const Function& f, bool is_pre, double epsilon);

/// Elements of a matrix in this machine's byte order, row by row.
struct Rows {
  enum class Type : std::uint8_t { f32, f64, f16, bf16 };
  const void* data = nullptr;
  std::size_t rows = 0, columns = 0;
  Type type = Type::f32;
};

inline bool is_16_bit(Rows::Type type) { return type == Rows::Type::f16 || type == Rows::Type::bf16; }

/// What gives the value of an element of a 16-bit type.
inline auto value_of(Rows::Type type) { return type == Rows::Type::f16 ? &fp16_value : &bf16_value; }

/// Exact counts of one neuron; sizes are counted among its finite numbers.
struct NeuronCounts {
  std::uint64_t nan = 0, infinite_up = 0, infinite_down = 0, zero = 0, positive = 0, near_zero = 0, six = 0;
  std::uint64_t overflow_fp16 = 0, overflow_e4m3 = 0,
                overflow_e5m2 = 0;  ///< would become infinite or the greatest
  std::uint64_t underflow_fp16 = 0, underflow_e4m3 = 0, underflow_e5m2 = 0;  ///< not 0, would become 0
  std::uint64_t flat_left = 0, flat_right = 0, flat_inner = 0, dead = 0;
  double min, max, least;  ///< least: the smallest size that is not 0; infinities where there is none

  NeuronCounts();
  void add(const NeuronCounts& other);
};

/// Sums of one neuron over some rows; merged in the order of the rows.
struct NeuronSums {
  SampleMoments moments;
  double sum_abs = 0, slope_squares = 0;
  double decidedness = 0;  ///< sizes of the outputs, scaled so that they lie between -1 and 1
  void add(const NeuronSums& other);
};

/// Sums of a layer over some rows.
struct LayerSums {
  std::vector<NeuronSums> neurons;
  double row_kurtosis = 0;  ///< summed over rows of finite numbers
  std::uint64_t finite_rows = 0;
  void add(const LayerSums& other);
};

/// How the numbers of a dump are counted.
struct NeuronSetup {
  std::size_t columns = 0;
  Rows::Type type = Rows::Type::f32;
  double near_zero = 1e-3;
  SlopeRule rule{};
  /// Counts of NaN, infinities, zeros and positives, extremes, moments and what the rule knows, nothing else:
  /// at the speed of memory.
  bool quick = false;

  /// How the values of each neuron are kept: in all the codes of 16 bits where there is memory for so many,
  /// else by log_histogram.
  enum class Bins : std::uint8_t { none, log, codes };
  Bins bins() const;
  std::size_t bins_per_neuron() const;
};

/// Everything that is counted of a dump, or of a part of it.
class NeuronTally {
 public:
  /// Rows of one leaf of the merge tree. A part of a dump begins with a leaf and ends with one, or with the
  /// dump.
  static constexpr std::uint64_t leaf_rows = 16384;

  explicit NeuronTally(NeuronSetup setup, std::uint64_t first_leaf = 0);

  /// Adds the rows that follow those of the last call. `threads` share the columns.
  void add(const Rows& rows, unsigned threads);
  /// Ends the part.
  void finish(unsigned threads);
  /// Adds another part of the same dump, both finished.
  void add(NeuronTally&& other);

  const NeuronSetup& setup() const { return setup_; }
  std::uint64_t rows() const { return rows_; }
  const std::vector<NeuronCounts>& counts() const { return counts_; }
  LayerSums sums() const;
  /// Where one neuron's values lie, or all the layer's: exact for a neuron where setup().bins() is codes, for
  /// a layer of 16 bits; within 1/65 otherwise; empty where the setup is quick.
  std::vector<ValueBin> bins(std::size_t neuron) const;
  std::vector<ValueBin> bins() const;
  std::uint64_t least_nonzero() const { return least_nonzero_; }
  std::uint64_t most_nonzero() const { return most_nonzero_; }
  std::uint64_t total_nonzero() const { return total_nonzero_; }

 private:
  friend struct NeuronTallyState;
  /// Whole tiles of one leaf, or what ends the part.
  void add_tiles(const Rows& rows, unsigned threads);
  void end_leaf();
  std::size_t row_bytes() const;
  void add_shapes(const Rows& rows, unsigned threads);
  std::vector<ValueBin> value_bins(std::span<const std::uint64_t> bins, const NeuronCounts& counts) const;

  NeuronSetup setup_;
  std::uint64_t rows_ = 0, next_row_;
  std::size_t step_;                ///< rows of a tile
  std::vector<std::byte> pending_;  ///< rows that do not fill one yet
  std::vector<NeuronCounts> counts_;
  std::vector<std::uint32_t> bins_;   ///< of all neurons, one after the other
  std::vector<std::uint64_t> codes_;  ///< of the layer, where the neurons' bins do not hold them
  std::uint64_t least_nonzero_, most_nonzero_ = 0, total_nonzero_ = 0;
  std::optional<LayerSums> leaf_;
  MergeTree<LayerSums> tree_;
};

}  // namespace actviz
