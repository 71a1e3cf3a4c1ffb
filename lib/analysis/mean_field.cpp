#include "lib/analysis/mean_field.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/tools/roots.hpp>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <span>

#include "lib/number/math.hpp"

namespace actviz {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double reach = 9;       // a normal number is farther than that once in 10^18
constexpr double near_reach = 8;  // and once in 10^15

struct Node {
  double z = 0, weight = 0;  ///< weight: of the quadrature times the density of z
};

double density(double z) { return exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }

/// Nodes between edges, in ascending order, of which a panel lies between each and the next.
template <unsigned points>
std::vector<Node> nodes_between(const std::vector<double>& edges) {
  using Rule = boost::math::quadrature::gauss<double, points>;
  std::vector<Node> nodes;
  for (std::size_t i = 1; i < edges.size(); ++i) {
    const double middle = (edges[i - 1] + edges[i]) / 2, half = (edges[i] - edges[i - 1]) / 2;
    for (std::size_t k = 0; k < Rule::abscissa().size(); ++k)
      for (const double sign : {-1.0, 1.0}) {
        const double z = middle + sign * half * Rule::abscissa()[k];
        nodes.push_back({z, half * Rule::weights()[k] * density(z)});
      }
  }
  return nodes;
}

/// Edges of panels over the reach of z, no wider than `width` there nor than half a unit of sd * z
/// where the functions bend, and at their kinks.
std::vector<double> panel_edges(const Function& f, double sd, double width) {
  std::vector<double> edges;
  for (double z = -reach; z < reach; z += width) edges.push_back(z);
  edges.push_back(reach);
  constexpr double bends = 40, step = 0.5;
  const auto add = [&](double x) {
    if (const double z = x / sd; std::fabs(z) < reach) edges.push_back(z);
  };
  if (sd * width > step)
    for (double x = -bends; x <= bends; x += step) add(x);
  for (const Kink& kink : f.facts().kinks) add(kink.x);
  std::ranges::sort(edges);
  return edges;
}

/// E f(centre + sd * z) over normal z, many times for one f and sd.
class Smoothed {
 public:
  Smoothed(const Function& f, double sd) : f_(f), sd_(sd) {
    for (const Kink& kink : f.facts().kinks) kinks_.push_back(kink.x);
    cuts_ = kinks_;
    if (sd > 0.3)  // panels of z alone would be too wide where functions bend
      for (const double x : {-40, -20, -10, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 10, 20, 40})
        cuts_.push_back(x);
    std::ranges::sort(cuts_);
    constexpr double width = 1.5;
    for (double z = -near_reach; z < near_reach; z += width) edges_.push_back(z);
    edges_.push_back(near_reach);
    nodes_ = nodes_between<points>(edges_);
  }

  const std::vector<double>& kinks() const { return kinks_; }
  /// The kinks, and where else panels must end.
  const std::vector<double>& cuts() const { return cuts_; }

  double operator()(double centre) const {
    if (sd_ == 0) return f_(centre);
    const auto weighted = [&](double z) { return density(z) * f_(centre + sd_ * z); };
    double sum = 0;
    for (std::size_t panel = 0; panel + 1 < edges_.size(); ++panel) {
      double from = edges_[panel];
      const double to = edges_[panel + 1];
      for (const double x : cuts_)
        if (const double z = (x - centre) / sd_; z > from && z < to) {
          sum += boost::math::quadrature::gauss<double, points>::integrate(weighted, from, z);
          from = z;
        }
      if (from > edges_[panel])
        sum += boost::math::quadrature::gauss<double, points>::integrate(weighted, from, to);
      else
        for (const Node& node : std::span(nodes_).subspan(panel * points, points))
          sum += node.weight * f_(centre + sd_ * node.z);
    }
    return sum;
  }

 private:
  static constexpr unsigned points = 10;

