#pragma once
// All activations: the families joined, and look-up by name.
#include <span>
#include <string_view>
#include <vector>

#include "lib/catalogue/activation.hpp"

namespace actviz {

/// Every activation, grouped by family, in the order of `actviz list`.
std::span<const Activation> catalogue();

/// An activation together with the name under which it was asked for.
struct Found {
  const Activation* activation = nullptr;
  Name name{};
};

/// Every activation that answers to `name`: the one with exactly that name or alias, else all that match
/// without case, underscores and hyphens. Empty: unknown; more than one: ambiguous.
std::vector<Found> find_activations(std::string_view name);

/// Every name and alias, for suggestions and completion.
std::vector<std::string_view> activation_names();

}  // namespace actviz
