#pragma once
// What zip archives need: CRC-32 and streams compressed by deflate.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "lib/base/files.hpp"

namespace actviz {

/// The CRC-32 of bytes that pass by in order, held against what an archive says of them.
class Checksum {
 public:
  /// `size` bytes will pass; `name` stands for them in messages.
  Checksum(std::uint32_t expected, std::uint64_t size, std::string name);

  /// Throws Error when the last byte has passed and the sum is not the expected one.
  void add(std::span<const std::byte> bytes);

 private:
  std::string name_;
  std::uint64_t left_;
  std::uint32_t expected_, sum_ = 0;
};

/// What `compressed` (raw deflate, RFC 1951) holds, `size` bytes by what an archive says. At its end reading
/// throws Error where the size, the checksum or the stream is not in order.
std::unique_ptr<Source> inflated(std::unique_ptr<Source> compressed, std::uint64_t size, Checksum checksum,
                                 const std::string& name);

}  // namespace actviz
