// Titles that attack a viewer, or are no text at all.
#include <gtest/gtest.h>

#include <ostream>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

struct Title {
  std::string name, text;
};

void PrintTo(const Title& title, std::ostream* out) { *out << title.name; }

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (; times > 0; --times) result += text;
  return result;
}

std::string controls() {
  std::string text;
  for (char c = 1; c < ' '; ++c) text += c;
  return "a" + text + "\x7f\u0080\u009bz";
}

const std::string direction_marks[] = {"\u061c", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c",
                                       "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"};

std::string all_direction_marks() {
  std::string text = "left";
  for (const std::string& mark : direction_marks) text += mark + "tfel";
  return text;
}

const Title titles[] = {
    {"script", "<script>alert(1)</script>"},
    {"script_in_mathematics", "$<script>$ \\script $\\mathrm{<script>}$"},
    {"end_of_element", "</title></text></svg><script>"},
    {"end_of_cdata", "]]>"},
    {"comment", "<!-- -- -->"},
    {"entities", "& &amp; &#1; &lt;script> &x;"},
    {"quotes", "\" ' \\\" onload=\"alert(1)\""},
    {"end_of_pdf_string", ") /JS (app.alert(1)) endstream endobj \\"},
    {"controls", controls()},
    {"direction", all_direction_marks()},
    {"broken_utf8", "\xff \xc3( \xed\xa0\x80 \xf5\x80\x80\x80 \xc0\xbc"},
    {"no_characters", "\uFFFE \uFFFF \uFEFF"},
    {"lone_dollar", "$"},
    {"three_dollars", "$x$ costs $5"},
    {"backslash", "\\"},
    {"long_word", std::string(10000, 'x')},
    {"long_text", repeated("<&\"' ", 2000)},
    {"long_mathematics", repeated("$x_1$", 2000)},
    {"deep_mathematics", "$" + std::string(5000, '{') + std::string(4998, '}') + "$"},
};

class HostileTitle : public testing::TestWithParam<Title> {
 protected:
  std::string file(const std::string& format, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"plot", "gelu", "--format", format, "-o", "-", "--title", GetParam().text};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = run(words);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  }

  Folder folder_;
};

INSTANTIATE_TEST_SUITE_P(Plot, HostileTitle, testing::ValuesIn(titles),
                         [](const auto& title) { return title.param.name; });

void expect_harmless(const std::string& text) {
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find("]]>"), std::string::npos);
  EXPECT_EQ(text.find("<!"), std::string::npos);
  for (const char c : text) ASSERT_TRUE((c < 0 || c >= ' ' || c == '\n') && c != '\x7f') << int{c};
  EXPECT_EQ(text.find("\u009b"), std::string::npos);
  for (const std::string& mark : direction_marks) EXPECT_EQ(text.find(mark), std::string::npos) << mark;
}

TEST_P(HostileTitle, does_an_svg_no_harm) {
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--svg-text"}}) {
    const std::string svg = file("svg", more);
    expect_harmless(svg);
    EXPECT_TRUE(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    save("title.svg", svg);
    if (!has_tool("rsvg-convert")) GTEST_SKIP() << "needs rsvg-convert of librsvg2-bin";
    const Outcome parsed = shell("rsvg-convert title.svg -o title.png");
    EXPECT_EQ(parsed.code, 0) << parsed.err;
  }
}

TEST_P(HostileTitle, does_a_pdf_no_harm) {
  save("title.pdf", file("pdf"));
  if (!has_tool("pdfinfo")) GTEST_SKIP() << "needs pdfinfo of poppler-utils";
  for (const std::string reader : {"pdfinfo title.pdf", "pdftotext -raw title.pdf - | tr -d '\\f'"}) {
    const Outcome read = shell(reader);
    EXPECT_EQ(read.code, 0);
    EXPECT_EQ(read.err, "");
    for (const std::string& mark : direction_marks) EXPECT_EQ(read.out.find(mark), std::string::npos);
    for (const char c : read.out) ASSERT_TRUE(c < 0 || c >= ' ' || c == '\n') << reader << " " << int{c};
  }
  const std::string properties = shell("pdfinfo title.pdf").out;
  EXPECT_NE(properties.find("JavaScript:      no\n"), std::string::npos);
  EXPECT_NE(properties.find("Pages:           1\n"), std::string::npos);
}

}  // namespace
}  // namespace actviz::test
