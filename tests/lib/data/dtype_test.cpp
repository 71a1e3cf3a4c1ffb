// Every code of the small types, the types' names, values at the ends of the integers.
#include "lib/data/dtype.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

template <class T>
std::vector<double> doubles(DType dtype, const std::vector<T>& values) {
  std::vector<double> out(values.size());
  to_doubles(dtype, std::as_bytes(std::span(values)), out);
  return out;
}

template <class Code>
std::vector<Code> all_codes() {
  std::vector<Code> codes;
  for (std::uint32_t code = 0; code <= std::numeric_limits<Code>::max(); ++code)
    codes.push_back(static_cast<Code>(code));
  return codes;
}

/// By the definition: sign, exponent and fraction as numbers.
double by_definition(std::uint32_t code, int exponent_bits, int fraction_bits, bool has_infinities) {
  const int width = 1 + exponent_bits + fraction_bits, bias = (1 << (exponent_bits - 1)) - 1;
  const double sign = (code >> (width - 1) & 1) != 0 ? -1 : 1;
  const int exponent = static_cast<int>(code >> fraction_bits & ((1u << exponent_bits) - 1));
  const auto fraction = static_cast<double>(code & ((1u << fraction_bits) - 1));
  const int all_ones = (1 << exponent_bits) - 1;
  const double whole = std::ldexp(1.0, fraction_bits);
  if (has_infinities && exponent == all_ones) return fraction == 0 ? sign * infinity : nan;
  if (exponent == all_ones && fraction == whole - 1) return nan;
  if (exponent == 0) return sign * std::ldexp(fraction, 1 - bias - fraction_bits);
  return sign * std::ldexp(whole + fraction, exponent - bias - fraction_bits);
}

void expect_same(double value, double expected, std::uint32_t code) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(value)) << code;
  } else {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(value), std::bit_cast<std::uint64_t>(expected)) << code;
  }
}

template <class Code>
void expect_by_definition(DType dtype, int exponent_bits, int fraction_bits, bool has_infinities = true) {
  const auto codes = all_codes<Code>();
  const auto values = doubles(dtype, codes);
  std::vector<float> floats(codes.size());
  to_floats(dtype, std::as_bytes(std::span(codes)), floats);
  for (const Code code : codes) {
    const double expected = by_definition(code, exponent_bits, fraction_bits, has_infinities);
    expect_same(values[code], expected, code);
    expect_same(floats[code], expected, code);
  }
}

TEST(DType, every_code_of_bf16_is_its_number) { expect_by_definition<std::uint16_t>(DType::bf16, 8, 7); }
TEST(DType, every_code_of_f16_is_its_number) { expect_by_definition<std::uint16_t>(DType::f16, 5, 10); }
TEST(DType, every_code_of_e5m2_is_its_number) { expect_by_definition<std::uint8_t>(DType::f8_e5m2, 5, 2); }
TEST(DType, every_code_of_e4m3_is_its_number) {
  expect_by_definition<std::uint8_t>(DType::f8_e4m3, 4, 3, false);
}

TEST(DType, the_greatest_of_the_eight_bit_floats_are_known) {
  EXPECT_EQ(doubles<std::uint8_t>(DType::f8_e4m3, {0x7e, 0x01}), (std::vector<double>{448, 0x1p-9}));
  EXPECT_EQ(doubles<std::uint8_t>(DType::f8_e5m2, {0x7b, 0x01}), (std::vector<double>{57344, 0x1p-16}));
}

template <class T>
void expect_ends(DType dtype) {
  using Limits = std::numeric_limits<T>;
  EXPECT_EQ(size_of(dtype), sizeof(T));
  EXPECT_EQ(
      doubles<T>(dtype, {Limits::lowest(), T(0), T(1), Limits::max()}),
      (std::vector<double>{static_cast<double>(Limits::lowest()), 0, 1, static_cast<double>(Limits::max())}))
      << name_of(dtype);
}

