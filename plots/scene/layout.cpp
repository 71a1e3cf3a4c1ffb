#include "plots/scene/layout.hpp"

#include <algorithm>
#include <cassert>

#include "plots/scene/fitted_text.hpp"
#include "plots/scene/frames.hpp"
#include "plots/scene/legend.hpp"
#include "plots/scene/marks.hpp"

namespace actviz::plots {
namespace {

// Lengths in points.
constexpr double edge = page_edge;
constexpr double title_size = 15, subtitle_size = 10.5, line_gap = 4, title_gap = 8;
constexpr double least_titled_height = 100, least_subtitled_height = 180;  // of the page
constexpr double least_width = 110, least_height = 80;  // of the plot areas that give room to a legend

/// The lines over the panels.
struct Heading {
  TextBox title, subtitle;
  bool has_title, has_subtitle;

  Heading(const Figure& figure, const Medium& medium)
      : has_title(!figure.title.empty() && medium.height >= least_titled_height),
        has_subtitle(!figure.subtitle.empty() && medium.height >= least_subtitled_height) {
    const Theme& look = theme(figure.theme);
    title = fitted(figure.title, {title_size, look.text, Face::semibold}, medium.width - 2 * edge);
    subtitle = fitted(figure.subtitle, {subtitle_size, look.muted_text}, medium.width - 2 * edge);
  }

  /// Where the panels may begin.
  double bottom() const {
    double y = edge;
    if (has_title) y += title.ascent + title.descent;
    if (has_subtitle) y += subtitle.ascent + subtitle.descent + line_gap;
    if (has_title || has_subtitle) y += title_gap;
    return y;
  }

  /// Draws them over the plot area that starts at `left`, or further left where they would not fit.
  void draw(Scene& scene, double left) const {
    const double page_right = scene.medium.width - edge;
    const auto start = [&](const TextBox& box) {
      return std::max(edge, std::min(left, page_right - box.width));
    };
    double y = edge;
    const double common = has_subtitle ? std::min(start(title), start(subtitle)) : start(title);
    if (has_title) {
      place(scene, title, {common, y + title.ascent});
      y += title.ascent + title.descent + line_gap;
    }
    if (has_subtitle) place(scene, subtitle, {common, y + subtitle.ascent});
  }
};

struct PlacedLegend {
  Legend legend;
  Point at;
};

/// The frames and the legends, which depend on each other: a legend that finds no room inside takes some from
/// the frames.
struct Arranged {
  std::vector<Frame> frames;
  std::vector<PlacedLegend> inside;  ///< one a panel, or none
  std::optional<PlacedLegend> outside;
};

/// The legends of the panels inside them; fewer than panels where one finds no place.
std::vector<PlacedLegend> legends_inside(const Figure& figure, const Medium& medium,
                                         const std::vector<Frame>& frames) {
  std::vector<PlacedLegend> placed;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    Legend legend = make_legend(figure, std::span(figure.panels).subspan(i, 1), medium.width - 2 * edge,
                                medium.height - 2 * edge);
    const auto at = free_place(legend, figure.panels[i], frames[i].scales, frames[i].area);
    if (!at) break;
    placed.push_back({std::move(legend), *at});
  }
  return placed;
}

Arranged arranged(const Figure& figure, const Medium& medium, double top) {
  Arranged result{arrange(figure, medium, {top, 0, 0}), {}, {}};
  if (!figure.one_legend) result.inside = legends_inside(figure, medium, result.frames);
  if (result.inside.size() == figure.panels.size()) return result;
  result.inside.clear();

  Legend legend = make_legend(figure, figure.panels, medium.width - 2 * edge, medium.height - 2 * edge);
  if (legend.entries.empty()) return result;
  auto beside = arrange(figure, medium, {top, legend.width + edge, 0}),
       above = arrange(figure, medium, {top, 0, legend.height + edge});
  const Rect &narrow = beside.back().area, &low = above.back().area, &first = beside.front().area;
  const bool room_right = narrow.width >= least_width,
             room_below = low.y + low.height - above.front().area.y >= least_height &&
                          legend.width <= medium.width - edge;
  if (room_right && (legend.width < 0.4 * medium.width || !room_below)) {
    const double right =
        beside[static_cast<std::size_t>(std::min<std::ptrdiff_t>(figure.columns, std::ssize(beside)) - 1)]
            .area.x +
        narrow.width;
    const bool has_scales = std::ranges::any_of(beside, [](const Frame& f) { return f.colors.has_value(); });
    const double x = has_scales ? medium.width - edge - legend.width : right + edge;
    result.outside = {std::move(legend), {x, first.y}};
    result.frames = std::move(beside);
  } else if (room_below) {
    const double left = std::max(edge, std::min(above[0].area.x, medium.width - edge - legend.width));
    const Point at{left, medium.height - edge - legend.height};
    result.outside = {std::move(legend), at};
    result.frames = std::move(above);
  }
  return result;  // a small picture shows its curves and leaves the names to the text around it
}

}  // namespace

Scene layout(const Figure& figure, const Medium& medium) {
  assert(!figure.panels.empty());
  const Theme& look = theme(figure.theme);
  const int series = series_count(figure);
  const Heading heading(figure, medium);
  const Arranged page = arranged(figure, medium, heading.bottom());

  Scene scene{medium, look.background, plain_text(figure.title), figure.description, {}};
  const auto canvas = [&](const Frame& f) { return Canvas{scene, f.scales, f.area, figure.theme, series}; };
  for (std::size_t i = 0; i < page.frames.size(); ++i) {
    const Frame& f = page.frames[i];
    const Panel& panel = figure.panels[i];
    draw_marks(panel, canvas(f), Layer::band, Layer::band);
    if (!panel.bare) draw_grid(scene, f, look);
    scene.items.emplace_back(Clip{f.area});
    draw_marks(panel, canvas(f), Layer::field, Layer::broken);
    scene.items.emplace_back(Clip{});
    if (!panel.bare) draw_axes(scene, f, look);
    draw_marks(panel, canvas(f), Layer::dots_behind, Layer::dots);
    if (f.colors) draw_color_scale(scene, f, figure.theme);
  }
  heading.draw(scene, page.frames[0].area.x);
  for (std::size_t i = 0; i < page.frames.size(); ++i) {
    const Frame& f = page.frames[i];
    draw_names(scene, f);
    std::vector<Rect> taken;
    if (i < page.inside.size()) {
      const auto& [legend, at] = page.inside[i];
      draw_legend(legend, at, canvas(f));
      taken.push_back({at.x, at.y, legend.width, legend.height});
    }
    draw_marks(figure.panels[i], canvas(f), Layer::texts, Layer::texts);
    draw_callouts(figure.panels[i], canvas(f), std::move(taken));
  }
  if (page.outside) draw_legend(page.outside->legend, page.outside->at, canvas(page.frames[0]));
  return scene;
}

}  // namespace actviz::plots
