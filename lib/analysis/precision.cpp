#include "lib/analysis/precision.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "lib/analysis/rounded_chain.hpp"
#include "lib/base/parallel.hpp"
#include "lib/number/random.hpp"
#include "lib/number/search.hpp"

namespace actviz {
namespace {

constexpr std::uint64_t most_inputs = 1 << 20, share_size = 4096;

bool same(double a, double b) { return a == b || (a != a && b != b); }

/// A value or slope computed in one way.
using Compute = std::function<double(double)>;

/// One side of 0, as the codes of the format's magnitudes.
class GridSide {
 public:
  GridSide(const FloatFormat& format, double sign, unsigned threads)
      : format_(format), sign_(sign), threads_(threads), last_(format.code(format.max())) {
    constexpr std::uint64_t most_steps = 1 << 15;
    const std::uint64_t stride = std::max<std::uint64_t>(1, (std::uint64_t{last_} + 1) / most_steps);
    for (std::uint64_t code = 0; code < last_; code += stride)
      codes_.push_back(static_cast<std::uint32_t>(code));
    codes_.push_back(last_);
  }

  /// `exact`: what is computed, to tell overflow from what is not defined.
  FarSide examine(const Compute& compute, const Compute& exact) const {
    std::vector<double> results(codes_.size());
    const std::size_t shares = (codes_.size() + share_size - 1) / share_size;
    for_each_in_parallel(shares, threads_, [&](std::size_t share) {
      const std::size_t end = std::min(codes_.size(), (share + 1) * share_size);
      for (std::size_t i = share * share_size; i < end; ++i) results[i] = compute(number(codes_[i]));
    });
    FarSide side;
    const double at_end = results.back();
    const auto holds = [&](double x) { return same(compute(x), at_end); };
    if (std::isfinite(at_end)) {
      std::size_t first = results.size() - 1;
      while (first > 0 && same(results[first - 1], at_end)) --first;
      const Threshold from = refined(first, holds);
      const bool is_long = std::fabs(from.on_grid) <= format_.max() / 2;
      if (is_long) (at_end == 0 ? side.zero : side.saturated) = from;
      side.limit = at_end;
    }
    const auto is_lost = [&](double x, double y) { return !std::isfinite(y) && !std::isnan(exact(x)); };
    for (std::size_t i = 1; i < results.size() && !side.overflow; ++i)
      if (std::isfinite(results[i - 1]) && is_lost(number(codes_[i]), results[i]))
        side.overflow = refined(i, [&](double x) { return is_lost(x, compute(x)); });
    return side;
  }

 private:
  double number(std::uint32_t code) const { return sign_ * format_.value(code); }

  /// Where `holds` begins, which is true at codes_[i] and not at the one before.
  template <class Holds>
  Threshold refined(std::size_t i, const Holds& holds) const {
    if (i == 0) return {0, 0};
    std::uint32_t outside = codes_[i - 1], inside = codes_[i];
    while (outside + 1 < inside) {
      const std::uint32_t middle = outside + (inside - outside) / 2;
      (holds(number(middle)) ? inside : outside) = middle;
    }
    const double from = number(outside), to = number(inside);
    const double x = sign_ > 0 ? first_where(from, to, holds) : last_where(to, from, holds);
    return {x, to};
  }

  FloatFormat format_;
  double sign_;
  unsigned threads_;
  std::uint32_t last_;
  std::vector<std::uint32_t> codes_;
};

/// Sums up errors.
struct Tally {
  Landmark greatest{std::numeric_limits<double>::quiet_NaN(), -1};
  double sum = 0;
  std::uint64_t above_one = 0, lost = 0, measured = 0;
  std::vector<bool> seen{};

  void add(double x, double got, double best, double exact, const FloatFormat& format) {
    if (!seen.empty() && got == got) seen[format.code(got + 0.0)] = true;
    if (!std::isfinite(best) || !std::isfinite(format.rounded(exact))) return;  // beyond the format
    ++measured;
    if (!std::isfinite(got)) {
      ++lost;
      ++above_one;
      return;
    }
    const double error = std::fabs(got - exact) / format.spacing(exact);
    sum += error;
    above_one += error > 1;
    if (error > greatest.value) greatest = {x, error};
  }

  void merge(const Tally& other) {
    if (other.greatest.value > greatest.value) greatest = other.greatest;
    sum += other.sum;
    above_one += other.above_one;
    lost += other.lost;
    measured += other.measured;
    for (std::size_t i = 0; i < seen.size(); ++i) seen[i] = seen[i] || other.seen[i];
  }

