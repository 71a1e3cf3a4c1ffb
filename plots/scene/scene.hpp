#pragma once
// What a figure looks like, in device space: a flat list of things to paint, in points (1/72 inch), y
// downwards. Every backend sees only this.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "plots/figure/figure.hpp"

namespace actviz::plots {

struct Rect {
  double x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(const Rect&, const Rect&) = default;
};

/// An outline: `verbs` consume `points` (move 1, line 1, cubic 3, close 0).
struct Outline {
  enum class Verb : std::uint8_t { move, line, cubic, close };
  std::vector<Verb> verbs;
  std::vector<Point> points;

  void move_to(Point p) { add(Verb::move, {p}); }
  void line_to(Point p) { add(Verb::line, {p}); }
  void cubic_to(Point a, Point b, Point end) { add(Verb::cubic, {a, b, end}); }
  void close() { verbs.push_back(Verb::close); }

 private:
  void add(Verb verb, std::initializer_list<Point> more) {
    verbs.push_back(verb);
    points.insert(points.end(), more);
  }
};

/// A closed rectangle.
inline Outline rectangle(const Rect& r) {
  Outline outline;
  outline.move_to({r.x, r.y});
  outline.line_to({r.x + r.width, r.y});
  outline.line_to({r.x + r.width, r.y + r.height});
  outline.line_to({r.x, r.y + r.height});
  outline.close();
  return outline;
}

struct Stroke {
  Color color;
  double width = 1;
  std::vector<double> dash;  ///< lengths of dash, gap, ...; empty: solid
  bool round = true;         ///< round joins and caps; else mitred with flat ends
};

/// A filled and/or stroked outline. `snap`: raster backends move its edges to whole pixels (axes, ticks,
/// grid).
struct Path {
  Outline outline;
  std::optional<Color> fill;
  std::optional<Stroke> stroke;
  bool snap = false;
};

enum class Face : std::uint8_t { regular, italic, semibold, fallback };

struct Glyph {
  std::uint32_t id = 0;
  Point at;  ///< origin on the baseline, relative to the run's origin, before rotation
};

/// Glyphs of one face and size; `text` is what they say, for backends that keep text.
struct GlyphRun {
  Face face = Face::regular;
  double size = 0;
  Color color;
  Point at;
  double angle_deg = 0;  ///< counter-clockwise about `at`
  std::vector<Glyph> glyphs;
  std::string text;
};

/// A picture stretched over a place, rows from the top; `smooth`: its pixels blend, else each is a cell.
struct Bitmap {
  Rect place;
  int columns = 0, rows = 0;
  std::vector<Color> pixels;
  bool smooth = false;
};

/// Everything after it is painted inside the rectangle only; without one, everywhere again.
struct Clip {
  std::optional<Rect> rect;
};

using Item = std::variant<Path, GlyphRun, Bitmap, Clip>;

struct Scene {
  Medium medium;
  Color background;
  std::string title, description;  ///< plain text, for file formats that carry them
  std::vector<Item> items;         ///< in paint order
};

/// The scene as text, one item a line, coordinates with 3 decimals: what golden tests compare.
std::string dump(const Scene& scene);

}  // namespace actviz::plots
