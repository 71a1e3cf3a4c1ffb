#include "lib/data/number_stream.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "lib/base/error.hpp"

namespace actviz {
namespace {

using Numbers = std::vector<double>;

Numbers all(std::string text, std::optional<std::string> column = {}) {
  NumberStream stream(std::make_unique<StringSource>(std::move(text)), "input", std::move(column));
  Numbers numbers;
  while (const auto x = stream.next()) numbers.push_back(*x);
  return numbers;
}

std::string complaint(const std::string& text, std::optional<std::string> column = {}) {
  try {
    all(text, std::move(column));
  } catch (const Error& error) {
    return error.message;
  }
  return "none";
}

TEST(NumberStream, reads_one_number_a_line_whatever_the_line_ends) {
  EXPECT_EQ(all("1\n-2.5\r\n\n \t3e-2 \n+4"), (Numbers{1, -2.5, 0.03, 4}));
  EXPECT_EQ(all(""), Numbers{});
  EXPECT_EQ(all("\n\n"), Numbers{});
}

TEST(NumberStream, reads_across_its_buffer) {
  std::string text;
  for (int i = 0; i < 50000; ++i) text += std::to_string(i) + "\n";
  const Numbers numbers = all(text);
  ASSERT_EQ(numbers.size(), 50000u);
  for (std::size_t i = 0; i < numbers.size(); ++i) ASSERT_EQ(numbers[i], static_cast<double>(i));
}

TEST(NumberStream, passes_non_finite_numbers_on) {
  const Numbers numbers = all("nan\ninf\n-inf\n");
  EXPECT_TRUE(std::isnan(numbers[0]));
  EXPECT_EQ(numbers[1], INFINITY);
  EXPECT_EQ(numbers[2], -INFINITY);
}

TEST(NumberStream, names_the_line_of_what_is_no_number) {
  EXPECT_EQ(complaint("1\n\n2,5\n"), "input: line 3: expected a number, got \"2,5\"");
  EXPECT_EQ(complaint("0x10\n"), "input: line 1: expected a number, got \"0x10\"");
}

TEST(NumberStream, finds_a_column_by_name_and_by_number) {
  EXPECT_EQ(all("a,b\n1,2\n3,4\n", "b"), (Numbers{2, 4}));
  EXPECT_EQ(all("a,b\n1,2\n3,4\n", "1"), (Numbers{1, 3}));
  EXPECT_EQ(all("1,2\n3,4\n", "2"), (Numbers{2, 4}));
  EXPECT_EQ(all("\"a, b\",\"c \"\"d\"\"\"\n1,2\n", "c \"d\""), (Numbers{2}));
}

TEST(NumberStream, passes_over_the_byte_order_mark_of_spreadsheets) {
  EXPECT_EQ(all("\xef\xbb\xbfz,y\n1,2\n", "z"), Numbers{1});
  EXPECT_EQ(all("\xef\xbb\xbf"
                "7\n"),
            Numbers{7});
}

TEST(NumberStream, asks_where_a_number_may_also_be_a_name) {
  EXPECT_EQ(complaint("0,1\n5,6\n", "1"),
            "input: column \"1\" may be meant by its name in the first line or by its number");
}

TEST(NumberStream, misses_a_column_by_name) {
  EXPECT_EQ(complaint("a,b\n1,2\n", "c"), "input: no column \"c\" among 2");
  EXPECT_EQ(complaint("a,b\n1,2\n", "3"), "input: no column \"3\" among 2");
  EXPECT_EQ(complaint("a,b\n1\n", "b"), "input: line 2: expected 2 columns, got 1");
}

TEST(NumberStream, refuses_a_line_without_end) {
  EXPECT_EQ(complaint(std::string(3'000'000, '1')), "input: line 1 is longer than 1 MiB");
}

TEST(CsvFields, undo_the_quotes) {
  EXPECT_EQ(csv_fields("a,\"b,c\",\"d\"\"e\","), (std::vector<std::string>{"a", "b,c", "d\"e", ""}));
}

}  // namespace
}  // namespace actviz
