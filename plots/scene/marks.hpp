#pragma once
// Each kind of mark as paths.
#include <functional>

#include "plots/figure/scale.hpp"
#include "plots/scene/obstacles.hpp"
#include "plots/scene/scene.hpp"

namespace actviz::plots {

/// What marks are drawn on: the plot area of a panel with its scales.
struct Canvas {
  Scene& scene;
  const Scales& scales;
  const Rect& area;
  ThemeName theme_name;
  int series;  ///< number of series colours in the figure, which decides the palette

  const Theme& look() const { return theme(theme_name); }
  template <class T>
  void add(T item) const {
    scene.items.emplace_back(std::move(item));
  }
};

/// What lies above what. The grid comes between bands and fields; from `dots_behind` on nothing is cut off at
/// the area's edge.
enum class Layer : std::uint8_t {
  band,
  field,
  filled,
  behind,
  behind_broken,
  solid,
  broken,
  dots_behind,
  dots,
  texts,
};

/// How a mark is shown.
struct Appearance {
  Layer layer;
  std::function<void(const Canvas&)> draw;
  /// In a legend: a sample of it inside a place.
  std::function<void(const Rect& place, const Canvas&)> draw_sample = nullptr;
  /// Adds what no text may cover.
  std::function<void(const Scales&, std::vector<Segment>&)> add_obstacles = nullptr;
};

// One function a mark, in plots/scene/marks. The mark must outlive what it gives.
Appearance appearance(const Line&);
Appearance appearance(const Dots&);
Appearance appearance(const Band&);
Appearance appearance(const Callout&);
Appearance appearance(const Points&);
Appearance appearance(const Area&);
Appearance appearance(const Bars&);
Appearance appearance(const Histogram&);
Appearance appearance(const Rule&);
Appearance appearance(const Heatmap&);
Appearance appearance(const Contour&);
Appearance appearance(const Diagram&);
Appearance appearance(const Formulas&);
Appearance appearance(const Mark&);

/// Draws the marks of these layers, those of `first` to `last`, in their order.
void draw_marks(const Panel& panel, const Canvas& canvas, Layer first, Layer last);

/// The dots of callouts, and the texts of those that find a place: the nearest at which they hide no curve,
/// no other text and nothing of `taken`.
void draw_callouts(const Panel& panel, const Canvas& canvas, std::vector<Rect> taken);

/// How many series colours the marks of a figure use.
int series_count(const Figure& figure);

/// The colour of a series: its index into the palette, or the theme's for ink and grey.
Color series_color(const Style& style, const Theme& theme, int series_count);

}  // namespace actviz::plots
