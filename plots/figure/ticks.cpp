#include "plots/figure/ticks.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "lib/base/numbers.hpp"

namespace actviz::plots {
namespace {

/// Powers of ten as the decimal reads them: std::pow differs in the last bit between machines.
double power_of_ten(int exponent) { return *parse_number("1e" + std::to_string(exponent)); }

struct Candidate {
  double score = -2, start = 0, step = 0;
  int count = 0;
};

/// How well labels from start to end fill [lo, hi]: 1 when the ends meet.
double coverage(double lo, double hi, double start, double end) {
  const double range = hi - lo, left = (lo - start) / range, right = (hi - end) / range;
  return 1 - 0.5 * (left * left + right * right) / 0.01;
}

/// The best that any labels of this span can reach.
double best_coverage(double range, double span) {
  if (span <= range) return 1;
  const double half = (span - range) / range / 2;
  return 1 - half * half / 0.01;
}

/// How close the number of labels is to the one wanted: 1 when equal.
double density(double lo, double hi, double start, double end, int count, int wanted) {
  const double r = (count - 1) / (end - start);
  const double target = (wanted - 1) / (std::max(hi, end) - std::min(lo, start));
  return 2 - std::max(r / target, target / r);
}

constexpr std::array<double, 4> nice = {1, 5, 2, 2.5};  // in order of preference

double simplicity(std::size_t q, bool has_zero) {
  return 1 - static_cast<double>(q) / (nice.size() - 1) + (has_zero ? 1 : 0) - 1;
}

/// A quarter reads badly unless the numbers are large: 2.5, 5, 7.5 but 25, 50, 75.
double legibility(std::size_t q, double step) { return nice[q] == 2.5 && step < 20 ? -1 : 1; }

/// The best labels for one nice number and count; labels stay inside [lo, hi].
void consider(double lo, double hi, int wanted, std::size_t q, int count, Candidate& best) {
  const double delta = (hi - lo) / (count + 1) / nice[q];
  for (int z = static_cast<int>(std::ceil(std::log10(delta) - 1e-9)); z < 310; ++z) {
    const double step = nice[q] * power_of_ten(z), span = step * (count - 1);
    if (!(step > 0) || span > hi - lo) return;
    constexpr std::array weights = {0.25, 0.2, 0.4, 0.15};
    const double bound = weights[0] * simplicity(q, true) + weights[1] * best_coverage(hi - lo, span) +
                         weights[2] * density(lo, hi, lo, lo + span, count, wanted) + weights[3];
    if (bound < best.score) continue;
    const double first = std::ceil(lo / step - 1e-9), last = std::floor(hi / step + 1e-9) - (count - 1);
    for (double k = first; k <= last; ++k) {
      const double start = k * step, end = start + span;
      const bool has_zero = k <= 0 && k + count - 1 >= 0;
      const double score = weights[0] * simplicity(q, has_zero) + weights[1] * coverage(lo, hi, start, end) +
                           weights[2] * density(lo, hi, start, end, count, wanted) +
                           weights[3] * legibility(q, step);
      if (score > best.score) best = {score, k, step, count};
    }
  }
}

std::string with_minus_sign(std::string text) { return text.starts_with('-') ? "−" + text.substr(1) : text; }

/// m x 10^n with the given decimals in m; a bare power where m is 1.
std::string scientific(double value, int exponent, int decimals) {
  if (power_of_ten(exponent) == 0) return with_minus_sign(to_text(value, 3));  // the last subnormals
  const std::string mantissa = with_minus_sign(to_fixed(value / power_of_ten(exponent), decimals));
  const std::string power = "10^{" + std::to_string(exponent) + "}";
  if (mantissa == "1") return "$" + power + "$";
  if (mantissa == "−1") return "$-" + power + "$";
  return "$" + mantissa + "×" + power + "$";
}

/// How many decimals it takes to write a multiple of `step`, at most 15.
int decimals_of(double step) {
  int decimals = 0;
  for (double scaled = step; decimals < 15; ++decimals, scaled *= 10)
    if (std::fabs(scaled) > 0.5 && std::fabs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, scaled))
      break;
  return decimals;
}

int exponent_of(double value) { return static_cast<int>(std::floor(std::log10(std::fabs(value)) + 1e-9)); }

}  // namespace

