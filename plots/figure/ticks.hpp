#pragma once
// Where an axis has its numbers, and how they are written.
#include <string>
#include <vector>

namespace actviz::plots {

struct Tick {
  double value = 0;
  std::string label;  ///< with U+2212 as minus sign and, where an exponent is needed, math markup
};

/// About `wanted` round numbers inside [lo, hi] by the extended Wilkinson method (Talbot, Lin & Hanrahan
/// 2010), with weights tuned for activation plots. Needs lo < hi, both finite, and wanted >= 2; never empty.
std::vector<Tick> ticks(double lo, double hi, int wanted);

/// The labels of evenly spaced numbers: as many decimals as the step needs; beyond 1e-4 .. 1e5 as m x 10^n
/// with a common n.
std::vector<Tick> labelled(const std::vector<double>& values, double step);

}  // namespace actviz::plots
