#pragma once
// The types of elements that files hold, and their values as numbers of this machine.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace actviz {

/// A type of elements; f8_e4m3 is the one without infinities (e4m3fn: greatest 448).
enum class DType : std::uint8_t {
  f64,
  f32,
  f16,
  bf16,
  f8_e4m3,
  f8_e5m2,
  i64,
  i32,
  i16,
  i8,
  u64,
  u32,
  u16,
  u8,
  boolean
};

/// The bytes of one element.
std::size_t size_of(DType dtype);

/// As the command line spells it: "f32", "f8_e4m3", "bool".
std::string_view name_of(DType dtype);

/// Reads a type in our spelling and those of safetensors, numpy and torch, whatever the case: `f32`, `F32`,
/// `f4`, `float32`, `bfloat16`, `float8_e4m3fn`. `i8` and `u8` have eight bits; numpy's `f8` is not known,
/// for it has eight bytes.
std::optional<DType> parse_dtype(std::string_view text);

/// Whether every value of the type is a float.
bool fits_float(DType dtype);

/// The values of elements in this machine's byte order, which need not be aligned: exact, but for i64 and u64
/// beyond 2^53, which are rounded to nearest. A boolean is 1 unless all its bits are 0. `out` has one place
/// for each element.
void to_doubles(DType dtype, std::span<const std::byte> elements, std::span<double> out);

/// The same as floats, exactly, for a type that fits.
void to_floats(DType dtype, std::span<const std::byte> elements, std::span<float> out);

}  // namespace actviz
