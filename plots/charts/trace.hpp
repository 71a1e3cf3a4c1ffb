#pragma once
// One curve of a chart: what it computes, where it bends or breaks, and the marks that draw it.
#include <functional>
#include <optional>
#include <vector>

#include "lib/analysis/sample.hpp"
#include "lib/catalogue/function.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

/// A function of x and the places that its curve must pass through or breaks at.
struct Trace {
  std::function<double(double)> value;
  std::vector<Node> nodes;
};

/// f, f' or f'' (order 0, 1, 2).
Trace derivative(const Function& f, int order);
/// f - g; 0 where both are the same infinity.
Trace difference_of(const Function& f, const Function& g);

/// Adds the dots at the jumps inside the range: filled for the value taken, open for the limits not taken.
void add_dots(Panel& panel, const Trace& trace, double lo, double hi, const Style& style);

/// A part of the y axis.
struct Extent {
  double lo = 0, hi = 0;
  bool cut = false;  ///< whether the curve goes beyond
};

/// What shows the curve of these points well: all of it, or where it goes to infinity the most of it; nothing
/// where nothing of it is finite.
std::optional<Extent> shown_extent(const Trace& trace, const std::vector<Point>& points);

}  // namespace actviz::plots