  const Function& f_;
  double sd_;
  std::vector<double> kinks_, cuts_, edges_;
  std::vector<Node> nodes_;
};

/// The smallest power of two that is not below any of the values; 1 where all are 0, NaN where one is not
/// finite.
double scale_of(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) return nan;
    most = std::max(most, std::fabs(value));
  }
  return most > 0 ? std::ldexp(1.0, std::ilogb(most) + 1) : 1;
}

/// Where g changes its sign between neighbours of an ascending grid.
std::vector<double> roots(const std::function<double(double)>& g, const std::vector<double>& grid) {
  std::vector<double> found;
  double before = g(grid[0]);
  for (std::size_t i = 1; i < grid.size(); ++i) {
    const double here = g(grid[i]);
    if (before == 0) found.push_back(grid[i - 1]);
    if (before * here < 0) {
      std::uintmax_t steps = 100;
      const auto [lo, hi] = boost::math::tools::toms748_solve(
          g, grid[i - 1], grid[i], before, here, boost::math::tools::eps_tolerance<double>(52), steps);
      found.push_back(lo + (hi - lo) / 2);
    }
    before = here;
  }
  return found;
}

std::vector<double> logarithmic_grid(double from, double to, int points_per_decade) {
  std::vector<double> grid;
  const double factor = std::pow(10, 1.0 / points_per_decade);
  for (double q = from; q < to * factor; q *= factor) grid.push_back(q);
  return grid;
}

FixedPoint fixed_point_at(const Function& f, const InitVariances& init, double q) {
  const LayerAverages averages = layer_averages(f, std::sqrt(q));
  return {q, init.weights * averages.slope_rms * averages.slope_rms, init.weights * averages.growth};
}

EdgeOfChaos any_edge_at(const Function& f, double q) {
  const LayerAverages averages = layer_averages(f, std::sqrt(q));
  EdgeOfChaos edge;
  edge.q = q;
  edge.init.weights = 1 / (averages.slope_rms * averages.slope_rms);
  edge.init.biases = q - edge.init.weights * averages.rms * averages.rms;
  // ReLU has 0 exactly, of which rounding leaves some units.
  if (std::fabs(edge.init.biases) < 1e-13 * q) edge.init.biases = 0;
  edge.chi_q = edge.init.weights * averages.growth;
  return edge;
}

}  // namespace

LayerAverages layer_averages(const Function& f, double sd) {
  assert(sd > 0 && std::isfinite(sd));
  constexpr double width = 0.5;
  const std::vector<Node> nodes = nodes_between<20>(panel_edges(f, sd, width));
  std::vector<double> values, slopes;
  for (const Node& node : nodes) {
    const auto [value, slope] = f.value_and_slope(sd * node.z);
    values.push_back(value);
    slopes.push_back(slope);
  }
  const double scale = scale_of(values);
  if (!std::isfinite(scale)) return {nan, nan, nan, nan};
  double mean = 0, square = 0, slope_square = 0, growth = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const double w = nodes[i].weight, value = values[i] / scale;
    mean += w * value;
    square += w * value * value;
    slope_square += w * slopes[i] * slopes[i];
    growth += w * nodes[i].z * value * slopes[i];
  }
  // Of a function that grows faster than powers most may lie farther out.
  const double lowest = f(-reach * sd) / scale, highest = f(reach * sd) / scale;
  if (!(width * density(reach) * (lowest * lowest + highest * highest) <= 1e-9 * square))
    return {nan, nan, nan, nan};
  const Facts facts = f.facts();
  if (!facts.only_kinks && facts.symmetry == Symmetry::odd) mean = 0;  // not what rounding leaves
  return {scale * mean, scale * std::sqrt(square), std::sqrt(slope_square), scale * growth / sd};
}

