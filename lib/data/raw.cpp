#include <algorithm>
#include <array>
#include <utility>

#include "lib/data/formats.hpp"

namespace actviz {
namespace {

void pass_over(Source& source, std::uint64_t size, const std::string& name) {
  std::array<char, 65536> buffer;
  while (size > 0) {
    const std::size_t count =
        source.read(std::span(buffer).first(std::min<std::uint64_t>(size, buffer.size())));
    if (count == 0) throw Error(name + ": ends before its first row", "give a smaller offset");
    size -= count;
  }
}

}  // namespace

std::unique_ptr<TensorFile> open_raw(Input input, const OpenOptions& options) {
  const auto [dtype, columns, offset] = *options.raw;
  std::uint64_t row_bytes = 0;
  if (columns == 0 || __builtin_mul_overflow(columns, size_of(dtype), &row_bytes))
    throw Error(input.name + ": a row cannot have " + std::to_string(columns) + " columns", "give --cols");
  Array array{
      .tensor = {{}, dtype, {unknown_size, columns}}, .label = input.name, .swapped = is_foreign(false)};
  if (input.file) {
    if (offset > input.file->size())
      throw Error(input.name + ": ends before its first row", "give a smaller offset");
    const std::uint64_t size = input.file->size() - offset;
    if (size % row_bytes != 0)
      throw Error(input.name + ": " + std::to_string(size) + " bytes are no whole rows of " +
                      std::to_string(columns) + ' ' + std::string(name_of(dtype)),
                  "check --raw, --cols and --offset");
    array.tensor.shape[0] = size / row_bytes;
    array.offset = offset;
  } else {
    pass_over(*input.stream, offset, input.name);
    array.endless = true;
    array.open = given_once(std::move(input.stream), input.name);
  }
  std::vector<Array> arrays;
  arrays.push_back(std::move(array));
  return file_of(std::move(input.file), std::move(arrays));
}

}  // namespace actviz
