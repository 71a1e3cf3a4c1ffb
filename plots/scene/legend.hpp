#pragma once
// The legend: its entries, its size, and a place where it hides no curve.
#include <span>

#include "plots/scene/marks.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {

struct LegendEntry {
  const Mark* mark;  ///< of which it shows a sample
  TextBox text;
  std::vector<TextBox> cells;
};

/// The entries of labelled marks, one for each label, in a table where they have cells; size in points with
/// padding.
struct Legend {
  std::vector<LegendEntry> entries;
  std::vector<TextBox> heading;  ///< over the labels and the cells
  std::vector<double> columns;   ///< where labels and cells start, from the padding on
  double width = 0, height = 0, row_height = 0, scale = 1;
};

/// The panels must outlive the legend. Small enough, where half the usual size achieves that, for a place
/// `most_width` by `most_height`; names that are still too long are cut.
Legend make_legend(const Figure& figure, std::span<const Panel> panels, double most_width,
                   double most_height);

/// The upper left corner of a place inside `area` where the legend covers no curve and no dot; nothing where
/// there is none. Corners are preferred, then the edges, then the middle.
std::optional<Point> free_place(const Legend& legend, const Panel& panel, const Scales& scales,
                                const Rect& area);

void draw_legend(const Legend& legend, Point at, const Canvas& canvas);

}  // namespace actviz::plots
