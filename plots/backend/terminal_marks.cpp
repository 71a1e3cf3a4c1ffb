#include "plots/backend/terminal_marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "plots/figure/colormap.hpp"
#include "plots/figure/ticks.hpp"
#include "plots/scene/contour_lines.hpp"
#include "plots/scene/marks/heatmap.hpp"
#include "plots/scene/math_text.hpp"
#include "plots/scene/utf8.hpp"

namespace actviz::plots {
namespace {

constexpr std::array markers = {U'●', U'■', U'▲', U'◆', U'▼', U'✚'};
constexpr std::array shades = {U' ', U'░', U'▒', U'▓', U'█'};

char32_t marker(const Style& style) {
  return markers[static_cast<std::size_t>(std::max(style.color, 0)) % markers.size()];
}

/// How many dots of a dash pattern are drawn and left out.
bool is_drawn(Dash dash, int dot) {
  switch (dash) {
    case Dash::dashed:
      return dot % 5 < 3;
    case Dash::dotted:
      return dot % 3 == 0;
    case Dash::dash_dot:
      return dot % 7 < 3 || dot % 7 == 5;
    case Dash::solid:
      break;
  }
  return true;
}

std::vector<Point> on_page(std::vector<Point> points, const Scales& scales) {
  for (Point& p : points) p = scales(p);
  return points;
}

/// Whether a series' fills leave dots out, which tells neighbours apart without colours.
bool is_sparse(const Style& style) { return style.color % 2 == 1; }

/// Every dot of a rectangle, or where it is `sparse` every fourth.
void fill(const Rect& r, const Style& style, bool sparse, const CellCanvas& canvas) {
  const auto limited = [](double v, int most) { return std::clamp(whole(v), 0, most); };
  const int right = limited(r.x + r.width, canvas.cells.dots_across()),
            bottom = limited(r.y + r.height, canvas.cells.dots_down());
  for (int y = limited(r.y, bottom); y < bottom; ++y)
    for (int x = limited(r.x, right); x < right; ++x)
      if (!sparse || (x % 2 == 0 && (y + x) % 4 == 0)) canvas.cells.dot(x, y, canvas.color(style));
}

/// Between two corners in data space; what an axis cannot show lies beyond its start.
Rect box(Point a, Point b, const Scales& scales) {
  const auto at = [](const Scale& scale, double value) {
    const double place = scale(value);
    return std::isnan(place) ? scale.from : std::clamp(place, -1e6, 1e6);
  };
  const double x0 = at(scales.x, a.x), x1 = at(scales.x, b.x), y0 = at(scales.y, a.y), y1 = at(scales.y, b.y);
  return {std::min(x0, x1), std::min(y0, y1), std::fabs(x1 - x0), std::fabs(y1 - y0)};
}

/// A character on the cell of a point, where that is inside.
void put(Point p, char32_t character, const Style& style, const CellCanvas& canvas) {
  const Point at = canvas.scales(p);
  const int column = whole(at.x / 2), row = whole(at.y / 4);
  if (std::isnan(at.x + at.y) || !canvas.cells.has(column, row)) return;
  canvas.cells.at(column, row).text = character;
  canvas.cells.at(column, row).color = canvas.color(style);
}

char32_t letter(const Style& style) { return U'a' + static_cast<char32_t>(style.color % 26); }

/// The letter of a curve a few times along it, each curve's at other places.
void draw_letters(const std::vector<Point>& path, const Style& style, const CellCanvas& canvas) {
  constexpr int times = 4;
  const double turn = (style.color % canvas.series + 0.5) / canvas.series;
  for (int i = 0; i < times; ++i) {
    const double x = (i + turn) / times * canvas.cells.dots_across();
    const auto next = std::ranges::find_if(path, [&](Point p) { return p.x >= x; });
    if (next == path.begin() || next == path.end()) continue;
    const Point a = next[-1], b = next[0];
    const double y = b.x > a.x ? a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y) : b.y;
    const int column = whole(x / 2), row = whole(y / 4);
    if (!std::isnan(y) && canvas.cells.has(column, row)) canvas.cells.at(column, row).text = letter(style);
  }
}

void draw(const Line& line, const CellCanvas& canvas) {
  const auto path = on_page(line.points, canvas.scales);
  draw_path(path, line.style, canvas);
  if (canvas.with_letters && line.style.color >= 0) draw_letters(path, line.style, canvas);
}

void draw(const Dots& dots, const CellCanvas& canvas) {
  for (const Point& p : dots.points) put(p, dots.filled ? U'●' : U'○', dots.style, canvas);
}

void draw(const Points& points, const CellCanvas& canvas) {
  for (const Point& p : points.points) put(p, marker(points.style), points.style, canvas);
}

void draw(const Rule& rule, const CellCanvas& canvas) {
  const Scale &x = canvas.scales.x, &y = canvas.scales.y;
  const bool upright = rule.direction == Rule::Direction::upright;
  const Point from = upright ? Point{x(rule.at), y.from} : Point{x.from, y(rule.at)},
              to = upright ? Point{x(rule.at), y.to} : Point{x.to, y(rule.at)};
  Style style = rule.style;
  if (style.dash == Dash::solid) style.dash = Dash::dashed;  // else one takes it for a curve
  draw_path({from, to}, style, canvas);
}

void draw(const Band&, const CellCanvas&) {}  // dots cannot be paler than those of the curves

void draw(const Formulas&, const CellCanvas&) {}  // they are lines of text: formula_lines

void draw(const Area& area, const CellCanvas& canvas) {
  const auto height = [](const std::vector<Point>& curve, double x) {
    const auto right = std::ranges::lower_bound(curve, x, {}, &Point::x);
    if (right == curve.end() || (right == curve.begin() && right->x > x)) return std::nan("");
    if (right == curve.begin()) return right->y;
    const Point &a = right[-1], &b = right[0];
    return a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y);
  };
  const Scale across{canvas.scales.x.from, canvas.scales.x.to,
                     position(canvas.scales.x.spacing, canvas.scales.x.lo),
                     position(canvas.scales.x.spacing, canvas.scales.x.hi)};
  for (int column = 0; column < canvas.cells.dots_across(); ++column) {
    const double x = value_at(canvas.scales.x.spacing, across(column + 0.5));
    const double top = height(area.points, x), bottom = area.base.empty() ? 0 : height(area.base, x);
    Rect strip = box({x, bottom}, {x, top}, canvas.scales);
    if (std::isnan(top + bottom)) continue;
    strip.x = column;
    strip.width = 1;
    fill(strip, area.style, true, canvas);
  }
}

