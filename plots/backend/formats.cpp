// The formats a figure can be written in.
#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

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
  std::vector<std::exception_ptr> failures(pictures.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < pictures.size(); i = next++) try {
        StringSink sink;
        pictures[i].format->write(pictures[i].sheet, sink);
        bytes[i] = std::move(sink.text);
      } catch (...) {
        failures[i] = std::current_exception();
      }
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < std::min<std::size_t>(threads, pictures.size()); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
  return bytes;
}

}  // namespace actviz::plots
