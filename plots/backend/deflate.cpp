#include "plots/backend/deflate.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "plots/backend/huffman.hpp"

namespace actviz::plots {
namespace {

constexpr std::uint32_t rgb_mask = 0xffffff;
constexpr int longest_match = 258, shortest_match = 3, end_of_block = 256, first_length_symbol = 257;
constexpr std::size_t literal_symbols = 286;
constexpr std::size_t pixels_per_literal = 16;

/// Either a byte, or a match that repeats `length` bytes from `distance` (1 or 3) back.
struct Token {
  std::uint16_t value;  // the byte, or the length
  std::uint8_t distance;
};

/// The symbol of each match length with its extra bits (RFC 1951, 3.2.5).
struct LengthSymbol {
  std::uint16_t symbol = 0;
  std::uint8_t extra_bits = 0, extra = 0;
};
constexpr auto length_symbols = [] {
  std::array<LengthSymbol, longest_match + 1> table{};
  int length = shortest_match;
  for (int index = 0; index < 28; ++index) {
    const int extra_bits = index < 8 ? 0 : index / 4 - 1;
    for (int extra = 0; extra < 1 << extra_bits && length < longest_match; ++extra, ++length)
      table[static_cast<std::size_t>(length)] = {static_cast<std::uint16_t>(first_length_symbol + index),
                                                 static_cast<std::uint8_t>(extra_bits),
                                                 static_cast<std::uint8_t>(extra)};
  }
  table[longest_match] = {285, 0, 0};
  return table;
}();

/// The sum that ends a zlib stream (RFC 1950), advanced by whole runs.
class Adler {
 public:
  void add(std::uint32_t byte) { b_ += a_ += byte; }
  void add_zeros(std::uint64_t count) { b_ += a_ * count; }
  void reduce() {
    a_ %= 65521;
    b_ %= 65521;
  }
  std::uint32_t value() const { return static_cast<std::uint32_t>(b_ << 16 | a_); }

 private:
  std::uint64_t a_ = 1, b_ = 0;
};

/// Difference of two pixels, byte by byte.
std::uint32_t minus(std::uint32_t a, std::uint32_t b) {
  constexpr std::uint32_t high = 0x80808080;
  return (((a | high) - (b & ~high)) ^ ((a ^ ~b) & high)) & rgb_mask;
}

/// How many pixels at the front of two rows are equal.
std::size_t equal_pixels(const std::uint32_t* a, const std::uint32_t* b, std::size_t count) {
  constexpr std::size_t block = 8;
  std::size_t i = 0;
  while (i + block <= count && std::memcmp(a + i, b + i, block * sizeof *a) == 0) i += block;
  while (i < count && ((a[i] ^ b[i]) & rgb_mask) == 0) ++i;
  return i;
}

/// The image as bytes and matches, with their statistics.
class Tokens {
 public:
  /// False when there are too many literals.
  bool read(const Image& image) {
    const std::size_t width = image.width, allowed = width * image.height / pixels_per_literal + 2 * width;
    list_.reserve(width * image.height / 8);
    const std::vector<std::uint32_t> black(width);
    const std::uint32_t *above = black.data(), *row = image.pixels.data();
    for (std::uint32_t y = 0; y < image.height; ++y, above = row, row += width) {
      add_byte(2);  // the filter: minus the row above
      add_row(row, above, width);
      adler_.reduce();
      if (literal_pixels_ > allowed) return false;
    }
    return true;
  }

  const std::vector<Token>& list() const { return list_; }
  const std::array<std::uint32_t, literal_symbols>& counts() const { return counts_; }
  std::uint32_t adler() const { return adler_.value(); }

 private:
  void add_row(const std::uint32_t* row, const std::uint32_t* above, std::size_t width) {
    std::size_t x = 0;
    while (x < width) {
      if (const std::size_t equal = equal_pixels(row + x, above + x, width - x)) {
        add_zeros(3 * equal);
        x += equal;
        continue;
      }
      const std::uint32_t change = minus(row[x], above[x]);
      const std::size_t start = x++;
      while (x < width && minus(row[x], above[x]) == change) ++x;
      add_changes(change, x - start);
    }
  }

  void add_zeros(std::size_t count) {
    add_token(0, 0);
    add_matches(1, count - 1);
    adler_.add_zeros(count);
  }

