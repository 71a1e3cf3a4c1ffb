#pragma once
// The options that say in which floating-point format something is done.
#include <optional>
#include <string>
#include <vector>

#include "app/options.hpp"
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

/// The --range of inputs; nothing where it is not given. Throws Error, also where a format has no number in
/// it.
std::optional<std::pair<double, double>> parse_inputs(const RangeOption& range,
                                                      std::span<const FloatFormat> formats);

}  // namespace actviz::app
