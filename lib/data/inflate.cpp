#include "lib/data/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <utility>

#include "lib/base/error.hpp"

namespace actviz {
namespace {

Error damaged(const std::string& name) {
  return Error(name + ": the archive is damaged here", "copy or write it again");
}

class InflateSource : public Source {
 public:
  InflateSource(std::unique_ptr<Source> compressed, std::uint64_t size, Checksum checksum, std::string name)
      : compressed_(std::move(compressed)),
        checksum_(std::move(checksum)),
        name_(std::move(name)),
        left_(size) {
    constexpr int no_header = -15;
    if (::inflateInit2(&stream_, no_header) != Z_OK) throw std::bad_alloc();
  }
  ~InflateSource() override { ::inflateEnd(&stream_); }
  InflateSource(const InflateSource&) = delete;
  InflateSource& operator=(const InflateSource&) = delete;

  std::size_t read(std::span<char> buffer) override {
    if (left_ == 0) {
      finish();
      return 0;
    }
    const std::size_t count = inflate(buffer.first(std::min<std::uint64_t>(buffer.size(), left_)));
    if (count == 0 && !buffer.empty()) throw damaged(name_);
    left_ -= count;
    checksum_.add(std::as_bytes(buffer.first(count)));
    return count;
  }

 private:
  /// Fills the front of a buffer; less than all of it only at the end of the stream.
  std::size_t inflate(std::span<char> buffer) {
    constexpr std::size_t most = std::numeric_limits<uInt>::max();
    buffer = buffer.first(std::min(buffer.size(), most));
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(buffer.size());
    while (stream_.avail_out > 0 && !ended_) {
      if (stream_.avail_in == 0) refill();
      const int result = ::inflate(&stream_, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END) throw damaged(name_);
      ended_ = result == Z_STREAM_END;
    }
    return buffer.size() - stream_.avail_out;
  }

  void refill() {
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(compressed_->read(input_));
    if (stream_.avail_in == 0) throw damaged(name_);
  }

  /// The stream, too, must end where the archive says.
  void finish() {
    std::array<char, 1> beyond;
    const bool more = !ended_ && inflate(beyond) > 0;
    if (more || stream_.avail_in > 0 || compressed_->read(beyond) > 0) throw damaged(name_);
  }

  std::unique_ptr<Source> compressed_;
  Checksum checksum_;
  std::string name_;
  std::uint64_t left_;
  z_stream stream_{};
  bool ended_ = false;
  std::array<char, 65536> input_;
};

}  // namespace

Checksum::Checksum(std::uint32_t expected, std::uint64_t size, std::string name)
    : name_(std::move(name)), left_(size), expected_(expected) {}

void Checksum::add(std::span<const std::byte> bytes) {
  sum_ =
      static_cast<std::uint32_t>(::crc32_z(sum_, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
  left_ -= bytes.size();
  if (left_ == 0 && sum_ != expected_) throw damaged(name_);
}

std::unique_ptr<Source> inflated(std::unique_ptr<Source> compressed, std::uint64_t size, Checksum checksum,
                                 const std::string& name) {
  return std::make_unique<InflateSource>(std::move(compressed), size, std::move(checksum), name);
}

}  // namespace actviz
