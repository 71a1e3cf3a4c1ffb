#pragma once
// How far a long count is, told on standard error.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/neuron_dump.hpp"

namespace actviz::app {

/// A bar with rate and time left where --progress asks for it: by default where standard error is a terminal;
/// else nothing. Throws Error for an unknown choice.
std::unique_ptr<Progress> make_progress(const std::optional<std::string>& choice,
                                        const std::vector<std::string>& files, bool quiet, Io& io);

}  // namespace actviz::app
