#pragma once
// What depth does to a signal and to its gradient.
#include <string>
#include <vector>

#include "lib/analysis/propagation.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

/// One network: what is predicted of its layers, and what a simulation gave; either may be empty.
struct DepthRun {
  std::string label;
  std::vector<LayerSignal> predicted, simulated;
};

/// Draws deviation and gradient on logarithmic axes, cosine, and dead or saturated share, over the layers:
/// predictions as lines, simulations as dots.
Figure depth(const std::vector<DepthRun>& runs, const std::string& title, const std::string& subtitle,
             ThemeName theme);

/// A page on which its panels have room.
inline constexpr Medium depth_medium{.width = 720, .height = 520};

}  // namespace actviz::plots
