// Formats of few bits, against the compiler's own types, the readers of dumps and exact arithmetic.
#include "lib/number/float_format.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <ostream>

#include "lib/base/error.hpp"
#include "lib/data/dtype.hpp"
#include "lib/number/half.hpp"
#include "lib/number/random.hpp"

namespace actviz {

void PrintTo(const FloatFormat& format, std::ostream* out) { *out << format.name; }

namespace test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

class Formats : public testing::TestWithParam<FloatFormat> {};
INSTANTIATE_TEST_SUITE_P(All, Formats, testing::ValuesIn(float_formats().begin(), float_formats().end()),
                         [](const auto& one) { return std::string(one.param.name); });

/// Every code of a format, or for f32 every 4099th.
template <class F>
void for_codes(const FloatFormat& format, const F& f) {
  const std::uint64_t step = format.bits() > 20 ? 4099 : 1;
  for (std::uint64_t code = 0; code < format.codes(); code += step) f(static_cast<std::uint32_t>(code));
}

TEST_P(Formats, come_back_from_every_code) {
  const FloatFormat& format = GetParam();
  for_codes(format, [&](std::uint32_t code) {
    const double value = format.value(code);
    if (std::isnan(value)) {
      EXPECT_TRUE(std::isnan(format.value(format.code(value))));
      return;
    }
    EXPECT_EQ(format.code(value), code);
    EXPECT_EQ(format.rounded(value), value);
    EXPECT_EQ(std::signbit(format.rounded(value)), std::signbit(value));
  });
}

/// The number above one of the format, itself the greatest's.
double above(const FloatFormat& format, double value) { return value + format.spacing(value); }

TEST_P(Formats, round_to_the_nearer_neighbour_and_ties_to_even) {
  const FloatFormat& format = GetParam();
  for_codes(format, [&](std::uint32_t code) {
    const double low = format.value(code);
    if (std::signbit(low) || !(low < format.max())) return;
    const double high = above(format, low), middle = low + (high - low) / 2;
    ASSERT_EQ(format.code(high), code + 1);
    const double even = code % 2 == 0 ? low : high;
    for (const double sign : {1., -1.}) {
      EXPECT_EQ(format.rounded(sign * middle), sign * even);
      EXPECT_EQ(format.rounded(sign * std::nextafter(middle, 0)), sign * low);
      EXPECT_EQ(format.rounded(sign * std::nextafter(middle, infinity)), sign * high);
    }
  });
}

TEST_P(Formats, overflow_at_half_a_step_beyond_the_greatest) {
  const FloatFormat& format = GetParam();
  const double edge = format.max() + format.spacing(format.max()) / 2;
  EXPECT_EQ(format.rounded(std::nextafter(edge, 0)), format.max());
  // The greatest of e4m3 has an even code, so that the tie stays; those of IEEE formats are odd.
  const double tie = format.rounded(edge), beyond = format.rounded(-std::nextafter(edge, infinity));
  if (format.has_infinities) {
    EXPECT_EQ(tie, infinity);
    EXPECT_EQ(beyond, -infinity);
    EXPECT_EQ(format.rounded(infinity), infinity);
  } else {
    EXPECT_EQ(tie, format.max());
    EXPECT_TRUE(std::isnan(beyond));
    EXPECT_TRUE(std::isnan(format.rounded(infinity)));
  }
  for (const double x : {2 * format.max(), 1e300, infinity}) {
    EXPECT_EQ(format.rounded(x, Overflow::saturate), format.max());
    EXPECT_EQ(format.rounded(-x, Overflow::saturate), -format.max());
  }
  EXPECT_TRUE(std::isnan(format.rounded(std::numeric_limits<double>::quiet_NaN(), Overflow::saturate)));
}

TEST_P(Formats, count_their_numbers_in_order) {
  const FloatFormat& format = GetParam();
  EXPECT_EQ(format.rank(0.), 0);
  EXPECT_EQ(format.rank(-0.), -1);
  EXPECT_EQ(format.rank(format.min_subnormal()), 1);
  EXPECT_EQ(format.rank(-format.min_subnormal()), -2);
  EXPECT_EQ(format.rank(1 + format.epsilon()) - format.rank(1), 1);
}

TEST(FloatFormat, constants_are_those_of_the_standards) {
  struct Row {
    std::string_view name;
    double max, min_normal, min_subnormal;
  };
  // IEEE 754; OCP 8-bit floating point specification 1.0, tables 1 and 2.
  for (const Row& row :
       {Row{"f32", 0x1.fffffep127, 0x1p-126, 0x1p-149}, Row{"tf32", 0x1.ffcp127, 0x1p-126, 0x1p-136},
        Row{"bf16", 0x1.fep127, 0x1p-126, 0x1p-133}, Row{"fp16", 65504, 0x1p-14, 0x1p-24},
        Row{"e5m2", 57344, 0x1p-14, 0x1p-16}, Row{"e4m3", 448, 0x1p-6, 0x1p-9}}) {
    const FloatFormat format = *parse_float_format(row.name);
    EXPECT_EQ(format.max(), row.max) << row.name;
    EXPECT_EQ(format.min_normal(), row.min_normal) << row.name;
    EXPECT_EQ(format.min_subnormal(), row.min_subnormal) << row.name;
  }
}

TEST(FloatFormat, rounding_is_that_of_the_hardware) {
  Random random(1);
  const FloatFormat f32 = *parse_float_format("f32"), fp16 = *parse_float_format("fp16");
  for (int i = 0; i < 200000; ++i) {
    const double x = std::bit_cast<double>(random.bits());
    const double y = (random.uniform() - 0.5) * std::exp2(40 * random.uniform() - 28);
    for (const double value : {x, y}) {
      if (std::isnan(value)) continue;
      EXPECT_EQ(f32.rounded(value), static_cast<double>(static_cast<float>(value))) << value;
      EXPECT_EQ(fp16.rounded(value), static_cast<double>(static_cast<_Float16>(value))) << value;
    }
  }
}

TEST(FloatFormat, values_are_those_that_dumps_are_read_with) {
  const auto expect_same = [](std::string_view name, DType dtype, auto word) {
    const FloatFormat format = *parse_float_format(name);
    for (std::uint32_t code = 0; code < format.codes(); ++code) {
      const auto bits = static_cast<decltype(word)>(code);
      double read = 0;
      to_doubles(dtype, std::as_bytes(std::span(&bits, 1)), {&read, 1});
      EXPECT_TRUE(format.value(code) == read || (std::isnan(read) && std::isnan(format.value(code))))
          << name << code;
    }
  };
  expect_same("bf16", DType::bf16, std::uint16_t{});
  expect_same("fp16", DType::f16, std::uint16_t{});
  expect_same("e4m3", DType::f8_e4m3, std::uint8_t{});
  expect_same("e5m2", DType::f8_e5m2, std::uint8_t{});
}

TEST(FloatFormat, names_are_known_in_other_spellings) {
  for (const auto& [typed, name] : {std::pair{"bfloat16", "bf16"},
                                    {"F16", "fp16"},
                                    {"float8_e4m3fn", "e4m3"},
                                    {"TF32", "tf32"},
                                    {"fp8_e5m2", "e5m2"},
                                    {"float32", "f32"}})
    EXPECT_EQ(parse_float_format(typed)->name, name) << typed;
  EXPECT_FALSE(parse_float_format(""));
  try {
    float_format_or_fail("bf61", "--dtype");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message,
              "--dtype: unknown format \"bf61\", expected one of f32, tf32, bf16, fp16, e5m2, e4m3");
    EXPECT_EQ(error.hint, "did you mean bf16?");
  }
}

}  // namespace
}  // namespace test
}  // namespace actviz
