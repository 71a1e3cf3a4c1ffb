#include "lib/analysis/stretches.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/analysis/grid.hpp"
#include "lib/analysis/sides.hpp"

namespace actviz {
namespace {

constexpr double largest = std::numeric_limits<double>::max();

/// What a part of the line is scanned at: even steps, and the points of the whole line's scan but those so
/// near 0 that it takes a zoom of 2^30 to see them.
std::vector<double> points_of_part(double lo, double hi) {
  const double near_zero = 0x1p-30 * hi - 0x1p-30 * lo;
  std::vector<double> points;
  for (const double x : scan_points())
    if (lo < x && x < hi && std::fabs(x) > near_zero) points.push_back(x);
  const Grid grid = Grid::with_count(lo, hi, 1025);
  for (std::size_t i = 0; i < grid.count; ++i) points.push_back(grid.at(i));
  std::ranges::sort(points);
  return points;
}

/// The points of the scan strictly between `lo` and `hi`, and some more where few of them fall there.
std::vector<double> points_between(double lo, double hi, const std::vector<double>& scan) {
  const auto begin = std::ranges::upper_bound(scan, lo), end = std::ranges::lower_bound(scan, hi);
  std::vector<double> points = {lo};
  if (begin < end) points.insert(points.end(), begin, end);
  if (constexpr int parts = 64; points.size() < parts) {
    for (int i = 1; i < parts; ++i) points.push_back(lo + (hi - lo) * i / parts);
    std::ranges::sort(points);
  }
  points.push_back(hi);
  return points;
}

/// Where the curvature changes its sign between `lo` and `hi`; where it is 0 on the way, the ends of that
/// zero.
std::vector<double> inflections(const Function& f, double lo, double hi, const std::vector<double>& scan,
                                bool& straight) {
  std::vector<double> found;
  int sign_before = 0;
  double before = 0, first_zero = 0, last_zero = 0;
  bool zero_since = false;
  straight = true;
  for (const double x : points_between(lo, hi, scan)) {
    const double curvature = f.rough_curvature(x);
    if (curvature == 0) {
      if (!zero_since) first_zero = x;
      zero_since = true;
      last_zero = x;
    }
    const int sign = curvature > 0 ? 1 : curvature < 0 ? -1 : 0;
    if (sign == 0) continue;
    straight = false;
    if (sign_before * sign < 0 && zero_since) {
      found.push_back(first_zero);
      if (last_zero != first_zero) found.push_back(last_zero);
    } else if (sign_before * sign < 0) {
      found.push_back(
          last_where(before, x, [&](double t) { return f.rough_curvature(t) * sign_before > 0; }));
    }
    sign_before = sign;
    before = x;
    zero_since = false;
  }
  return found;
}

/// The slope on one side of a kink: the kink's own where it belongs to that side, which spares a rounding.
double slope_beside(const Function& f, double kink, double inside) {
  const double own = f.slope(kink), side = f.slope(inside);
  return std::fabs(own - side) <= 1e-12 * std::fabs(side) ? own : side;
}

/// A finite point next to the end of a piece at which the slope is a number.
double inside(const Function& f, double end, int direction) {
  if (std::isfinite(end)) return beside(end, direction);
  double x = end < 0 ? -largest : largest;
  while (std::isnan(f.slope(x)) && std::fabs(x) > 1) x /= 16;
  return x;
}

/// Appends the stretches between the neighbouring kinks (or infinite ends) `from` and `to`.
void append_piece(const Function& f, double from, double to, const std::vector<double>& scan,
                  std::vector<Stretch>& all) {
  const double first = inside(f, from, +1), last = inside(f, to, -1);
  if (!(first < last)) return;
  bool straight = false;
  const std::vector<double> cuts = inflections(f, first, last, scan, straight);
  const auto slope_at_end = [&](double end, double within) {
    return std::isfinite(end) ? slope_beside(f, end, within) : f.slope(within);
  };
  Stretch stretch{from, to, first, last, slope_at_end(from, first), 0, straight};
  for (const double cut : cuts) {
    stretch.to = stretch.last = cut;
    stretch.slope_to = f.slope(cut);
    all.push_back(stretch);
    stretch.from = stretch.first = cut;
    stretch.slope_from = stretch.slope_to;
  }
  stretch.to = to;
  stretch.last = last;
  stretch.slope_to = slope_at_end(to, last);
  stretch.dead = straight && stretch.slope_from == 0 && stretch.slope_to == 0 && f(first) == f(last);
  all.push_back(stretch);
}

/// The stretches between two ends and the kinks inside.
std::vector<Stretch> stretches_between(const Function& f, double lo, double hi,
                                       const std::vector<double>& scan) {
  std::vector<double> ends = {lo};
  for (const Kink& kink : f.facts().kinks)
    if (kink.x > ends.back() && kink.x < hi) ends.push_back(kink.x);
  ends.push_back(hi);
  std::vector<Stretch> all;
  for (std::size_t i = 1; i < ends.size(); ++i) append_piece(f, ends[i - 1], ends[i], scan, all);
  return all;
}

}  // namespace

std::vector<Stretch> stretches(const Function& f) {
  return stretches_between(f, -infinity, infinity, scan_points());
}

std::vector<Stretch> stretches(const Function& f, double lo, double hi) {
  std::vector<Stretch> all = stretches_between(f, lo, hi, points_of_part(lo, hi));
  for (Stretch& stretch : all) stretch.dead = false;
  return all;
}

}  // namespace actviz
