#pragma once
// Everything `actviz stats` says of one function: moments, dead and saturated shares, landmarks.
#include "lib/analysis/distribution.hpp"
#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/moments.hpp"

namespace actviz {

/// The statistics of one function under one distribution of inputs, as in actviz.stats/1.
struct Stats {
  Moments moments;
  Landmarks landmarks;
  double dead = 0;  ///< P(f′ = 0)
  double saturated_left =
      0;  ///< P of the flat piece that reaches -infinity, dead or not; of the line where all is flat
  double saturated_right = 0;  ///< P of the one that reaches +infinity only
  double flat_inner = 0;       ///< P of the bounded flat pieces
};

/// Computes the statistics. Flat: |f′| <= epsilon. Accuracy: see moments and landmarks; shares within 1e-14
/// of themselves but for the rounding of the interval's ends. Throws Error unless 0 <= epsilon < infinity.
Stats stats(const Function& f, const Distribution& distribution, double epsilon = 0.01);

}  // namespace actviz
