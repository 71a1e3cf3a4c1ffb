#include "lib/analysis/relu_dead_share.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <numbers>

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

}  // namespace

double expected_relu_dead_share(int layer, double samples) {
  const Distribution normal = Distribution::normal();
  const double rest = decorrelation(layer), steepness = std::sqrt((1 - rest) / rest);
  const auto all_negative = [&](double z) {
    const double t = -steepness * z;
    return exp(samples * (t > 0 ? log1p(-normal.upper_tail(t)) : log(normal.cdf(t))));
  };
  // Beyond `reach` the density is nothing; left of -edge all samples are negative, right of it none is.
  constexpr double reach = 9, edge_of_normal = 12;
  const double edge = std::min(reach, edge_of_normal / std::max(steepness, 1.0));
  const double width = 0.5 / std::max(steepness, 1.0);
  const auto panels = static_cast<int>(std::ceil(2 * edge / width));
  double share = steepness > 1 ? normal.cdf(-edge) : 0;
  for (int i = 0; i < panels; ++i) {
    const double lo = -edge + i * width, hi = std::min(edge, lo + width);
    share += boost::math::quadrature::gauss<double, 20>::integrate(
        [&](double z) { return normal.density(z) * all_negative(z); }, lo, hi);
  }
  return share;
}

}  // namespace actviz
