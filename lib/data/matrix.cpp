#include "lib/data/matrix.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

std::size_t find_axis(std::span<const std::uint64_t> shape, long long axis, const std::string& name) {
  const auto dimensions = static_cast<long long>(shape.size());
  if (axis >= -dimensions && axis < dimensions)
    return static_cast<std::size_t>(axis < 0 ? axis + dimensions : axis);
  throw Error(name + ": no axis " + std::to_string(axis) + " in shape " + shape_text(shape),
              "axes are counted from 0, or from the end: -1");
}

void require_elements(std::span<const std::uint64_t> shape, const std::string& name) {
  if (shape.empty())
    throw Error(name + ": a single number, not rows of numbers", "save an array of rows and columns");
  if (std::ranges::find(shape, 0u) != shape.end())
    throw Error(name + ": shape " + shape_text(shape) + " has no elements",
                "save an array that is not empty");
}

std::vector<std::uint64_t> strides_of(std::span<const std::uint64_t> shape, bool fortran) {
  std::vector<std::uint64_t> strides(shape.size());
  std::uint64_t stride = 1;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::size_t next = fortran ? i : shape.size() - 1 - i;
    strides[next] = stride;
    stride *= shape[next];
  }
  return strides;
}

std::uint8_t swapped_bytes(std::uint8_t word) { return word; }
std::uint16_t swapped_bytes(std::uint16_t word) { return __builtin_bswap16(word); }
std::uint32_t swapped_bytes(std::uint32_t word) { return __builtin_bswap32(word); }
std::uint64_t swapped_bytes(std::uint64_t word) { return __builtin_bswap64(word); }

template <class Word>
Word load(const std::byte* from) {
  Word word;
  std::memcpy(&word, from, sizeof(Word));
  return word;
}

template <class Word>
void swap_all(std::span<std::byte> elements) {
  for (std::size_t i = 0; i < elements.size(); i += sizeof(Word)) {
    const Word word = swapped_bytes(load<Word>(elements.data() + i));
    std::memcpy(elements.data() + i, &word, sizeof(Word));
  }
}

/// Some consecutive rows at one distance from each other.
struct Run {
  std::uint64_t offset, stride;
  std::size_t rows;
};

/// The run that begins with a row and ends before `limit` rows.
Run run_at(const Matrix& matrix, std::uint64_t row, std::size_t limit) {
  if (matrix.row_axes.empty()) return {0, 0, 1};
  const auto& inner = matrix.row_axes.back();
  const std::uint64_t left = inner.size - row % inner.size;
  Run run{0, inner.stride, static_cast<std::size_t>(std::min<std::uint64_t>(left, limit))};
  for (std::size_t i = matrix.row_axes.size(); i-- > 0;) {
    run.offset += row % matrix.row_axes[i].size * matrix.row_axes[i].stride;
    row /= matrix.row_axes[i].size;
  }
  return run;
}

/// Tiles of this size are turned at a time, in memory of their own: rows may lie a power of two apart, where
/// a cache has room for few of them.
constexpr std::size_t tile_rows = 128, tile_columns = 32;

template <class Word, bool swapped>
void turn(const std::byte* from, std::uint64_t row_stride, std::uint64_t column_stride, std::size_t rows,
          std::size_t columns, std::byte* to, std::size_t row_bytes) {
  std::array<Word, tile_rows * tile_columns> turned;
  for (std::size_t column = 0; column < columns; ++column)
    for (std::size_t row = 0; row < rows; ++row) {
      const Word word = load<Word>(from + (row * row_stride + column * column_stride) * sizeof(Word));
      turned[row * tile_columns + column] = swapped ? swapped_bytes(word) : word;
    }
  for (std::size_t row = 0; row < rows; ++row)
    std::memcpy(to + row * row_bytes, &turned[row * tile_columns], columns * sizeof(Word));
}

