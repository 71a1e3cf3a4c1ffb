#include "lib/number/search.hpp"

#include <cmath>

namespace actviz {
namespace {

/// The points above 0, ascending.
std::vector<double> positive_points() {
  std::vector<double> points;
  const auto add_octaves = [&](int begin, int end, int per_octave) {
    for (int power = begin; power < end; ++power)
      for (int i = 0; i < per_octave; ++i)
        points.push_back(std::ldexp(1 + static_cast<double>(i) / per_octave, power));
  };
  add_octaves(-1022, -30, 1);
  add_octaves(-30, -6, 16);
  for (int i = 1; i < 32 * 64; ++i) points.push_back(i / 64.0);
  add_octaves(5, 30, 16);
  add_octaves(30, 1024, 1);
  return points;
}

}  // namespace

const std::vector<double>& scan_points() {
  static const std::vector<double> points = [] {
    const std::vector<double> positive = positive_points();
    std::vector<double> all(positive.rbegin(), positive.rend());
    for (double& x : all) x = -x;
    all.push_back(0);
    all.insert(all.end(), positive.begin(), positive.end());
    return all;
  }();
  return points;
}

}  // namespace actviz
