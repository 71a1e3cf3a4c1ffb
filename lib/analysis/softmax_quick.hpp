#pragma once
// Softmax of long vectors, many entries at once: the exponentials within 1.5 ULP instead of to the last bit.
#include <span>

#include "lib/number/double_double.hpp"

namespace actviz {

/// The least score above -infinity; needs one of them, `top`.
double least_finite(std::span<const double> scores, double top);

/// With z = (x - top) / temperature: the sums of e^z and of -z e^z over all scores.
struct WeightSums {
  DoubleDouble weights, depths;
};

/// Needs x <= top for all scores, whose finite differences do not overflow; -infinity counts nothing.
WeightSums weight_sums(std::span<const double> scores, double top, double temperature);

/// e^z / sum within 1.5 ULP and z - log_sum within 1.1, into places as many as scores.
void fill_shares(std::span<const double> scores, double top, double temperature, DoubleDouble sum,
                 DoubleDouble log_sum, std::span<double> shares, std::span<double> log_shares);

}  // namespace actviz
