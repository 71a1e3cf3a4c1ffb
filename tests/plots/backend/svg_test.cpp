#include <gtest/gtest.h>

#include <clocale>
#include <limits>
#include <regex>
#include <set>

#include "plots/backend/backends.hpp"
#include "plots/scene/math_text.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::test {
namespace {

using namespace plots;

constexpr Color white{255, 255, 255, 255}, black{0, 0, 0, 255};

Scene example() {
  Scene scene{{576, 384, 150}, white, "GELU & <its> \"derivative\"", "what's to see", {}};
  place(scene, set_text(R"($\frac{1}{2}x$ and $\sqrt{2}$)", {11, black, Face::regular}), {10, 20}, 90);
  Path curve;
  curve.outline.move_to({10, 20});
  for (int i = 1; i < 50; ++i) curve.outline.line_to({10 + i * 1.37, 20 + i * i * 0.11});
  curve.stroke = Stroke{{0, 114, 178, 255}, 1.6, {6, 3}, true};
  scene.items.insert(scene.items.end(), {Item{Clip{Rect{50.5, 36, 510, 300}}}, curve, Clip{}});
  scene.items.push_back(Path{rectangle({1, 2, 3, 4}), Color{1, 2, 3, 128}, std::nullopt, true});
  return scene;
}

std::string svg(const Scene& scene, SvgText text = SvgText::outlines) {
  StringSink sink;
  write_svg(scene, sink, text);
  return sink.text;
}

/// Whether tags are balanced, attributes quoted and text free of raw markup.
bool is_well_formed(const std::string& text) {
  static const std::regex piece(
      R"(<([A-Za-z]+)(?:\s+[\w:-]+="[^"<&]*(?:&\w+;[^"<&]*)*")*\s*(/?)>|</([A-Za-z]+)>|[^<>&]+|&(?:lt|gt|amp|quot|#39);)");
  std::vector<std::string> open;
  auto at = text.begin();
  for (std::smatch match; at != text.end(); at = match.suffix().first) {
    if (!std::regex_search(at, text.end(), match, piece, std::regex_constants::match_continuous))
      return false;
    if (match[1].matched && match[2].length() == 0) open.push_back(match[1]);
    if (match[3].matched) {
      if (open.empty() || open.back() != match[3]) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

TEST(Svg, is_well_formed) { EXPECT_TRUE(is_well_formed(svg(example()))) << svg(example()); }

TEST(Svg, is_measured_in_points) {
  EXPECT_NE(svg(example()).find(R"(width="576pt" height="384pt" viewBox="0 0 576 384")"), std::string::npos);
}

TEST(Svg, tells_screen_readers_what_it_shows) {
  const std::string text = svg(example());
  EXPECT_NE(text.find(R"(role="img")"), std::string::npos);
  EXPECT_NE(text.find("<title>GELU &amp; &lt;its&gt; &quot;derivative&quot;</title>"), std::string::npos);
  EXPECT_NE(text.find("<desc>what&#39;s to see</desc>"), std::string::npos);
}

TEST(Svg, lets_no_markup_or_control_character_through) {
  Scene scene = example();
  scene.title = "<script>alert('\"x\"')</script>";
  scene.description = std::string("a\x01\x1b[31m\x7f\xff\xef\xbf\xbe ]]> b") + '\0';
  const std::string text = svg(scene);
  EXPECT_TRUE(is_well_formed(text));
  EXPECT_EQ(text.find("<script"), std::string::npos);
  for (const char c : text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n') << int{c};
  EXPECT_NE(text.find("<desc>a[31m\uFFFD ]]&gt; b</desc>"), std::string::npos) << text.substr(0, 400);
}

TEST(Svg, defines_a_glyph_once) {
  Scene scene{{100, 100, 150}, white, "", "", {}};
  place(scene, set_text("aaa", {11, black, Face::regular}), {0, 20});
  place(scene, set_text("aaa", {9, black, Face::regular}), {0, 40});
  const std::string text = svg(scene);
  const auto count = [&](const std::string& word) {
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count("<path id="), 1u);
  EXPECT_EQ(count("<use "), 6u);
}

TEST(Svg, defines_everything_it_refers_to_exactly_once) {
  const std::string text = svg(example());
  std::multiset<std::string> defined;
  const std::regex id(R"re( id="([^"]*)")re"), reference(R"re((?:href="#|url\(#)([^")]*))re");
  for (std::sregex_iterator i(text.begin(), text.end(), id), end; i != end; ++i) defined.insert((*i)[1]);
  for (std::sregex_iterator i(text.begin(), text.end(), reference), end; i != end; ++i)
    EXPECT_EQ(defined.count((*i)[1]), 1u) << (*i)[1];
  EXPECT_GT(defined.size(), 5u);
}

TEST(Svg, shows_dashes_clips_and_opacity) {
  const std::string text = svg(example());
  EXPECT_NE(text.find(R"(stroke-dasharray="6 3")"), std::string::npos);
  EXPECT_NE(text.find("<g clip-path=\"url(#c50.5_36_510_300)\">"), std::string::npos);
  EXPECT_NE(text.find(R"(fill="#010203" fill-opacity=".502")"), std::string::npos);
}

TEST(Svg, writes_paths_in_short_relative_steps) {
  Scene scene{{10, 10, 72}, white, "", "", {}};
  Path path;
  path.outline.move_to({1, 2});
  path.outline.line_to({1.5, 2});
  path.outline.line_to({1.5, 3.25});
  path.outline.line_to({-0.0001, 3});
  path.outline.cubic_to({1, 1}, {2, 2}, {3, 3});
  path.outline.close();
  path.fill = black;
  scene.items.push_back(path);
  EXPECT_NE(svg(scene).find(R"(d="m1 2h.5v1.25l-1.5-.25c1-2 2-1 3 0z")"), std::string::npos) << svg(scene);
}

TEST(Svg, rounding_errors_do_not_add_up) {
  Scene scene{{10, 10, 72}, white, "", "", {}};
  Path path;
  path.outline.move_to({0, 0});
  for (int i = 1; i <= 1000; ++i) path.outline.line_to({i * 0.0104, (i % 2) * 5.0});
  path.stroke = Stroke{black, 1, {}, true};
  scene.items.push_back(path);
  const std::string text = svg(scene);
  const std::regex step(R"(([\d.]+) ?(-?[\d.]+))");
  std::string data = text.substr(text.find("d=\"m0 0") + 7);
  data.resize(data.find('"'));
  double x = 0;
  int steps = 0;
  for (std::sregex_iterator i(data.begin(), data.end(), step), end; i != end; ++i, ++steps)
    x += std::stod((*i)[1]);
  EXPECT_EQ(steps, 1000);
  EXPECT_NEAR(x, 10.4, 1e-3);
}

TEST(Svg, has_no_numbers_with_more_than_three_decimals_but_scales) {
  std::string text = svg(example());
  text = std::regex_replace(text, std::regex(R"(scale\([^)]*\))"), "");
  EXPECT_FALSE(std::regex_search(text, std::regex(R"(\.\d{4})")));
}

TEST(Svg, writes_no_infinity_and_no_nan) {
  constexpr double inf = std::numeric_limits<double>::infinity(),
                   nan = std::numeric_limits<double>::quiet_NaN();
  Scene scene{{10, 10, 72}, white, "", "", {}};
  Path path;
  path.outline.move_to({nan, 0});
  path.outline.line_to({inf, -inf});
  path.outline.line_to({1e300, 2});
  path.stroke = Stroke{black, 1, {}, true};
  scene.items.push_back(path);
  EXPECT_FALSE(std::regex_search(svg(scene), std::regex("(nan|inf|e\\+)", std::regex::icase)));
}

TEST(Svg, does_not_depend_on_the_locale) {
  const std::string expected = svg(example());
  const char* before = std::setlocale(LC_ALL, nullptr);
  const std::string kept = before != nullptr ? before : "C";
  for (const char* name : {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"}) std::setlocale(LC_ALL, name);
  EXPECT_EQ(svg(example()), expected);
  std::setlocale(LC_ALL, kept.c_str());
}

/// A page with one label.
Scene labelled(const std::string& text, double angle_deg = 0) {
  Scene scene{{100, 100, 150}, white, "", "", {}};
  place(scene, set_text(text, {10, black, Face::regular}), {10, 50}, angle_deg);
  return scene;
}

/// The text of an SVG without its tags.
std::string read_aloud(const Scene& scene) {
  std::string text = svg(scene, SvgText::selectable);
  text.erase(0, text.find("<text"));
  text = std::regex_replace(text, std::regex("<[^>]*>"), "");
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

TEST(SvgText, is_well_formed_and_has_no_outlines_of_glyphs) {
  const std::string text = svg(example(), SvgText::selectable);
  EXPECT_TRUE(is_well_formed(text)) << text;
  EXPECT_EQ(text.find("<use"), std::string::npos);
  EXPECT_EQ(text.find("<path id"), std::string::npos);
}

TEST(SvgText, a_label_is_one_text_with_its_words_apart) {
  EXPECT_EQ(read_aloud(labelled("plain words")), "plain words");
  EXPECT_EQ(read_aloud(labelled(R"($\sigma(x) \le 0.01$)")), "σ(x) ≤ 0.01");
  EXPECT_EQ(read_aloud(labelled("$x_i^2$")), "xi2");
  EXPECT_EQ(read_aloud(labelled("$f'(x) = x$", 90)), "f′(x) = x");
}

TEST(SvgText, two_labels_are_two_texts) {
  Scene scene = labelled("one");
  place(scene, set_text("two", {10, black, Face::regular}), {50, 50});
  EXPECT_EQ(read_aloud(scene), "one\ntwo");
}

TEST(SvgText, holds_the_layout_in_any_font) {
  const std::string text = svg(labelled("GELU"), SvgText::selectable);
  EXPECT_TRUE(std::regex_search(
      text, std::regex(R"re(<tspan x="10" y="50" font-size="10" textLength="[\d.]+" lengthAdjust=)re")))
      << text;
}

TEST(SvgText, is_turned_about_its_start) {
  const std::string text = svg(labelled("$ab + c$", 90), SvgText::selectable);
  EXPECT_NE(text.find(R"re(transform="rotate(-90 10 50)"><tspan x="10" y="50")re"), std::string::npos)
      << text;
  EXPECT_FALSE(std::regex_search(text, std::regex(R"re(<tspan x="[\d.]+" y="(?!50"))re"))) << text;
}

/// Characters that drive a viewer instead of being read; without the end of line, which is the SVG's own.
std::vector<char32_t> driving_characters() {
  std::vector<char32_t> all;
  for (const auto& [first, last] : {std::pair{0x1, 0x9},
                                    {0xb, 0x1f},
                                    {0x7f, 0x9f},
                                    {0x61c, 0x61c},
                                    {0x200e, 0x200f},
                                    {0x2028, 0x202e},
                                    {0x2066, 0x2069},
                                    {0xfffe, 0xffff}})
    for (int c = first; c <= last; ++c) all.push_back(static_cast<char32_t>(c));
  return all;
}

TEST(Svg, lets_no_control_or_mark_of_direction_through_anywhere) {
  for (const char32_t c : driving_characters()) {
    std::string odd;
    append_utf8(odd, c);
    Scene scene = labelled("a" + odd + "b $x" + odd + "$");
    scene.title = scene.description = "c" + odd + "d";
    for (const SvgText kind : {SvgText::outlines, SvgText::selectable}) {
      const std::string text = svg(scene, kind);
      EXPECT_EQ(text.find(odd), std::string::npos) << static_cast<unsigned>(c);
      EXPECT_NE(text.find("<title>cd</title>\n<desc>cd</desc>"), std::string::npos);
    }
  }
}

TEST(SvgText, lets_no_markup_control_or_direction_through) {
  const Scene scene = labelled("<script>\x1b[31m&\"'\xe2\x80\xae");
  EXPECT_TRUE(is_well_formed(svg(scene, SvgText::selectable)));
  EXPECT_EQ(read_aloud(scene), "&lt;script&gt;\uFFFD[31m&amp;&quot;&#39;\uFFFD");
}

}  // namespace
}  // namespace actviz::test
