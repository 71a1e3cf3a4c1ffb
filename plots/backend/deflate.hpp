#pragma once
// Compression of drawings, several times as fast as a general compressor of the same strength.
#include <cstdint>
#include <optional>
#include <vector>

#include "plots/backend/backends.hpp"

namespace actviz::plots {

/// The rows of an image as PNG keeps them (8-bit RGB, each byte minus the one above) in a zlib stream. Most
/// of a drawing equals the row above, or changes from it as the pixel to the left does; only these two
/// repetitions are looked for. Nothing when more than one pixel in sixteen is neither: such an image is for a
/// general compressor.
std::optional<std::vector<std::uint8_t>> deflate_drawing(const Image& image);

}  // namespace actviz::plots
