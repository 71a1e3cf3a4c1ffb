#include "lib/analysis/log_histogram.hpp"

#include <cmath>

namespace actviz::log_bins {
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

}  // namespace actviz::log_bins
