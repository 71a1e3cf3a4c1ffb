#pragma once
// A signal and its gradient through the layers of an untrained network: predicted for wide ones, and
// simulated.
#include <cstdint>
#include <vector>

#include "lib/analysis/initialisation.hpp"
#include "lib/analysis/mean_field.hpp"

namespace actviz {

/// A network of equal layers z = W h + b, h = f(z), the first of which sees independent normal inputs.
struct Network {
  int layers = 30;
  std::size_t width = 512, batch = 256;
  InitScheme scheme;
  double bias_variance = 0;
  double epsilon = 0.01;  ///< a slope of at most this size counts as flat
};

/// The variances of its weights, times the width, and of its biases.
InitVariances variances_of(const Network& network, const Function& f);

/// Behind the activation of one layer. Logarithms go on where the numbers themselves underflow or overflow.
struct LayerSignal {
  double mean = 0, sd = 0;  ///< over neurons and inputs
  double log10_sd = 0;
  double gradient = 0;  ///< root mean square of dL/dz over that of the last layer
  double log10_gradient = 0;
  double dead = 0;       ///< share of neurons without slope for every input of the batch
  double saturated = 0;  ///< share of pre-activations in an unbounded flat part of f
  double cosine = 0;     ///< mean over pairs of inputs
};

/// What mean field says of it, layer by layer. From the layer on where the signal grows beyond what has
/// averages (see layer_averages), sd is infinite and the rest NaN, and so are all gradients.
std::vector<LayerSignal> predict(const Function& f, const Network& network);

/// Throws Error where simulate would take more than 4 GiB.
void check_memory(const Network& network);

/// One network drawn from a seed, run forward and backward in double precision. The same bits for any number
/// of threads. Throws Error as check_memory does.
std::vector<LayerSignal> simulate(const Function& f, const Network& network, std::uint64_t seed,
                                  unsigned threads);

}  // namespace actviz