/// Whether each text has its bar's place and a gap: numbers that run together are none.
bool have_room(const Bars& bars, const CellCanvas& canvas) {
  for (std::size_t i = 1; i < std::min(bars.points.size(), bars.texts.size()); ++i) {
    const double cells = std::fabs(canvas.scales(bars.points[i]).x - canvas.scales(bars.points[i - 1]).x) / 2;
    const std::size_t widest =
        std::max(display_width(plain_text(bars.texts[i])), display_width(plain_text(bars.texts[i - 1])));
    if (cells < static_cast<double>(widest) + 1) return false;
  }
  return true;
}

void draw(const Bars& bars, const CellCanvas& canvas) {
  const bool has_texts = have_room(bars, canvas);
  for (std::size_t i = 0; i < bars.points.size(); ++i) {
    const Point& top = bars.points[i];
    const Rect bar = box({top.x - bars.width / 2, bars.base}, {top.x + bars.width / 2, top.y}, canvas.scales);
    fill(bar, bars.style, is_sparse(bars.style), canvas);
    if (i >= bars.texts.size() || !has_texts) continue;
    const std::string text = plain_text(bars.texts[i]);
    const int width = static_cast<int>(display_width(text)),
              column = whole((bar.x + bar.width / 2) / 2) - width / 2;
    const int above = whole(bar.y / 4) - 1;
    canvas.cells.write(std::max(column, 0), std::max(above, 0), text, {});
  }
}

