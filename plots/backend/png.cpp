// Images as PNG, 8-bit RGB.
#include <libdeflate.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>

#include "lib/base/error.hpp"
#include "plots/backend/backends.hpp"
#include "plots/backend/deflate.hpp"

namespace actviz::plots {
namespace {

using Bytes = std::vector<std::uint8_t>;

// Measured on smooth surfaces: a fifth smaller than level 5 for a third more time; higher levels gain little.
constexpr int level = 6;

void add_number(Bytes& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void write_chunk(Sink& sink, std::string_view type, std::span<const std::uint8_t> content) {
  Bytes head, tail;
  add_number(head, static_cast<std::uint32_t>(content.size()));
  head.insert(head.end(), type.begin(), type.end());
  std::uint32_t sum = libdeflate_crc32(0, head.data() + 4, 4);
  if (!content.empty()) sum = libdeflate_crc32(sum, content.data(), content.size());
  add_number(tail, sum);
  sink.write(as_text(head));
  sink.write(as_text(content));
  sink.write(as_text(tail));
}

/// The rows as PNG keeps them, unfiltered: smooth colour runs compress better so.
Bytes plain_rows(const Image& image) {
  Bytes rows;
  rows.reserve((std::size_t{3} * image.width + 1) * image.height);
  const std::uint32_t* pixel = image.pixels.data();
  for (std::uint32_t y = 0; y < image.height; ++y) {
    rows.push_back(0);
    for (std::uint32_t x = 0; x < image.width; ++x, ++pixel)
      for (int shift = 16; shift >= 0; shift -= 8) rows.push_back(static_cast<std::uint8_t>(*pixel >> shift));
  }
  return rows;
}

Bytes deflated(const Bytes& raw) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(level), libdeflate_free_compressor);
  if (!compressor) throw Error("out of memory");
  Bytes result(libdeflate_zlib_compress_bound(compressor.get(), raw.size()));
  result.resize(
      libdeflate_zlib_compress(compressor.get(), raw.data(), raw.size(), result.data(), result.size()));
  return result;
}

}  // namespace

void write_png(const Image& image, double dpi, Sink& sink) {
  Bytes header, density;
  add_number(header, image.width);
  add_number(header, image.height);
  header.insert(header.end(), {8, 2, 0, 0, 0});  // 8 bits, RGB
  // fmax takes the number where dpi is none.
  const auto per_metre =
      static_cast<std::uint32_t>(std::fmin(std::fmax(std::floor(dpi / 0.0254 + 0.5), 1), 2e9));
  for (int axis = 0; axis < 2; ++axis) add_number(density, per_metre);
  density.push_back(1);
  const auto drawing = deflate_drawing(image);
  sink.write("\x89PNG\r\n\x1a\n");
  write_chunk(sink, "IHDR", header);
  write_chunk(sink, "pHYs", density);
  write_chunk(sink, "IDAT", drawing ? *drawing : deflated(plain_rows(image)));
  write_chunk(sink, "IEND", {});
}

}  // namespace actviz::plots
