#pragma once
// Floating-point formats of few bits: their values, and rounding to them in one step.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace actviz {

/// What a result beyond the greatest number becomes.
enum class Overflow {
  ieee,      ///< infinity, and NaN where there is none (OCP's non-saturating conversion)
  saturate,  ///< the greatest number
};

/// A binary format with subnormal numbers. Codes have sign, exponent and fraction, from the highest bit down;
/// at most 32 bits.
struct FloatFormat {
  std::string_view name;  ///< "bf16"
  int exponent_bits, fraction_bits;
  /// Whether the highest exponent is that of infinity and NaN (IEEE 754); else only the code of all ones is
  /// NaN and the others are numbers (OCP E4M3).
  bool has_infinities = true;

  constexpr int bits() const { return 1 + exponent_bits + fraction_bits; }
  constexpr std::uint64_t codes() const { return std::uint64_t{1} << bits(); }
  constexpr int bias() const { return (1 << (exponent_bits - 1)) - 1; }
  double max() const;
  double min_normal() const;
  double min_subnormal() const;
  /// The spacing above 1.
  double epsilon() const;

  /// The nearest number of the format, ties to even; zero keeps its sign. Exact for any double: where that is
  /// itself rounded, it must have been rounded to odd (see rounded_to_odd).
  double rounded(double x, Overflow overflow = Overflow::ieee) const;
  /// The distance to the next number above |x| in its binade; the smallest subnormal below. NaN for what is
  /// not finite.
  double spacing(double x) const;
  double value(std::uint32_t code) const;
  /// The code of a number of the format; NaN is positive and quiet.
  std::uint32_t code(double number) const;
  /// The code that counts numbers from the lowest up: -0 and 0 are neighbours.
  std::int64_t rank(double number) const;
};

/// f32, tf32, bf16, fp16, e5m2, e4m3, in this order.
std::span<const FloatFormat> float_formats();

/// The format of a name in our spelling and those of torch, numpy and ml_dtypes, whatever the case: `bf16`,
/// `bfloat16`, `f16`, `half`, `float8_e4m3fn`.
std::optional<FloatFormat> parse_float_format(std::string_view name);

/// The format of a name. Throws Error for an unknown one.
FloatFormat float_format_or_fail(std::string_view name, std::string_view option);

}  // namespace actviz
