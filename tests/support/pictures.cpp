#include "tests/support/pictures.hpp"

#include <png.h>

#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace actviz::test {
namespace {

std::uint32_t number_at(std::string_view file, std::size_t at) {
  std::uint32_t value = 0;
  for (const char byte : file.substr(at, 4)) value = value << 8 | static_cast<std::uint8_t>(byte);
  return value;
}

bool is_far(std::uint32_t a, std::uint32_t b, int least) {
  for (const int shift : {0, 8, 16})
    if (std::abs(static_cast<int>(a >> shift & 255) - static_cast<int>(b >> shift & 255)) > least)
      return true;
  return false;
}

}  // namespace

plots::Image read_png(std::string_view file) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  const auto check = [&](int done) {
    if (done == 0) throw std::runtime_error(std::string("libpng: ") + header.message);
  };
  check(png_image_begin_read_from_memory(&header, file.data(), file.size()));
  header.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> bytes(PNG_IMAGE_SIZE(header));
  check(png_image_finish_read(&header, nullptr, bytes.data(), 0, nullptr));
  plots::Image image{header.width, header.height, {}};
  for (std::size_t i = 0; i + 2 < bytes.size(); i += 3)
    image.pixels.push_back(0xff000000u | std::uint32_t{bytes[i]} << 16 | std::uint32_t{bytes[i + 1]} << 8 |
                           bytes[i + 2]);
  return image;
}

std::optional<std::string> find_chunk(std::string_view file, std::string_view type) {
  constexpr std::size_t signature = 8, around = 12;  // a chunk's length and type before it, its sum behind it
  for (std::size_t at = signature; at + around <= file.size();) {
    const std::size_t length = number_at(file, at);
    if (file.substr(at + 4, 4) == type) return std::string(file.substr(at + 8, length));
    at += length + around;
  }
  return std::nullopt;
}

double share_of_different_pixels(const plots::Image& a, const plots::Image& b, int least) {
  if (a.width != b.width || a.height != b.height) return 1;
  std::size_t different = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i)
    different += is_far(a.pixels[i], b.pixels[i], least) ? 1 : 0;
  return static_cast<double>(different) / static_cast<double>(a.pixels.size());
}

}  // namespace actviz::test
