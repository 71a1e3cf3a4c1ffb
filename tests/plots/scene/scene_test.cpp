#include "plots/scene/scene.hpp"

#include <gtest/gtest.h>

namespace actviz::test {
namespace {

using namespace plots;

Scene example() {
  Scene scene{{100, 50, 150}, {255, 255, 255, 255}, "A title", "two\nlines", {}};
  Path box{rectangle({1, 2, 3, 4}), Color{1, 2, 3, 128}, std::nullopt, true};
  Path curve;
  curve.outline.move_to({-0.0001, 0});
  curve.outline.cubic_to({1, 1}, {2, 2}, {3, 3.0004});
  curve.stroke = Stroke{{0, 0, 0, 255}, 0.5, {2, 1}, false};
  scene.items = {
      Clip{Rect{0, 0, 10, 20}}, box, curve, Clip{},
      GlyphRun{Face::italic, 11, {31, 35, 40, 255}, {5, 6}, 90, {{7, {0, 0}}, {8, {6.5, -1}}}, "f(\x01"}};
  return scene;
}

TEST(Dump, says_one_item_a_line) {
  EXPECT_EQ(dump(example()), R"(page 100.000 50.000 at 150.000 dpi on #ffffff
title A title
description two\x0alines
clip 0.000 0.000 10.000 20.000
path fill #01020380 snap: M 1.000 2.000 L 4.000 2.000 L 4.000 6.000 L 1.000 6.000 Z
path stroke #000000 0.500 dash 2.000 1.000 flat: M 0.000 0.000 C 1.000 1.000 2.000 2.000 3.000 3.000
clip none
glyphs italic 11.000 #1f2328 at 5.000 6.000 angle 90.000 "f(\x01": 0.000 6.500,-1.000
)");
}

}  // namespace
}  // namespace actviz::test
