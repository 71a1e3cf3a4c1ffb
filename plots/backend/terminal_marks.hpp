#pragma once
// Each kind of mark in character cells.
#include "plots/backend/cells.hpp"
#include "plots/figure/scale.hpp"

namespace actviz::plots {

/// What marks are drawn on: the cells of a panel, its scales in dots, and how colours are chosen.
struct CellCanvas {
  Cells& cells;
  const Scales& scales;
  ThemeName theme;
  int series;
  bool with_colors;
  bool with_letters;  ///< on the curves, for those that nothing else tells apart

  /// Of a series; none for ink and grey, which are the terminal's own, and where there are no colours.
  std::optional<Color> color(const Style& style) const;
};

/// The dot or cell that a coordinate lies in, kept within reach.
int whole(double coordinate);

/// Dots along a path in device space, broken where a coordinate is NaN.
void draw_path(const std::vector<Point>& path, const Style& style, const CellCanvas& canvas);

void draw(const Diagram& diagram, const CellCanvas& canvas);

/// A table of formulas as lines of text, which need no cells: each name with its formulas below it.
std::string formula_lines(const Formulas& formulas, std::size_t columns);

/// Draws the marks of a panel: fields, then fills, dashed lines, solid lines, dots, texts.
void draw_marks(const Panel& panel, const CellCanvas& canvas);

/// Whether lines with a label have the same dashes, so that without colours they need letters.
bool needs_letters(const Figure& figure);

/// The sample of a mark in a legend, three characters wide: a line's dashes and letter, a marker, a patch.
std::string legend_sample(const Mark& mark, bool with_letters);

/// The colours of a heatmap from its lowest to its highest number, as one line.
std::string color_scale(const Heatmap& heatmap, ThemeName theme, bool with_colors);

}  // namespace actviz::plots
