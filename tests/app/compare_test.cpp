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
            "swish,silu,0,0,0,0,0,0,0,0\n");
  EXPECT_NE(run({"compare", "silu", "swish"}).out.find("greatest |f - g|        0\n"), std::string::npos);
}

TEST(CompareCommand, functions_that_are_nowhere_defined_together_have_a_dash_for_a_number) {
  const std::string text = run({"compare", "log(x)", "log(-1-x)"}).out;
  EXPECT_NE(text.find("greatest |f - g|        -\n"), std::string::npos) << text;
}

TEST(CompareCommand, one_function_is_not_enough) {
  const auto result = run({"compare", "gelu"});
  EXPECT_EQ(result.err,
            "error: expected two or more activations, got one\nhint: name what to compare it with: actviz "
            "compare gelu gelu_tanh\n");
  EXPECT_EQ(result.code, 2);
}

TEST(CompareCommand, draws_where_the_extension_is_that_of_a_figure) {
  const Folder folder;
  const auto result = run({"compare", "gelu", "gelu_tanh", "-o", "cmp.svg"});
  EXPECT_EQ(result.out, "cmp.svg\n");
  EXPECT_EQ(result.err, "");
  const std::string svg = read_file("cmp.svg");
  EXPECT_NE(svg.find("<title>GELU and GELU (tanh) compared</title>"), std::string::npos);
  EXPECT_EQ(run({"compare", "gelu", "gelu_tanh", "-o", "cmp.png", "-q"}).out, "");
  EXPECT_EQ(read_file("cmp.png").substr(0, 8), "\x89PNG\r\n\x1a\n");
}

TEST(CompareCommand, a_figure_without_a_file_is_named_after_the_functions) {
  const Folder folder;
  EXPECT_EQ(run({"compare", "gelu", "silu", "--format", "png", "--dpi", "40"}).out, "gelu-silu.png\n");
}

TEST(CompareCommand, the_terminal_shows_panels_and_the_table) {
  const std::string text = run({"compare", "gelu", "gelu_tanh", "--format", "terminal"}).out;
  for (const std::string piece : {"GELU and GELU (tanh) compared", "f(x)\n", "f′(x)\n", "f(x) − g(x)\n",
                                  "─b─ GELU (tanh)  0.000473236 at 2.69894"})
    EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
}

TEST(CompareCommand, a_text_file_holds_the_table_not_the_drawing) {
  const Folder folder;
  run({"compare", "gelu", "silu", "-o", "cmp.txt"});
  EXPECT_EQ(read_file("cmp.txt"), run({"compare", "gelu", "silu"}).out);
}

TEST(CompareCommand, options_of_the_figure_are_those_of_plot) {
  const Folder folder;
  run({"compare", "gelu", "silu", "-o", "a.svg", "--title", "mine", "--theme", "dark", "--size", "400",
       "500"});
  const std::string svg = read_file("a.svg");
  EXPECT_NE(svg.find("<title>mine</title>"), std::string::npos);
  EXPECT_NE(svg.find("#16181c"), std::string::npos);
  EXPECT_NE(svg.find("viewBox=\"0 0 400 500\""), std::string::npos) << svg.substr(0, 300);
}

using Bad = Refused;
class BadCompare : public testing::TestWithParam<Bad> {};

TEST_P(BadCompare, ends_with_exit_2_two_lines_and_no_file) { expect_refused(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    CompareCommand, BadCompare,
    testing::Values(
        Bad{{"compare", "-o", "x.png"}, "no activation given"},
        Bad{{"compare", "gelu", "-o", "x.png"}, "expected two or more activations, got one"},
        Bad{{"compare", "gelu", "swich", "-o", "x.png"}, "unknown activation \"swich\""},
        Bad{{"compare", "gelu", "silu", "-o", "x.xyz"},
            "-o: no format has the extension of \"x.xyz\", expected one of txt, json, csv, md, png, svg, "
            "pdf"},
        Bad{{"compare", "gelu", "silu", "--format", "jpg"},
            "--format: unknown format \"jpg\", expected one of text, json, csv, md, png, svg, pdf, terminal"},
        Bad{{"compare", "gelu", "silu", "-o", "x.png", "--theme", "drak"},
            "--theme: expected light, dark or print, got \"drak\""},
        Bad{{"compare", "gelu", "silu", "-o", "x.png", "--size", "10", "10"},
            "--size: expected W H in points, each from 72 to 14400, got \"10\""},
        Bad{{"compare", "gelu", "silu", "-o", "x.png", "--range", "1", "0"},
            "--range: expected LO < HI, got \"1 0\""},
        Bad{{"compare", "gelu", "silu", "-o", "missing/x.png"},
            "cannot write \"missing/x.png\": No such file or directory"}));

}  // namespace
}  // namespace actviz::test
