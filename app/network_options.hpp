#pragma once
// Options of the commands that are about networks.
#include <optional>
#include <string>
#include <vector>

#include "lib/analysis/initialisation.hpp"

namespace actviz::app {

/// Schemes with commas between them, at least one. Throws Error.
std::vector<InitScheme> parse_schemes(std::string_view text);

/// Throws Error for a function without averages over normal inputs.
void check_averages(const std::vector<Function>& functions);

}  // namespace actviz::app
