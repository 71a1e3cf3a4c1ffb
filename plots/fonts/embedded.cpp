// Puts the font files into the program's read-only data. The build gives their folder as ACTVIZ_FONTS.
#include "plots/fonts/embedded.hpp"

// The symbols are hidden so that two copies of the library in one process cannot mix their fonts.
asm(R"(
  .pushsection .rodata.actviz_fonts,"a",@progbits
  .macro actviz_embed symbol, file
    .balign 16
    .globl \symbol, \symbol\()_end
    .hidden \symbol, \symbol\()_end
    \symbol:
    .incbin ")" ACTVIZ_FONTS R"(/\file"
    \symbol\()_end:
  .endm
  actviz_embed actviz_font_regular, inter-regular.otf
  actviz_embed actviz_font_italic, inter-italic.otf
  actviz_embed actviz_font_semibold, inter-semibold.otf
  actviz_embed actviz_font_fallback, dejavu-sans.ttf
  .purgem actviz_embed
  .popsection
)");

extern "C" {
extern const unsigned char actviz_font_regular[], actviz_font_regular_end[];
extern const unsigned char actviz_font_italic[], actviz_font_italic_end[];
extern const unsigned char actviz_font_semibold[], actviz_font_semibold_end[];
extern const unsigned char actviz_font_fallback[], actviz_font_fallback_end[];
}

namespace actviz::plots {

std::span<const unsigned char> font_file(Face face) {
  switch (face) {
    case Face::regular:
      return {actviz_font_regular, actviz_font_regular_end};
    case Face::italic:
      return {actviz_font_italic, actviz_font_italic_end};
    case Face::semibold:
      return {actviz_font_semibold, actviz_font_semibold_end};
    case Face::fallback:
      break;
  }
  return {actviz_font_fallback, actviz_font_fallback_end};
}

}  // namespace actviz::plots
