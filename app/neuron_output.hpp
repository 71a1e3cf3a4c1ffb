#pragma once
// The report on a dump as text, CSV, JSON and Markdown.
#include <optional>
#include <vector>

#include "lib/analysis/neuron_report.hpp"
#include "lib/analysis/neuron_state.hpp"
#include "lib/base/format.hpp"

namespace actviz::app {

/// Which neurons a text lists.
struct NeuronSelection {
  std::optional<std::uint64_t> neuron;  ///< one that every layer has
  std::optional<Verdict> verdict;
  std::size_t worst = 10;
};

/// What is known of the network that the dump is from.
struct NetworkFacts {
  std::optional<double> sigma_w;  ///< deviation of the weights times the root of the fan-in
  std::optional<int> layer;       ///< which one this is, from 1
};

struct LayerOutput {
  PartHeader header;
  NeuronSetup setup;
  DumpReport report;
  NetworkFacts network;
};

struct NeuronOutput {
  std::vector<LayerOutput> layers;
  NeuronSelection selection;
};

/// text, json, csv, md, in this order.
std::span<const Format<NeuronOutput>> neuron_formats();

}  // namespace actviz::app
