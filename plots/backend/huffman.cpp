#include "plots/backend/huffman.hpp"

#include <algorithm>
#include <utility>

namespace actviz::plots {
namespace {

/// Depths of the leaves of a Huffman tree; `counts` ascending. (Two queues: leaves, and inner nodes in the
/// order of their making.)
std::vector<int> tree_depths(const std::vector<std::uint64_t>& counts) {
  const std::size_t leaves = counts.size();
  std::vector<std::uint64_t> weight = counts;
  std::vector<std::size_t> parent(2 * leaves - 1);
  std::size_t leaf = 0, inner = leaves;
  const auto lightest = [&] {
    const bool take_leaf = leaf < leaves && (inner >= weight.size() || weight[leaf] <= weight[inner]);
    return take_leaf ? leaf++ : inner++;
  };
  while (weight.size() < 2 * leaves - 1) {
    const std::size_t a = lightest(), b = lightest();
    parent[a] = parent[b] = weight.size();
    weight.push_back(weight[a] + weight[b]);
  }
  std::vector<int> depth(parent.size());
  for (std::size_t i = parent.size() - 1; i-- > 0;) depth[i] = depth[parent[i]] + 1;
  depth.resize(leaves);
  return depth;
}

/// Numbers the symbols of each length upwards and turns the bits round, as deflate does.
void assign_bits(std::vector<Code>& codes) {
  std::uint32_t next = 0;
  for (int length = 1; length <= 15; ++length, next <<= 1) {
    for (Code& code : codes) {
      if (code.length != length) continue;
      for (int i = 0; i < length; ++i) code.bits |= (next >> i & 1) << (length - 1 - i);
      ++next;
    }
  }
}

}  // namespace

std::vector<Code> huffman_codes(std::span<const std::uint32_t> counts, int limit) {
  std::vector<std::size_t> symbols;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) symbols.push_back(i);
  for (std::size_t i = 0; symbols.size() < 2; ++i)
    if (counts[i] == 0) symbols.push_back(i);
  std::ranges::sort(symbols, {}, [&](std::size_t i) { return std::pair(counts[i], i); });
  std::vector<std::uint64_t> weights;
  for (const std::size_t i : symbols) weights.push_back(counts[i]);
  std::vector<int> depths = tree_depths(weights);
  while (*std::ranges::max_element(depths) > limit) {  // flatter counts make a flatter tree
    for (std::uint64_t& weight : weights) weight = weight / 2 + 1;
    depths = tree_depths(weights);
  }
  std::vector<Code> codes(counts.size());
  for (std::size_t i = 0; i < symbols.size(); ++i) codes[symbols[i]].length = depths[i];
  assign_bits(codes);
  return codes;
}

}  // namespace actviz::plots
