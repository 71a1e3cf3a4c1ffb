#include "lib/analysis/landmarks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/analysis/sides.hpp"
#include "lib/analysis/stretches.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"

namespace actviz {
namespace {

/// The point of an interval nearest 0, never -0.
double nearest_zero(double from, double to) { return std::clamp(0.0, from, to) + 0.0; }

/// The greatest of the values taken (each with the x nearest 0 where it is), against those only approached.
class Greatest {
 public:
  void attained(double x, double value) {
    if (std::isnan(value) || (best_ && best_->value > value)) return;
    if (!best_ || best_->value < value || std::fabs(x) < std::fabs(best_->x))
      best_ = Landmark{x + 0.0, value};
  }
  void approached(double value) { bound_ = std::max(bound_, value); }
  std::optional<Landmark> result() const { return best_ && best_->value >= bound_ ? best_ : std::nullopt; }

 private:
  std::optional<Landmark> best_;
  double bound_ = -infinity;
};

/// Where the slope of a stretch passes through 0, between two neighbouring doubles the one with the lesser
/// slope.
double root_of_slope(const Function& f, const Stretch& s) {
  const bool rising = s.slope_from < 0;
  const double before =
      last_where(s.first, s.last, [&](double x) { return (f.rough_slope(x) < 0) == rising; });
  const double after = std::nextafter(before, infinity);
  return std::fabs(f.slope(after)) < std::fabs(f.slope(before)) ? after : before;
}

/// The greatest value of sign * f.
Greatest greatest(const Function& f, const std::vector<Stretch>& all, double sign) {
  Greatest found;
  const auto attained = [&](double x, double value) { found.attained(x, sign * value); };
  for (const Stretch& s : all) {
    if (s.dead) attained(nearest_zero(s.from, s.to), f(s.first));
    if ((s.slope_from < 0) != (s.slope_to < 0) && s.slope_from != 0 && s.slope_to != 0) {
      const double x = root_of_slope(f, s);
      attained(x, f(x));
    }
    for (const auto& [end, inside] : {std::pair{s.from, s.first}, {s.to, s.last}}) {
      if (std::isfinite(end)) attained(end, f(end));
      const bool continuous =
          std::isfinite(end) && std::fabs(f(inside) - f(end)) <= 1e-12 * std::fabs(f(end));
      if (!continuous) found.approached(sign * f(inside));
    }
  }
  return found;
}

std::optional<Landmark> negated(std::optional<Landmark> mark) {
  if (mark) mark->value = 0.0 - mark->value;
  return mark;
}

/// Where in a stretch the slope first reaches its greatest value `top`, seen from 0.
double steepest_point(const Function& f, const Stretch& s, double top) {
  if (s.straight) return nearest_zero(s.from, s.to);
  const bool at_end = s.slope_to >= s.slope_from;
  const double end = at_end ? s.to : s.from;
  if (std::isfinite(end)) return end + 0.0;
  const auto reaches = [&](double x) { return f.slope(x) >= top; };
  return at_end ? first_where(s.first, s.last, reaches) : last_where(s.first, s.last, reaches);
}

std::optional<Landmark> max_slope(const Function& f, const std::vector<Stretch>& all) {
  double top = -infinity;
  for (const Stretch& s : all) top = std::max({top, s.slope_from, s.slope_to});
  if (top == infinity) return {};
  const double tolerance = 4 * std::numeric_limits<double>::epsilon() * std::fabs(top);
  std::optional<Landmark> best;
  for (const Stretch& s : all) {
    const double value = std::max(s.slope_from, s.slope_to);
    if (!(value >= top - tolerance)) continue;
    const double x = steepest_point(f, s, value);
    if (!best || std::fabs(x) <= std::fabs(best->x)) best = Landmark{x, value + 0.0};
  }
  return best;
}

/// Whether f itself, not only its slope, jumps at the common end of two neighbouring stretches.
bool jumps_between(const Function& f, const Stretch& left, const Stretch& right) {
  if (left.last == right.first) return false;
  const double a = f(left.last), b = f(right.first), far = std::max({std::fabs(a), std::fabs(b), 1e-300});
  const double slope = std::max(std::fabs(left.slope_to), std::fabs(right.slope_from));
  return std::fabs(a - b) > 1e-12 * far + 2 * slope * (right.first - left.last);
}

double lipschitz(const Function& f, const std::vector<Stretch>& all) {
  double bound = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bound = std::max({bound, std::fabs(all[i].slope_from), std::fabs(all[i].slope_to)});
    if (i > 0 && jumps_between(f, all[i - 1], all[i])) return infinity;
  }
  return bound;
}

/// The part of a stretch where |f′| <= epsilon, which is one interval because f′ is monotone there.
std::optional<Interval> flat_part(const Function& f, const Stretch& s, double epsilon) {
  const bool from_flat = std::fabs(s.slope_from) <= epsilon, to_flat = std::fabs(s.slope_to) <= epsilon;
  if (from_flat && to_flat) return Interval{s.from, s.to};
  if (!from_flat && !to_flat && (s.slope_from < 0) == (s.slope_to < 0)) return {};
  const auto is_flat = [&](double x) { return std::fabs(f.slope(x)) <= epsilon; };
  if (from_flat) return Interval{s.from, last_where(s.first, s.last, is_flat)};
  if (to_flat) return Interval{first_where(s.first, s.last, is_flat), s.to};
  const double sign = s.slope_from < 0 ? 1 : -1;  // of the change of slope
  const double lo = first_where(s.first, s.last, [&](double x) { return sign * f.slope(x) >= -epsilon; });
  const double hi = last_where(s.first, s.last, [&](double x) { return sign * f.slope(x) <= epsilon; });
  return Interval{lo, std::max(lo, hi)};
}

/// Appends an interval, joining it to the one before where they touch.
void append(std::vector<FlatInterval>& all, const Interval& next, bool equals_epsilon) {
  if (all.empty() || all.back().to < next.lo)
    all.push_back({next.lo, next.hi});
  else
    all.back().to = next.hi;
  FlatInterval& joined = all.back();
  joined.equals_epsilon |= equals_epsilon;
  joined.side = joined.from == -infinity ? Side::left : joined.to == infinity ? Side::right : Side::inner;
}

std::vector<FlatInterval> dead_intervals(const std::vector<Stretch>& all) {
  std::vector<FlatInterval> dead;
  for (const Stretch& s : all)
    if (s.dead) append(dead, {s.from, s.to}, false);
  return dead;
}

std::vector<FlatInterval> flat_intervals(const Function& f, const std::vector<Stretch>& all, double epsilon) {
  if (epsilon == 0) return dead_intervals(all);
  std::vector<FlatInterval> flat;
  for (const Stretch& s : all) {
    const bool unbounded = s.from == -infinity || s.to == infinity;
    if (const auto part = flat_part(f, s, epsilon))
      append(flat, *part, unbounded && s.straight && std::fabs(s.slope_from) == epsilon);
  }
  return flat;
}

void check_epsilon(double epsilon) {
  if (!(epsilon >= 0) || epsilon == infinity)
    throw Error("expected a finite epsilon of at least 0, got " + to_text(epsilon), "write for example 0.01");
}

}  // namespace

Landmarks landmarks(const Function& f, double epsilon) {
  check_epsilon(epsilon);
  const std::vector<Stretch> all = stretches(f);
  Landmarks found;
  found.minimum = negated(greatest(f, all, -1).result());
  found.maximum = greatest(f, all, +1).result();
  found.max_slope = max_slope(f, all);
  found.lipschitz = lipschitz(f, all);
  found.flat = flat_intervals(f, all, epsilon);
  found.dead = dead_intervals(all);
  return found;
}

std::vector<Interval> flat_parts(const Function& f, double epsilon, double lo, double hi) {
  check_epsilon(epsilon);
  std::vector<Interval> parts;
  for (const FlatInterval& flat :
       flat_intervals(f, epsilon > 0 ? stretches(f, lo, hi) : stretches(f), epsilon))
    if (flat.to > lo && flat.from < hi)
      parts.push_back(closed(std::max(flat.from, lo), std::min(flat.to, hi)));
  return parts;
}

}  // namespace actviz
