#pragma once
// The neurons of a layer at a glance.
#include <string>

#include "lib/analysis/neuron_report.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

struct NeuronsOptions {
  std::string title{};
  std::string subtitle{};
  ThemeName theme = ThemeName::light;
};

/// Draws how often neurons fire, the numbers of the layer with the flat parts of its activation shaded (and
/// of inputs the activation's curve), the neurons' means and deviations in order, and their greatest sizes
/// with the outliers named.
Figure neurons(const NeuronTally& tally, const DumpReport& report, const NeuronsOptions& options);

/// A page on which they have room.
inline constexpr Medium neurons_medium{.width = 720, .height = 500};

}  // namespace actviz::plots
