#pragma once
// What wide layers do to a signal on average: their pre-activations are normal numbers (Poole et al. 2016,
// Schoenholz et al. 2017).
#include <optional>
#include <vector>

#include "lib/catalogue/function.hpp"

namespace actviz {

/// Averages over pre-activations sd * z of a normal z.
struct LayerAverages {
  double mean = 0;       ///< E f
  double rms = 0;        ///< root of E f^2
  double slope_rms = 0;  ///< root of E f'^2
  double growth = 0;     ///< d(E f^2)/dq, where q = sd^2: E[z f f'] / sd
};

/// Computes them by Gauss-Legendre quadrature between the kinks; needs 0 < sd < infinity. Within 1e-13 of
/// themselves for sd from 1e-250 to 1e3 for the functions of the catalogue; nothing underflows on the way,
/// for squares are taken of scaled values. All NaN where f is not finite within 9 sd, or grows so fast that
/// what lies beyond matters.
LayerAverages layer_averages(const Function& f, double sd);

/// E f(u) f(v) over E f^2, the cosine of two signals behind an activation, where u and v are normal of
/// deviation sd and correlation c from -1 to 1. Within 1e-10; NaN where the averages are, 1 where f is 0.
double cosine_behind(const Function& f, double sd, double c);

/// Deviations of weights (times the root of the fan-in) and of biases.
struct InitVariances {
  double weights = 1, biases = 0;  ///< sigma_w^2, sigma_b^2
};

/// A variance of pre-activations that a layer gives back, and what becomes of signals there.
struct FixedPoint {
  double q = 0;      ///< may be 0
  double chi1 = 0;   ///< growth of the mean square of gradients over a layer, and of small differences
  double chi_q = 0;  ///< growth of a deviation from q: stable where below 1
  bool is_everywhere = false;  ///< every q is one: linear functions, ReLU with variance 2
};

/// All fixed points q = sigma_w^2 E f^2 + sigma_b^2 between 1e-12 and 1e6, ascending, and 0 where it is one;
/// q = 1 alone where every q is one.
std::vector<FixedPoint> fixed_points(const Function& f, const InitVariances& init);

/// Where gradients neither vanish nor explode: chi1 = 1 at the fixed point q.
struct EdgeOfChaos {
  double q = 0;
  InitVariances init;
  double chi_q = 0;
  bool is_everywhere = false;  ///< the same weights do it at every q
  bool is_stable() const { return chi_q <= 1 + 1e-9; }
};

/// The edge at a variance q > 0 of pre-activations: sigma_w^2 = 1/E f'^2, sigma_b^2 = q - sigma_w^2 E f^2;
/// nothing where no sigma_b^2 >= 0 does it.
std::optional<EdgeOfChaos> edge_at(const Function& f, double q);

/// The edge with the smallest q from 1e-6 to 1e4 that has this variance of biases; at q = 1 where every q
/// has.
std::optional<EdgeOfChaos> edge_with_biases(const Function& f, double variance);

/// The edge without biases or, where there is none, with a variance of 0.05.
std::optional<EdgeOfChaos> usual_edge(const Function& f);

/// The edge where chi_q = 1 too, if there is one with q from 1e-3 to 1e3 at which chi_q passes 1.
std::optional<EdgeOfChaos> half_stable_edge(const Function& f);

}  // namespace actviz
