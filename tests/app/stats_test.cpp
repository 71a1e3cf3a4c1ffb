#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

/// The number behind `"key": ` in the first function of a JSON text.
double field(const std::string& json, const std::string& key) {
  const auto at = json.find("\"" + key + "\": ", json.find("\"functions\""));
  return at == std::string::npos ? -1e300 : std::stod(json.substr(at + key.size() + 4));
}

TEST(StatsCommand, json_has_the_agreed_shape) {
  const std::string json =
      run({"stats", "leaky_relu:0.2", "--input", "uniform:-1,3", "--epsilon", "0.5", "--format", "json"}).out;
  for (const std::string piece :
       {"\"schema\": \"actviz.stats/1\"", "\"distribution\": \"uniform\"", "\"lo\": -1", "\"hi\": 3",
        "\"epsilon\": 0.5", "\"name\": \"leaky_relu\"", "\"alpha\": 0.2", "\"minimum\": null",
        "\"maximum\": null", "\"side\": \"left\"", "\"from\": \"-Infinity\"", "\"to\": 0"})
    EXPECT_NE(json.find(piece), std::string::npos) << piece << "\n" << json;
  EXPECT_DOUBLE_EQ(field(json, "saturated_left"), 0.25);
  EXPECT_EQ(field(json, "dead"), 0);
  EXPECT_DOUBLE_EQ(field(json, "mean"), (4.5 - 0.1) / 4);
}

TEST(StatsCommand, relu_is_dead_for_half_of_a_standard_normal) {
  const std::string json = run({"stats", "relu", "--format", "json"}).out;
  EXPECT_EQ(field(json, "dead"), 0.5);
  EXPECT_EQ(field(json, "saturated_left"), 0.5) << "dead is saturated too";
  EXPECT_EQ(field(json, "saturated_right"), 0);
  EXPECT_NEAR(field(json, "mean"), 0.398942280401432678, 1e-15);
}

TEST(StatsCommand, the_dip_of_gelu_is_flat_but_not_saturated) {
  const std::string json = run({"stats", "gelu", "--format", "json"}).out;
  EXPECT_NEAR(field(json, "saturated_left") + field(json, "flat_inner"), 0.0150255338, 1e-10);
  EXPECT_NEAR(field(json, "flat_inner"), 0.0139, 1e-4);
}

TEST(StatsCommand, text_says_what_was_asked_and_what_came_out) {
  const std::string text = run({"stats", "relu", "gelu"}).out;
  for (const std::string piece : {"input normal:0,1; flat where |f'| <= 0.01", "dead (f' = 0)       50 %",
                                  "-0.169971 at -0.751792", "(-∞, 0]"})
    EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
}

TEST(StatsCommand, a_slope_of_exactly_epsilon_is_noted) {
  EXPECT_NE(run({"stats", "leaky_relu"})
                .out.find("note: leaky_relu has a slope of exactly epsilon on its left side"),
            std::string::npos);
  EXPECT_EQ(run({"stats", "relu"}).out.find("note:"), std::string::npos);
}

TEST(StatsCommand, csv_has_one_row_a_function) {
  const std::string csv = run({"stats", "relu", "tanh", "--format", "csv"}).out;
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);
  EXPECT_TRUE(
      csv.starts_with("function,mean,variance,second_moment,slope_mean,slope_second_moment,gain,dead,"));
}

TEST(StatsCommand, refuses_what_is_no_distribution) {
  const auto outcome = [](const std::string& input) { return run({"stats", "relu", "--input", input}); };
  for (const std::string bad : {"normal:0,0", "normal:0,-1", "normal:nan,1", "normal:0,1,2", "uniform:1,1",
                                "uniform:0,inf", "gauss", ""}) {
    const Outcome result = outcome(bad);
    EXPECT_EQ(result.code, 2) << bad;
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 2) << result.err;
  }
  EXPECT_NE(outcome("normla:0,1").err.find("did you mean normal?"), std::string::npos);
}

}  // namespace
}  // namespace actviz::test
