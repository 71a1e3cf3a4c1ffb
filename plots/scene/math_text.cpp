#include "plots/scene/math_text.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "plots/scene/fonts.hpp"
#include "plots/scene/math_symbols.hpp"
#include "plots/scene/math_tree.hpp"
#include "plots/scene/tall_bracket.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::plots {
namespace {

using Kind = MathNode::Kind;

// Proportions in em, tuned by eye for Inter at 8 to 16 points.
constexpr double script_scale = 0.7, smallest_scale = 0.55;
constexpr double upper_shift = 0.38, lower_shift = 0.17, shift_of_stacked = 0.06, gap_between_scripts = 0.08;
constexpr double upper_drop = 0.36, lower_drop = 0.06;  // of scripts at a tall base, from its edges
constexpr double script_gap = 0.03;
constexpr double axis_height = 0.284;  // where minus signs and fraction bars lie
constexpr double fraction_bar = 0.06, fraction_gap = 0.065, fraction_side = 0.05;
constexpr double root_gap = 0.05, root_side = 0.04;
constexpr double display_fraction_gap = 0.17, display_sum = 1.4, limit_gap = 0.12;
constexpr double bracket_line = 0.07, bracket_reach = 0.06, bracket_side = 0.07;
constexpr double common_height = 0.9, common_depth = 0.32;  // what brackets of the text's size enclose
constexpr double row_gap = 0.3, column_gap = 0.9, brace_gap = 0.2;  // of case distinctions
constexpr double least_gap = 0.05;  // between the ink of a slanted letter and of an upright one

/// A root sign: the bar continues its flat top from `overlap` em left of its right edge. The fallback face
/// has a fine one with a stub of a bar; bold text needs the strong one of its own face.
struct RootSign {
  Face face;
  double bar, overlap;
};
constexpr RootSign fine_root{Face::fallback, 0.047, 0.03}, strong_root{Face::semibold, 0.085, 0.075};

/// A line of a tall bracket.
struct Pen {
  Outline outline;
  double width;
};

struct PlacedGlyph {
  Face face;
  std::uint32_t id;
  char32_t character;
  double size;
  Point at;
};

/// Glyphs and bars about an origin on the baseline, with the extent of their ink.
struct Box {
  std::vector<PlacedGlyph> glyphs;
  std::vector<Rect> bars;
  std::vector<Pen> pens;
  double width = 0, height = 0, depth = 0;
  double bearing = 0;   ///< from the origin to the ink of an upright first glyph
  double overhang = 0;  ///< how far a slanted last letter leans out to the right

  void add(const Box& other, double x, double y) {
    for (PlacedGlyph glyph : other.glyphs) {
      glyph.at = {glyph.at.x + x, glyph.at.y + y};
      glyphs.push_back(glyph);
    }
    for (const Rect& bar : other.bars) bars.push_back({bar.x + x, bar.y + y, bar.width, bar.height});
    for (Pen pen : other.pens) {
      for (Point& p : pen.outline.points) p = {p.x + x, p.y + y};
      pens.push_back(std::move(pen));
    }
    width = std::max(width, x + other.width);
    height = std::max(height, other.height - y);
    depth = std::max(depth, other.depth + y);
  }
};

struct Extent {
  double left, right, top, bottom;
};

Extent extent(const FoundGlyph& glyph) {
  Extent e{0, 0, 0, 0};
  bool first = true;
  for (const Point& p : glyph_outline(glyph.face, glyph.id).points) {
    e = first ? Extent{p.x, p.x, p.y, p.y}
              : Extent{std::min(e.left, p.x), std::max(e.right, p.x), std::min(e.top, p.y),
                       std::max(e.bottom, p.y)};
    first = false;
  }
  return e;
}

class Setter {
 public:
  explicit Setter(const TextStyle& style) : style_(style) {}

  /// In display style the node is part of a formula alone on its line.
  Box set(const MathNode& node, double size, bool display = false) const {
    switch (node.kind) {
      case Kind::text:
        return set_plain(node.text, size);
      case Kind::symbol:
        return display && is_large(node) ? set_large(node, size) : set_symbol(node, size);
      case Kind::space: {
        Box box;
        box.width = node.width * size;
        return box;
      }
      case Kind::row:
        return set_row(node, size, display);
      case Kind::scripts:
        return display && has_limits(node.children[0]) ? set_limits(node, size)
                                                       : set_scripts(node, size, display);
      case Kind::fraction:
        return set_fraction(node, size, display);
      case Kind::root:
        return set_root(node, size, display);
      case Kind::fence:
        return set_fence(set(node.children[0], size, display), node.text[0], node.text[1], size);
      case Kind::cases:
        return set_cases(node, size);
    }
    return {};
  }

