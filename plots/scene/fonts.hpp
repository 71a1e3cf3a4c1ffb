#pragma once
// Glyphs, their widths and outlines, from the fonts embedded in the program; nothing of the machine's fonts.
#include <string>
#include <string_view>
#include <vector>

#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// A glyph that can show a character: in `face` itself, else in regular, else in the fallback face.
struct FoundGlyph {
  Face face = Face::regular;
  std::uint32_t id = 0;
  friend bool operator==(const FoundGlyph&, const FoundGlyph&) = default;
};

/// Looks a character up. A character that no embedded face has gives the fallback face's replacement
/// character U+FFFD: visible, never an empty box in silence.
FoundGlyph find_glyph(Face face, char32_t character);

/// What of a text is shown as U+FFFD: characters that no embedded face has, bytes that are not UTF-8. As they
/// are written, each once, in order.
std::vector<std::string> missing_characters(std::string_view text);

/// Advance width in em (unhinted, so that layout does not depend on size or resolution).
double advance(Face face, std::uint32_t id);

/// The outline in em, y downwards, origin on the baseline.
const Outline& glyph_outline(Face face, std::uint32_t id);

/// Height of capitals, of a lower-case x, of ascenders, and depth of descenders, in em.
struct FaceMetrics {
  double cap_height, x_height, ascent, descent;
};
FaceMetrics face_metrics(Face face);

}  // namespace actviz::plots
