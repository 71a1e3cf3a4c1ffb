#pragma once
// What `actviz precision` found, in each form it can be written in.
#include <string>
#include <vector>

#include "lib/analysis/precision.hpp"
#include "lib/base/format.hpp"

namespace actviz::app {

/// One function in several formats.
struct FunctionPrecision {
  Function function;
  std::vector<Precision> formats;
};

struct PrecisionReport {
  Overflow overflow;
  bool with_errors;
  std::vector<FunctionPrecision> functions;
};

/// text, json, csv, md.
std::span<const Format<PrecisionReport>> precision_formats();

}  // namespace actviz::app
