#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <limits>
#include <sstream>
#include <thread>

#include "lib/base/error.hpp"
#include "plots/backend/backends.hpp"
#include "plots/charts/curves.hpp"
#include "plots/scene/layout.hpp"
#include "plots/scene/math_text.hpp"
#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

using namespace plots;

constexpr Color white{255, 255, 255, 255}, black{0, 0, 0, 255};
constexpr double inf = std::numeric_limits<double>::infinity(),
                 nan = std::numeric_limits<double>::quiet_NaN();

std::string pdf(const Scene& scene) {
  StringSink sink;
  write_pdf(scene, sink);
  return sink.text;
}

Scene gelu() {
  const std::vector<Function> functions{Function::parse("gelu")};
  return layout(curves(functions, {.lo = -5, .hi = 5}), {});
}

/// One label below the other.
Scene labels(const std::vector<std::string>& texts) {
  Scene scene{{400, 20 + 30 * static_cast<double>(texts.size()), 72}, white, "", "", {}};
  double y = 30;
  for (const std::string& text : texts) {
    place(scene, set_text(text, {12, black, Face::regular}), {10, y});
    y += 30;
  }
  return scene;
}

/// What a reader finds in a page, line by line.
std::vector<std::string> extracted(const Scene& scene, const std::string& options = "") {
  const Folder folder;
  save("page.pdf", pdf(scene));
  const Outcome outcome = shell("pdftotext " + options + " page.pdf -");
  EXPECT_EQ(outcome.err, "");
  std::vector<std::string> lines;
  std::istringstream text(outcome.out);
  for (std::string line; std::getline(text, line);)
    if (!line.empty() && line != "\f") lines.push_back(line);
  return lines;
}

bool contains(const std::vector<std::string>& lines, const std::string& line) {
  return std::ranges::find(lines, line) != lines.end();
}

TEST(Pdf, is_one_page_measured_in_points) {
  const std::string text = pdf(gelu());
  EXPECT_TRUE(text.starts_with("%PDF-1."));
  EXPECT_TRUE(text.ends_with("%%EOF\n"));
  EXPECT_NE(text.find("/MediaBox [ 0 0 576 384 ]"), std::string::npos);
  EXPECT_NE(text.find("/Count 1"), std::string::npos);
}

