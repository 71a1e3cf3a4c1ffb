#include "lib/analysis/softmax.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "lib/analysis/long_sum.hpp"
#include "lib/analysis/softmax_quick.hpp"
#include "lib/number/fma.hpp"
#include "lib/number/random.hpp"

namespace actviz {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(),
                 nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::string_view, 6> names = {"softmax",   "softmin", "log_softmax",
                                                   "sparsemax", "hardmax", "gumbel"};
// e^z has 106 bits from `deep` on; below, it is taken 2^512-fold until it is divided.
constexpr double deep = -600, deepest = -760;
constexpr std::size_t long_vector = 16384;

template <class Work>
ACTVIZ_TARGET_FMA [[gnu::flatten]] void with_fma(const Work& work) {
  work();
}
/// Does some work with what instructions there are.
template <class Work>
void fast(const Work& work) {
  has_fma() ? with_fma(work) : work();
}

/// x - y to the last bit, x <= y.
DoubleDouble difference(double x, double y) {
  const double gap = x - y, back = gap - x;
  return {gap, (x - (gap - back)) - (y + back)};
}

/// (x - top) / temperature for x <= top, top finite.
DoubleDouble depth(double x, double top, double temperature) {
  if (x == -infinity) return -infinity;
  DoubleDouble gap = difference(x, top);
  if (gap.hi == -infinity) {  // halves do not overflow; a temperature that is lost so does not matter
    gap = difference(x / 2, top / 2);
    temperature /= 2;
  }
  if (temperature == 1) return gap;
  const double quotient = gap.hi / temperature;
  if (quotient == -infinity) return -infinity;
  return DoubleDouble::normal(quotient, (std::fma(-quotient, temperature, gap.hi) + gap.lo) / temperature);
}

/// e^z for z <= 0; below `deep` as a double.
DoubleDouble weight(DoubleDouble z) { return z.hi < deep ? DoubleDouble(exp(z.hi, z.lo)) : exp(z); }

/// a / b, rounded once.
double quotient(DoubleDouble a, DoubleDouble b) {
  const double near = a.hi / b.hi;
  return near + (std::fma(-near, b.hi, a.hi) + (a.lo - near * b.lo)) / b.hi;
}

/// a * b for what is too small to have all digits, too.
DoubleDouble product(DoubleDouble a, DoubleDouble b) {
  return a.hi < 0x1p-900 || b.hi < 0x1p-60 ? DoubleDouble(a.hi * b.hi) : a * b;
}

/// What all entries of a softmax share.
struct Total {
  DoubleDouble sum = 1, log_sum;  ///< of e^(z - z_top)

  explicit Total(DoubleDouble rest) : sum(DoubleDouble::added(1, rest)) {
    log_sum = rest.hi < 0x1p-120 ? rest : log1p(rest);
  }
  /// w / sum for the weight w of z.
  double share(DoubleDouble z, DoubleDouble w) const {
    if (z.hi < deepest) return 0;
    if (z.hi >= deep) return quotient(w, sum);
    return quotient(exp(z + DoubleDouble(exactly::ln2) * 512.0), sum) * 0x1p-512;
  }
  double log_share(DoubleDouble z) const {
    return z.hi == -infinity ? z.hi : DoubleDouble::added(z, -log_sum).rounded();
  }
};

double log_sum_exp_of(double top, double temperature, DoubleDouble log_sum) {
  const double z = top / temperature;
  if (std::isinf(z)) return z;
  return DoubleDouble::added(DoubleDouble(z, std::fma(-z, temperature, top) / temperature), log_sum)
      .rounded();
}

/// With the sum of w |z|.
void finish_softmax(const Total& total, DoubleDouble depth_sum, double top, Softmax& result) {
  // ln S + sum of w |z| / S: nothing cancels.
  result.entropy = DoubleDouble::added(total.log_sum, quotient(depth_sum, total.sum)).rounded();
  result.log_sum_exp = log_sum_exp_of(top, result.setup.temperature, total.log_sum);
}

void softmax_of(std::span<const double> scores, Softmax& result) {
  const double top = scores[result.top], temperature = result.setup.temperature;
  result.probabilities.reserve(scores.size());
  result.log_probabilities.reserve(scores.size());
  LongSum rest, depth_sum;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const DoubleDouble z = depth(scores[i], top, temperature), w = weight(z);
    result.probabilities.push_back(w.hi);  // both parts wait here for the sum
    result.log_probabilities.push_back(w.lo);
    if (i == result.top || w.hi == 0) continue;
    rest.add(w);
    depth_sum.add(product(w, -z));
  }
  const Total total(rest.value());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const DoubleDouble z = depth(scores[i], top, temperature);
    double &p = result.probabilities[i], &log_p = result.log_probabilities[i];
    p = total.share(z, {p, log_p});
    log_p = total.log_share(z) + 0.0;  // a lone entry's is 0, not -0
  }
  finish_softmax(total, depth_sum.value(), top, result);
}

/// The same for a long vector, many entries at once; not where the greatest has almost everything, whose
/// logarithm the others decide.
bool softmax_quickly(std::span<const double> scores, Softmax& result) {
  const double top = scores[result.top], temperature = result.setup.temperature;
  if (scores.size() < long_vector || !(top - least_finite(scores, top) < infinity)) return false;
  const WeightSums sums = weight_sums(scores, top, temperature);
  const Total total(DoubleDouble::added(sums.weights, -1));
  if (total.log_sum.hi < 1e-6) return false;
  result.probabilities.resize(scores.size());
  result.log_probabilities.resize(scores.size());
  fill_shares(scores, top, temperature, total.sum, total.log_sum, result.probabilities,
              result.log_probabilities);
  finish_softmax(total, sums.depths, top, result);
  return true;
}

