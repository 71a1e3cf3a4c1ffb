#pragma once
// Numbers of 16 bits as floats.
#include <bit>
#include <cmath>
#include <cstdint>

namespace actviz {

/// The value of a bfloat16 code: the upper half of a float.
inline float bf16_value(std::uint16_t code) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(code) << 16);
}

/// The value of an IEEE 754 binary16 code.
inline float fp16_value(std::uint16_t code) {
  const std::uint32_t sign = static_cast<std::uint32_t>(code & 0x8000u) << 16, rest = code & 0x7fffu;
  // Exponents moved by scaling, which gets the subnormals right; infinities and NaN keep all exponent bits.
  const float size = std::bit_cast<float>(rest << 13) * 0x1p112f;
  const std::uint32_t bits =
      rest >= 0x7c00u ? (rest << 13) | 0x7f800000u : std::bit_cast<std::uint32_t>(size);
  return std::bit_cast<float>(bits | sign);
}

}  // namespace actviz
