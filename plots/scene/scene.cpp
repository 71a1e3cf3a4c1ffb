#include "plots/scene/scene.hpp"

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz::plots {
namespace {

std::string decimal(double value) {
  std::string text = to_fixed(value, 3);
  return text == "-0.000" ? "0.000" : text;
}

std::string pair(Point p) { return decimal(p.x) + " " + decimal(p.y); }

std::string hex(const Color& color) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "#";
  const auto add = [&](std::uint8_t byte) { (text += digits[byte >> 4]) += digits[byte & 15]; };
  for (const std::uint8_t channel : {color.r, color.g, color.b}) add(channel);
  if (color.a != 255) add(color.a);
  return text;
}

std::string_view face_name(Face face) {
  switch (face) {
    case Face::regular:
      return "regular";
    case Face::italic:
      return "italic";
    case Face::semibold:
      return "semibold";
    case Face::fallback:
      break;
  }
  return "fallback";
}

std::string dumped(const Outline& outline) {
  std::string text;
  auto next = outline.points.begin();
  const auto take = [&](std::string_view name, int count) {
    text += name;
    for (int i = 0; i < count; ++i) text += " " + pair(*next++);
  };
  for (const Outline::Verb verb : outline.verbs) {
    if (!text.empty()) text += ' ';
    switch (verb) {
      case Outline::Verb::move:
        take("M", 1);
        break;
      case Outline::Verb::line:
        take("L", 1);
        break;
      case Outline::Verb::cubic:
        take("C", 3);
        break;
      case Outline::Verb::close:
        take("Z", 0);
        break;
    }
  }
  return text;
}

std::string dumped(const Path& path) {
  std::string text = "path";
  if (path.fill) text += " fill " + hex(*path.fill);
  if (path.stroke) {
    text += " stroke " + hex(path.stroke->color) + " " + decimal(path.stroke->width);
    if (!path.stroke->dash.empty()) text += " dash";
    for (const double length : path.stroke->dash) text += " " + decimal(length);
    text += path.stroke->round ? " round" : " flat";
  }
  if (path.snap) text += " snap";
  return text + ": " + dumped(path.outline);
}

std::string dumped(const GlyphRun& run) {
  std::string text = "glyphs " + std::string(face_name(run.face)) + " " + decimal(run.size) + " " +
                     hex(run.color) + " at " + pair(run.at);
  if (run.angle_deg != 0) text += " angle " + decimal(run.angle_deg);
  text += " \"" + escape_controls(run.text) + "\":";
  for (const Glyph& glyph : run.glyphs) {
    text += " " + decimal(glyph.at.x);
    if (glyph.at.y != 0) text += "," + decimal(glyph.at.y);
  }
  return text;
}

/// Short for long lists: a sum of all bytes (FNV-1a) that any change changes.
std::string fingerprint(const std::vector<Color>& pixels) {
  std::uint64_t sum = 0xcbf29ce484222325;
  for (const Color& color : pixels)
    for (const std::uint8_t byte : {color.r, color.g, color.b, color.a}) sum = (sum ^ byte) * 0x100000001b3;
  return std::to_string(sum);
}

std::string dumped(const Bitmap& bitmap) {
  return "bitmap " + std::to_string(bitmap.columns) + " x " + std::to_string(bitmap.rows) +
         (bitmap.smooth ? " smooth" : "") + " at " + pair({bitmap.place.x, bitmap.place.y}) + " " +
         pair({bitmap.place.width, bitmap.place.height}) + ": " + fingerprint(bitmap.pixels);
}

std::string dumped(const Clip& clip) {
  if (!clip.rect) return "clip none";
  return "clip " + pair({clip.rect->x, clip.rect->y}) + " " + pair({clip.rect->width, clip.rect->height});
}

}  // namespace

std::string dump(const Scene& scene) {
  const Medium& medium = scene.medium;
  std::string text = "page " + pair({medium.width, medium.height}) + " at " + decimal(medium.dpi) +
                     " dpi on " + hex(scene.background) + "\n";
  text += "title " + escape_controls(scene.title) + "\n";
  text += "description " + escape_controls(scene.description) + "\n";
  for (const Item& item : scene.items)
    text += std::visit([](const auto& any) { return dumped(any); }, item) + "\n";
  return text;
}

}  // namespace actviz::plots
