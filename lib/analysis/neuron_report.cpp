#include "lib/analysis/neuron_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/number/math.hpp"
#include "lib/number/special.hpp"

namespace actviz {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double rare = 1e-5, saturated_share = 0.95, dormant_at = 0.025;
constexpr std::array<double, 3> dormancies = {0, 0.025, 0.1};

constexpr std::array<std::string_view, verdict_count> names = {
    "invalid", "constant", "dead", "dead-gradient", "near-dead", "saturated", "dormant", "always-on", "ok"};

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

double greatest_size(const NeuronCounts& counts) {
  return std::max(std::fabs(counts.min), std::fabs(counts.max));
}

double median(std::vector<double> values) {
  if (values.empty()) return nan;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// How many samples of a neuron fired.
std::uint64_t fired(const NeuronCounts& counts, std::uint64_t finite, const SlopeRule& rule) {
  return finite - (rule.is_pre && !rule.dead.empty() ? counts.dead : counts.zero);
}

Verdict verdict_of(const NeuronReport& neuron, const SlopeRule& rule) {
  const NeuronCounts& c = neuron.counts;
  const std::uint64_t n = neuron.finite;
  if (c.nan + c.infinite_up + c.infinite_down > 0) return Verdict::invalid;
  if (c.min == c.max && c.min != 0) return Verdict::constant;
  if (c.zero == n) return Verdict::dead;
  if (!rule.dead.empty() && c.dead == n) return Verdict::dead_gradient;
  if (neuron.firing < rare) return Verdict::near_dead;
  if (rule.knows_flat && share(c.flat_left + c.flat_right, n) >= saturated_share) return Verdict::saturated;
  if (neuron.dormancy <= dormant_at) return Verdict::dormant;
  if (!rule.dead.empty() && c.dead == 0) return Verdict::always_on;
  return Verdict::ok;
}

std::array<double, quantile_shares.size()> reported_quantiles(std::span<const ValueBin> bins) {
  std::array<double, quantile_shares.size()> found{};
  std::ranges::copy(quantiles(bins, quantile_shares), found.begin());
  return found;
}

NeuronReport neuron_report(std::size_t i, const NeuronTally& tally, const NeuronSums& sums,
                           double mean_size) {
  const SlopeRule& rule = tally.setup().rule;
  NeuronReport neuron;
  neuron.index = i;
  neuron.counts = tally.counts()[i];
  neuron.finite = static_cast<std::uint64_t>(sums.moments.n);
  const double n = sums.moments.n;
  const std::uint64_t firing = fired(neuron.counts, neuron.finite, rule);
  neuron.firing = share(firing, neuron.finite);
  neuron.firing_bound = firing == 0 && n > 0 ? -expm1(log(0.05) / n) : nan;
  neuron.mean = n > 0 ? sums.moments.mean : nan;
  neuron.sd = n > 0 ? std::sqrt(sums.moments.variance()) : nan;
  neuron.skewness = n > 0 ? sums.moments.skewness() : nan;
  neuron.kurtosis = n > 0 ? sums.moments.kurtosis() : nan;
  neuron.dormancy = n > 0 && mean_size > 0 ? sums.sum_abs / n / mean_size : 0;
  neuron.slope_square = rule.slope && n > 0 ? sums.slope_squares / n : nan;
  neuron.phi = rule.outputs && n > 0 ? sums.decidedness / n : nan;
  neuron.quantiles = reported_quantiles(tally.bins(i));
  neuron.verdict = verdict_of(neuron, rule);
  return neuron;
}

/// Signal over the error of rounding to steps of size/127, which is even within a step.
double int8_sqnr(double mean_square, double mean_square_of_steps) {
  return 10 * std::log10(12 * mean_square / mean_square_of_steps);
}

void set_shape(LayerReport& layer, const std::vector<NeuronReport>& neurons, const LayerSums& sums) {
  const double n = layer.moments.n;
  const double mean_square = layer.moments.m2 / n + layer.moments.mean * layer.moments.mean;
  const double greatest = greatest_size(layer.counts);
  std::vector<double> kurtoses, sizes;
  double steps = 0;
  for (const NeuronReport& neuron : neurons) {
    if (neuron.finite == 0) continue;
    const double size = greatest_size(neuron.counts);
    if (neuron.sd > 0) kurtoses.push_back(neuron.kurtosis);
    sizes.push_back(size);
    steps += size * size / (127. * 127.) * static_cast<double>(neuron.finite) / n;
  }
  layer.greatest_kurtosis = kurtoses.empty() ? nan : std::ranges::max(kurtoses);
  layer.median_kurtosis = median(std::move(kurtoses));
  layer.crest = greatest / std::sqrt(mean_square);
  layer.dynamic_range_bits = std::log2(greatest / layer.counts.least);
  layer.outlier_ratio = greatest / median(std::move(sizes));
  layer.int8_sqnr_tensor = int8_sqnr(mean_square, greatest * greatest / (127. * 127.));
  layer.int8_sqnr_channel = int8_sqnr(mean_square, steps);
  layer.row_kurtosis = sums.finite_rows > 0 ? sums.row_kurtosis / static_cast<double>(sums.finite_rows) : nan;
}

void add_to_layer(LayerReport& layer, const NeuronReport& neuron) {
  ++layer.verdicts[static_cast<std::size_t>(neuron.verdict)];
  for (std::size_t i = 0; i < dormancies.size(); ++i) layer.dormant[i] += neuron.dormancy <= dormancies[i];
  const double place = std::floor((std::log10(neuron.firing + 1e-10) + 10) * 2);
  ++layer.density[static_cast<std::size_t>(std::clamp(place, 0.0, 19.0))];
  layer.counts.add(neuron.counts);
}

}  // namespace

std::string_view name_of(Verdict verdict) { return names[static_cast<std::size_t>(verdict)]; }

double severity(const NeuronReport& neuron) {
  switch (neuron.verdict) {
    case Verdict::invalid:
      return -share(neuron.finite, neuron.samples());
    case Verdict::near_dead:
      return -neuron.firing;
    case Verdict::saturated:
      return share(neuron.counts.flat_left + neuron.counts.flat_right, neuron.finite);
    case Verdict::dormant:
      return -neuron.dormancy;
    case Verdict::always_on:
    case Verdict::constant:
    case Verdict::dead:
    case Verdict::dead_gradient:
    case Verdict::ok:
      break;
  }
  return 0;
}

std::optional<Verdict> parse_verdict(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return {};
  return static_cast<Verdict>(found - names.begin());
}

DumpReport report(const NeuronTally& tally) {
  const LayerSums sums = tally.sums();
  double mean_size = 0;
  std::size_t counted = 0;
  for (const NeuronSums& one : sums.neurons)
    if (one.moments.n > 0) mean_size += one.sum_abs / one.moments.n, ++counted;
  if (counted > 0) mean_size /= static_cast<double>(counted);

  DumpReport result;
  LayerReport& layer = result.layer;
  layer.rows = tally.rows();
  layer.columns = tally.setup().columns;
  double slope_squares = 0, decidedness = 0;
  for (std::size_t i = 0; i < layer.columns; ++i) {
    result.neurons.push_back(neuron_report(i, tally, sums.neurons[i], mean_size));
    add_to_layer(layer, result.neurons.back());
    layer.moments.add(sums.neurons[i].moments);
    slope_squares += sums.neurons[i].slope_squares;
    decidedness += sums.neurons[i].decidedness;
  }
  const double n = layer.moments.n;
  layer.active = n > 0 ? 1 - static_cast<double>(layer.counts.zero) / n : 0;
  layer.mean_slope_square = tally.setup().rule.slope && n > 0 ? slope_squares / n : nan;
  layer.phi = tally.setup().rule.outputs && n > 0 ? decidedness / n : nan;
  layer.nonzero_per_row = {static_cast<double>(tally.least_nonzero()),
                           share(tally.total_nonzero(), layer.rows),
                           static_cast<double>(tally.most_nonzero())};
  if (tally.setup().quick) layer.nonzero_per_row.fill(nan);
  layer.quantiles = reported_quantiles(tally.bins());
  layer.exact_quantiles = is_16_bit(tally.setup().type);
  layer.exact_neuron_quantiles = tally.setup().bins() == NeuronSetup::Bins::codes;
  if (n > 0) set_shape(layer, result.neurons, sums);
  return result;
}

}  // namespace actviz
