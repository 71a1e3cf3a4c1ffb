// The only file that knows cairo: fills and strokes outlines on an image in memory. Text arrives as outlines
// too.
#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "plots/backend/backends.hpp"
#include "plots/backend/snap.hpp"
#include "plots/scene/fonts.hpp"
#include "plots/scene/simplify.hpp"

namespace actviz::plots {
namespace {

constexpr double max_pixels = 256e6, max_side = 32767;          // the latter is cairo's limit
constexpr double curve_tolerance = 0.1, line_tolerance = 0.01;  // in pixels
constexpr double furthest = 1e6;  // in pixels, beyond which cairo's fixed-point coordinates would overflow

std::uint32_t side(double points, double dpi) {
  const double pixels = std::floor(points * dpi / 72 + 0.5);
  if (!(pixels >= 1))
    throw Error("a page of " + to_text(points, 6) + " pt at " + to_text(dpi, 6) + " dpi has no pixels");
  if (!(pixels <= max_side))
    throw Error("the image would be " + to_text(pixels, 6) + " pixels long, more than 32767",
                "choose a smaller size or resolution, or SVG");
  return static_cast<std::uint32_t>(pixels);
}

Image blank(const Medium& medium, Color color) {
  Image image{side(medium.width, medium.dpi), side(medium.height, medium.dpi), {}};
  const std::size_t count = std::size_t{image.width} * image.height;
  if (static_cast<double>(count) > max_pixels)
    throw Error(
        "the image would have " + to_text(static_cast<double>(count) / 1e6, 3) + " megapixels, more than 256",
        "choose a smaller size or resolution, or SVG");
  const std::uint32_t rgb = std::uint32_t{color.r} << 16 | std::uint32_t{color.g} << 8 | color.b;
  image.pixels.assign(count, 0xff000000u | rgb);
  return image;
}

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw Error(std::string("drawing failed: ") + cairo_status_to_string(status));
}

/// Paints items on an image, one visit each.
class Painter {
 public:
  Painter(Image& image, double scale)
      : surface_(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(image.pixels.data()),
                                                     CAIRO_FORMAT_ARGB32, static_cast<int>(image.width),
                                                     static_cast<int>(image.height),
                                                     static_cast<int>(image.width * 4)),
                 cairo_surface_destroy),
        context_(cairo_create(surface_.get()), cairo_destroy),
        scale_(scale) {
    cairo_set_tolerance(context_.get(), curve_tolerance);
    cairo_set_miter_limit(context_.get(), 4);
  }

  void operator()(const Path& path) {
    const Outline outline = scaled(path.outline);
    if (path.fill) {
      trace(path.snap ? snapped_fill(outline) : outline);
      fill(*path.fill);
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
        p = {clamped(run.at.x * scale_ + x * cosine + y * sine),
             clamped(run.at.y * scale_ + y * cosine - x * sine)};
      }
      trace(outline);
    }
    fill(run.color);
  }

  void operator()(const Clip& clip) {
    cairo_reset_clip(context_.get());
    if (!clip.rect) return;
    const Rect& r = *clip.rect;
    const double left = std::floor(clamped(r.x * scale_)), top = std::floor(clamped(r.y * scale_));
    const double right = std::ceil(clamped((r.x + r.width) * scale_)),
                 bottom = std::ceil(clamped((r.y + r.height) * scale_));
    cairo_rectangle(context_.get(), left, top, right - left, bottom - top);
    cairo_clip(context_.get());
  }

  void finish() {
    check(cairo_status(context_.get()));
    cairo_surface_flush(surface_.get());
    check(cairo_surface_status(surface_.get()));
  }

 private:
  static double clamped(double pixels) { return std::clamp(pixels, -furthest, furthest); }

  Outline scaled(Outline outline) const {
    for (Point& p : outline.points) p = {clamped(p.x * scale_), clamped(p.y * scale_)};
    return outline;
  }

  /// Hands an outline to cairo; points that are no numbers break it.
  void trace(const Outline& outline) {
    cairo_t* context = context_.get();
    const Point* next = outline.points.data();
    bool broken = false;
    for (const Outline::Verb verb : outline.verbs) {
      const Point* p = next;
      next += verb == Outline::Verb::close ? 0 : verb == Outline::Verb::cubic ? 3 : 1;
      const bool numbers = std::all_of(p, next, [](Point q) { return !std::isnan(q.x) && !std::isnan(q.y); });
      const bool starts = verb == Outline::Verb::move || broken;
      broken = !numbers;
      if (broken) continue;
      if (verb == Outline::Verb::close) {
        cairo_close_path(context);
      } else if (starts) {
        cairo_move_to(context, p->x, p->y);
      } else if (verb == Outline::Verb::line) {
        cairo_line_to(context, p->x, p->y);
      } else {
        cairo_curve_to(context, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
      }
    }
  }

  void set_color(Color c) {
    cairo_set_source_rgba(context_.get(), c.r / 255., c.g / 255., c.b / 255., c.a / 255.);
  }

  void fill(Color color) {
    set_color(color);
    cairo_fill(context_.get());
  }

  void stroke(const Stroke& stroke, bool snap, const Outline& outline) {
    cairo_t* context = context_.get();
    const double width =
        snap ? std::max(1.0, std::floor(stroke.width * scale_ + 0.5)) : stroke.width * scale_;
    trace(snap ? snapped_stroke(outline, width) : simplified(outline, line_tolerance));
    set_color(stroke.color);
    cairo_set_line_width(context, width);
    cairo_set_line_join(context, stroke.round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
    cairo_set_line_cap(context, stroke.round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    std::vector<double> dash = stroke.dash;
    for (double& length : dash) length *= scale_;
    cairo_set_dash(context, dash.data(), static_cast<int>(dash.size()), 0);
    cairo_stroke(context);
  }

  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> context_;
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
