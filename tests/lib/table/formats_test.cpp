#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>
#include <new>
#include <thread>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz {
namespace {

std::string written(void (*write)(const Table&, Sink&), const Table& table) {
  StringSink sink;
  write(table, sink);
  return sink.text;
}

/// Rows 0, 1, ... count - 1 with their number and a third of it, in batches of 5000.
Table long_table(std::size_t count, unsigned threads) {
  constexpr std::size_t most = 5000;
  const auto first = std::make_shared<std::size_t>(0), end = std::make_shared<std::size_t>(0);
  Table table;
  table.columns = {"i", "third"};
  table.threads = threads;
  table.next = [=] {
    *first = *end;
    *end = std::min(count, *first + most);
    return *end - *first;
  };
  table.fill = [=](std::size_t i, std::span<Cell> row) {
    row[0] = static_cast<long long>(*first + i);
    row[1] = static_cast<double>(*first + i) / 3;
  };
  return table;
}

/// A sink that tells how many bytes it took.
struct Counter : Sink {
  void write(std::string_view bytes) override { count += bytes.size(); }
  std::atomic<std::size_t> count = 0;
};

/// A sink that has room for some bytes only.
struct FullDisk : Sink {
  void write(std::string_view bytes) override {
    if ((room -= static_cast<long long>(bytes.size())) < 0) throw Error("the disk is full");
  }
  long long room = 100000;
};

TEST(TableFormats, bytes_do_not_depend_on_the_number_of_threads) {
  for (const auto write : {write_text, write_csv, write_json, write_markdown})
    for (const std::size_t count : {0u, 1u, 1024u, 4999u, 20001u})
      EXPECT_EQ(written(write, long_table(count, 1)), written(write, long_table(count, 7))) << count;
}

TEST(TableFormats, every_row_arrives_once_and_in_order) {
  const std::string csv = written(write_csv, long_table(12345, 4));
  EXPECT_EQ(std::ranges::count(csv, '\n'), 12346);
  EXPECT_TRUE(csv.ends_with("\n12344,4114.666666666667\n"));
}

TEST(TableFormats, rows_are_written_while_later_ones_are_computed) {
  Counter sink;
  Table table = long_table(5000, 2);
  table.fill = [&sink, fill = table.fill](std::size_t i, std::span<Cell> row) {
    fill(i, row);
    for (int ms = 0; i == 4999 && sink.count < 10000 && ms < 10000; ++ms)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_TRUE(i < 4999 || sink.count >= 10000);
  };
  write_csv(table, sink);
}

TEST(TableFormats, a_batch_is_written_before_the_next_is_waited_for) {
  for (const auto write : {write_text, write_csv, write_json, write_markdown}) {
    StringSink sink;
    Table table = long_table(20000, 3);
    table.next = [&sink, next = table.next, batches = 0]() mutable {
      const std::string last = batches++ == 0 ? "" : std::to_string(5000 * (batches - 1) - 1);
      EXPECT_NE(sink.text.find(last), std::string::npos) << last;
      return next();
    };
    write(table, sink);
  }
}

TEST(TableFormats, what_the_sink_says_ends_the_table_whichever_thread_hears_it) {
  for (const auto write : {write_text, write_csv, write_json, write_markdown})
    for (const unsigned threads : {1u, 2u, 7u}) {
      FullDisk disk;
      EXPECT_THROW(write(long_table(100000, threads), disk), Error) << threads;
    }
}

TEST(TableFormats, what_a_row_says_ends_the_table_whichever_thread_hears_it) {
  for (const unsigned threads : {1u, 2u, 7u}) {
    Table table = long_table(100000, threads);
    table.fill = [](std::size_t i, std::span<Cell>) {
      if (i == 3000) throw std::bad_alloc();
    };
    StringSink sink;
    EXPECT_THROW(write_csv(table, sink), std::bad_alloc) << threads;
  }
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
