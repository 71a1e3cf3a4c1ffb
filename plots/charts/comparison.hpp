#pragma once
// Functions side by side, and how far each is from the first.
#include <span>
#include <string>

#include "lib/analysis/compare.hpp"
#include "lib/catalogue/function.hpp"
#include "plots/charts/window.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

struct ComparisonOptions {
  double lo = -6, hi = 6;  ///< finite, lo < hi
  std::string title{};     ///< empty: made from the functions
  ThemeName theme = ThemeName::light;
  LogAxes log{};
  std::vector<std::string> labels{};  ///< instead of the functions' names: none, or one each
};

/// Draws up to four functions in three panels with one x axis: f, f' and the difference from the first, its
/// greatest value marked. More get a panel each with the first in grey behind, all on the same axes. A table
/// beneath names the greatest differences: `differences` holds those of functions 1, 2, ... from function 0
/// on the same range.
Figure comparison(std::span<const Function> functions, std::span<const Difference> differences,
                  const ComparisonOptions& options);

/// A page on which the comparison of so many functions has room.
Medium comparison_medium(std::size_t functions);

}  // namespace actviz::plots
