#pragma once
// The words that a formula is made of, and messages that point at one of them.
#include <string>
#include <string_view>

#include "lib/base/error.hpp"

namespace actviz::detail {

/// A piece of a formula's text.
struct Token {
  enum Kind { number, name, sign, end } kind = end;
  std::string_view text;
};

/// `text` without the white space in front.
std::string_view without_leading_space(std::string_view text);

/// The token at the front of `text`, which starts with no space.
Token first_token(std::string_view text);

/// A message about the character at byte `at`, with the part of the text around it and a caret below.
Error error_at(std::string_view text, std::size_t at, const std::string& what, const std::string& remedy);

}  // namespace actviz::detail
