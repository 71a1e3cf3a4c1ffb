#pragma once
// The report on a dump as text that fits a terminal.
#include "app/neuron_output.hpp"
#include "lib/base/files.hpp"

namespace actviz::app {

/// One layer in full, or a line for each of several.
void write_neurons_text(const NeuronOutput& output, Sink& sink);

}  // namespace actviz::app
