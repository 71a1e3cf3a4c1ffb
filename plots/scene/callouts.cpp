// Texts that point at a value: where each hides least.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "plots/scene/fitted_text.hpp"
#include "plots/scene/marks/strokes.hpp"
#include "plots/scene/math_text.hpp"

namespace actviz::plots {
namespace {

constexpr double text_size = 9.5, leader_width = 0.7;
constexpr double nearest = 9;        // from the point to its text
constexpr double room = 3;           // around a text
constexpr double leader_starts = 4;  // beyond the dot
constexpr double leader_ends = 2;    // before the text
constexpr double step_x = 8, step_y = 5;
constexpr double detour = 24;  // that a text makes for an unbroken line at zero

/// The point of a rectangle that is nearest to `p`.
Point towards(const Rect& box, Point p) {
  return {std::clamp(p.x, box.x, box.x + box.width), std::clamp(p.y, box.y, box.y + box.height)};
}

double distance(const Rect& box, Point p) {
  const Point q = towards(box, p);
  return std::hypot(q.x - p.x, q.y - p.y);
}

/// The line from beside a point to its text; without length where they are too near for one.
Segment leader_between(Point at, const Rect& box) {
  const Point end = towards(grown(box, leader_ends), at);
  const double length = std::hypot(end.x - at.x, end.y - at.y), t = std::min(leader_starts / length, 1.0);
  if (length < 2 * leader_starts) return {end, end};
  return {{at.x + t * (end.x - at.x), at.y + t * (end.y - at.y)}, end};
}

/// All places inside the area, nearest first; the lines at zero, which a text would break, keep it a little
/// further away.
std::vector<Rect> places(Point at, double width, double height, const Rect& area, Point zero) {
  std::vector<Rect> all;
  for (double y = area.y + room; y + height + room <= area.y + area.height; y += step_y)
    for (double x = area.x + room; x + width + room <= area.x + area.width; x += step_x)
      all.push_back({x, y, width, height});
  std::erase_if(all, [&](const Rect& box) { return distance(box, at) < nearest; });
  const auto breaks_a_line = [&](const Rect& box) {
    const auto [x, y, w, h] = grown(box, 1);
    return (x < zero.x && zero.x < x + w) || (y < zero.y && zero.y < y + h);
  };
  std::ranges::sort(all, {}, [&](const Rect& box) {
    return std::tuple(distance(box, at) + (breaks_a_line(box) ? detour : 0), box.y, box.x);
  });
  return all;
}

/// The nearest place that covers nothing, if there is one with a leader that crosses no curve, else any.
std::optional<Rect> free_place(Point at, const TextBox& text, const Canvas& canvas,
                               const std::vector<Segment>& segments, const std::vector<Rect>& taken) {
  const Point zero = canvas.scales({0, 0});
  std::optional<Rect> crossing;
  for (const Rect& box : places(at, text.width, text.ascent + text.descent, canvas.area, zero)) {
    const Rect kept_free = grown(box, room);
    const Segment leader = leader_between(at, box);
    const auto in_the_way = [&](const Rect& r) { return meets(r, kept_free) || meets(leader, r); };
    if (std::ranges::any_of(taken, in_the_way) ||
        std::ranges::any_of(segments, [&](const Segment& s) { return meets(s, kept_free); }))
      continue;
    if (std::ranges::none_of(segments, [&](const Segment& s) { return meets(s, leader); })) return box;
    if (!crossing) crossing = box;
  }
  return crossing;
}

void draw_leader(Scene& scene, const Segment& leader, Color color) {
  Path path;
  path.outline.move_to(leader.from);
  path.outline.line_to(leader.to);
  path.stroke = Stroke{color, leader_width, {}, false};
  scene.items.emplace_back(std::move(path));
}

}  // namespace

Appearance appearance(const Callout& callout) {
  return {Layer::texts, [](const Canvas&) {}, nullptr,  // drawn together, for they avoid each other
          [&](const Scales& scales, std::vector<Segment>& found) {
            for (const Point& p : callout.points) found.push_back({scales(p), scales(p)});
          }};
}

void draw_callouts(const Panel& panel, const Canvas& canvas, std::vector<Rect> taken) {
  struct Shown {
    const Callout* callout;
    Point at;
    Rect spot;  ///< kept free of texts and leaders
  };
  std::vector<Shown> all;
  for (const Mark& mark : panel.marks)
    if (const auto* callout = std::get_if<Callout>(&mark))
      if (callout->points.size() == 1 && is_inside(callout->points[0], canvas.scales)) {
        const Point at = canvas.scales(callout->points[0]);
        all.push_back({callout, at, grown({at.x, at.y, 0, 0}, leader_starts)});
      }
  if (all.empty()) return;
  const Theme& look = canvas.look();
  const auto segments = obstacles(panel, canvas.scales);
  for (auto one = all.begin(); one != all.end(); ++one) {
    const auto says_the_same = [&](const Shown& other) {
      return meets(other.spot, one->spot) && other.callout->text == one->callout->text;
    };
    if (std::none_of(all.begin(), one, says_the_same)) {
      const TextBox text = fitted(one->callout->text, {text_size, look.text}, canvas.area.width - 2 * room);
      std::vector<Rect> others = taken;
      for (const Shown& other : all)
        if (!meets(other.spot, one->spot)) others.push_back(other.spot);
      if (const auto box = free_place(one->at, text, canvas, segments, others)) {
        const Segment leader = leader_between(one->at, *box);
        if (leader.from != leader.to) draw_leader(canvas.scene, leader, look.muted_text);
        canvas.add(Path{rectangle(grown(*box, 1)), look.legend_background, {}, true});
        place(canvas.scene, text, {box->x, box->y + text.ascent});
        taken.push_back(grown(*box, room));
      }
    }
    canvas.add(dot(one->at, color_of(one->callout->style, canvas), true, look.background));
  }
}

}  // namespace actviz::plots
