#pragma once
// How many values lie where: what the quantiles and the histogram of a layer are made of.
#include <cstdint>
#include <span>
#include <vector>

namespace actviz {

/// `count` values from lo to hi; `middle` stands for them all.
struct ValueBin {
  double lo = 0, hi = 0, middle = 0;
  std::uint64_t count = 0;
};

/// The bins that hold any of log_histogram's counts of values from min to max, in ascending order.
std::vector<ValueBin> log_value_bins(std::span<const std::uint64_t> counts, double min, double max);

/// The finite values that occur, in ascending order, from the counts of all codes of 16 bits, whose highest
/// is the sign.
std::vector<ValueBin> code_value_bins(std::span<const std::uint64_t> counts, float (*value)(std::uint16_t));

/// The numbers that stand at `shares` of the values in ascending order (rank ceil(share * n), from 1), each
/// the middle of its bin. NaN where there are no bins. Needs shares in ascending order.
std::vector<double> quantiles(std::span<const ValueBin> bins, std::span<const double> shares);

}  // namespace actviz
