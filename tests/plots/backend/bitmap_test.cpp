// Pictures inside scenes: the cells of heatmaps and the blends of surfaces, in every format.
#include <gtest/gtest.h>

#include <sstream>

#include "plots/backend/backends.hpp"
#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

using namespace plots;

constexpr Color red{255, 0, 0, 255}, green{0, 255, 0, 255}, blue{0, 0, 255, 255}, white{255, 255, 255, 255};

/// A page of 20 x 10 points with a picture of 2 x 1 pixels on a place of 8 x 4.
Scene page(bool smooth) {
  return {{20, 10, 72}, white, "", "", {Bitmap{{4, 3, 8, 4}, 2, 1, {red, blue}, smooth}}};
}

std::uint32_t pixel(const Image& image, std::uint32_t x, std::uint32_t y) {
  return image.pixels[y * image.width + x] & 0xffffff;
}

TEST(Bitmap, cells_are_sharp_and_fill_their_place) {
  const Image image = rasterize(page(false));
  for (std::uint32_t x = 0; x < 20; ++x)
    for (std::uint32_t y = 0; y < 10; ++y) {
      const bool inside = x >= 4 && x < 12 && y >= 3 && y < 7;
      EXPECT_EQ(pixel(image, x, y), !inside ? 0xffffffu : x < 8 ? 0xff0000u : 0x0000ffu) << x << ' ' << y;
    }
}

TEST(Bitmap, a_smooth_one_blends_and_ends_at_its_place) {
  const Image image = rasterize(page(true));
  EXPECT_EQ(pixel(image, 4, 5), 0xff0000u);
  EXPECT_EQ(pixel(image, 11, 5), 0x0000ffu);
  for (std::uint32_t x = 5; x < 12; ++x)
    EXPECT_LE(pixel(image, x, 5) >> 16, pixel(image, x - 1, 5) >> 16) << "red only goes down";
  const std::uint32_t middle = pixel(image, 7, 5) >> 16;
  EXPECT_GT(middle, 100u);
  EXPECT_LT(middle, 200u);
  EXPECT_EQ(pixel(image, 3, 5), 0xffffffu);
  EXPECT_EQ(pixel(image, 12, 5), 0xffffffu);
}

TEST(Bitmap, rows_count_from_the_top) {
  const Scene scene{{4, 4, 72}, white, "", "", {Bitmap{{0, 0, 4, 4}, 1, 2, {green, blue}}}};
  const Image image = rasterize(scene);
  EXPECT_EQ(pixel(image, 1, 0), 0x00ff00u);
  EXPECT_EQ(pixel(image, 1, 3), 0x0000ffu);
}

TEST(Bitmap, stays_inside_a_clip) {
  Scene scene = page(false);
  scene.items.insert(scene.items.begin(), Clip{Rect{0, 0, 6, 10}});
  EXPECT_EQ(pixel(rasterize(scene), 5, 5), 0xff0000u);
  EXPECT_EQ(pixel(rasterize(scene), 7, 5), 0xffffffu);
}

TEST(Bitmap, without_pixels_or_room_is_nothing) {
  for (const Bitmap& nothing : {Bitmap{{4, 3, 8, 4}, 0, 0, {}}, Bitmap{{4, 3, 0, 4}, 2, 1, {red, blue}}}) {
    const Scene scene{{20, 10, 72}, white, "", "", {nothing}};
    rasterize(scene);
    StringSink svg, pdf;
    write_svg(scene, svg);
    write_pdf(scene, pdf);
    EXPECT_EQ(svg.text.find("NaN"), std::string::npos);
  }
}

TEST(Bitmap, stays_a_picture_in_a_pdf) {
  const Folder folder;
  StringSink sink;
  write_pdf(page(false), sink);
  save("page.pdf", sink.text);
  const std::string list = shell("pdfimages -list page.pdf").out;
  std::istringstream lines(list);
  std::string line;
  for (int i = 0; i < 3; ++i) std::getline(lines, line);  // two of heading
  std::istringstream fields(line);
  std::string number, index, type, width, height;
  fields >> number >> index >> type >> width >> height;
  EXPECT_EQ(type + " " + width + " " + height, "image 2 1") << list;
}

TEST(Bitmap, is_a_png_in_an_svg_with_cells_large_enough_to_stay_sharp) {
  StringSink sharp, smooth;
  write_svg(page(false), sharp);
  write_svg(page(true), smooth);
  const auto embedded = [](const std::string& svg) {
    const std::string start = "xlink:href=\"data:image/png;base64,";
    const auto from = svg.find(start) + start.size();
    return svg.substr(from, svg.find('"', from) - from);
  };
  EXPECT_NE(sharp.text.find("image-rendering=\"pixelated\""), std::string::npos);
  EXPECT_EQ(smooth.text.find("pixelated"), std::string::npos);
  const auto png = [](std::uint32_t width, std::uint32_t height, const std::vector<std::uint32_t>& pixels) {
    StringSink sink;
    write_png({width, height, Pixels(pixels.begin(), pixels.end())}, 72, sink);
    return base64(sink.text);
  };
  EXPECT_EQ(embedded(smooth.text), png(2, 1, {0xffff0000, 0xff0000ff}));
  std::vector<std::uint32_t> large(512 * 256);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = i % 512 < 256 ? 0xffff0000 : 0xff0000ff;
  EXPECT_EQ(embedded(sharp.text), png(512, 256, large));
}

}  // namespace
}  // namespace actviz::test
