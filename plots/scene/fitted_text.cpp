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

}  // namespace actviz::plots
