#include <gtest/gtest.h>

#include "lib/base/text.hpp"
#include "plots/backend/backends.hpp"
#include "tests/gallery/figures.hpp"
#include "tests/support/golden.hpp"

namespace actviz::test {
namespace {

using namespace plots;

std::string drawn(Panel panel, Terminal terminal = {.columns = 40, .rows = 8}) {
  Figure figure;
  figure.panels = {std::move(panel)};
  StringSink sink;
  write_terminal({std::move(figure), {}, terminal}, sink);
  return sink.text;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

Panel heatmap(double lo, double hi) {
  Panel panel;
  panel.marks = {Heatmap{{2, 1, {lo, hi}, {{0, 0}, {2, 1}}}, ColorMap::sequential, "value"}};
  return panel;
}

TEST(Terminal, a_heatmap_has_two_colours_a_cell) {
  const std::string text = drawn(heatmap(0, 1), {.columns = 40, .rows = 8, .color = true});
  EXPECT_TRUE(has(text, "\x1b[48;2;68;1;84m\x1b[38;2;68;1;84m▀"));
  EXPECT_TRUE(has(text, "\x1b[48;2;253;231;37m"));
  EXPECT_TRUE(has(text, "  value\n"));
}

TEST(Terminal, without_colours_a_heatmap_is_shaded) {
  const std::string text = drawn(heatmap(0, 1));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_TRUE(has(text, "│                  ██")) << text;
  EXPECT_TRUE(has(text, "0     ░░░░▒▒▒▒▓▓▓▓████ 1  value")) << text;
}

TEST(Terminal, bars_fill_their_height_and_have_their_names) {
  Panel panel;
  panel.x.categories = {"one", "two"};
  panel.marks = {Bars{{{0, 1}, {1, 0.5}}, {}, "", 0.7, 0, {"100 %", "50 %"}}};
  const std::string text = drawn(panel);
  for (const char* part : {"one", "two", "100 %", "50 %", "⣿⣿⣿"})
    EXPECT_TRUE(has(text, part)) << part << text;
}

TEST(Terminal, points_are_markers_and_dots_are_open_or_filled) {
  Panel panel;
  panel.marks = {Points{{{0, 0}, {1, 1}}, {0}, "first"}, Points{{{0, 1}, {1, 0}}, {1}, "second"},
                 Dots{{{0.5, 0.5}}, {0}, false}};
  const std::string text = drawn(panel);
  for (const char* part : {"●", "■", "○", " ●  first", " ■  second"}) EXPECT_TRUE(has(text, part)) << part;
}

TEST(Terminal, without_colours_letters_tell_curves_apart) {
  Panel panel;
  panel.marks = {Line{{{0, 0}, {1, 1}}, {0}, "up"}, Line{{{0, 1}, {1, 0}}, {1}, "down"}};
  const std::string plain = drawn(panel);
  for (const char* part : {"─a─ up", "─b─ down"}) EXPECT_TRUE(has(plain, part)) << plain;
  EXPECT_FALSE(has(drawn(panel, {.columns = 40, .rows = 8, .color = true}), "─a─"));
  std::get<Line>(panel.marks[1]).style.dash = Dash::dashed;
  EXPECT_FALSE(has(drawn(panel), "─a─")) << "their dashes do";
}

TEST(Terminal, a_diagram_has_boxes_and_arrows) {
  Panel panel;
  panel.bare = true;
  panel.marks = {Diagram{{{{0, 0}, "$x$", "", Diagram::Shape::plain}, {{1, 0}, "$W_1$", "4 × 2"}}, {{0, 1}}}};
  EXPECT_TRUE(has(drawn(panel), "▶[W₁ 4 × 2]")) << drawn(panel);
  EXPECT_FALSE(has(drawn(panel), "└")) << "no axis";
}

TEST(Terminal, a_table_of_formulas_is_text) {
  Panel panel;
  panel.bare = true;
  panel.marks = {
      Formulas{{"$f$", "$f'$"}, {{"square", {"$x^2$", "$2x$"}}}, "a remark that is broken at its spaces"}};
  const std::string text = drawn(panel, {.columns = 30, .rows = 8});
  EXPECT_TRUE(has(text, " square\n   f   x²\n   f′  2x\n")) << text;
  EXPECT_TRUE(has(text, "a remark that is broken\n at its spaces\n") ||
              has(text, "a remark that is broken at\n its spaces\n"))
      << text;
  EXPECT_FALSE(has(text, "└")) << "no axis";
}

TEST(Terminal, escapes_the_controls_of_every_text) {
  Panel panel{.x = {"", 0, 1}, .y = {"", 0, 1}};
  panel.x.categories = {"\x1b[31mred", "b"};
  panel.marks = {Line{{{0, 0}, {1, 1}}, {}, "\x1b]0;title\x07"},
                 Bars{{{0, 1}}, {}, "\x1b[2J", 0.7, 0, {"\x1b[H"}}, Callout{{{0.5, 0.5}}, {}, "\x1b[5m"},
                 Heatmap{{1, 1, {1}, {{0, 0}, {1, 1}}}, ColorMap::sequential, "\x1b[7m"}};
  EXPECT_EQ(drawn(panel).find('\x1b'), std::string::npos);
}

TEST(Terminal, every_line_fits) {
  for (const Exhibit& exhibit : exhibits())
    for (const int columns : {30, 80}) {
      StringSink sink;
      write_terminal({exhibit.make(ThemeName::light), {}, {.columns = columns, .rows = 12}}, sink);
      std::string_view rest = sink.text;
      while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        const bool is_drawing = has(std::string(line), "│") || has(std::string(line), "┤");
        if (is_drawing) {
          EXPECT_LE(display_width(line), static_cast<std::size_t>(columns)) << exhibit.name << line;
        }
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      }
    }
}

TEST(Terminal, looks_as_reviewed) {
  std::string all;
  for (const Exhibit& exhibit : exhibits()) {
    StringSink sink;
    write_terminal({exhibit.make(ThemeName::light), {}, {.columns = 72, .rows = 14}}, sink);
    all += "== " + std::string(exhibit.name) + "\n" + sink.text;
  }
  expect_golden("gallery/terminal.txt", all);
}

}  // namespace
}  // namespace actviz::test
