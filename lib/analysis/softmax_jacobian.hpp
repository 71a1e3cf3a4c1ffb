#pragma once
// The derivative of softmax and its relatives: d value_i / d x_j, by rows or times a vector, never as a
// whole.
#include "lib/analysis/softmax.hpp"

namespace actviz {

/// Row `row` of the Jacobian into `out`, as long as the scores. With y the probabilities and T the
/// temperature:
/// softmax, gumbel  (diag(y) - y y^T) / T, of gumbel at the noise that was drawn
/// softmin          the negative of it
/// log_softmax      (I - 1 y^T) / T
/// sparsemax        (diag(s) - s s^T / |S|) / T, s being 1 on the support S and 0 elsewhere
/// hardmax          0
/// An entry off the diagonal is within 2.5 ULP (of the subnormal spacing where it is that small), one on it
/// within 3; a row sums to 0 within 1 ULP of its greatest entry, for the diagonal is the sum of the others.
/// NaN where the probabilities are.
void jacobian_row(const Softmax& result, std::size_t row, std::span<double> out);

/// The Jacobian times a vector as long as the scores, in time proportional to that length. Each entry is
/// within 4 ULP of |y_i| max|v| / T; a constant vector gives 0.
std::vector<double> jacobian_vector_product(const Softmax& result, std::span<const double> vector);

/// d cross_entropy / d x_j: (y_j - [j = target]) / T, of softmin the negative. Empty for sparsemax and
/// hardmax, whose probabilities may be 0.
std::vector<double> cross_entropy_gradient(const Softmax& result, std::size_t target);

}  // namespace actviz
