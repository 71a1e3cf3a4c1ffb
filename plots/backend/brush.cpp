#include "plots/backend/brush.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "lib/base/error.hpp"

namespace actviz::plots {
namespace {

constexpr double furthest = 1e6, miter_limit = 4;

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw Error(std::string("drawing failed: ") + cairo_status_to_string(status));
}

}  // namespace

Brush::Brush(cairo_surface_t* surface)
    : surface_(surface, cairo_surface_destroy), context_(cairo_create(surface), cairo_destroy) {
  cairo_set_miter_limit(context(), miter_limit);
}

double Brush::within_reach(double coordinate) { return std::clamp(coordinate, -furthest, furthest); }

void Brush::trace(const Outline& outline) {
  const Point* next = outline.points.data();
  bool broken = false;
  for (const Outline::Verb verb : outline.verbs) {
    Point p[3];
    const int count = verb == Outline::Verb::close ? 0 : verb == Outline::Verb::cubic ? 3 : 1;
    bool numbers = true;
    for (int i = 0; i < count; ++i, ++next) {
      p[i] = {within_reach(next->x), within_reach(next->y)};
      numbers = numbers && !std::isnan(p[i].x) && !std::isnan(p[i].y);
    }
    const bool starts = verb == Outline::Verb::move || broken;
    broken = !numbers;
    if (broken) continue;
    if (verb == Outline::Verb::close) {
      cairo_close_path(context());
    } else if (starts) {
      cairo_move_to(context(), p[0].x, p[0].y);
    } else if (verb == Outline::Verb::line) {
      cairo_line_to(context(), p[0].x, p[0].y);
    } else {
      cairo_curve_to(context(), p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
    }
  }
}

void Brush::set_color(Color c) {
  cairo_set_source_rgba(context(), c.r / 255., c.g / 255., c.b / 255., c.a / 255.);
}

void Brush::fill(Color color) {
  set_color(color);
  cairo_fill(context());
}

void Brush::stroke(const Stroke& stroke) {
  set_color(stroke.color);
  cairo_set_line_width(context(), stroke.width);
  cairo_set_line_join(context(), stroke.round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
  cairo_set_line_cap(context(), stroke.round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_dash(context(), stroke.dash.data(), static_cast<int>(stroke.dash.size()), 0);
  cairo_stroke(context());
}

void Brush::paint(const Bitmap& bitmap, const Rect& place) {
  if (bitmap.pixels.empty() || !(place.width > 0 && place.height > 0)) return;
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> picture(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, bitmap.columns, bitmap.rows), cairo_surface_destroy);
  check(cairo_surface_status(picture.get()));
  unsigned char* const data = cairo_image_surface_get_data(picture.get());
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(picture.get()));
  const auto columns = static_cast<std::size_t>(bitmap.columns);
  for (std::size_t i = 0; i < bitmap.pixels.size(); ++i) {
    const Color c = bitmap.pixels[i];
    const std::uint32_t pixel = std::uint32_t{c.r} << 16 | std::uint32_t{c.g} << 8 | c.b;
    std::memcpy(data + i / columns * stride + i % columns * 4, &pixel, 4);
  }
  cairo_surface_mark_dirty(picture.get());
  cairo_save(context());
  cairo_translate(context(), place.x, place.y);
  cairo_scale(context(), place.width / bitmap.columns, place.height / bitmap.rows);
  cairo_set_source_surface(context(), picture.get(), 0, 0);
  cairo_pattern_t* const pattern = cairo_get_source(context());
  cairo_pattern_set_filter(pattern, bitmap.smooth ? CAIRO_FILTER_BILINEAR : CAIRO_FILTER_NEAREST);
  // In an image, pixels at the edge would blend with nothing; a document would become an image itself.
  const bool is_image = cairo_surface_get_type(surface_.get()) == CAIRO_SURFACE_TYPE_IMAGE;
  cairo_pattern_set_extend(pattern, is_image ? CAIRO_EXTEND_PAD : CAIRO_EXTEND_NONE);
  cairo_rectangle(context(), 0, 0, bitmap.columns, bitmap.rows);
  cairo_fill(context());
  cairo_restore(context());
}

void Brush::clip(const std::optional<Rect>& rect) {
  cairo_reset_clip(context());
  if (!rect) return;
  const double left = within_reach(rect->x), top = within_reach(rect->y);
  cairo_rectangle(context(), left, top, within_reach(rect->x + rect->width) - left,
                  within_reach(rect->y + rect->height) - top);
  cairo_clip(context());
}

void Brush::finish() {
  check(cairo_status(context()));
  cairo_surface_finish(surface_.get());
  check(cairo_surface_status(surface_.get()));
}

}  // namespace actviz::plots
