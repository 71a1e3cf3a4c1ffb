#include "lib/analysis/softmax_quick.hpp"

#include <algorithm>

#include "lib/analysis/long_sum.hpp"
#include "lib/base/clones.hpp"

namespace actviz {
namespace {

constexpr std::size_t lanes = 8;
constexpr double infinity = std::numeric_limits<double>::infinity();
// Weights are taken 2^lift-fold, so that none is subnormal before it is divided.
constexpr int lift = 600;
constexpr double drop = 0x1p-600, deepest = -746;

/// A sum in two parts that does not wait for itself.
struct Lanes {
  double hi[lanes] = {}, lo[lanes] = {};

  void add(std::size_t lane, double high, double low) {
    const double sum = hi[lane] + high, back = sum - hi[lane];
    lo[lane] += ((hi[lane] - (sum - back)) + (high - back)) + low;
    hi[lane] = sum;
  }
  DoubleDouble value() const {
    LongSum sum;
    for (std::size_t i = 0; i < lanes; ++i) sum.add(DoubleDouble::normal(hi[i], lo[i]));
    return sum.value();
  }
};

/// (x - top) / temperature; of -infinity the second part is 0.
inline DoubleDouble depth(double x, double top, double temperature) {
  const double gap = x - top, back = gap - x, rest = (x - (gap - back)) - (top + back);
  const double quotient = gap / temperature;
  const double low = (std::fma(-quotient, temperature, gap) + rest) / temperature;
  return {quotient, quotient > deepest ? low : 0};
}

/// 2^lift e^z for z <= 0; what is below `deepest` as if it were there.
inline DoubleDouble weight(DoubleDouble z) {
  constexpr double shift = 0x1.8p52;
  const auto [k, p] = detail::reduce(max(z.hi, deepest));
  // The last bits of k + shift are k itself: a conversion that every instruction set has for many at once.
  const double power = std::bit_cast<double>((std::bit_cast<std::uint64_t>(k + shift) + 1023 + lift) << 52);
  const double high = 1 + p, low = (p - (high - 1)) + z.lo * high;
  return {high * power, low * power};
}

}  // namespace

ACTVIZ_CLONES [[gnu::flatten]] double least_finite(std::span<const double> scores, double top) {
  double least[lanes];
  std::fill_n(least, lanes, top);
  const auto add = [&](double& so_far, double x) {
    const double finite = x > -infinity ? x : top;
    so_far = finite < so_far ? finite : so_far;
  };
  std::size_t i = 0;
  for (; i + lanes <= scores.size(); i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) add(least[lane], scores[i + lane]);
  for (; i < scores.size(); ++i) add(least[0], scores[i]);
  return *std::min_element(least, least + lanes);
}

ACTVIZ_CLONES [[gnu::flatten]] WeightSums weight_sums(std::span<const double> scores, double top,
                                                      double temperature) {
  Lanes weights, depths;
  const auto add = [&](std::size_t lane, double x) {
    const DoubleDouble z = depth(x, top, temperature), w = weight(z);
    const double factor = z.hi > deepest ? drop : 0;
    weights.add(lane, w.hi * factor, w.lo * factor);
    depths.add(lane, w.hi * factor * -max(z.hi, deepest), 0);
  };
  std::size_t i = 0;
  for (; i + lanes <= scores.size(); i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) add(lane, scores[i + lane]);
  for (; i < scores.size(); ++i) add(0, scores[i]);
  return {weights.value(), depths.value()};
}

ACTVIZ_CLONES [[gnu::flatten]] void fill_shares(std::span<const double> scores, double top,
                                                double temperature, DoubleDouble sum, DoubleDouble log_sum,
                                                std::span<double> shares, std::span<double> log_shares) {
  const double* from = scores.data();
  double *to = shares.data(), *log_to = log_shares.data();
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const DoubleDouble z = depth(from[i], top, temperature), w = weight(z);
    const double near = w.hi / sum.hi;
    const double share = near + (std::fma(-near, sum.hi, w.hi) + (w.lo - near * sum.lo)) / sum.hi;
    to[i] = z.hi > deepest ? share * drop : 0;
    const double log_share = DoubleDouble::added(z, -log_sum).rounded();
    log_to[i] = z.hi > -infinity ? log_share : z.hi;
  }
}

}  // namespace actviz
