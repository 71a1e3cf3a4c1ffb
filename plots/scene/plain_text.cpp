// Mathematics as a line of characters, for titles in files' metadata and for the terminal.
#include <algorithm>
#include <optional>

#include "plots/scene/math_symbols.hpp"
#include "plots/scene/math_text.hpp"
#include "plots/scene/math_tree.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::plots {
namespace {

using Kind = MathNode::Kind;

constexpr std::u32string_view base_characters = U"0123456789+−=()aehijklmnoprstuvxβγρφχ";
constexpr std::u32string_view lower_characters = U"₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ";
constexpr std::u32string_view raised_characters = U"0123456789+−=()in′";
constexpr std::u32string_view upper_characters = U"⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ′";
static_assert(base_characters.size() == lower_characters.size());
static_assert(raised_characters.size() == upper_characters.size());

/// The text in the small characters that Unicode has; nothing if one is missing.
std::optional<std::u32string> mapped(std::u32string_view text, std::u32string_view from,
                                     std::u32string_view to) {
  std::u32string result;
  for (const char32_t character : text) {
    if (character == U' ') continue;
    const auto at = from.find(character);
    if (at == std::u32string_view::npos) return std::nullopt;
    result += to[at];
  }
  return result;
}

/// In brackets, if it is more than one character.
std::u32string grouped(const std::u32string& text) { return text.size() > 1 ? U"(" + text + U")" : text; }

bool is_simple(const std::u32string& text) {
  return std::ranges::all_of(text,
                             [](char32_t c) {
                               return (c >= U'0' && c <= U'9') || c == U'.' || (c >= U'a' && c <= U'z') ||
                                      (c >= U'A' && c <= U'Z') || c > 0x2b0;
                             }) &&
         text.find_first_of(U"−×·±") == std::u32string::npos;
}

std::u32string operand(const std::u32string& text) { return is_simple(text) ? text : U"(" + text + U")"; }

std::u32string spelled(const MathNode& node);

std::u32string spelled_row(const MathNode& node) {
  std::u32string result;
  Role before = Role::none;
  for (const MathNode& child : node.children) {
    const bool apart = space_between(before, child.role_before(), false) > 0;
    if (apart && !result.ends_with(U' ')) result += U' ';
    if (child.role != Role::none) before = child.role_behind();
    result += spelled(child);
  }
  return result;
}

std::u32string spelled_scripts(const MathNode& node) {
  std::u32string result = spelled(node.children[0]);
  const std::u32string lower = spelled(node.children[1]), upper = spelled(node.children[2]);
  if (!lower.empty())
    result += mapped(lower, base_characters, lower_characters).value_or(U"_" + grouped(lower));
  if (!upper.empty())
    result += mapped(upper, raised_characters, upper_characters).value_or(U"^" + grouped(upper));
  return result;
}

std::u32string spelled_fraction(const MathNode& node) {
  const std::u32string top = spelled(node.children[0]), bottom = spelled(node.children[1]);
  if (top == U"1" && bottom == U"2") return U"½";
  return operand(top) + U"/" + operand(bottom);
}

std::u32string bracket(char32_t character) {
  return character == U'.' ? std::u32string() : std::u32string(1, character);
}

/// "x if x > 0, 0 otherwise"
std::u32string spelled_cases(const MathNode& node) {
  std::u32string result;
  for (const MathNode& row : node.children) {
    if (!result.empty()) result += U", ";
    for (std::size_t i = 0; i < row.children.size(); ++i)
      result += (i > 0 ? U" " : U"") + spelled(row.children[i]);
  }
  return result;
}

std::u32string spelled(const MathNode& node) {
  switch (node.kind) {
    case Kind::text:
    case Kind::symbol:
      return node.text;
    case Kind::space:
      return node.width > 0 ? U" " : U"";
    case Kind::row:
      return spelled_row(node);
    case Kind::scripts:
      return spelled_scripts(node);
    case Kind::fraction:
      return spelled_fraction(node);
    case Kind::root:
      return U"√" + operand(spelled(node.children[0]));
    case Kind::fence:
      return bracket(node.text[0]) + spelled(node.children[0]) + bracket(node.text[1]);
    case Kind::cases:
      return spelled_cases(node);
  }
  return {};
}

}  // namespace

std::string plain_text(std::string_view text) {
  std::string result;
  for (const char32_t character : spelled(parse_text(text))) append_utf8(result, character);
  return result;
}

}  // namespace actviz::plots
