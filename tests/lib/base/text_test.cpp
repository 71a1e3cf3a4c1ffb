#include "lib/base/text.hpp"

#include <gtest/gtest.h>

namespace actviz::test {
namespace {

TEST(Split, gives_what_stands_between_separators) {
  using Parts = std::vector<std::string_view>;
  EXPECT_EQ(split("a,bc,d", ','), (Parts{"a", "bc", "d"}));
  EXPECT_EQ(split("", ','), (Parts{""}));
  EXPECT_EQ(split(",a,,", ','), (Parts{"", "a", "", ""}));
}

TEST(Text, user_text_stands_in_quotes) { EXPECT_EQ(in_quotes("swich"), "\"swich\""); }

TEST(Text, long_user_text_is_cut_after_sixty_characters) {
  EXPECT_EQ(in_quotes(std::string(60, 'a')), '"' + std::string(60, 'a') + '"');
  EXPECT_EQ(in_quotes(std::string(61, 'a')), '"' + std::string(60, 'a') + "…\"");
}

TEST(Text, a_cut_never_splits_a_character) {
  EXPECT_EQ(in_quotes(std::string(59, 'a') + "éé"), '"' + std::string(59, 'a') + "…\"");
}

TEST(Text, control_characters_are_escaped) {
  const std::pair<std::string, const char*> rows[] = {
      {"a\nb", R"(a\x0ab)"},         {"\x1b[31mred", R"(\x1b[31mred)"}, {std::string("a\0b", 3), R"(a\x00b)"},
      {"\x7f", R"(\x7f)"},           {"\xc2\x9b", R"(\xc2\x9b)"},       {"\u202eevil", R"(\xe2\x80\xaeevil)"},
      {"\u2066", R"(\xe2\x81\xa6)"}, {"\u061c", R"(\xd8\x9c)"},
  };
  for (const auto& [text, escaped] : rows) EXPECT_EQ(escape_controls(text), escaped);
}

TEST(Text, markup_is_escaped) {
  EXPECT_EQ(escape_markup("a<b>&\"f'(x)\"\n"), "a&lt;b&gt;&amp;&quot;f&#39;(x)&quot;\n");
}

TEST(Text, broken_utf8_is_escaped) {
  const std::pair<const char*, const char*> rows[] = {
      {"\xff", R"(\xff)"},
      {"a\xc3", R"(a\xc3)"},
      {"\xc0\xaf", R"(\xc0\xaf)"},
      {"\xe0\x80\x80", R"(\xe0\x80\x80)"},
      {"\xed\xa0\x80", R"(\xed\xa0\x80)"},
      {"\xf5\x80\x80\x80", R"(\xf5\x80\x80\x80)"},
      {"\x80", R"(\x80)"},
  };
  for (const auto& [text, escaped] : rows) EXPECT_EQ(escape_controls(text), escaped);
}

TEST(Text, other_text_stays_as_it_is) {
  for (const char* text : {"", "plain", "é", "日本", "𝛽", "…", "tab is a control, space is not"})
    EXPECT_EQ(escape_controls(text), text);
}

TEST(Text, folding_drops_case_and_separators) { EXPECT_EQ(folded("Leaky_Re-L U"), "leakyrelu"); }

constexpr std::string_view names[] = {"relu",  "relu6",   "elu",        "gelu",
                                      "swish", "sigmoid", "hard_swish", "leaky_relu"};
using Names = std::vector<std::string_view>;

TEST(Text, the_nearest_names_come_first) {
  EXPECT_EQ(nearest("swich", names), Names{"swish"});
  EXPECT_EQ(nearest("HardSwich", names), Names{"hard_swish"});
  EXPECT_EQ(nearest("relu7", names), (Names{"relu", "relu6"}));
}

TEST(Text, a_transposition_is_one_error) { EXPECT_EQ(nearest("gleu", names), Names{"gelu"}); }

TEST(Text, nothing_is_near_to_something_else) {
  EXPECT_EQ(nearest("banana", names), Names{});
  EXPECT_EQ(nearest("", names), Names{});
  EXPECT_EQ(nearest("", std::vector<std::string_view>{"X"}), Names{});
  EXPECT_EQ(nearest(std::string(100000, 'x'), names), Names{});
}

TEST(Text, one_thing_is_counted_as_one) {
  EXPECT_EQ(counted(1, "point", "points"), "1 point");
  EXPECT_EQ(counted(std::size_t{0}, "point", "points"), "0 points");
}

TEST(Text, at_most_three_names_are_suggested) { EXPECT_LE(nearest("elu6", names).size(), 3u); }

TEST(Text, suggestions_read_as_a_question) {
  EXPECT_EQ(did_you_mean("swich", names, "see the list"), "did you mean swish?");
  EXPECT_EQ(did_you_mean("relu7", names, "see the list"), "did you mean relu or relu6?");
  EXPECT_EQ(did_you_mean("banana", names, "see the list"), "see the list");
}

TEST(Text, width_counts_code_points) {
  EXPECT_EQ(display_width("swish"), 5u);
  EXPECT_EQ(display_width("f′(β)"), 5u);
}

TEST(Text, texts_are_joined_by_a_separator) {
  const std::string parts[] = {"a", "b", "c"};
  EXPECT_EQ(join(parts, ", "), "a, b, c");
  EXPECT_EQ(join({}, ", "), "");
}

TEST(Glob, a_star_is_any_text_and_a_question_mark_one_character) {
  const std::pair<const char*, const char*> fits[] = {
      {"", ""},         {"*", ""},          {"*", "abc"},          {"a*c", "ac"},  {"a*c", "abbc"},
      {"?bc", "abc"},   {"*.w?", "l.0.w1"}, {"*a*b*", "xxaxxbxx"}, {"a?b", "aéb"}, {"*?", "é"},
      {"**a**", "bab"}, {"*ab", "aab"},     {"é*", "éa"},          {"[a]", "[a]"}, {"*.mlp.*", "h.0.mlp.act"},
  };
  for (const auto& [pattern, name] : fits) EXPECT_TRUE(matches_glob(pattern, name)) << pattern << " " << name;
}

TEST(Glob, the_whole_name_must_fit) {
  const std::pair<const char*, const char*> rows[] = {
      {"", "a"},  {"a", ""},  {"a", "ab"}, {"?", ""},        {"?", "ab"},  {"a*c", "abcd"},
      {"A", "a"}, {"*?", ""}, {"??", "é"}, {"a*b*c", "acb"}, {"[a]", "a"}, {"*x", "xy"},
  };
  for (const auto& [pattern, name] : rows)
    EXPECT_FALSE(matches_glob(pattern, name)) << pattern << " " << name;
}

TEST(Glob, broken_utf8_and_control_characters_are_characters) {
  EXPECT_TRUE(matches_glob("a?b",
                           "a\xff"
                           "b"));
  EXPECT_TRUE(matches_glob("a?b", "a\nb"));
}

TEST(Glob, many_stars_take_no_time) {
  std::string pattern;
  for (int i = 0; i < 100; ++i) pattern += "*a";
  EXPECT_FALSE(matches_glob(pattern + "b", std::string(10'000, 'a')));
}

}  // namespace
}  // namespace actviz::test
