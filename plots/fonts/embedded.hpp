#pragma once
// The font files inside the program.
#include <span>

#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// The bytes of a face's font file (OpenType); they live as long as the program.
std::span<const unsigned char> font_file(Face face);

}  // namespace actviz::plots