template <class Word, bool swapped = false>
void gather_words(const Matrix& matrix, const Window& window, const std::byte* from, std::byte* to) {
  const std::size_t row_bytes = static_cast<std::size_t>(matrix.columns) * sizeof(Word);
  for (std::size_t column = 0; column < window.columns; column += tile_columns) {
    const std::size_t columns = std::min(tile_columns, window.columns - column);
    const std::uint64_t first_column = window.first_column + column;
    for (std::size_t row = 0; row < window.rows;) {
      const Run run = run_at(matrix, window.first_row + row, std::min(tile_rows, window.rows - row));
      turn<Word, swapped>(from + (run.offset + first_column * matrix.column_stride) * sizeof(Word),
                          run.stride, matrix.column_stride, run.rows, columns,
                          to + row * row_bytes + first_column * sizeof(Word), row_bytes);
      row += run.rows;
    }
  }
}

}  // namespace

std::string shape_text(std::span<const std::uint64_t> shape) {
  std::vector<std::string> sizes;
  for (const auto size : shape) sizes.push_back(std::to_string(size));
  return '(' + join(sizes, ", ") + ')';
}

std::optional<std::uint64_t> byte_size(std::span<const std::uint64_t> shape, std::size_t element_size) {
  if (std::ranges::find(shape, 0u) != shape.end()) return 0;
  std::uint64_t size = element_size;
  for (const auto dimension : shape)
    if (__builtin_mul_overflow(size, dimension, &size)) return {};
  return size;
}

Matrix as_matrix(std::span<const std::uint64_t> shape, bool fortran, Layout layout, const std::string& name) {
  require_elements(shape, name);
  const std::size_t column_axis = find_axis(shape, layout.axis, name);
  const auto strides = strides_of(shape, fortran);
  Matrix matrix{.columns = shape[column_axis], .column_stride = strides[column_axis], .row_axes = {}};
  auto& axes = matrix.row_axes;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i == column_axis || shape[i] == 1) continue;
    matrix.rows *= shape[i];
    if (!axes.empty() && axes.back().stride == shape[i] * strides[i]) {
      axes.back() = {axes.back().size * shape[i], strides[i]};
    } else {
      axes.push_back({shape[i], strides[i]});
    }
  }
  // The slowest rows are slabs where nothing lies farther apart than they do.
  const bool in_slabs = !axes.empty() && axes[0].stride == matrix.rows / axes[0].size * matrix.columns;
  matrix.slab_rows = in_slabs ? matrix.rows / axes[0].size : matrix.rows;
  return matrix;
}

Matrix endless_matrix(std::uint64_t columns, Layout layout, const std::string& name) {
  if (layout.axis != -1 && layout.axis != 1)
    throw Error(name + ": comes row by row, so that its columns are the last axis",
                "save it as .npy for another axis");
  return {.columns = columns, .row_axes = {}};
}

void gather(const Matrix& matrix, const Window& window, std::size_t element_size, bool swapped,
            const std::byte* from, std::byte* to) {
  switch (element_size) {
    case 1:
      return gather_words<std::uint8_t>(matrix, window, from, to);
    case 2:
      return swapped ? gather_words<std::uint16_t, true>(matrix, window, from, to)
                     : gather_words<std::uint16_t>(matrix, window, from, to);
    case 4:
      return swapped ? gather_words<std::uint32_t, true>(matrix, window, from, to)
                     : gather_words<std::uint32_t>(matrix, window, from, to);
    default:
      return swapped ? gather_words<std::uint64_t, true>(matrix, window, from, to)
                     : gather_words<std::uint64_t>(matrix, window, from, to);
  }
}

void swap_bytes(std::span<std::byte> elements, std::size_t element_size) {
  if (element_size == 2) swap_all<std::uint16_t>(elements);
  if (element_size == 4) swap_all<std::uint32_t>(elements);
  if (element_size == 8) swap_all<std::uint64_t>(elements);
}

}  // namespace actviz
