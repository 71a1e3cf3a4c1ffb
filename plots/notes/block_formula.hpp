#pragma once
// Formulas of feed-forward blocks as notes print them, "(swish(x W1) * (x W3)) W2", computed with arrays.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/analysis/ffn_forward.hpp"
#include "plots/notes/statement.hpp"

namespace actviz::notes {

/// Arrays by name: "x", "W1".
using Arrays = std::map<std::string, DenseMatrix, std::less<>>;

/// Computes a formula of arrays: what stands side by side is multiplied as matrices, before *, which goes
/// element by element, and +; numbers, rows and columns are repeated as numpy does. An activation takes every
/// element; w1(x) is a linear layer, x W1 + b1. Throws Error naming both shapes where two do not match, and
/// std::logic_error for what it cannot read.
DenseMatrix evaluate(std::string_view formula, const Arrays& arrays);

/// The arrays that a formula names, in order, each once.
std::vector<std::string> arrays_in(std::string_view formula);

/// "(4, 128)"
std::string text_of(const Shape& shape);

/// What a formula of a block is compared with; the sizes are those of S4's worked example.
struct BlockSetup {
  std::string_view kind = "ffn", activation = "relu";  ///< as find_ffn_kind reads them
  bool has_biases = false;
  bool is_product = false;  ///< what W2 multiplies is compared, not the output
  bool is_columns = false;  ///< tokens are columns: every array is transposed
  std::int64_t rows = 4, d_model = 128, d_ff = 176;
};

/// A block drawn from a seed: its arrays under the names that the notes use, x, W1 or W, W3 or V, W2, b1 or
/// b, b3 or c, b2, and what flows through it.
struct DrawnBlock {
  FfnKind kind;
  Arrays arrays;
  FfnActivations flow;
};
DrawnBlock drawn_block(const BlockSetup& setup);

/// A printed formula against the forward pass of a block with drawn weights: holds where they differ by at
/// most 1e-12, and is wrong where shapes do not match. Number: "greatest difference".
Finding block(std::string_view printed, const BlockSetup& setup);

/// A printed formula that is to hold for tokens as rows: imprecise where it does for columns only.
Finding block_of_rows(std::string_view printed, const BlockSetup& setup);

}  // namespace actviz::notes