TEST(DType, numbers_of_this_machine_keep_their_values) {
  expect_ends<double>(DType::f64);
  expect_ends<float>(DType::f32);
  expect_ends<std::int64_t>(DType::i64);
  expect_ends<std::int32_t>(DType::i32);
  expect_ends<std::int16_t>(DType::i16);
  expect_ends<std::int8_t>(DType::i8);
  expect_ends<std::uint64_t>(DType::u64);
  expect_ends<std::uint32_t>(DType::u32);
  expect_ends<std::uint16_t>(DType::u16);
  expect_ends<std::uint8_t>(DType::u8);
}

TEST(DType, integers_beyond_the_doubles_are_rounded_to_nearest) {
  constexpr std::int64_t exact = 1LL << 53;
  EXPECT_EQ(doubles<std::int64_t>(DType::i64, {exact + 1, exact + 3}),
            (std::vector<double>{0x1p53, 0x1p53 + 4}));
  EXPECT_EQ(doubles<std::uint64_t>(DType::u64, {~std::uint64_t{0}}), (std::vector<double>{0x1p64}));
}

TEST(DType, a_boolean_is_one_unless_all_its_bits_are_zero) {
  EXPECT_EQ(doubles<std::uint8_t>(DType::boolean, {0, 1, 2, 255}), (std::vector<double>{0, 1, 1, 1}));
}

TEST(DType, elements_need_not_be_aligned) {
  const std::string bytes = 'x' + bytes_of<double>({1.5, -2});
  std::vector<double> out(2);
  to_doubles(DType::f64, std::as_bytes(std::span(bytes)).subspan(1), out);
  EXPECT_EQ(out, (std::vector<double>{1.5, -2}));
}

TEST(DType, types_that_fit_a_float_are_those_of_at_most_24_bits_of_digits) {
  for (const char* name : {"f32", "f16", "bf16", "f8_e4m3", "f8_e5m2", "i16", "u16", "i8", "u8", "bool"})
    EXPECT_TRUE(fits_float(*parse_dtype(name))) << name;
  for (const char* name : {"f64", "i64", "u64", "i32", "u32"})
    EXPECT_FALSE(fits_float(*parse_dtype(name))) << name;
}

TEST(DType, every_name_is_read_back) {
  for (int i = 0; i <= static_cast<int>(DType::boolean); ++i) {
    const auto dtype = static_cast<DType>(i);
    EXPECT_EQ(parse_dtype(name_of(dtype)), dtype) << name_of(dtype);
  }
}

TEST(DType, other_spellings_are_understood) {
  const std::pair<const char*, DType> rows[] = {{"F32", DType::f32},
                                                {"f4", DType::f32},
                                                {"float32", DType::f32},
                                                {"bfloat16", DType::bf16},
                                                {"BF16", DType::bf16},
                                                {"half", DType::f16},
                                                {"F8_E4M3", DType::f8_e4m3},
                                                {"e4m3", DType::f8_e4m3},
                                                {"float8_e4m3fn", DType::f8_e4m3},
                                                {"F8_E5M2", DType::f8_e5m2},
                                                {"float8_e5m2", DType::f8_e5m2},
                                                {"double", DType::f64},
                                                {"int8", DType::i8},
                                                {"i8", DType::i8},
                                                {"U8", DType::u8},
                                                {"BOOL", DType::boolean},
                                                {"uint16", DType::u16}};
  for (const auto& [text, dtype] : rows) EXPECT_EQ(parse_dtype(text), dtype) << text;
}

TEST(DType, what_is_doubtful_or_unknown_is_not_read) {
  for (const char* text : {"", "_", "f8", "<f4", "c8", "float8", "f", "complex64", "f32 x"})
    EXPECT_EQ(parse_dtype(text), std::nullopt) << text;
}

}  // namespace
}  // namespace actviz::test
