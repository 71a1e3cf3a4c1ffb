#include "app/themed_svg.hpp"

#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

/// Whether text that differs may become a variable: a picture may not.
bool is_short(std::string_view text) { return text.size() < 32; }

}  // namespace

std::string ThemedDrawings::add(std::string_view light, std::string_view dark) {
  const std::string first = without_glyphs(light), second = without_glyphs(dark);
  const auto a = split(first, '"'), b = split(second, '"');
  std::string merged;
  bool is_one = a.size() == b.size();
  for (std::size_t i = 0; is_one && i < a.size(); ++i) {
    const bool is_value = i % 2 == 1;
    is_one = a[i] == b[i] || (is_value && is_short(a[i]) && is_short(b[i]));
    if (i > 0) merged += '"';
    merged += a[i] == b[i] ? std::string(a[i]) : variable(a[i], b[i]);
  }
  if (is_one) return merged;
  return "<div class=\"in-light\">" + first + "</div><div class=\"in-dark\">" + second + "</div>";
}

std::string ThemedDrawings::variable(std::string_view light, std::string_view dark) {
  const auto [place, is_new] =
      names_.try_emplace(std::string(light) + '|' + std::string(dark), values_.size());
  if (is_new) values_.emplace_back(light, dark);
  return "var(--v" + std::to_string(place->second) + ")";
}

std::string ThemedDrawings::without_glyphs(std::string_view svg) {
  std::string rest;
  for (const std::string_view line : split(svg, '\n')) {
    constexpr std::string_view glyph = "<path id=\"";
    if (line.starts_with(glyph)) {
      const std::string_view id = line.substr(glyph.size(), line.find('"', glyph.size()) - glyph.size());
      glyphs_.try_emplace(std::string(id), line);
    } else if (!line.empty()) {
      (rest += line) += '\n';
    }
  }
  return rest;
}

std::string ThemedDrawings::glyphs() const {
  std::string text = "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" class=\"glyphs\"><defs>\n";
  for (const auto& [id, line] : glyphs_) (text += line) += '\n';
  return text + "</defs></svg>\n";
}

std::string ThemedDrawings::variables(bool is_dark) const {
  std::string text;
  for (std::size_t i = 0; i < values_.size(); ++i)
    text += "--v" + std::to_string(i) + ":" + (is_dark ? values_[i].second : values_[i].first) + ";";
  return text;
}

}  // namespace actviz::app
