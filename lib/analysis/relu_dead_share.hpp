#pragma once
// How many neurons of an untrained ReLU network look dead, only because its inputs grow alike with depth.

namespace actviz {

/// The share of neurons in layer `layer` (from 1) that fire for none of `samples` uncorrelated inputs, in a
/// wide network with zero biases and weights of any scale: E[Phi(-z sqrt(c/(1-c)))^samples] over normal z,
/// where c is the correlation of two inputs as they reach the layer. Needs layer >= 1 and samples >= 1;
/// within 1e-12. Cho and Saul (2009) give the correlations.
double expected_relu_dead_share(int layer, double samples);

}  // namespace actviz
