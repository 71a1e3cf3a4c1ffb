#include "lib/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace actviz {
namespace {

/// Length of the well-formed UTF-8 sequence at the front of `text`, 0 where there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  std::size_t length = 0;
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) length = 2;
  if (lead >= 0xe0 && lead < 0xf0) length = 3;
  if (lead >= 0xf0 && lead < 0xf5) length = 4;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xc0) != 0x80) return 0;
  const bool overlong_or_surrogate = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xed && byte(1) >= 0xa0) ||
                                     (lead == 0xf0 && byte(1) < 0x90) || (lead == 0xf4 && byte(1) >= 0x90);
  return overlong_or_surrogate ? 0 : length;
}

/// Control characters, C1 controls and the marks that turn the direction of text.
bool is_harmful(std::string_view sequence) {
  const auto lead = static_cast<std::uint8_t>(sequence[0]);
  if (sequence.size() == 1) return lead < 0x20 || lead == 0x7f;
  if (sequence.size() == 2)
    return (lead == 0xc2 && static_cast<std::uint8_t>(sequence[1]) < 0xa0) || sequence == "\u061c";
  return sequence == "\ufeff" || sequence == "\u200e" || sequence == "\u200f" ||
         (sequence >= "\u202a" && sequence <= "\u202e") || (sequence >= "\u2066" && sequence <= "\u2069");
}

/// Edit distance in which swapping two neighbours costs one (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::vector<std::size_t>, 3> rows;
  for (auto& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& now = rows[i % 3];
    const auto& before = rows[(i - 1) % 3];
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({before[j] + 1, now[j - 1] + 1, before[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], rows[(i - 2) % 3][j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace

std::string escape_controls(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  while (!text.empty()) {
    std::size_t length = sequence_length(text);
    const bool harmful = length == 0 || is_harmful(text.substr(0, length));
    length = std::max<std::size_t>(length, 1);
    if (!harmful) result += text.substr(0, length);
    for (std::size_t i = 0; harmful && i < length; ++i) {
      const auto byte = static_cast<std::uint8_t>(text[i]);
      result += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    }
    text.remove_prefix(length);
  }
  return result;
}

std::string escape_markup(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '&':
        result += "&amp;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t limit = 60;
  if (text.size() <= limit) return '"' + escape_controls(text) + '"';
  std::size_t end = limit;
  while (end > 0 && (static_cast<std::uint8_t>(text[end]) & 0xc0) == 0x80) --end;
  return '"' + escape_controls(text.substr(0, end)) + "…\"";
}

std::string folded(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c == '_' || c == '-' || c == ' ') continue;
    result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return result;
}

std::vector<std::string_view> nearest(std::string_view name, std::span<const std::string_view> candidates) {
  constexpr std::size_t longest = 64;  // no name is longer: a whole file given as a name costs nothing
  if (name.size() > longest) return {};
  const std::string wanted = folded(name);
  if (wanted.empty()) return {};
  const std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::vector<std::pair<std::size_t, std::size_t>> found;  // distance and index: equals keep their order
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::size_t d = distance(wanted, folded(candidates[i]));
    if (d <= limit) found.emplace_back(d, i);
  }
  std::ranges::sort(found);
  std::vector<std::string_view> names;
  for (const auto& [d, i] : found)
    if (d <= found.front().first + 1 && names.size() < 3) names.push_back(candidates[i]);
  return names;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates,
                         std::string_view otherwise) {
  const auto names = nearest(name, candidates);
  if (names.empty()) return std::string(otherwise);
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text + "?";
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

bool matches_glob(std::string_view pattern, std::string_view name) {
  constexpr auto none = std::string_view::npos;
  const auto character = [](std::string_view text, std::size_t at) {
    return std::max<std::size_t>(1, sequence_length(text.substr(at)));
  };
  std::size_t p = 0, n = 0, star = none, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      n += character(name, n);
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++p;
      ++n;
    } else if (star !=
               none) {  // the last star takes one character more; those before it need not be asked again
      p = star + 1;
      n = resume += character(name, resume);
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == none;
}

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<std::uint8_t>(c) & 0xc0) != 0x80; }));
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += separator;
    result += parts[i];
  }
  return result;
}

}  // namespace actviz