 private:
  double smaller(double size) const { return std::max(size * script_scale, style_.size * smallest_scale); }
  bool is_script(double size) const { return size < style_.size * 0.99; }

  /// Bold text has no bold italic beside it: its mathematics stays upright, of one weight.
  Face face(Shape shape) const {
    if (shape == Shape::bold || style_.face == Face::semibold) return Face::semibold;
    return shape == Shape::italic ? Face::italic : style_.face;
  }

  Box set_plain(const std::u32string& text, double size) const {
    Box box;
    for (const char32_t character : text) {
      const FoundGlyph glyph = find_glyph(style_.face, character);
      box.glyphs.push_back({glyph.face, glyph.id, character, size, {box.width, 0}});
      box.width += advance(glyph.face, glyph.id) * size;
    }
    return box;
  }

  Box set_symbol(const MathNode& node, double size) const {
    Box box;
    for (const char32_t character : node.text) {
      const FoundGlyph glyph = find_glyph(face(node.shape), character);
      const Extent ink = extent(glyph);
      const double width = advance(glyph.face, glyph.id);
      if (box.glyphs.empty()) box.bearing = ink.left * size;
      box.glyphs.push_back({glyph.face, glyph.id, character, size, {box.width, 0}});
      box.width += width * size;
      box.height = std::max(box.height, -ink.top * size);
      box.depth = std::max(box.depth, ink.bottom * size);
      box.overhang = glyph.face == Face::italic ? std::max(0.0, ink.right - width) * size : 0;
    }
    return box;
  }

  static bool is_large(const MathNode& node) { return node.text == U"∑" || node.text == U"∏"; }

  static bool has_limits(const MathNode& base) {
    return base.kind == Kind::symbol && (is_large(base) || base.text == U"max" || base.text == U"min" ||
                                         base.text == U"lim" || base.text == U"sup");
  }

  /// A sum or product sign of display style, its middle where fraction bars lie.
  Box set_large(const MathNode& node, double size) const {
    const Box sign = set_symbol(node, display_sum * size);
    Box box;
    box.add(sign, 0, (sign.height - sign.depth) / 2 - axis_height * size);
    return box;
  }

  /// The space that keeps an upright letter from a slanted one before it.
  static double clearance(const Box& before, const Box& behind, double size) {
    const bool upright = !behind.glyphs.empty() && behind.glyphs.front().face != Face::italic;
    return upright && before.overhang > 0 ? std::max(0.0, before.overhang + least_gap * size - behind.bearing)
                                          : 0;
  }

  Box set_row(const MathNode& node, double size, bool display) const {
    Box box, previous;
    double pen = 0;
    Role before = Role::none;
    for (const MathNode& child : node.children) {
      if (child.role != Role::none) {
        if (before != Role::none) pen += space_between(before, child.role_before(), is_script(size)) * size;
        before = child.role_behind();
      }
      Box part = set(child, size, display);
      pen += clearance(previous, part, size);
      box.add(part, pen, 0);
      pen += part.width;
      previous = std::move(part);
    }
    box.width = std::max(0.0, pen);
    box.overhang = previous.overhang;
    return box;
  }

  static bool is_primes(const MathNode& upper) {
    return !upper.empty() &&
           std::ranges::all_of(upper.children, [](const MathNode& n) { return n.text == U"′"; });
  }

  /// What belongs to a sum or a maximum, above and below it.
  Box set_limits(const MathNode& node, double size) const {
    const Box base = set(node.children[0], size, true), below = set(node.children[1], smaller(size)),
              above = set(node.children[2], smaller(size));
    const double width = std::max({base.width, below.width, above.width});
    Box box;
    box.add(base, (width - base.width) / 2, 0);
    if (!node.children[1].empty())
      box.add(below, (width - below.width) / 2, base.depth + limit_gap * size + below.height);
    if (!node.children[2].empty())
      box.add(above, (width - above.width) / 2, -base.height - limit_gap * size - above.depth);
    box.width = width;
    return box;
  }

