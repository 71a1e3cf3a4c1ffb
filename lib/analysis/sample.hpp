#pragma once
// The points through which a curve is drawn: dense where it bends, exact at its corners, broken at its jumps.
#include <functional>
#include <span>
#include <vector>

#include "lib/catalogue/function.hpp"

namespace actviz {

/// A point of a sampled curve; a NaN `y` breaks the path there.
struct Vertex {
  double x = 0, y = 0;
};

/// A place that a curve must pass through exactly, or where it breaks because its value jumps.
struct Node {
  double x = 0;
  bool breaks = false;
};

/// The nodes of f (derivative 0), f′ (1) or f″ (2): its kinks, breaking where that derivative jumps.
std::vector<Node> nodes(const Facts& facts, int derivative);

/// Samples `fn` on [lo, hi] (finite, lo < hi) in ascending x: halves intervals until the curve lies within
/// one unit of its chords, where a unit is `resolution_x` by `resolution_y` in data space (for a figure, its
/// width and height over 8000). Every node inside is a vertex; at a breaking one the two one-sided limits
/// stand at the node's x with a NaN vertex between them. Where `fn` is NaN or infinite the path breaks too.
/// Straight stretches keep only their ends. At most 4096 vertices beside the nodes, and no interval below
/// 1/2^19 of the range, whatever `fn` is. For a logarithmic axis, sample in the logarithm.
std::vector<Vertex> sample(const std::function<double(double)>& fn, double lo, double hi,
                           std::span<const Node> nodes, double resolution_x, double resolution_y);

/// As above, for a figure just as wide and high as the curve: a unit is 1/8000 of both.
std::vector<Vertex> sample(const std::function<double(double)>& fn, double lo, double hi,
                           std::span<const Node> nodes);

}  // namespace actviz
