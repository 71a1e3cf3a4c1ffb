#include "lib/catalogue/formula_kinks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "lib/number/search.hpp"
#include "lib/number/ulp.hpp"

namespace actviz {
namespace {

enum class Sign { negative, zero, positive, none };

Sign sign_of(double value) {
  return value < 0 ? Sign::negative : value > 0 ? Sign::positive : value == 0 ? Sign::zero : Sign::none;
}

/// The changes of sign of one guard.
class Roots {
 public:
  Roots(const Program& formula, std::size_t guard, std::vector<double>& found)
      : formula_(formula), guard_(guard), found_(found) {}

  void find() {
    double before = 0;
    Sign sign_before = Sign::none;
    bool first = true;
    for (const double x : scan_points()) {
      const Sign now = sign(x);
      if (!first && now != sign_before) {
        const std::size_t known = found_.size();
        between(before, sign_before, x, now);
        for (std::size_t i = known; i < found_.size(); ++i) found_[i] = refined(found_[i]);
      }
      before = x;
      sign_before = now;
      first = false;
    }
  }

 private:
  double value(double x) const { return formula_.guard(guard_, x); }
  Sign sign(double x) const { return sign_of(value(x)); }

  /// The double nearest to a root that doubles have found within a few units in the last place.
  double refined(double root) const {
    constexpr int reach = 4;
    double best = root, least = infinity;
    int steps = 0;
    for (int i = -reach; i <= reach; ++i) {
      const double x = root + i * ulp(root), size = std::fabs(formula_.precise_guard(guard_, x));
      if (!(size < least)) continue;
      best = x;
      least = size;
      steps = i;
    }
    return std::abs(steps) == reach || std::isnan(formula_.precise_guard(guard_, root)) ? root : best;
  }

  /// How wide an interval of zeros may be that is but one root, blurred by rounding.
  static double blur(double x) { return 1e-13 * std::max(1.0, std::fabs(x)); }

  void between(double a, Sign at_a, double b, Sign at_b) {
    // A root at a point of the scan is most likely meant there, not at a neighbour that rounds to 0 as well.
    if (at_b == Sign::zero && sign(std::max(a, b - blur(b))) == at_a) return found_.push_back(b);
    if (at_a == Sign::zero && sign(std::min(b, a + blur(a))) == at_b) return found_.push_back(a);
    const double last = last_where(a, b, [&](double x) { return sign(x) == at_a; });
    const double next = std::nextafter(last, infinity);
    if (at_a == Sign::zero || at_a == Sign::none) return found_.push_back(at_a == Sign::zero ? last : next);
    if (sign(next) != Sign::zero) {
      const bool nearer = std::fabs(value(last)) < std::fabs(value(next));
      return found_.push_back(nearer || sign(next) == Sign::none ? last : next);
    }
    if (at_b == Sign::zero) return found_.push_back(next);
    const double end = last_where(next, b, [&](double x) { return sign(x) == Sign::zero; });
    if (end - next > blur(next)) {
      found_.push_back(next);
      found_.push_back(end);
    } else {
      found_.push_back(next + (end - next) / 2);
    }
  }

  const Program& formula_;
  std::size_t guard_;
  std::vector<double>& found_;
};

/// Whether two one-sided limits of a derivative differ by more than rounding and the way between them.
bool differ(double left, double right, double tolerance, double change) {
  if (std::isfinite(left) != std::isfinite(right)) return true;
  if (!std::isfinite(left)) return std::isnan(left) != std::isnan(right) || (left > 0) != (right > 0);
  return std::fabs(right - left) > tolerance * std::max(std::fabs(left), std::fabs(right)) + change;
}

/// The lowest derivative that jumps at `x`; nothing where the formula is smooth, or undefined on both sides.
std::optional<int> order_at(const Program& f, double x) {
  const double step = 4 * ulp(x), left = x - step, right = x + step, way = 4 * step;
  const double values[] = {f.roughly(0, left), f.roughly(0, x), f.roughly(0, right)};
  if (std::isnan(values[0]) && std::isnan(values[2])) return {};
  const double slopes[] = {f.roughly(1, left), f.roughly(1, right)};
  const double curvatures[] = {f.roughly(2, left), f.roughly(2, right)};
  const auto steepest = [&](const double(&d)[2]) {
    const double size = std::max(std::fabs(d[0]), std::fabs(d[1]));
    return std::isfinite(size) ? size * way : 0;
  };
  const double size = std::max(std::fabs(values[0]), std::fabs(values[2]));
  if (!std::isfinite(size) || !std::isfinite(values[1])) return 0;
  // A vertical tangent may bridge a small difference, as that of a root at 0.
  const bool vertical = !(std::fabs(slopes[0]) < 1e9 && std::fabs(slopes[1]) < 1e9);
  const double change = vertical ? 1e-5 * std::max(1.0, size) : steepest(slopes);
  if (differ(values[0], values[2], 1e-12, change + 1e-300) ||
      differ(values[0], values[1], 1e-12, change + 1e-300))
    return 0;
  if (vertical) return 1;
  if (differ(slopes[0], slopes[1], 1e-10, steepest(curvatures) + 1e-13 * std::max(1.0, size))) return 1;
  if (differ(curvatures[0], curvatures[1], 1e-6, 1e-9 * std::max(1.0, size))) return 2;
  return {};
}

}  // namespace

List<Kink, max_kinks> kinks(const Program& formula) {
  std::vector<double> candidates;
  for (std::size_t i = 0; i < formula.guard_count(); ++i) Roots(formula, i, candidates).find();
  constexpr std::size_t most_candidates = 4096;
  const auto by_size = [](double a, double b) { return std::fabs(a) < std::fabs(b); };
  std::ranges::sort(candidates, by_size);
  if (candidates.size() > most_candidates) candidates.resize(most_candidates);
  std::vector<Kink> found;
  for (const double x : candidates) {
    const auto is_same = [&](const Kink& kink) { return std::fabs(kink.x - x) <= 8 * ulp(x); };
    if (std::ranges::any_of(found, is_same)) continue;
    if (const auto order = order_at(formula, x)) found.push_back({x + 0.0, *order});
    if (found.size() == max_kinks) break;
  }
  std::ranges::sort(found, {}, &Kink::x);
  List<Kink, max_kinks> kinks;
  for (const Kink& kink : found) kinks.push_back(kink);
  return kinks;
}

}  // namespace actviz
