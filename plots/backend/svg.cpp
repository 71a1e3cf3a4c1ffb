// Scenes as SVG 1.1 text. Every glyph is defined once as an outline and used by reference, unless text is to
// stay text; identifiers are made from what they name, so that several figures can stand in one HTML page.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <set>
#include <string>

#include "lib/base/text.hpp"
#include "plots/backend/backends.hpp"
#include "plots/scene/fonts.hpp"
#include "plots/scene/simplify.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::plots {
namespace {

constexpr double furthest = 1e6;                         // keeps numbers short that no viewer could show
constexpr double glyph_units = 1000;                     // to the em
constexpr double word_space = 0.15, widest_space = 0.8;  // in em

/// Adds a number with at most `decimals` decimals, without needless zeros; what is no number as 0.
void add_number(std::string& out, double value, int decimals = 3) {
  value = std::isnan(value) ? 0 : std::clamp(value, -furthest, furthest);
  char buffer[40];
  char* end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals).ptr;
  if (decimals > 0) {
    while (end[-1] == '0') --end;
    if (end[-1] == '.') --end;
  }
  std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  if (text == "-0") text = "0";
  if (text.starts_with("0.")) text.remove_prefix(1);
  if (text.starts_with("-0.")) {
    out += '-';
    text.remove_prefix(2);
  }
  out += text;
}

std::string number(double value, int decimals = 3) {
  std::string text;
  add_number(text, value, decimals);
  return text;
}

std::string pair(double x, double y) { return number(x) + " " + number(y); }

/// What describes a picture: controls and marks of direction are left out, line feeds stay.
std::string legible(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();)
    if (const char32_t c = next_character(text, at); !is_control(c) || c == U'\n') append_utf8(result, c);
  return result;
}

/// What the outlines of a text show: its controls are no commands to the viewer.
std::string shown(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    append_utf8(result, is_control(c) ? replacement_character : c);
  }
  return result;
}

std::string hex(Color color) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "#";
  for (const std::uint8_t channel : {color.r, color.g, color.b})
    (text += digits[channel >> 4]) += digits[channel & 15];
  return text;
}

std::string paint(std::string_view property, Color color) {
  const std::string name(property);
  std::string text = " " + name + "=\"" + hex(color) + "\"";
  if (color.a != 255) text += " " + name + "-opacity=\"" + number(color.a / 255.) + "\"";
  return text;
}

/// Writes path data with coordinates relative to the last point, as rounded, which is shortest.
class PathData {
 public:
  PathData(double scale, int decimals) : scale_(scale), unit_(std::pow(10, decimals)), decimals_(decimals) {}

  std::string of(const Outline& outline) {
    const Point* next = outline.points.data();
    for (const Outline::Verb verb : outline.verbs) {
      switch (verb) {
        case Outline::Verb::move:
          add('m', next, 1);
          start_ = last_;
          next += 1;
          break;
        case Outline::Verb::line:
          add_line(*next++);
          break;
        case Outline::Verb::cubic:
          add('c', next, 3);
          next += 3;
          break;
        case Outline::Verb::close:
          text_ += 'z';
          command_ = 'z';
          last_ = start_;
      }
    }
    return std::move(text_);
  }

 private:
  /// In whole units of the last decimal, so that rounding errors do not add up.
  Point rounded(Point p) const {
    const auto whole = [&](double v) {
      return std::isnan(v) ? 0 : std::floor(std::clamp(v * scale_, -furthest, furthest) * unit_ + 0.5);
    };
    return {whole(p.x), whole(p.y)};
  }

  void add_command(char command) {
    // After a move, pairs without a command are lines.
    const bool implied = command != 'm' && (command_ == command || (command == 'l' && command_ == 'm'));
    if (!implied) text_ += command;
    separate_ = implied;
    command_ = command;
  }

  void add_step(double units) {
    const std::size_t before = text_.size();
    add_number(text_, units / unit_, decimals_);
    if (separate_ && text_[before] != '-') text_.insert(before, 1, ' ');
    separate_ = true;
  }

  void add(char command, const Point* points, int count) {
    add_command(command);
    const Point from = last_;
    for (int i = 0; i < count; ++i) {
      const Point to = rounded(points[i]);
      add_step(to.x - from.x);
      add_step(to.y - from.y);
      last_ = to;
    }
  }

  void add_line(Point point) {
    const Point to = rounded(point);
    if (to.y == last_.y || to.x == last_.x) {
      add_command(to.y == last_.y ? 'h' : 'v');
      add_step(to.y == last_.y ? to.x - last_.x : to.y - last_.y);
      last_ = to;
    } else {
      add('l', &point, 1);
    }
  }

  double scale_, unit_;
  int decimals_;
  std::string text_;
  char command_ = 0;
  bool separate_ = false;
  Point last_, start_;
};

std::string glyph_name(Face face, std::uint32_t id) {
  constexpr std::string_view letters = "risf";
  return letters[static_cast<std::size_t>(face)] + std::to_string(id);
}

/// How wide a run is set.
double length(const GlyphRun& run) {
  if (run.glyphs.empty()) return 0;
  return run.glyphs.back().at.x + advance(run.face, run.glyphs.back().id) * run.size;
}

