#pragma once
// The options that say in which floating-point format something is done.
#include <optional>
#include <string>
#include <vector>

#include "app/parser.hpp"
#include "lib/number/float_format.hpp"

namespace actviz::app {

/// --dtype D and --overflow ieee|saturate
struct FormatOptions {
  std::optional<std::string> dtype, overflow;
  void declare(Parser& parser, std::string_view help);
  /// None where --dtype is not given; each once, in the order given. Throws Error.
  std::vector<FloatFormat> parse_list() const;
  /// The one format; none where it is not given. Throws Error, also for --overflow alone.
  std::optional<FloatFormat> parse() const;
  /// Throws Error.
  Overflow parse_overflow() const;
};

}  // namespace actviz::app
