#pragma once
// What the exhaustive proof of the float kernels has found, in words and as JSON.
#include <string>

#include "lib/base/json.hpp"
#include "lib/catalogue/rounding_record.hpp"

namespace actviz::app {

/// "correctly rounded at all 2^32 inputs, value and slope", or where not; empty where both are null.
std::string rounding_text(const RoundingRow* value, const RoundingRow* slope);

/// The object "float32" of a function in actviz.show/1, or null.
void add_rounding(Json& json, const RoundingRow* value, const RoundingRow* slope);

}  // namespace actviz::app
