#include "plots/scene/utf8.hpp"

#include <gtest/gtest.h>

namespace actviz::test {
namespace {

using namespace plots;

std::u32string decoded(std::string_view text) {
  std::u32string result;
  for (std::size_t at = 0; at < text.size();) result += next_character(text, at);
  return result;
}

TEST(Utf8, every_character_is_read_as_it_was_written) {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    if (c == 0xd800) c = 0xe000;
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    ASSERT_EQ(next_character(text, at), c);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Utf8, a_stray_byte_is_one_replacement_character) {
  EXPECT_EQ(decoded("a\x80z"), U"a\uFFFDz");
  EXPECT_EQ(decoded("\xff"), U"\uFFFD");
}

TEST(Utf8, a_sequence_that_ends_early_leaves_what_follows) {
  EXPECT_EQ(decoded("\xce"), U"\uFFFD");
  EXPECT_EQ(decoded("\xceX"), U"\uFFFDX");
  EXPECT_EQ(decoded("\xe2\x88"), U"\uFFFD\uFFFD");
}

TEST(Utf8, overlong_forms_surrogates_and_numbers_beyond_unicode_are_refused) {
  for (const std::string_view text :
       {"\xc0\x80", "\xe0\x80\x80", "\xf0\x80\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80"})
    EXPECT_EQ(decoded(text), std::u32string(text.size(), replacement_character)) << text.size();
}

}  // namespace
}  // namespace actviz::test
