#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

using Words = std::vector<std::string>;

nlohmann::json json_of(Words words) {
  words.insert(words.end(), {"--format", "json"});
  return nlohmann::json::parse(run(words).out);
}

TEST(Depth, runs_every_activation_with_every_scheme) {
  const auto report = json_of({"depth", "relu", "tanh", "--init", "he,random:0.02", "--layers", "4",
                               "--width", "32", "--batch", "16", "--seed", "5"});
  EXPECT_EQ(report["schema"], "actviz.depth/1");
  EXPECT_EQ(report["seed"], 5);
  ASSERT_EQ(report["runs"].size(), 4u);
  EXPECT_EQ(report["runs"][1]["activation"], "relu");
  EXPECT_EQ(report["runs"][1]["init"], "random:0.02");
  for (const auto& run : report["runs"]) {
    ASSERT_EQ(run["layers"].size(), 4u);
    for (const char* name : {"layer", "mean", "sd", "sd_predicted", "gradient", "gradient_predicted", "dead",
                             "saturated", "cosine", "log10_sd"})
      EXPECT_TRUE(run["layers"][2][name].is_number()) << name;
    EXPECT_EQ(run["layers"][3]["gradient"], 1);
  }
  EXPECT_NEAR(report["activations"][0]["edge_of_chaos"]["weight_variance"], 2, 1e-12);
}

TEST(Depth, gives_the_same_bytes_from_any_number_of_threads) {
  const auto with = [](const char* threads) {
    return run({"depth", "gelu", "--layers", "5", "--width", "40", "--batch", "70", "--threads", threads,
                "--format", "csv"})
        .out;
  };
  const std::string expected = with("1");
  EXPECT_GT(expected.size(), 300u);
  for (const char* threads : {"2", "8"}) EXPECT_EQ(with(threads), expected) << threads;
}

TEST(Depth, a_prediction_draws_nothing_and_goes_on_below_the_smallest_double) {
  const std::string text =
      run({"depth", "relu", "--init", "random:0.001", "--layers", "1000", "--predict"}).out;
  EXPECT_NE(text.find("1000 layers of 512, batch 256, predicted"), std::string::npos) << text;
  EXPECT_NE(text.find("e-1796"), std::string::npos) << text;
  const auto report = json_of({"depth", "relu", "--predict", "--layers", "3"});
  EXPECT_TRUE(report["seed"].is_null());
  EXPECT_FALSE(report["runs"][0]["layers"][0].contains("sd"));
}

TEST(Depth, says_what_the_best_product_of_slopes_is) {
  const std::string text = run({"depth", "sigmoid", "--layers", "10", "--predict"}).out;
  EXPECT_NE(text.find("slopes of at most 0.25: at best 9.537e-07 over 10 layers"), std::string::npos) << text;
}

TEST(Depth, a_signal_that_leaves_all_numbers_behind_is_infinite) {
  const auto report = json_of({"depth", "x^3", "--init", "he", "--layers", "12", "--predict"});
  const auto& layers = report["runs"][0]["layers"];
  EXPECT_TRUE(layers[0]["sd_predicted"].is_number());
  EXPECT_EQ(layers[11]["sd_predicted"], "Infinity");
  EXPECT_EQ(layers[0]["gradient_predicted"], "NaN");
}

TEST(Depth, draws_predictions_and_simulations) {
  const Folder folder;
  EXPECT_EQ(run({"depth", "relu", "--layers", "3", "--width", "16", "--batch", "8", "-o", "d.svg"}).out,
            "d.svg\n");
  const std::string svg = read_file("d.svg");
  EXPECT_NE(svg.find("</svg>"), std::string::npos);
}

TEST(Init, rows_are_schemes_times_activations) {
  const auto report = json_of({"init", "relu", "gelu", "--fan-in", "128", "--fan-out", "64"});
  EXPECT_EQ(report["schema"], "actviz.init/1");
  EXPECT_EQ(report["rows"].size(), 16u);
  bool seen = false;
  for (const auto& row : report["rows"])
    if (row["scheme"] == "xavier") {
      EXPECT_NEAR(row["uniform_limit"], 0.17677669529663689, 1e-15);
      seen = true;
    }
  EXPECT_TRUE(seen);
  EXPECT_TRUE(report["gains"][1]["torch_gain"].is_null());
  EXPECT_EQ(report["gains"][1]["edge_of_chaos"]["stable"], false);
}

