#include "plots/notes/cards.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "plots/backend/backends.hpp"
#include "plots/scene/layout.hpp"

namespace actviz::notes {
namespace {
using namespace plots;
TEST(Cards, can_be_looked_at) {
  const char* directory = std::getenv("ACTVIZ_NOTES_DIR");
  if (!directory) GTEST_SKIP() << "ACTVIZ_NOTES_DIR is not set";
  for (const Card& card : cards())
    for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
      const Figure figure = draw(card, name);
      StringSink sink;
      write_png(rasterize(layout(figure, medium_of(card))), medium_of(card).dpi, sink);
      std::ofstream(
          std::string(directory) + "/" + std::string(card.id) + "-" + std::string(theme(name).name) + ".png",
          std::ios::binary)
          << sink.text;
    }
}
}  // namespace
}  // namespace actviz::notes
