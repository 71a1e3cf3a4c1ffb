#include "tests/exhaustive/proof.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "lib/base/clones.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/batch/map.hpp"

namespace actviz::test {
namespace {

constexpr std::uint32_t sign = 0x80000000, infinite = 0x7f800000;

std::uint32_t code(float x) { return std::bit_cast<std::uint32_t>(x); }

/// The sum of two doubles rounded to a float, once: as a double first, to the neighbour with an odd last bit.
[[gnu::always_inline]] inline float rounded_sum(double a, double b) {
  const double total = a + b, back = total - a;
  const double error = (a - (total - back)) + (b - back);
  const auto bits = std::bit_cast<std::int64_t>(total);
  const std::int64_t outwards = (error > 0) == (total > 0) ? 1 : -1;
  const std::int64_t step = error != 0 ? outwards : 0;
  const double odd = std::bit_cast<double>(bits + ((bits & 1) == 0 ? step : 0));
  return static_cast<float>(std::fabs(odd) < 0x1p-150 ? std::copysign(0.0, odd) : odd);  // underflow is slow
}

/// The least and the greatest float that the exact result may round to.
struct Ends {
  float least, greatest;
};
[[gnu::always_inline]] inline Ends ends(const Estimates& y, std::size_t i) {
  const double error = 0x1p-41 * y.size[i];  // twice the bound: the ends are rounded themselves
  return {rounded_sum(y.whole[i], y.rest[i] - error), rounded_sum(y.whole[i], y.rest[i] + error)};
}

/// Whether a float is one of those, some thousand in every binade, that are computed in full.
[[gnu::always_inline]] inline bool is_sampled(std::uint32_t code) {
  const std::uint32_t significand = code & 0x7fffff;
  return (code * 2654435761u < 1u << 19) | (significand <= 1) | (significand == 0x7fffff);
}

/// Marks the results that are not proven right by the estimates, and the sample.
ACTVIZ_CLONES
void mark_open(const Estimates& estimates, const float* __restrict x, const float* __restrict y,
               std::uint8_t* __restrict open) {
  for (std::size_t i = 0; i < Estimates::capacity; ++i) {
    const Ends e = ends(estimates, i);
    const bool is_proven = (e.least == e.greatest) & (e.least == y[i]);
    open[i] = static_cast<std::uint8_t>(!is_proven | is_sampled(std::bit_cast<std::uint32_t>(x[i])));
  }
}

/// Waves are left out where the kernels take their results one by one.
float end_of(const Activation& activation) { return activation.family == "periodic" ? 0x1p20f : INFINITY; }

Estimate estimate_of(std::string_view name, int order) {
  const Screen* const screen = find_screen(name);
  if (!screen) throw Error("there is no screen for " + std::string(name), "see tests/exhaustive/screen.cpp");
  return order == 0 ? screen->value : screen->slope;
}

void add(Findings& findings, float x, bool is_right, double ulps) {
  if (is_right) return;
  if (findings.misrounded++ == 0) findings.first = code(x);
  findings.greatest_ulp = std::max(findings.greatest_ulp, ulps);
}

}  // namespace

Findings& Findings::operator+=(const Findings& later) {
  if (misrounded == 0) first = later.first;
  inputs += later.inputs;
  misrounded += later.misrounded;
  in_full += later.in_full;
  undecided += later.undecided;
  greatest_ulp = std::max(greatest_ulp, later.greatest_ulp);
  return *this;
}

Proof::Proof(const Activation& activation, int order)
    : Proof(activation, order, estimate_of(activation.name, order)) {}

Proof::Proof(const Activation& activation, int order, Estimate estimate)
    : function_(Function::parse(activation.name)),
      facts_(function_.facts()),
      order_(order),
      estimate_(estimate),
      truth_(function_, order),
      end_(end_of(activation)) {}

bool Proof::is_left_out(std::uint32_t code) const {
  const float size = std::bit_cast<float>(code & ~sign);
  return size >= end_ && size < INFINITY;
}

Findings Proof::check(std::uint32_t begin, std::uint32_t count) const {
  constexpr std::uint32_t stretch = 1u << 16;
  std::vector<float> x, y;
  Findings findings;
  for (std::uint32_t done = 0; done < count; done += static_cast<std::uint32_t>(x.size())) {
    const std::uint32_t first = begin + done;
    x.resize(std::min(stretch, count - done));
    y.resize(x.size());
    if (is_left_out(first) && is_left_out(first + static_cast<std::uint32_t>(x.size()) - 1)) continue;
    for (std::uint32_t i = 0; i < x.size(); ++i) x[i] = std::bit_cast<float>(first + i);
    order_ == 0 ? batch::map(function_, x, y) : batch::map_slope(function_, x, y);
    findings += judge(x, y);
  }
  return findings;
}

Findings Proof::judge(std::span<const float> x, std::span<const float> y) const {
  Findings findings;
  for (std::size_t i = 0; i < x.size(); i += block)
    if ((code(x[i]) & infinite) == infinite)
      check_special(&x[i], &y[i], findings);
    else if (!is_left_out(code(x[i])))
      check_block(&x[i], &y[i], findings);
  return findings;
}

void Proof::check_special(const float* x, const float* y, Findings& findings) const {
  constexpr std::uint32_t quiet = 0x400000;
  findings.inputs += block;
  for (std::uint32_t i = 0; i < block; ++i)
    if (std::isnan(x[i])) {
      add(findings, x[i], code(y[i]) == (code(x[i]) | quiet), 0.5);
    } else {
      const Asymptote& end = x[i] < 0 ? facts_.left : facts_.right;
      const float limit = static_cast<float>(order_ == 0 ? end.limit(x[i]) : end.slope),
                  known = nearest(x[i]);
      const bool is_limit = y[i] == limit || (std::isnan(y[i]) && std::isnan(limit));
      add(findings, x[i], is_limit && code(y[i]) == code(known), is_limit ? 0.5 : INFINITY);
    }
}

void Proof::check_block(const float* x, const float* y, Findings& findings) const {
  double numbers[block];
  std::copy_n(x, block, numbers);
  Estimates estimates;
  estimate_(numbers, estimates, block);
  std::uint8_t open[block];
  mark_open(estimates, x, y, open);
  findings.inputs += block;
  for (std::size_t i = 0; i < block; ++i) {
    const void* const next = std::memchr(open + i, 1, block - i);
    if (!next) break;
    i = static_cast<std::size_t>(static_cast<const std::uint8_t*>(next) - open);
    const ExactResult result = settled(x[i], estimates, i, findings);
    const bool is_zero = *result.nearest == 0 && y[i] == 0;
    const bool is_right = is_zero ? code(y[i]) == code(nearest(x[i])) : *result.nearest == y[i];
    add(findings, x[i], is_right, is_right ? 0.5 : float_ulps(y[i], result.number));
  }
}

ExactResult Proof::settled(float x, const Estimates& estimates, std::size_t i, Findings& findings) const {
  if (is_kink(facts_, x)) return {nearest(x), 0, nearest(x)};
  ++findings.in_full;
  ExactResult result = truth_(x);
  const bool is_huge =
      std::fabs(estimates.whole[i] + estimates.rest[i]) > 0x1p200 && abs(result.number) > 0x1p200;
  if (isfinite(result.number) && !is_huge) {
    const Exact error = abs(result.number - Exact(estimates.whole[i]) - Exact(estimates.rest[i]));
    if (error > 0x1p-42 * Exact(estimates.size[i]) + result.error + Exact(0x1p-300))
      throw Error("the screen of " + function_.name() + (order_ == 0 ? "" : "'s slope") + " is off at " +
                      to_text(double{x}) + ": it has " + to_text(estimates.whole[i] + estimates.rest[i]) +
                      ", exactly " + to_text(result.number.convert_to<double>()),
                  "see tests/exhaustive/screen.cpp");
  }
  if (result.nearest) return result;
  const Ends claim = ends(estimates, i);
  const bool is_claimed = claim.least == claim.greatest;
  if (!is_claimed) ++findings.undecided;
  result.nearest = is_claimed ? claim.least : nearest(x);
  return result;
}

}  // namespace actviz::test
