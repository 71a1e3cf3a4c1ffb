#pragma once
// The parameters of an activation: which there are, and whether values fit them.
#include <string>
#include <string_view>

#include "lib/catalogue/activation.hpp"

namespace actviz {

/// What an activation takes, for hints: "dyt takes alpha (0.5), gamma (1), beta (0)".
std::string parameters_text(const Activation& activation);

/// Index of the parameter that `name` names; the number of parameters where there is none.
std::size_t parameter_index(const Activation& activation, std::string_view name);

/// Whether a parameter may have the value: finite and inside its domain.
bool is_allowed(const Param& param, double value);

/// A message about a value, as it was typed, that a parameter may not have.
[[noreturn]] void fail_value(const Activation& activation, const Param& param, std::string_view typed);

/// Throws Error where values that are allowed one by one do not fit together.
void check_together(const Activation& activation, const Values& values);

}  // namespace actviz
