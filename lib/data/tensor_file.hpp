#pragma once
// Files of numbers: .npy, .npz, .safetensors, CSV and bare elements, told apart by their content.
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/mapped_file.hpp"
#include "lib/data/dtype.hpp"
#include "lib/data/row_reader.hpp"

namespace actviz {

/// The first size in the shape of what ends where its text or its pipe ends.
inline constexpr std::uint64_t unknown_size = std::numeric_limits<std::uint64_t>::max();

/// A file with more tensors, a tensor with more dimensions or a longer header is refused.
inline constexpr std::size_t most_tensors = 100'000, most_dimensions = 64;

/// What a file says of a tensor.
struct Tensor {
  std::string name;  ///< as in the file, any bytes; empty in a file that holds only one
  DType dtype = DType::f64;
  std::vector<std::uint64_t> shape;
  std::vector<std::string> columns{};  ///< the names in the first line of a CSV file, if it has them
};

/// A tensor that is in the file but not for us: complex, of text, of a type unknown here.
struct Unreadable {
  std::string name;
  Error why;
};

/// Elements without a header, little-endian, row after row.
struct Raw {
  DType dtype;
  std::uint64_t columns;     ///< at least 1
  std::uint64_t offset = 0;  ///< bytes before the first element
};

/// What a file does not say itself.
struct OpenOptions {
  /// The type of elements that the file stores as plain bytes (numpy's V2 of bfloat16, V1 and f1 of the
  /// eight-bit floats) or as unsigned integers of that size. Tensors of any other type are then unreadable.
  std::optional<DType> dtype{};
  /// Takes the content for bare elements, whatever it looks like.
  std::optional<Raw> raw{};
  /// Whether a CSV file begins with names. Where not given, it does if no field of its first line is a
  /// number; a first line 0, 1, 2 ... is refused, for it may be either.
  std::optional<bool> heading{};
};

/// An open file of tensors; of all but CSV, nothing but headers has been read and checked.
class TensorFile {
 public:
  virtual ~TensorFile() = default;

  /// At least one, in the order of the file.
  std::span<const Tensor> tensors() const { return tensors_; }
  std::span<const Unreadable> unreadable() const { return unreadable_; }

  /// Begins to read `tensors()[tensor]`, of a mapped file any number of times and by several threads, of a
  /// stream once. Throws Error where it has no rows or no such axis, and where its order in a stream or in a
  /// compressed archive would need more than `largest_block` of memory.
  virtual std::unique_ptr<RowReader> rows(std::size_t tensor, const Layout& layout = {}) const = 0;

 protected:
  std::vector<Tensor> tensors_;
  std::vector<Unreadable> unreadable_;
};

/// Opens a file, "-" being standard input. Throws Error naming the file and the reason: a format that is not
/// read (with how to convert it), a header that is damaged or would ask for more than the file holds, no
/// readable tensor.
std::unique_ptr<TensorFile> open_tensors(const std::string& path, const OpenOptions& options = {});

/// The same for what is open already.
std::unique_ptr<TensorFile> open_tensors(Input input, const OpenOptions& options = {});

}  // namespace actviz