std::vector<Tick> labelled(const std::vector<double>& values, double step) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::fabs(value));
  const int top = largest > 0 ? exponent_of(largest) : 0;
  const bool many_digits = top <= 17 && top - exponent_of(step) > 5;  // a mantissa would hide the differences
  const bool powers = (top < -4 || top > 5) && !many_digits;
  std::vector<Tick> result;
  for (const double value : values) {
    if (!powers || value == 0) {
      result.push_back({value, with_minus_sign(to_fixed(value + 0.0, powers ? 0 : decimals_of(step)))});
      continue;
    }
    const int exponent = exponent_of(value);
    const int decimals = std::min(decimals_of(step / power_of_ten(exponent)), 5);
    result.push_back({value, scientific(value, exponent,
                                        decimals_of(value / power_of_ten(exponent)) == 0 ? 0 : decimals)});
  }
  return result;
}

std::vector<Tick> ticks(double lo, double hi, int wanted) {
  constexpr double half_of_all = 8e307;
  if (lo < -half_of_all || hi > half_of_all) return labelled({lo, lo / 2 + hi / 2, hi}, hi / 2 - lo / 2);
  Candidate best;
  for (std::size_t q = 0; q < nice.size(); ++q)
    for (int count = 2; count <= 3 * wanted; ++count) consider(lo, hi, wanted, q, count, best);
  if (best.count == 0) return labelled({lo, hi}, hi - lo);
  std::vector<double> values;
  for (int i = 0; i < best.count; ++i) values.push_back((best.start + i) * best.step);
  return labelled(values, best.step);
}

namespace {

/// 10^n as it is set: small powers in full where all of the axis is so.
std::string power_label(int exponent, bool in_full) {
  if (exponent == 0 || exponent == 1) return exponent == 0 ? "1" : "10";
  return in_full ? to_fixed(power_of_ten(exponent), std::max(-exponent, 0))
                 : "$10^{" + std::to_string(exponent) + "}$";
}

/// The exponents of the powers of ten in [lo, hi], lo > 0.
struct Decades {
  int first, last;
  int count() const { return std::max(last - first + 1, 0); }
};

Decades decades_in(double lo, double hi) {
  Decades found{exponent_of(lo), exponent_of(hi)};
  if (power_of_ten(found.first) < lo * (1 - 1e-9)) ++found.first;
  if (power_of_ten(found.last) > hi * (1 + 1e-9)) --found.last;
  return found;
}

/// Which powers of ten have a tick: every `step`-th, 10^start among them.
struct Stride {
  int step, start;
  bool takes(int exponent) const { return (exponent - start) % step == 0; }
};

/// The multiples of the step themselves or, where these are less than two, as many as there can be, the last
/// among them.
Stride stride_over(const Decades& decades, int step) {
  int multiples = 0;
  for (int n = decades.first; n <= decades.last; ++n) multiples += n % step == 0;
  return {step, multiples >= 2 ? 0 : decades.last};
}

std::vector<Tick> power_ticks(const Decades& decades, const Stride& stride) {
  constexpr int least_in_full = -3, most_in_full = 4;
  const bool in_full = decades.first >= least_in_full && decades.last <= most_in_full;
  std::vector<Tick> result;
  for (int n = decades.first; n <= decades.last; ++n)
    if (stride.takes(n)) result.push_back({power_of_ten(n), power_label(n, in_full)});
  return result;
}

/// Every how many powers of ten have a tick, a number that reads well.
int step_for(int count, int wanted) {
  for (const int step : {1, 2, 3, 4, 5, 10, 20, 50, 100})
    if (count <= step * wanted) return step;
  return 200;
}

std::vector<Tick> log_ticks(double lo, double hi, int wanted) {
  const Decades decades = decades_in(lo, hi);
  if (decades.count() >= 3 || (decades.count() == 2 && wanted <= 3))
    return power_ticks(decades, stride_over(decades, step_for(decades.count(), wanted)));
  std::vector<double> values;
  for (int n = exponent_of(lo); n <= exponent_of(hi); ++n)
    for (const double factor : {1, 2, 5})
      if (const double value = factor * power_of_ten(n); value >= lo * (1 - 1e-9) && value <= hi * (1 + 1e-9))
        values.push_back(value);
  if (values.size() < 3) return ticks(lo, hi, wanted);
  std::vector<Tick> result;
  for (const double value : values) result.push_back(labelled({value}, value).front());
  return result;
}

std::vector<Tick> symlog_ticks(double threshold, double lo, double hi, int wanted) {
  const auto beyond = [&](double end) {
    return end > threshold ? decades_in(threshold, end) : Decades{0, -1};
  };
  const Decades up = beyond(hi), down = beyond(-lo);
  if (up.count() + down.count() == 0) return ticks(lo, hi, wanted);
  const int step = step_for(up.count() + down.count(), wanted - 1);
  // The number next to 0 keeps a distance from it like that between the others.
  const int nearest = exponent_of(threshold) + static_cast<int>(0.7 * step);
  const auto from_zero = [&](Decades decades) {
    return Decades{std::max(decades.first, nearest), decades.last};
  };
  const Stride stride = stride_over(from_zero(up.count() > down.count() ? up : down), step);
  std::vector<Tick> result;
  for (Tick& tick : power_ticks(from_zero(down), stride))
    result.insert(result.begin(), {-tick.value, tick.label.starts_with('$') ? "$-" + tick.label.substr(1)
                                                                            : "−" + tick.label});
  if (lo <= 0 && hi >= 0) result.push_back({0, "0"});
  for (Tick& tick : power_ticks(from_zero(up), stride)) result.push_back(std::move(tick));
  return result;
}

}  // namespace

