#include "plots/backend/snap.hpp"

#include <gtest/gtest.h>

namespace actviz::test {
namespace {

using namespace plots;

Outline line(Point from, Point to) {
  Outline outline;
  outline.move_to(from);
  outline.line_to(to);
  return outline;
}

TEST(Snap, lines_of_odd_width_lie_on_pixel_centres) {
  EXPECT_EQ(snapped_stroke(line({1.2, 5.7}, {9.6, 5.7}), 1).points,
            (std::vector<Point>{{1, 5.5}, {10, 5.5}}));
  EXPECT_EQ(snapped_stroke(line({3.1, 0}, {3.1, 8}), 3).points, (std::vector<Point>{{3.5, 0}, {3.5, 8}}));
}

TEST(Snap, lines_of_even_width_lie_on_pixel_edges) {
  EXPECT_EQ(snapped_stroke(line({1, 5.7}, {9, 5.7}), 2).points, (std::vector<Point>{{1, 6}, {9, 6}}));
}

TEST(Snap, slanted_lines_stay) {
  EXPECT_EQ(snapped_stroke(line({1.2, 5.7}, {9.6, 6.7}), 1).points, line({1.2, 5.7}, {9.6, 6.7}).points);
}

TEST(Snap, corners_move_in_both_directions) {
  Outline box = rectangle({1.2, 2.2, 5, 5});
  for (const Point& p : snapped_stroke(box, 1).points) {
    EXPECT_TRUE(p.x == 1.5 || p.x == 6.5) << p.x;
    EXPECT_TRUE(p.y == 2.5 || p.y == 7.5) << p.y;
  }
}

TEST(Snap, boxes_end_on_pixel_edges) {
  EXPECT_EQ(snapped_fill(rectangle({1.2, 2.7, 5, 5})).points, rectangle({1, 3, 5, 5}).points);
}

TEST(Snap, thin_boxes_keep_a_pixel) {
  EXPECT_EQ(snapped_fill(rectangle({1.2, 2.1, 5, 0.2})).points, rectangle({1, 2, 5, 1}).points);
}

TEST(Snap, nothing_stays_nothing) { EXPECT_TRUE(snapped_fill({}).points.empty()); }

}  // namespace
}  // namespace actviz::test
