#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

#include "lib/base/error.hpp"
#include "plots/backend/backends.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::test {
namespace {

using namespace plots;

constexpr Color white{255, 255, 255, 255}, black{0, 0, 0, 255};
constexpr std::uint32_t white_pixel = 0xffffffff, black_pixel = 0xff000000;

/// A page of 20 x 10 pixels where a point is a pixel.
Scene page(std::vector<Item> items, double dpi = 72) {
  return {{20, 10, dpi}, white, "", "", std::move(items)};
}

Path line(Point from, Point to, double width, bool snap) {
  Path path;
  path.outline.move_to(from);
  path.outline.line_to(to);
  path.stroke = Stroke{black, width, {}, false};
  path.snap = snap;
  return path;
}

std::uint32_t pixel(const Image& image, std::uint32_t x, std::uint32_t y) {
  return image.pixels[y * image.width + x];
}

/// The rows of a column that are black, white or between as '#', '.', '+'.
std::string column(const Image& image, std::uint32_t x) {
  std::string text;
  for (std::uint32_t y = 0; y < image.height; ++y) {
    const std::uint32_t color = pixel(image, x, y);
    text += color == white_pixel ? '.' : color == black_pixel ? '#' : '+';
  }
  return text;
}

std::string message(const Medium& medium) {
  try {
    rasterize({medium, white, "", "", {}});
  } catch (const Error& error) {
    return error.message;
  }
  return "";
}

TEST(Raster, an_empty_page_is_its_background) {
  Scene scene = page({});
  scene.background = {1, 2, 3, 255};
  const Image image = rasterize(scene);
  EXPECT_EQ(image.width, 20u);
  EXPECT_EQ(image.height, 10u);
  EXPECT_EQ(image.pixels, Pixels(200, 0xff010203));
}

TEST(Raster, the_resolution_gives_the_size) {
  const Image image = rasterize({{576, 384, 150}, white, "", "", {}});
  EXPECT_EQ(image.width, 1200u);
  EXPECT_EQ(image.height, 800u);
}

TEST(Raster, a_snapped_line_covers_whole_rows) {
  EXPECT_EQ(column(rasterize(page({line({0, 4.3}, {20, 4.3}, 1, true)})), 5), "....#.....");
  EXPECT_EQ(column(rasterize(page({line({0, 4.3}, {20, 4.3}, 2, true)})), 5), "...##.....");
  EXPECT_EQ(column(rasterize(page({line({0, 4.3}, {20, 4.3}, 0.2, true)})), 5), "....#.....")
      << "at least a pixel";
}

TEST(Raster, a_line_that_is_not_snapped_blurs) {
  EXPECT_EQ(column(rasterize(page({line({0, 4.3}, {20, 4.3}, 1, false)})), 5), "...++.....");
}

TEST(Raster, a_snapped_box_covers_whole_pixels) {
  const Image image = rasterize(page({Path{rectangle({2.3, 3.4, 4, 3}), black, std::nullopt, true}}));
  EXPECT_EQ(column(image, 2), "...###....");
  EXPECT_EQ(column(image, 1), "..........");
}

TEST(Raster, paints_inside_a_clip_only) {
  const Path box{rectangle({0, 0, 20, 10}), black, std::nullopt, false};
  const Image image = rasterize(page({Clip{Rect{2, 3, 4, 4}}, box}));
  EXPECT_EQ(column(image, 3), "...####...");
  EXPECT_EQ(column(image, 7), "..........");
  EXPECT_EQ(column(rasterize(page({Clip{Rect{2, 3, 4, 4}}, Clip{}, box})), 7), "##########");
}

TEST(Raster, mixes_colours_by_their_alpha) {
  const Image image =
      rasterize(page({Path{rectangle({0, 0, 20, 10}), Color{0, 0, 0, 128}, std::nullopt, false}}));
  EXPECT_NEAR(pixel(image, 5, 5) & 0xff, 127, 1);
}

TEST(Raster, every_pixel_is_opaque) {
  Scene scene = page({line({1, 1}, {19, 9}, 1.5, false)}, 300);
  place(scene, set_text("$x^2$", {8, {200, 30, 60, 90}, Face::regular}), {3, 8}, 30);
  for (const std::uint32_t p : rasterize(scene).pixels) ASSERT_EQ(p >> 24, 0xffu);
}

TEST(Raster, text_stands_on_its_baseline) {
  Scene scene = page({});
  place(scene, set_text("H", {8, black, Face::regular}), {2, 8});
  const Image image = rasterize(scene);
  const std::string stem = column(image, 3);
  EXPECT_EQ(stem[1], '.');
  EXPECT_NE(stem[3], '.');
  EXPECT_NE(stem[7], '.');
  EXPECT_EQ(stem[8], '.');
}

TEST(Raster, text_turned_by_90_degrees_reads_upwards) {
  Scene scene{{20, 20, 72}, white, "", "", {}};
  place(scene, set_text("L", {12, black, Face::regular}), {14, 18}, 90);
  const Image image = rasterize(scene);
  EXPECT_NE(pixel(image, 10, 16), white_pixel) << "the stem of the L lies flat";
  EXPECT_EQ(pixel(image, 8, 13), white_pixel);
}

TEST(Raster, breaks_a_line_where_a_coordinate_is_no_number) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Path path = line({0, 5.5}, {5, 5.5}, 1, false);
  for (const Point p : {Point{nan, 5.5}, {10, 5.5}, {20, 5.5}}) path.outline.line_to(p);
  const Image image = rasterize(page({path}));
  EXPECT_EQ(column(image, 2), ".....#....");
  EXPECT_EQ(column(image, 7), "..........");
  EXPECT_EQ(column(image, 12), ".....#....");
}