void draw(const Histogram& histogram, const CellCanvas& canvas) {
  if (!histogram.is_complete()) return;
  for (std::size_t i = 0; i < histogram.heights.size(); ++i)
    fill(box({histogram.edges[i], 0}, {histogram.edges[i + 1], histogram.heights[i]}, canvas.scales),
         histogram.style, is_sparse(histogram.style), canvas);
}

/// A field's value at a place on the page; NaN outside.
double value_on_page(const Field& field, Point at, const Scales& scales) {
  const Point from = scales(field.region.from), to = scales(field.region.to);
  const int column = whole((at.x - from.x) / (to.x - from.x) * field.columns),
            row = whole((at.y - from.y) / (to.y - from.y) * field.rows);
  const bool inside = column >= 0 && row >= 0 && column < field.columns && row < field.rows;
  return inside ? field.at(column, row) : std::nan("");
}

void draw(const Heatmap& heatmap, const CellCanvas& canvas) {
  const ColorRange range = color_range(heatmap);
  const auto share = [&](double value) {
    return std::clamp((value - range.lo) / (range.hi - range.lo), 0.0, 1.0);
  };
  for (int row = 0; row < canvas.cells.rows(); ++row)
    for (int column = 0; column < canvas.cells.columns(); ++column) {
      const double upper = value_on_page(heatmap.field, {2 * column + 1.0, 4 * row + 1.0}, canvas.scales),
                   lower = value_on_page(heatmap.field, {2 * column + 1.0, 4 * row + 3.0}, canvas.scales);
      if (std::isnan(upper) && std::isnan(lower)) continue;
      const auto color = [&](double value) {
        return std::isnan(value) ? missing_color(canvas.theme)
                                 : map_color(heatmap.map, canvas.theme, share(value));
      };
      Cell& cell = canvas.cells.at(column, row);
      cell.upper = color(upper);
      cell.lower = color(lower);
      const double mean = std::isnan(upper) ? lower : std::isnan(lower) ? upper : (upper + lower) / 2;
      cell.shade =
          shades[static_cast<std::size_t>(std::min(share(mean) * shades.size(), shades.size() - 1.0))];
    }
}

void draw(const Contour& contour, const CellCanvas& canvas) {
  const Point from = canvas.scales(contour.field.region.from), to = canvas.scales(contour.field.region.to);
  for (const Tick& level : contour_levels(contour)) {
    Style style = contour.style;
    if (level.value < 0) style.dash = Dash::dashed;
    for (auto line : contour_lines(contour.field, level.value)) {
      for (Point& p : line) p = {from.x + p.x * (to.x - from.x), from.y + p.y * (to.y - from.y)};
      draw_path(line, style, canvas);
      const Point middle = line[line.size() / 2];
      canvas.cells.write(whole(middle.x / 2), whole(middle.y / 4), plain_text(level.label), {});
    }
  }
}

void draw(const Callout& callout, const CellCanvas& canvas) {
  if (callout.points.size() != 1) return;
  put(callout.points[0], U'●', callout.style, canvas);
  const std::string text = plain_text(callout.text);
  const Point at = canvas.scales(callout.points[0]);
  const int width = static_cast<int>(display_width(text)), column = whole(at.x / 2), row = whole(at.y / 4);
  for (const int distance : {0, 1, -1, 2, -2, 3, -3, 4, -4})
    for (const int start : {column + 2, column - 1 - width, column - width / 2})
      if (canvas.cells.is_free(start - 1, row + distance, width + 2))
        return canvas.cells.write(start, row + distance, text, {});
}

/// In what order marks are drawn: what comes later hides what came before.
constexpr int last_layer = 5;
int layer(const Mark& mark) {
  if (std::holds_alternative<Heatmap>(mark)) return 0;
  if (std::holds_alternative<Area>(mark) || std::holds_alternative<Bars>(mark) ||
      std::holds_alternative<Histogram>(mark))
    return 1;
  if (const auto* line = std::get_if<Line>(&mark)) return line->style.dash == Dash::solid ? 3 : 2;
  if (std::holds_alternative<Rule>(mark)) return 2;
  return std::holds_alternative<Callout>(mark) ? 5 : 4;
}

}  // namespace

int whole(double v) { return static_cast<int>(std::floor(std::clamp(v, -1e6, 1e6))); }

