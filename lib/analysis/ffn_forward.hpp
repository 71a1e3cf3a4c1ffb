#pragma once
// The forward pass of a feed-forward block, in double precision; the same bits on every x86-64 machine.
#include <cstdint>
#include <string_view>
#include <vector>

#include "lib/analysis/ffn.hpp"

namespace actviz {

struct Shape {
  std::int64_t rows = 0, columns = 0;
  friend bool operator==(const Shape&, const Shape&) = default;
};

/// Numbers row after row.
struct DenseMatrix {
  Shape shape;
  std::vector<double> values;
};

/// The matrices as they stand in x W, W3 of a gated block alone; a bias for each column, or none.
struct FfnWeights {
  DenseMatrix w1, w3, w2;
  std::vector<double> b1, b3, b2;
};

/// The shapes of a forward pass.
struct FfnShapes {
  Shape x, w1, w3, w2;
};

/// What flows through a block, a row a token: `gate` is x W1 of a gated block and `up` x W3, of a plain block
/// `up` is x W1; `hidden` is what W2 multiplies.
struct FfnActivations {
  DenseMatrix gate, up, hidden, output;
};

/// Throws Error naming both shapes where two cannot be multiplied.
void check_shapes(const FfnKind& kind, const FfnShapes& shapes, FfnOrder order = FfnOrder::corrected);

/// The most memory that a forward pass may take.
inline constexpr std::int64_t most_forward_bytes = std::int64_t{2} << 30;

/// Throws Error where weights, input and activations of a forward pass would take more.
void check_forward_memory(const FfnKind& kind, const FfnCost& cost, std::int64_t rows);

/// Throws Error as check_shapes does.
FfnActivations forward(const FfnKind& kind, const FfnWeights& weights, const DenseMatrix& x,
                       FfnOrder order = FfnOrder::corrected);

/// Weights of N(0, 1 / rows), so that inputs of N(0, 1) come out so too; biases, where there are any, of 0.
FfnWeights random_weights(const FfnKind& kind, const FfnCost& cost, std::uint64_t seed);

/// Numbers of N(0, 1), which share none with the weights of that seed.
DenseMatrix random_input(std::int64_t rows, std::int64_t columns, std::uint64_t seed);

/// The numbers of a matrix at a glance; `kurtosis` is 3 for a normal distribution.
struct MatrixSummary {
  double mean = 0, sd = 0, kurtosis = 0, min = 0, max = 0;
};
MatrixSummary summary(const DenseMatrix& matrix);

}  // namespace actviz
