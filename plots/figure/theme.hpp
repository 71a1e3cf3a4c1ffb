#pragma once
// Colours and line styles by role.
#include <cstdint>
#include <span>
#include <string_view>

namespace actviz::plots {

/// An sRGB colour with straight alpha.
struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  friend bool operator==(const Color&, const Color&) = default;
};

enum class ThemeName { light, dark, print };

/// What each part of a figure is painted with.
struct Theme {
  std::string_view name;
  Color background, text, muted_text, axis, zero_line, grid, band, legend_background;
  std::span<const Color> few;   ///< series colours for up to few.size() series
  std::span<const Color> many;  ///< and beyond
  /// Where colours tell nothing apart (in print): dashes tell the series, and thin lines the derivatives.
  bool dashes_for_series = false;
};

const Theme& theme(ThemeName name);

}  // namespace actviz::plots
