#include "lib/analysis/compare.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "lib/analysis/sides.hpp"

namespace actviz {
namespace {

using Quantity = std::function<double(double)>;

/// The spacing of float32 at y.
double float_spacing(double y) {
  const float a = std::fabs(static_cast<float>(y));
  if (!(a < std::numeric_limits<float>::infinity())) return std::ldexp(1.0, 104);
  if (a < std::numeric_limits<float>::min()) return std::ldexp(1.0, -149);
  // the binade of y itself: rounding to float may already have carried into the next one
  return std::ldexp(1.0, std::ilogb(y) - 23);
}

/// The ends of the pieces between the kinks of both functions, each seen from inside the piece.
std::vector<std::pair<double, double>> pieces(const Function& f, const Function& g, double lo, double hi) {
  std::vector<double> cuts{0.0};
  for (const Facts& facts : {f.facts(), g.facts()})
    for (const Kink& kink : facts.kinks) cuts.push_back(kink.x);
  std::ranges::sort(cuts);
  std::vector<std::pair<double, double>> result;
  double from = lo;
  for (const double cut : cuts) {
    if (!(cut > from && cut < hi)) continue;
    result.emplace_back(from, beside(cut, -1));
    result.emplace_back(cut, cut);
    from = beside(cut, +1);
  }
  result.emplace_back(from, hi);
  return result;
}

/// Keeps the greatest value seen; NaN never counts.
struct Best {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  Landmark mark{none, none};
  void offer(double x, double value) {
    if (value > mark.value || (std::isnan(mark.value) && !std::isnan(value))) mark = {x, value};
  }
};

/// Golden-section search for a maximum between a and b.
void refine(const Quantity& q, double a, double b, Best& best) {
  constexpr double ratio = 0.6180339887498949;
  double left = b - ratio * (b - a), right = a + ratio * (b - a);
  double at_left = q(left), at_right = q(right);
  for (int i = 0; i < 90 && left < right; ++i) {
    best.offer(left, at_left);
    best.offer(right, at_right);
    if (at_left >= at_right) {
      b = right;
      right = left;
      at_right = at_left;
      left = b - ratio * (b - a);
      at_left = q(left);
    } else {
      a = left;
      left = right;
      at_left = at_right;
      right = a + ratio * (b - a);
      at_right = q(right);
    }
  }
}

/// The greatest value of a quantity over all pieces.
Landmark greatest(const Quantity& q, const std::vector<std::pair<double, double>>& all) {
  constexpr int steps = 2048;
  constexpr double worth_refining = 0.5;  // of the greatest value on the grid
  constexpr std::size_t most_peaks = 64;  // more of them are the noise of rounding
  struct Peak {
    double from, to, value;
  };
  std::vector<Peak> peaks;
  Best best;
  for (const auto& [from, to] : all) {
    const auto x = [&](int i) { return i == steps ? to : from + (to - from) / steps * i; };
    double before = -1, here = q(from);
    for (int i = 0; i <= steps; ++i) {
      const double after = i < steps ? q(x(i + 1)) : -1;
      best.offer(x(i), here);
      const bool is_flat = here == before && here == after;
      if (here >= before && here >= after && !is_flat && from < to)
        peaks.push_back({x(std::max(i - 1, 0)), x(std::min(i + 1, steps)), here});
      before = here;
      here = after;
    }
  }
  const double floor = worth_refining * best.mark.value;
  const auto few = std::min(peaks.size(), most_peaks);
  std::ranges::partial_sort(peaks, peaks.begin() + static_cast<std::ptrdiff_t>(few), std::greater(),
                            &Peak::value);
  for (std::size_t i = 0; i < few && peaks[i].value >= floor; ++i)
    refine(q, peaks[i].from, peaks[i].to, best);
  constexpr double rounding = 1e-12;
  const double x = std::clamp(0.0, all.front().first, all.back().second), value = q(x);
  return value >= (1 - rounding) * best.mark.value ? Landmark{x, value} : best.mark;
}

double gap_at(const Function& f, const Function& g, double x) {
  const double a = f(x), b = g(x);
  return a == b ? 0.0 : std::fabs(a - b);  // equal infinities do not differ
}

}  // namespace

Difference difference(const Function& f, const Function& g, double lo, double hi) {
  const auto all = pieces(f, g, lo, hi);
  const auto gap = [&](double x) { return gap_at(f, g, x); };
  const auto relative = [&](double x) {
    constexpr double normal =
        std::numeric_limits<double>::min();  // below it, doubles have no relative accuracy
    const double d = gap(x), size = std::fabs(g(x));
    return size >= normal || std::isnan(d) ? d / size : d < normal ? 0.0 : infinity;
  };
  const auto ulps = [&](double x) { return gap(x) / float_spacing(g(x)); };
  const auto slopes = [&](double x) { return std::fabs(f.slope(x) - g.slope(x)); };
  return {greatest(gap, all), greatest(relative, all), greatest(ulps, all), greatest(slopes, all)};
}

Landmark greatest_gap(const Function& f, const Function& g, double lo, double hi) {
  return greatest([&](double x) { return gap_at(f, g, x); }, pieces(f, g, lo, hi));
}

}  // namespace actviz