void fill_softmax(std::span<const double> scores, Softmax& result) {
  if (softmax_quickly(scores, result)) return;
  fast([&] { softmax_of(scores, result); });
}

/// The threshold below the greatest entry: with the k greatest above it, tau = (their sum - 1) / k.
DoubleDouble sparse_threshold(std::vector<DoubleDouble> candidates) {
  std::ranges::make_heap(candidates);
  DoubleDouble sum = 0, tau = -1;
  for (double k = 1; !candidates.empty() && candidates.front() > tau; ++k) {
    sum = DoubleDouble::added(sum, candidates.front());
    tau = DoubleDouble::added(sum, -1) / DoubleDouble(k);
    std::ranges::pop_heap(candidates);
    candidates.pop_back();
  }
  return tau;
}

void fill_from_probabilities(Softmax& result) {
  LongSum entropy;
  result.log_probabilities.reserve(result.probabilities.size());
  fast([&] {
    for (const double p : result.probabilities) {
      result.log_probabilities.push_back(p > 0 ? log(p) : p == 0 ? -infinity : p);
      if (p > 0) entropy.add(-p * result.log_probabilities.back());
    }
  });
  result.entropy = entropy.value().rounded();
  result.log_sum_exp = nan;
}

void fill_sparsemax(std::span<const double> scores, Softmax& result) {
  std::vector<DoubleDouble> depths, candidates;
  for (const double score : scores) {
    depths.push_back(depth(score, scores[result.top], result.setup.temperature));
    if (depths.back().hi >= -1) candidates.push_back(depths.back());  // no other can reach the threshold
  }
  const DoubleDouble tau = sparse_threshold(std::move(candidates));
  for (const DoubleDouble z : depths)
    result.probabilities.push_back(z > tau ? DoubleDouble::added(z, -tau).rounded() : 0);
  fill_from_probabilities(result);
}

/// Equal shares of the entries that `has_share` holds for.
template <class F>
void fill_equally(std::span<const double> scores, F has_share, Softmax& result) {
  const double count = static_cast<double>(std::ranges::count_if(scores, has_share));
  for (const double score : scores) result.probabilities.push_back(has_share(score) ? 1 / count : 0);
  fill_from_probabilities(result);
}

void fill_undefined(std::size_t count, Softmax& result) {
  result.probabilities.assign(count, nan);
  result.log_probabilities.assign(count, nan);
  result.entropy = result.log_sum_exp = nan;
}

/// The scores with softmin's sign and gumbel's noise, in `changed` where they are not the same.
std::span<const double> logits_of(std::span<const double> scores, Softmax& result,
                                  std::vector<double>& changed) {
  const SoftmaxKind kind = result.setup.kind;
  if (kind != SoftmaxKind::softmin && kind != SoftmaxKind::gumbel) return scores;
  changed.assign(scores.begin(), scores.end());
  if (kind == SoftmaxKind::softmin) {
    for (double& x : changed) x = -x;
  } else {
    Random random(result.setup.seed);
    result.noise.reserve(scores.size());
    fast([&] {
      for (double& x : changed) x += result.noise.emplace_back(-log(-log(random.uniform())));
    });
  }
  return changed;
}

/// Finds the greatest and counts what is not finite.
void count_special(std::span<const double> logits, Softmax& result) {
  double top = logits[0];
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double x = logits[i];
    if (x > top) top = x, result.top = i;
    if (std::fabs(x) < infinity) continue;
    ++(std::isnan(x) ? result.not_a_number : x > 0 ? result.infinite : result.masked);
  }
}

void fill(std::span<const double> logits, Softmax& result) {
  const SoftmaxKind kind = result.setup.kind;
  if (!result.is_defined) return fill_undefined(logits.size(), result);
  if (kind == SoftmaxKind::hardmax) {
    result.probabilities.assign(logits.size(), 0);
    result.probabilities[result.top] = 1;
    return fill_from_probabilities(result);
  }
  if (result.infinite > 0) {
    fill_equally(
        logits, [](double x) { return x == infinity; }, result);
    if (kind != SoftmaxKind::sparsemax) result.log_sum_exp = infinity;
    return;
  }
  return kind == SoftmaxKind::sparsemax ? fill_sparsemax(logits, result) : fill_softmax(logits, result);
}

}  // namespace

std::string_view name_of(SoftmaxKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::span<const std::string_view> softmax_kinds() { return names; }

std::optional<SoftmaxKind> parse_softmax_kind(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return {};
  return static_cast<SoftmaxKind>(found - names.begin());
}

Softmax softmax(std::span<const double> scores, const SoftmaxSetup& setup) {
  assert(!scores.empty() && setup.temperature > 0);
  Softmax result{.setup = setup};
  std::vector<double> changed;
  const auto logits = logits_of(scores, result, changed);
  count_special(logits, result);
  result.is_defined = result.not_a_number == 0 && result.masked < logits.size();
  fill(logits, result);
  result.support =
      static_cast<std::size_t>(std::ranges::count_if(result.probabilities, [](double p) { return p > 0; }));
  return result;
}

double cross_entropy(const Softmax& result, std::size_t target) {
  return 0 - result.log_probabilities[target];
}

std::vector<double> temperatures(double lo, double hi, int count) {
  std::vector<double> all;
  const double from = log(lo), width = log(hi) - from;
  for (int i = 0; i < count; ++i) all.push_back(exp(from + width * i / (count - 1)));
  all.front() = lo;
  all.back() = hi;
  return all;
}

}  // namespace actviz