TEST(Raster, survives_coordinates_of_any_size) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  for (const double far : {1e4, 1e9, 1e300, inf}) {
    const Image image = rasterize(page({line({10.5, far}, {10.5, -far}, 1, false)}));
    EXPECT_EQ(column(image, 10), "##########") << far;
  }
}

TEST(Raster, refuses_a_page_without_pixels) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Medium& medium :
       {Medium{0, 10, 72}, {10, 0, 72}, {-5, 10, 72}, {nan, 10, 72}, {10, 10, nan}, {10, 10, 0}})
    EXPECT_NE(message(medium).find("has no pixels"), std::string::npos) << medium.width;
}

TEST(Raster, refuses_a_page_with_too_many_pixels) {
  EXPECT_NE(message({20000, 20000, 72}).find("400 megapixels"), std::string::npos)
      << message({20000, 20000, 72});
  EXPECT_NE(message({1, 40000, 72}).find("40000 pixels long"), std::string::npos);
  EXPECT_NE(message({1e300, 1e300, 1e300}), "");
}

TEST(Raster, many_threads_paint_the_same_bytes) {
  const auto paint = [] {
    Scene scene{{200, 100, 150}, white, "", "", {}};
    place(scene,
          set_text(R"($\frac{1}{2}\sqrt{x} \odot \sigma_\beta(x)$ and text)", {11, black, Face::semibold}),
          {5, 40});
    Path curve = line({0, 50}, {0, 50}, 1.3, false);
    for (int i = 0; i < 200; ++i) curve.outline.line_to({i * 1.0, 50 + 40 * std::sin(i * 0.1)});
    scene.items.push_back(curve);
    StringSink sink;
    write_png(rasterize(scene), 150, sink);
    write_svg(scene, sink);
    return sink.text;
  };
  const std::string expected = paint();
  std::vector<std::string> results(8);
  std::vector<std::jthread> threads;
  for (std::string& result : results) threads.emplace_back([&] { result = paint(); });
  threads.clear();
  for (const std::string& result : results) EXPECT_TRUE(result == expected);
}

}  // namespace
}  // namespace actviz::test
