#include "lib/analysis/propagation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numbers>

#include "lib/base/error.hpp"

namespace actviz::test {
namespace {

Network network(const std::string& scheme, int layers = 30, std::size_t width = 128, std::size_t batch = 64) {
  return {.layers = layers, .width = width, .batch = batch, .scheme = InitScheme::parse(scheme)};
}

const LayerSignal& last(const std::vector<LayerSignal>& layers) { return layers.back(); }

struct Case {
  const char *activation, *scheme;
  double sd, gradient;  ///< behind layer 30; of layer 1 over layer 30
};

/// Deviation and gradient by another program's mean field, two to four digits.
const Case table[] = {
    {"relu", "random:0.01", 1.10e-24, 8.3e-24},
    {"relu", "xavier", 2.52e-5, 4.32e-5},
    {"relu", "he", .826, 1},
    {"tanh", "random:0.01", 4.1e-20, 1.8e-19},
    {"tanh", "xavier", .1310, .1575},
    {"tanh", "he", .5559, 2.809},
    {"sigmoid", "random:0.01", .0282, 6.0e-37},
    {"sigmoid", "xavier", .1212, 5.9e-19},
    {"sigmoid", "he", .1663, 3.1e-15},
    {"gelu", "random:0.01", 4.2e-29, 0},
    {"gelu", "xavier", 1.74e-9, 3.9e-9},
    {"gelu", "he", 1.16e-3, 2.8e-3},
    {"selu", "random:0.01", 2.4e-15, 0},
    {"selu", "xavier", 1.000, 2.725},
    {"selu", "he", 12.5, 52},
};

std::string name_of(const testing::TestParamInfo<Case>& info) {
  std::string name = std::string(info.param.activation) + "_" + info.param.scheme;
  std::ranges::replace_if(
      name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
}

class DepthTable : public testing::TestWithParam<Case> {};

TEST_P(DepthTable, mean_field_is_that_of_another_program) {
  const auto& [activation, scheme, sd, gradient] = GetParam();
  const auto layers = predict(Function::parse(activation), network(scheme, 30, 512, 256));
  EXPECT_NEAR(last(layers).sd / sd, 1, .03);
  EXPECT_TRUE(gradient == 0 || std::fabs(layers[0].gradient / gradient - 1) < .03) << layers[0].gradient;
}

/// Simulations scatter about the prediction by a variance of the squared norm's logarithm of about 5 L/n.
void expect_simulated(const Case& one, std::size_t width, std::size_t batch) {
  const Network net = network(one.scheme, 30, width, batch);
  const Function f = Function::parse(one.activation);
  const auto predicted = predict(f, net);
  constexpr int seeds = 4;
  double sd = 0, gradient = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    const auto simulated = simulate(f, net, static_cast<std::uint64_t>(seed), 2);
    sd += std::log(last(simulated).sd / last(predicted).sd) / seeds;
    gradient += std::log(simulated[0].gradient / predicted[0].gradient) / seeds;
  }
  const bool is_unstable = std::string(one.activation) == "gelu" && std::string(one.scheme) == "he";
  const double bound = is_unstable ? std::log(width < 512 ? 40 : 4)
                                   : 1.5 * std::sqrt(5 * 30. / (static_cast<double>(width) * seeds)) + .1;
  EXPECT_LT(std::fabs(sd), bound);
  EXPECT_LT(std::fabs(gradient), bound);
}

TEST_P(DepthTable, simulations_agree_with_it) { expect_simulated(GetParam(), 128, 16); }

INSTANTIATE_TEST_SUITE_P(Propagation, DepthTable, testing::ValuesIn(table), name_of);

class DepthTableSlow : public testing::TestWithParam<Case> {};
TEST_P(DepthTableSlow, simulations_of_width_512_agree_with_it) { expect_simulated(GetParam(), 512, 256); }
INSTANTIATE_TEST_SUITE_P(Slow, DepthTableSlow, testing::ValuesIn(table), name_of);

bool same(const std::vector<LayerSignal>& a, const std::vector<LayerSignal>& b) {
  return std::ranges::equal(a, b, [](const LayerSignal& x, const LayerSignal& y) {
    return x.mean == y.mean && x.sd == y.sd && x.gradient == y.gradient && x.dead == y.dead &&
           x.saturated == y.saturated && x.cosine == y.cosine;
  });
}

TEST(Propagation, has_the_same_bits_from_any_number_of_threads_and_others_from_another_seed) {
  for (const char* scheme : {"he", "torch", "orthogonal"}) {
    const Network net = network(scheme, 5, 70, 130);
    const Function f = Function::parse("gelu");
    const auto one = simulate(f, net, 3, 1);
    for (const unsigned threads : {2u, 3u, 8u})
      EXPECT_TRUE(same(simulate(f, net, 3, threads), one)) << scheme;
    EXPECT_FALSE(same(simulate(f, net, 4, 1), one)) << scheme;
  }
}

TEST(Propagation, orthogonal_weights_keep_lengths_exactly) {
  const auto layers = simulate(Function::parse("identity"), network("orthogonal", 20), 1, 2);
  for (const LayerSignal& layer : layers) {
    EXPECT_NEAR(layer.sd, layers[0].sd, 1e-3);
    EXPECT_NEAR(layer.gradient, 1, 1e-12);
  }
}

TEST(Propagation, of_the_identity_is_a_product_of_weights) {
  // Variance grows by n * 0.04 = 5.12 a layer.
  const auto layers = predict(Function::parse("identity"), network("random:0.2", 10));
  for (int l = 0; l < 10; ++l) {
    const auto& layer = layers[static_cast<std::size_t>(l)];
    EXPECT_NEAR(layer.sd / std::pow(5.12, (l + 1) / 2.0), 1, 1e-12) << l;
    EXPECT_NEAR(layer.gradient / std::pow(5.12, (9 - l) / 2.0), 1, 1e-12) << l;
    EXPECT_NEAR(layer.cosine, 0, 1e-12);
  }
}

TEST(Propagation, logarithms_go_on_where_numbers_end) {
  const Network net = network("random:0.001", 400, 64, 8);
  const double loss = std::log10(std::sqrt(64 * 1e-6 / 2));
  EXPECT_NEAR(predict(Function::parse("relu"), net)[0].log10_gradient / (399 * loss), 1, .02);
  const auto predicted = predict(Function::parse("relu"), net);
  EXPECT_NEAR(last(predicted).log10_sd,
              400 * loss + std::log10(std::sqrt(2 * (1 - 1 / std::numbers::pi)) / std::sqrt(2.0)), .1);
  EXPECT_LT(last(predicted).log10_sd, -700);
  const auto simulated = simulate(Function::parse("relu"), network("random:0.001", 130, 64, 8), 1, 1);
  EXPECT_GT(last(simulated).sd, 0);
  EXPECT_LT(last(simulated).sd, 1e-270) << "no 0, though its square is";
  EXPECT_NEAR(simulated[0].log10_gradient / (129 * loss), 1, .02);
}

TEST(Propagation, the_dead_share_is_that_of_geometry) {
  const auto layers = predict(Function::parse("relu"), network("xavier", 30, 512, 256));
  EXPECT_NEAR(layers[4].dead, .03047, 5e-6);
  EXPECT_NEAR(layers[9].dead, .12500, 5e-6);
  EXPECT_NEAR(layers[29].dead, .31143, 5e-6);
  EXPECT_EQ(predict(Function::parse("tanh"), network("xavier", 2))[1].dead, 0);
}

TEST(Propagation, biases_hold_a_signal_up_and_make_inputs_alike) {
  Network net = network("he", 40, 200, 64);
  net.bias_variance = 0.5;
  const Function f = Function::parse("tanh");
  const auto predicted = predict(f, net), simulated = simulate(f, net, 5, 2);
  EXPECT_NEAR(last(simulated).sd, last(predicted).sd, .05);
  EXPECT_NEAR(last(simulated).cosine, last(predicted).cosine, .1);
  EXPECT_GT(last(predicted).cosine, .3);
}

TEST(Propagation, a_network_beyond_memory_is_refused) {
  for (const std::size_t width : {std::size_t{100'000}, std::size_t{4} << 40}) {
    const Network net = network("he", 30, width, 256);
    EXPECT_THROW(simulate(Function::parse("relu"), net, 1, 1), Error) << width;
  }
}

TEST(InitScheme, variances_are_those_of_the_papers) {
  const Function relu = Function::parse("relu"), gelu = Function::parse("gelu");
  const Fans fans{128, 64};
  const auto variance = [&](const char* scheme, const Function& f) {
    return weight_variance(InitScheme::parse(scheme), f, fans);
  };
  EXPECT_NEAR(variance("random:0.01", relu), 1e-4, 1e-18);
  EXPECT_EQ(variance("lecun", relu), 1.0 / 128);
  EXPECT_NEAR(variance("xavier", relu), 0.0104166667, 1e-10);
  EXPECT_NEAR(std::sqrt(3 * variance("glorot", relu)), 0.17677669529663689, 1e-15);
  EXPECT_EQ(std::sqrt(variance("he", relu)), 0.125);
  EXPECT_NEAR(variance("torch", relu), 1.0 / 384, 1e-18);
  EXPECT_EQ(variance("orthogonal", relu), 1.0 / 128);
  EXPECT_NEAR(variance("gain", relu), 2.0 / 128, 1e-15);
  EXPECT_NEAR(std::sqrt(128 * variance("gain", gelu)), 1.53353044119554, 1e-13);
  EXPECT_NEAR(std::sqrt(128 * variance("variance", gelu)), 1.70092624336333, 1e-13);
}

TEST(InitScheme, gains_are_those_of_quadrature_and_torch) {
  const struct {
    const char* name;
    double gain, variance, chi1, chi_q, torch;  ///< the last 0: refused
  } gains[] = {{"relu", 1.41421356237310, 1.71285855044966, 1, 1, std::sqrt(2)},
               {"leaky_relu", 1.41414285699784, 1.70483162717734, 1, 1, 1.4141428569978354},
               {"elu", 1.24519830070071, 1.27084341785020, 1.03590, .89097, 0},
               {"selu", 1, 1, 1.07157, .78265, .75},
               {"gelu", 1.53353044119554, 1.70092624336333, 1.07203, 1.14406, 0},
               {"silu", 1.67653247033109, 1.78718722210044, 1.06663, 1.17259, 0},
               {"mish", 1.48684758127321, 1.59202538109945, 1.05912, 1.07634, 0},
               {"softplus", 1.04186683553530, 1.91912598010766, .31846, .49205, 0},
               {"sigmoid", 1.84622854533861, 4.80131337203996, .15283, .10634, 1},
               {"tanh", 1.59253741972283, 1.59253741972283, 1.17781, .46107, 5.0 / 3}};
  for (const auto& [name, gain, variance, chi1, chi_q, torch] : gains) {
    const Function f = Function::parse(name);
    const Gain found = gain_of(f);
    EXPECT_NEAR(found.second_moment, gain, 1e-12) << name;
    EXPECT_NEAR(found.variance, variance, 1e-12) << name;
    EXPECT_NEAR(found.chi1, chi1, 6e-6) << name;
    EXPECT_NEAR(found.chi_q, chi_q, 6e-6) << name;
    EXPECT_NEAR(torch_gain(f).value_or(0), torch, 1e-15) << name;
  }
}

TEST(InitScheme, unknown_names_are_answered_with_the_nearest) {
  for (const char* text : {"", "hee", "he:2", "random:", "random:-1", "random:x", "random:0", "random:nan"})
    EXPECT_THROW(InitScheme::parse(text), Error) << text;
  EXPECT_EQ(InitScheme::parse("kaiming").label(), "he");
  EXPECT_EQ(InitScheme::parse("random:0.02").label(), "random:0.02");
  EXPECT_EQ(InitScheme::parse("random").label(), "random:0.01");
}

}  // namespace
}  // namespace actviz::test
