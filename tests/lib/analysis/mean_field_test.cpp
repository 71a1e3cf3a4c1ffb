#include "lib/analysis/mean_field.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace actviz::test {
namespace {

Function of(const char* name) { return Function::parse(name); }

/// Within `room` of itself.
void expect_near(double value, double expected, double room, const char* what) {
  EXPECT_NEAR(value, expected, room * std::max(std::fabs(expected), 1e-3)) << what;
}

TEST(MeanField, averages_have_closed_forms) {
  const double pi = std::numbers::pi;
  for (const double sd : {0.01, 0.5, 1.0, 3.0, 10.0}) {
    const double s = sd * sd;
    const LayerAverages relu = layer_averages(of("relu"), sd), gelu = layer_averages(of("gelu"), sd),
                        erf = layer_averages(of("erf(x)"), sd), sine = layer_averages(of("sin(x)"), sd);
    expect_near(relu.mean, sd / std::sqrt(2 * pi), 1e-13, "relu mean");
    expect_near(relu.rms * relu.rms, s / 2, 1e-13, "relu square");
    expect_near(relu.slope_rms * relu.slope_rms, 0.5, 1e-13, "relu slope");
    expect_near(relu.growth, 0.5, 1e-13, "relu growth");
    const double shared =
        0.25 + std::asin(s / (1 + s)) / (2 * pi) + s / (pi * (1 + s) * std::sqrt(1 + 2 * s));
    expect_near(gelu.rms * gelu.rms, s * shared, 1e-12, "gelu square");
    expect_near(gelu.slope_rms * gelu.slope_rms, shared + s / (2 * pi * std::pow(1 + 2 * s, 1.5)), 1e-12,
                "gelu slope");
    expect_near(erf.rms * erf.rms, 2 / pi * std::asin(2 * s / (1 + 2 * s)), 1e-12, "erf square");
    expect_near(erf.slope_rms * erf.slope_rms, 4 / (pi * std::sqrt(1 + 4 * s)), 1e-12, "erf slope");
    expect_near(sine.rms * sine.rms, (1 - std::exp(-2 * s)) / 2, 1e-12, "sin square");
    EXPECT_EQ(std::fabs(sine.mean) < 1e-15, true);
  }
}

TEST(MeanField, averages_of_tiny_signals_do_not_underflow) {
  for (const double sd : {1e-250, 1e-200, 1e-100}) {
    expect_near(layer_averages(of("tanh"), sd).rms / sd, 1, 1e-13, "tanh");
    expect_near(layer_averages(of("gelu"), sd).rms / sd, 0.5, 1e-13, "gelu");
    expect_near(layer_averages(of("relu"), sd).rms / sd, std::sqrt(0.5), 1e-13, "relu");
    expect_near(layer_averages(of("sigmoid"), sd).rms, 0.5, 1e-13, "sigmoid");
  }
}

TEST(MeanField, edges_of_chaos_are_those_known) {
  const auto tanh = edge_with_biases(of("tanh"), 0.05);
  ASSERT_TRUE(tanh);
  EXPECT_NEAR(tanh->init.weights, 1.760954639606739, 1e-12);
  EXPECT_NEAR(tanh->q, .5700478816407641, 1e-11);
  EXPECT_TRUE(tanh->is_stable());
  EXPECT_NEAR(std::sqrt(edge_with_biases(of("tanh"), 0.04)->init.weights), 1.304145840056511, 1e-12);
  EXPECT_NEAR(std::sqrt(edge_with_biases(of("elu"), 0.04)->init.weights), 1.229251124137206, 1e-12);
  EXPECT_NEAR(edge_at(of("atan(x)"), 1)->init.weights, 2, 1e-12);
  const auto erf = edge_at(of("erf(x)"), 1);
  EXPECT_NEAR(erf->init.weights, std::numbers::pi * std::sqrt(5.0) / 4, 1e-12);
  EXPECT_NEAR(erf->chi_q, 1.0 / 3, 1e-12);
  for (const double q : {1e-4, 1.0, 57.0}) {
    const auto relu = edge_at(of("relu"), q);
    ASSERT_TRUE(relu) << q;
    EXPECT_NEAR(relu->init.weights, 2, 1e-12);
    EXPECT_EQ(relu->init.biases, 0);
    EXPECT_NEAR(relu->chi_q, 1, 1e-12);
    EXPECT_FALSE(edge_at(of("softplus"), q)) << q;
  }
}

TEST(MeanField, sigmoid_has_its_edge_far_out) {
  for (const double q : {0.1, 1.0, 10.0}) EXPECT_FALSE(edge_at(of("sigmoid"), q)) << q;
  // The weights must make up for slopes of at most 1/4: for large q, E f^2 nears 1/2 and E f'^2 the density
  // at 0 times the integral of sigma'^2, which is 1/6; so that q/2 is about 6 sqrt(2 pi q)/4.
  const auto edge = edge_with_biases(of("sigmoid"), 0);
  ASSERT_TRUE(edge);
  EXPECT_GT(edge->init.weights, 90);
  EXPECT_LT(edge->init.weights, 130);
  EXPECT_TRUE(edge->is_stable());
}

TEST(MeanField, half_stable_edges_are_those_known) {
  const struct {
    const char* name;
    double q, weights, biases, room;
  } table[] = {{"gelu", (3 + std::sqrt(17.0)) / 2, 1.98305825743754713, 0.172922390756067352, 1e-12},
               {"silu", 14.320173618026, 1.9880046782695, 0.55514317072154, 1e-11},
               {"mish", 1.6701691324785, 2.0135240697195, 0.094521787370689, 1e-11}};
  for (const auto& [name, q, weights, biases, room] : table) {
    const auto edge = half_stable_edge(of(name));
    ASSERT_TRUE(edge) << name;
    EXPECT_NEAR(edge->q, q, room * q * 10) << name;
    EXPECT_NEAR(edge->init.weights, weights, room) << name;
    EXPECT_NEAR(edge->init.biases, biases, 10 * room) << name;
    EXPECT_NEAR(edge->chi_q, 1, 1e-12) << name;
  }
  for (const char* name : {"tanh", "relu", "sigmoid", "identity"})
    EXPECT_FALSE(half_stable_edge(of(name))) << name;
}

TEST(MeanField, fixed_points_are_those_known) {
  const struct {
    const char* name;
    double weights, biases, q, chi1;
  } table[] = {{"tanh", 1.69, 0.09, .60704679190932, .93980742868215},
               {"tanh", 6.25, 0.09, 4.0791238752822, 1.585224765006},
               {"tanh", 16, 0.09, 12.604149497844, 2.3672610355459},
               {"tanh", 25.0 / 9, 0, 1.178480490385908, 1.209831320382829},
               {"sigmoid", 1, 0, .2646868751818925, .05572070676970179},
               {"sigmoid", 16, 0, 5.855403564410189, .3988790065437358}};
  for (const auto& [name, weights, biases, q, chi1] : table) {
    const auto points = fixed_points(of(name), {weights, biases});
    ASSERT_FALSE(points.empty()) << name;
    EXPECT_NEAR(points.back().q, q, 2e-12 * q) << name << ' ' << weights;
    EXPECT_NEAR(points.back().chi1, chi1, 1e-12 * 10) << name << ' ' << weights;
    EXPECT_LT(points.back().chi_q, 1) << name;
  }
  const auto vanishing = fixed_points(of("tanh"), {0.5, 0});
  ASSERT_EQ(vanishing.size(), 1u);
  EXPECT_EQ(vanishing[0].q, 0);
  EXPECT_NEAR(vanishing[0].chi1, 0.5, 1e-12);
  const auto every = fixed_points(of("relu"), {2, 0});
  ASSERT_EQ(every.size(), 1u);
  EXPECT_TRUE(every[0].is_everywhere);
  EXPECT_TRUE(edge_with_biases(of("relu"), 0)->is_everywhere);
  EXPECT_NEAR(every[0].chi1, 1, 1e-12);
}

TEST(MeanField, selu_keeps_mean_and_variance) {
  // The map of (mean, variance) has the slopes 0.0888347551 and 0.7826478832 in them at (0, 1).
  const LayerAverages selu = layer_averages(of("selu"), 1);
  EXPECT_NEAR(selu.mean, 0, 1e-13);
  EXPECT_NEAR(selu.rms, 1, 1e-13);
  EXPECT_NEAR(selu.growth, .7826478832, 1e-10);
  // d mean/d variance = E[z f']/2, by a difference of the mean.
  const double h = 1e-5;
  const double slope = (layer_averages(of("selu"), std::sqrt(1 + h)).mean -
                        layer_averages(of("selu"), std::sqrt(1 - h)).mean) /
                       (2 * h);
  EXPECT_NEAR(slope, .0888347551, 1e-9);
}

TEST(MeanField, cosines_behind_an_activation_are_those_known) {
  const double pi = std::numbers::pi;
  for (const double c : {-0.9, -0.5, 0.0, 0.3, 0.5, 0.99, 1.0})
    for (const double sd : {1e-200, 0.3, 1.0, 7.0})
      EXPECT_NEAR(cosine_behind(of("relu"), sd, c), (std::sqrt(1 - c * c) + c * (pi - std::acos(c))) / pi,
                  1e-10)
          << c << ' ' << sd;
  EXPECT_NEAR(cosine_behind(of("erf(x)"), 1, 0.5), std::asin(1.0 / 3) / std::asin(2.0 / 3), 1e-10);
  const struct {
    const char* name;
    double cosine;
  } table[] = {{"tanh", .472551399375}, {"gelu", .534533000657}, {"silu", .514846168118}};
  for (const auto& [name, cosine] : table) {
    EXPECT_NEAR(cosine_behind(of(name), 1, 0.5), cosine, 1e-10) << name;
    EXPECT_NEAR(cosine_behind(of(name), 1, 1), 1, 1e-12) << name;
  }
}

}  // namespace
}  // namespace actviz::test
