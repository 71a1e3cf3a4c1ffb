#pragma once
// Scenes (and for the terminal, figures) as bytes.
#include <cstdint>
#include <span>

#include "lib/base/format.hpp"
#include "plots/backend/pixels.hpp"
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// The size of a terminal drawing in characters, and whether it may use colours.
struct Terminal {
  int columns = 80, rows = 20;
  bool color = false;
};

/// A figure and what it is to be put on.
struct Sheet {
  Figure figure;
  Medium medium;
  Terminal terminal;
};

/// png, svg, terminal, in this order.
std::span<const Format<Sheet>> figure_formats();

/// Pixels as 0xffRRGGBB, rows from the top without padding.
struct Image {
  std::uint32_t width = 0, height = 0;
  Pixels pixels;
};

/// Paints a scene at medium.dpi. Throws Error when the page has no size or more pixels than 256 millions, or
/// more than 32767 on one side.
Image rasterize(const Scene& scene);

/// Encodes an image as PNG (8-bit RGB) that records `dpi`; the same bytes on every machine.
void write_png(const Image& image, double dpi, Sink& sink);

/// Writes a scene as SVG 1.1 with glyphs as outlines, so that it looks the same everywhere; title and
/// description for screen readers; coordinates with 3 decimals.
void write_svg(const Scene& scene, Sink& sink);

/// Draws a figure with braille dots, its numbers, title and legend as text; control characters are escaped.
void write_terminal(const Sheet& sheet, Sink& sink);

}  // namespace actviz::plots