double cosine_behind(const Function& f, double sd, double c) {
  // u and v share the part sqrt(|c|) s of the normal number s and differ by sqrt(1-|c|) t; given s they are
  // independent, so that E f(u) f(v) is E of the square of an inner average.
  const double shared = sd * std::sqrt(std::fabs(c)), own = sd * std::sqrt(1 - std::fabs(c));
  const double scale = layer_averages(f, sd).rms;
  if (scale == 0) return 1;
  if (std::isnan(scale)) return nan;
  const Smoothed inner(f, own);
  const auto scaled = [&](double centre) { return inner(centre) / scale; };
  if (shared == 0) return scaled(0) * scaled(0);
  std::vector<double> edges;
  const auto add = [&](double x) {
    if (const double z = x / shared; std::fabs(z) < near_reach) edges.push_back(z);
  };
  constexpr double width = 1.5;
  for (double z = -near_reach; z < near_reach; z += width) edges.push_back(z);
  edges.push_back(near_reach);
  for (const double x : inner.cuts()) add(x);
  // The inner average rounds a kink off, and a bend, over some of its own deviations.
  for (const double spread : {-8, -4, -2, -1, 0, 1, 2, 4, 8}) {
    add(spread * own);
    for (const double kink : inner.kinks()) add(kink + spread * own);
  }
  std::ranges::sort(edges);
  double sum = 0;
  for (const Node& node : nodes_between<10>(edges)) {
    const double here = scaled(shared * node.z);
    sum += node.weight * here * (c < 0 ? scaled(-shared * node.z) : here);
  }
  return sum;
}

std::vector<FixedPoint> fixed_points(const Function& f, const InitVariances& init) {
  const auto surplus = [&](double q) {
    const double rms = layer_averages(f, std::sqrt(q)).rms, more = init.weights * rms * rms + init.biases - q;
    return std::fabs(more) < 1e-13 * q ? 0 : more;
  };
  if (surplus(0.5) == 0 && surplus(3) == 0) {
    FixedPoint every = fixed_point_at(f, init, 1);
    every.is_everywhere = true;
    return {every};
  }
  std::vector<FixedPoint> found;
  constexpr double least = 1e-12;
  if (init.biases == 0 && f(0) == 0) {
    FixedPoint zero = fixed_point_at(f, init, least * least);
    zero.q = 0;
    found.push_back(zero);
  }
  for (const double q : roots(surplus, logarithmic_grid(least, 1e6, 4)))
    found.push_back(fixed_point_at(f, init, q));
  return found;
}

std::optional<EdgeOfChaos> edge_at(const Function& f, double q) {
  const EdgeOfChaos edge = any_edge_at(f, q);
  if (!(edge.init.biases >= 0) || !std::isfinite(edge.init.weights)) return {};
  return edge;
}

std::optional<EdgeOfChaos> edge_with_biases(const Function& f, double variance) {
  const auto surplus = [&](double q) { return any_edge_at(f, q).init.biases - variance; };
  if (surplus(0.5) == 0 && surplus(3) == 0) {
    EdgeOfChaos every = any_edge_at(f, 1);
    every.is_everywhere = true;
    return every;
  }
  const auto found = roots(surplus, logarithmic_grid(1e-6, 1e4, 6));
  if (found.empty()) return {};
  return any_edge_at(f, found[0]);
}

std::optional<EdgeOfChaos> usual_edge(const Function& f) {
  const auto unbiased = edge_with_biases(f, 0);
  return unbiased ? unbiased : edge_with_biases(f, 0.05);
}

std::optional<EdgeOfChaos> half_stable_edge(const Function& f) {
  const auto surplus = [&](double q) {
    const double more = any_edge_at(f, q).chi_q - 1;
    return std::fabs(more) < 1e-13 ? 0 : more;
  };
  for (const double q : roots(surplus, logarithmic_grid(1e-3, 1e3, 6)))
    if (const auto edge = edge_at(f, q); edge && surplus(q / 2) * surplus(2 * q) < 0) return edge;
  return {};
}

}  // namespace actviz