  ResultErrors errors() const {
    const auto count = static_cast<double>(std::max<std::uint64_t>(measured, 1));
    const auto finite = static_cast<double>(std::max<std::uint64_t>(measured - lost, 1));
    ResultErrors result{greatest, sum / finite, static_cast<double>(above_one) / count, lost};
    if (!seen.empty()) result.distinct = static_cast<std::uint64_t>(std::ranges::count(seen, true));
    return result;
  }
};

/// Value and slope, each best and by the chain.
struct Tallies {
  std::array<Tally, 4> all;
  std::uint64_t inputs = 0;
};

Tallies measure(const Function& f, const RoundedChain& chain, const FloatFormat& format,
                const PrecisionOptions& options) {
  const InputWalk inputs(format, options.range);
  const Facts facts = f.facts();
  const bool counts_distinct = format.codes() <= most_inputs;
  Tallies empty;
  if (counts_distinct)
    for (Tally& tally : empty.all) tally.seen.resize(format.codes());
  std::vector<Tallies> shares(inputs.shares(), empty);
  for_each_in_parallel(inputs.shares(), options.threads, [&](std::size_t share) {
    auto& [all, count] = shares[share];
    inputs.walk(share, [&](double x) {
      ++count;
      const auto [value, slope] = f.value_and_slope(x);
      const auto by_chain = chain(x);
      const double best_value = f.rounded(0, x, format, options.overflow);
      all[0].add(x, best_value, best_value, value, format);
      all[1].add(x, by_chain.value, best_value, value, format);
      if (is_kink(facts, x, 1)) return;
      const double best_slope = f.rounded(1, x, format, options.overflow);
      all[2].add(x, best_slope, best_slope, slope, format);
      all[3].add(x, by_chain.slope, best_slope, slope, format);
    });
  });
  for (const Tallies& part : shares) {
    for (std::size_t i = 0; i < 4; ++i) empty.all[i].merge(part.all[i]);
    empty.inputs += part.inputs;
  }
  return empty;
}

}  // namespace

InputWalk::InputWalk(const FloatFormat& format, const std::optional<std::pair<double, double>>& range)
    : format_(format) {
  const auto [lo, hi] = range.value_or(std::pair(-format.max(), format.max()));
  if (hi >= 0) positive_ = codes_between(std::max(0.0, lo), std::max(0.0, hi));
  if (lo <= 0) negative_ = codes_between(std::max(0.0, -hi), std::max(0.0, -lo));
  negative_.first += format.codes() / 2;
  const std::uint64_t count = positive_.count + negative_.count;
  step_ = std::max<std::uint64_t>(1, count / most_inputs);
  inputs_ = count / step_;
  shares_ = static_cast<std::size_t>((inputs_ + share_size - 1) / share_size);
}

InputWalk::Codes InputWalk::codes_between(double lo, double hi) const {
  const double above = format_.rounded(lo, Overflow::saturate),
               below = format_.rounded(hi, Overflow::saturate);
  const std::uint64_t first = format_.code(above) + (above < lo ? 1 : 0);
  const std::uint64_t end = format_.code(below) + (below > hi ? 0 : 1);
  return {first, end > first ? end - first : 0};
}

void InputWalk::walk(std::size_t share, const std::function<void(double x)>& visit) const {
  Random random(1, share);
  const std::uint64_t end = std::min<std::uint64_t>((share + 1) * share_size, inputs_);
  for (std::uint64_t i = share * share_size; i < end; ++i) {
    const std::uint64_t place = i * step_ + (step_ > 1 ? random.bits() % step_ : 0);
    const bool is_positive = place < positive_.count;
    const std::uint64_t code =
        is_positive ? positive_.first + place : negative_.first + (place - positive_.count);
    visit(format_.value(static_cast<std::uint32_t>(code)));
  }
}

Precision precision(const Function& f, const FloatFormat& format, const PrecisionOptions& options) {
  const RoundedChain chain(f, format, options.overflow);
  const GridSide left(format, -1, options.threads), right(format, 1, options.threads);
  const auto sides = [&](int order, const Compute& compute) {
    const Compute exact = [&](double x) { return order == 0 ? f(x) : f.slope(x); };
    return Computed{{left.examine(compute, exact), right.examine(compute, exact)}};
  };
  const auto quantity = [&](int order) {
    return QuantityPrecision{
        sides(order, [&](double x) { return f.rounded(order, x, format, options.overflow); }),
        sides(order, [&](double x) { return order == 0 ? chain(x).value : chain(x).slope; })};
  };
  Precision result{format, options.overflow, quantity(0), quantity(1)};
  if (options.with_errors) {
    const Tallies tallies = measure(f, chain, format, options);
    result.value.best.errors = tallies.all[0].errors();
    result.value.chain.errors = tallies.all[1].errors();
    result.slope.best.errors = tallies.all[2].errors();
    result.slope.chain.errors = tallies.all[3].errors();
    result.inputs = tallies.inputs;
  }
  return result;
}

}  // namespace actviz
