#pragma once
// The family files: each defines its activations and says here that it exists.
#include <span>

#include "lib/catalogue/define.hpp"

namespace actviz::families {

std::span<const Activation> rectified();
std::span<const Activation> exponential();
std::span<const Activation> sigmoidal();
std::span<const Activation> self_gated();
std::span<const Activation> composed();
std::span<const Activation> shrinkage();
std::span<const Activation> piecewise();
std::span<const Activation> squashing();
std::span<const Activation> powers();
std::span<const Activation> periodic();

}  // namespace actviz::families
