#include "plots/scene/marks.hpp"

#include <algorithm>
#include <variant>

namespace actviz::plots {
namespace {

Color halfway(Color a, Color b) {
  const auto mean = [](std::uint8_t u, std::uint8_t v) { return static_cast<std::uint8_t>((u + v) / 2); };
  return {mean(a.r, b.r), mean(a.g, b.g), mean(a.b, b.b), a.a};
}

}  // namespace

Appearance appearance(const Mark& mark) {
  return std::visit([](const auto& m) { return appearance(m); }, mark);
}

void draw_marks(const Panel& panel, const Canvas& canvas, Layer first, Layer last) {
  std::vector<Appearance> shown;
  for (const Mark& mark : panel.marks) {
    shown.push_back(appearance(mark));
    if (shown.back().layer < first || shown.back().layer > last) shown.pop_back();
  }
  // Dots backwards, so that those of f lie above those of its derivatives.
  if (first >= Layer::dots_behind) std::ranges::reverse(shown);
  for (auto layer = static_cast<int>(first); layer <= static_cast<int>(last); ++layer)
    for (const Appearance& one : shown)
      if (static_cast<int>(one.layer) == layer) one.draw(canvas);
}

int series_count(const Figure& figure) {
  int last = -1;
  const auto see = [&](const auto& mark) {
    if constexpr (requires { mark.style; }) last = std::max(last, mark.style.color);
  };
  for (const Panel& panel : figure.panels)
    for (const Mark& mark : panel.marks) std::visit(see, mark);
  return last + 1;
}

Color series_color(const Style& style, const Theme& theme, int series_count) {
  const auto& palette = static_cast<std::size_t>(series_count) <= theme.few.size() ? theme.few : theme.many;
  const Color color = style.color == Style::grey ? theme.muted_text
                      : style.color < 0          ? theme.text
                                        : palette[static_cast<std::size_t>(style.color) % palette.size()];
  return style.behind ? halfway(color, theme.background) : color;
}

}  // namespace actviz::plots
