#pragma once
// How the weights of a layer are drawn at first.
#include <optional>
#include <string>
#include <string_view>

#include "lib/catalogue/function.hpp"

namespace actviz {

/// A scheme of initialisation; "kaiming" is he, "glorot" is xavier.
struct InitScheme {
  enum class Kind {
    random,      ///< a deviation that is given, whatever the layer: `random:0.01`
    lecun,       ///< variance 1/fan_in (LeCun et al. 1998)
    xavier,      ///< 2/(fan_in + fan_out) (Glorot and Bengio 2010)
    he,          ///< 2/fan_in (He et al. 2015)
    orthogonal,  ///< rows or columns of length 1 at right angles (Saxe et al. 2014)
    torch,       ///< uniform within 1/sqrt(fan_in): what torch.nn.Linear does by itself
    gain,        ///< gain^2/fan_in with the gain that keeps E f^2 of the activation
    variance,    ///< the same with the gain that keeps Var f
  };
  Kind kind = Kind::he;
  double deviation = 0.01;  ///< of Kind::random

  /// Reads "he" or "random:0.01". Throws Error.
  static InitScheme parse(std::string_view text);
  std::string label() const;
};

/// Sizes of a layer.
struct Fans {
  double in = 512, out = 512;
};

/// The variance of a weight, of which the activation matters to gain and variance alone.
double weight_variance(const InitScheme& scheme, const Function& f, const Fans& fans);

/// What keeps a signal of variance 1 as it is behind an activation, and whether it stays there.
struct Gain {
  double second_moment = 0;  ///< 1/sqrt(E f^2)
  double variance = 0;       ///< 1/sqrt(Var f); infinite where f is constant
  double chi1 = 0;           ///< growth of the mean square of gradients with the former
  double chi_q = 0;          ///< dV/dq with the former: above 1, every deviation of the variance grows
};
Gain gain_of(const Function& f);

/// torch.nn.init.calculate_gain (torch 1.13), nothing where it refuses the name.
std::optional<double> torch_gain(const Function& f);

}  // namespace actviz
