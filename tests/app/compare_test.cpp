#include <gtest/gtest.h>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

TEST(CompareCommand, names_the_greatest_differences_and_their_places) {
  const std::string text = run({"compare", "gelu", "gelu_tanh", "quick_gelu"}).out;
  for (const std::string piece :
       {"differences from gelu on [-6, 6]", "0.000473236 at ", "0.0203349 at ", "0.000868452 at "})
    EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
}

TEST(CompareCommand, json_has_the_agreed_shape) {
  const std::string json =
      run({"compare", "swish", "hard_swish", "--range", "-4", "4", "--format", "json"}).out;
  for (const std::string piece :
       {"\"schema\": \"actviz.compare/1\"", "\"range\": [-4, 4]", "\"function\": \"hard_swish\"",
        "\"against\": \"swish\"", "\"max_abs\": {", "\"max_ulp_f32\": {", "\"value\": 0.14227761953270035"})
    EXPECT_NE(json.find(piece), std::string::npos) << piece << "\n" << json;
}

TEST(CompareCommand, aliases_do_not_differ) {
  EXPECT_EQ(run({"compare", "silu", "swish", "--format", "csv"}).out,
            "function,against,max_abs_x,max_abs,max_rel_x,max_rel,max_ulp_f32_x,max_ulp_f32,max_slope_abs_x,"
            "max_slope_abs\n"
            "swish,silu,-6,0,-6,0,-6,0,-6,0\n");
}

TEST(CompareCommand, one_function_is_not_enough) {
  const auto result = run({"compare", "gelu"});
  EXPECT_EQ(result.err,
            "error: expected two or more activations, got one\nhint: name what to compare it with: actviz "
            "compare gelu gelu_tanh\n");
  EXPECT_EQ(result.code, 2);
}

}  // namespace
}  // namespace actviz::test
