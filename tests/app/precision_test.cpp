// actviz precision, and --dtype of table and plot.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

bool holds(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

TEST(PrecisionCommand, tells_the_thresholds_of_every_format) {
  const std::string text = run({"precision", "sigmoid"}).out;
  for (const std::string piece :
       {"f32", "tf32", "bf16", "fp16", "e5m2", "e4m3", "by formula: sigmoid(x)", "|x| ≥ 92.882",
        "x ≤ -92.882, x ≥ 6.2364", "1 at x ≥ 8.3175", "|x| ≥ 6.9295"})
    EXPECT_TRUE(holds(text, piece)) << piece << "\n" << text;
  EXPECT_FALSE(holds(text, "overflows")) << "what never happens is not listed";
}

TEST(PrecisionCommand, with_one_format_tells_the_errors) {
  const std::string text = run({"precision", "gelu", "--dtype", "bf16"}).out;
  for (const std::string piece : {"bf16: epsilon 0.0078125, greatest 3.3895e+38", "65280 inputs",
                                  "greatest error, ULP", "x ≤ -13.562", "x ≤ -13.812", "distinct results"})
    EXPECT_TRUE(holds(text, piece)) << piece << "\n" << text;
}

TEST(PrecisionCommand, json_has_the_agreed_shape) {
  const auto result = run({"precision", "tanh", "silu", "--dtype", "fp16,e4m3", "--format", "json"});
  for (const std::string piece :
       {"\"schema\": \"actviz.precision/1\"", "\"overflow\": \"ieee\"", "\"name\": \"tanh\"",
        "\"label\": \"silu\"", "\"formula\": \"x * sigmoid(beta * x)\"", "\"dtype\": \"fp16\"",
        "\"dtype\": \"e4m3\"", "\"best\"", "\"zero\": null", "\"saturated\"", "\"result\": -1", "\"on_grid\"",
        "\"max_ulp\"", "\"above_one\": 0", "\"distinct\""})
    EXPECT_TRUE(holds(result.out, piece)) << piece << "\n" << result.out;
}

TEST(PrecisionCommand, csv_has_a_row_for_each_quantity) {
  const std::string csv = run({"precision", "tanh", "--dtype", "e4m3", "--format", "csv"}).out;
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 5);
  EXPECT_TRUE(csv.starts_with("function,dtype,quantity,computed,zero_left,zero_left_on_grid,zero_right,"));
  EXPECT_TRUE(holds(csv, "tanh,e4m3,slope,best,-4.15")) << csv;
  EXPECT_TRUE(holds(csv, ",-4.5,4.15")) << csv;
}

TEST(PrecisionCommand, saturates_where_it_is_asked_to) {
  EXPECT_TRUE(holds(run({"precision", "exponential", "--dtype", "e4m3"}).out, "x ≥ 6.1"));
  const std::string text = run({"precision", "exponential", "--dtype", "e4m3", "--overflow", "saturate"}).out;
  EXPECT_TRUE(holds(text, "448 at x ≥ 6.0684")) << text;
  EXPECT_FALSE(holds(text, "overflows")) << text;
}

TEST(PrecisionCommand, draws_both_errors_and_where_results_are_0) {
  const Folder folder;
  const auto result = run({"precision", "tanh", "--dtype", "fp16", "--svg-text", "-o", "tanh.svg"});
  ASSERT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.out, "tanh.svg\n");
  const std::string svg = read_file("tanh.svg");
  for (const std::string piece : {"Tanh in fp16", "every operation rounded", "rounded once",
                                  "0 in this format", "0 by the formula alone", "error, ULP", "Slope"})
    EXPECT_TRUE(holds(svg, piece)) << piece;
}

TEST(PrecisionCommand, refuses_what_it_cannot_do) {
  const Folder folder;
  expect_refused({{"precision", "gelu", "--dtype", "bf61"},
                  "--dtype: unknown format \"bf61\", expected one of f32, tf32, bf16, fp16, e5m2, e4m3"});
  expect_refused({{"precision", "gelu", "--dtype", "bf16,"},
                  "--dtype: unknown format \"\", expected one of f32, tf32, bf16, fp16, e5m2, e4m3"});
  expect_refused({{"precision", "gelu", "--dtype", "bf16", "--overflow", "wrap"},
                  "--overflow: expected ieee or saturate, got \"wrap\""});
  for (const std::string output : {"a.csv", "a.png"})
    expect_refused({{"precision", "gelu", "--dtype", "fp16", "--range", "1e5", "2e5", "-o", output},
                    "--range: no number of fp16 lies in \"1e5 2e5\""});
  expect_refused({{"precision", "gelu", "--dtype", "bf16", "--range", "1.001", "1.002"},
                  "--range: no number of bf16 lies in \"1.001 1.002\""});
  expect_refused({{"precision", "gelu", "--range", "0", "1"}, "--range has no effect without --dtype"});
  expect_refused(
      {{"precision", "gelu", "-o", "a.png"}, "a figure shows one activation in one format, got 1 and 0"});
  expect_refused({{"precision", "gelu", "silu", "--dtype", "bf16", "-o", "a.png"},
                  "a figure shows one activation in one format, got 2 and 1"});
}

TEST(TableCommand, in_a_format_rounds_x_and_each_result_once) {
  EXPECT_EQ(run({"table", "gelu", "--at", "-13.5", "3.001", "--dtype", "bf16", "--format", "csv"}).out,
            "x,gelu,gelu_d1\n-13.5,-9.183549615799121e-41,-1.4693679385278594e-39\n3,3,1.015625\n");
  EXPECT_EQ(run({"table", "square", "--at", "100", "--dtype", "e4m3", "--overflow", "saturate", "--format",
                 "csv", "--derivative", "0"})
                .out,
            "x,square\n96,448\n");
  EXPECT_EQ(
      run({"table", "square", "--at", "100", "--dtype", "e4m3", "--format", "csv", "--derivative", "2"}).out,
      "x,square,square_d1,square_d2\n96,NaN,192,2\n");
  expect_refused({{"table", "gelu", "--at", "1", "--dtype", "f61"},
                  "--dtype: unknown format \"f61\", expected one of f32, tf32, bf16, fp16, e5m2, e4m3"});
  expect_refused(
      {{"table", "gelu", "--at", "1", "--overflow", "saturate"}, "--overflow has no effect without --dtype"});
}

TEST(PlotCommand, in_a_format_draws_a_staircase_over_the_exact_curve) {
  const Folder folder;
  ASSERT_EQ(run({"plot", "silu", "--dtype", "e4m3", "--svg-text", "-o", "silu.svg"}).code, 0);
  const std::string svg = read_file("silu.svg");
  EXPECT_TRUE(holds(svg, "SiLU and its derivative in e4m3"));
  EXPECT_TRUE(holds(svg, "exact"));
  EXPECT_FALSE(holds(svg, "≤")) << "flat regions are those of the exact slope and not shaded";
  expect_refused(
      {{"plot", "swiglu", "--dtype", "e4m3"}, "--dtype has no effect on a gate, which is a surface"});
  expect_refused({{"plot", "gelu", "--dtype", "e4m3", "--epsilon", "0.1"},
                  "--epsilon has no effect with --dtype, which shades nothing"});
}

}  // namespace
}  // namespace actviz::test