  Box set_scripts(const MathNode& node, double size, bool display) const {
    const Box base = set(node.children[0], size, display);
    const bool primes = is_primes(node.children[2]);
    const Box lower = set(node.children[1], smaller(size));
    const Box upper =
        set(node.children[2], primes ? size : smaller(size));  // the glyph of a prime is raised already
    const bool both = !node.children[1].empty() && !node.children[2].empty();
    const bool tall = node.children[0].kind != Kind::symbol;
    double up = upper_shift * size, down = lower_shift * size;
    if (tall) up = std::max(up, base.height - upper_drop * size);
    if (tall) down = std::max(down, base.depth + lower_drop * size);
    if (primes) up = 0;
    if (both) down += shift_of_stacked * size;
    if (both && !primes) {
      const double gap = up - upper.depth - (lower.height - down);
      up += std::max(0.0, gap_between_scripts * size - gap);
    }
    Box box = base;
    const double gap = primes || base.glyphs.empty() ? 0 : script_gap * size;
    if (!node.children[1].empty()) box.add(lower, base.width + gap, down);
    if (!node.children[2].empty()) box.add(upper, base.width + base.overhang + gap, -up);
    box.overhang = 0;
    return box;
  }

  Box set_fraction(const MathNode& node, double size, bool display) const {
    const double part_size = display ? size : smaller(size);
    const Box top = set(node.children[0], part_size), bottom = set(node.children[1], part_size);
    const double inner = std::max(top.width, bottom.width) + 2 * fraction_side * size;
    const double side = fraction_side * size, half = fraction_bar / 2,
                 gap = display ? display_fraction_gap : fraction_gap;
    Box box;
    box.add(top, side + (inner - top.width) / 2, -(axis_height + half + gap) * size - top.depth);
    box.add(bottom, side + (inner - bottom.width) / 2, -(axis_height - half - gap) * size + bottom.height);
    box.bars.push_back({side, -(axis_height + half) * size, inner, fraction_bar * size});
    box.width = inner + 2 * side;
    return box;
  }

  /// The root sign grows with its content.
  Box set_root(const MathNode& node, double size, bool display) const {
    const RootSign& root = style_.face == Face::semibold ? strong_root : fine_root;
    const Box content = set(node.children[0], size, display);
    const FoundGlyph sign = find_glyph(root.face, U'√');
    const Extent ink = extent(sign);
    const double top = content.height + root_gap * size, bottom = content.depth;
    const double sign_size = std::max(size, (top + bottom) / (-ink.top - root.bar));
    const double drop = std::max(0.0, bottom), crest = drop + ink.top * sign_size;
    const double join = (ink.right - root.overlap) * sign_size, start = ink.right * sign_size;
    const double side = root_side * size;
    Box box;
    box.glyphs.push_back({sign.face, sign.id, U'√', sign_size, {0, drop}});
    box.add(content, start, 0);
    box.width += content.overhang + side;
    box.bars.push_back({join, crest, box.width - join, root.bar * sign_size});
    box.width += side;
    box.height = -crest;
    box.depth = std::max(box.depth, drop + ink.bottom * sign_size);
    return box;
  }

  /// One bracket for what reaches that far from the middle of its line.
  Box set_bracket(char32_t character, double reach, bool is_right, double size) const {
    const auto tall = tall_bracket(character, reach / size);
    if (!tall) return set_symbol({.text = std::u32string(1, character)}, size);
    Box box;
    const double side = bracket_side * size, middle = -axis_height * size;
    box.width = tall->width * size + 2 * side;
    box.height = reach - middle;
    box.depth = reach + middle;
    Pen pen{tall->line, bracket_line * size};
    for (Point& p : pen.outline.points)
      p = {is_right ? box.width - side - p.x * size : side + p.x * size, middle + p.y * size};
    box.pens.push_back(std::move(pen));
    return box;
  }

  /// Brackets about a piece, those of the text where it is not taller than they are; a full stop is none.
  Box set_fence(const Box& content, char32_t left, char32_t right, double size) const {
    const bool is_tall = content.height > common_height * size || content.depth > common_depth * size;
    const double reach = std::max(content.height - axis_height * size, content.depth + axis_height * size) +
                         bracket_reach * size;
    const auto bracket = [&](char32_t character, bool is_right) {
      if (character == U'.') return Box{};
      return is_tall ? set_bracket(character, reach, is_right, size)
                     : set_symbol({.text = std::u32string(1, character)}, size);
    };
    const Box before = bracket(left, false), behind = bracket(right, true);
    Box box;
    box.add(before, 0, 0);
    box.add(content, before.width, 0);
    box.add(behind, before.width + content.width + clearance(content, behind, size), 0);
    return box;
  }

