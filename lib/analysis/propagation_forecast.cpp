// The half of propagation.hpp that needs no network.
#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <limits>

#include "lib/analysis/distribution.hpp"
#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/propagation.hpp"
#include "lib/number/math.hpp"
#include "lib/number/special.hpp"

namespace actviz {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The share of neurons whose pre-activations, normal with this deviation and correlation over a batch, all
/// lie in the intervals.
double share_all_inside(const std::vector<FlatInterval>& intervals, double sd, double correlation,
                        double batch) {
  if (intervals.empty()) return 0;
  const double c = std::clamp(correlation, 0.0, 1.0), shared = sd * std::sqrt(c), own = sd * std::sqrt(1 - c);
  if (own == 0) {
    double share = 0;
    for (const FlatInterval& one : intervals)
      share += Distribution::normal(0, sd).probability(one.from, one.to);
    return share;
  }
  const Distribution normal = Distribution::normal();
  const auto all_inside = [&](double z) {
    double outside = 1;
    for (const FlatInterval& one : intervals)
      outside -= normal.probability((one.from - shared * z) / own, (one.to - shared * z) / own);
    return outside < 1 ? exp(batch * log1p(-std::max(outside, 0.0))) : 0;
  };
  constexpr double reach = 9, steep = 12;
  std::vector<double> edges;
  for (double z = -reach; z <= reach; z += 0.5) edges.push_back(z);
  for (const FlatInterval& one : intervals)
    for (const double end : {one.from, one.to})
      for (double t = -steep; t <= steep; t += 0.5)
        if (const double z = (end + t * own) / shared; std::fabs(z) < reach) edges.push_back(z);
  std::ranges::sort(edges);
  double share = 0;
  for (std::size_t i = 1; i < edges.size(); ++i)
    if (edges[i] > edges[i - 1])
      share += boost::math::quadrature::gauss<double, 10>::integrate(
          [&](double z) { return normal.density(z) * all_inside(z); }, edges[i - 1], edges[i]);
  return share;
}

/// A positive number by its natural logarithm, which goes on where the number itself ends.
struct LogNumber {
  double log = 0;

  static LogNumber of(double value) { return {actviz::log(value)}; }
  /// Within what averages can be taken of; functions grow in proportion beyond.
  double inner() const { return exp(std::clamp(log, -575.0, 345.0)); }
  LogNumber times(double factor) const { return {log + actviz::log(factor)}; }
  double value() const { return exp(log); }
};

/// A signal behind an activation.
struct Signal {
  LogNumber rms;
  double mean_share = 0;  ///< mean over rms
  double cosine = 0;
};

/// Pre-activations: their deviation, and the correlation of two inputs.
struct PreActivation {
  LogNumber sd;
  double correlation = 0;
};

PreActivation through_weights(const Signal& signal, const InitVariances& init) {
  const LogNumber unbiased = signal.rms.times(std::sqrt(init.weights));
  if (init.biases == 0) return {unbiased, signal.cosine};
  const double q = unbiased.inner() * unbiased.inner(), total = q + init.biases;
  return {LogNumber::of(std::sqrt(total)), (q * signal.cosine + init.biases) / total};
}

Signal through_activation(const Function& f, const PreActivation& z, const LayerAverages& at) {
  const double sd = z.sd.inner();
  const bool is_beyond = z.sd.log != LogNumber::of(sd).log && std::fabs(z.sd.log) > 300;
  const double beyond = is_beyond && std::fabs(f(0)) < 1e-200 ? z.sd.log - actviz::log(sd) : 0;
  return {{actviz::log(at.rms) + beyond}, at.mean / at.rms, cosine_behind(f, sd, z.correlation)};
}

double probability_of(const std::vector<FlatInterval>& intervals, double sd) {
  const Distribution normal = Distribution::normal(0, sd);
  double share = 0;
  for (const FlatInterval& one : intervals)
    if (one.side != Side::inner) share += normal.probability(one.from, one.to);
  return share;
}

}  // namespace

std::vector<LayerSignal> predict(const Function& f, const Network& network) {
  const auto width = static_cast<double>(network.width);
  const InitVariances init{weight_variance(network.scheme, f, {width, width}) * width, network.bias_variance};
  const Landmarks found = landmarks(f, network.epsilon);
  std::vector<LayerSignal> layers;
  std::vector<double> log_growths;  // of the root mean square of gradients, from layer to layer
  Signal signal;
  for (int l = 0; l < network.layers; ++l) {
    const PreActivation z = through_weights(signal, init);
    const double sd = z.sd.inner();
    const LayerAverages at = layer_averages(f, sd);
    if (std::isnan(at.rms)) break;
    signal = through_activation(f, z, at);
    LayerSignal layer;
    layer.mean = signal.mean_share * signal.rms.value();
    const double spread = std::sqrt((1 - signal.mean_share) * (1 + signal.mean_share));
    layer.sd = signal.rms.value() * spread;
    layer.log10_sd = (signal.rms.log + actviz::log(spread)) / actviz::log(10.0);
    layer.dead = share_all_inside(found.dead, sd, z.correlation, static_cast<double>(network.batch));
    layer.saturated = probability_of(found.flat, sd);
    layer.cosine = signal.cosine;
    layers.push_back(layer);
    log_growths.push_back(actviz::log(init.weights * at.slope_rms * at.slope_rms) / 2);
  }
  if (layers.size() < static_cast<std::size_t>(network.layers)) {
    // The signal left all numbers behind, and with it what comes back.
    for (LayerSignal& layer : layers) layer.gradient = layer.log10_gradient = nan;
    layers.resize(static_cast<std::size_t>(network.layers),
                  {nan, infinity, infinity, nan, nan, nan, nan, nan});
    return layers;
  }
  double log_gradient = 0;
  for (std::size_t l = layers.size(); l-- > 0;) {
    if (l + 1 < layers.size()) log_gradient += log_growths[l];
    layers[l].gradient = exp(log_gradient);
    layers[l].log10_gradient = log_gradient / actviz::log(10.0);
  }
  return layers;
}

}  // namespace actviz
