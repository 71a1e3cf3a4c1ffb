#include "lib/analysis/stats.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "lib/base/error.hpp"

namespace actviz {
namespace {

Stats of(const char* name, const char* distribution = "normal:0,1", double epsilon = 0.01) {
  return stats(Function::parse(name), Distribution::parse(distribution), epsilon);
}

TEST(Stats, of_the_standard_normal_input_give_the_published_flat_shares) {
  struct Case {
    const char* name;
    double flat;
  };
  for (const auto& [name, flat] : {Case{"relu", .5},
                                   {"leaky_relu", .5},
                                   {"elu", 2.06064339597172e-6},
                                   {"selu", 1.17421185159288e-7},
                                   {"gelu", .0150255338582507412},
                                   {"gelu_tanh", .0151077639718739},
                                   {"silu", .0161807136974357},
                                   {"mish", .0146845514049500},
                                   {"softplus", 2.16250304082911e-6},
                                   {"sigmoid", 2 * 2.27141733593184e-6},
                                   {"tanh", 2 * .00138024052760961},
                                   {"softsign", 2 * 1.12858840595384e-19}}) {
    const Stats s = of(name);
    EXPECT_NEAR((s.saturated_left + s.saturated_right + s.flat_inner) / flat, 1, 1e-12) << name;
  }
}

TEST(Stats, tell_a_saturated_side_from_a_flat_minimum) {
  // mpmath 1.3, 40 digits
  const Stats s = of("gelu");
  EXPECT_NEAR(s.saturated_left / .00107955021356502368, 1, 1e-12);
  EXPECT_NEAR(s.flat_inner / .0139459836446857175, 1, 1e-12);
  EXPECT_EQ(s.saturated_right, 0);
  EXPECT_EQ(s.dead, 0);
}

TEST(Stats, count_a_dead_side_as_saturated_too) {
  const Stats s = of("relu", "normal:1,2");
  EXPECT_NEAR(s.dead, 0.308537538725986896, 1e-15);  // Phi(-1/2)
  EXPECT_EQ(s.saturated_left, s.dead);
  EXPECT_EQ(s.saturated_right, 0);
}

TEST(Stats, count_both_sides_apart) {
  const Stats s = of("hard_tanh", "uniform:-3,2");
  EXPECT_DOUBLE_EQ(s.saturated_left, 0.4);
  EXPECT_DOUBLE_EQ(s.saturated_right, 0.2);
  EXPECT_DOUBLE_EQ(s.dead, 0.6);
  EXPECT_EQ(s.flat_inner, 0);
}

TEST(Stats, count_a_bounded_dead_piece_as_flat_inside) {
  const Stats s = of("soft_shrink", "uniform:-1,1");
  EXPECT_DOUBLE_EQ(s.dead, 0.5);
  EXPECT_DOUBLE_EQ(s.flat_inner, 0.5);
  EXPECT_EQ(s.saturated_left + s.saturated_right, 0);
}

TEST(Stats, count_a_line_that_is_flat_everywhere_once) {
  const Stats s = of("dyt:gamma=0");
  EXPECT_EQ(s.dead, 1);
  EXPECT_EQ(s.saturated_left, 1);
  EXPECT_EQ(s.saturated_right, 0);
}

TEST(Stats, follow_epsilon) {
  EXPECT_EQ(of("leaky_relu", "normal", 0.005).saturated_left, 0);
  EXPECT_EQ(of("leaky_relu", "normal", 0.02).saturated_left, 0.5);
  EXPECT_THROW(of("leaky_relu", "normal", -1), Error);
}

TEST(Stats, join_moments_and_landmarks) {
  const Stats s = of("gelu", "normal:0,2");
  EXPECT_EQ(s.moments.mean, moments(Function::parse("gelu"), Distribution::normal(0, 2)).mean);
  ASSERT_TRUE(s.landmarks.minimum);
  EXPECT_EQ(s.landmarks.minimum, landmarks(Function::parse("gelu")).minimum);
  EXPECT_EQ(s.landmarks.flat.size(), 2u);
}

}  // namespace
}  // namespace actviz
