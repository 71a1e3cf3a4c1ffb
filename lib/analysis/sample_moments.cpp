#include "lib/analysis/sample_moments.hpp"

#include <cmath>

namespace actviz {

double SampleMoments::skewness() const {
  const double v = variance();
  return v > 0 ? m3 / n / (v * std::sqrt(v)) : 0;
}

double SampleMoments::kurtosis() const {
  const double v = variance();
  return v > 0 ? m4 / n / v / v : 0;
}

}  // namespace actviz
