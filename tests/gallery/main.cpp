// gallery DIR [FORMAT,...] [THEME,...] [THREADS]: makes the pictures of the gallery, DIR/THEME/NAME.FORMAT.
#include <cstdio>
#include <filesystem>
#include <string>

#include "lib/base/files.hpp"
#include "plots/backend/backends.hpp"
#include "tests/gallery/figures.hpp"

namespace {

using namespace actviz;
using namespace plots;

/// Whether a list "a,b" holds a name.
bool holds(const std::string& list, std::string_view name) {
  return ("," + list + ",").find("," + std::string(name) + ",") != std::string::npos;
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::fputs("usage: gallery DIR [png,svg,pdf,terminal] [light,dark,print] [THREADS]\n", stderr);
    return 2;
  }
  const std::string folder = words[1], formats = count > 2 ? words[2] : "png,svg,pdf,terminal",
                    themes = count > 3 ? words[3] : "light,dark,print";
  const unsigned threads = count > 4 ? static_cast<unsigned>(std::stoul(words[4])) : 2;
  std::vector<Picture> pictures;
  std::vector<std::string> paths;
  for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::print})
    for (const Format<Sheet>& format : figure_formats())
      for (const test::Exhibit& exhibit : test::exhibits()) {
        if (!holds(themes, theme(name).name) || !holds(formats, format.name)) continue;
        std::filesystem::create_directories(folder + "/" + std::string(theme(name).name));
        pictures.push_back({{exhibit.make(name), exhibit.medium, {.color = true}}, &format});
        paths.push_back(folder + "/" + std::string(theme(name).name) + "/" + std::string(exhibit.name) + "." +
                        std::string(format.extension));
      }
  const auto bytes = rendered(pictures, threads);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    write_file(paths[i], [&](Sink& sink) { sink.write(bytes[i]); });
  std::printf("%zu pictures in %s\n", bytes.size(), folder.c_str());
}
