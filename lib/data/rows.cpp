#include "lib/data/rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/error.hpp"

namespace actviz {
namespace {

std::uint64_t bytes_of_row(const Elements& elements) {
  return elements.matrix.columns * size_of(elements.dtype);
}

/// Rows that are copied one block at a time.
void require_short_rows(const Elements& elements) {
  if (bytes_of_row(elements) > largest_block)
    throw Error(elements.name + ": a row has more than 64 MiB", "is another axis meant?");
}

/// Rows of a mapped file that lie there one after the other.
class MappedRows : public RowReader {
 public:
  MappedRows(const Elements& elements, std::shared_ptr<const MappedFile> file, std::uint64_t offset,
             std::optional<Checksum> checksum)
      : RowReader(elements.dtype, elements.matrix.columns, elements.matrix.rows),
        file_(std::move(file)),
        offset_(offset),
        released_(offset),
        checksum_(std::move(checksum)),
        swapped_(elements.swapped && size_of(elements.dtype) > 1) {
    const std::uint64_t size = elements.matrix.rows * bytes_of_row(elements);
    const auto address = reinterpret_cast<std::uintptr_t>(file_->bytes(offset, size).data());
    copies_ = swapped_ || address % size_of(elements.dtype) != 0;
    if (copies_) require_short_rows(elements);
    file_->expect_in_order(offset, size);
  }

 private:
  std::span<const std::byte> read(std::size_t count, std::vector<std::byte>& buffer) override {
    const std::uint64_t at = offset_ + position() * row_bytes();
    if (at - released_ >= kept_in_memory) {
      file_->release(released_, at - released_);
      released_ = at;
    }
    const auto bytes = file_->bytes(at, std::uint64_t{count} * row_bytes());
    if (checksum_) checksum_->add(bytes);
    if (!copies_) return bytes;
    buffer.assign(bytes.begin(), bytes.end());
    if (swapped_) swap_bytes(buffer, size_of(dtype()));
    return buffer;
  }

  bool jump(std::uint64_t count) override {
    if (count > 0) checksum_.reset();
    return true;
  }

  bool copies() const override { return copies_; }

  std::shared_ptr<const MappedFile> file_;
  std::uint64_t offset_, released_;
  std::optional<Checksum> checksum_;
  bool swapped_, copies_ = false;
};

/// Rows of a mapped file in any other order.
class GatheredRows : public RowReader {
 public:
  GatheredRows(const Elements& elements, std::shared_ptr<const MappedFile> file, std::uint64_t offset)
      : RowReader(elements.dtype, elements.matrix.columns, elements.matrix.rows),
        elements_(elements),
        file_(std::move(file)),
        offset_(offset) {
    require_short_rows(elements);
  }

 private:
  std::span<const std::byte> read(std::size_t count, std::vector<std::byte>& buffer) override {
    const Matrix& matrix = elements_.matrix;
    const std::size_t element_size = size_of(dtype());
    buffer.resize(count * row_bytes());
    const std::uint64_t size = matrix.rows * row_bytes();
    const auto bytes = file_->bytes(offset_, size);
    const auto piece = static_cast<std::size_t>(
        std::clamp<std::uint64_t>(most_touched / touched_by_column(count), 1, matrix.columns));
    for (std::size_t column = 0; column < matrix.columns; column += piece) {
      const std::size_t columns = std::min(piece, static_cast<std::size_t>(matrix.columns) - column);
      gather(matrix, {position(), count, column, columns}, element_size, elements_.swapped, bytes.data(),
             buffer.data());
      touched_ += columns * touched_by_column(count);
      if (touched_ < most_touched) continue;
      file_->release(offset_, size);
      touched_ = 0;
    }
    return buffer;
  }

  bool jump(std::uint64_t) override { return true; }

  /// How much memory of the file one column of some rows may bring in, at most.
  std::uint64_t touched_by_column(std::size_t rows) const {
    const auto& matrix = elements_.matrix;
    const std::uint64_t slabs = rows / matrix.slab_rows + 2, slab_bytes = matrix.slab_rows * row_bytes();
    const std::uint64_t all = (slabs * slab_bytes + brought_in) / matrix.columns + 1;
    if (slabs * slab_bytes < most_touched) return all;  // whole slabs, by all columns together
    const auto& inner = matrix.row_axes.back();
    const std::uint64_t runs = inner.stride == 1 ? rows / inner.size + 2 : rows;
    return runs * brought_in + rows * size_of(dtype());
  }

  /// What one look at a file brings in: the pages around it that are at hand.
  static constexpr std::uint64_t brought_in = 64 << 10, most_touched = 64 << 20;

  Elements elements_;
  std::shared_ptr<const MappedFile> file_;
  std::uint64_t offset_, touched_ = 0;
};

/// What streams have in common: their end.
class StreamedRows : public RowReader {
 protected:
  StreamedRows(const Elements& elements, std::unique_ptr<Source> source, bool rows_known)
      : RowReader(elements.dtype, elements.matrix.columns,
                  rows_known ? std::optional(elements.matrix.rows) : std::nullopt),
        elements_(elements),
        source_(std::move(source)) {
    require_short_rows(elements);
  }