TEST(Pdf, has_the_same_bytes_at_any_time_in_any_locale_and_thread) {
  const std::string expected = pdf(gelu());
  EXPECT_EQ(expected.find("Date"), std::string::npos);
  const char* before = std::setlocale(LC_ALL, nullptr);
  const std::string kept = before != nullptr ? before : "C";
  for (const char* name : {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"}) std::setlocale(LC_ALL, name);
  EXPECT_EQ(pdf(gelu()), expected);
  std::setlocale(LC_ALL, kept.c_str());
  std::vector<std::string> others(8);
  std::vector<std::thread> threads;
  for (std::string& other : others) threads.emplace_back([&] { other = pdf(gelu()); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& other : others) EXPECT_EQ(other, expected);
}

TEST(Pdf, holds_vectors_and_fonts_with_their_characters) {
  Scene scene = gelu();
  scene.items.emplace_back(Path{rectangle({10, 10, 50, 50}), Color{1, 2, 3, 128}, std::nullopt, false});
  const std::string text = pdf(scene);
  EXPECT_EQ(text.find("/Subtype /Image"), std::string::npos);
  EXPECT_EQ(text.find("/Type3"), std::string::npos);
  EXPECT_NE(text.find("/FontFile3"), std::string::npos);
  EXPECT_NE(text.find("/ToUnicode"), std::string::npos);
  EXPECT_NE(text.find("/ca 0.501961"), std::string::npos) << "half transparent";
}

TEST(Pdf, tells_its_title_and_subject) {
  Scene scene = labels({"x"});
  scene.title = "a) /b\\\x1b\x01";
  scene.description = "what is\xe2\x80\xae to be seen";
  const std::string text = pdf(scene);
  EXPECT_NE(text.find("/Title <FEFF006100290020002F0062005C>"), std::string::npos);
  EXPECT_NE(text.find("/Subject (what is to be seen)"), std::string::npos);
  EXPECT_NE(text.find("/Creator (actviz)"), std::string::npos);
}

TEST(Pdf, keeps_its_figures_texts) {
  if (!has_tool("pdftotext")) GTEST_SKIP() << "needs pdftotext of poppler-utils";
  const auto lines = extracted(gelu());
  for (const std::string line : {"GELU and its derivative", "GELU(x) = x Φ(x)", "GELU(x)", "GELU′(x)",
                                 "|f′(x)| ≤ 0.01", "f(x)", "x", "−4", "−2", "0", "5"})
    EXPECT_TRUE(contains(lines, line)) << line;
}

/// A figure that has every kind of text, Greek in each.
Figure all_kinds_of_text() {
  Figure figure;
  figure.title = "Title of α, $\\beta$ and $\\Phi(x)$";
  figure.subtitle = "$\\sigma(x) \\le \\Omega$, subtitle";
  figure.legend_heading = {"", "heading δ"};
  Panel& panel = figure.panels[0];
  panel.title = "panel $\\lambda$";
  panel.x = {"axis $\\xi$", 0, 4};
  panel.y = {"axis $\\eta'(\\xi)$", 0, 2};
  panel.marks = {Line{{{0, 0}, {4, 1}}, {}, "line $\\mu$", {"cell $\\nu$"}},
                 Band{1, 1.5, "band $|\\tau| \\le 1$"}, Callout{{{2, 0.5}}, {}, "callout $\\psi$"}};
  return figure;
}

TEST(Pdf, keeps_every_kind_of_text_and_adds_none) {
  if (!has_tool("pdftotext")) GTEST_SKIP() << "needs pdftotext of poppler-utils";
  std::vector<std::string> expected{"Title of α, β and Φ(x)",
                                    "σ(x) ≤ Ω, subtitle",
                                    "panel λ",
                                    "axis ξ",
                                    "axis η′(ξ)",
                                    "line μ",
                                    "cell ν",
                                    "heading δ",
                                    "band |τ| ≤ 1",
                                    "callout ψ"};
  for (const char* tick : {"0", "1", "2", "3", "4", "0.0", "0.5", "1.0", "1.5", "2.0"})
    expected.emplace_back(tick);
  auto lines = extracted(layout(all_kinds_of_text(), {}));
  std::ranges::sort(expected);
  std::ranges::sort(lines);
  EXPECT_EQ(lines, expected);
}

TEST(Pdf, keeps_greek_primes_minus_signs_and_scripts) {
  if (!has_tool("pdftotext")) GTEST_SKIP() << "needs pdftotext of poppler-utils";
  const auto lines = extracted(
      labels({R"($\alpha\beta\gamma\delta\lambda\mu\sigma\Phi\Omega$)", "$f''(x) - 1$", "$\\sqrt{2}$",
              "-1 − 1 – dash", "αβγ ΔΣ ℝ ∇ ∞", "Grüße, naïve façade", "$x^{-3}_i$", "100 %"}),
      "-raw");
  for (const std::string line :
       {"αβγδλμσΦΩ", "f′′(x) − 1", "√2", "-1 − 1 – dash", "αβγ ΔΣ ℝ ∇ ∞", "Grüße, naïve façade", "100 %"})
    EXPECT_TRUE(contains(lines, line)) << line;
  std::string all;
  for (const std::string& line : lines) all += line;
  for (const std::string part : {"x", "i", "−3"}) EXPECT_NE(all.find(part), std::string::npos) << part;
}

TEST(Pdf, odd_text_does_no_harm) {
  if (!has_tool("pdftotext")) GTEST_SKIP() << "needs pdftotext of poppler-utils";
  const auto lines = extracted(
      labels({"<script>alert('x')</script>", "a (b) c) \\d \\( endstream", "\x1b[31mred\x07\x7f",
              "left\xe2\x80\xaetfel", std::string("bro\xffken\xc3") + '\0' + "x", "/Type >> endobj"}),
      "-raw");
  for (const std::string line :
       {"<script>alert('x')</script>", "a (b) c) \\d \\( endstream", "\uFFFD[31mred\uFFFD\uFFFD",
        "left\uFFFDtfel", "bro\uFFFDken\uFFFD\uFFFDx", "/Type >> endobj"})
    EXPECT_TRUE(contains(lines, line)) << line;
}

TEST(Pdf, numbers_that_are_none_do_no_harm) {
  Scene scene = labels({"x"});
  for (const Point p : {Point{nan, 1}, {inf, -inf}, {1e300, 2}}) {
    Path path;
    path.outline.move_to({1, 1});
    path.outline.line_to(p);
    path.outline.line_to({2, 2});
    path.stroke = Stroke{black, 1, {}, true};
    scene.items.emplace_back(path);
    place(scene, set_text("label", {12, black, Face::regular}), p);
  }
  place(scene, set_text("label", {nan, black, Face::regular}), {1, 1});
  const std::string text = pdf(scene);
  EXPECT_TRUE(text.ends_with("%%EOF\n"));
}

TEST(Pdf, a_page_without_a_size_is_refused) {
  for (const Medium medium : {Medium{0, 10, 72}, {10, -1, 72}, {nan, 10, 72}, {10, inf, 72}, {14401, 10, 72}})
    EXPECT_THROW(pdf({medium, white, "", "", {}}), Error) << medium.width << " " << medium.height;
}

TEST(Pdf, looks_like_the_png) {
  if (!has_tool("pdftoppm")) GTEST_SKIP() << "needs pdftoppm of poppler-utils";
  const Folder folder;
  const Scene scene = gelu();
  save("page.pdf", pdf(scene));
  ASSERT_EQ(shell("pdftoppm -r 150 -singlefile page.pdf page").code, 0);
  const Image image = rasterize(scene);
  const std::string ppm = read_file("page.ppm"), head = "P6\n1200 800\n255\n";
  ASSERT_TRUE(ppm.starts_with(head));
  ASSERT_EQ(ppm.size() - head.size(), image.pixels.size() * 3);
  double sum = 0;
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    for (std::size_t k = 0; k < 3; ++k) {
      const int ours = static_cast<int>(image.pixels[i] >> (16 - 8 * k) & 0xff),
                theirs = static_cast<unsigned char>(ppm[head.size() + 3 * i + k]);
      sum += std::abs(ours - theirs);
    }
  EXPECT_LT(sum / static_cast<double>(3 * image.pixels.size()), 1.5) << "mean difference of 255";
}

}  // namespace
}  // namespace actviz::test
