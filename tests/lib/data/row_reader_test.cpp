// Rows in every order of memory, in blocks of any size, of files larger than the memory they may take.
#include "lib/data/row_reader.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <numeric>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Shape = std::vector<std::size_t>;
using Numbers = std::vector<double>;

std::size_t count_of(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

/// The place of an element in memory.
std::size_t place(const Shape& shape, const Shape& index, bool fortran) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const std::size_t axis = fortran ? shape.size() - 1 - i : i;
    at = at * shape[axis] + index[axis];
  }
  return at;
}

/// The next index in C order, one axis standing still; false behind the last.
bool advance(const Shape& shape, Shape& index, std::size_t still) {
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    if (axis == still) continue;
    if (++index[axis] < shape[axis]) return true;
    index[axis] = 0;
  }
  return false;
}

/// The places of the elements of all rows, by their definition.
Numbers by_definition(const Shape& shape, std::size_t axis, bool fortran) {
  Numbers places;
  Shape index(shape.size());
  do
    for (index[axis] = 0; index[axis] < shape[axis]; ++index[axis])
      places.push_back(static_cast<double>(place(shape, index, fortran)));
  while (index[axis] = 0, advance(shape, index, axis));
  return places;
}

std::string text_of(const Shape& shape) {
  std::string text = "(";
  for (const std::size_t size : shape) text += std::to_string(size) + ',';
  return text + ')';
}

/// A .npy file whose elements are their places in memory.
template <class T>
std::string counting(const std::string& descr, const Shape& shape, bool fortran, bool big_endian) {
  std::vector<T> values(count_of(shape));
  std::iota(values.begin(), values.end(), T(0));
  return npy(descr, text_of(shape), bytes_of(values, big_endian), fortran);
}

TEST(RowReader, every_order_axis_and_block_gives_the_rows_by_definition) {
  const Shape shapes[] = {{1},          {5},          {1, 1},      {7, 3},         {3, 7},       {1, 9},
                          {9, 1},       {70, 45},     {2, 3, 4},   {3, 1, 5},      {2, 3, 4, 5}, {1, 3, 4, 5},
                          {4, 1, 3, 2}, {2, 3, 1, 1}, {40, 2, 35}, {2, 2, 2, 2, 2}};
  for (const Shape& shape : shapes)
    for (const bool fortran : {false, true}) {
      const std::string little_bytes = counting<std::uint16_t>("<u2", shape, fortran, false);
      const std::string big_bytes = counting<double>(">f8", shape, fortran, true);
      for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const Numbers expected = by_definition(shape, axis, fortran);
        const Layout layout{static_cast<long long>(axis)};
        for (const std::size_t block : {1u, 3u, 64u, 1000u}) {
          const std::string what = text_of(shape) + " axis " + std::to_string(axis) + (fortran ? " F" : " C");
          EXPECT_EQ(all_rows(file(little_bytes), {}, layout, block), expected) << what;
          EXPECT_EQ(all_rows(file(big_bytes), {}, layout, block), expected) << what;
          EXPECT_EQ(all_rows(stream(big_bytes), {}, layout, block), expected) << what;
        }
      }
    }
}

TEST(RowReader, axes_are_also_counted_from_the_end) {
  const std::string bytes = counting<float>("<f4", {2, 3, 4}, false, false);
  for (long long axis = 0; axis < 3; ++axis)
    EXPECT_EQ(all_rows(file(bytes), {}, {axis}), all_rows(file(bytes), {}, {axis - 3}));
  EXPECT_EQ(all_rows(file(bytes)), all_rows(file(bytes), {}, {2}));
  for (const long long axis : {3LL, -4LL, 1LL << 62, -(1LL << 62)})
    EXPECT_EQ(complaint(file(bytes), {}, {axis}), "\"x\": no axis " + std::to_string(axis) +
                                                      " in shape (2, 3, 4)\n"
                                                      "axes are counted from 0, or from the end: -1");
}

TEST(RowReader, the_columns_of_images_are_their_channels) {
  const std::string bytes = counting<float>("<f4", {2, 3, 4, 5}, false, false);
  const auto reader = open_tensors(file(bytes))->rows(0, nchw);
  EXPECT_EQ(reader->columns(), 3u);
  EXPECT_EQ(reader->rows(), 40u);
  RowBlock block;
  reader->next(block, 1);
  EXPECT_EQ(std::vector<float>(block.elements<float>().begin(), block.elements<float>().end()),
            (std::vector<float>{0, 20, 40}));
}