  void add_changes(std::uint32_t change, std::size_t count) {
    const std::array<std::uint8_t, 3> bytes = {static_cast<std::uint8_t>(change >> 16),
                                               static_cast<std::uint8_t>(change >> 8),
                                               static_cast<std::uint8_t>(change)};
    for (const std::uint8_t byte : bytes) add_token(byte, 0);
    for (std::size_t i = 0; i < count; ++i)
      for (const std::uint8_t byte : bytes) adler_.add(byte);
    add_matches(3, 3 * (count - 1));
    ++literal_pixels_;
  }

  void add_byte(std::uint8_t byte) {
    add_token(byte, 0);
    adler_.add(byte);
  }

  /// Splits a repetition so that what remains is never too short for a match; for one byte back, two bytes
  /// are.
  void add_matches(std::uint8_t distance, std::size_t count) {
    while (count >= shortest_match) {
      std::size_t length = std::min<std::size_t>(count, longest_match);
      const std::size_t rest = count - length;
      if (rest > 0 && rest < shortest_match) length -= shortest_match - rest;
      add_token(static_cast<std::uint16_t>(length), distance);
      count -= length;
    }
    for (; count > 0; --count) add_token(0, 0);
  }

  void add_token(std::uint16_t value, std::uint8_t distance) {
    list_.push_back({value, distance});
    ++counts_[distance == 0 ? value : length_symbols[value].symbol];
  }

  std::vector<Token> list_;
  std::array<std::uint32_t, literal_symbols> counts_{};
  Adler adler_;
  std::size_t literal_pixels_ = 0;
};

/// Announces the codes (RFC 1951, 3.2.7): the lengths of all symbols, one by one, in a code of their own.
void write_codes(BitWriter& out, const std::vector<Code>& literals) {
  constexpr std::array distance_lengths = {1, 0, 1};  // 1 and 3 bytes back; a single bit each
  std::array<std::uint32_t, 19> counts{};
  for (const Code& code : literals) ++counts[static_cast<std::size_t>(code.length)];
  for (const int length : distance_lengths) ++counts[static_cast<std::size_t>(length)];
  const std::vector<Code> lengths = huffman_codes(counts, 7);
  out.write(literal_symbols - 257, 5);
  out.write(distance_lengths.size() - 1, 5);
  out.write(counts.size() - 4, 4);
  for (const std::size_t i :
       {16u, 17u, 18u, 0u, 8u, 7u, 9u, 6u, 10u, 5u, 11u, 4u, 12u, 3u, 13u, 2u, 14u, 1u, 15u})
    out.write(static_cast<std::uint64_t>(lengths[i].length), 3);
  for (const Code& code : literals) out.write(lengths[static_cast<std::size_t>(code.length)]);
  for (const int length : distance_lengths) out.write(lengths[static_cast<std::size_t>(length)]);
}

void write_tokens(BitWriter& out, const std::vector<Token>& tokens, const std::vector<Code>& codes) {
  for (const Token token : tokens) {
    if (token.distance == 0) {
      out.write(codes[token.value]);
      continue;
    }
    const LengthSymbol length = length_symbols[token.value];
    const Code code = codes[length.symbol];
    const std::uint32_t distance_bit = token.distance == 1 ? 0 : 1;
    out.write(code.bits | static_cast<std::uint32_t>(length.extra) << code.length |
                  distance_bit << (code.length + length.extra_bits),
              code.length + length.extra_bits + 1);
  }
}

}  // namespace

std::optional<std::vector<std::uint8_t>> deflate_drawing(const Image& image) {
  Tokens tokens;
  if (!tokens.read(image)) return std::nullopt;
  auto counts = tokens.counts();
  counts[end_of_block] = 1;
  const std::vector<Code> codes = huffman_codes(counts, 15);
  BitWriter out;
  out.reserve(tokens.list().size() + 512);
  out.write_byte(0x78);  // zlib: deflate with a window of 32 KiB, fastest
  out.write_byte(0x01);
  out.write(0b101, 3);  // the last block, with codes of its own
  write_codes(out, codes);
  write_tokens(out, tokens.list(), codes);
  out.write(codes[end_of_block]);
  out.align();
  for (int shift = 24; shift >= 0; shift -= 8) out.write_byte(tokens.adler() >> shift);
  return out.take();
}

}  // namespace actviz::plots
