#pragma once
// The ways in which rows of elements come: as they lie in a mapped file, gathered from it, out of a stream.
#include <memory>
#include <optional>
#include <string>

#include "lib/base/mapped_file.hpp"
#include "lib/data/inflate.hpp"
#include "lib/data/matrix.hpp"
#include "lib/data/row_reader.hpp"

namespace actviz {

/// A matrix of elements and how they are written.
struct Elements {
  DType dtype;
  bool swapped;  ///< in the other byte order
  Matrix matrix;
  std::string name;  ///< of the tensor, for messages
};

/// Rows of a mapped file from `offset` on, which lie within it. A checksum has passed the bytes before; it is
/// not held against rows of which some are skipped.
std::unique_ptr<RowReader> mapped_rows(const Elements& elements, std::shared_ptr<const MappedFile> file,
                                       std::uint64_t offset, std::optional<Checksum> checksum);

/// Rows of a stream, which must end with the last one; as many as it has where their number is not known.
/// Throws Error where their order would need more than `largest_block` of memory.
std::unique_ptr<RowReader> streamed_rows(const Elements& elements, std::unique_ptr<Source> source,
                                         bool rows_known);

/// Fills as much of a buffer as a source can.
std::size_t read_fully(Source& source, std::span<char> buffer);

}  // namespace actviz
