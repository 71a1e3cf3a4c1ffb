#pragma once
// Softmax as the textbook writes it, to be shown failing.
#include "lib/analysis/softmax.hpp"

namespace actviz {

/// Whether a kind has such a form: softmax, softmin and log_softmax do.
bool has_naive_form(SoftmaxKind kind);

/// The textbook form e^z_i / sum e^z_j (of log_softmax its logarithm), each step rounded as it is written:
/// what overflows in it and what underflows. Needs a kind that has such a form.
struct NaiveSoftmax {
  std::vector<double> in_double, in_float;
  double sum_in_double = 0, sum_in_float = 0;
};
NaiveSoftmax naive_softmax(std::span<const double> scores, const SoftmaxSetup& setup);

}  // namespace actviz