std::vector<Tick> ticks(const Spacing& spacing, double lo, double hi, int wanted) {
  switch (spacing.kind) {
    case Spacing::Kind::log:
      return log_ticks(lo, hi, wanted);
    case Spacing::Kind::symlog:
      return symlog_ticks(spacing.threshold, lo, hi, wanted);
    case Spacing::Kind::linear:
      break;
  }
  return ticks(lo, hi, wanted);
}

namespace {

/// What is marked between the numbers of one side of an axis: the powers of ten that have none, or where all
/// have one their multiples.
void add_minor(const Decades& decades, double from, double end, const std::vector<double>& major,
               std::vector<double>& values) {
  const auto has_number = [&](double size) {
    return std::ranges::any_of(major, [&](double m) { return std::fabs(m / size - 1) < 1e-9; });
  };
  bool all = true;
  for (int n = decades.first; n <= decades.last; ++n) all = all && has_number(power_of_ten(n));
  constexpr int most_powers = 60;
  for (int n = decades.first - 1; n <= decades.last; ++n)
    for (int factor = all ? 2 : 1; factor <= (all ? 9 : 1); ++factor) {
      const double size = factor * power_of_ten(n);
      const bool crowded = !all && decades.count() > most_powers;
      if (size > from && size < end && !crowded && !has_number(size)) values.push_back(size);
    }
}

}  // namespace

std::vector<double> minor_ticks(const Spacing& spacing, double lo, double hi,
                                const std::vector<Tick>& ticks) {
  std::vector<double> values;
  const bool is_log = spacing.kind == Spacing::Kind::log;
  if (spacing.kind == Spacing::Kind::linear || (is_log && hi / lo < 3)) return values;
  const double from = is_log ? lo : spacing.threshold;
  for (const double sign : {1.0, -1.0}) {
    const double end = sign > 0 ? hi : -lo;
    if (!(end > from)) continue;
    std::vector<double> major, minor;
    for (const Tick& tick : ticks)
      if (sign * tick.value > 0) major.push_back(sign * tick.value);
    add_minor(decades_in(from, end), from, end, major, minor);
    for (const double size : minor) values.push_back(sign * size);
  }
  return values;
}

}  // namespace actviz::plots
