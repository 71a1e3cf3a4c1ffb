#include "lib/number/float_format.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

constexpr FloatFormat formats[] = {
    {"f32", 8, 23}, {"tf32", 8, 10}, {"bf16", 8, 7}, {"fp16", 5, 10}, {"e5m2", 5, 2}, {"e4m3", 4, 3, false},
};

/// Other spellings of each, folded.
constexpr std::array<std::string_view, 5> spellings[] = {
    {"float32", "float", "fp32", "single"},
    {"tensorfloat32", "tensorfloat"},
    {"bfloat16", "bfloat"},
    {"f16", "float16", "half", "binary16"},
    {"f8e5m2", "fp8e5m2", "float8e5m2"},
    {"f8e4m3", "fp8e4m3", "float8e4m3", "float8e4m3fn", "f8e4m3fn"},
};

/// Without std::ldexp, which is slow; 2^e for any double's e.
double power_of_two(int e) {
  if (e < -1022) return std::bit_cast<double>(std::uint64_t{1} << (e + 1074));
  return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52);
}

/// Of a number that is not 0: e with 2^e <= |x| < 2^(e+1).
int exponent_of(double x) { return std::ilogb(x); }

}  // namespace

double FloatFormat::min_normal() const { return power_of_two(1 - bias()); }
double FloatFormat::min_subnormal() const { return power_of_two(1 - bias() - fraction_bits); }
double FloatFormat::epsilon() const { return power_of_two(-fraction_bits); }
double FloatFormat::max() const {
  const int highest = (1 << exponent_bits) - (has_infinities ? 2 : 1) - bias();
  return power_of_two(highest) * (2 - epsilon() * (has_infinities ? 1 : 2));
}

double FloatFormat::spacing(double x) const {
  if (!(std::fabs(x) < std::numeric_limits<double>::infinity()))
    return std::numeric_limits<double>::quiet_NaN();
  return std::fabs(x) < min_normal() ? min_subnormal() : power_of_two(exponent_of(x) - fraction_bits);
}

double FloatFormat::rounded(double x, Overflow overflow) const {
  if (x == 0 || x != x) return x;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double size = std::fabs(x);
  if (size <= 2 * max()) {
    // In units of the spacing the number is below 2^(fraction_bits + 1): adding 2^52 rounds it to a whole
    // one.
    const double unit = spacing(x);
    size = ((size / unit + 0x1p52) - 0x1p52) * unit;
  }
  if (size > max()) {
    const double beyond = has_infinities ? infinity : std::numeric_limits<double>::quiet_NaN();
    size = overflow == Overflow::saturate ? max() : beyond;
  }
  return std::copysign(size, x);
}

double FloatFormat::value(std::uint32_t code) const {
  const std::uint32_t sign = 1u << (bits() - 1), fractions = (1u << fraction_bits) - 1;
  const std::uint32_t magnitude = code & (sign - 1), exponent = magnitude >> fraction_bits;
  const std::uint32_t fraction = magnitude & fractions, highest = (1u << exponent_bits) - 1;
  double size;
  if (exponent == highest && (has_infinities || fraction == fractions)) {
    size = has_infinities && fraction == 0 ? std::numeric_limits<double>::infinity()
                                           : std::numeric_limits<double>::quiet_NaN();
  } else if (exponent == 0) {
    size = fraction * min_subnormal();
  } else {
    size = (fraction + (fractions + 1.0)) * power_of_two(static_cast<int>(exponent) - bias() - fraction_bits);
  }
  return code & sign ? -size : size;
}

std::uint32_t FloatFormat::code(double number) const {
  const std::uint32_t sign = std::signbit(number) ? 1u << (bits() - 1) : 0;
  const std::uint32_t highest = ((1u << exponent_bits) - 1) << fraction_bits;
  if (number != number)
    return has_infinities ? highest | 1u << (fraction_bits - 1) : highest | ((1u << fraction_bits) - 1);
  const double size = std::fabs(number);
  if (size == std::numeric_limits<double>::infinity()) return sign | highest;
  if (size < min_normal()) return sign | static_cast<std::uint32_t>(size / min_subnormal());
  const int exponent = exponent_of(size);
  const auto fraction = static_cast<std::uint32_t>((size * power_of_two(-exponent) - 1) / epsilon());
  return sign | static_cast<std::uint32_t>(exponent + bias()) << fraction_bits | fraction;
}

std::int64_t FloatFormat::rank(double number) const {
  const std::int64_t magnitude = code(std::fabs(number));
  return std::signbit(number) ? -1 - magnitude : magnitude;
}

std::span<const FloatFormat> float_formats() { return formats; }

std::optional<FloatFormat> parse_float_format(std::string_view name) {
  const std::string wanted = folded(name);
  for (std::size_t i = 0; i < std::size(formats); ++i) {
    bool is_known = wanted == formats[i].name;
    for (const std::string_view spelling : spellings[i])
      is_known = is_known || (!wanted.empty() && wanted == spelling);
    if (is_known) return formats[i];
  }
  return {};
}

FloatFormat float_format_or_fail(std::string_view name, std::string_view option) {
  if (const auto format = parse_float_format(name)) return *format;
  std::vector<std::string_view> names;
  std::string all;
  for (const FloatFormat& format : formats) {
    names.push_back(format.name);
    all += (all.empty() ? "" : ", ") + std::string(format.name);
  }
  throw Error(std::string(option) + ": unknown format " + in_quotes(name) + ", expected one of " + all,
              did_you_mean(name, names, "write " + std::string(option) + " bf16"));
}

}  // namespace actviz
