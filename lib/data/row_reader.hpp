#pragma once
// A tensor as a matrix, read from its first row to its last in blocks of rows.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "lib/data/dtype.hpp"

namespace actviz {

/// Which axis of a tensor holds the columns; the others, in their order, are flattened into rows (C order,
/// whatever the order of the file).
struct Layout {
  long long axis = -1;  ///< negative: counted from the end
};

/// Images: batch, channel, height, width. The columns are the channels.
inline constexpr Layout nchw{1};

/// A block that has to be copied has at most this many bytes, and so has a row: what a file says cannot ask
/// for more memory.
inline constexpr std::size_t largest_block = 64 << 20;

/// Some consecutive whole rows.
class RowBlock {
 public:
  RowBlock() = default;
  RowBlock(RowBlock&&) = default;
  RowBlock& operator=(RowBlock&&) = default;

  /// How many there are; none is the end of the matrix.
  std::size_t rows() const { return rows_; }
  /// The index of the first one.
  std::uint64_t first() const { return first_; }
  /// Their elements, row-major, in this machine's byte order, aligned for their type.
  std::span<const std::byte> bytes() const { return bytes_; }
  /// The same as numbers of the type that the reader's dtype stands for.
  template <class T>
  std::span<const T> elements() const {
    return {reinterpret_cast<const T*>(bytes_.data()), bytes_.size() / sizeof(T)};
  }

 private:
  friend class RowReader;
  std::uint64_t first_ = 0;
  std::size_t rows_ = 0;
  std::span<const std::byte> bytes_;
  std::vector<std::byte> buffer_;
};

/// Reads a matrix. Its blocks stay as they are until they are filled again or the reader is gone.
class RowReader {
 public:
  virtual ~RowReader() = default;

  DType dtype() const { return dtype_; }
  std::uint64_t columns() const { return columns_; }
  /// Unknown for what has no header and comes in order: a CSV file, bare elements from a pipe.
  std::optional<std::uint64_t> rows() const { return rows_; }

  /// Moves on to the next rows: at most `most`, fewer only at the end and where a copy would be larger than
  /// `largest_block`. They are a view into the file where it is mapped and they lie there so, else in the
  /// block's own memory. Throws Error naming the file where its rows are damaged or cannot be read.
  void next(RowBlock& block, std::size_t most);

  /// Passes over rows, as far as there are any; what was read in order to pass them is checked.
  void skip(std::uint64_t count);

 protected:
  RowReader(DType dtype, std::uint64_t columns, std::optional<std::uint64_t> rows);

  /// The bytes of a row. A reader that copies rows has checked that they are at most `largest_block`.
  std::size_t row_bytes() const { return static_cast<std::size_t>(columns_) * size_of(dtype_); }
  std::uint64_t position() const { return position_; }

  /// Rows `position()` and on, `count` of them or fewer at the end of what has no known number of rows; lying
  /// in `buffer` or elsewhere.
  virtual std::span<const std::byte> read(std::size_t count, std::vector<std::byte>& buffer) = 0;
  /// Whether rows can be passed over without reading them.
  virtual bool jump(std::uint64_t) { return false; }
  virtual bool copies() const { return true; }

 private:
  DType dtype_;
  std::uint64_t columns_;
  std::optional<std::uint64_t> rows_;
  std::uint64_t position_ = 0;
};

}  // namespace actviz
