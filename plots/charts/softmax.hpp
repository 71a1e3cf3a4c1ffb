#pragma once
// Softmax and its relatives: probabilities as bars, the Jacobian as colours, curves over the temperature.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/analysis/softmax_jacobian.hpp"
#include "plots/figure/figure.hpp"

namespace actviz::plots {

struct SoftmaxOptions {
  std::string title{};  ///< empty: made from what is shown
  ThemeName theme = ThemeName::light;
  std::vector<std::string> labels{};    ///< names of the entries, one each; empty: their scores
  std::optional<std::size_t> target{};  ///< an entry to stand out
};

/// What the function gives for each entry; of more than 12 the greatest, in order.
Figure softmax_bars(std::span<const double> scores, const Softmax& result, const SoftmaxOptions& options);

/// A Jacobian of more rows is not drawn: its cells would be smaller than pixels.
inline constexpr std::size_t most_jacobian_rows = 512;

/// d value_i / d x_j in the colours of both signs, with the numbers in the cells where they have room.
Figure softmax_jacobian(std::span<const double> scores, const Softmax& result, const SoftmaxOptions& options);

/// What the function gives at temperatures from lo to hi, a curve for each entry; of more than 10 those of
/// the greatest scores.
Figure softmax_sweep(std::span<const double> scores, const SoftmaxSetup& setup, double lo, double hi,
                     const SoftmaxOptions& options);

/// A page for the Jacobian: square cells and their scale.
inline constexpr Medium softmax_jacobian_medium{.width = 480, .height = 432};

}  // namespace actviz::plots
