#pragma once
// Averages of an activation and of its slope over random inputs.
#include "lib/analysis/distribution.hpp"
#include "lib/catalogue/function.hpp"

namespace actviz {

/// E f(X), Var f(X), E f(X)², E f′(X), E f′(X)² and the gain 1/√(E f²) that keeps the second moment of a
/// layer's signal. Where f jumps, its slope is counted beside the jumps only: slope_mean is then not the
/// change of E f with the mean of X.
struct Moments {
  double mean = 0, variance = 0, second_moment = 0, slope_mean = 0, slope_second_moment = 0, gain = 0;
};

/// Computes the moments by Gauss-Legendre quadrature between the kinks, on panels that follow both the
/// distribution and the changes of f, halved where f is not resolved. For the catalogue, with any mean up to
/// 10, sd from 0.01 to 100 and uniform distributions of any width, the error is at most 1e-13 of the value,
/// or 1e-16 where the value is below 0.001. Where f is odd to the last bit and the distribution symmetric
/// about 0, the mean is exactly 0. A normal distribution so narrow that doubles are sparse in it loses
/// digits of the variance.
Moments moments(const Function& f, const Distribution& distribution);

}  // namespace actviz
