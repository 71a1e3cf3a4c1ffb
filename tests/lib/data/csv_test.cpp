// Tables of numbers as text.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Numbers = std::vector<double>;

TEST(Csv, rows_of_numbers_are_read_in_blocks_of_any_size) {
  for (const std::size_t block : {1u, 2u, 3u, 7u, 1000u}) {
    EXPECT_EQ(all_rows(file("1,2\n3,-4e2\n5,.5\n"), {}, {}, block), (Numbers{1, 2, 3, -400, 5, .5})) << block;
    EXPECT_EQ(all_rows(stream("1,2\n3,-4e2\n5,.5\n"), {}, {}, block), (Numbers{1, 2, 3, -400, 5, .5}))
        << block;
  }
}

TEST(Csv, names_in_the_first_line_are_kept) {
  const auto opened = open_tensors(file("\"n, 0\", n1\n1,2\n"));
  EXPECT_EQ(opened->tensors()[0].columns, (std::vector<std::string>{"n, 0", "n1"}));
  EXPECT_EQ(opened->tensors()[0].shape, (std::vector<std::uint64_t>{unknown_size, 2}));
  EXPECT_EQ(opened->rows(0)->rows(), std::nullopt);
  EXPECT_EQ(all_rows(*opened), (Numbers{1, 2}));
  EXPECT_EQ(all_rows(*opened), (Numbers{1, 2}));
  EXPECT_EQ(all_rows(stream("a,b\n1,2\n")), (Numbers{1, 2}));
}

TEST(Csv, lines_may_end_and_begin_as_they_like) {
  EXPECT_EQ(all_rows(file("\xef\xbb\xbf"
                          "a,b\r\n1 ,\t2\r\n\r\n 3,4")),
            (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(all_rows(file("1")), (Numbers{1}));
}

TEST(Csv, numbers_may_stand_in_quotes) {
  EXPECT_EQ(all_rows(file("\"1\",2\n3, \"4\" \n")), (Numbers{1, 2, 3, 4}));
}

TEST(Csv, numbers_that_are_not_finite_are_numbers) {
  const Numbers numbers = all_rows(file("nan,inf,-inf\n"));
  EXPECT_TRUE(std::isnan(numbers[0]));
  EXPECT_EQ(numbers[1], INFINITY);
  EXPECT_EQ(numbers[2], -INFINITY);
}

TEST(Csv, what_is_no_number_is_named_by_line_and_column) {
  const std::string hint = "\ncorrect the line; nan stands for a number that is missing";
  const std::pair<std::string, const char*> rows[] = {
      {"1,2\n3,x\n", "line 2, column 2: expected a number, got \"x\""},
      {"1,2\n3,\n", "line 2, column 2: expected a number, got \"\""},
      {"1,2\n,3\n", "line 2, column 1: expected a number, got \"\""},
      {"1,2\n\n3,\"\"\n", "line 3, column 2: expected a number, got \"\""},
      {"a,b\n3,x\n", "line 2, column 2 (\"b\"): expected a number, got \"x\""},
      {"1,b\n", "line 1, column 2: expected a number, got \"b\""},
      {"1,\n", "line 1, column 2: expected a number, got \"\""},
      {",\n", "line 1, column 1: expected a number, got \"\""},
      {"1\n\"2,5\"\n", "line 2, column 1: expected a number, got \"2,5\""},
      {"1\n\"2\n", "line 2, column 1: expected a number, got \"\"2\""},
      {"1\n\"2\"3\n", "line 2, column 1: expected a number, got \"\"2\"3\""},
      {"1\n1e\n", "line 2, column 1: expected a number, got \"1e\""},
      {"1\n0x10\n", "line 2, column 1: expected a number, got \"0x10\""},
  };
  for (const auto& [text, what] : rows)
    EXPECT_EQ(complaint(file(text)), "\"x\": " + std::string(what) + hint) << text;
}

TEST(Csv, other_separators_are_answered_with_commas) {
  for (const std::string text : {"x;y\n1;2\n", "x y\n1 2\n", "x\ty\n1\t2\n"})
    EXPECT_TRUE(complaint(file(text)).ends_with("\nseparate columns by commas")) << text;
}

TEST(Csv, every_line_has_as_many_columns_as_the_first) {
  EXPECT_EQ(complaint(file("1,2\n3\n")), "\"x\": line 2: expected 2 columns, got 1\ncorrect the line");
  EXPECT_EQ(complaint(file("1,2\n3,4,5\n")), "\"x\": line 2: expected 2 columns, got more\ncorrect the line");
}

TEST(Csv, a_first_line_that_counts_the_columns_is_doubtful) {
  const std::string text = "0,1,2\n5,6,7\n";
  EXPECT_EQ(
      complaint(file(text)),
      "\"x\": its first line, 0, 1, 2 and so on, may be names or numbers\nname the columns with letters, or "
      "write --heading yes or no where the command takes it");
  EXPECT_EQ(all_rows(file(text), {.heading = true}), (Numbers{5, 6, 7}));
  EXPECT_EQ(all_rows(file(text), {.heading = false}), (Numbers{0, 1, 2, 5, 6, 7}));
  EXPECT_EQ(all_rows(file("0,1\n5,6\n")), (Numbers{0, 1, 5, 6}));
}

TEST(Csv, an_index_without_a_name_is_refused) {
  EXPECT_EQ(complaint(file(",a,b\n0,1,2\n")),
            "\"x\": line 1, column 1 has no name\nan index that pandas wrote? to_csv(..., index=False)");
}

TEST(Csv, without_rows_it_is_refused) {
  EXPECT_EQ(complaint(file("\n\n")), "\"x\": has no rows\nexpected one row of numbers a line");
  EXPECT_EQ(complaint(file("a,b\n")), "\"x\": has no rows\nexpected rows of numbers below the names");
}

TEST(Csv, a_line_or_a_row_without_end_is_refused) {
  EXPECT_EQ(complaint(stream(std::string(70 << 20, '1'))),
            "\"x\": line 1 is longer than 64 MiB\nexpected one row of numbers a line");
  EXPECT_EQ(complaint(stream(std::string(2 << 20, ','))),
            "\"x\": has more than 1000000 columns\nsave it as .npy");
}

TEST(Csv, its_columns_are_the_last_axis) {
  EXPECT_EQ(all_rows(file("1,2\n"), {}, {1}), (Numbers{1, 2}));
  EXPECT_EQ(
      complaint(file("1,2\n"), {}, {0}),
      "\"x\": comes row by row, so that its columns are the last axis\nsave it as .npy for another axis");
}

TEST(Csv, has_no_type_of_elements) {
  EXPECT_EQ(complaint(file("1,2\n"), {.dtype = DType::bf16}),
            "\"x\": is text, which has no type of elements\nleave --dtype out");
}

TEST(Csv, rows_can_be_passed_over) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += std::to_string(i) + ",0\n";
  const auto opened = open_tensors(file(text));
  const auto rows = opened->rows(0);
  rows->skip(990);
  RowBlock block;
  rows->next(block, 4);
  EXPECT_EQ(block.first(), 990u);
  EXPECT_EQ(block.elements<double>()[6], 993);
  rows->skip(100);
  rows->next(block, 4);
  EXPECT_EQ(block.rows(), 0u);
}

TEST(Csv, a_stream_is_read_once) {
  const auto opened = open_tensors(stream("1,2\n"));
  all_rows(*opened);
  EXPECT_EQ(complaint([&] { opened->rows(0); }),
            "\"x\": a stream can be read once\nwrite it to a file first");
}

}  // namespace
}  // namespace actviz::test
