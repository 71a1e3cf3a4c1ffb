#pragma once
// A forward pass through a feed-forward block on seeded or given weights and inputs.
#include <optional>
#include <string>
#include <vector>

#include "app/ffn_weights.hpp"

namespace actviz::app {

/// What a forward pass is asked for with.
struct PassRequest {
  std::optional<std::int64_t> rows{};   ///< of a drawn input
  std::optional<std::string> input{};   ///< a file of it
  std::optional<std::uint64_t> seed{};  ///< of what is drawn
  std::optional<std::string> dump{};    ///< where the arrays are written
};

/// One array of a forward pass.
struct PassArray {
  std::string name;
  Shape shape;
  MatrixSummary summary;
};

/// A forward pass that has been made.
struct PassReport {
  std::int64_t rows = 0;
  std::optional<std::uint64_t> seed{};  ///< where anything was drawn
  std::vector<PassArray> arrays{};
};

/// Makes the pass with the weights of a file, or with drawn ones where it is null, and writes its arrays,
/// gate, up, hidden and output, to where they are asked for. Throws Error for a size beyond memory before any
/// is taken, and for shapes that do not match.
PassReport forward_pass(const FfnKind& kind, const FfnCost& cost, const FfnWeightFile* weights,
                        const PassRequest& request, FfnOrder order);

}  // namespace actviz::app
