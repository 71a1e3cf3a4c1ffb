#pragma once
// What several figures of the notes share: points of a function, numbers and intervals as mathematics.
#include <cstdint>
#include <string>
#include <vector>

#include "lib/catalogue/activation.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::notes {

/// f at `count` evenly spaced places, both ends among them; needs count >= 2.
template <class F>
std::vector<plots::Point> points_over(double lo, double hi, int count, F f) {
  std::vector<plots::Point> points;
  for (int i = 0; i < count; ++i) {
    const double x = lo + (hi - lo) * i / (count - 1);
    points.push_back({x, f(x)});
  }
  return points;
}

/// A figure of panels side by side.
plots::Figure figure_of(plots::ThemeName theme, std::string title, std::string subtitle,
                        std::vector<plots::Panel> panels, int columns);

/// "[-0.17, ∞)", with so many digits, between dollar signs.
std::string interval_math(const Interval& interval, int digits);

/// "2,099,712"
std::string grouped(std::int64_t count);

}  // namespace actviz::notes
