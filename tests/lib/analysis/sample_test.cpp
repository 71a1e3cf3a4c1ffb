#include "lib/analysis/sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "lib/catalogue/function.hpp"

namespace actviz {
namespace {

std::vector<Vertex> sampled(const char* name, int derivative, double lo, double hi) {
  const Function f = Function::parse(name);
  const auto fn = [&](double x) { return derivative == 0 ? f(x) : f.slope(x); };
  return sample(fn, lo, hi, nodes(f.facts(), derivative));
}

std::size_t breaks_in(const std::vector<Vertex>& path) {
  return static_cast<std::size_t>(
      std::ranges::count_if(path, [](const Vertex& v) { return std::isnan(v.y); }));
}

const Vertex* vertex_at(const std::vector<Vertex>& path, double x) {
  const auto found = std::ranges::find(path, x, &Vertex::x);
  return found == path.end() ? nullptr : &*found;
}

/// Greatest distance of `fn` from the path, in the unit of a figure as wide and high as the path.
double worst_deviation(const std::vector<Vertex>& path, const auto& fn) {
  const auto [lowest, highest] = std::ranges::minmax_element(path, {}, &Vertex::y);
  const double ux = (path.back().x - path.front().x) / 8000, uy = (highest->y - lowest->y) / 8000;
  double worst = 0;
  for (std::size_t i = 1; i < path.size(); ++i)
    for (int k = 1; k < 16; ++k) {
      const Vertex &a = path[i - 1], &b = path[i];
      const double x = a.x + (b.x - a.x) * k / 16, chord = a.y + (b.y - a.y) * k / 16;
      const double rise = (b.y - a.y) / uy, run = (b.x - a.x) / ux;
      worst = std::max(worst, std::fabs(fn(x) - chord) / uy * run / std::hypot(rise, run));
    }
  return worst;
}

TEST(Sample, of_a_smooth_function_stays_within_the_tolerance_with_few_points) {
  for (const char* name : {"gelu", "swish", "tanh", "sigmoid", "mish", "softplus"}) {
    const Function f = Function::parse(name);
    const auto path = sampled(name, 0, -5, 5);
    EXPECT_LE(worst_deviation(path, f), 1.5) << name;
    EXPECT_GE(path.size(), 60u) << name;
    EXPECT_LE(path.size(), 400u) << name;
  }
}

TEST(Sample, ascends_from_end_to_end) {
  const auto path = sampled("gelu", 0, -5, 5);
  EXPECT_EQ(path.front().x, -5);
  EXPECT_EQ(path.back().x, 5);
  EXPECT_TRUE(std::ranges::is_sorted(path, {}, &Vertex::x));
}

TEST(Sample, passes_exactly_through_a_corner) {
  const auto path = sampled("hard_swish", 0, -5, 5.3);
  for (const double kink : {-3.0, 3.0}) {
    const Vertex* vertex = vertex_at(path, kink);
    ASSERT_NE(vertex, nullptr);
    EXPECT_EQ(vertex->y, kink < 0 ? 0 : 3);
  }
}

TEST(Sample, of_straight_pieces_keeps_only_their_ends) {
  const auto path = sampled("relu", 0, -5, 4);
  ASSERT_EQ(path.size(), 3u);
  EXPECT_EQ(path[1].x, 0);
  EXPECT_EQ(path[1].y, 0);
}

TEST(Sample, breaks_at_a_jump_between_its_one_sided_limits) {
  const auto path = sampled("relu", 1, -5, 4);
  ASSERT_EQ(path.size(), 5u);
  EXPECT_EQ(path[1].x, 0);
  EXPECT_EQ(path[1].y, 0);
  EXPECT_EQ(path[2].x, 0);
  EXPECT_TRUE(std::isnan(path[2].y));
  EXPECT_EQ(path[3].x, 0);
  EXPECT_EQ(path[3].y, 1);
}

TEST(Sample, sees_the_sides_of_a_kink_that_is_computed_from_parameters) {
  const auto path = sampled("hard_sigmoid:alpha=0.3,beta=0.47", 1, -5, 5);
  ASSERT_EQ(breaks_in(path), 2u);
  EXPECT_EQ(path[1].y, 0);
  EXPECT_EQ(path[3].y, 0.3);
}

TEST(Sample, breaks_a_function_that_jumps_itself) {
  EXPECT_EQ(breaks_in(sampled("hard_shrink", 0, -2, 2)), 2u);
  EXPECT_EQ(breaks_in(sampled("soft_shrink", 0, -2, 2)), 0u);
}

TEST(Sample, does_not_break_a_slope_whose_curvature_jumps) {
  const auto path = sampled("elu", 1, -5, 4);
  EXPECT_EQ(breaks_in(path), 0u);
  ASSERT_NE(vertex_at(path, 0), nullptr);
  EXPECT_EQ(vertex_at(path, 0)->y, 1);
}

TEST(Sample, takes_the_inner_limit_where_a_jump_lies_on_the_end_of_the_range) {
  const auto right = sampled("relu", 1, 0, 4), left = sampled("relu", 1, -4, 0);
  EXPECT_EQ(right.front().y, 1);
  EXPECT_EQ(left.back().y, 0);
  EXPECT_EQ(breaks_in(right) + breaks_in(left), 0u);
}

TEST(Sample, ignores_nodes_outside_the_range) { EXPECT_EQ(sampled("relu", 0, 1, 4).size(), 2u); }

TEST(Sample, breaks_where_the_function_has_no_value) {
  const auto path = sample([](double x) { return std::sqrt(x); }, -1, 1, {});
  EXPECT_EQ(breaks_in(path), 1u);
  EXPECT_TRUE(std::isnan(path.front().y));
  EXPECT_EQ(path[1].x, 0);
}

TEST(Sample, breaks_where_the_function_is_infinite_and_ends_close_to_it) {
  const auto path = sample([](double x) { return 1 / (x - 0.3) / (x - 0.3); }, -1, 1, {}, 1e-3, 1e-2);
  EXPECT_LE(path.size(), 4096u);
  const auto pole = sample([](double x) { return x < 0.3 ? std::log(0.3 - x) : std::nan(""); }, -1, 1, {});
  double last = -1;
  for (const Vertex& v : pole)
    if (std::isfinite(v.y)) last = v.x;
  EXPECT_NEAR(last, 0.3, 2.0 / 8000 * 2);
}

TEST(Sample, of_what_never_has_a_value_is_a_break) {
  const auto path = sample([](double) { return std::nan(""); }, -1, 1, {});
  ASSERT_EQ(path.size(), 1u);
  EXPECT_TRUE(std::isnan(path.front().y));
}

TEST(Sample, draws_a_step_steeper_than_the_figure_can_show) {
  const auto path = sampled("dyt:alpha=1e6", 0, -4.7, 5.3);
  EXPECT_LE(path.size(), 400u);
  ASSERT_NE(vertex_at(path, 0), nullptr);
  const auto next = std::ranges::find_if(path, [](const Vertex& v) { return v.x > 0; });
  EXPECT_EQ(next->y, 1);
  EXPECT_LE(next->x, 10.0 / 4000);
}

TEST(Sample, finds_a_spike_at_zero) {
  const auto path = sampled("dyt:alpha=1e6", 1, -4.7, 5.3);
  EXPECT_EQ(std::ranges::max_element(path, {}, [](const Vertex& v) { return v.y; })->y, 1e6);
}

TEST(Sample, has_a_bounded_number_of_points_whatever_it_draws) {
  const auto path = sample([](double x) { return std::sin(1e5 * x); }, 0, 1, {});
  EXPECT_LE(path.size(), 4096u);
  EXPECT_GE(path.size(), 2048u);
}

TEST(Sample, sees_an_inflection_in_the_middle_of_a_base_interval) {
  const double centre = 0.5 + 1.0 / 256;  // a cubic's chord meets it there
  const auto path = sample([&](double x) { return std::tanh(300 * (x - centre)); }, 0, 1, {});
  EXPECT_LE(worst_deviation(path, [&](double x) { return std::tanh(300 * (x - centre)); }), 1.5);
}

TEST(Sample, draws_what_falls_from_near_infinity) {
  const auto path = sample([](double x) { return 0.5 / std::sqrt(x); }, 1e-320, 6, {}, 1e-4, 1e-4);
  EXPECT_GT(path.size(), 100u);
}

TEST(Sample, draws_a_constant) {
  const auto path = sample([](double) { return 3.0; }, -1, 1, {});
  ASSERT_EQ(path.size(), 2u);
  EXPECT_EQ(path.back().y, 3);
}

}  // namespace
}  // namespace actviz
