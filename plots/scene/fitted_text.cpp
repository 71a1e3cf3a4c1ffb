#include "plots/scene/fitted_text.hpp"

#include <algorithm>

namespace actviz::plots {
namespace {

/// Text in which nothing is mathematics.
std::string escaped(const std::string& plain) {
  std::string text;
  for (const char c : plain) text += c == '$' ? std::string("\\$") : std::string(1, c);
  return text;
}

/// What may stand on different lines.
std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> found(1);
  bool is_math = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && (i == 0 || text[i - 1] != '\\')) is_math = !is_math;
    if (text[i] == ' ' && !is_math)
      found.emplace_back();
    else
      found.back() += text[i];
  }
  return found;
}

}  // namespace

TextBox fitted(const std::string& text, TextStyle style, double width) {
  constexpr double smallest = 0.6;
  TextBox box = set_text(text, style);
  if (box.width <= width) return box;
  const double needed = width / box.width;
  style.size *= std::max(needed, smallest);
  if (needed >= smallest) return set_text(text, style);
  std::string plain = plain_text(text);
  plain.resize(static_cast<std::size_t>(static_cast<double>(plain.size()) * needed / smallest));
  while (!plain.empty()) {
    while (!plain.empty() && (plain.back() & 0xc0) == 0x80) plain.pop_back();  // the rest of a character
    if (!plain.empty()) plain.pop_back();
    box = set_text(escaped(plain) + "…", style);
    if (box.width <= width) break;
  }
  return box;
}

std::vector<TextBox> wrapped(const std::string& text, const TextStyle& style, double width) {
  std::vector<TextBox> lines;
  std::string line;
  for (const std::string& word : words(text)) {
    const std::string longer = line.empty() ? word : line + " " + word;
    if (!line.empty() && set_text(longer, style).width > width) {
      lines.push_back(set_text(line, style));
      line = word;
    } else {
      line = longer;
    }
  }
  if (!line.empty()) lines.push_back(set_text(line, style));
  return lines;
}

}  // namespace actviz::plots
