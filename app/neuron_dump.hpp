#pragma once
// Activation dumps counted: which tensors of which files, and their rows one after the other.
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"
#include "app/progress.hpp"
#include "lib/analysis/neuron_state.hpp"
#include "lib/data/tensor_file.hpp"

namespace actviz::app {

/// What is to be counted.
struct DumpRequest {
  std::vector<std::string> files;  ///< their rows joined, in this order
  OpenOptions open;
  Layout layout;
  std::optional<std::string> tensor;  ///< a glob; without one, every tensor
  std::optional<Function> activation;
  bool is_pre = false, quick = false;
  double near_zero = 1e-3, epsilon = 0.01;
  std::uint64_t part = 1, parts = 1;
  unsigned threads = 1;
};

/// Counts every tensor that is asked for, in the order of the first file; `notes` tell which tensors of it
/// are left out, and why. Throws Error for files that do not fit together, a tensor that is not there, rows
/// that are damaged.
std::vector<NeuronPart> count_dump(const DumpRequest& request, Progress& progress,
                                   std::vector<std::string>& notes);

}  // namespace actviz::app
