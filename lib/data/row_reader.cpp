#include "lib/data/row_reader.hpp"

#include <algorithm>

namespace actviz {

RowReader::RowReader(DType dtype, std::uint64_t columns, std::optional<std::uint64_t> rows)
    : dtype_(dtype), columns_(columns), rows_(rows) {}

void RowReader::next(RowBlock& block, std::size_t most) {
  if (rows_) most = static_cast<std::size_t>(std::min<std::uint64_t>(most, *rows_ - position_));
  if (copies()) most = std::min(most, std::max<std::size_t>(1, largest_block / row_bytes()));
  block.first_ = position_;
  block.bytes_ = most == 0 ? std::span<const std::byte>() : read(most, block.buffer_);
  block.rows_ = block.bytes_.size() / row_bytes();
  position_ += block.rows_;
}

void RowReader::skip(std::uint64_t count) {
  if (rows_) count = std::min(count, *rows_ - position_);
  if (jump(count)) {
    position_ += count;
    return;
  }
  constexpr std::size_t chunk = 1 << 20;
  const std::size_t some = std::max<std::size_t>(1, chunk / row_bytes());
  for (RowBlock block; count > 0; count -= block.rows()) {
    next(block, static_cast<std::size_t>(std::min<std::uint64_t>(count, some)));
    if (block.rows() == 0) return;
  }
}

}  // namespace actviz
