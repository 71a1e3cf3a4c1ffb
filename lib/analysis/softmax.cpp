#include "lib/analysis/softmax.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "lib/number/double_double.hpp"
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

void softmax_of(std::span<const double> scores, Softmax& result) {
  const double top = scores[result.top], temperature = result.setup.temperature;
  DoubleDouble rest = 0, depth_sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const DoubleDouble z = depth(scores[i], top, temperature), w = weight(z);
    result.probabilities.push_back(w.hi);  // both parts wait here for the sum
    result.log_probabilities.push_back(w.lo);
    if (i == result.top || w.hi == 0) continue;
    rest = DoubleDouble::added(rest, w);
    depth_sum = DoubleDouble::added(depth_sum, product(w, -z));
  }
  const Total total(rest);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const DoubleDouble z = depth(scores[i], top, temperature);
    double &p = result.probabilities[i], &log_p = result.log_probabilities[i];
    p = total.share(z, {p, log_p});
    log_p = total.log_share(z) + 0.0;  // a lone entry's is 0, not -0
  }
  // ln S + sum of w |z| / S: nothing cancels.
  result.entropy = DoubleDouble::added(total.log_sum, quotient(depth_sum, total.sum)).rounded();
  result.log_sum_exp = log_sum_exp_of(top, temperature, total.log_sum);
}

[[gnu::flatten]] void softmax_plainly(std::span<const double> scores, Softmax& result) {
  softmax_of(scores, result);
}
ACTVIZ_TARGET_FMA [[gnu::flatten]] void softmax_with_fma(std::span<const double> scores, Softmax& result) {
  softmax_of(scores, result);
}
void fill_softmax(std::span<const double> scores, Softmax& result) {
  has_fma() ? softmax_with_fma(scores, result) : softmax_plainly(scores, result);
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
  DoubleDouble entropy = 0;
  for (const double p : result.probabilities) {
    result.log_probabilities.push_back(log(p));
    if (p > 0) entropy = DoubleDouble::added(entropy, -p * result.log_probabilities.back());
  }
  result.entropy = entropy.rounded();
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
    for (double& x : changed) x += result.noise.emplace_back(-log(-log(random.uniform())));
  }
  return changed;
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

template <class T>
std::vector<double> naive_shares(std::span<const double> scores, const SoftmaxSetup& setup, double& sum_out) {
  std::vector<double> shares;
  T sum = 0;
  for (const double score : scores) {
    const T x = static_cast<T>(setup.kind == SoftmaxKind::softmin ? -score : score),
            z = x / static_cast<T>(setup.temperature), e = static_cast<T>(exp(static_cast<double>(z)));
    sum += e;
    shares.push_back(static_cast<double>(e));
  }
  for (double& share : shares) {
    const T quotient = static_cast<T>(share) / sum;
    const auto value = static_cast<double>(quotient);
    share = setup.kind == SoftmaxKind::log_softmax ? static_cast<double>(static_cast<T>(log(value))) : value;
  }
  sum_out = static_cast<double>(sum);
  return shares;
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
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double x = logits[i];
    if (x > logits[result.top]) result.top = i;
    if (x == -infinity) ++result.masked;
    if (x == infinity) ++result.infinite;
    if (std::isnan(x)) ++result.not_a_number;
  }
  result.is_defined = result.not_a_number == 0 && result.masked < logits.size();
  result.probabilities.reserve(logits.size());
  result.log_probabilities.reserve(logits.size());
  fill(logits, result);
  result.support =
      static_cast<std::size_t>(std::ranges::count_if(result.probabilities, [](double p) { return p > 0; }));
  return result;
}

double cross_entropy(const Softmax& result, std::size_t target) {
  return 0 - result.log_probabilities[target];
}

NaiveSoftmax naive_softmax(std::span<const double> scores, const SoftmaxSetup& setup) {
  NaiveSoftmax naive;
  const bool has_form = setup.kind == SoftmaxKind::softmax || setup.kind == SoftmaxKind::softmin ||
                        setup.kind == SoftmaxKind::log_softmax;
  if (!has_form) {
    naive.in_double = naive.in_float = std::vector<double>(scores.size(), nan);
    return naive;
  }
  naive.in_double = naive_shares<double>(scores, setup, naive.sum_in_double);
  naive.in_float = naive_shares<float>(scores, setup, naive.sum_in_float);
  return naive;
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
