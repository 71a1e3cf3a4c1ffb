#include "lib/analysis/moments.hpp"

#include <algorithm>
#include <array>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <vector>

namespace actviz {
namespace {

constexpr std::size_t points = 20;
using Row = std::array<double, points>;

/// Gauss-Legendre nodes and weights on [-1, 1], and the weights that give the two highest Legendre
/// coefficients of an integrand from its values at the nodes.
struct Rule {
  Row node{}, weight{}, last{}, last_but_one{};

  Rule() {
    const auto& nodes = boost::math::quadrature::gauss<double, points>::abscissa();
    const auto& weights = boost::math::quadrature::gauss<double, points>::weights();
    for (std::size_t i = 0; i < points / 2; ++i) {
      node[points / 2 + i] = nodes[i];
      node[points / 2 - 1 - i] = -nodes[i];
      weight[points / 2 + i] = weight[points / 2 - 1 - i] = weights[i];
    }
    for (std::size_t i = 0; i < points; ++i) {
      double before = 1, now = node[i];
      for (std::size_t k = 1; k + 1 < points; ++k) {
        const auto degree = static_cast<double>(k);
        const double next = ((2 * degree + 1) * node[i] * now - degree * before) / (degree + 1);
        before = now;
        now = next;
      }
      last[i] = now * (points - 0.5);
      last_but_one[i] = before * (points - 1.5);
    }
  }
};

const Rule& rule() {
  static const Rule rule;
  return rule;
}

/// One interval with what is known at its nodes.
struct Panel {
  double lo = 0, hi = 0;
  Row weight{}, value{}, slope{};  ///< weight: of the quadrature times the density

  Panel(const Function& f, const Distribution& distribution, double from, double to) : lo(from), hi(to) {
    const double centre = lo + (hi - lo) / 2, half = (hi - lo) / 2;
    for (std::size_t i = 0; i < points; ++i) {
      const double x = centre + half * rule().node[i];
      weight[i] = half * rule().weight[i] * distribution.density(x);
      if (weight[i] == 0) continue;  // so that an overflow out there does not count
      value[i] = f(x);
      slope[i] = f.slope(x);
    }
  }

  double size(const Row& row) const {
    double sum = 0;
    for (std::size_t i = 0; i < points; ++i) sum += std::fabs(weight[i] * row[i]);
    return sum;
  }
  /// What the highest two degrees that the nodes can tell contribute to the integrand.
  double unresolved(const Row& row) const {
    double last = 0, last_but_one = 0;
    for (std::size_t i = 0; i < points; ++i) {
      last += rule().last[i] * weight[i] * row[i];
      last_but_one += rule().last_but_one[i] * weight[i] * row[i];
    }
    return std::fabs(last) + std::fabs(last_but_one);
  }
};

/// Where a distribution has its weight, and the step in which it changes.
struct Support {
  double lo, hi, centre, step;

