#include "lib/catalogue/formula_tokens.hpp"

#include <algorithm>

#include "lib/base/text.hpp"

namespace actviz::detail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
/// Whether a byte continues a UTF-8 character rather than beginning one.
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// Whether a dot joins two parts of a name: "torch.gelu".
bool is_dot(std::string_view text, std::size_t at) {
  return text[at] == '.' && at + 1 < text.size() && is_letter(text[at + 1]);
}

/// How many bytes the number at the front of `text` has.
std::size_t number_length(std::string_view text) {
  std::size_t at = 0;
  const auto skip_digits = [&] {
    while (at < text.size() && is_digit(text[at])) ++at;
  };
  skip_digits();
  if (at < text.size() && text[at] == '.') ++at;
  skip_digits();
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t before = at++;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t digits = at;
    skip_digits();
    if (at == digits) at = before;  // the e is a name: 2e
  }
  return at;
}

}  // namespace

std::string_view without_leading_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

Token first_token(std::string_view text) {
  if (text.empty()) return {Token::end, text};
  if (is_digit(text[0]) || (text[0] == '.' && text.size() > 1 && is_digit(text[1])))
    return {Token::number, text.substr(0, number_length(text))};
  std::size_t size = 1;
  if (is_letter(text[0])) {
    while (size < text.size() && (is_letter(text[size]) || is_digit(text[size]) || is_dot(text, size)))
      ++size;
    return {Token::name, text.substr(0, size)};
  }
  if (text.size() > 1 && text[1] == '=' && (text[0] == '<' || text[0] == '>' || text[0] == '=')) size = 2;
  while (size < text.size() && is_continuation(text[size])) ++size;
  return {Token::sign, text.substr(0, size)};
}

Error error_at(std::string_view text, std::size_t at, const std::string& what, const std::string& remedy) {
  constexpr std::size_t room = 30;
  std::size_t begin = at > room ? at - room : 0, end = std::min(text.size(), at + room);
  while (begin > 0 && is_continuation(text[begin])) --begin;
  while (end < text.size() && is_continuation(text[end])) ++end;
  const std::string left = (begin > 0 ? "…" : "") + escape_controls(text.substr(begin, at - begin));
  const std::string right = escape_controls(text.substr(at, end - at)) + (end < text.size() ? "…" : "");
  return Error("formula: " + what + " at character " + std::to_string(display_width(text.substr(0, at)) + 1) +
                   "\n  " + left + right + "\n  " + std::string(display_width(left), ' ') + "^",
               remedy);
}

}  // namespace actviz::detail