  /// Cases below each other behind a brace, the whole about the middle of the line.
  Box set_cases(const MathNode& node, double size) const {
    std::vector<std::vector<Box>> rows;
    std::vector<double> widths;
    double height = 0;
    for (const MathNode& row : node.children) {
      rows.emplace_back();
      for (const MathNode& cell : row.children) {
        rows.back().push_back(set(cell, size));
        widths.resize(std::max(widths.size(), rows.back().size()));
        double& width = widths[rows.back().size() - 1];
        width = std::max(width, rows.back().back().width);
      }
    }
    const auto extent_of = [&](const std::vector<Box>& row, double Box::*extent, double least) {
      for (const Box& cell : row) least = std::max(least, cell.*extent);
      return least;
    };
    const FaceMetrics metrics = face_metrics(style_.face);
    const auto ascent = [&](const auto& row) {
      return extent_of(row, &Box::height, metrics.cap_height * size);
    };
    const auto descent = [&](const auto& row) { return extent_of(row, &Box::depth, metrics.descent * size); };
    for (const auto& row : rows) height += ascent(row) + descent(row) + row_gap * size;
    height -= row_gap * size;
    Box table;
    double y = -axis_height * size - height / 2;
    for (const auto& row : rows) {
      y += ascent(row);
      double x = brace_gap * size;
      for (std::size_t i = 0; i < row.size(); ++i) {
        table.add(row[i], x, y);
        x += widths[i] + column_gap * size;
      }
      y += descent(row) + row_gap * size;
    }
    return set_fence(table, U'{', U'.', size);
  }

  const TextStyle& style_;
};

/// Neighbouring glyphs of one face and size on one line become a run.
void add_runs(TextBox& box, const std::vector<PlacedGlyph>& glyphs, const Color& color) {
  GlyphRun* run = nullptr;
  for (const PlacedGlyph& glyph : glyphs) {
    if (run == nullptr || run->face != glyph.face || run->size != glyph.size || run->at.y != glyph.at.y) {
      box.items.push_back(GlyphRun{
          .face = glyph.face, .size = glyph.size, .color = color, .at = glyph.at, .glyphs = {}, .text = {}});
      run = &std::get<GlyphRun>(box.items.back());
    }
    run->glyphs.push_back({glyph.id, {glyph.at.x - run->at.x, 0}});
    append_utf8(run->text, glyph.character);
  }
}

/// Turns by an angle counter-clockwise; right angles exactly.
struct Rotation {
  double cosine = 1, sine = 0;
  explicit Rotation(double angle_deg) {
    const double quarters = angle_deg / 90;
    if (quarters == std::floor(quarters)) {
      const int quarter = static_cast<int>(quarters - 4 * std::floor(quarters / 4));
      constexpr int cosines[] = {1, 0, -1, 0}, sines[] = {0, 1, 0, -1};
      cosine = cosines[quarter];
      sine = sines[quarter];
    } else {
      cosine = std::cos(angle_deg * std::numbers::pi / 180);
      sine = std::sin(angle_deg * std::numbers::pi / 180);
    }
  }
  Point operator()(Point p) const { return {p.x * cosine + p.y * sine, p.y * cosine - p.x * sine}; }
};

}  // namespace

TextBox set_text(std::string_view text, const TextStyle& style) {
  const Box set = Setter(style).set(parse_text(text), style.size, style.display);
  const FaceMetrics metrics = face_metrics(style.face);
  TextBox box;
  box.width = set.width;
  box.ascent = std::max(set.height, metrics.ascent * style.size);
  box.descent = std::max(set.depth, metrics.descent * style.size);
  add_runs(box, set.glyphs, style.color);
  for (const Rect& bar : set.bars)
    box.items.push_back(Path{.outline = rectangle(bar), .fill = style.color, .stroke = {}, .snap = false});
  for (const Pen& pen : set.pens)
    box.items.push_back(Path{pen.outline, {}, Stroke{style.color, pen.width, {}, true}, false});
  return box;
}

void place(Scene& scene, const TextBox& box, Point at, double angle_deg) {
  const Rotation rotate(angle_deg);
  const auto moved = [&](Point p) {
    const Point turned = rotate(p);
    return Point{at.x + turned.x, at.y + turned.y};
  };
  for (Item item : box.items) {
    if (auto* run = std::get_if<GlyphRun>(&item)) {
      run->at = moved(run->at);
      run->angle_deg += angle_deg;
    } else if (auto* path = std::get_if<Path>(&item)) {
      for (Point& p : path->outline.points) p = moved(p);
    }
    scene.items.push_back(std::move(item));
  }
}

}  // namespace actviz::plots