  /// Fills up to `size` bytes of a buffer, which grows with what has come, not with what was promised.
  std::size_t fill(std::vector<std::byte>& buffer, std::size_t size) {
    constexpr std::size_t step = 1 << 20;
    std::size_t got = 0;
    while (got < size) {
      const std::size_t wanted = std::min(step, size - got);
      if (buffer.size() < got + wanted) buffer.resize(got + wanted);
      const std::size_t count = read_fully(*source_, {reinterpret_cast<char*>(buffer.data() + got), wanted});
      got += count;
      if (count < wanted) break;
    }
    return got;
  }

  [[noreturn]] void fail_short() const {
    throw Error(elements_.name + ": ends before its last row", "it was cut short: write it again");
  }

  void require_end() {
    std::array<char, 1> beyond;
    if (source_->read(beyond) > 0)
      throw Error(elements_.name + ": bytes follow its last row",
                  "one array a file; numpy.savez holds several");
  }

  Elements elements_;
  std::unique_ptr<Source> source_;
};

/// Rows in the order of the stream.
class StreamedInOrder : public StreamedRows {
 public:
  StreamedInOrder(const Elements& elements, std::unique_ptr<Source> source, bool rows_known)
      : StreamedRows(elements, std::move(source), rows_known) {}

 private:
  std::span<const std::byte> read(std::size_t count, std::vector<std::byte>& buffer) override {
    const std::size_t got = fill(buffer, count * row_bytes());
    if (rows() ? got < count * row_bytes() : got % row_bytes() != 0) fail_short();
    if (rows() && position() + count == *rows()) require_end();
    if (got == 0 && position() == 0)
      throw Error(elements_.name + ": has no rows", "write numbers to it first");
    const auto bytes = std::span(buffer).first(got);
    if (elements_.swapped) swap_bytes(bytes, size_of(dtype()));
    return bytes;
  }
};

/// Rows gathered from slabs, which come one after the other.
class StreamedInSlabs : public StreamedRows {
 public:
  StreamedInSlabs(const Elements& elements, std::unique_ptr<Source> source)
      : StreamedRows(elements, std::move(source), true) {
    if (slab_rows() > largest_block / row_bytes())
      throw Error(elements.name + ": its order of elements needs more than 64 MiB of memory",
                  "save it uncompressed to a file, or in the order of its rows: numpy.ascontiguousarray");
  }

 private:
  std::uint64_t slab_rows() const { return elements_.matrix.slab_rows; }

  std::span<const std::byte> read(std::size_t count, std::vector<std::byte>& buffer) override {
    std::size_t done = 0;
    while (done < count) {
      const std::uint64_t row = position() + done;
      if (row % slab_rows() == 0) next_slab();
      const auto left = static_cast<std::size_t>(slab_rows() - row % slab_rows());
      const std::size_t some = std::min(left, count - done);
      buffer.resize((done + some) * row_bytes());  // with what has come, not with what was promised
      gather(elements_.matrix, {row % slab_rows(), some, 0, static_cast<std::size_t>(columns())},
             size_of(dtype()), elements_.swapped, slab_.data(), buffer.data() + done * row_bytes());
      done += some;
    }
    if (position() + count == *rows()) require_end();
    return buffer;
  }

  void next_slab() {
    const std::size_t size = static_cast<std::size_t>(slab_rows()) * row_bytes();
    if (fill(slab_, size) < size) fail_short();
  }

  std::vector<std::byte> slab_;
};

/// Passes a whole range by its checksum.
void verify(Checksum& checksum, std::shared_ptr<const MappedFile> file, std::uint64_t offset,
            std::uint64_t size) {
  MappedSource source(std::move(file), offset, size);
  std::vector<char> buffer(1 << 18);
  while (const std::size_t count = source.read(buffer))
    checksum.add(std::as_bytes(std::span(buffer).first(count)));
}

}  // namespace

std::unique_ptr<RowReader> mapped_rows(const Elements& elements, std::shared_ptr<const MappedFile> file,
                                       std::uint64_t offset, std::optional<Checksum> checksum) {
  if (elements.matrix.in_order())
    return std::make_unique<MappedRows>(elements, std::move(file), offset, std::move(checksum));
  if (checksum) verify(*checksum, file, offset, elements.matrix.rows * bytes_of_row(elements));
  return std::make_unique<GatheredRows>(elements, std::move(file), offset);
}

std::unique_ptr<RowReader> streamed_rows(const Elements& elements, std::unique_ptr<Source> source,
                                         bool rows_known) {
  if (elements.matrix.in_order())
    return std::make_unique<StreamedInOrder>(elements, std::move(source), rows_known);
  return std::make_unique<StreamedInSlabs>(elements, std::move(source));
}

std::size_t read_fully(Source& source, std::span<char> buffer) {
  std::size_t held = 0;
  while (held < buffer.size()) {
    const std::size_t count = source.read(buffer.subspan(held));
    if (count == 0) break;
    held += count;
  }
  return held;
}

}  // namespace actviz
