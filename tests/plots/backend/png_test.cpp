// PNG files, read back by libpng.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "plots/backend/backends.hpp"
#include "plots/backend/deflate.hpp"
#include "plots/charts/curves.hpp"
#include "plots/scene/layout.hpp"
#include "tests/support/cli.hpp"
#include "tests/support/pictures.hpp"

namespace actviz::test {
namespace {

using namespace plots;

std::string encoded(const Image& image, double dpi = 150) {
  StringSink sink;
  write_png(image, dpi, sink);
  return sink.text;
}

/// Images of many kinds: noise, few colours in runs, rows that repeat, smooth surfaces.
Image random_image(std::mt19937& random) {
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  Image image{1 + below(90), 1 + below(60), {}};
  const std::uint32_t kind = below(4), colors = 1 + below(5);
  std::vector<std::uint32_t> palette;
  for (std::uint32_t i = 0; i < colors; ++i) palette.push_back(0xff000000u | below(1u << 24));
  std::uint32_t color = palette[0];
  for (std::uint32_t y = 0; y < image.height; ++y)
    for (std::uint32_t x = 0; x < image.width; ++x) {
      if (kind == 0) color = 0xff000000u | below(1u << 24);
      if (kind == 1 && below(9) == 0) color = palette[below(colors)];
      if (kind == 2)
        color =
            y > 0 && below(50) > 0 ? image.pixels[image.pixels.size() - image.width] : palette[below(colors)];
      if (kind == 3) color = 0xff000000u | (x * 2) << 16 | (y * 3) << 8 | (x + y);
      image.pixels.push_back(color);
    }
  return image;
}

Image plain_image(std::uint32_t width, std::uint32_t height, std::uint32_t color) {
  Image image{width, height, {}};
  image.pixels.assign(std::size_t{width} * height, color);
  return image;
}

TEST(Png, holds_exactly_the_pixels) {
  std::mt19937 random(11);
  for (int i = 0; i < 3000; ++i) {
    const Image image = random_image(random), back = read_png(encoded(image));
    ASSERT_EQ(back.width, image.width);
    ASSERT_EQ(back.height, image.height);
    ASSERT_EQ(back.pixels, image.pixels) << "image " << i;
  }
}

TEST(Png, holds_images_one_pixel_wide_or_high) {
  std::mt19937 random(12);
  for (const auto& [width, height] : {std::pair{1u, 1u}, {1u, 500u}, {500u, 1u}, {2u, 3u}}) {
    Image image = plain_image(width, height, 0xffffffff);
    EXPECT_EQ(read_png(encoded(image)).pixels, image.pixels);
    for (auto& pixel : image.pixels) pixel = 0xff000000u | (random() & 0xffffff);
    EXPECT_EQ(read_png(encoded(image)).pixels, image.pixels);
  }
}

TEST(Png, holds_images_of_one_colour_in_little_space) {
  for (const std::uint32_t color : {0xff000000u, 0xffffffffu, 0xff010203u}) {
    const Image image = plain_image(1200, 800, color);
    const std::string file = encoded(image);
    EXPECT_EQ(read_png(file).pixels, image.pixels);
    EXPECT_LT(file.size(), 10000u);
  }
}

TEST(Png, holds_every_length_of_run) {
  for (std::uint32_t length = 1; length < 300; ++length) {
    Image image = plain_image(300, 3, 0xffffffff);
    for (std::uint32_t x = 0; x < length; ++x) image.pixels[300 + x] = 0xff123456;
    ASSERT_EQ(read_png(encoded(image)).pixels, image.pixels) << length;
  }
}

TEST(Png, ignores_the_unused_byte_of_a_pixel) {
  EXPECT_EQ(read_png(encoded(plain_image(5, 5, 0x00123456))).pixels, plain_image(5, 5, 0xff123456).pixels);
}

TEST(Png, records_the_resolution_in_pixels_per_metre) {
  const std::string metre = "\1", per_metre = {0, 0, '\x17', '\x12'};  // 5906
  EXPECT_EQ(find_chunk(encoded(plain_image(3, 3, 0xffffffff), 150), "pHYs"), per_metre + per_metre + metre);
}

TEST(Png, a_resolution_that_cannot_be_recorded_becomes_the_nearest_that_can) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  const std::string least = {0, 0, 0, 1}, most = {'\x77', '\x35', '\x94', '\0'};  // 1, 2e9
  for (const auto& [dpi, per_metre] : {std::pair{0., least},
                                       {-150., least},
                                       {-inf, least},
                                       {1e300, most},
                                       {inf, most},
                                       {std::nan(""), least}})
    EXPECT_EQ(find_chunk(encoded(plain_image(3, 3, 0), dpi), "pHYs"), per_metre + per_metre + "\1") << dpi;
}

TEST(Png, does_not_record_a_time) { EXPECT_FALSE(find_chunk(encoded(plain_image(3, 3, 0)), "tIME")); }

TEST(Png, leaves_noise_to_a_general_compressor) {
  std::mt19937 random(13);
  Image image = plain_image(300, 200, 0);
  for (auto& pixel : image.pixels) pixel = 0xff000000u | (random() & 0xffffff);
  EXPECT_FALSE(deflate_drawing(image));
  EXPECT_TRUE(deflate_drawing(plain_image(300, 200, 0xffffffff)));
  EXPECT_EQ(read_png(encoded(image)).pixels, image.pixels);
}

TEST(Png, readme_shows_what_the_command_draws) {
  const std::vector<Function> gelu{Function::parse("gelu")};
  const Image drawn = rasterize(layout(curves(gelu, {.lo = -5, .hi = 5}), {}));
  const Image shown = read_png(source_file("tests/golden/gelu.png"));
  ASSERT_EQ(drawn.width, 1200u);
  ASSERT_EQ(drawn.height, 800u);
  ASSERT_EQ(drawn.pixels.size(), shown.pixels.size());
  // Another version of cairo may round a few edges differently.
  std::size_t different = 0;
  for (std::size_t i = 0; i < drawn.pixels.size(); ++i)
    for (const int shift : {0, 8, 16}) {
      const int a = drawn.pixels[i] >> shift & 255, b = shown.pixels[i] >> shift & 255;
      different += std::abs(a - b) > 2 ? 1 : 0;
    }
  EXPECT_LT(different, drawn.pixels.size() / 1000);
}

}  // namespace
}  // namespace actviz::test
