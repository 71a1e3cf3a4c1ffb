#include "lib/base/numbers.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

namespace actviz::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
using std::numbers::e;
using std::numbers::pi;

TEST(Numbers, shortest_text_reads_back_to_the_same_double) {
  std::mt19937_64 random(42);
  for (int i = 0; i < 100000; ++i) {
    const double value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(parse_number(to_text(value)), value);
  }
}

TEST(Numbers, shortest_text_is_that_of_the_standard_library) {
  const auto expect_same = [](double value) {
    char buffer[64];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    EXPECT_EQ(to_text(value), std::string(buffer, end));
  };
  std::mt19937_64 random(7);
  for (int i = 0; i < 200000; ++i) {
    const double any = std::bit_cast<double>(random());
    if (std::isfinite(any)) expect_same(any);
    const double common = (static_cast<double>(random() >> 11) * 0x1p-53 - 0.5) * std::pow(10, i % 40 - 20);
    expect_same(common);
    expect_same(std::round(common * 1000) / 1000);  // short ones
    expect_same(std::round(common));
  }
}

TEST(Numbers, shortest_text_is_short) {
  const std::pair<double, const char*> rows[] = {
      {0.1, "0.1"},
      {1, "1"},
      {-2.5, "-2.5"},
      {1e300, "1e+300"},
      {1e-7, "1e-07"},
      {-0.0, "-0"},
      {nan, "NaN"},
      {-nan, "NaN"},
      {infinity, "inf"},
      {-infinity, "-inf"},
      {1.0 / 3, "0.3333333333333333"},
      {std::numeric_limits<double>::denorm_min(), "5e-324"},
      {-std::numeric_limits<double>::min(), "-2.2250738585072014e-308"},
  };
  for (const auto& [value, text] : rows) EXPECT_EQ(to_text(value), text);
}

TEST(Numbers, no_text_is_longer_than_its_room) {
  EXPECT_LE(to_text(-std::numeric_limits<double>::min()).size(), number_room);
  EXPECT_LE(to_text(-std::numeric_limits<double>::max()).size(), number_room);
}

TEST(Numbers, digits_are_rounded_as_asked) {
  EXPECT_EQ(to_text(1.0 / 3, 5), "0.33333");
  EXPECT_EQ(to_text(2.5, 5), "2.5");
  EXPECT_EQ(to_text(123456, 3), "1.23e+05");
  EXPECT_EQ(to_text(nan, 3), "NaN");
  EXPECT_EQ(to_text(-infinity, 3), "-inf");
  EXPECT_EQ(to_fixed(1.0 / 3, 3), "0.333");
  EXPECT_EQ(to_fixed(2, 3), "2.000");
  EXPECT_EQ(to_fixed(-1e300, 0).size(), 302u);
  EXPECT_EQ(to_fixed(infinity, 3), "inf");
}

struct Row {
  const char* text;
  std::optional<double> value;
};

TEST(Numbers, decimal_numbers_are_read) {
  const Row rows[] = {
      {"1", 1},     {"-5", -5},    {"+5", 5},    {"1e-3", 1e-3},    {"1E3", 1000},
      {".5", 0.5},  {"5.", 5},     {"-0", -0.0}, {"inf", infinity}, {"-inf", -infinity},
      {"−5", -5.0}, {"1e+5", 1e5}, {"0.1", 0.1}, {"1e22", 1e22},    {"9007199254740993", 9007199254740992.0},
  };
  for (const Row& row : rows) EXPECT_EQ(parse_number(row.text), row.value) << row.text;
  EXPECT_TRUE(std::isnan(*parse_number("nan")));
}

TEST(Numbers, anything_else_is_no_number) {
  for (const char* text : {"",   " ",   "x",    "1x", "1 ", " 1", "--1",  "++1", "+-1", "-+1",
                           "1e", "1,5", "0x10", ".",  "-",  "e",  "1..2", "−−1", "−-1", "1_000"})
    EXPECT_EQ(parse_number(text), std::nullopt) << '"' << text << '"';
}

TEST(Numbers, out_of_range_is_infinite_or_zero) {
  const std::string zeros(400, '0');
  const std::pair<std::string, double> rows[] = {
      {"1e400", infinity},
      {"-1e400", -infinity},
      {"1e-400", 0},
      {"-1e-400", 0},
      {"1" + zeros, infinity},
      {"0." + zeros + "1", 0},
      {"1e+999999999999999999999", infinity},
      {"1e-999999999999999999999", 0},
      {"0." + zeros + "1e900", infinity},
      {"1" + zeros + "e-900", 0},
      {"123456e-330", 0},
      {"0.00001e+320", infinity},
      {"0e999999999", 0},
  };
  for (const auto& [text, value] : rows) EXPECT_EQ(parse_number(text), value) << text;
}

TEST(Numbers, quantities_may_hold_pi_and_e_a_product_or_a_quotient) {
  const Row rows[] = {
      {"pi", pi},       {"-pi", -pi},       {"π", pi},          {"2*pi", 2 * pi}, {"-2*pi", -2 * pi},
      {"pi/2", pi / 2}, {"-pi/4", -pi / 4}, {"1/6", 1.0 / 6},   {"1e-3", 1e-3},   {"e", e},
      {"-5", -5},       {"2*e", 2 * e},     {"pi*pi", pi * pi}, {"1/-2", -0.5},   {"1/0", infinity},
  };
  for (const Row& row : rows) EXPECT_EQ(parse_quantity(row.text), row.value) << row.text;
}

TEST(Numbers, garbage_is_no_quantity) {
  for (const char* text :
       {"", "pie", "2pi", "pi*", "*pi", "1/2/3", "1*2*3", "2 * pi", "1+1", "pi-1", "--pi", "/"})
    EXPECT_EQ(parse_quantity(text), std::nullopt) << '"' << text << '"';
}

TEST(Numbers, counts_are_whole_and_not_negative) {
  EXPECT_EQ(parse_count("0"), 0);
  EXPECT_EQ(parse_count("13"), 13);
  EXPECT_EQ(parse_count("1e6"), 1000000);
  EXPECT_EQ(parse_count("9007199254740992"), 9007199254740992);
  for (const char* text : {"", "-1", "1.5", "1e-1", "9007199254740994", "1e300", "inf", "nan", "ten"})
    EXPECT_EQ(parse_count(text), std::nullopt) << '"' << text << '"';
}

}  // namespace
}  // namespace actviz::test
