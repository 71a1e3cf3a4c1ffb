// Pictures inside the text of a terminal: PNG bytes wrapped in what kitty and iTerm2 understand.
#include <algorithm>
#include <cstdint>
#include <string>

#include "plots/backend/backends.hpp"
#include "plots/scene/layout.hpp"

namespace actviz::plots {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) text += k <= count ? digits[group >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

std::string kitty_image(std::string_view png, int columns) {
  constexpr std::size_t chunk = 4096;  // the most that the protocol allows
  const std::string data = base64(png);
  // q=2: no answer, which the shell would take for typing.
  std::string head = "a=T,f=100,q=2,c=" + std::to_string(columns) + ',', text;
  for (std::size_t at = 0; at == 0 || at < data.size(); at += chunk) {
    const bool more = at + chunk < data.size();
    text += "\x1b_G" + head + (more ? "m=1;" : "m=0;") + data.substr(at, chunk) + "\x1b\\";
    head.clear();
  }
  return text + '\n';
}

std::string iterm2_image(std::string_view png, int columns) {
  return "\x1b]1337;File=inline=1;size=" + std::to_string(png.size()) + ";width=" + std::to_string(columns) +
         ";preserveAspectRatio=1:" + base64(png) + "\a\n";
}

void write_inline_image(const Sheet& sheet, Sink& sink) {
  StringSink png;
  write_png(rasterize(layout(sheet.figure, sheet.medium)), sheet.medium.dpi, png);
  const auto wrapped = sheet.terminal.image == InlineImage::kitty ? kitty_image : iterm2_image;
  sink.write(wrapped(png.text, sheet.terminal.columns));
}

}  // namespace actviz::plots
