// Every exhibit of the gallery: its scene in each theme as it was when it was looked at.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "plots/backend/backends.hpp"
#include "plots/scene/layout.hpp"
#include "tests/gallery/figures.hpp"
#include "tests/support/golden.hpp"

namespace actviz::test {

void PrintTo(const Exhibit& exhibit, std::ostream* out) { *out << exhibit.name; }

namespace {

using namespace plots;

/// A dumped scene without coordinates: its themes draw the same with other colours and strokes.
std::string looks(const std::string& dumped) {
  std::istringstream lines(dumped);
  std::string text;
  for (std::string line; std::getline(lines, line);) text += line.substr(0, line.find(": ")) + '\n';
  return text;
}

class Exhibits : public testing::TestWithParam<Exhibit> {};

TEST_P(Exhibits, looks_as_reviewed) {
  const auto scene = [](ThemeName theme) { return dump(layout(GetParam().make(theme), GetParam().medium)); };
  expect_golden("gallery/" + std::string(GetParam().name) + ".scene",
                scene(ThemeName::light) + looks(scene(ThemeName::dark)) + looks(scene(ThemeName::print)));
}

INSTANTIATE_TEST_SUITE_P(Gallery, Exhibits, testing::ValuesIn(exhibits().begin(), exhibits().end()),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Gallery, shows_each_kind_of_mark_and_axis) {
  std::vector<bool> marks(std::variant_size_v<Mark>);
  std::vector<bool> spacings(3);
  for (const Exhibit& exhibit : exhibits())
    for (const Panel& panel : exhibit.make(ThemeName::light).panels) {
      for (const Mark& mark : panel.marks) marks[mark.index()] = true;
      for (const Axis& axis : {panel.x, panel.y})
        spacings[static_cast<std::size_t>(axis.spacing.kind)] = true;
    }
  EXPECT_EQ(std::ranges::count(marks, false), 0);
  EXPECT_EQ(std::ranges::count(spacings, false), 0);
  EXPECT_GE(exhibits().size(), 40u);
}

TEST(Gallery, has_the_same_bytes_from_one_thread_and_from_eight) {
  std::vector<Picture> pictures;
  for (const Exhibit& exhibit : exhibits())
    for (const Format<Sheet>& format : figure_formats())
      pictures.push_back({{exhibit.make(ThemeName::light), exhibit.medium, {}}, &format});
  const auto alone = rendered(pictures, 1), together = rendered(pictures, 8);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    EXPECT_FALSE(alone[i].empty());
    EXPECT_TRUE(alone[i] == together[i])
        << pictures[i].sheet.figure.title << " as " << pictures[i].format->name;
  }
}

}  // namespace
}  // namespace actviz::test
