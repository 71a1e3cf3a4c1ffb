#include "plots/figure/theme.hpp"

#include <array>

namespace actviz::plots {
namespace {

constexpr Color rgb(std::uint32_t hex, std::uint8_t alpha = 255) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8 & 255),
          static_cast<std::uint8_t>(hex & 255), alpha};
}

// Okabe & Ito 2008 for few series, Petroff 2021 (arXiv:2107.02270) beyond: both told apart with any colour
// vision. Four darker hues follow Petroff's ten, for the rare figure of more curves.
constexpr std::array okabe_ito = {rgb(0x0072b2), rgb(0xd55e00), rgb(0x009e73), rgb(0xcc79a7)};
constexpr std::array petroff = {rgb(0x3f90da), rgb(0xffa90e), rgb(0xbd1f01), rgb(0x94a4a2), rgb(0x832db6),
                                rgb(0xa96b59), rgb(0xe76300), rgb(0xb9ac70), rgb(0x717581), rgb(0x92dadd),
                                rgb(0x0b3c6f), rgb(0x1b7837), rgb(0xc51b7d), rgb(0x1f2328)};
// The same hues, lightened until they reach a contrast of 3:1 on the dark background.
constexpr std::array okabe_ito_on_dark = {rgb(0x56b4e9), rgb(0xee8a4a), rgb(0x2cc79a), rgb(0xe39cc3)};
constexpr std::array petroff_on_dark = {
    rgb(0x5ba6ea), rgb(0xffb733), rgb(0xe85c46), rgb(0xa9b7b5), rgb(0xb07cd8), rgb(0xc48b7c), rgb(0xf28238),
    rgb(0xc9bd8a), rgb(0x9a9eaa), rgb(0xa2e2e5), rgb(0x8fb8f0), rgb(0x6fcf8f), rgb(0xf06fb4), rgb(0xe6e8eb)};
// Dashes carry the meaning: five in black, then in grey.
constexpr Color black = rgb(0x000000), grey = rgb(0x707070);
constexpr std::array greys = {black, black, black, black, black, grey, grey, grey, grey, grey};

constexpr Theme light = {.name = "light",
                         .background = rgb(0xffffff),
                         .text = rgb(0x1f2328),
                         .muted_text = rgb(0x59636e),
                         .axis = rgb(0x59636e),
                         .zero_line = rgb(0x8c959f),
                         .grid = rgb(0xe9ebee),
                         .band = rgb(0xfcf3e0),
                         .legend_background = rgb(0xffffff, 235),
                         .few = okabe_ito,
                         .many = petroff,
                         .dashes_for_series = false};
constexpr Theme dark = {.name = "dark",
                        .background = rgb(0x16181c),
                        .text = rgb(0xe6e8eb),
                        .muted_text = rgb(0x9aa1a9),
                        .axis = rgb(0x9aa1a9),
                        .zero_line = rgb(0x6b7178),
                        .grid = rgb(0x2a2e33),
                        .band = rgb(0x2f291b),
                        .legend_background = rgb(0x16181c, 235),
                        .few = okabe_ito_on_dark,
                        .many = petroff_on_dark,
                        .dashes_for_series = false};
constexpr Theme print = {.name = "print",
                         .background = rgb(0xffffff),
                         .text = rgb(0x000000),
                         .muted_text = rgb(0x333333),
                         .axis = rgb(0x000000),
                         .zero_line = rgb(0x777777),
                         .grid = rgb(0xe4e4e4),
                         .band = rgb(0xf0f0f0),
                         .legend_background = rgb(0xffffff, 235),
                         .few = greys,
                         .many = greys,
                         .dashes_for_series = true};

}  // namespace

const Theme& theme(ThemeName name) {
  switch (name) {
    case ThemeName::dark:
      return dark;
    case ThemeName::print:
      return print;
    case ThemeName::light:
      break;
  }
  return light;
}

}  // namespace actviz::plots
