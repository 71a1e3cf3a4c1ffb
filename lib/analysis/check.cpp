#include "lib/analysis/check.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace actviz {
namespace {

constexpr double most_jump = 4;  // ULP; what is rounded to nearest on both sides jumps by 1

int direction_of(const Function& f, bool is_slope) {
  const Facts facts = f.facts();
  if (is_slope || facts.only_kinks) return 0;
  switch (facts.monotonicity) {
    case Monotonicity::increasing:
    case Monotonicity::non_decreasing:
      return 1;
    case Monotonicity::decreasing:
    case Monotonicity::non_increasing:
      return -1;
    default:
      return 0;
  }
}

/// The bin of a number of at least 0 among those of 32 an octave, and what stands for its numbers.
std::size_t bin_of(double x) { return std::bit_cast<std::uint64_t>(x) >> 47; }
double middle_of(std::size_t bin) {
  return bin == 0 ? 0 : std::bit_cast<double>((static_cast<std::uint64_t>(bin) << 47) + (1ULL << 46));
}

std::size_t histogram_bin(double ulp) {
  std::size_t bin = 0;
  while (ulp > histogram_edge(bin)) ++bin;
  return bin;
}

void count(Fault& fault, const Deviation& deviation) {
  if (fault.count++ == 0) fault.first = deviation;
}

}  // namespace

double histogram_edge(std::size_t bin) {
  return bin + 1 < CheckReport::bins ? std::ldexp(0.5, static_cast<int>(bin)) : infinity;
}

void Check::Stream::add(const Deviation& deviation) {
  if (count++ == 0 || deviation.value > greatest.value) greatest = deviation;
  if (!std::isfinite(deviation.value)) {
    ++infinite;
    return;
  }
  sum += deviation.value;
  ++bins[bin_of(deviation.value)];
}

DeviationSummary Check::Stream::summary() const {
  const auto all = static_cast<double>(count), finite = static_cast<double>(count - infinite);
  DeviationSummary result{greatest, finite > 0 ? sum / finite : 0, infinity};
  double below = 0;
  for (std::size_t bin = 0; bin < bins.size(); ++bin) {
    below += static_cast<double>(bins[bin]);
    if (below < 0.99 * all) continue;
    result.p99 = std::min(middle_of(bin), greatest.value);
    break;
  }
  return result;
}

Check::Check(const Function& f, bool is_slope, const FloatFormat& format, Overflow overflow)
    : function_(f),
      is_slope_(is_slope),
      format_(format),
      overflow_(overflow),
      direction_(direction_of(f, is_slope)) {
  if (direction_ != 0) report_.not_monotone.emplace();
}

void Check::add(double x, double got) {
  const double exact = is_slope_ ? function_.slope(x) : function_(x);
  const double best = function_.rounded(is_slope_ ? 1 : 0, x, format_, overflow_);
  ++report_.points;
  report_.off_grid += std::isfinite(got) && format_.rounded(got, overflow_) != got;

  const bool is_best = got == best || (std::isnan(got) && std::isnan(best));
  const bool is_comparable = std::isfinite(got) && std::isfinite(best);
  const double signed_ulp = is_comparable ? (got - exact) / format_.spacing(exact) : 0;
  Deviation ulp{x, got, exact, is_best ? std::min(std::fabs(signed_ulp), 0.5) : std::fabs(signed_ulp)};
  if (!is_comparable && !is_best) ulp.value = infinity;
  Deviation abs = ulp, rel = ulp;
  if (is_comparable) {
    abs.value = std::fabs(got - exact);
    rel.value = abs.value == 0 ? 0 : abs.value / std::fabs(exact);
  }
  ulp_.add(ulp);
  abs_.add(abs);
  if (exact != 0 || got == 0) rel_.add(rel);
  ++report_.histogram[histogram_bin(ulp.value)];

  if (!is_comparable && !is_best) count(report_.not_finite, ulp);
  if (is_comparable && got * best < 0) count(report_.sign, ulp);
  if (is_comparable && got == 0 && best != 0) {
    const bool is_nearest =
        report_.lost_zero.count == 0 || std::fabs(x) < std::fabs(report_.lost_zero.first.x);
    if (is_nearest) report_.lost_zero.first = ulp;
    ++report_.lost_zero.count;
    auto& side = x < 0 ? report_.zero_left : report_.zero_right;
    if (!side || std::fabs(x) < std::fabs(*side)) side = x;
  }
  const Point point{x, got, exact, got - exact};
  if (last_) compare_with_last(point);
  last_.reset();
  if (is_comparable && std::isfinite(x)) last_ = point;
}

void Check::compare_with_last(const Point& point) {
  const Point& last = *last_;
  if (!std::isfinite(point.x) || !std::isfinite(point.got) || !std::isfinite(point.exact) ||
      point.x == last.x)
    return;
  const Deviation here{point.x, point.got, point.exact,
                       std::fabs(point.error) / format_.spacing(point.exact)};
  const bool goes_up = point.x > last.x;
  const double step = goes_up ? point.got - last.got : last.got - point.got;
  if (direction_ != 0 && step * direction_ < 0) count(*report_.not_monotone, here);

  const auto is_number = [&](double x) { return format_.rounded(x) == x; };
  if (!is_number(point.x) || !is_number(last.x)) return;
  if (std::llabs(format_.rank(point.x) - format_.rank(last.x)) != 1) return;
  ++report_.neighbours;
  if (!report_.jump) report_.jump.emplace();
  const double unit = std::max(format_.spacing(point.exact), format_.spacing(last.exact));
  if (std::fabs(point.error - last.error) > most_jump * unit) count(*report_.jump, here);
}

CheckReport Check::report() const {
  CheckReport report = report_;
  report.abs = abs_.summary();
  report.rel = rel_.summary();
  report.ulp = ulp_.summary();
  return report;
}

}  // namespace actviz
