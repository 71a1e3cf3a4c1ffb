#pragma once
// The weights of a feed-forward block in a file of tensors.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/analysis/ffn_forward.hpp"
#include "lib/data/tensor_file.hpp"

namespace actviz::app {

/// All rows of a tensor, `name` standing for it in messages. Throws Error for more than a forward pass may
/// take.
DenseMatrix read_matrix(RowReader& reader, const std::string& name);

/// Finds W1, W3 and W2 by their names: w1, w3, w2; gate_proj, up_proj, down_proj with or without _proj; of a
/// plain block also fc1 and fc2; gate_up_proj for W1 and W3 in one. NAME.weight is as PyTorch stores it, with
/// a row for each output, anything else as it stands in x W; NAME.bias belongs to it.
class FfnWeightFile {
 public:
  /// Reads headers alone; `glob` chooses among the tensors, `half` is the gated one of a fused matrix. Throws
  /// Error for a matrix that is not there or there several times, and for a tensor that is no matrix.
  FfnWeightFile(const std::string& path, const std::optional<std::string>& glob, const FfnKind& kind,
                Half half);

  /// As they stand in x W, that of x unset.
  const FfnShapes& shapes() const { return shapes_; }
  bool has_biases() const { return w1_.bias || w3_.bias || w2_.bias; }
  FfnWeights read() const;

 private:
  /// Where a matrix lies: the tensor, how it is stored, and which half of the columns it is, if not all.
  struct Place {
    std::size_t tensor = 0;
    bool is_transposed = false;
    std::optional<Half> half{};
    std::optional<std::size_t> bias{};
  };

  std::string label(std::size_t tensor) const;
  std::optional<Place> find(const std::vector<std::string_view>& names) const;
  Place find_or_fail(std::string_view matrix, const std::vector<std::string_view>& names) const;
  Shape shape_of(const Place& place) const;
  DenseMatrix matrix(const Place& place) const;
  std::vector<double> bias(const Place& place) const;

  std::string path_;
  std::optional<std::string> glob_;
  bool is_gated_;
  std::unique_ptr<TensorFile> file_;
  Place w1_, w3_, w2_;
  FfnShapes shapes_;
};

}  // namespace actviz::app
