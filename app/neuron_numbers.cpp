#include "app/neuron_numbers.hpp"

#include <cmath>

#include "lib/analysis/relu_dead_share.hpp"
#include "lib/base/numbers.hpp"

namespace actviz::app {
namespace {

/// A quantile's name: "p0.1", "p50".
std::string quantile_name(double share) { return "p" + to_text(100 * share); }

/// NaN where it is not of ReLU, or its place is not known.
double expected_dead(const LayerOutput& output) {
  const LayerReport& layer = output.report.layer;
  if (!is_of_relu(output) || !output.network.layer || layer.rows == 0) return NAN;
  return expected_relu_dead_share(*output.network.layer, as_double(layer.rows));
}

}  // namespace

double chi1(const LayerOutput& output) {
  const double sigma_w = output.network.sigma_w.value_or(NAN);
  return sigma_w * sigma_w * output.report.layer.mean_slope_square;
}

bool is_of_relu(const LayerOutput& output) {
  const std::string& activation = output.setup.rule.activation;
  return !activation.empty() && Function::parse(activation).name() == "relu";
}

Numbers numbers_of(const NeuronReport& n, const NeuronSetup& setup) {
  const NeuronCounts& c = n.counts;
  const auto flat = [&](std::uint64_t count) { return setup.rule.knows_flat ? as_double(count) : NAN; };
  const auto by_size = [&](std::uint64_t count) { return setup.quick ? NAN : as_double(count); };
  const auto finite = [](double value) { return std::isfinite(value) ? value : NAN; };
  Numbers all = {
      {"finite", as_double(n.finite)},
      {"firing", n.firing},
      {"firing_bound_95", n.firing_bound},
      {"mean", n.mean},
      {"sd", n.sd},
      {"skewness", n.skewness},
      {"kurtosis", n.kurtosis},
      {"min", finite(c.min)},
      {"max", finite(c.max)},
      {"least_nonzero_size", finite(c.least)},
      {"dormancy", n.dormancy},
      {"slope_mean_square", n.slope_square},
      {"phi", n.phi},
      {"zero", as_double(c.zero)},
      {"positive", as_double(c.positive)},
      {"near_zero", by_size(c.near_zero)},
      {"flat_left", flat(c.flat_left)},
      {"flat_right", flat(c.flat_right)},
      {"flat_inner", flat(c.flat_inner)},
      {"nan", as_double(c.nan)},
      {"plus_infinity", as_double(c.infinite_up)},
      {"minus_infinity", as_double(c.infinite_down)},
      {"size_6_or_more", by_size(c.six)},
      {"overflow_fp16", by_size(c.overflow_fp16)},
      {"overflow_e4m3", by_size(c.overflow_e4m3)},
      {"overflow_e5m2", by_size(c.overflow_e5m2)},
      {"underflow_fp16", by_size(c.underflow_fp16)},
      {"underflow_e4m3", by_size(c.underflow_e4m3)},
      {"underflow_e5m2", by_size(c.underflow_e5m2)},
  };
  for (std::size_t q = 0; q < quantile_shares.size(); ++q)
    all.emplace_back(quantile_name(quantile_shares[q]), n.quantiles[q]);
  return all;
}

Numbers numbers_of(const LayerOutput& output) {
  const LayerReport& layer = output.report.layer;
  const double n = layer.moments.n;
  Numbers all = {
      {"active", layer.active},
      {"mean", layer.moments.mean},
      {"sd", n > 0 ? std::sqrt(layer.moments.variance()) : NAN},
      {"skewness", layer.moments.skewness()},
      {"kurtosis", layer.moments.kurtosis()},
      {"median_neuron_kurtosis", layer.median_kurtosis},
      {"greatest_neuron_kurtosis", layer.greatest_kurtosis},
      {"mean_row_kurtosis", layer.row_kurtosis},
      {"slope_mean_square", layer.mean_slope_square},
      {"chi1", chi1(output)},
      {"phi", layer.phi},
      {"expected_dead_at_initialisation", expected_dead(output)},
      {"min", layer.counts.min},
      {"max", layer.counts.max},
      {"crest", layer.crest},
      {"dynamic_range_bits", layer.dynamic_range_bits},
      {"outlier_ratio", layer.outlier_ratio},
      {"int8_sqnr_tensor_db", layer.int8_sqnr_tensor},
      {"int8_sqnr_channel_db", layer.int8_sqnr_channel},
      {"nonzero_per_row_min", layer.nonzero_per_row[0]},
      {"nonzero_per_row_mean", layer.nonzero_per_row[1]},
      {"nonzero_per_row_max", layer.nonzero_per_row[2]},
      {"dormant_at_0", as_double(layer.dormant[0])},
      {"dormant_at_0.025", as_double(layer.dormant[1])},
      {"dormant_at_0.1", as_double(layer.dormant[2])},
  };
  for (std::size_t q = 0; q < quantile_shares.size(); ++q)
    all.emplace_back(quantile_name(quantile_shares[q]), layer.quantiles[q]);
  return all;
}

}  // namespace actviz::app
