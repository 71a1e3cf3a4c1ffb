#include "lib/analysis/log_histogram.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace actviz::log_bins {
namespace {

template <class Count>
std::vector<double> quantiles_of(std::span<const Count> bins, std::span<const double> shares, double min,
                                 double max) {
  const auto total = std::accumulate(bins.begin(), bins.end(), std::uint64_t{0});
  assert(total > 0 && std::ranges::is_sorted(shares));
  std::vector<double> found;
  std::size_t bin = 0;
  std::uint64_t seen = bins[0];
  for (const double share : shares) {
    const double wanted = std::max(1.0, std::ceil(share * static_cast<double>(total)));
    while (static_cast<double>(seen) < wanted && bin + 1 < bins.size()) seen += bins[++bin];
    found.push_back(std::clamp(middle_of(static_cast<int>(bin)), min, max));
  }
  return found;
}

}  // namespace

double middle_of(int bin) {
  if (bin == zero) return 0;
  const bool negative = bin < zero;
  const int place = (negative ? zero - bin : bin - zero) - 2;
  if (place < 0) return std::ldexp(negative ? -0.5 : 0.5, lowest);
  if (place >= per_sign) return negative ? -std::ldexp(1.0, highest) : std::ldexp(1.0, highest);
  const double octave = std::ldexp(1.0, lowest + place / steps), step = octave / steps;
  const double lo = octave + place % steps * step, hi = lo + step, middle = 2 * lo * hi / (lo + hi);
  return negative ? -middle : middle;
}

std::vector<double> quantiles(std::span<const std::uint32_t> bins, std::span<const double> shares, double min,
                              double max) {
  return quantiles_of(bins, shares, min, max);
}
std::vector<double> quantiles(std::span<const std::uint64_t> bins, std::span<const double> shares, double min,
                              double max) {
  return quantiles_of(bins, shares, min, max);
}

}  // namespace actviz::log_bins
