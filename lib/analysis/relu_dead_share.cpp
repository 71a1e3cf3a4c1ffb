#include "lib/analysis/relu_dead_share.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <numbers>
#include <vector>

#include "lib/analysis/distribution.hpp"
#include "lib/number/math.hpp"
#include "lib/number/special.hpp"

namespace actviz {
namespace {

/// 1 - c of two inputs at a layer; c itself would lose its digits as it nears 1.
double decorrelation(int layer) {
  double rest = 1;
  for (int l = 1; l < layer; ++l) {
    const double angle = 2 * atan(std::sqrt(rest / (2 - rest)));
    rest -= (sin(angle) - angle * (1 - rest)) / std::numbers::pi;
  }
  return rest;
}

/// P that a normal number of this mean and deviation lies in none of the intervals: tails, not what is left
/// of 1.
double outside(std::span<const FlatInterval> intervals, double mean, double sd) {
  const Distribution normal = Distribution::normal();
  double probability = 0, from = -infinity;
  const auto add = [&](double to) {
    if (to > from) probability += normal.probability((from - mean) / sd, (to - mean) / sd);
  };
  for (const FlatInterval& one : intervals) {
    add(one.from);
    from = one.to;
  }
  add(infinity);
  return probability;
}

/// Where the power of a probability turns from 0 to 1: some deviations around the ends of the intervals.
std::vector<double> panel_edges(std::span<const FlatInterval> intervals, double shared, double own) {
  constexpr double reach = 9, steep = 12, width = 0.5;
  std::vector<double> edges;
  for (double z = -reach; z <= reach; z += width) edges.push_back(z);
  for (const FlatInterval& one : intervals)
    for (const double end : {one.from, one.to})
      for (double t = -steep; t <= steep; t += width)
        if (const double z = (end + t * own) / shared; std::fabs(z) < reach) edges.push_back(z);
  std::ranges::sort(edges);
  return edges;
}

}  // namespace

double share_all_inside(std::span<const FlatInterval> intervals, double sd, double decorrelation,
                        double batch) {
  if (intervals.empty()) return 0;
  const double shared = sd * std::sqrt(1 - decorrelation), own = sd * std::sqrt(decorrelation);
  if (own == 0) return 1 - outside(intervals, 0, sd);
  const Distribution normal = Distribution::normal();
  const auto all_inside = [&](double z) {
    const double p = outside(intervals, shared * z, own);
    return normal.density(z) * (p < 1 ? exp(batch * log1p(-p)) : 0);
  };
  const std::vector<double> edges = panel_edges(intervals, shared, own);
  double share = 0;
  for (std::size_t i = 1; i < edges.size(); ++i)
    if (edges[i] > edges[i - 1])
      share += boost::math::quadrature::gauss<double, 20>::integrate(all_inside, edges[i - 1], edges[i]);
  return share;
}

double expected_relu_dead_share(int layer, double samples) {
  const FlatInterval negative{-infinity, 0, Side::left};
  return share_all_inside({&negative, 1}, 1, decorrelation(layer), samples);
}

}  // namespace actviz
