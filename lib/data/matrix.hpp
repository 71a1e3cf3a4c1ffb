#pragma once
// A tensor seen as a matrix: where its rows and columns lie in memory.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/data/row_reader.hpp"

namespace actviz {

/// The bytes that a shape takes; nothing where they are more than 2^64.
std::optional<std::uint64_t> byte_size(std::span<const std::uint64_t> shape, std::size_t element_size);

/// "(3, 4)".
std::string shape_text(std::span<const std::uint64_t> shape);

/// Distances count elements.
struct Matrix {
  struct Axis {
    std::uint64_t size, stride;
  };

  std::uint64_t rows = 1, columns = 1, column_stride = 1;
  std::vector<Axis> row_axes;  ///< slowest first, none of size 1, merged where one continues the other
  /// As many rows as together fill a contiguous piece of memory, a slab; slab follows slab.
  std::uint64_t slab_rows = 1;

  /// Whether memory holds row after row.
  bool in_order() const { return slab_rows == 1 && (columns == 1 || column_stride == 1); }
};

/// A shape whose elements are counted. Throws Error, with `name` for the tensor, where it has no dimension,
/// no elements or no such axis.
Matrix as_matrix(std::span<const std::uint64_t> shape, bool fortran, Layout layout, const std::string& name);

/// As many rows of that many columns as there come, one after the other. Throws Error unless the layout's
/// axis is the last of two.
Matrix endless_matrix(std::uint64_t columns, Layout layout, const std::string& name);

/// Rows and columns of a matrix.
struct Window {
  std::uint64_t first_row;
  std::size_t rows;
  std::uint64_t first_column;
  std::size_t columns;
};

/// Copies a window of a matrix whose elements (1, 2, 4 or 8 bytes each, in the other byte order where
/// `swapped`) begin at `from` into whole rows that begin at `to` with the first one of the window.
void gather(const Matrix& matrix, const Window& window, std::size_t element_size, bool swapped,
            const std::byte* from, std::byte* to);

/// Turns the byte order of elements around.
void swap_bytes(std::span<std::byte> elements, std::size_t element_size);

}  // namespace actviz
