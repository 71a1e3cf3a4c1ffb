#include "lib/analysis/grid.hpp"

#include <cassert>
#include <cmath>
#include <limits>
#include <string>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"

namespace actviz {
namespace {

void check_ends(double lo, double hi) {
  if (!std::isfinite(lo) || !std::isfinite(hi))
    throw Error("expected two finite ends, got lo=" + to_text(lo) + ", hi=" + to_text(hi),
                "write for example -6 6");
  if (!(lo < hi))
    throw Error("expected lo < hi, got lo=" + to_text(lo) + ", hi=" + to_text(hi),
                lo > hi ? "write " + to_text(hi) + " " + to_text(lo) : "the two ends must differ");
}

std::string limit_text() { return to_text(static_cast<double>(max_grid_count)); }

/// (lo * a + hi * b) / (a + b) for whole a and b as if rounded once: the roundings of products, sum and
/// quotient are carried along.
double between(double lo, double a, double hi, double b) {
  const double p = lo * a, q = hi * b, sum = p + q, from_p = sum - q;
  const double rest = (p - from_p) + (q - (sum - from_p)) + (std::fma(lo, a, -p) + std::fma(hi, b, -q));
  const double n = a + b, quotient = sum / n;
  return quotient + (std::fma(-quotient, n, sum) + rest) / n;
}

}  // namespace

Grid Grid::with_count(double lo, double hi, std::size_t count) {
  check_ends(lo, hi);
  if (count < 1)
    throw Error("expected at least 1 point, got 0", "write a whole number from 1 to " + limit_text());
  if (count > max_grid_count)
    throw Error("expected at most " + limit_text() + " points, got " + std::to_string(count),
                "ask for fewer points");
  return {lo, hi, count};
}

Grid Grid::with_step(double lo, double hi, double step) {
  check_ends(lo, hi);
  if (!std::isfinite(step) || !(step > 0))
    throw Error("expected a finite step above 0, got " + to_text(step), "write for example 0.5");
  const double steps = hi / step - lo / step, nearest = std::nearbyint(steps);
  if (!(steps < static_cast<double>(max_grid_count) - 0.5))
    throw Error("a step of " + to_text(step) + " from " + to_text(lo) + " to " + to_text(hi) +
                    " makes more than " + limit_text() + " points",
                "take a larger step");
  constexpr double epsilon = std::numeric_limits<double>::epsilon();
  const double rounding = 2 * epsilon * (std::fabs(lo / step) + std::fabs(hi / step));
  if (nearest >= 1 && std::fabs(steps - nearest) <= rounding)
    return {lo, hi, static_cast<std::size_t>(nearest) + 1};
  const double whole = std::floor(steps);
  return {lo, std::fma(whole, step, lo), static_cast<std::size_t>(whole) + 1};
}

double Grid::at(std::size_t i) const {
  assert(i < count);
  if (i == 0) return lo;
  if (i + 1 == count) return hi;
  const auto n = static_cast<double>(count - 1), after = static_cast<double>(i), before = n - after;
  constexpr double large = 0x1p990;  // beyond it, an end times the number of points could overflow
  if (std::fabs(lo) > large || std::fabs(hi) > large) return lo * (before / n) + hi * (after / n);
  return between(lo, before, hi, after);
}

}  // namespace actviz
