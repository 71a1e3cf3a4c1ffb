#pragma once
// Huffman codes as deflate (RFC 1951) wants them.
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace actviz::plots {

/// Bits of a code in the order in which they are written.
struct Code {
  std::uint32_t bits = 0;
  int length = 0;  ///< 0: the symbol does not occur
};

/// Optimal lengths of at most `limit` bits for symbols of these counts (nearly optimal where the limit
/// binds); at least two symbols get a code, as some decoders demand.
std::vector<Code> huffman_codes(std::span<const std::uint32_t> counts, int limit);

/// Collects bits, lowest first.
class BitWriter {
 public:
  /// `count` is at most 32.
  void write(std::uint64_t bits, int count) {
    pending_ |= bits << filled_;
    filled_ += count;
    if (filled_ >= 32) flush(4);
  }
  void write(Code code) { write(code.bits, code.length); }
  void write_byte(std::uint32_t byte) { write(byte & 0xff, 8); }
  void align() {
    filled_ = (filled_ + 7) & ~7;
    flush(filled_ / 8);
  }
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
  std::vector<std::uint8_t> take() {
    align();
    return std::move(bytes_);
  }

 private:
  void flush(int count) {
    for (int i = 0; i < count; ++i, pending_ >>= 8) bytes_.push_back(static_cast<std::uint8_t>(pending_));
    filled_ -= 8 * count;
  }

  std::vector<std::uint8_t> bytes_;
  std::uint64_t pending_ = 0;
  int filled_ = 0;
};

}  // namespace actviz::plots
