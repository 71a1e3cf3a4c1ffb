#pragma once
// The errors of a function in a format of few bits.
#include <optional>
#include <string>
#include <utility>

#include "lib/catalogue/function.hpp"
#include "lib/number/float_format.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

struct PrecisionChartOptions {
  FloatFormat format;
  Overflow overflow = Overflow::ieee;
  std::optional<std::pair<double, double>> range{};  ///< of x; else where something happens
  unsigned threads = 1;
  std::string title{};  ///< empty: made from the function and the format
  ThemeName theme = ThemeName::light;
};

/// Draws the greatest error in ULP around each x, of the exact result rounded once and of the formula with
/// every operation rounded, for the value and beneath for the slope; shaded where these are 0, because the
/// format holds nothing as small or because the formula loses it. Errors of more than 4 ULP, and x where it
/// spans decades, are on symmetric-logarithmic axes.
Figure precision(const Function& f, const PrecisionChartOptions& options);

/// A page on which both panels have room.
inline constexpr Medium precision_medium{.width = 620, .height = 480};

}  // namespace actviz::plots
