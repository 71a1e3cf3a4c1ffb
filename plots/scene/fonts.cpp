// Reads glyphs with FreeType: outlines in font units, unhinted, the same on every machine and size.
#include "plots/scene/fonts.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H
#include FT_OUTLINE_H

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

#include "lib/base/error.hpp"
#include "plots/fonts/embedded.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::plots {
namespace {

void check(FT_Error error, const char* what) {
  if (error != 0) throw Error(std::string("embedded font: ") + what);
}

using Library = std::unique_ptr<FT_LibraryRec_, decltype(&FT_Done_FreeType)>;
using FaceHandle = std::unique_ptr<FT_FaceRec_, decltype(&FT_Done_Face)>;

/// One open face and what has been read from it.
struct OpenFace {
  FaceHandle handle;
  double em;  // font units
  std::unordered_map<char32_t, FT_UInt> characters;
  std::unordered_map<std::uint32_t, Outline> outlines;
  std::optional<FaceMetrics> metrics;
};

/// FreeType objects belong to one thread each, so every thread that sets text has its own.
class FontSet {
 public:
  FontSet() : library_(nullptr, FT_Done_FreeType) {
    FT_Library library = nullptr;
    check(FT_Init_FreeType(&library), "FreeType does not start");
    library_.reset(library);
  }

  /// Opens a face when it is first asked for: most figures need three of the four.
  OpenFace& operator[](Face face) {
    auto& slot = faces_.at(static_cast<std::size_t>(face));
    if (!slot) {
      const auto file = font_file(face);
      FT_Face opened = nullptr;
      check(FT_New_Memory_Face(library_.get(), file.data(), static_cast<FT_Long>(file.size()), 0, &opened),
            "broken file");
      slot.reset(new OpenFace{FaceHandle(opened, FT_Done_Face), double(opened->units_per_EM), {}, {}, {}});
    }
    return *slot;
  }

 private:
  Library library_;
  std::array<std::unique_ptr<OpenFace>, 4> faces_;
};

OpenFace& open_face(Face face) {
  thread_local FontSet fonts;
  return fonts[face];
}

/// The glyph of a character in one face; 0 where it has none.
FT_UInt glyph_index(Face face, char32_t character) {
  OpenFace& open = open_face(face);
  const auto [at, is_new] = open.characters.try_emplace(character, 0);
  if (is_new) at->second = FT_Get_Char_Index(open.handle.get(), character);
  return at->second;
}

/// Collects FreeType's outline calls as an Outline in em, y downwards.
struct Collector {
  Outline outline;
  Point last;  // in font units
  double em;
  bool open = false;

  Point scaled(Point p) const { return {p.x / em, -p.y / em}; }
  static Point units(const FT_Vector* v) { return {static_cast<double>(v->x), static_cast<double>(v->y)}; }
  void finish_contour() {
    if (open) outline.close();
    open = false;
  }

  static int move(const FT_Vector* to, void* self) {
    auto& me = *static_cast<Collector*>(self);
    me.finish_contour();
    me.open = true;
    me.outline.move_to(me.scaled(me.last = units(to)));
    return 0;
  }
  static int line(const FT_Vector* to, void* self) {
    auto& me = *static_cast<Collector*>(self);
    me.outline.line_to(me.scaled(me.last = units(to)));
    return 0;
  }
  static int conic(const FT_Vector* control, const FT_Vector* to, void* self) {
    auto& me = *static_cast<Collector*>(self);
    const Point c = units(control), end = units(to), start = me.last;
    const auto towards = [&](Point p) { return Point{(p.x + 2 * c.x) / 3, (p.y + 2 * c.y) / 3}; };
    me.outline.cubic_to(me.scaled(towards(start)), me.scaled(towards(end)), me.scaled(end));
    me.last = end;
    return 0;
  }
  static int cubic(const FT_Vector* a, const FT_Vector* b, const FT_Vector* to, void* self) {
    auto& me = *static_cast<Collector*>(self);
    me.outline.cubic_to(me.scaled(units(a)), me.scaled(units(b)), me.scaled(me.last = units(to)));
    return 0;
  }
};

Outline read_outline(const OpenFace& face, std::uint32_t id) {
  check(FT_Load_Glyph(face.handle.get(), id, FT_LOAD_NO_SCALE), "glyph cannot be read");
  const FT_Outline_Funcs calls{Collector::move, Collector::line, Collector::conic, Collector::cubic, 0, 0};
  Collector collector{.outline = {}, .last = {}, .em = face.em};
  check(FT_Outline_Decompose(&face.handle->glyph->outline, &calls, &collector), "broken outline");
  collector.finish_contour();
  return std::move(collector.outline);
}

double height(Face face, char32_t character) {
  double top = 0;
  for (const Point& p : glyph_outline(face, glyph_index(face, character)).points) top = std::min(top, p.y);
  return -top;
}

}  // namespace

FoundGlyph find_glyph(Face face, char32_t character) {
  for (const Face candidate : {face, Face::regular, Face::fallback})
    if (const FT_UInt id = glyph_index(candidate, character)) return {candidate, id};
  return {Face::fallback, glyph_index(Face::fallback, replacement_character)};
}

std::vector<std::string> missing_characters(std::string_view text) {
  constexpr std::string_view spaces = "\t\n\r";
  const FoundGlyph replacement = find_glyph(Face::fallback, replacement_character);
  std::set<std::string_view> seen{"\uFFFD"};  // asked for, not missing
  std::vector<std::string> missing;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const FoundGlyph shown = find_glyph(Face::regular, next_character(text, at));
    const std::string_view written = text.substr(start, at - start);
    if (shown != replacement || spaces.find(written) != std::string_view::npos) continue;
    if (seen.insert(written).second) missing.emplace_back(written);
  }
  return missing;
}

double advance(Face face, std::uint32_t id) {
  OpenFace& open = open_face(face);
  FT_Fixed width = 0;
  check(FT_Get_Advance(open.handle.get(), id, FT_LOAD_NO_SCALE, &width), "glyph cannot be read");
  return static_cast<double>(width) / open.em;
}

const Outline& glyph_outline(Face face, std::uint32_t id) {
  OpenFace& open = open_face(face);
  const auto [at, is_new] = open.outlines.try_emplace(id);
  if (is_new) at->second = read_outline(open, id);
  return at->second;
}

FaceMetrics face_metrics(Face face) {
  OpenFace& open = open_face(face);
  const auto em = [&](FT_Short units) { return units / open.em; };
  if (!open.metrics)
    open.metrics = {.cap_height = height(face, U'H'),
                    .x_height = height(face, U'x'),
                    .ascent = em(open.handle->ascender),
                    .descent = -em(open.handle->descender)};
  return *open.metrics;
}

}  // namespace actviz::plots
