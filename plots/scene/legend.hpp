#pragma once
// The legend: its entries, its size, and a place where it hides no curve.
#include "plots/figure/scale.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {

struct LegendEntry {
  Style style;
  bool is_band = false;
  TextBox text;
};

/// The entries of a panel's labelled marks, one for each label; size in points with padding.
struct Legend {
  std::vector<LegendEntry> entries;
  int series = 0;  ///< number of series colours in the panel, which decides the palette
  double width = 0, height = 0, row_height = 0, scale = 1;
};

/// Small enough, where half the usual size achieves that, for a height of `most`.
Legend make_legend(const Panel& panel, const Theme& theme, double most);

/// The upper left corner of a place inside `area` where the legend covers no curve and no dot; nothing where
/// there is none. Corners are preferred, then the edges, then the middle.
std::optional<Point> free_place(const Legend& legend, const Panel& panel, const Scales& scales,
                                const Rect& area);

void draw_legend(Scene& scene, const Legend& legend, Point at, const Theme& theme);

}  // namespace actviz::plots
