// Whatever bytes are given as a file of numbers: they are refused with an Error, or all rows of each tensor
// are there, the same in blocks of one and of several, and, where both can be read, from a file and from a
// stream. The first byte says how the rest is opened.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "lib/base/error.hpp"
#include "lib/data/tensor_file.hpp"

namespace {

using namespace actviz;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr const char* name = "\"x\"";

Input file(std::string_view bytes) {
  return {.name = name, .file = std::make_shared<MappedFile>(std::string(bytes), name)};
}

Input stream(std::string_view bytes) {
  return {.name = name, .stream = std::make_unique<StringSource>(std::string(bytes))};
}

/// How the first byte says that the rest is opened.
struct Choice {
  explicit Choice(std::uint8_t byte) : layout{byte & 3 ? (byte & 3) - 2 : -1} {
    constexpr DType dtypes[] = {DType::bf16, DType::f8_e4m3, DType::u16, DType::f32};
    const DType dtype = dtypes[byte >> 2 & 3];
    if ((byte & 0x70) == 0x10) options.dtype = dtype;
    if ((byte & 0x70) == 0x20) options.raw = Raw{dtype, byte & 7u, 1};
    if ((byte & 0x70) == 0x30) options.heading = (byte & 8) != 0;
  }
  OpenOptions options{};
  Layout layout;
};

/// All elements of a tensor; as many as its reader says.
std::string elements(const TensorFile& opened, std::size_t tensor, const Layout& layout,
                     std::size_t rows_a_block) {
  const auto reader = opened.rows(tensor, layout);
  std::string all;
  RowBlock block;
  std::uint64_t rows = 0;
  for (reader->next(block, rows_a_block); block.rows() > 0; reader->next(block, rows_a_block)) {
    require(block.first() == rows && block.rows() <= rows_a_block);
    rows += block.rows();
    all.append(reinterpret_cast<const char*>(block.bytes().data()), block.bytes().size());
  }
  require(!reader->rows() || rows == *reader->rows());
  require(all.size() == rows * reader->columns() * size_of(reader->dtype()));
  return all;
}

/// The elements of the first tensors of an input; nothing where one is refused.
std::optional<std::string> read(Input input, const Choice& choice, std::size_t rows_a_block) {
  constexpr std::size_t most = 8;
  try {
    const auto opened = open_tensors(std::move(input), choice.options);
    require(!opened->tensors().empty());
    std::string all;
    for (std::size_t i = 0; i < opened->tensors().size() && i < most; ++i)
      all += elements(*opened, i, choice.layout, rows_a_block);
    return all;
  } catch (const Error& error) {
    require(!error.message.empty() && !error.hint.empty());
    return {};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Choice choice(data[0]);
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto whole = read(file(bytes), choice, 1000), by_one = read(file(bytes), choice, 1);
  require(whole == by_one);
  const auto streamed = read(stream(bytes), choice, 3);
  require(!streamed || streamed == whole);
  return 0;
}
