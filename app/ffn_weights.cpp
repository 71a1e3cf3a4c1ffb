#include "app/ffn_weights.hpp"

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/data/matrix.hpp"

namespace actviz::app {
namespace {

/// What a tensor's name says: "model.layers.0.mlp.up_proj.weight" is a weight of up_proj.
struct Role {
  std::string of;
  bool is_weight = false, is_bias = false;
};

Role role_of(std::string_view name) {
  const auto last_part = [](std::string_view text) { return text.substr(text.rfind('.') + 1); };
  Role role{std::string(last_part(name)), last_part(name) == "weight", last_part(name) == "bias"};
  if (role.is_weight || role.is_bias) {
    const auto dot = name.rfind('.');
    role.of = last_part(name.substr(0, dot == std::string_view::npos ? 0 : dot));
  }
  return role;
}

/// One half of each row.
std::vector<double> halved(const std::vector<double>& values, std::size_t columns, Half half) {
  const std::size_t width = columns / 2, first = half == Half::first ? 0 : width;
  std::vector<double> kept;
  kept.reserve(values.size() / 2);
  for (std::size_t row = 0; row < values.size(); row += columns)
    kept.insert(kept.end(), values.begin() + static_cast<std::ptrdiff_t>(row + first),
                values.begin() + static_cast<std::ptrdiff_t>(row + first + width));
  return kept;
}

Half other(Half half) { return half == Half::first ? Half::second : Half::first; }

}  // namespace

DenseMatrix read_matrix(RowReader& reader, const std::string& name) {
  const auto columns = static_cast<std::size_t>(reader.columns());
  DenseMatrix matrix{{0, static_cast<std::int64_t>(columns)}, {}};
  constexpr std::size_t most = most_forward_bytes / sizeof(double);
  const auto refuse_beyond = [&](std::uint64_t rows) {
    if (rows > most / columns)
      throw Error(name + " has more than 2 GiB of numbers",
                  "a forward pass takes at most 2 GiB; take fewer rows");
  };
  if (reader.rows()) {
    refuse_beyond(*reader.rows());
    matrix.values.reserve(static_cast<std::size_t>(*reader.rows()) * columns);
  }
  RowBlock block;
  const std::size_t at_once = std::max<std::size_t>(1, (1 << 20) / columns);
  for (reader.next(block, at_once); block.rows() > 0; reader.next(block, at_once)) {
    const std::size_t before = matrix.values.size();
    refuse_beyond(before / columns + block.rows());
    matrix.values.resize(before + block.rows() * columns);
    to_doubles(reader.dtype(), block.bytes(), std::span(matrix.values).subspan(before));
  }
  matrix.shape.rows = static_cast<std::int64_t>(matrix.values.size() / columns);
  return matrix;
}

FfnWeightFile::FfnWeightFile(const std::string& path, const std::optional<std::string>& glob,
                             const FfnKind& kind, Half half)
    : path_(path), glob_(glob), is_gated_(kind.gate != nullptr), file_(open_tensors(path)) {
  w2_ = find_or_fail("W2", {"w2", "down_proj", "down", "fc2"});
  if (!is_gated_) {
    w1_ = find_or_fail("W1", {"w1", "up_proj", "up", "fc1"});
  } else if (const auto fused = find({"gate_up_proj", "gate_up", "w13"})) {
    w1_ = w3_ = *fused;
    if (const Shape whole = shape_of(w1_); whole.columns % 2 != 0)
      throw Error(
          label(w1_.tensor) + " has " + std::to_string(whole.columns) + " columns, which are no two halves",
          "a fused matrix has as many for W1 as for W3");
    w1_.half = half;
    w3_.half = other(half);
  } else {
    w1_ = find_or_fail("W1", {"w1", "gate_proj", "gate"});
    w3_ = find_or_fail("W3", {"w3", "up_proj", "up"});
  }
  shapes_.w1 = shape_of(w1_);
  shapes_.w2 = shape_of(w2_);
  if (is_gated_) shapes_.w3 = shape_of(w3_);
}

FfnWeights FfnWeightFile::read() const {
  FfnWeights weights{matrix(w1_), {}, matrix(w2_), bias(w1_), {}, bias(w2_)};
  if (!is_gated_) return weights;
  weights.w3 = matrix(w3_);
  weights.b3 = bias(w3_);
  return weights;
}

std::string FfnWeightFile::label(std::size_t tensor) const {
  return in_quotes(path_) + ": tensor " + in_quotes(file_->tensors()[tensor].name);
}

std::optional<FfnWeightFile::Place> FfnWeightFile::find(const std::vector<std::string_view>& names) const {
  std::optional<Place> found;
  std::optional<std::size_t> bias;
  for (std::size_t i = 0; i < file_->tensors().size(); ++i) {
    const Tensor& tensor = file_->tensors()[i];
    const Role role = role_of(tensor.name);
    const bool is_named =
        std::ranges::any_of(names, [&](std::string_view name) { return folded(role.of) == folded(name); });
    if (!is_named || (glob_ && !matches_glob(*glob_, tensor.name))) continue;
    if (role.is_bias) {
      bias = i;
      continue;
    }
    if (found)
      throw Error(label(found->tensor) + " and " + in_quotes(tensor.name) + " could both be the same matrix",
                  "choose one layer: --tensor 'model.layers.0.mlp.*'");
    found = Place{.tensor = i, .is_transposed = role.is_weight};
    if (tensor.shape.size() != 2)
      throw Error(label(i) + " has the shape " + shape_text(tensor.shape) + ", which is no matrix",
                  "a weight has two axes");
  }
  if (found) found->bias = bias;
  return found;
}

FfnWeightFile::Place FfnWeightFile::find_or_fail(std::string_view matrix,
                                                 const std::vector<std::string_view>& names) const {
  if (const auto found = find(names)) return *found;
  std::string all;
  for (const std::string_view name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  throw Error(in_quotes(path_) + " has no tensor for " + std::string(matrix) + ", expected one of " + all +
                  (glob_ ? " that matches " + in_quotes(*glob_) : ""),
              "names may end in .weight, as PyTorch stores them, and begin with a layer's");
}

Shape FfnWeightFile::shape_of(const Place& place) const {
  const auto& shape = file_->tensors()[place.tensor].shape;
  Shape stored{static_cast<std::int64_t>(shape[0]), static_cast<std::int64_t>(shape[1])};
  if (place.is_transposed) std::swap(stored.rows, stored.columns);
  if (place.half) stored.columns /= 2;
  return stored;
}

DenseMatrix FfnWeightFile::matrix(const Place& place) const {
  const auto reader = file_->rows(place.tensor, Layout{place.is_transposed ? 0 : 1});
  DenseMatrix matrix = read_matrix(*reader, label(place.tensor));
  if (!place.half) return matrix;
  matrix.values = halved(matrix.values, static_cast<std::size_t>(matrix.shape.columns), *place.half);
  matrix.shape.columns /= 2;
  return matrix;
}

std::vector<double> FfnWeightFile::bias(const Place& place) const {
  if (!place.bias) return {};
  const auto reader = file_->rows(*place.bias);
  auto values = read_matrix(*reader, label(*place.bias)).values;
  return place.half ? halved(values, values.size(), *place.half) : values;
}

}  // namespace actviz::app