TEST(RowReader, rows_that_lie_in_the_file_in_order_are_not_copied) {
  const Input input = file(npy("<f4", "(3, 2)", bytes_of<float>({1, 2, 3, 4, 5, 6})));
  const std::byte* front = input.file->bytes(0, 0).data();
  const auto opened = open_tensors({.name = input.name, .file = input.file});
  const auto reader = opened->rows(0);
  RowBlock block;
  reader->next(block, 2);
  EXPECT_EQ(block.bytes().data(), front + 128);
  reader->next(block, 2);
  EXPECT_EQ(block.bytes().data(), front + 128 + 16);
  EXPECT_EQ(block.rows(), 1u);
}

TEST(RowReader, rows_can_be_passed_over_in_any_order) {
  for (const bool fortran : {false, true})
    for (const bool streamed : {false, true}) {
      const std::string bytes = counting<float>("<f4", {100, 3}, fortran, false);
      const Numbers expected = by_definition({100, 3}, 1, fortran);
      const auto reader = open_tensors(streamed ? stream(bytes) : file(bytes))->rows(0);
      RowBlock block;
      reader->next(block, 10);
      reader->skip(33);
      reader->next(block, 10);
      EXPECT_EQ(block.first(), 43u);
      EXPECT_EQ(block.elements<float>()[0], expected[43 * 3]);
      reader->skip(1'000'000);
      reader->next(block, 10);
      EXPECT_EQ(block.rows(), 0u);
      EXPECT_EQ(block.first(), 100u);
    }
}

TEST(RowReader, blocks_that_are_copied_have_at_most_64_mib) {
  const std::string bytes = npy("|i1", "(130, 1048576)", std::string(130 << 20, '\1'), true);
  const auto opened = open_tensors(file(bytes));
  const auto reader = opened->rows(0);
  RowBlock block;
  std::uint64_t rows = 0;
  for (reader->next(block, 1000); block.rows() > 0; reader->next(block, 1000)) {
    EXPECT_LE(block.bytes().size(), largest_block);
    rows += block.rows();
  }
  EXPECT_EQ(rows, 130u);
}

TEST(RowReader, a_row_that_must_be_copied_has_at_most_64_mib) {
  EXPECT_EQ(complaint(file(npy("|i1", "(67108865, 1)", std::string((64 << 20) + 1, '\1'))), {}, {0}),
            "no complaint");
  EXPECT_EQ(complaint(file(npy("|i1", "(67108865, 2)", std::string((128 << 20) + 2, '\1'))), {}, {0}),
            "\"x\": a row has more than 64 MiB\nis another axis meant?");
}

TEST(RowReader, notices_that_its_file_was_cut_short) {
  const Folder folder;
  save("x", counting<double>("<f8", {10'000, 3}, false, false));
  const auto reader = open_tensors("x")->rows(0);
  RowBlock block;
  reader->next(block, 10);
  std::filesystem::resize_file("x", 10'000);
  EXPECT_EQ(complaint([&] { reader->next(block, 1000); }),
            "\"x\": was cut short while it was read\nread it when nobody writes it");
}

/// Reads all rows of a file, looking at each page of them, and returns the most memory that took.
std::uint64_t most_memory(RowReader& reader, std::size_t rows_a_block) {
  const auto before = resident_memory();
  std::uint64_t most = 0;
  double sum = 0;
  RowBlock block;
  for (reader.next(block, rows_a_block); block.rows() > 0; reader.next(block, rows_a_block)) {
    const auto values = block.elements<float>();
    for (std::size_t i = 0; i < values.size(); i += 1024) sum += static_cast<double>(values[i]);
    most = std::max(most, resident_memory() - std::min(resident_memory(), before));
  }
  EXPECT_EQ(sum, 0);
  EXPECT_EQ(block.first(), *reader.rows());
  return most;
}

/// A file without anything in it.
void save_sparse(const std::string& path, std::uint64_t size) {
  save(path, "");
  std::filesystem::resize_file(path, size);
}

class LargeFile : public testing::TestWithParam<std::uint64_t> {};

TEST_P(LargeFile, takes_little_memory) {
  const Folder folder;
  save_sparse("x", GetParam());
  const auto reader = open_tensors("x", {.raw = Raw{DType::f32, 4096}})->rows(0);
  EXPECT_LT(most_memory(*reader, 256), 64u << 20);
}

INSTANTIATE_TEST_SUITE_P(RowReader, LargeFile, testing::Values(std::uint64_t{512} << 20));
INSTANTIATE_TEST_SUITE_P(Slow, LargeFile, testing::Values(std::uint64_t{4} << 30));

TEST(RowReader, columns_of_a_large_file_take_little_memory) {
  const Folder folder;
  save_sparse("x", std::uint64_t{512} << 20);
  const auto reader = open_tensors("x", {.raw = Raw{DType::f32, 32768}})->rows(0, {0});
  EXPECT_EQ(reader->columns(), 4096u);
  EXPECT_LT(most_memory(*reader, 1024), 160u << 20);
}

}  // namespace
}  // namespace actviz::test
