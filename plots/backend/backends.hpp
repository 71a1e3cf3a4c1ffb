#pragma once
// Scenes (and for the terminal, figures) as bytes.
#include <cstdint>
#include <vector>

#include "lib/base/files.hpp"
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// Pixels, 3 bytes each (R, G, B), rows without padding.
struct Image {
  std::uint32_t width = 0, height = 0;
  std::vector<std::uint8_t> rgb;
};

/// Paints a scene at medium.dpi. Throws Error when the image would exceed 256 megapixels.
Image rasterize(const Scene& scene);

/// Encodes an image as PNG (8-bit RGB) that records `dpi`; the same bytes on every machine.
void write_png(const Image& image, double dpi, Sink& sink);

/// Writes a scene as SVG 1.1 with glyphs as outlines, so that it looks the same everywhere; title and description
/// for screen readers; coordinates with 3 decimals.
void write_svg(const Scene& scene, Sink& sink);

}  // namespace actviz::plots
