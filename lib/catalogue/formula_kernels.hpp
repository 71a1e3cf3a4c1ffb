#pragma once
// The functions of the formula language on doubles, compiled like the activations of the catalogue.
#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"

namespace actviz::detail {

/// Value, slope and curvature of a function of one argument, for this machine.
const Kernels& function_kernels(Op op);

}  // namespace actviz::detail