TEST(Init, warns_where_a_gain_is_unstable_or_cannot_be) {
  const std::string text = run({"init", "gelu", "softplus", "relu", "sigmoid"}).out;
  for (const char* part :
       {"with its gain gelu does not hold a variance of 1: dV/dq = 1.1441", "softplus has no edge of chaos",
        "sigmoid keeps gradients only from a weight variance of 103.01/fan_in on"})
    EXPECT_NE(text.find(part), std::string::npos) << part << text;
  EXPECT_EQ(text.find("relu has no edge"), std::string::npos);
}

TEST(Init, samples_have_the_moments_that_were_asked_for) {
  const auto report =
      json_of({"init", "tanh", "--fan-in", "1000", "--scheme", "lecun,torch", "--sample", "--seed", "3"});
  EXPECT_EQ(report["seed"], 3);
  for (const auto& row : report["rows"]) {
    const double deviation = row["standard_deviation"], limit = row["uniform_limit"];
    EXPECT_NEAR(row["sampled"]["standard_deviation"], deviation, 5 * deviation / std::sqrt(2e6));
    EXPECT_NEAR(row["sampled"]["mean"], 0, 5 * deviation / 1000);
    EXPECT_LE(row["sampled_uniform"]["max"], limit);
    EXPECT_NEAR(row["sampled_uniform"]["max"], limit, 1e-4 * limit);
  }
}

TEST(Init, orthogonal_weights_are_not_drawn_one_by_one) {
  const auto report = json_of({"init", "tanh", "--scheme", "orthogonal", "--sample"});
  EXPECT_FALSE(report["rows"][0].contains("sampled"));
  const std::string csv = run({"init", "tanh", "--scheme", "orthogonal", "--sample", "--format", "csv"}).out;
  EXPECT_TRUE(csv.ends_with(",n/a,n/a,n/a,n/a,n/a,n/a\n")) << csv;
}

using Bad = Refused;
class BadNetwork : public testing::TestWithParam<Bad> {};

TEST_P(BadNetwork, ends_with_exit_2_and_two_lines) { expect_refused(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Depth, BadNetwork,
    testing::Values(
        Bad{{"depth", "relu", "--layers", "0"},
            "--layers: expected a whole number from 1 to 1000, got \"0\""},
        Bad{{"depth", "relu", "--layers", "1e9"},
            "--layers: expected a whole number from 1 to 1000, got \"1e9\""},
        Bad{{"depth", "relu", "--layers", "2.5"},
            "--layers: expected a whole number from 1 to 1000, got \"2.5\""},
        Bad{{"depth", "relu", "--width", "1000000", "-o", "x.png"},
            "a network of 30 layers of 1000000 with a batch of 256 takes 2.24e+04 GiB, more than 4"},
        Bad{{"depth", "relu", "--init", "hee"}, "unknown initialisation \"hee\""},
        Bad{{"depth", "relu", "--init", ""}, "unknown initialisation \"\""},
        Bad{{"depth", "relu", "--init", "random:-1"},
            "initialisation \"random:-1\": expected a name, or random and a deviation above 0"},
        Bad{{"depth", "relu", "--sigma-b", "nan"},
            "--sigma-b: expected a finite number of at least 0, got \"nan\""},
        Bad{{"depth", "relu", "--predict", "--seed", "2"},
            "--seed says nothing with --predict: nothing is drawn"},
        Bad{{"depth", "sqrt(x)"}, "\"sqrt(x)\" has no averages over normal inputs"},
        Bad{{"init", "relu", "log(x)"}, "\"log(x)\" has no averages over normal inputs"},
        Bad{{"depth", "relu", "--log", "y"}, "unknown option \"--log\""},
        Bad{{"depth", "relu", "--labels", "one", "-o", "x.png"},
            "--labels: expected as many as networks, which are 2, got 1"},
        Bad{{"depth", "relu", "--theme", "drak", "-o", "x.png"},
            "--theme: expected light, dark or print, got \"drak\""},
        Bad{{"depth", "reluu"}, "unknown activation \"reluu\""},
        Bad{{"init", "relu", "--fan-in", "0"}, "--fan-in: expected a whole number from 1 to 1e12, got \"0\""},
        Bad{{"init", "relu", "--fan-in", "1e13"},
            "--fan-in: expected a whole number from 1 to 1e12, got \"1e13\""},
        Bad{{"init", "relu", "--seed", "3"}, "--seed says nothing without --sample"},
        Bad{{"init", "relu", "--scheme", "he,,torch"}, "unknown initialisation \"\""},
        Bad{{"init", "relu", "--sample", "--seed", "-1"},
            "--seed: expected a whole number from 0 to 2^53, got \"-1\""}));

}  // namespace
}  // namespace actviz::test
