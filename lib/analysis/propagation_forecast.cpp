// The half of propagation.hpp that needs no network.
#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/analysis/distribution.hpp"
#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/propagation.hpp"
#include "lib/analysis/relu_dead_share.hpp"
#include "lib/number/math.hpp"
#include "lib/number/special.hpp"

namespace actviz {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

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

InitVariances variances_of(const Network& network, const Function& f) {
  const auto width = static_cast<double>(network.width);
  return {weight_variance(network.scheme, f, {width, width}) * width, network.bias_variance};
}

std::vector<LayerSignal> predict(const Function& f, const Network& network) {
  const InitVariances init = variances_of(network, f);
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
    layer.dead = share_all_inside(found.dead, sd, 1 - std::clamp(z.correlation, 0.0, 1.0),
                                  static_cast<double>(network.batch));
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
