#pragma once
// Glyphs, their widths and outlines, from the fonts embedded in the program; nothing of the machine's fonts.
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// A glyph that can show a character: in `face` itself, else in regular, else in the fallback face.
struct FoundGlyph {
  Face face = Face::regular;
  std::uint32_t id = 0;
};

/// Looks a character up. A character that no embedded face has gives the fallback face's replacement
/// character U+FFFD: visible, never an empty box in silence.
FoundGlyph find_glyph(Face face, char32_t character);

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
