#pragma once
// Scenes (and for the terminal, figures) as bytes.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "lib/base/format.hpp"
#include "plots/backend/pixels.hpp"
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// How a terminal takes pictures: not at all, by kitty's graphics protocol, by iTerm2's inline images.
enum class InlineImage : std::uint8_t { none, kitty, iterm2 };

/// The size of a terminal drawing in characters, whether it may use colours, and whether it is a picture
/// instead.
struct Terminal {
  int columns = 80, rows = 20;
  bool color = false;
  InlineImage image = InlineImage::none;
};

/// What the text in an SVG is: outlines, which look the same everywhere, or text that can be selected, in the
/// viewer's fonts where it has not ours.
enum class SvgText : std::uint8_t { outlines, selectable };

/// A figure and what it is to be put on.
struct Sheet {
  Figure figure;
  Medium medium;
  Terminal terminal;
  SvgText svg_text = SvgText::outlines;
};

/// png, svg, pdf, terminal, in this order.
std::span<const Format<Sheet>> figure_formats();

/// A figure and the format it is wanted in.
struct Picture {
  Sheet sheet;
  const Format<Sheet>* format;
};

/// The bytes of each picture, made by several threads at once: the same for any number of them. Throws what
/// the first picture that fails throws.
std::vector<std::string> rendered(std::span<const Picture> pictures, unsigned threads);

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

/// Writes a scene as SVG 1.1 with title and description for screen readers; coordinates with 3 decimals.
void write_svg(const Scene& scene, Sink& sink, SvgText text = SvgText::outlines);

/// Writes a scene as PDF of one page: vectors, text that can be searched and copied, in embedded subsets of
/// the program's fonts; the same bytes at any time. Throws Error when a side of the page is none or longer
/// than 14400 pt.
void write_pdf(const Scene& scene, Sink& sink);

/// Draws a figure with braille dots, its numbers, title and legend as text, where control characters are
/// escaped; or as a picture where the sheet's terminal takes one.
void write_terminal(const Sheet& sheet, Sink& sink);

/// Writes a figure as the picture that the sheet's terminal takes.
void write_inline_image(const Sheet& sheet, Sink& sink);

/// Bytes in base 64 with padding, on one line.
std::string base64(std::string_view bytes);

/// A PNG for a terminal with kitty's graphics protocol, `columns` characters wide, and a line feed.
std::string kitty_image(std::string_view png, int columns);

/// A PNG for a terminal with iTerm2's inline images, `columns` characters wide, and a line feed.
std::string iterm2_image(std::string_view png, int columns);

}  // namespace actviz::plots
