#include <gtest/gtest.h>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

using Words = std::vector<std::string>;

TEST(Plot, writes_a_png_named_after_the_functions_and_prints_its_path) {
  const Folder folder;
  const auto result = run({"plot", "gelu", "--range", "-5", "5"});
  EXPECT_EQ(result.out, "gelu.png\n");
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(folder.files(), Words{"gelu.png"});
  EXPECT_EQ(read_file("gelu.png").substr(0, 8), "\x89PNG\r\n\x1a\n");
}

TEST(Plot, joins_labels_and_replaces_what_a_file_name_should_not_hold) {
  const Folder folder;
  EXPECT_EQ(run({"plot", "silu", "swish:beta=2"}).out, "silu-swish_beta_2.png\n");
}

TEST(Plot, the_extension_chooses_the_format) {
  const Folder folder;
  EXPECT_EQ(run({"plot", "relu", "-o", "r.svg"}).out, "r.svg\n");
  EXPECT_TRUE(read_file("r.svg").starts_with("<?xml") || read_file("r.svg").starts_with("<svg"));
}

TEST(Plot, the_format_overrides_the_extension) {
  const Folder folder;
  run({"plot", "relu", "-o", "r.data", "--format", "svg"});
  EXPECT_NE(read_file("r.data").find("<svg"), std::string::npos);
}

TEST(Plot, terminal_goes_to_standard_output) {
  const Folder folder;
  const auto result = run({"plot", "relu", "--format", "terminal"});
  EXPECT_NE(result.out.find("ReLU and its derivative"), std::string::npos);
  EXPECT_NE(result.out.find("⢀⠔⠊"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find('\x1b'), std::string::npos) << "no colours without a terminal";
  EXPECT_TRUE(folder.files().empty());
}

TEST(Plot, colours_appear_in_a_terminal_unless_NO_COLOR_is_set) {
  const World terminal{.out_is_terminal = true};
  const World plain{.out_is_terminal = true, .environment = {{"NO_COLOR", "1"}}};
  EXPECT_NE(run({"plot", "relu", "--format", "terminal"}, terminal).out.find('\x1b'), std::string::npos);
  EXPECT_EQ(run({"plot", "relu", "--format", "terminal"}, plain).out.find('\x1b'), std::string::npos);
}

TEST(Plot, the_theme_comes_from_the_option_then_the_environment) {
  const Folder folder;
  const World dark{.environment = {{"ACTVIZ_THEME", "dark"}}};
  const auto svg = [](const Words& more, const World& world) {
    Words words{"plot", "relu", "--format", "svg", "-o", "-"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, world).out;
  };
  EXPECT_EQ(svg({}, dark), svg({"--theme", "dark"}, {}));
  EXPECT_EQ(svg({"--theme", "light"}, dark), svg({}, {}));
  EXPECT_NE(svg({}, dark), svg({}, {}));
}

TEST(Plot, binary_is_not_written_to_a_terminal) {
  const auto result = run({"plot", "relu", "-o", "-"}, {.out_is_terminal = true});
  EXPECT_EQ(result.err,
            "error: will not write png to a terminal\nhint: redirect the output, or name a file with -o\n");
  EXPECT_EQ(result.code, 2);
}

TEST(Plot, an_unwritable_place_leaves_nothing_behind) {
  const Folder folder;
  const auto result = run({"plot", "relu", "-o", "missing/r.png"});
  EXPECT_EQ(
      result.err,
      "error: cannot write \"missing/r.png\": No such file or directory\nhint: create the folder first\n");
  EXPECT_EQ(result.code, 2);
  EXPECT_TRUE(folder.files().empty());
}

TEST(Plot, a_failure_leaves_an_existing_file_untouched) {
  const Folder folder;
  save("r.png", "old");
  EXPECT_EQ(run({"plot", "relu", "-o", "r.png", "--dpi", "0"}).code, 2);
  EXPECT_EQ(run({"plot", "swich", "-o", "r.png"}).code, 2);
  EXPECT_EQ(read_file("r.png"), "old");
}

TEST(Plot, a_title_may_hold_markup_and_control_characters) {
  const Folder folder;
  const auto result = run({"plot", "relu", "--title", "<script>\x1b[31m\"&'", "-o", "t.svg"});
  EXPECT_EQ(result.code, 0);
  const std::string svg = read_file("t.svg");
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_EQ(svg.find('\x1b'), std::string::npos);
}

struct Bad {
  Words arguments;
  std::string error;
};
class BadPlot : public testing::TestWithParam<Bad> {};

TEST_P(BadPlot, ends_with_exit_2_two_lines_and_no_file) {
  const Folder folder;
  const auto result = run(GetParam().arguments);
  EXPECT_EQ(result.err.substr(0, result.err.find('\n')), "error: " + GetParam().error);
  EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 2) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.code, 2);
  EXPECT_TRUE(folder.files().empty());
}

INSTANTIATE_TEST_SUITE_P(
    Plot, BadPlot,
    testing::Values(
        Bad{{"plot"}, "no activation given"}, Bad{{"plot", ""}, "unknown activation \"\""},
        Bad{{"plot", "gelu", "-o", "x.xyz"},
            "-o: no format has the extension of \"x.xyz\", expected one of png, svg, txt"},
        Bad{{"plot", "gelu", "--range", "1", "1"}, "--range: expected LO < HI, got \"1 1\""},
        Bad{{"plot", "gelu", "--range", "1"}, "--range: expected LO HI behind it"},
        Bad{{"plot", "gelu", "--theme", "drak"}, "--theme: expected light, dark or print, got \"drak\""},
        Bad{{"plot", "gelu", "--size", "0", "100"},
            "--size: expected W H in points, each from 72 to 14400, got \"0\""},
        Bad{{"plot", "gelu", "--size", "1e9", "100"},
            "--size: expected W H in points, each from 72 to 14400, got \"1e9\""},
        Bad{{"plot", "gelu", "--dpi", "1e6"}, "--dpi: expected a number from 10 to 2400, got \"1e6\""},
        Bad{{"plot", "gelu", "--epsilon", "-1"},
            "--epsilon: expected a finite number of at least 0, got \"-1\""},
        Bad{{"plot", "gelu", "--color", "maybe"}, "--color: expected auto, always or never, got \"maybe\""},
        Bad{{"plot", "gelu", "--xmni", "3"}, "unknown option \"--xmni\""}));

TEST(Plot, a_picture_of_too_many_pixels_is_refused_before_memory_is_taken) {
  const Folder folder;
  const auto result = run({"plot", "gelu", "--size", "14400", "14400", "--dpi", "150"});
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.err.find("megapixels, more than 256"), std::string::npos) << result.err;
  EXPECT_TRUE(folder.files().empty());
}

}  // namespace
}  // namespace actviz::test
