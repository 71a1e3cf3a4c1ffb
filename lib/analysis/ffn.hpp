#pragma once
// Feed-forward blocks: how wide, how many parameters, how much work and memory a token takes.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/analysis/gates.hpp"

namespace actviz {

/// A kind of block: (f(x W1) * g(x W3)) W2 where it has a gate, f(x W1) W2 where `gate` is null. Rows are
/// tokens.
struct FfnKind {
  std::string name;  ///< "swiglu"; "ffn" for the plain one
  const Gate* gate = nullptr;
  Function activation;  ///< f
};

/// The kind of a name; `activation` is that of a plain block. Throws Error for an unknown name.
FfnKind find_ffn_kind(std::string_view name, std::string_view activation = "relu");

/// "(silu(x W1) * (x W3)) W2"
std::string formula_of(const FfnKind& kind);

/// Every name, the plain block first.
std::vector<std::string_view> ffn_names();

/// How wide a block is to be: `hidden`, of which a gated one takes two thirds, times `multiplier`, rounded
/// down, then up to a multiple of `multiple_of` (LLaMA's model.py).
struct WidthRule {
  std::int64_t hidden = 0;
  std::optional<double> multiplier{};
  std::optional<std::int64_t> multiple_of{};
};

/// d_ff. Throws Error where it would be 0 or beyond 2^53.
std::int64_t ffn_width(bool is_gated, const WidthRule& rule);

/// A weight matrix as it stands in x W: from `rows` numbers to `columns`.
struct FfnMatrix {
  std::string_view name, role;  ///< "W1", "gate"
  std::int64_t rows, columns;
};

/// What a block takes. Work is that of the matrix products, a multiplication and an addition each 1;
/// activations and products are the elements that f is applied to and that are multiplied.
struct FfnCost {
  std::int64_t d_model = 0, d_ff = 0;
  std::vector<FfnMatrix> matrices{};
  std::int64_t weights = 0, biases = 0, parameters = 0;
  std::int64_t forward_flops = 0, backward_flops = 0;  ///< a token; backward: twice forward
  std::int64_t activations = 0, products = 0;          ///< a token
  /// Numbers a token that are kept for the gradient, none being computed again: x, what goes into f and the
  /// product, what comes out of it. ReLU's slope follows from its output.
  std::int64_t saved = 0;
};

/// Throws Error unless both sizes are at least 1 and everything, in bytes and operations, stays below 2^63.
FfnCost ffn_cost(const FfnKind& kind, std::int64_t d_model, std::int64_t d_ff, bool has_biases = false);

/// Bytes of each parameter with Adam in mixed precision: the 16-bit weight and gradient, and the weight and
/// both moments in float32.
inline constexpr std::int64_t training_bytes = 16;

/// The order of operations: as it is meant, or `(f(x W1) W2) * (x W3)`, as it is often misprinted.
enum class FfnOrder { corrected, printed };

/// Checks that the misprinted order multiplies arrays of one shape; `rows` are written as given, "4" or "n".
/// Throws Error naming both shapes.
void check_order(const FfnKind& kind, FfnOrder order, std::string_view rows, std::int64_t d_model,
                 std::int64_t d_ff);

}  // namespace actviz
