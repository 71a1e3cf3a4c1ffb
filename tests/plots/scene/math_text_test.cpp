// Texts are set at 10 points, so that a thousandth of an em is a hundredth of a point.
#include "plots/scene/math_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "plots/scene/fonts.hpp"

namespace actviz::test {
namespace {

using namespace plots;

TextBox set(std::string_view text, Face face = Face::regular) {
  return set_text(text, {10, {0, 0, 0, 255}, face});
}

/// The items as a scene's dump shows them.
std::string shown(std::string_view text) {
  Scene scene;
  place(scene, set(text), {0, 0});
  const std::string all = dump(scene);
  return "\n" + all.substr(all.find("\n", all.find("description")) + 1);
}

template <class Kind>
std::vector<Kind> items(const TextBox& box) {
  std::vector<Kind> found;
  for (const Item& item : box.items)
    if (const auto* kind = std::get_if<Kind>(&item)) found.push_back(*kind);
  return found;
}

GlyphRun run_saying(const TextBox& box, std::string_view text) {
  for (const GlyphRun& run : items<GlyphRun>(box))
    if (run.text == text) return run;
  ADD_FAILURE() << "no run says " << text;
  return {};
}

Rect bounds(const Path& path) {
  const Point a = path.outline.points[0], c = path.outline.points[2];
  return {a.x, a.y, c.x - a.x, c.y - a.y};
}

double width(std::string_view text) { return set(text).width; }

TEST(MathText, sets_plain_text_as_one_run) {
  EXPECT_EQ(shown("ab c"), R"dump(
glyphs regular 10.000 #000000 at 0.000 0.000 "ab c": 0.000 5.639 11.847 14.659
)dump");
}

TEST(MathText, sets_letters_italic_and_digits_and_brackets_upright) {
  EXPECT_EQ(shown("$f(x2)$"), R"dump(
glyphs italic 10.000 #000000 at 0.000 0.000 "f": 0.000
glyphs regular 10.000 #000000 at 3.682 0.000 "(": 0.000
glyphs italic 10.000 #000000 at 7.304 0.000 "x": 0.000
glyphs regular 10.000 #000000 at 12.702 0.000 "2)": 0.000 6.051
)dump");
}

TEST(MathText, stacks_two_scripts) {
  EXPECT_EQ(shown("$x_i^2$"), R"dump(
glyphs italic 10.000 #000000 at 0.000 0.000 "x": 0.000
glyphs italic 7.000 #000000 at 5.698 2.300 "i": 0.000
glyphs regular 7.000 #000000 at 5.726 -3.800 "2": 0.000
)dump");
}

TEST(MathText, sets_a_fraction_about_its_bar) {
  EXPECT_EQ(shown(R"($\frac{1}{2}$)"), R"dump(
glyphs regular 7.000 #000000 at 1.492 -3.790 "1": 0.000
glyphs regular 7.000 #000000 at 1.000 3.271 "2": 0.000
path fill #000000: M 0.500 -3.140 L 5.736 -3.140 L 5.736 -2.540 L 0.500 -2.540 Z
)dump");
}

TEST(MathText, draws_the_bar_of_a_root) {
  EXPECT_EQ(shown(R"($\sqrt{2}$)"), R"dump(
glyphs fallback 10.303 #000000 at 0.000 0.000 "√": 0.000
glyphs regular 10.000 #000000 at 6.565 0.000 "2": 0.000
path fill #000000: M 6.256 -8.356 L 13.017 -8.356 L 13.017 -7.872 L 6.256 -7.872 Z
)dump");
}

TEST(MathText, widths_of_plain_texts_add) {
  EXPECT_NEAR(width("GELU") + width(" and x"), width("GELU and x"), 1e-9);
}

TEST(MathText, width_grows_with_size) {
  EXPECT_NEAR(set_text("$x^2$", {20, {}, Face::regular}).width, 2 * width("$x^2$"), 1e-9);
}

TEST(MathText, leaves_space_around_operators_but_not_signs) {
  const double bare = width("$a$") + width("$-$") + width("$b$");
  EXPECT_NEAR(width("$a-b$"), bare + 2 * 10 * 4. / 18, 1e-9);
  EXPECT_NEAR(width("$-b$"), width("$-$") + width("$b$"), 1e-9);
  EXPECT_NEAR(width("$(-b)$"), width("$($") + width("$-b$") + width("$)$"), 0.3);
  EXPECT_NEAR(width("$1=-2$"), width("$1$") + width("$=$") + width("$-2$") + 2 * 10 * 5. / 18, 1e-9);
}

TEST(MathText, ignores_spaces_in_mathematics) { EXPECT_EQ(shown("$a + b$"), shown("$a+b$")); }

TEST(MathText, sets_scripts_without_space_around_operators) {
  const auto run = run_saying(set("$e^{1+2}$"), "1+2");
  const double plus = advance(Face::regular, find_glyph(Face::regular, U'1').id) * 7;
  EXPECT_NEAR(run.glyphs[1].at.x, plus, 1e-9);
}

TEST(MathText, sets_function_names_upright_with_a_thin_space) {
  EXPECT_EQ(run_saying(set(R"($\tanh x$)"), "tanh").face, Face::regular);
  EXPECT_NEAR(width(R"($\tanh x$)"), width(R"($\mathrm{tanh}x$)") + 10 * 3. / 18, 1e-9);
  EXPECT_NEAR(width(R"($\tanh(x)$)"), width(R"($\mathrm{tanh}(x)$)"), 1e-9);
}

TEST(MathText, knows_greek_by_name_and_by_letter) { EXPECT_EQ(shown(R"($\sigma\Phi$)"), shown("$σΦ$")); }

TEST(MathText, writes_a_hyphen_as_a_minus_and_an_apostrophe_as_a_prime_in_mathematics_only) {
  EXPECT_EQ(run_saying(set("$-$"), "−").text, "−");
  EXPECT_EQ(run_saying(set("user's-"), "user's-").text, "user's-");
  EXPECT_EQ(run_saying(set("$1'$"), "1′").text, "1′");
}

TEST(MathText, sets_scripts_smaller_and_off_the_baseline) {
  const TextBox box = set("$x_1^2$");
  const GlyphRun lower = run_saying(box, "1"), upper = run_saying(box, "2");
  EXPECT_DOUBLE_EQ(lower.size, 7);
  EXPECT_GT(lower.at.y, 1);
  EXPECT_LT(upper.at.y, -3);
  EXPECT_NEAR(lower.at.x, upper.at.x, 0.05);
}

TEST(MathText, never_sets_nested_scripts_illegibly_small) {
  for (const GlyphRun& run : items<GlyphRun>(set("$a^{b^{c^{d^e}}}$"))) EXPECT_GE(run.size, 5.5);
}

TEST(MathText, raises_scripts_above_a_fraction) {
  EXPECT_LT(run_saying(set(R"($\frac{a}{b}^2$)"), "2").at.y, run_saying(set("$x^2$"), "2").at.y);
}

TEST(MathText, puts_the_fraction_bar_between_numerator_and_denominator) {
  const TextBox box = set(R"($\frac{1}{2}$)");
  const auto bars = items<Path>(box);
  ASSERT_EQ(bars.size(), 1u);
  const Rect bar = bounds(bars[0]);
  EXPECT_LT(run_saying(box, "1").at.y, bar.y);
  const double top_of_two = run_saying(box, "2").at.y - 7 * face_metrics(Face::regular).cap_height;
  EXPECT_GT(top_of_two, bar.y + bar.height);
}

TEST(MathText, joins_the_root_sign_and_its_bar) {
  for (const Face face : {Face::regular, Face::semibold}) {
    const TextBox box = set(R"($\sqrt{2}$)", face);
    const GlyphRun sign = run_saying(box, "√");
    const Outline& outline = glyph_outline(sign.face, sign.glyphs[0].id);
    const Point corner{sign.at.x + sign.size * std::ranges::max(outline.points, {}, &Point::x).x,
                       sign.at.y + sign.size * std::ranges::min(outline.points, {}, &Point::y).y};
    const Rect bar = bounds(items<Path>(box).at(0));
    EXPECT_NEAR(bar.y, corner.y, 1e-9);
    EXPECT_LT(bar.x, corner.x);
    EXPECT_GT(bar.x + bar.width, run_saying(box, "2").at.x);
  }
}

TextBox displayed(std::string_view text) { return set_text(text, {10, {0, 0, 0, 255}, Face::regular, true}); }

/// The lines of tall brackets, each as the place it takes.
std::vector<Rect> pens(const TextBox& box) {
  std::vector<Rect> found;
  for (const Path& path : items<Path>(box)) {
    if (!path.stroke) continue;
    const auto [left, right] = std::ranges::minmax(path.outline.points, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(path.outline.points, {}, &Point::y);
    found.push_back({left.x, top.y, right.x - left.x, bottom.y - top.y});
  }
  return found;
}

TEST(MathText, sets_fractions_of_display_style_at_full_size_and_those_inside_them_smaller) {
  const TextBox box = displayed(R"($\frac{a}{\frac{b}{c}}$)");
  EXPECT_EQ(run_saying(box, "a").size, 10);
  EXPECT_EQ(run_saying(box, "b").size, 7);
  EXPECT_EQ(run_saying(set(R"($\frac{a}{b}$)"), "a").size, 7);
}

TEST(MathText, sets_limits_of_display_style_above_and_below) {
  const std::string_view text = R"($\sum_{j}^{n} x$)";
  const GlyphRun sum = run_saying(displayed(text), "∑"), below = run_saying(displayed(text), "j"),
                 above = run_saying(displayed(text), "n");
  EXPECT_GT(sum.size, 10);
  EXPECT_GT(below.at.y, 4);
  EXPECT_LT(above.at.y, -10);
  EXPECT_LT(below.at.x, sum.at.x + sum.size / 2);
  EXPECT_GT(run_saying(set(text), "j").at.x, 3) << "beside the sign in a line of text";
  EXPECT_GT(run_saying(displayed(R"($\max_k x$)"), "k").at.y, 4);
}

TEST(MathText, makes_brackets_as_tall_as_what_they_enclose) {
  EXPECT_EQ(shown(R"($\left(x\right)$)"), shown("$(x)$"));
  for (const char* text :
       {R"($\left(\frac{a}{b}\right)$)", R"($\left[\frac{a}{b}\right]$)", R"($\left\{\frac{a}{b}\right\}$)",
        R"($\left|\frac{a}{b}\right|$)", R"($\left\lceil\frac{a}{b}\right\rceil$)",
        R"($\left\lfloor\frac{a}{b}\right\rfloor$)"}) {
    const auto found = pens(displayed(text));
    ASSERT_EQ(found.size(), 2u) << text;
    const TextBox content = displayed(R"($\frac{a}{b}$)");
    for (const Rect& pen : found) {
      EXPECT_LT(pen.y, run_saying(content, "a").at.y) << text;
      EXPECT_GT(pen.y + pen.height, run_saying(content, "b").at.y) << text;
    }
    EXPECT_LT(found[0].x + found[0].width, run_saying(displayed(text), "a").at.x) << text;
    EXPECT_GT(found[1].x, run_saying(displayed(text), "a").at.x) << text;
  }
  EXPECT_EQ(pens(displayed(R"($\left.\frac{a}{b}\right|$)")).size(), 1u) << "a full stop is no bracket";
  EXPECT_TRUE(pens(displayed(R"($\left(\frac{a}{b}$)")).empty()) << "without its \\right it is a character";
}

TEST(MathText, sets_cases_in_columns_behind_a_brace) {
  const TextBox box = set(R"($\begin{cases} a & b \\ ccc & d \\ e & f \end{cases}$)");
  std::map<char, Point> at;
  for (const GlyphRun& run : items<GlyphRun>(box))
    for (std::size_t i = 0; i < run.glyphs.size(); ++i)
      at.insert({run.text[i], {run.at.x + run.glyphs[i].at.x, run.at.y}});
  const auto brace = pens(box);
  ASSERT_EQ(brace.size(), 1u);
  EXPECT_LT(brace[0].x + brace[0].width, at['a'].x);
  EXPECT_EQ(at['a'].x, at['e'].x);
  EXPECT_EQ(at['b'].x, at['f'].x);
  EXPECT_EQ(at['a'].y, at['b'].y);
  EXPECT_LT(at['a'].y, at['d'].y);
  EXPECT_LT(at['d'].y, at['e'].y);
  EXPECT_GT(at['d'].x, at['c'].x + 10);
}

TEST(MathText, keeps_bold_text_of_one_weight) {
  for (const GlyphRun& run : items<GlyphRun>(set("with $\\beta = 2$", Face::semibold)))
    EXPECT_EQ(run.face, Face::semibold);
}

TEST(MathText, sets_a_dollar_sign_that_is_escaped_or_alone) {
  EXPECT_EQ(shown("\\$5"), shown("$\\$5$"));
  EXPECT_EQ(run_saying(set("a $ b"), "a $ b").text, "a $ b");
}

TEST(MathText, sets_what_it_cannot_read_as_it_is_written) {
  const char* texts[] = {R"($\foo$)", R"($\frac$)", R"($\sqrt$)", "${$", "$}$", "$^$", "$_$", R"($\$)"};
  const char* results[] = {R"(\foo)", R"(\frac)", R"(\sqrt)", "{", "}", "^", "_", "$$"};
  for (std::size_t i = 0; i < std::size(texts); ++i)
    EXPECT_EQ(run_saying(set(texts[i]), results[i]).text, results[i]);
}

TEST(MathText, reaches_at_least_as_far_as_its_face) {
  const FaceMetrics metrics = face_metrics(Face::regular);
  for (const char* text : {"", "x", "$x$", R"($\frac{1}{2}$)"}) {
    EXPECT_GE(set(text).ascent, 10 * metrics.ascent);
    EXPECT_GE(set(text).descent, 10 * metrics.descent);
  }
  EXPECT_GT(set(R"($\frac{a}{b}$)").descent, 10 * metrics.descent);
}

TEST(MathText, survives_any_nesting) {
  for (const std::string part : {"{", "^", "\\sqrt", "\\frac", "\\frac{", "^{", "\\left(", "\\left(}",
                                 "\\begin{cases}", "'", "\\mathrm{", "$"}) {
    std::string text = "$";
    for (int i = 0; i < 20000; ++i) text += part;
    set(text + "x$");
  }
  for (const auto& [before, behind] :
       {std::pair{"\\left(", "\\right)"}, std::pair{"\\begin{cases}", "\\end{cases}"}}) {
    std::string text = "x";
    for (int i = 0; i < 2000; ++i) text = before + text + behind;
    set("$" + text + "$");
  }
}

TEST(MathText, survives_any_text) {
  const char* parts[] = {"{",
                         "}",
                         "^",
                         "_",
                         "$",
                         "\\",
                         "'",
                         " ",
                         "x",
                         "1",
                         "+",
                         "(",
                         "\\frac",
                         "\\sqrt",
                         "\\mathrm",
                         "\\left",
                         "\\right",
                         "β",
                         "\xff",
                         "\xce",
                         "\\,",
                         "\n",
                         ".",
                         "|",
                         "\\exp",
                         "\\foo",
                         "-",
                         "=",
                         "&",
                         "\\\\",
                         "\\begin{cases}",
                         "\\end{cases}"};
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    std::string text = "$";
    for (auto length = random() % 24; length > 0; --length) text += parts[random() % std::size(parts)];
    const TextBox box = set(text + "$");
    ASSERT_GE(box.width, 0) << text;
    plain_text(text);
  }
}

TEST(MathText, turns_by_right_angles_exactly) {
  Scene scene;
  place(scene, set("$x^2$"), {100, 50}, 90);
  const auto& base = std::get<GlyphRun>(scene.items[0]);
  const auto& upper = std::get<GlyphRun>(scene.items[1]);
  EXPECT_EQ(base.at, (Point{100, 50}));
  EXPECT_EQ(base.angle_deg, 90);
  EXPECT_LT(upper.at.x, 100) << "up becomes left";
  EXPECT_LT(upper.at.y, 50) << "right becomes up";
}

}  // namespace
}  // namespace actviz::test
