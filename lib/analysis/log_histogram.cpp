#include "lib/analysis/log_histogram.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace actviz::log_bins {
namespace {

template <class Count>
double quantile_of(std::span<const Count> bins, double p, double min, double max) {
  const auto total = std::accumulate(bins.begin(), bins.end(), std::uint64_t{0});
  assert(total > 0);
  const double wanted = std::max(1.0, std::ceil(p * static_cast<double>(total)));
  std::uint64_t seen = 0;
  std::size_t bin = 0;
  for (; bin + 1 < bins.size(); ++bin) {
    seen += bins[bin];
    if (static_cast<double>(seen) >= wanted) break;
  }
  return std::clamp(middle_of(static_cast<int>(bin)), min, max);
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

double quantile(std::span<const std::uint32_t> bins, double p, double min, double max) {
  return quantile_of(bins, p, min, max);
}
double quantile(std::span<const std::uint64_t> bins, double p, double min, double max) {
  return quantile_of(bins, p, min, max);
}

}  // namespace actviz::log_bins