  explicit Support(const Distribution& distribution) {
    const auto [first, second] = distribution.parameters();
    if (distribution.kind() == Distribution::Kind::normal) {
      centre = first.second;
      step = second.second / 2;
      lo = finite(centre - 76 * step);  // beyond, no double could hold the weight
      hi = finite(centre + 76 * step);
    } else {
      lo = first.second;
      hi = second.second;
      centre = distribution.mean();
      step = (hi - lo) / 32;
    }
  }
};

/// Edges of the first panels: in step with the distribution, at the kinks, and every third octave towards 0
/// and infinity, because activations bend around 0 and a parameter may scale x.
std::vector<double> edges(const Function& f, const Distribution& distribution) {
  const Support support(distribution);
  std::vector<double> all = {support.lo, support.hi, 0};
  for (int i = 0; i < 76; ++i)
    for (const int side : {1, -1}) all.push_back(support.centre + side * i * support.step);
  for (int power = -100; power < 1023; power += 3)
    for (const int side : {1, -1}) all.push_back(side * std::ldexp(1.0, power));
  for (const Kink& kink : f.facts().kinks) all.push_back(kink.x);
  std::erase_if(all, [&](double x) { return !(support.lo <= x && x <= support.hi); });
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// Panels from left to right on which both f and f′ are resolved.
std::vector<Panel> panels(const Function& f, const Distribution& distribution) {
  // Share of the highest degrees seen; the error of the integral is about its square.
  constexpr double resolution = 1e-10;
  constexpr int max_halvings = 12;
  constexpr std::size_t max_panels = 4096;
  const std::vector<double> cuts = edges(f, distribution);
  std::vector<Panel> all;
  for (std::size_t i = 1; i < cuts.size(); ++i) all.emplace_back(f, distribution, cuts[i - 1], cuts[i]);
  double value_size = 0, slope_size = 0;
  for (const Panel& panel : all) {
    value_size += panel.size(panel.value);
    slope_size += panel.size(panel.slope);
  }
  bool halved = true;
  for (int round = 0; halved && round < max_halvings && all.size() < max_panels; ++round) {
    std::vector<Panel> finer;
    for (const Panel& panel : all) {
      const double middle = panel.lo + (panel.hi - panel.lo) / 2;
      const bool resolved = panel.unresolved(panel.value) <= resolution * value_size &&
                            panel.unresolved(panel.slope) <= resolution * slope_size;
      if (resolved || !(panel.lo < middle && middle < panel.hi)) {
        finer.push_back(panel);
      } else {
        finer.emplace_back(f, distribution, panel.lo, middle);
        finer.emplace_back(f, distribution, middle, panel.hi);
      }
    }
    halved = finer.size() > all.size();
    all = std::move(finer);
  }
  return all;
}

/// The sum of `term` over all nodes: mirrored nodes first, so that odd integrands cancel exactly, then with
/// the roundings carried along.
double sum(const std::vector<Panel>& all, const auto& term) {
  double total = 0, lost = 0;
  const std::size_t count = all.size() * points;
  const auto at = [&](std::size_t i) { return term(all[i / points], i % points); };
  for (std::size_t i = 0; i < (count + 1) / 2; ++i) {
    const std::size_t mirrored = count - 1 - i;
    const double next = mirrored == i ? at(i) : at(i) + at(mirrored), before = total;
    total += next;
    lost += std::fabs(before) >= std::fabs(next) ? (before - total) + next : (next - total) + before;
  }
  return std::isfinite(total) ? total + lost : total;
}

}  // namespace

Moments moments(const Function& f, const Distribution& distribution) {
  const std::vector<Panel> all = panels(f, distribution);
  const double weight = sum(all, [](const Panel& p, std::size_t i) { return p.weight[i]; });
  Moments m;
  if (!(weight > 0)) {  // so narrow a distribution that no double lies inside: all weight in one point
    const double x = distribution.mean(), value = f(x), slope = f.slope(x);
    m = {value, 0, value * value, slope, slope * slope};
  } else {
    const auto average = [&](const auto& term) { return sum(all, term) / weight; };
    m.mean = average([](const Panel& p, std::size_t i) { return p.weight[i] * p.value[i]; });
    m.second_moment =
        average([](const Panel& p, std::size_t i) { return p.weight[i] * p.value[i] * p.value[i]; });
    m.slope_mean = average([](const Panel& p, std::size_t i) { return p.weight[i] * p.slope[i]; });
    m.slope_second_moment =
        average([](const Panel& p, std::size_t i) { return p.weight[i] * p.slope[i] * p.slope[i]; });
    m.variance = average([&](const Panel& p, std::size_t i) {
      const double deviation = p.value[i] - m.mean;
      return p.weight[i] * deviation * deviation;
    });
  }
  m.gain = 1 / std::sqrt(m.second_moment);
  return m;
}

}  // namespace actviz
