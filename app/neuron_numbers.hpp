#pragma once
// The numbers of a report on a dump, named as in its CSV and JSON.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "app/neuron_output.hpp"

namespace actviz::app {

/// By name, in the order of CSV columns and JSON fields; NaN stands for what there is not, or is not known.
using Numbers = std::vector<std::pair<std::string, double>>;

inline double as_double(std::uint64_t count) { return static_cast<double>(count); }

Numbers numbers_of(const NeuronReport& neuron, const NeuronSetup& setup);
Numbers numbers_of(const LayerOutput& output);

/// Factor of the mean square of gradients over the layer; NaN where it does not follow.
double chi1(const LayerOutput& output);
/// Whether the dump is of ReLU, whatever its framework.
bool is_of_relu(const LayerOutput& output);

}  // namespace actviz::app
