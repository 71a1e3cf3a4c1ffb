#include "lib/analysis/grid.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "lib/base/error.hpp"

namespace actviz {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

std::string message_of(const auto& make) {
  try {
    make();
  } catch (const Error& error) {
    EXPECT_FALSE(error.hint.empty());
    return error.message;
  }
  return "no error";
}

TEST(Grid, hits_both_ends_exactly) {
  for (const auto& [lo, hi] : {std::pair{-6.0, 6.0}, {0.1, 0.7}, {-1.0 / 3, 1e9}, {-1.7e308, 1.7e308}}) {
    const Grid grid = Grid::with_count(lo, hi, 1001);
    EXPECT_EQ(grid.at(0), lo);
    EXPECT_EQ(grid.at(1000), hi);
  }
}

TEST(Grid, of_one_point_is_its_lower_end) { EXPECT_EQ(Grid::with_count(2, 3, 1).at(0), 2); }

TEST(Grid, is_symmetric_where_its_ends_are) {
  for (const double end : {6.0, 0.1, 1.0 / 3, 5e-324, 1.7e308})
    for (const std::size_t count : {2u, 3u, 1000u, 1001u}) {
      const Grid grid = Grid::with_count(-end, end, count);
      for (std::size_t i = 0; i < count; ++i)
        EXPECT_EQ(grid.at(i), -grid.at(count - 1 - i)) << end << ' ' << i;
    }
}

TEST(Grid, with_an_odd_count_and_symmetric_ends_hits_zero) {
  for (const double end : {6.0, 0.1, 1.0 / 3, 1.7e308})
    EXPECT_EQ(Grid::with_count(-end, end, 1201).at(600), 0.0);
}

TEST(Grid, gives_the_decimal_a_person_expects) {
  const Grid grid = Grid::with_count(-6, 6, 1201);
  for (int i = 0; i <= 1200; ++i) EXPECT_EQ(grid.at(static_cast<std::size_t>(i)), (i - 600) / 100.0) << i;
}

TEST(Grid, never_decreases_even_where_points_are_closer_than_doubles) {
  const Grid grid = Grid::with_count(1e9, std::nextafter(1e9, inf), 10000);
  for (std::size_t i = 1; i < grid.count; ++i) EXPECT_LE(grid.at(i - 1), grid.at(i));
}

TEST(Grid, by_step_reaches_the_upper_end_where_the_step_divides_the_range) {
  struct Case {
    double lo, hi, step;
    std::size_t count;
  };
  for (const auto& [lo, hi, step, count] : std::vector<Case>{{-6, 6, 0.01, 1201},
                                                             {0, 1, 0.1, 11},
                                                             {0, 0.3, 0.1, 4},
                                                             {0.1, 0.7, 0.2, 4},
                                                             {-1, 1, 2, 2},
                                                             {1, 2, 1.0 / 3, 4}}) {
    const Grid grid = Grid::with_step(lo, hi, step);
    ASSERT_EQ(grid.count, count) << lo << ' ' << hi << ' ' << step;
    EXPECT_EQ(grid.at(count - 1), hi);
  }
}

TEST(Grid, by_step_stays_below_an_upper_end_it_does_not_hit) {
  const Grid grid = Grid::with_step(-1, 1, 0.75);
  ASSERT_EQ(grid.count, 3u);
  EXPECT_EQ(grid.at(1), -0.25);
  EXPECT_EQ(grid.at(2), 0.5);
}

TEST(Grid, by_step_larger_than_the_range_is_its_lower_end) {
  EXPECT_EQ(Grid::with_step(1, 2, 5).count, 1u);
  EXPECT_EQ(Grid::with_step(1, 2, 5).at(0), 1);
}

TEST(Grid, by_step_does_not_accumulate_rounding) {
  const Grid grid = Grid::with_step(0, 1000, 0.001);
  ASSERT_EQ(grid.count, 1000001u);
  EXPECT_EQ(grid.at(123456), 123.456);
}

TEST(Grid, refuses_what_makes_no_grid_and_says_why) {
  EXPECT_EQ(message_of([] { Grid::with_count(3, 1, 5); }), "expected lo < hi, got lo=3, hi=1");
  EXPECT_EQ(message_of([] { Grid::with_count(1, 1, 5); }), "expected lo < hi, got lo=1, hi=1");
  EXPECT_EQ(message_of([] { Grid::with_count(-inf, 1, 5); }), "expected two finite ends, got lo=-inf, hi=1");
  EXPECT_EQ(message_of([] { Grid::with_count(0, std::nan(""), 5); }),
            "expected two finite ends, got lo=0, hi=NaN");
  EXPECT_EQ(message_of([] { Grid::with_count(0, 1, 0); }), "expected at least 1 point, got 0");
  EXPECT_EQ(message_of([] { Grid::with_count(0, 1, 1'000'000'001); }),
            "expected at most 1e+09 points, got 1000000001");
  EXPECT_EQ(message_of([] { Grid::with_step(0, 1, 0); }), "expected a finite step above 0, got 0");
  EXPECT_EQ(message_of([] { Grid::with_step(0, 1, inf); }), "expected a finite step above 0, got inf");
  EXPECT_EQ(message_of([] { Grid::with_step(0, 1, 1e-10); }),
            "a step of 1e-10 from 0 to 1 makes more than 1e+09 points");
  EXPECT_EQ(message_of([] { Grid::with_step(-1e308, 1e308, 5e-324); }).find("a step of"), 0u);
}

}  // namespace
}  // namespace actviz
