#pragma once
// How many neurons of an untrained network look dead, only because its inputs grow alike with depth.
#include <span>

#include "lib/analysis/landmarks.hpp"

namespace actviz {

/// The share of neurons of which all pre-activations over a batch lie in the intervals (disjoint, ascending),
/// where these are normal of deviation sd and of correlation 1 - decorrelation from input to input, in a wide
/// layer with zero means: E over normal z of P(inside | z)^batch. Needs 0 <= decorrelation <= 1 and
/// batch >= 1; within 1e-12.
double share_all_inside(std::span<const FlatInterval> intervals, double sd, double decorrelation,
                        double batch);

/// The share of neurons in layer `layer` (from 1) of a wide ReLU network that fire for none of `samples`
/// uncorrelated inputs, with zero biases and weights of any scale. Needs layer >= 1 and samples >= 1; within
/// 1e-12. Cho and Saul (2009) give the correlations.
double expected_relu_dead_share(int layer, double samples);

}  // namespace actviz
