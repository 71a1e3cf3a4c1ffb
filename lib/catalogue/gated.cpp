// Self-gated activations: x times a gate of x.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

/// The decaying side of the sigmoid, 1 / (1 + e^y) for y = hi + lo >= 0.
constexpr auto sigmoid_tail = [](auto hi, auto lo) {
  const auto e = exp(-hi, -lo);
  return e / (1 + e);
};

/// x * sigmoid(b x) for b = beta + beta_rest, with the rounding error of the product carried along.
constexpr auto gated_by_sigmoid = [](auto x, double beta, double beta_rest) {
  using T = decltype(x);
  const T y = beta * finite(x);
  const T rest = select(abs(y) < 800, fma(T(beta), x, -y) + beta_rest * x, T(0.0));
  return gated(x, y < 0, sigmoid_tail(abs(y), select(y < 0, -rest, rest)));
};

/// Smooth self-gated functions that dip to `minimum` left of 0: not monotone, closed below.
constexpr Facts dipping(double minimum) {
  return {.range = at_least(minimum), .monotonicity = Monotonicity::none, .left = {0, 0}, .right = {1, 0}};
}

constexpr Activation all[] = {
    define({.name = "gelu",
            .title = "GELU",
            .formula = "x * erfc(-x / sqrt(2)) / 2",
            .facts = [](const Values&) { return dipping(-0.16997120747990366); },
            .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415"},
           [](auto x) { return gated(x, x < 0, normal_tail(abs(x))); }),

    define({.name = "gelu_tanh",
            .title = "GELU (tanh)",
            .aliases = {"gelu_new", "gelu_pytorch_tanh"},
            .formula = "x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))",
            .facts = [](const Values&) { return dipping(-0.17004075057125431); },
            .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415, the tanh approximation"},
           [](auto x) {
             // sqrt(8/pi) (a + 0.044715 a^3) = a p(a^2), its roundings carried along to the exponential
             using T = decltype(x);
             const T a = min(abs(x), 30.0), square = a * a, square_rest = fma(a, a, -square);
             constexpr double linear = 0x1.9884533d43651p+0, linear_rest = -0x1.cbc0d30ebfd15p-54;
             constexpr double cubic = 0x1.2444f2a4d8b4bp-4;
             const T term = cubic * square, p = linear + term;
             const T rest = fma(T(cubic), square, -term) + cubic * square_rest + ((linear - p) + term) + linear_rest;
             const T hi = a * p;
             return gated(x, x < 0, sigmoid_tail(hi, fma(a, p, -hi) + a * rest));
           }),

    define({.name = "quick_gelu",
            .title = "QuickGELU",
            .aliases = {"gelu_sigmoid"},
            .formula = "x * sigmoid(1.702 * x)",
            .facts = [](const Values&) { return dipping(-0.16361018963635364); },
            .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415, the sigmoid approximation"},
           [](auto x) { return gated_by_sigmoid(x, 1.702, 0x1.89374bc6a7efap-55); }),

    define({.name = "swish",
            .title = "Swish",
            .aliases = {{"silu", "SiLU"}},
            .formula = "x * sigmoid(beta * x)",
            .params = {{.name = "beta", .fallback = 1, .help = "sharpness of the gate"}},
            .facts = [](const Values& p) {
              const double beta = p[0];
              if (beta == 0)
                return Facts{.range = {}, .monotonicity = Monotonicity::increasing, .symmetry = Symmetry::odd,
                             .left = {0.5, 0}, .right = {0.5, 0}};
              const double dip = -0.27846454276107380;  // at beta = 1; the curve scales with 1 / beta
              Facts facts = dipping(dip / beta);
              if (beta < 0) {
                facts.range = {-infinity, dip / beta, false, true};
                facts.left = {1, 0};
                facts.right = {0, 0};
              }
              return facts;
            },
            .source = "Ramachandran, Zoph & Le 2017, arXiv:1710.05941; Elfwing et al. 2017, arXiv:1702.03118"},
           [](auto x, auto beta) { return gated_by_sigmoid(x, beta, 0.0); }),

    define({.name = "hard_swish",
            .title = "Hard Swish",
            .aliases = {"hardswish", "hard_silu"},
            .formula = "x * min(max(x + 3, 0), 6) / 6",
            .facts = [](const Values&) {
              Facts facts = dipping(-0.375);
              facts.kinks = {{-3, 1}, {3, 1}};
              return facts;
            },
            .source = "Howard et al. 2019, Searching for MobileNetV3, arXiv:1905.02244"},
           [](auto x) {
             using T = decltype(x);
             return select(x < -3, T(0.0), select(x > 3, x, x * (x + 3) / 6));
           }),

    define({.name = "mish",
            .title = "Mish",
            .formula = "x * tanh(log(1 + exp(x)))",
            .facts = [](const Values&) { return dipping(-0.30884341301724970); },
            .source = "Misra 2019, arXiv:1908.08681"},
           [](auto x) {
             // tanh(ln(1 + u)) = (u^2 + 2u) / (u^2 + 2u + 2), in e = exp(-|x|) so that nothing grows
             using T = decltype(x);
             const T e = exp(-abs(x));
             const T below = e * (e + 2) / (e * (e + 2) + 2);
             const T above_tail = 2 * e * e / (1 + 2 * e * (1 + e));
             return gated(x, x < 0, select(x < 0, below, above_tail));
           }),
};

}  // namespace

std::span<const Activation> self_gated() { return all; }

}  // namespace actviz::families
