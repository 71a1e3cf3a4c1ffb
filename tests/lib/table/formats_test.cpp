#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz {
namespace {

std::string written(void (*write)(const Table&, Sink&), const Table& table) {
  StringSink sink;
  write(table, sink);
  return sink.text;
}

/// Rows 0, 1, ... count - 1 with their number and a third of it, in blocks.
Table long_table(std::size_t count, unsigned threads) {
  Table table;
  table.columns = {"i", "third"};
  table.threads = threads;
  table.next = [count, i = std::size_t{0}](Block& block) mutable {
    block.cells.clear();
    for (; i < count && block.cells.size() < 10000; ++i) {
      block.cells.emplace_back(static_cast<long long>(i));
      block.cells.emplace_back(static_cast<double>(i) / 3);
    }
  };
  return table;
}

TEST(TableFormats, bytes_do_not_depend_on_the_number_of_threads) {
  for (const auto write : {write_csv, write_json, write_markdown})
    for (const std::size_t count : {0u, 1u, 1024u, 4999u, 20001u})
      EXPECT_EQ(written(write, long_table(count, 1)), written(write, long_table(count, 7))) << count;
}

TEST(TableFormats, every_row_arrives_once_and_in_order) {
  const std::string csv = written(write_csv, long_table(12345, 4));
  EXPECT_EQ(std::ranges::count(csv, '\n'), 12346);
  EXPECT_TRUE(csv.ends_with("\n12344,4114.666666666667\n"));
}

TEST(TableFormats, an_empty_table_keeps_its_head) {
  const Table table = table_of({"a", "b"}, {});
  EXPECT_EQ(written(write_csv, table_of({"a", "b"}, {})), "a,b\n");
  EXPECT_EQ(written(write_json, table_of({"a"}, {})),
            "{\n  \"schema\": \"actviz.table/1\",\n  \"columns\": [\"a\"],\n  \"rows\": [\n  ]\n}\n");
  EXPECT_EQ(written(write_markdown, table_of({"a", "b"}, {})), "| a | b |\n|---|---|\n");
  EXPECT_EQ(written(write_text, table), "");
}

TEST(TableFormats, csv_quotes_what_needs_it_and_doubles_quotes) {
  EXPECT_EQ(
      written(write_csv, table_of({"a,b", "c"}, {{std::string("say \"x\""), std::string("two\nlines")}})),
      "\"a,b\",c\n\"say \"\"x\"\"\",\"two\nlines\"\n");
}

TEST(TableFormats, json_escapes_text_and_names_non_finite_numbers) {
  EXPECT_EQ(written(write_json, table_of({"t\"", "x"}, {{std::string("\x1b\\"), std::nan("")},
                                                        {std::string("é"), -INFINITY}})),
            "{\n  \"schema\": \"actviz.table/1\",\n  \"columns\": [\"t\\\"\", \"x\"],\n  \"rows\": [\n"
            "    [\"\\\\x1b\\\\\", \"NaN\"],\n    [\"é\", \"-Infinity\"]\n  ]\n}\n");
}

TEST(TableFormats, markdown_escapes_its_own_signs) {
  EXPECT_EQ(written(write_markdown, table_of({"a|b"}, {{std::string("x_y <i>")}})),
            "| a\\|b |\n|---|\n| x\\_y \\<i> |\n");
}

TEST(TableFormats, text_puts_points_below_points) {
  EXPECT_EQ(written(write_text, table_of({"name", "value"}, {{std::string("a"), 1.5},
                                                             {std::string("bcd"), -100.25},
                                                             {std::string("e"), 7.0}})),
            "name    value\na        1.5\nbcd   -100.25\ne        7\n");
}

TEST(TableFormats, text_takes_fewer_digits_where_80_columns_ask_for_it) {
  const double third = 1.0 / 3;
  std::vector<std::string> names{"a", "b", "c", "d", "e", "f"};
  const std::string text = written(write_text, table_of(names, {{third, third, third, third, third, third}}));
  EXPECT_LE(text.find('\n'), 80u);
  EXPECT_NE(text.find("0.333333  0.333333"), std::string::npos) << text;
}

TEST(TableFormats, text_escapes_control_characters) {
  EXPECT_EQ(written(write_text, table_of({"n"}, {{std::string("a\x1b[31m")}})), "n\na\\x1b[31m\n");
}

}  // namespace
}  // namespace actviz
