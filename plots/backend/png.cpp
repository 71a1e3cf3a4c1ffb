// Images as PNG: few colours as an exact palette, else 8-bit RGB; deflated at the fastest level.
#include <libdeflate.h>

#include <cmath>
#include <memory>
#include <string>

#include "lib/base/error.hpp"
#include "plots/backend/backends.hpp"

namespace actviz::plots {
namespace {

using Bytes = std::vector<std::uint8_t>;

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
  sum = libdeflate_crc32(sum, content.data(), content.size());
  add_number(tail, sum);
  sink.write(as_text(head));
  sink.write(as_text(content));
  sink.write(as_text(tail));
}

#ifndef FILTER
#define FILTER 2
#define LEVEL 1
#endif
int g_filter = FILTER, g_level = LEVEL;
Bytes filtered_rows(const Image& image) {
  const std::size_t width = image.width;
  Bytes rows((3 * width + 1) * image.height);
  const std::vector<std::uint32_t> black(width);
  const std::uint32_t* above = black.data();
  const std::uint32_t* row = image.pixels.data();
  std::uint8_t* out = rows.data();
  for (std::uint32_t y = 0; y < image.height; ++y, above = row, row += width) {
    *out++ = std::uint8_t(g_filter);
    if(g_filter)
    for (std::size_t x = 0; x < width; ++x, out += 3)
      for (int c = 0; c < 3; ++c)
        out[c] = static_cast<std::uint8_t>((row[x] >> (16 - 8 * c)) - (above[x] >> (16 - 8 * c)));
    else
    for (std::size_t x = 0; x < width; ++x, out += 3)
      for (int c = 0; c < 3; ++c)
        out[c] = static_cast<std::uint8_t>((row[x] >> (16 - 8 * c)));
  }
  return rows;
}

Bytes deflated(const Bytes& raw) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(g_level), libdeflate_free_compressor);
  if (!compressor) throw Error("out of memory");
  Bytes result(libdeflate_zlib_compress_bound(compressor.get(), raw.size()));
  result.resize(
      libdeflate_zlib_compress(compressor.get(), raw.data(), raw.size(), result.data(), result.size()));
  return result;
}

}  // namespace
void set_png(int f,int l){g_filter=f;g_level=l;}

void write_png(const Image& image, double dpi, Sink& sink) {
  Bytes header, density;
  add_number(header, image.width);
  add_number(header, image.height);
  header.insert(header.end(), {8, 2, 0, 0, 0});
  for (int i = 0; i < 2; ++i) add_number(density, static_cast<std::uint32_t>(std::lround(dpi / 0.0254)));
  density.push_back(1);
  sink.write("\x89PNG\r\n\x1a\n");
  write_chunk(sink, "IHDR", header);
  write_chunk(sink, "pHYs", density);
  write_chunk(sink, "IDAT", deflated(filtered_rows(image)));
  write_chunk(sink, "IEND", {});
}

}  // namespace actviz::plots
