// actviz show: what the exhaustive proof has found.
#include <gtest/gtest.h>

#include "app/rounding_output.hpp"
#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

constexpr RoundingRow right{"f", 0, infinity, 4294967296, 0, 0.5, 40},
    wrong{"f", 1, infinity, 4294967296, 3, 0.52, 40}, waves{"sin", 0, 1048576, 2483027968, 0, 0.5, 30},
    wrong_waves{"sin", 1, 1048576, 2483027968, 7, 0.5, 30};

TEST(Rounding, is_told_once_where_value_and_slope_agree) {
  EXPECT_EQ(app::rounding_text(&right, &right), "correctly rounded at all 2^32 inputs, value and slope");
  EXPECT_EQ(app::rounding_text(&waves, &waves),
            "correctly rounded at all inputs with |x| < 1048576, value and slope");
}

TEST(Rounding, is_told_apart_where_they_differ) {
  EXPECT_EQ(app::rounding_text(&right, &wrong),
            "value correctly rounded at all 2^32 inputs; slope misrounded at 3 of 2^32 inputs, error at most "
            "0.52 ULP");
  EXPECT_EQ(app::rounding_text(nullptr, &wrong_waves),
            "slope misrounded at 7 of the inputs with |x| < 1048576, error at most 0.5 ULP");
  EXPECT_EQ(app::rounding_text(nullptr, nullptr), "");
}

TEST(Rounding, is_null_in_json_where_nothing_was_proven) {
  Json json;
  json.begin_object();
  app::add_rounding(json, nullptr, nullptr);
  EXPECT_EQ(json.end_object().text(), "{\n  \"float32\": null\n}\n");
}

TEST(Rounding, is_shown_for_default_parameters_alone) {
  const std::string line = "float32      correctly rounded at all 2^32 inputs, value and slope\n";
  EXPECT_NE(run({"show", "leaky_relu"}).out.find(line), std::string::npos);
  EXPECT_NE(run({"show", "torch.leaky_relu"}).out.find(line), std::string::npos);
  EXPECT_EQ(run({"show", "leaky_relu:0.2"}).out.find("float32"), std::string::npos);
  EXPECT_EQ(run({"show", "keras.leaky_relu"}).out.find("float32"), std::string::npos);
  EXPECT_NE(run({"show", "leaky_relu:0.2", "--format", "json"}).out.find("\"float32\": null"),
            std::string::npos);
  EXPECT_NE(run({"show", "leaky_relu", "--format", "json"}).out.find("\"misrounded\": 0"), std::string::npos);
}

}  // namespace
}  // namespace actviz::test
