#pragma once
// Options of the commands that are about networks.
#include <optional>
#include <string>
#include <vector>

#include "lib/analysis/initialisation.hpp"

namespace actviz::app {

/// The whole number that an option's text stands for, from least to most; 1e6 is one too. Throws Error naming
/// the option.
double parse_whole_option(std::string_view option, std::string_view text, double least, double most,
                          std::string_view expected);

/// --seed: a whole number of at least 0, below 2^53; 1 where it is not given. Throws Error.
std::uint64_t parse_seed(const std::optional<std::string>& text);

/// Schemes with commas between them, at least one. Throws Error.
std::vector<InitScheme> parse_schemes(std::string_view text);

/// Throws Error for a function without averages over normal inputs.
void check_averages(const std::vector<Function>& functions);

}  // namespace actviz::app
