#pragma once
// What the counts of a dump mean: a verdict for each neuron, and the state of the layer.
#include <array>
#include <string_view>
#include <vector>

#include "lib/analysis/neurons.hpp"

namespace actviz {

/// In the order in which they are asked: the first that holds is the neuron's.
enum class Verdict : std::uint8_t {
  invalid,        ///< NaN or infinities among its numbers
  constant,       ///< always the same, and not 0
  dead,           ///< always 0
  dead_gradient,  ///< always where f' is 0
  near_dead,      ///< fires in less than one of 100 000 samples
  saturated,      ///< in 95 % of the samples or more in an unbounded flat part of f
  dormant,        ///< its mean size is at most 0.025 of the layer's (Sokar et al. 2023)
  always_on,      ///< never where f' is 0, though f has such a part: it is linear
  ok,
};
inline constexpr std::size_t verdict_count = 9;
std::string_view name_of(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view name);

/// The shares of values for which quantiles are reported.
inline constexpr std::array<double, 8> quantile_shares = {0.001, 0.01, 0.05, 0.5, 0.95, 0.99, 0.999, 0.9999};

struct NeuronReport {
  std::uint64_t index = 0;
  Verdict verdict = Verdict::ok;
  std::uint64_t finite = 0;  ///< how many of its numbers are
  double firing = 0;         ///< share of samples that are not 0; of inputs: not where f' is 0
  double firing_bound = 0;   ///< 95 % upper bound of the firing rate where nothing fired, else NaN
  double mean = 0, sd = 0, skewness = 0, kurtosis = 0;
  double dormancy = 0;      ///< mean size over the mean of all neurons' mean sizes
  double slope_square = 0;  ///< mean of f'^2; NaN where the slope is not known
  double phi = 0;           ///< how near the outputs of a bounded f are to its bounds, see LayerReport
  std::array<double, quantile_shares.size()> quantiles{};
  NeuronCounts counts;

  std::uint64_t samples() const { return finite + counts.nan + counts.infinite_up + counts.infinite_down; }
};

/// How badly a neuron has its verdict, to be compared with others of the same one.
double severity(const NeuronReport& neuron);

struct LayerReport {
  std::uint64_t rows = 0, columns = 0;
  std::array<std::uint64_t, verdict_count> verdicts{};
  std::array<std::uint64_t, 3> dormant{};  ///< with a dormancy of at most 0, 0.025, 0.1
  double active = 0;                       ///< share of finite numbers that are not 0
  std::array<std::uint64_t, 20>
      density{};          ///< neurons by log10 of their firing rate, in half decades from -10 to 0
  NeuronCounts counts;    ///< of all neurons together
  SampleMoments moments;  ///< of all numbers together
  std::array<double, quantile_shares.size()> quantiles{};
  bool exact_quantiles = false, exact_neuron_quantiles = false;  ///< else as log_histogram
  double mean_slope_square = 0;                                  ///< NaN where the slope is not known
  /// Mean size of the outputs of a bounded f, its range scaled to [-1, 1]: 0.5 where they are uniform, 1
  /// where all are at the bounds; NaN for other f. Equals the saturation measure of Rakitianskaia and
  /// Engelbrecht (2015, doi 10.1109/SSCI.2015.202) for any even number of bins, 10 among them, for then no
  /// bin holds both signs.
  double phi = 0;
  double median_kurtosis = 0, greatest_kurtosis = 0;  ///< over neurons
  double row_kurtosis = 0;                            ///< mean over rows
  double crest = 0;                                   ///< greatest size over root mean square
  double dynamic_range_bits = 0;  ///< log2 of the greatest over the least size that is not 0
  double outlier_ratio = 0;       ///< greatest over median of the neurons' greatest sizes
  double int8_sqnr_tensor = 0,
         int8_sqnr_channel = 0;             ///< dB of symmetric rounding to 255 steps, uniform error assumed
  std::array<double, 3> nonzero_per_row{};  ///< least, mean, most
};

struct DumpReport {
  LayerReport layer;
  std::vector<NeuronReport> neurons;
};

/// Judges a finished tally. What a quick one has not counted is NaN, or 0 where it is a count.
DumpReport report(const NeuronTally& tally);

}  // namespace actviz
