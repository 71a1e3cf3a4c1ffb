#pragma once
// A gate as a surface over its two halves.
#include <string>

#include "lib/analysis/gates.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

struct GateOptions {
  double lo = -6, hi = 6;   ///< of both halves; finite, lo < hi
  Half half = Half::first;  ///< the gated one
  std::string title{};      ///< empty: made from the gate
  ThemeName theme = ThemeName::light;
};

/// Draws f(a) g(b) over both halves as colours with contours, and beside it where both halves are equal; the
/// subtitle says what comes of independent normals.
Figure gate(const Gate& gate, const GateOptions& options);

/// A page on which both panels have room.
inline constexpr Medium gate_medium{.width = 720, .height = 384};

}  // namespace actviz::plots
