#include <gtest/gtest.h>
#include <sys/resource.h>

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

std::string note_on_title(const std::string& title, const Words& more = {}) {
  const Folder folder;
  Words words{"plot", "relu", "--title", title};
  words.insert(words.end(), more.begin(), more.end());
  const auto result = run(words);
  EXPECT_EQ(result.code, 0);
  return result.err;
}

TEST(Plot, tells_which_characters_of_a_title_the_fonts_lack) {
  const std::string chinese = "note: the fonts have no glyph for \"激活函数\", shown as \uFFFD\n";
  EXPECT_EQ(note_on_title("GELU 激活函数 (激活)"), chinese);
  EXPECT_EQ(note_on_title("激活函数", {"-q"}), chinese);
  EXPECT_EQ(note_on_title("激活函数", {"-o", "r.svg"}), chinese);
  EXPECT_EQ(note_on_title("激活函数", {"-o", "r.pdf"}), chinese);
  EXPECT_EQ(note_on_title("a\x1b[31m\u202e🔥"),
            "note: the fonts have no glyph for \"\\x1b\\xe2\\x80\\xae🔥\", shown as \uFFFD\n");
}

TEST(Plot, tells_of_at_most_ten_characters) {
  EXPECT_EQ(note_on_title("一二三四五六七八九十"),
            "note: the fonts have no glyph for \"一二三四五六七八九十\", shown as \uFFFD\n");
  EXPECT_EQ(note_on_title("一二三四五六七八九十一百"),
            "note: the fonts have no glyph for \"一二三四五六七八九十…\", shown as \uFFFD\n");
}

TEST(Plot, tells_of_labels_too) {
  EXPECT_EQ(note_on_title("激活", {"--labels", "函数 激"}),
            "note: the fonts have no glyph for \"激活函数\", shown as \uFFFD\n");
}

TEST(Plot, says_nothing_of_characters_that_are_shown) {
  EXPECT_EQ(note_on_title("ReLU, $\\beta \\le \\frac{1}{2}$, Grüße ∇ Σ\tend"), "");
  EXPECT_EQ(note_on_title("激活函数", {"--svg-text", "-o", "r.svg"}), "") << "in the viewer's fonts";
  EXPECT_EQ(note_on_title("激活函数", {"--format", "terminal"}), "") << "in the terminal's font";
  EXPECT_NE(note_on_title("激活函数", {"--format", "terminal", "--image", "kitty"}), "");
}

TEST(Plot, says_nothing_of_a_title_when_there_is_no_figure) {
  const Folder folder;
  const auto result = run({"plot", "relu", "--title", "激活函数", "-o", "missing/r.png"});
  EXPECT_EQ(result.err.find("note"), std::string::npos);
  EXPECT_EQ(result.code, 2);
}

using Bad = Refused;
class BadPlot : public testing::TestWithParam<Bad> {};

