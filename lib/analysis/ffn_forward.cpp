#include "lib/analysis/ffn_forward.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "lib/analysis/matrix_products.hpp"
#include "lib/analysis/sample_moments.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/number/random.hpp"

namespace actviz {
namespace {

using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

std::string text_of(const Shape& shape) {
  return "(" + std::to_string(shape.rows) + ", " + std::to_string(shape.columns) + ")";
}

/// The shape of a product of matrices.
Shape multiplied(const Shape& left, const Shape& right, std::string_view product) {
  if (left.columns != right.rows)
    throw Error(
        "shapes " + text_of(left) + " and " + text_of(right) + " do not match: " + std::string(product),
        "a matrix has a row for each number that it multiplies; tensors named .weight are taken as "
        "PyTorch stores them, with a column for each");
  return {left.rows, right.columns};
}

DenseMatrix empty(const Shape& shape) {
  return {shape, std::vector<double>(static_cast<std::size_t>(shape.rows * shape.columns))};
}

/// x W + b
DenseMatrix projected(const DenseMatrix& x, const DenseMatrix& w, const std::vector<double>& bias) {
  fix_product_blocks();
  DenseMatrix y = empty({x.shape.rows, w.shape.columns});
  Eigen::Map<Dense>(y.values.data(), y.shape.rows, y.shape.columns).noalias() =
      Eigen::Map<const Dense>(x.values.data(), x.shape.rows, x.shape.columns) *
      Eigen::Map<const Dense>(w.values.data(), w.shape.rows, w.shape.columns);
  for (std::size_t i = 0; !bias.empty() && i < y.values.size(); ++i) y.values[i] += bias[i % bias.size()];
  return y;
}

DenseMatrix applied(const Function& f, const DenseMatrix& x) {
  DenseMatrix y = empty(x.shape);
  std::ranges::transform(x.values, y.values.begin(), [&](double value) { return f(value); });
  return y;
}

void multiply(DenseMatrix& x, const Function& g, const DenseMatrix& other) {
  for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] *= g(other.values[i]);
}

DenseMatrix random_matrix(const Shape& shape, double sd, Random random) {
  DenseMatrix matrix = empty(shape);
  for (double& value : matrix.values) value = sd * random.normal();
  return matrix;
}

void check_bias(const std::vector<double>& bias, const Shape& matrix, std::string_view name) {
  if (!bias.empty() && bias.size() != static_cast<std::size_t>(matrix.columns))
    throw Error("shapes (" + std::to_string(bias.size()) + ") and " + text_of(matrix) +
                    " do not match: the bias of " + std::string(name),
                "a bias has a number for each column");
}

}  // namespace

void check_shapes(const FfnKind& kind, const FfnShapes& shapes, FfnOrder order) {
  const Shape inner = multiplied(shapes.x, shapes.w1, "x W1");
  if (kind.gate) {
    const Shape other = multiplied(shapes.x, shapes.w3, "x W3");
    if (other != inner)
      throw Error("shapes " + text_of(inner) + " and " + text_of(other) +
                      " do not match: " + formula_of(kind).substr(1, formula_of(kind).size() - 5),
                  "W1 and W3 have as many columns");
  }
  const Shape output = multiplied(inner, shapes.w2, formula_of(kind));
  check_order(kind, order, std::to_string(output.rows), output.columns, inner.columns);
}

void check_forward_memory(const FfnKind& kind, const FfnCost& cost, std::int64_t rows) {
  const double arrays = kind.gate ? 3 : 2;
  const double numbers = static_cast<double>(cost.parameters) +
                         static_cast<double>(rows) * (2 * static_cast<double>(cost.d_model) +
                                                      arrays * static_cast<double>(cost.d_ff));
  const double bytes = sizeof(double) * numbers;
  if (bytes > static_cast<double>(most_forward_bytes))
    throw Error("a forward pass of " + std::to_string(rows) + " rows with d_model " +
                    std::to_string(cost.d_model) + " and d_ff " + std::to_string(cost.d_ff) + " would take " +
                    to_text(bytes / (1 << 30), 3) + " GiB, more than 2 GiB",
                "take fewer rows or a narrower block; without a forward pass no size takes memory");
}

FfnActivations forward(const FfnKind& kind, const FfnWeights& weights, const DenseMatrix& x, FfnOrder order) {
  check_shapes(kind, {x.shape, weights.w1.shape, weights.w3.shape, weights.w2.shape}, order);
  check_bias(weights.b1, weights.w1.shape, "W1");
  check_bias(weights.b3, weights.w3.shape, "W3");
  check_bias(weights.b2, weights.w2.shape, "W2");
  FfnActivations result;
  DenseMatrix& first = kind.gate ? result.gate : result.up;
  first = projected(x, weights.w1, weights.b1);
  result.hidden = applied(kind.activation, first);
  if (!kind.gate) {
    result.output = projected(result.hidden, weights.w2, weights.b2);
    return result;
  }
  result.up = projected(x, weights.w3, weights.b3);
  const Function other = Function::parse(kind.gate->other);
  DenseMatrix& product = order == FfnOrder::corrected ? result.hidden : result.output;
  if (order == FfnOrder::printed) result.output = projected(result.hidden, weights.w2, weights.b2);
  multiply(product, other, result.up);
  if (order == FfnOrder::corrected) result.output = projected(result.hidden, weights.w2, weights.b2);
  return result;
}

FfnWeights random_weights(const FfnKind& kind, const FfnCost& cost, std::uint64_t seed) {
  const auto drawn = [&](const Shape& shape, std::uint64_t stream) {
    return random_matrix(shape, 1 / std::sqrt(static_cast<double>(shape.rows)), Random(seed, stream));
  };
  FfnWeights weights;
  weights.w1 = drawn({cost.d_model, cost.d_ff}, 1);
  weights.w2 = drawn({cost.d_ff, cost.d_model}, 2);
  if (kind.gate) weights.w3 = drawn({cost.d_model, cost.d_ff}, 3);
  return weights;
}

DenseMatrix random_input(std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
  return random_matrix({rows, columns}, 1, Random(seed));
}

MatrixSummary summary(const DenseMatrix& matrix) {
  if (matrix.values.empty()) return {};
  const double pivot = matrix.values[0];
  double min = pivot, max = pivot, s1 = 0, s2 = 0, s3 = 0, s4 = 0;
  for (const double value : matrix.values) {
    const double d = value - pivot, square = d * d;
    s1 += d;
    s2 += square;
    s3 += square * d;
    s4 += square * square;
    min = std::min(min, value);
    max = std::max(max, value);
  }
  const auto moments = SampleMoments::about(pivot, static_cast<double>(matrix.values.size()), s1, s2, s3, s4);
  return {moments.mean, std::sqrt(moments.variance()), moments.kurtosis(), min, max};
}

}  // namespace actviz
