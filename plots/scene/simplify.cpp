#include "plots/scene/simplify.hpp"

#include <cmath>

namespace actviz::plots {
namespace {

double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
Point between(Point from, Point to) { return {to.x - from.x, to.y - from.y}; }

/// The directions from an anchor in which a straight line passes all points seen so far within the tolerance.
class Sector {
 public:
  explicit Sector(double tolerance) : tolerance_(tolerance) {}

  /// Whether the line from the anchor to `point` (relative to it) passes the points before, without turning
  /// back.
  bool allows(Point point) const {
    if (!narrowed_) return true;
    return cross(right_, point) >= 0 && cross(left_, point) <= 0 && dot(point, point) >= reach_;
  }

  /// Narrows the sector by the tangents from the anchor to the circle of tolerance around `point`.
  void narrow(Point point) {
    const double square = dot(point, point), distance = std::sqrt(square);
    if (!(distance > tolerance_)) return;
    const double sine = tolerance_ / distance, cosine = std::sqrt(1 - sine * sine);
    const Point left{point.x * cosine - point.y * sine, point.y * cosine + point.x * sine};
    const Point right{point.x * cosine + point.y * sine, point.y * cosine - point.x * sine};
    if (!narrowed_ || cross(left_, left) < 0) left_ = left;
    if (!narrowed_ || cross(right_, right) > 0) right_ = right;
    narrowed_ = true;
    reach_ = square;
  }

 private:
  double tolerance_;
  bool narrowed_ = false;
  double reach_ = 0;  // squared distance of the furthest point: a line that turns back keeps its tip
  Point left_, right_;
};

/// Beyond this, products of coordinates lose their meaning.
bool is_far(Point p) { return !(std::abs(p.x) < 1e9 && std::abs(p.y) < 1e9); }

/// Passes the points of one polyline on to `result` as soon as they are known to be needed.
class Thinner {
 public:
  Thinner(Outline& result, double tolerance) : result_(result), tolerance_(tolerance), sector_(tolerance) {}

  void start(Point point) {
    finish();
    result_.move_to(point);
    restart(point);
  }

  void add(Point point) {
    if (is_far(point) || is_far(anchor_)) return keep(point);
    if (pending_ && !sector_.allows(between(anchor_, point))) {
      finish();
      restart(last_);
    }
    sector_.narrow(between(anchor_, point));
    last_ = point;
    pending_ = true;
  }

  void finish() {
    if (pending_) result_.line_to(last_);
    pending_ = false;
  }

 private:
  void restart(Point anchor) {
    anchor_ = anchor;
    sector_ = Sector(tolerance_);
  }

  void keep(Point point) {
    finish();
    result_.line_to(point);
    restart(point);
  }

  Outline& result_;
  double tolerance_;
  Sector sector_;
  Point anchor_, last_;
  bool pending_ = false;
};

}  // namespace

Outline simplified(const Outline& outline, double tolerance) {
  for (const Outline::Verb verb : outline.verbs)
    if (verb == Outline::Verb::cubic || verb == Outline::Verb::close) return outline;
  Outline result;
  Thinner thinner(result, tolerance);
  for (std::size_t i = 0; i < outline.verbs.size(); ++i) {
    if (outline.verbs[i] == Outline::Verb::move) {
      thinner.start(outline.points[i]);
    } else {
      thinner.add(outline.points[i]);
    }
  }
  thinner.finish();
  return result;
}

}  // namespace actviz::plots
