#include "lib/analysis/relu_dead_share.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace actviz::test {
namespace {

TEST(ReluDeadShare, of_the_first_layer_is_that_of_independent_signs) {
  for (const double samples : {1.0, 2.0, 10.0, 30.0})
    EXPECT_NEAR(expected_relu_dead_share(1, samples), std::exp2(-samples), 1e-14) << samples;
}

TEST(ReluDeadShare, of_one_sample_is_a_half_and_of_two_follows_from_their_correlation) {
  double c = 0;
  for (int layer = 1; layer <= 60; ++layer) {
    EXPECT_NEAR(expected_relu_dead_share(layer, 1), 0.5, 1e-12) << layer;
    EXPECT_NEAR(expected_relu_dead_share(layer, 2), 0.25 + std::asin(c) / (2 * std::numbers::pi), 1e-12)
        << layer;
    c = (std::sqrt(1 - c * c) + c * (std::numbers::pi - std::acos(c))) / std::numbers::pi;
  }
}

TEST(ReluDeadShare, agrees_with_the_table_of_another_quadrature) {
  const struct {
    int layer;
    double samples, share;
  } table[] = {{5, 256, .03047},  {10, 256, .12500}, {20, 256, .24756},
               {30, 256, .31143}, {50, 256, .37505}, {30, 4096, .2639}};
  for (const auto& [layer, samples, share] : table)
    EXPECT_NEAR(expected_relu_dead_share(layer, samples), share, samples > 256 ? 5e-5 : 5e-6) << layer;
}

TEST(ReluDeadShare, grows_with_depth_and_falls_with_samples) {
  for (int layer = 2; layer < 1000; layer *= 2)
    EXPECT_LT(expected_relu_dead_share(layer, 1e6), expected_relu_dead_share(2 * layer, 1e6)) << layer;
  for (double samples = 1; samples < 1e12; samples *= 10)
    EXPECT_GT(expected_relu_dead_share(20, samples), expected_relu_dead_share(20, 10 * samples)) << samples;
}

}  // namespace
}  // namespace actviz::test
