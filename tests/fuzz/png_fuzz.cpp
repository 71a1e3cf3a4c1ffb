// Whatever image is written as PNG at whatever resolution: libpng reads the same pixels, the resolution is
// recorded to the nearest pixel a metre where the format can hold it, and no time is.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "tests/support/pictures.hpp"

namespace {

using namespace actviz;
using plots::Image;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Numbers from the front of the input; zeros behind its end.
class Input {
 public:
  explicit Input(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint64_t number(int bytes) {
    std::uint64_t value = 0;
    for (; bytes > 0; --bytes) value = value << 8 | next();
    return value;
  }
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(number(2)) % limit; }

 private:
  std::uint8_t next() {
    if (bytes_.empty()) return 0;
    const std::uint8_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte;
  }

  std::span<const std::uint8_t> bytes_;
};

/// Draws strokes of some pixels each: runs, the row above, changes of it, slopes, noise.
class Drawing {
 public:
  Drawing(std::uint32_t width, std::uint32_t height) : image_{width, height, {}} {}

  Image of(Input& input) {
    const std::size_t size = std::size_t{image_.width} * image_.height;
    while (image_.pixels.size() < size) {
      const std::uint64_t kind = input.number(1);
      const std::uint32_t color = static_cast<std::uint32_t>(input.number(4));
      const std::size_t room = size - image_.pixels.size();
      add_stroke(kind % 5, color, std::min<std::size_t>(room, 1 + input.below(3 * image_.width)));
    }
    return std::move(image_);
  }

 private:
  std::uint32_t above() const {
    const std::size_t at = image_.pixels.size();
    return at < image_.width ? 0 : image_.pixels[at - image_.width];
  }

  void add_stroke(std::uint64_t kind, std::uint32_t color, std::size_t length) {
    for (std::uint32_t noise = color; length > 0; --length) {
      noise = noise * 1664525 + 1013904223;
      const std::uint32_t choices[] = {color, above(), above() + color, color + 0x010201 * step_++,
                                       noise >> 8};
      image_.pixels.push_back(choices[kind]);
    }
  }

  Image image_;
  std::uint32_t step_ = 0;
};

/// As resolutions are, or any double.
double resolution(Input& input) {
  if (input.number(1) % 2 == 0) return 10 + static_cast<double>(input.number(2)) / 16;
  return std::bit_cast<double>(input.number(8));
}

void check_density(const std::string& file, double dpi) {
  const auto chunk = test::find_chunk(file, "pHYs");
  require(chunk && chunk->size() == 9 && chunk->substr(0, 4) == chunk->substr(4, 4) && chunk->back() == 1);
  std::uint32_t density = 0;
  for (const char byte : chunk->substr(0, 4)) density = density << 8 | static_cast<std::uint8_t>(byte);
  require(density >= 1 && density <= 0x7fffffff);
  constexpr double metre = 1 / 0.0254;
  if (dpi >= 1 && dpi <= 1e7) require(std::fabs(density - dpi * metre) <= 0.5000001);
}

void check_pixels(Image image, const std::string& file) {
  const Image read = test::read_png(file);
  require(read.width == image.width && read.height == image.height);
  for (std::uint32_t& pixel : image.pixels) pixel |= 0xff000000;
  require(read.pixels == image.pixels);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input({data, size});
  const double dpi = resolution(input);
  const std::uint32_t width = 1 + input.below(700), height = 1 + input.below(40);
  const Image image = Drawing(width, height).of(input);
  StringSink sink;
  plots::write_png(image, dpi, sink);
  check_density(sink.text, dpi);
  check_pixels(image, sink.text);
  require(!test::find_chunk(sink.text, "tIME"));
  return 0;
}
