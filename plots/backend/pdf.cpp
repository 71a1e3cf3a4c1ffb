// Scenes as PDF: vectors, and text that stays text, set in subsets of the program's own fonts.
#include <cairo-ft.h>
#include <cairo-pdf.h>

#include <array>
#include <cmath>
#include <numbers>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "plots/backend/backends.hpp"
#include "plots/backend/brush.hpp"
#include "plots/fonts/embedded.hpp"
#include "plots/scene/simplify.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::plots {
namespace {

constexpr double max_side = 14400;  // what readers take

/// An embedded font as FreeType knows it. A library for each: cairo keeps fonts beyond the last use and may
/// drop them from any thread, which FreeType allows for things of different libraries only.
struct OpenFont {
  FT_Library library = nullptr;
  FT_Face face = nullptr;

  explicit OpenFont(Face which) {
    const auto file = font_file(which);
    if (FT_Init_FreeType(&library) != 0) throw Error("FreeType does not start");
    if (FT_New_Memory_Face(library, file.data(), static_cast<FT_Long>(file.size()), 0, &face) == 0) return;
    FT_Done_FreeType(library);
    throw Error("embedded font: broken file");
  }
  ~OpenFont() { FT_Done_FreeType(library); }  // and the face with it
  OpenFont(const OpenFont&) = delete;
  OpenFont& operator=(const OpenFont&) = delete;
};

using CairoFace = std::unique_ptr<cairo_font_face_t, decltype(&cairo_font_face_destroy)>;

CairoFace open_face(Face which) {
  static const cairo_user_data_key_t key{};
  auto font = std::make_unique<OpenFont>(which);
  CairoFace face(cairo_ft_font_face_create_for_ft_face(font->face, FT_LOAD_NO_HINTING),
                 cairo_font_face_destroy);
  const auto status = cairo_font_face_set_user_data(face.get(), &key, font.get(),
                                                    [](void* data) { delete static_cast<OpenFont*>(data); });
  if (status != CAIRO_STATUS_SUCCESS) throw Error("embedded font: cairo does not take it");
  (void)font.release();  // cairo's from here on
  return face;
}

/// The text without what is no text, for a document's properties.
std::string cleaned(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();)
    if (const char32_t c = next_character(text, at); !is_control(c)) append_utf8(result, c);
  return result;
}

/// Paints items on a page, one visit each.
class Painter {
 public:
  explicit Painter(cairo_surface_t* surface) : brush_(surface) {
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(brush_.context(), options);
    cairo_font_options_destroy(options);
  }

  void operator()(const Path& path) {
    const bool thin = path.stroke && !path.fill;
    const Outline outline = thin ? simplified(path.outline, vector_tolerance) : path.outline;
    if (path.fill) {
      brush_.trace(outline);
      brush_.fill(*path.fill);
    }
    if (path.stroke) {
      brush_.trace(outline);
      brush_.stroke(*path.stroke);
    }
  }

  void operator()(const GlyphRun& run) {
    const double angle = run.angle_deg * std::numbers::pi / 180;
    const double cosine = std::cos(angle), sine = std::sin(angle);
    if (!std::isfinite(run.size) || !(run.size > 0) || !std::isfinite(angle)) return;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    std::string text;
    std::size_t at = 0;
    for (const Glyph& glyph : run.glyphs) {
      const double x = run.at.x + glyph.at.x * cosine + glyph.at.y * sine,
                   y = run.at.y + glyph.at.y * cosine - glyph.at.x * sine;
      const std::size_t before = text.size();
      if (at < run.text.size()) {
        const char32_t c = next_character(run.text, at);
        append_utf8(text, is_control(c) ? replacement_character : c);
      }
      if (std::isnan(x) || std::isnan(y)) {
        text.resize(before);
        continue;
      }
      glyphs.push_back({glyph.id, Brush::within_reach(x), Brush::within_reach(y)});
      clusters.push_back({static_cast<int>(text.size() - before), 1});
    }
    cairo_t* context = brush_.context();
    const cairo_matrix_t turned{
        run.size * cosine, -run.size * sine, run.size * sine, run.size * cosine, 0, 0};
    cairo_set_font_face(context, face(run.face));
    cairo_set_font_matrix(context, &turned);
    brush_.set_color(run.color);
    cairo_show_text_glyphs(context, text.data(), static_cast<int>(text.size()), glyphs.data(),
                           static_cast<int>(glyphs.size()), clusters.data(),
                           static_cast<int>(clusters.size()), {});
  }

  void operator()(const Bitmap& bitmap) { brush_.paint(bitmap, bitmap.place); }

  void operator()(const Clip& clip) { brush_.clip(clip.rect); }

  void finish() { brush_.finish(); }

 private:
  /// Fonts stay open for the figures that follow in this thread.
  static cairo_font_face_t* face(Face which) {
    thread_local std::array<CairoFace, 4> faces{
        CairoFace{nullptr, cairo_font_face_destroy}, CairoFace{nullptr, cairo_font_face_destroy},
        CairoFace{nullptr, cairo_font_face_destroy}, CairoFace{nullptr, cairo_font_face_destroy}};
    CairoFace& slot = faces.at(static_cast<std::size_t>(which));
    if (!slot) slot = open_face(which);
    return slot.get();
  }

  Brush brush_;
};

cairo_status_t append(void* text, const unsigned char* bytes, unsigned count) {
  try {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
  } catch (const std::bad_alloc&) {  // cairo is C: nothing may be thrown through it
    return CAIRO_STATUS_NO_MEMORY;
  }
  return CAIRO_STATUS_SUCCESS;
}

void describe(cairo_surface_t* surface, const Scene& scene) {
  const auto set = [&](cairo_pdf_metadata_t which, const std::string& text) {
    if (!text.empty()) cairo_pdf_surface_set_metadata(surface, which, text.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, cleaned(scene.title));
  set(CAIRO_PDF_METADATA_SUBJECT, cleaned(scene.description));
  set(CAIRO_PDF_METADATA_CREATOR, "actviz");
  // None, or it would be the clock's.
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
}

}  // namespace

void write_pdf(const Scene& scene, Sink& sink) {
  const double width = scene.medium.width, height = scene.medium.height;
  for (const double side : {width, height})
    if (!(side > 0 && side <= max_side))
      throw Error("a PDF page has sides of at most 14400 pt, got " + to_text(side, 6));
  std::string bytes;
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &bytes, width, height);
  Painter painter(surface);
  describe(surface, scene);
  painter(Path{rectangle({0, 0, width, height}), scene.background, {}, false});
  for (const Item& item : scene.items) std::visit(painter, item);
  painter.finish();
  sink.write(bytes);
}

}  // namespace actviz::plots
