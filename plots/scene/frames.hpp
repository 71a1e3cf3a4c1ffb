#pragma once
// Where the panels of a figure stand: the plot areas with the numbers and names around them, aligned in rows
// and columns.
#include "plots/figure/scale.hpp"
#include "plots/figure/ticks.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {

/// What of the page the panels may not use.
struct Margins {
  double top = 0, right = 0, bottom = 0;
};

struct AxisTicks {
  std::vector<Tick> ticks;
  std::vector<TextBox> labels;  ///< none where another panel shows them
  std::vector<double> minor{};  ///< marks without numbers
  bool is_named = false;        ///< categories, where a grid says nothing
  bool is_upright = false;      ///< labels that read upwards
};

/// What the colours of a panel's heatmap mean, beside its area.
struct ColorScale {
  const Heatmap* heatmap;
  Scale scale;  ///< up the page
  AxisTicks axis;
  TextBox label;
};

/// A panel with everything that has a place before the marks are drawn.
struct Frame {
  Rect area;        ///< where the data goes
  double left = 0;  ///< of what stands left of the area
  Scales scales;
  AxisTicks x, y;
  double x_height = 0;  ///< of the numbers below the area
  TextBox title, x_label, y_label;
  std::optional<ColorScale> colors{};
};

inline constexpr double page_edge = 11;  ///< points between the page's edge and what is next to it

/// Sizes the plot areas, all alike, around their texts; those of equal units then shrink to their
/// proportions. The figure must outlive the frames.
std::vector<Frame> arrange(const Figure& figure, const Medium& medium, const Margins& margins);

void draw_grid(Scene& scene, const Frame& frame, const Theme& look);
void draw_axes(Scene& scene, const Frame& frame, const Theme& look);
/// Needs the frame's colors.
void draw_color_scale(Scene& scene, const Frame& frame, ThemeName theme);
/// The panel's title and the names of its axes.
void draw_names(Scene& scene, const Frame& frame);

}  // namespace actviz::plots