void draw_path(const std::vector<Point>& path, const Style& style, const CellCanvas& canvas) {
  int drawn = 0;
  bool starts = true;  // a stretch of the curve, with its first point
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Point a = path[i - 1], b = path[i];
    if (std::isnan(a.x + a.y + b.x + b.y)) {
      starts = true;
      continue;
    }
    const double reach = std::max(std::fabs(b.x - a.x), std::fabs(b.y - a.y));
    const int steps = static_cast<int>(std::clamp(std::ceil(reach), 1.0, 2000.0));
    for (int k = std::exchange(starts, false) ? 0 : 1; k <= steps; ++k) {
      const double t = static_cast<double>(k) / steps;
      if (is_drawn(style.dash, drawn++))
        canvas.cells.dot(whole(a.x + t * (b.x - a.x)), whole(a.y + t * (b.y - a.y)), canvas.color(style));
    }
  }
}

std::optional<Color> CellCanvas::color(const Style& style) const {
  if (!with_colors || style.color < 0) return {};
  return series_color(style, plots::theme(theme), series);
}

void draw_marks(const Panel& panel, const CellCanvas& canvas) {
  for (int now = 0; now <= last_layer; ++now)
    for (const Mark& mark : panel.marks)
      if (layer(mark) == now) std::visit([&](const auto& m) { draw(m, canvas); }, mark);
}

bool needs_letters(const Figure& figure) {
  std::vector<Style> seen;
  for (const Panel& panel : figure.panels)
    for (const Mark& mark : panel.marks)
      if (const auto* line = std::get_if<Line>(&mark);
          line && !line->label.empty() && line->style.color >= 0) {
        const auto is_twin = [&](const Style& s) {
          return s.dash == line->style.dash && s.color != line->style.color;
        };
        if (std::ranges::any_of(seen, is_twin)) return true;
        seen.push_back(line->style);
      }
  return false;
}

std::string legend_sample(const Mark& mark, bool with_letters) {
  constexpr std::array lines = {"───", "╌╌╌", "···", "─·─"};
  constexpr std::array ends = {"─", "╌", "·", "─"};
  const auto middle = [](std::string_view end, char32_t character) {
    std::string text(end);
    append_utf8(text, character);
    return text + std::string(end);
  };
  const auto patch = [](const Style& style) { return is_sparse(style) ? "░░░" : "███"; };
  if (const auto* line = std::get_if<Line>(&mark)) {
    const auto dash = static_cast<std::size_t>(line->style.dash);
    return with_letters && line->style.color >= 0 ? middle(ends[dash], letter(line->style)) : lines[dash];
  }
  if (const auto* rule = std::get_if<Rule>(&mark))
    return lines[static_cast<std::size_t>(rule->style.dash == Dash::solid ? Dash::dashed : rule->style.dash)];
  if (const auto* points = std::get_if<Points>(&mark)) return middle(" ", marker(points->style));
  if (const auto* bars = std::get_if<Bars>(&mark)) return patch(bars->style);
  if (const auto* histogram = std::get_if<Histogram>(&mark)) return patch(histogram->style);
  return "░░░";
}

std::string color_scale(const Heatmap& heatmap, ThemeName theme, bool with_colors) {
  constexpr int length = 20;
  const ColorRange range = color_range(heatmap);
  Cells cells(length, 1);
  for (int i = 0; i < length; ++i) {
    const double t = i / (length - 1.0);
    Cell& cell = cells.at(i, 0);
    cell.upper = cell.lower = map_color(heatmap.map, theme, t);
    cell.shade = shades[static_cast<std::size_t>(std::min(t * shades.size(), shades.size() - 1.0))];
  }
  const auto number = [](double value) {
    const std::string digits = to_text(value, 4);
    return digits.starts_with('-') ? "−" + digits.substr(1) : digits;
  };
  std::string text = number(range.lo) + " " + cells.line(0, with_colors) + " " + number(range.hi);
  if (!heatmap.scale_label.empty()) text += "  " + escape_controls(plain_text(heatmap.scale_label));
  return text;
}

}  // namespace actviz::plots
