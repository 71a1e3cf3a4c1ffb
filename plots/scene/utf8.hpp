#pragma once
// UTF-8 as characters, one at a time.
#include <cstddef>
#include <string>
#include <string_view>

namespace actviz::plots {

/// What stands for a byte that is not UTF-8, and for a character that no font has.
inline constexpr char32_t replacement_character = U'\uFFFD';

/// Reads the character at `at`, which must lie in `text`, and moves `at` behind it. A byte that starts no
/// well-formed sequence is a replacement character.
char32_t next_character(std::string_view text, std::size_t& at);

/// Whether a character drives its reader instead of being read: controls, marks of the direction of writing.
bool is_control(char32_t character);

void append_utf8(std::string& text, char32_t character);

}  // namespace actviz::plots
