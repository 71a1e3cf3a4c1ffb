#pragma once
// Outlines drawn with cairo, for the backends that use it.
#include <cairo.h>

#include <memory>
#include <optional>

#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// Traces outlines on a surface, in its units (pixels or points), and fills or strokes them.
class Brush {
 public:
  /// Takes the surface over.
  explicit Brush(cairo_surface_t* surface);

  /// The coordinate, or the furthest one that cairo's fixed-point numbers carry safely.
  static double within_reach(double coordinate);

  /// Adds an outline to the path; points that are no numbers break it.
  void trace(const Outline& outline);
  /// Fills what has been traced.
  void fill(Color color);
  /// Strokes what has been traced.
  void stroke(const Stroke& stroke);
  /// Stretches a picture of opaque pixels over a rectangle.
  void paint(const Bitmap& bitmap, const Rect& place);
  /// Limits what follows to a rectangle; without one, ends the limit.
  void clip(const std::optional<Rect>& rect);
  void set_color(Color color);

  /// Completes the surface. Throws Error if anything that was drawn has failed.
  void finish();

  cairo_t* context() const { return context_.get(); }

 private:
  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> context_;
};

}  // namespace actviz::plots