TEST_P(BadPlot, ends_with_exit_2_two_lines_and_no_file) { expect_refused(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Plot, BadPlot,
    testing::Values(
        Bad{{"plot"}, "no activation given"}, Bad{{"plot", ""}, "unknown activation \"\""},
        Bad{{"plot", "gelu", "-o", "x.xyz"},
            "-o: no format has the extension of \"x.xyz\", expected one of png, svg, pdf, txt"},
        Bad{{"plot", "gelu", "--range", "1", "1"}, "--range: expected LO < HI, got \"1 1\""},
        Bad{{"plot", "gelu", "--range", "1"}, "--range: expected LO HI behind it"},
        Bad{{"plot", "gelu", "--theme", "drak"}, "--theme: expected light, dark or print, got \"drak\""},
        Bad{{"plot", "gelu", "--log", "z"}, "--log: expected x, y or xy, got \"z\""},
        Bad{{"plot", "gelu", "silu", "--labels", "one"},
            "--labels: expected as many as activations, which are 2, got 1"},
        Bad{{"plot", "gelu", "--epsilon", "-1"},
            "--epsilon: expected a finite number of at least 0, got \"-1\""},
        Bad{{"plot", "gelu", "--color", "maybe"}, "--color: expected auto, always or never, got \"maybe\""},
        Bad{{"plot", "gelu", "--image", "sixel"},
            "--image: expected auto, kitty, iterm2 or none, got \"sixel\""},
        Bad{{"plot", "gelu", "--xmni", "3"}, "unknown option \"--xmni\""}));

Bad bad_size(const std::string& width, const std::string& height, const std::string& wrong) {
  return {{"plot", "gelu", "--size", width, height},
          "--size: expected W H in points, each from 72 to 14400, got \"" + wrong + "\""};
}

Bad bad_resolution(const std::string& dpi) {
  return {{"plot", "gelu", "--dpi", dpi}, "--dpi: expected a number from 10 to 2400, got \"" + dpi + "\""};
}

INSTANTIATE_TEST_SUITE_P(PlotSize, BadPlot,
                         testing::Values(bad_size("0", "0", "0"), bad_size("-1", "5", "-1"),
                                         bad_size("1e9", "1e9", "1e9"), bad_size("nan", "nan", "nan"),
                                         bad_size("576", "nan", "nan"), bad_size("576", "inf", "inf"),
                                         bad_size("71.9", "384", "71.9"), bad_size("576", "14401", "14401"),
                                         bad_size("", "384", ""), bad_size("10cm", "384", "10cm"),
                                         Bad{{"plot", "gelu", "--size", "576"},
                                             "--size: expected W H behind it"}));

INSTANTIATE_TEST_SUITE_P(PlotResolution, BadPlot,
                         testing::Values(bad_resolution("0"), bad_resolution("-1"), bad_resolution("1e6"),
                                         bad_resolution("nan"), bad_resolution("inf"), bad_resolution("9.9"),
                                         bad_resolution("2401"), bad_resolution("")));

Bad too_large(const std::string& width, const std::string& height, const std::string& dpi,
              const std::string& error) {
  return {{"plot", "gelu", "--size", width, height, "--dpi", dpi}, "the image would " + error};
}

const Bad too_large_pictures[] = {
    too_large("14400", "14400", "2400", "be 480000 pixels long, more than 32767"),
    too_large("72", "14400", "2400", "be 480000 pixels long, more than 32767"),
    too_large("14400", "14400", "150", "have 900 megapixels, more than 256"),
    too_large("7200", "7200", "161", "have 259 megapixels, more than 256"),
    {{"compare", "gelu", "relu", "-o", "c.png", "--size", "14400", "14400", "--dpi", "150"},
     "the image would have 900 megapixels, more than 256"}};

INSTANTIATE_TEST_SUITE_P(TooLarge, BadPlot, testing::ValuesIn(too_large_pictures));

/// The most memory that this process has had.
long most_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(Plot, a_picture_of_too_many_pixels_is_refused_before_memory_is_taken) {
  const Folder folder;
  run({"plot", "gelu"});
  const long before = most_kilobytes();
  for (const Bad& bad : too_large_pictures) EXPECT_EQ(run(bad.arguments).code, 2);
  // The smallest of these images is 1 GB; AddressSanitizer alone keeps up to 256 MB of what was freed.
  EXPECT_LT(most_kilobytes() - before, 500000);
}

TEST(Plot, a_pdf_goes_to_files_and_pipes_but_not_to_terminals) {
  const Folder folder;
  EXPECT_EQ(run({"plot", "relu", "-o", "r.pdf"}).out, "r.pdf\n");
  EXPECT_EQ(run({"plot", "relu", "--format", "pdf"}).out, "relu.pdf\n");
  EXPECT_EQ(read_file("r.pdf"), read_file("relu.pdf"));
  EXPECT_EQ(run({"plot", "relu", "--format", "pdf", "-o", "-"}).out, read_file("r.pdf"));
  const auto refused = run({"plot", "relu", "--format", "pdf", "-o", "-"}, {.out_is_terminal = true});
  EXPECT_EQ(refused.err.substr(0, refused.err.find('\n')), "error: will not write pdf to a terminal");
}

std::string terminal(Words words) {
  words.insert(words.begin(), "plot");
  words.insert(words.end(), {"--format", "terminal"});
  return run(words).out;
}

TEST(Plot, labels_stand_for_the_names_of_the_functions) {
  const std::string text = terminal({"gelu", "silu", "--labels", "first one", "$\\sigma_2$"});
  EXPECT_NE(text.find("─a─ first one"), std::string::npos) << text;
  EXPECT_NE(text.find("σ₂"), std::string::npos) << text;
  EXPECT_NE(text.find("first one and σ₂ with derivatives\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("GELU"), std::string::npos);
}

TEST(Plot, a_logarithmic_axis_counts_decades) {
  const std::string x = terminal({"gelu", "--range", "0.001", "1000", "--log", "x"});
  for (const char* number : {"0.001", "0.1", "10", "1000"})
    EXPECT_NE(x.find(std::string(" ") + number), std::string::npos) << number << x;
  const std::string y = terminal({"sigmoid", "--range", "-40", "0", "--derivative", "0", "--log", "y"});
  EXPECT_NE(y.find("10⁻⁸ ┤"), std::string::npos) << y;
}

TEST(Plot, a_logarithmic_axis_is_symmetric_where_not_all_is_positive) {
  const std::string text = terminal({"tanh", "--range", "-100", "100", "--log", "xy"});
  EXPECT_NE(text.find("−1"), std::string::npos) << text;
  EXPECT_NE(text.find(" 0 ┤"), std::string::npos) << text;
  const std::string tail = terminal({"gelu", "--range", "-12", "-4", "--derivative", "0", "--log", "y"});
  EXPECT_NE(tail.find("−10⁻²⁰ ┤"), std::string::npos) << "of one sign: down to the smallest, 7e-32\n" << tail;
}

TEST(Plot, the_text_of_an_svg_can_be_selected_when_asked_for) {
  const Folder folder;
  const Words line{"plot", "relu", "--format", "svg", "-o", "-"};
  Words with_text = line;
  with_text.push_back("--svg-text");
  EXPECT_EQ(run(line).out.find("<text"), std::string::npos);
  EXPECT_NE(run(with_text).out.find(">ReLU and its derivative</tspan>"), std::string::npos);
}

const std::string kitty = "\x1b_Ga=T,f=100,", iterm2 = "\x1b]1337;File=inline=1;";

struct Terminal {
  std::map<std::string, std::string> environment;
  std::string start;  // of the picture; empty: braille
};

class InTerminal : public testing::TestWithParam<Terminal> {};

TEST_P(InTerminal, shows_what_it_understands) {
  const auto& [environment, start] = GetParam();
  const auto result =
      run({"plot", "relu", "--format", "terminal"}, {.out_is_terminal = true, .environment = environment});
  if (start.empty())
    EXPECT_NE(result.out.find("ReLU and its derivative"), std::string::npos);
  else
    EXPECT_TRUE(result.out.starts_with(start)) << result.out.substr(0, 60);
}

INSTANTIATE_TEST_SUITE_P(
    Plot, InTerminal,
    testing::Values(
        Terminal{{}, ""}, Terminal{{{"TERM", "xterm-256color"}}, ""},
        Terminal{{{"TERM", "xterm-kitty"}}, kitty},
        Terminal{{{"TERM", "xterm-256color"}, {"KITTY_WINDOW_ID", "1"}}, kitty},
        Terminal{{{"TERM", "xterm-ghostty"}}, kitty}, Terminal{{{"TERM_PROGRAM", "ghostty"}}, kitty},
        Terminal{{{"TERM_PROGRAM", "iTerm.app"}}, iterm2}, Terminal{{{"LC_TERMINAL", "iTerm2"}}, iterm2},
        Terminal{{{"TERM_PROGRAM", "WezTerm"}}, iterm2}, Terminal{{{"WEZTERM_PANE", "0"}}, iterm2},
        Terminal{{{"TERM_PROGRAM", "mintty"}}, iterm2}, Terminal{{{"TERM_PROGRAM", "vscode"}}, ""},
        Terminal{{{"KITTY_WINDOW_ID", "1"}, {"TERM_PROGRAM", "vscode"}}, ""},
        Terminal{{{"KITTY_WINDOW_ID", "1"}, {"VTE_VERSION", "7006"}}, ""},
        Terminal{{{"TERM", "xterm-kitty"}, {"TMUX", "/tmp/tmux-0/default,1,0"}}, ""},
        Terminal{{{"TERM", "xterm-kitty"}, {"STY", "1.tty"}}, ""},
        Terminal{{{"TERM", "screen-256color"}, {"KITTY_WINDOW_ID", "1"}}, ""},
        Terminal{{{"TERM", "tmux-256color"}, {"TERM_PROGRAM", "WezTerm"}}, ""},
        Terminal{{{"TERM", "xterm-kitty"}, {"NO_COLOR", "1"}}, ""},
        Terminal{{{"TERM", "dumb"}, {"KITTY_WINDOW_ID", "1"}}, ""},
        Terminal{{{"TERM", "xterm-kitty"}, {"ACTVIZ_IMAGE", "none"}}, ""},
        Terminal{{{"TERM", "xterm"}, {"ACTVIZ_IMAGE", "iterm2"}}, iterm2}));

TEST(Plot, a_picture_is_never_guessed_without_a_terminal_but_made_when_asked_for) {
  const Folder folder;
  const World pipe{.environment = {{"TERM", "xterm-kitty"}}};
  const Words line{"plot", "relu", "--format", "terminal"};
  EXPECT_EQ(run(line, pipe).out.find('\x1b'), std::string::npos);
  Words asked = line;
  asked.insert(asked.end(), {"--image", "kitty"});
  EXPECT_TRUE(run(asked).out.starts_with(kitty));
  asked.back() = "none";
  EXPECT_NE(run(asked, {.out_is_terminal = true, .environment = pipe.environment}).out.find("ReLU and"),
            std::string::npos);
  run({"plot", "relu", "-o", "r.txt", "--image", "kitty"});
  EXPECT_EQ(read_file("r.txt").find('\x1b'), std::string::npos) << "a text file holds text";
}

TEST(Plot, a_terminal_shows_the_picture_before_its_path) {
  const Folder folder;
  const auto result =
      run({"plot", "relu"}, {.out_is_terminal = true, .environment = {{"TERM", "xterm-kitty"}}});
  EXPECT_TRUE(result.out.starts_with(kitty));
  EXPECT_TRUE(result.out.ends_with("\x1b\\\nrelu.png\n"));
}

}  // namespace
}  // namespace actviz::test
