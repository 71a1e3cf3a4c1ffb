#include "lib/analysis/softmax_jacobian.hpp"

#include <cassert>
#include <cmath>

#include "lib/analysis/long_sum.hpp"

namespace actviz {
namespace {

double off_diagonal(const Softmax& s, double p, double q) {
  switch (s.setup.kind) {
    case SoftmaxKind::softmin:
      return p * q / s.setup.temperature;
    case SoftmaxKind::log_softmax:
      return -q / s.setup.temperature;
    case SoftmaxKind::sparsemax:
      return p > 0 && q > 0 ? -1 / static_cast<double>(s.support) / s.setup.temperature : 0 * (p + q);
    case SoftmaxKind::hardmax:
      return 0 * (p + q);
    default:
      return -(p * q) / s.setup.temperature;
  }
}

/// The opposite of the sum of all numbers but one, which also overflows as it does.
double opposite_of_others(std::span<const double> numbers, std::size_t except) {
  LongSum sum;
  double plain = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i == except) continue;
    sum.add(numbers[i]);
    plain += numbers[i];
  }
  return 0 - (std::isfinite(plain) ? sum.value().rounded() : plain);
}

/// How much entry i counts for the mean that the others differ from.
double weight(const Softmax& s, std::size_t i) {
  const double p = s.probabilities[i];
  return s.setup.kind == SoftmaxKind::sparsemax && p > 0 ? 1 : p;
}

double weighted_mean(const Softmax& s, std::span<const double> vector) {
  LongSum products, weights;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    const double w = weight(s, i), product = w * vector[i];
    if (w == 0) continue;
    products.add({product, std::fma(w, vector[i], -product)});
    weights.add(w);
  }
  const DoubleDouble sum = products.value(), total = weights.value();
  const double near = sum.hi / total.hi;
  return near + (std::fma(-near, total.hi, sum.hi) + (sum.lo - near * total.lo)) / total.hi;
}

}  // namespace

void jacobian_row(const Softmax& result, std::size_t row, std::span<double> out) {
  const auto& p = result.probabilities;
  assert(row < p.size() && out.size() == p.size());
  for (std::size_t j = 0; j < p.size(); ++j) out[j] = off_diagonal(result, p[row], p[j]) + 0.0;  // no -0
  out[row] = result.is_defined ? opposite_of_others(out, row) : p[row];
}

std::vector<double> jacobian_vector_product(const Softmax& result, std::span<const double> vector) {
  assert(vector.size() == result.probabilities.size());
  const SoftmaxKind kind = result.setup.kind;
  const double mean = kind == SoftmaxKind::hardmax ? 0 : weighted_mean(result, vector);
  std::vector<double> product;
  product.reserve(vector.size());
  for (std::size_t i = 0; i < vector.size(); ++i) {
    double factor = kind == SoftmaxKind::log_softmax ? 1 : weight(result, i);
    if (kind == SoftmaxKind::softmin) factor = -factor;
    if (kind == SoftmaxKind::hardmax) factor *= 0;
    product.push_back(factor * (vector[i] - mean) / result.setup.temperature + 0.0);
  }
  return product;
}

std::vector<double> cross_entropy_gradient(const Softmax& result, std::size_t target) {
  const SoftmaxKind kind = result.setup.kind;
  if (kind == SoftmaxKind::sparsemax || kind == SoftmaxKind::hardmax) return {};
  std::vector<double> gradient = result.probabilities;
  gradient[target] = result.is_defined ? opposite_of_others(gradient, target) : gradient[target];
  for (double& slope : gradient)
    slope = (kind == SoftmaxKind::softmin ? -slope : slope) / result.setup.temperature + 0.0;
  return gradient;
}

}  // namespace actviz
