// Scenes as images in memory. Text arrives as outlines too.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "plots/backend/backends.hpp"
#include "plots/backend/brush.hpp"
#include "plots/backend/snap.hpp"
#include "plots/scene/fonts.hpp"
#include "plots/scene/simplify.hpp"

namespace actviz::plots {
namespace {

constexpr double max_pixels = 256e6, max_side = 32767;          // the latter is cairo's limit
constexpr double curve_tolerance = 0.1, line_tolerance = 0.01;  // in pixels

std::uint32_t side(double points, double dpi) {
  const double pixels = std::floor(points * dpi / 72 + 0.5);
  if (!(pixels >= 1))
    throw Error("a page of " + to_text(points, 6) + " pt at " + to_text(dpi, 6) + " dpi has no pixels");
  if (!(pixels <= max_side))
    throw Error("the image would be " + to_text(pixels, 6) + " pixels long, more than 32767",
                "choose a smaller size or resolution, or SVG or PDF");
  return static_cast<std::uint32_t>(pixels);
}

Image blank(const Medium& medium, Color color) {
  Image image{side(medium.width, medium.dpi), side(medium.height, medium.dpi), {}};
  const std::size_t count = std::size_t{image.width} * image.height;
  if (static_cast<double>(count) > max_pixels)
    throw Error(
        "the image would have " + to_text(static_cast<double>(count) / 1e6, 3) + " megapixels, more than 256",
        "choose a smaller size or resolution, or SVG or PDF");
  const std::uint32_t rgb = std::uint32_t{color.r} << 16 | std::uint32_t{color.g} << 8 | color.b;
  image.pixels.assign(count, 0xff000000u | rgb);
  return image;
}

/// Paints items on an image, one visit each.
class Painter {
 public:
  Painter(Image& image, double scale)
      : brush_(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(image.pixels.data()),
                                                   CAIRO_FORMAT_ARGB32, static_cast<int>(image.width),
                                                   static_cast<int>(image.height),
                                                   static_cast<int>(image.width * 4))),
        scale_(scale) {
    cairo_set_tolerance(brush_.context(), curve_tolerance);
  }

  void operator()(const Path& path) {
    const Outline outline = scaled(path.outline);
    if (path.fill) {
      brush_.trace(path.snap ? snapped_fill(outline) : outline);
      brush_.fill(*path.fill);
    }
    if (path.stroke) stroke(*path.stroke, path.snap, outline);
  }

  void operator()(const GlyphRun& run) {
    const double angle = run.angle_deg * std::numbers::pi / 180;
    const double cosine = std::cos(angle) * scale_, sine = std::sin(angle) * scale_;
    for (const Glyph& glyph : run.glyphs) {
      Outline outline = glyph_outline(run.face, glyph.id);
      for (Point& p : outline.points) {
        const double x = glyph.at.x + p.x * run.size, y = glyph.at.y + p.y * run.size;
        p = {run.at.x * scale_ + x * cosine + y * sine, run.at.y * scale_ + y * cosine - x * sine};
      }
      brush_.trace(outline);
    }
    brush_.fill(run.color);
  }

  void operator()(const Bitmap& bitmap) {
    const Outline place = snapped_fill(scaled(rectangle(bitmap.place)));
    const Point corner = place.points[0], opposite = place.points[2];
    brush_.paint(bitmap, {corner.x, corner.y, opposite.x - corner.x, opposite.y - corner.y});
  }

  /// Clips at whole pixels, which is quicker and leaves no seam.
  void operator()(const Clip& clip) {
    if (!clip.rect) return brush_.clip(std::nullopt);
    const Rect& r = *clip.rect;
    const double left = std::floor(r.x * scale_), top = std::floor(r.y * scale_);
    const double right = std::ceil((r.x + r.width) * scale_), bottom = std::ceil((r.y + r.height) * scale_);
    brush_.clip(Rect{left, top, right - left, bottom - top});
  }

  void finish() { brush_.finish(); }

 private:
  Outline scaled(Outline outline) const {
    for (Point& p : outline.points)
      p = {Brush::within_reach(p.x * scale_), Brush::within_reach(p.y * scale_)};
    return outline;
  }

  void stroke(Stroke stroke, bool snap, const Outline& outline) {
    stroke.width *= scale_;
    if (snap) stroke.width = std::max(1.0, std::floor(stroke.width + 0.5));
    for (double& length : stroke.dash) length *= scale_;
    brush_.trace(snap ? snapped_stroke(outline, stroke.width) : simplified(outline, line_tolerance));
    brush_.stroke(stroke);
  }

  Brush brush_;
  double scale_;
};

}  // namespace

Image rasterize(const Scene& scene) {
  Image image = blank(scene.medium, scene.background);
  Painter painter(image, scene.medium.dpi / 72);
  for (const Item& item : scene.items) std::visit(painter, item);
  painter.finish();
  return image;
}

}  // namespace actviz::plots
