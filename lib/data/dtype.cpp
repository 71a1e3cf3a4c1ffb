#include "lib/data/dtype.hpp"

#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

#include "lib/base/text.hpp"

namespace actviz {
namespace {

/// A type as one sees it from outside.
struct Entry {
  std::string_view name;
  std::size_t size;
  std::array<std::string_view, 4> spellings;  ///< others, in lower case without underscores
};

constexpr Entry entries[] = {
    {"f64", 8, {"float64", "double"}},
    {"f32", 4, {"float32", "float", "f4"}},
    {"f16", 2, {"float16", "half", "f2"}},
    {"bf16", 2, {"bfloat16"}},
    {"f8_e4m3", 1, {"f8e4m3fn", "float8e4m3", "float8e4m3fn", "e4m3"}},
    {"f8_e5m2", 1, {"float8e5m2", "e5m2"}},
    {"i64", 8, {"int64"}},
    {"i32", 4, {"int32", "i4"}},
    {"i16", 2, {"int16", "i2"}},
    {"i8", 1, {"int8", "i1"}},
    {"u64", 8, {"uint64"}},
    {"u32", 4, {"uint32", "u4"}},
    {"u16", 2, {"uint16", "u2"}},
    {"u8", 1, {"uint8", "u1"}},
    {"bool", 1, {"boolean", "b1"}},
};

const Entry& entry(DType dtype) { return entries[static_cast<std::size_t>(dtype)]; }

float from_bf16(std::uint16_t code) { return std::bit_cast<float>(std::uint32_t{code} << 16); }

/// A number of so many bits: sign, exponent, fraction. Without branches and without subnormal floats on the
/// way, on which processors are slow, so that compilers and processors take many at a time.
template <int exponent_bits, int fraction_bits, bool has_infinities>
float from_small(std::uint32_t code) {
  constexpr std::uint32_t one_exponent = 1u << 23, sign = 1u << (exponent_bits + fraction_bits);
  constexpr std::uint32_t all_ones = sign - 1, first_infinite = all_ones - ((1u << fraction_bits) - 1);
  constexpr std::uint32_t rebias = (127u - ((1u << (exponent_bits - 1)) - 1)) << 23;
  const std::uint32_t magnitude = code & all_ones, bits = magnitude << (23 - fraction_bits);
  const float above_subnormal = std::bit_cast<float>(bits + rebias + one_exponent);
  const float subnormal = above_subnormal - std::bit_cast<float>(rebias + one_exponent);
  std::uint32_t result = bits < one_exponent ? std::bit_cast<std::uint32_t>(subnormal) : bits + rebias;
  if (magnitude >= (has_infinities ? first_infinite : all_ones)) result = 0x7f800000u | bits;
  return std::bit_cast<float>(result | (code & sign) << (31 - exponent_bits - fraction_bits));
}

float from_f16(std::uint16_t code) { return from_small<5, 10, true>(code); }
float from_e5m2(std::uint8_t code) { return from_small<5, 2, true>(code); }
float from_e4m3(std::uint8_t code) { return from_small<4, 3, false>(code); }

template <class Word, class Out, class Value>
void convert(std::span<const std::byte> elements, std::span<Out> out, Value value) {
  assert(elements.size() == out.size() * sizeof(Word));
  const std::byte* from = elements.data();
  for (std::size_t i = 0; i < out.size(); ++i) {
    Word word;
    std::memcpy(&word, from + i * sizeof(Word), sizeof(Word));
    out[i] = static_cast<Out>(value(word));
  }
}

template <class Word, class Out>
void convert(std::span<const std::byte> elements, std::span<Out> out) {
  convert<Word>(elements, out, [](Word word) { return word; });
}

template <class Out>
void convert(DType dtype, std::span<const std::byte> elements, std::span<Out> out) {
  switch (dtype) {
    case DType::f64:
      return convert<double>(elements, out);
    case DType::f32:
      return convert<float>(elements, out);
    case DType::f16:
      return convert<std::uint16_t>(elements, out, from_f16);
    case DType::bf16:
      return convert<std::uint16_t>(elements, out, from_bf16);
    case DType::f8_e4m3:
      return convert<std::uint8_t>(elements, out, from_e4m3);
    case DType::f8_e5m2:
      return convert<std::uint8_t>(elements, out, from_e5m2);
    case DType::i64:
      return convert<std::int64_t>(elements, out);
    case DType::i32:
      return convert<std::int32_t>(elements, out);
    case DType::i16:
      return convert<std::int16_t>(elements, out);
    case DType::i8:
      return convert<std::int8_t>(elements, out);
    case DType::u64:
      return convert<std::uint64_t>(elements, out);
    case DType::u32:
      return convert<std::uint32_t>(elements, out);
    case DType::u16:
      return convert<std::uint16_t>(elements, out);
    case DType::u8:
      return convert<std::uint8_t>(elements, out);
    case DType::boolean:
      return convert<std::uint8_t>(elements, out, [](std::uint8_t byte) { return byte != 0; });
  }
}

}  // namespace

std::size_t size_of(DType dtype) { return entry(dtype).size; }

std::string_view name_of(DType dtype) { return entry(dtype).name; }

std::optional<DType> parse_dtype(std::string_view text) {
  const std::string wanted = folded(text);
  if (wanted.empty()) return {};
  for (std::size_t i = 0; i < std::size(entries); ++i) {
    bool known = wanted == folded(entries[i].name);
    for (const auto spelling : entries[i].spellings) known = known || wanted == spelling;
    if (known) return static_cast<DType>(i);
  }
  return {};
}

bool fits_float(DType dtype) { return size_of(dtype) <= 2 || dtype == DType::f32; }

void to_doubles(DType dtype, std::span<const std::byte> elements, std::span<double> out) {
  convert(dtype, elements, out);
}

void to_floats(DType dtype, std::span<const std::byte> elements, std::span<float> out) {
  assert(fits_float(dtype));
  convert(dtype, elements, out);
}

}  // namespace actviz
