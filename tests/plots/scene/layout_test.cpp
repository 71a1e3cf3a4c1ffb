#include "plots/scene/layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "plots/figure/scale.hpp"
#include "plots/scene/frames.hpp"

namespace actviz::plots {
namespace {

Panel line_panel(double top, std::string label = "") {
  Panel panel{.x = {"x", 0, 1}, .y = {"y", {}, {}}};
  panel.marks.emplace_back(Line{{{0, 0}, {1, top}}, {}, std::move(label)});
  return panel;
}

Figure grid_of(int panels, int columns) {
  Figure figure;
  figure.panels.clear();
  for (int i = 0; i < panels; ++i) figure.panels.push_back(line_panel(1 + 100 * i));
  figure.columns = columns;
  return figure;
}

std::vector<Frame> frames(const Figure& figure) { return arrange(figure, {600, 500, 150}, {}); }

int times(const Scene& scene, const std::string& text) {
  return static_cast<int>(std::ranges::count_if(scene.items, [&](const Item& item) {
    const auto* run = std::get_if<GlyphRun>(&item);
    return run != nullptr && run->text == text;
  }));
}

TEST(Limits, are_each_panels_own_or_those_of_all) {
  Figure figure = grid_of(2, 2);
  EXPECT_LT(limits(figure)[0].y.hi, 2);
  figure.share_y = true;
  EXPECT_EQ(limits(figure)[0].y.hi, limits(figure)[1].y.hi);
  EXPECT_GT(limits(figure)[0].y.hi, 100);
}

TEST(Frames, are_alike_and_aligned) {
  const auto all = frames(grid_of(6, 3));
  for (const Frame& frame : all) {
    EXPECT_EQ(frame.area.width, all[0].area.width);
    EXPECT_EQ(frame.area.height, all[0].area.height);
  }
  for (const std::size_t i : {0u, 1u, 2u}) {
    EXPECT_EQ(all[i].area.x, all[i + 3].area.x);
    EXPECT_EQ(all[i].area.y, all[0].area.y);
  }
  EXPECT_GT(all[1].left, all[0].area.x + all[0].area.width);
  EXPECT_GT(all[3].area.y, all[0].area.y + all[0].area.height);
}

TEST(Frames, of_shared_axes_have_numbers_at_the_edge_only) {
  Figure figure = grid_of(5, 3);
  figure.share_x = figure.share_y = true;
  const auto all = frames(figure);
  for (const std::size_t i : {0u, 3u}) EXPECT_FALSE(all[i].y.labels.empty()) << i;
  for (const std::size_t i : {1u, 2u, 4u}) EXPECT_TRUE(all[i].y.labels.empty()) << i;
  for (const std::size_t i : {0u, 1u}) EXPECT_TRUE(all[i].x.labels.empty()) << i;
  for (const std::size_t i : {2u, 3u, 4u}) EXPECT_FALSE(all[i].x.labels.empty()) << "lowest of a column";
  for (const Frame& frame : all) EXPECT_FALSE(frame.x.ticks.empty() || frame.y.ticks.empty());
}

TEST(Frames, of_own_axes_all_have_numbers) {
  for (const Frame& frame : frames(grid_of(4, 2)))
    EXPECT_FALSE(frame.x.labels.empty() || frame.y.labels.empty());
}

TEST(Frames, of_shared_axes_leave_the_panels_more_room) {
  Figure figure = grid_of(4, 2);
  const Rect own = frames(figure)[0].area;
  figure.share_x = figure.share_y = true;
  const Rect shared = frames(figure)[0].area;
  EXPECT_GT(shared.width, own.width);
  EXPECT_GT(shared.height, own.height);
}

TEST(Frames, that_are_narrow_have_more_than_three_numbers_where_these_have_room) {
  Figure figure = grid_of(2, 2);
  for (Panel& panel : figure.panels) panel.x.lo = -3, panel.x.hi = 3;
  for (const Frame& frame : arrange(figure, {720, 340, 150}, {})) EXPECT_EQ(frame.x.labels.size(), 7u);
}

TEST(Layout, legends_stand_in_their_panels_or_once_outside) {
  Figure figure = grid_of(2, 1);
  figure.panels = {line_panel(1, "curve"), line_panel(1, "curve")};
  EXPECT_EQ(times(layout(figure, {}), "curve"), 2);
  figure.one_legend = true;
  EXPECT_EQ(times(layout(figure, {}), "curve"), 1);
}

TEST(Layout, a_legend_outside_stands_beside_the_scale_of_a_heatmap) {
  Figure figure;
  figure.panels = {line_panel(1, "curve")};
  figure.panels[0].marks.emplace_back(Heatmap{{1, 1, {0.5}, {{0, 0}, {1, 1}}}, {}, "height"});
  figure.one_legend = true;
  double label = 0, height = 0;
  const Scene scene = layout(figure, {});
  for (const Item& item : scene.items)
    if (const auto* run = std::get_if<GlyphRun>(&item)) {
      if (run->text == "curve") label = run->at.x;
      if (run->text == "height") height = run->at.x;
    }
  constexpr double sample = 20;  // of the curve, before the label
  EXPECT_GT(label - sample, height);
}

TEST(Layout, cells_stand_beside_their_label_under_the_heading) {
  Figure figure;
  figure.panels = {line_panel(1)};
  std::get<Line>(figure.panels[0].marks[0]).label = "name";
  std::get<Line>(figure.panels[0].marks[0]).cells = {"first", "second"};
  figure.legend_heading = {"", "one", "two"};
  figure.one_legend = true;
  std::map<std::string, Point> at;
  const Scene scene = layout(figure, {});
  for (const Item& item : scene.items)
    if (const auto* run = std::get_if<GlyphRun>(&item)) at[run->text] = run->at;
  EXPECT_EQ(at["first"].x, at["one"].x);
  EXPECT_EQ(at["second"].x, at["two"].x);
  EXPECT_EQ(at["first"].y, at["name"].y);
  EXPECT_GT(at["first"].y, at["one"].y);
}

TEST(Layout, a_callout_covers_neither_a_curve_nor_another) {
  Figure figure;
  Panel& panel = figure.panels[0];
  Line line{{}, {}};
  for (int i = 0; i <= 400; ++i) line.points.push_back({i / 400.0, std::sin(i / 20.0)});
  panel.marks.emplace_back(line);
  for (const std::size_t i : {31u, 157u, 160u})
    panel.marks.emplace_back(Callout{{line.points[i]}, {}, "a value at " + std::to_string(i)});
  const Medium medium;
  const Margins margins{page_edge, 0, 0};
  const Frame frame = arrange(figure, medium, margins)[0];
  std::vector<Rect> boxes;
  const Scene scene = layout(figure, {});
  for (const Item& item : scene.items)
    if (const auto* run = std::get_if<GlyphRun>(&item); run && run->text.starts_with("a value"))
      boxes.push_back({run->at.x, run->at.y - 7, run->glyphs.back().at.x, 9});
  ASSERT_EQ(boxes.size(), 3u);
  for (const Rect& box : boxes) {
    for (const Point& p : line.points) {
      const Point at = frame.scales(p);
      EXPECT_FALSE(at.x > box.x && at.x < box.x + box.width && at.y > box.y && at.y < box.y + box.height);
    }
    for (const Rect& other : boxes) {
      const bool apart = &box == &other || box.x > other.x + other.width || other.x > box.x + box.width ||
                         box.y > other.y + other.height || other.y > box.y + box.height;
      EXPECT_TRUE(apart);
    }
  }
}

TEST(Layout, a_callout_leaves_the_lines_at_zero_whole) {
  for (int i = -10; i <= 10; ++i) {
    Figure figure;
    figure.panels[0] = {.x = {"x", -1, 1}, .y = {"y", -1, 1}};
    figure.panels[0].marks.emplace_back(Callout{{{0.5, 0.01 * i}}, {}, "here"});
    const Point zero = arrange(figure, {}, {page_edge, 0, 0})[0].scales({0, 0});
    const Scene scene = layout(figure, {});
    const auto text = std::ranges::find_if(scene.items, [](const Item& item) {
      const auto* run = std::get_if<GlyphRun>(&item);
      return run && run->text == "here";
    });
    ASSERT_NE(text, scene.items.end());
    const GlyphRun& run = std::get<GlyphRun>(*text);
    EXPECT_TRUE(run.at.y < zero.y || run.at.y - 7 > zero.y) << i;
  }
}

TEST(Layout, callouts_that_say_the_same_of_one_place_say_it_once) {
  Figure figure;
  figure.panels[0] = line_panel(1);
  for (int i = 0; i < 2; ++i) figure.panels[0].marks.emplace_back(Callout{{{0.5, 0.5}}, {i}, "half"});
  EXPECT_EQ(times(layout(figure, {}), "half"), 1);
}

}  // namespace
}  // namespace actviz::plots