/// How a run continues the one before it, along and across its direction, in em.
Point gap(const GlyphRun& before, const GlyphRun& run) {
  const double angle = run.angle_deg * std::numbers::pi / 180;
  const double x = run.at.x - before.at.x, y = run.at.y - before.at.y;
  const double em = std::max(before.size, run.size);
  return {(x * std::cos(angle) - y * std::sin(angle) - length(before)) / em,
          (x * std::sin(angle) + y * std::cos(angle)) / em};
}

/// A run in pieces without gaps inside: what is set apart is a word of its own.
std::vector<GlyphRun> pieces(const GlyphRun& run) {
  constexpr double tolerance = 0.01;  // in em
  const double angle = run.angle_deg * std::numbers::pi / 180;
  std::vector<GlyphRun> result;
  std::size_t at = 0;
  for (const Glyph& glyph : run.glyphs) {
    GlyphRun piece{run.face, run.size, run.color, run.at, run.angle_deg, {}, {}};
    piece.at.x += glyph.at.x * std::cos(angle) + glyph.at.y * std::sin(angle);
    piece.at.y += glyph.at.y * std::cos(angle) - glyph.at.x * std::sin(angle);
    if (result.empty()) {
      result.push_back(piece);
    } else if (const Point apart = gap(result.back(), piece);
               std::fabs(apart.x) > tolerance || std::fabs(apart.y) > tolerance) {
      result.push_back(piece);
    }
    GlyphRun& last = result.back();
    last.glyphs.push_back({glyph.id, {length(last), 0}});
    if (at < run.text.size()) append_utf8(last.text, next_character(run.text, at));
  }
  return result;
}

/// A picture as PNG; cells are made so large that viewers which blend pixels all the same leave them sharp.
std::string png_of(const Bitmap& bitmap) {
  constexpr int wanted = 512;
  const int factor = bitmap.smooth ? 1 : std::max(1, wanted / std::max(bitmap.columns, bitmap.rows));
  Image image{static_cast<std::uint32_t>(factor * bitmap.columns),
              static_cast<std::uint32_t>(factor * bitmap.rows),
              {}};
  image.pixels.reserve(std::size_t{image.width} * image.height);
  for (int y = 0; y < factor * bitmap.rows; ++y)
    for (int x = 0; x < factor * bitmap.columns; ++x) {
      const Color c = bitmap.pixels[static_cast<std::size_t>(y / factor * bitmap.columns + x / factor)];
      image.pixels.push_back(0xff000000u | std::uint32_t{c.r} << 16 | std::uint32_t{c.g} << 8 | c.b);
    }
  StringSink sink;
  write_png(image, 72, sink);
  return std::move(sink.text);
}

/// Collects definitions and body, one visit per item.
class Writer {
 public:
  explicit Writer(SvgText text) : text_(text) {}

  void operator()(const Path& path) {
    close_text();
    const bool thin = path.stroke && !path.fill;
    const Outline& outline = path.outline;
    body_ += "<path d=\"" + PathData(1, 3).of(thin ? simplified(outline, vector_tolerance) : outline) + "\"";
    body_ += path.fill ? paint("fill", *path.fill) : " fill=\"none\"";
    if (path.stroke) add_stroke(*path.stroke);
    body_ += "/>\n";
  }

  void operator()(const GlyphRun& run) {
    if (text_ == SvgText::selectable) {
      for (const GlyphRun& piece : pieces(run)) add_text(piece);
      return;
    }
    body_ += "<g" + paint("fill", run.color) + " transform=\"translate(" + pair(run.at.x, run.at.y) + ")";
    if (run.angle_deg != 0) body_ += " rotate(" + number(-run.angle_deg) + ")";
    body_ += " scale(" + number(run.size / glyph_units, 6) + ")\">";
    for (const Glyph& glyph : run.glyphs) {
      if (!define(run.face, glyph.id)) continue;
      const double unit = run.size / glyph_units;
      body_ += "<use xlink:href=\"#" + glyph_name(run.face, glyph.id) + "\"";
      if (glyph.at.x != 0) body_ += " x=\"" + number(glyph.at.x / unit, 0) + "\"";
      if (glyph.at.y != 0) body_ += " y=\"" + number(glyph.at.y / unit, 0) + "\"";
      body_ += "/>";
    }
    body_ += "</g>\n";
  }

  void operator()(const Bitmap& bitmap) {
    if (bitmap.pixels.empty()) return;
    close_text();
    const Rect& r = bitmap.place;
    body_ += "<image x=\"" + number(r.x) + "\" y=\"" + number(r.y) + "\" width=\"" + number(r.width) +
             "\" height=\"" + number(r.height) + "\" preserveAspectRatio=\"none\"";
    if (!bitmap.smooth) body_ += " image-rendering=\"pixelated\"";
    body_ += " xlink:href=\"data:image/png;base64," + base64(png_of(bitmap)) + "\"/>\n";
  }

