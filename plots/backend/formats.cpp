// The formats a figure can be written in.
#include "lib/base/parallel.hpp"
#include "plots/backend/backends.hpp"
#include "plots/scene/layout.hpp"

namespace actviz::plots {
namespace {

void png(const Sheet& sheet, Sink& sink) {
  write_png(rasterize(layout(sheet.figure, sheet.medium)), sheet.medium.dpi, sink);
}

void svg(const Sheet& sheet, Sink& sink) {
  write_svg(layout(sheet.figure, sheet.medium), sink, sheet.svg_text);
}

void pdf(const Sheet& sheet, Sink& sink) { write_pdf(layout(sheet.figure, sheet.medium), sink); }

}  // namespace

std::span<const Format<Sheet>> figure_formats() {
  static constexpr Format<Sheet> formats[] = {
      {"png", "png", true, png},
      {"svg", "svg", false, svg},
      {"pdf", "pdf", true, pdf},
      {"terminal", "txt", false, write_terminal},
  };
  return formats;
}

std::vector<std::string> rendered(std::span<const Picture> pictures, unsigned threads) {
  std::vector<std::string> bytes(pictures.size());
  for_each_in_parallel(pictures.size(), threads, [&](std::size_t i) {
    StringSink sink;
    pictures[i].format->write(pictures[i].sheet, sink);
    bytes[i] = std::move(sink.text);
  });
  return bytes;
}

}  // namespace actviz::plots
