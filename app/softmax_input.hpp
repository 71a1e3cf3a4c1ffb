#pragma once
// The scores that `actviz softmax` is about, from wherever they come.
#include <optional>
#include <string>
#include <vector>

#include "app/command.hpp"

namespace actviz::app {

struct ScoreSource {
  std::vector<std::string> words;                ///< as arguments
  std::optional<std::string> from, tensor, row;  ///< --from FILE[:COLUMN], or a row of a tensor in FILE
};

/// The scores: arguments, else a file, else standard input unless it is a terminal; at least one. Throws
/// Error.
std::vector<double> read_scores(const ScoreSource& source, Io& io);

/// V,V,...: numbers with commas between them. Throws Error naming the option.
std::vector<double> parse_numbers(std::string_view option, const std::string& text);

}  // namespace actviz::app
