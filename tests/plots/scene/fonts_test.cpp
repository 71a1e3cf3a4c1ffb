// The embedded fonts: every character the project writes, and their measures.
#include "plots/scene/fonts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "lib/catalogue/catalogue.hpp"
#include "plots/scene/math_symbols.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::test {
namespace {

using namespace plots;

constexpr Face faces[] = {Face::regular, Face::italic, Face::semibold};

bool has_glyph(Face face, char32_t character) {
  return character == replacement_character ||
         find_glyph(face, character) != find_glyph(Face::fallback, replacement_character);
}

void expect_glyphs(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t character = next_character(text, at);
    for (const Face face : faces)
      EXPECT_TRUE(has_glyph(face, character))
          << "U+" << std::hex << static_cast<unsigned>(character) << " in " << text;
  }
}

double top(const Outline& outline) { return std::ranges::min(outline.points, {}, &Point::y).y; }

TEST(Fonts, have_every_printable_ascii_character) {
  for (char c = ' '; c <= '~'; ++c) expect_glyphs(std::string(1, c));
}

TEST(Fonts, have_the_characters_of_the_field) {
  expect_glyphs("−×·±∓÷≤≥≠≈≡∼∝∞√∂∇∈∉ℝℕℤ⊙⊗⊕∘∗∫∑∏′″½¼¾…⋯–—“”‘’←↑→↓↔⇒⇔↦≪≫≔∅∀∃⟨⟩⌊⌋⌈⌉‖°µ");
  expect_glyphs("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");
  expect_glyphs("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψωϑϕϵ");
  expect_glyphs("ÀÉÎÕÜßàéîõüøåÆœŁłőŠžÇçñ¿¡§©®™€£¥«»");
}

TEST(Fonts, have_every_symbol_that_mathematics_can_name) {
  for (const MathSymbol& symbol : math_symbols())
    for (const Face face : faces) EXPECT_TRUE(has_glyph(face, symbol.character)) << symbol.name;
}

TEST(Fonts, have_every_character_of_the_catalogue) {
  for (const Activation& activation : catalogue()) {
    expect_glyphs(activation.formula);
    expect_glyphs(activation.title);
  }
}

TEST(Fonts, show_a_character_they_lack_as_a_visible_replacement) {
  const FoundGlyph glyph = find_glyph(Face::regular, U'日');
  EXPECT_EQ(glyph.face, Face::fallback);
  EXPECT_FALSE(glyph_outline(glyph.face, glyph.id).points.empty());
}

TEST(Fonts, tell_which_characters_of_a_text_they_lack) {
  using Words = std::vector<std::string>;
  const std::pair<std::string, Words> rows[] = {
      {"", {}},
      {R"(GELU, $\alpha \le \frac{1}{2}$ Σ ∇)", {}},
      {"激活函数 = 激活", {"激", "活", "函", "数"}},
      {"fire 🔥 and $日$", {"🔥", "日"}},
      {"tab\tend\r\n", {}},
      {"\x1b[31m\x7f\u202e", {"\x1b", "\x7f", "\u202e"}},
      {"a\xff\xc3(\xff", {"\xff", "\xc3"}},
      {"asked for: \uFFFD", {}},
  };
  for (const auto& [text, missing] : rows) EXPECT_EQ(missing_characters(text), missing) << text;
}

TEST(Fonts, prefer_the_face_asked_for) {
  for (const Face face : faces) EXPECT_EQ(find_glyph(face, U'x').face, face);
}

TEST(Fonts, take_what_inter_lacks_from_the_fallback) {
  EXPECT_EQ(find_glyph(Face::semibold, U'∇').face, Face::fallback);
}

TEST(Fonts, capitals_stand_on_the_baseline_and_reach_cap_height) {
  for (const Face face : faces) {
    const Outline& outline = glyph_outline(face, find_glyph(face, U'H').id);
    EXPECT_NEAR(std::ranges::max(outline.points, {}, &Point::y).y, 0, 1e-3);
    EXPECT_NEAR(-top(outline), face_metrics(face).cap_height, 1e-9);
    EXPECT_NEAR(face_metrics(face).cap_height, 0.727, 0.001);
  }
}

TEST(Fonts, metrics_are_in_order) {
  const FaceMetrics m = face_metrics(Face::regular);
  EXPECT_LT(0, m.descent);
  EXPECT_LT(m.x_height, m.cap_height);
  EXPECT_LT(m.cap_height, m.ascent);
}

TEST(Fonts, a_space_has_width_and_no_ink) {
  const FoundGlyph space = find_glyph(Face::regular, U' ');
  EXPECT_GT(advance(space.face, space.id), 0.2);
  EXPECT_TRUE(glyph_outline(space.face, space.id).points.empty());
}

TEST(Fonts, a_minus_is_as_wide_as_a_plus) {
  const auto width = [](char32_t c) { return advance(Face::regular, find_glyph(Face::regular, c).id); };
  EXPECT_EQ(width(U'−'), width(U'+'));
}

TEST(Fonts, parts_of_outlines_are_closed) {
  for (const char32_t character : {U'g', U'√', U'∇', replacement_character}) {
    const FoundGlyph glyph = find_glyph(Face::regular, character);
    const auto& verbs = glyph_outline(glyph.face, glyph.id).verbs;
    EXPECT_EQ(std::ranges::count(verbs, Outline::Verb::move),
              std::ranges::count(verbs, Outline::Verb::close));
    EXPECT_EQ(verbs.back(), Outline::Verb::close);
  }
}

TEST(Fonts, can_be_used_by_many_threads_at_once) {
  const auto sum = [] {
    double total = 0;
    for (char32_t c = U'!'; c < U'\x17f'; ++c) {
      const FoundGlyph glyph = find_glyph(Face::italic, c);
      total += advance(glyph.face, glyph.id);
      for (const Point& p : glyph_outline(glyph.face, glyph.id).points) total += p.x + p.y;
    }
    return total;
  };
  const double expected = sum();
  std::vector<double> sums(8);
  std::vector<std::jthread> threads;
  for (double& result : sums) threads.emplace_back([&] { result = sum(); });
  threads.clear();
  EXPECT_EQ(sums, std::vector<double>(8, expected));
}

}  // namespace
}  // namespace actviz::test
