#pragma once
// Gates on the command line: where one is meant, and where a function of one variable is expected.
#include <optional>
#include <string>
#include <string_view>

#include "lib/analysis/gates.hpp"

namespace actviz::app {

/// --gate: the gated half; where it is not given, as the gate's origin has it. Throws Error for what is no
/// half and where `name` has no gate (null).
Half parse_half(const std::optional<std::string>& text, const Gate* gate, std::string_view name);

/// Throws Error for a gate, and for what is near the name of one and of no activation.
void refuse_gate(const std::string& name);

}  // namespace actviz::app
