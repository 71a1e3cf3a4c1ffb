#pragma once
// Where an axis has its numbers, and how they are written.
#include <string>
#include <vector>

#include "plots/figure/figure.hpp"

namespace actviz::plots {

struct Tick {
  double value = 0;
  std::string label;  ///< with U+2212 as minus sign and, where an exponent is needed, math markup
};

/// About `wanted` round numbers inside [lo, hi] by the extended Wilkinson method (Talbot, Lin & Hanrahan
/// 2010), with weights tuned for activation plots. Needs lo < hi, both finite, and wanted >= 2; never empty.
std::vector<Tick> ticks(double lo, double hi, int wanted);

/// Round numbers on an axis of any spacing: powers of ten where it is logarithmic over more than a decade,
/// and 0 where it is on both sides of it.
std::vector<Tick> ticks(const Spacing& spacing, double lo, double hi, int wanted);

/// Marks without a number on a logarithmic axis: the powers of ten that have none, or where all have one
/// their multiples.
std::vector<double> minor_ticks(const Spacing& spacing, double lo, double hi, const std::vector<Tick>& ticks);

/// The labels of evenly spaced numbers: as many decimals as the step needs; beyond 1e-4 .. 1e5 as m x 10^n
/// with a common n.
std::vector<Tick> labelled(const std::vector<double>& values, double step);

}  // namespace actviz::plots
