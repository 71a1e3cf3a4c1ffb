#include "lib/analysis/value_bins.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "lib/analysis/log_histogram.hpp"

namespace actviz {

std::vector<ValueBin> log_value_bins(std::span<const std::uint64_t> counts, double min, double max) {
  const auto inside = [=](double x) { return std::clamp(x, min, max); };
  std::vector<ValueBin> bins;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const double middle = log_bins::middle_of(static_cast<int>(i)),
                 half = std::fabs(middle) / (2 * log_bins::steps);
    bins.push_back({inside(middle - half), inside(middle + half), inside(middle), counts[i]});
  }
  return bins;
}

std::vector<ValueBin> code_value_bins(std::span<const std::uint64_t> counts, float (*value)(std::uint16_t)) {
  constexpr std::size_t codes = 65536, negative = 32768;
  assert(counts.size() == codes);
  std::vector<ValueBin> bins;
  for (std::size_t i = 0; i < codes; ++i) {
    const std::size_t code = i < negative ? codes - 1 - i : i - negative;
    if (counts[code] == 0) continue;
    const double x = static_cast<double>(value(static_cast<std::uint16_t>(code))) + 0.0;  // no -0
    if (std::isfinite(x)) bins.push_back({x, x, x, counts[code]});
  }
  return bins;
}

std::vector<double> quantiles(std::span<const ValueBin> bins, std::span<const double> shares) {
  assert(std::ranges::is_sorted(shares));
  if (bins.empty()) return std::vector(shares.size(), std::numeric_limits<double>::quiet_NaN());
  std::uint64_t total = 0;
  for (const ValueBin& bin : bins) total += bin.count;
  std::vector<double> found;
  auto bin = bins.begin();
  std::uint64_t seen = bin->count;
  for (const double share : shares) {
    const double wanted = std::max(1.0, std::ceil(share * static_cast<double>(total)));
    while (static_cast<double>(seen) < wanted && bin + 1 != bins.end()) seen += (++bin)->count;
    found.push_back(bin->middle);
  }
  return found;
}

}  // namespace actviz