  void operator()(const Clip& clip) {
    close_text();
    close_clip();
    if (!clip.rect) return;
    const Rect& r = *clip.rect;
    const std::string name =
        "c" + number(r.x) + "_" + number(r.y) + "_" + number(r.width) + "_" + number(r.height);
    if (defined_.insert(name).second)
      definitions_ += "<clipPath id=\"" + name + "\"><rect x=\"" + number(r.x) + "\" y=\"" + number(r.y) +
                      "\" width=\"" + number(r.width) + "\" height=\"" + number(r.height) +
                      "\"/></clipPath>\n";
    body_ += "<g clip-path=\"url(#" + name + ")\">\n";
    clipped_ = true;
  }

  std::string finish() {
    close_text();
    close_clip();
    return "<defs>\n" + definitions_ + "</defs>\n" + body_;
  }

 private:
  /// Runs that follow each other, such as a letter and its index, are one text to a reader.
  void add_text(const GlyphRun& run) {
    if (run.text.empty() || std::isnan(run.at.x + run.at.y)) return;
    const Point apart = last_ ? gap(*last_, run) : Point{};
    const bool follows = last_ && last_->angle_deg == run.angle_deg && std::fabs(apart.x) < widest_space &&
                         std::fabs(apart.y) < 1;
    if (!follows) {
      close_text();
      body_ +=
          "<text font-family=\"Inter,'DejaVu Sans',Helvetica,Arial,sans-serif\"" + paint("fill", run.color);
      if (run.angle_deg != 0)
        body_ += " transform=\"rotate(" + number(-run.angle_deg) + " " + pair(run.at.x, run.at.y) + ")\"";
      body_ += ">";
      origin_ = run.at;
    } else if (apart.x > word_space) {
      body_ += ' ';
    }
    add_span(run);
    last_ = run;
  }

  void add_span(const GlyphRun& run) {
    const double angle = run.angle_deg * std::numbers::pi / 180;
    const double x = run.at.x - origin_.x, y = run.at.y - origin_.y;  // turned back: the text's is turned
    body_ += "<tspan x=\"" + number(origin_.x + x * std::cos(angle) - y * std::sin(angle)) + "\" y=\"" +
             number(origin_.y + x * std::sin(angle) + y * std::cos(angle)) + "\" font-size=\"" +
             number(run.size) + "\"";
    if (run.face == Face::fallback) body_ += " font-family=\"'DejaVu Sans',sans-serif\"";
    if (run.face == Face::italic) body_ += " font-style=\"italic\"";
    if (run.face == Face::semibold) body_ += " font-weight=\"600\"";
    // Other fonts are wider or narrower: the layout holds all the same.
    if (run.glyphs.size() > 1)
      body_ += " textLength=\"" + number(length(run)) + "\" lengthAdjust=\"spacingAndGlyphs\"";
    body_ += ">" + escape_markup(shown(run.text)) + "</tspan>";
  }

  void close_text() {
    if (last_) body_ += "</text>\n";
    last_.reset();
  }

  void add_stroke(const Stroke& stroke) {
    body_ += paint("stroke", stroke.color) + " stroke-width=\"" + number(stroke.width) + "\"";
    if (stroke.round) body_ += " stroke-linejoin=\"round\" stroke-linecap=\"round\"";
    if (stroke.dash.empty()) return;
    body_ += " stroke-dasharray=\"";
    for (std::size_t i = 0; i < stroke.dash.size(); ++i) body_ += (i > 0 ? " " : "") + number(stroke.dash[i]);
    body_ += "\"";
  }

  /// Defines a glyph if it is new; false if it has no ink.
  bool define(Face face, std::uint32_t id) {
    const Outline& outline = glyph_outline(face, id);
    if (outline.points.empty()) return false;
    const std::string name = glyph_name(face, id);
    if (defined_.insert(name).second)
      definitions_ += "<path id=\"" + name + "\" d=\"" + PathData(glyph_units, 0).of(outline) + "\"/>\n";
    return true;
  }

  void close_clip() {
    if (clipped_) body_ += "</g>\n";
    clipped_ = false;
  }

  SvgText text_;
  std::optional<GlyphRun> last_;  // of the open text
  Point origin_;                  // about which it is turned
  std::set<std::string> defined_;
  std::string definitions_, body_;
  bool clipped_ = false;
};

}  // namespace

void write_svg(const Scene& scene, Sink& sink, SvgText text) {
  const std::string width = number(scene.medium.width), height = number(scene.medium.height);
  std::string head =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
      "version=\"1.1\" role=\"img\" width=\"" +
      width + "pt\" height=\"" + height + "pt\" viewBox=\"0 0 " + width + " " + height + "\">\n";
  if (!scene.title.empty()) head += "<title>" + escape_markup(legible(scene.title)) + "</title>\n";
  if (!scene.description.empty()) head += "<desc>" + escape_markup(legible(scene.description)) + "</desc>\n";
  Writer writer(text);
  for (const Item& item : scene.items) std::visit(writer, item);
  const std::string content = writer.finish();
  sink.write(head);
  sink.write("<rect width=\"100%\" height=\"100%\"" + paint("fill", scene.background) + "/>\n");
  sink.write(content);
  sink.write("</svg>\n");
}

}  // namespace actviz::plots
