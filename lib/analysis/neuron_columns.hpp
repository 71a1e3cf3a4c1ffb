#pragma once
// Neighbouring columns of a dump, counted tile by tile.
#include "lib/analysis/neurons.hpp"

namespace actviz {

/// How many codes 16 bits have.
inline constexpr std::size_t code_count = 65536;

/// Where the counts of neighbouring columns go, one after the other from the first of them on.
struct ColumnsResult {
  std::size_t first = 0;
  std::span<NeuronCounts> counts;
  std::span<NeuronSums> sums;      ///< as many
  std::uint32_t* bins = nullptr;   ///< bins_per_neuron() of each
  std::span<std::uint64_t> codes;  ///< of 16 bits where the neurons' bins do not hold them, else empty
};

/// Adds those columns of the rows, at most tile_columns, `step` rows (at most tile_rows) at a time.
void add_columns(const NeuronSetup& setup, const Rows& rows, std::size_t step, const ColumnsResult& result);

}  // namespace actviz
