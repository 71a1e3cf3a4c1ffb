// Self-gated activations: x times a gate of x.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

/// x * sigmoid(y) for |y| = hi + lo and y < 0 where `decaying`. The factor that may be subnormal comes last,
/// so that its rounding is not scaled up.
constexpr auto gated_by_exponential = [](auto x, bool decaying, auto hi, auto lo) {
  const auto e = exp(-hi, -lo);
  const auto product = finite(x) / (1 + e) * e;
  return select(decaying, product, x - product);
};

/// y = (beta + beta_rest) x in two parts: the product and its rounding error.
template <class T>
struct Argument {
  T hi, lo;
  Argument(const T& x, double beta, double beta_rest)
      : hi(clamp(beta * finite(x), -800, 800)),
        lo(select(abs(hi) < 800, fma(T(beta), finite(x), -hi) + beta_rest * finite(x), T(0.0))) {}
};

/// x * sigmoid(b x) for b = beta + beta_rest, with the rounding error of the product carried along.
constexpr auto gated_by_sigmoid = [](auto x, double beta, double beta_rest) {
  const Argument y(x, beta, beta_rest);
  return gated_by_exponential(x, y.hi < 0, abs(y.hi), select(y.hi < 0, -y.lo, y.lo));
};

/// Its slope: with a = |y| and e = e^-a it is e (1 - a + e) / (1 + e)^2 left of 0, the rest to 1 on the
/// right. Where it vanishes, 1 - a is exact, which the automatic derivative's difference of two products is
/// not.
constexpr auto gated_by_sigmoid_slope = [](auto x, double beta, double beta_rest) {
  const Argument y(x, beta, beta_rest);
  const auto a = abs(y.hi), rest = select(y.hi < 0, -y.lo, y.lo);
  const auto e = exp(-a, -rest), sum = 1 + e;
  const auto left = e * ((1 - a) + (e - rest)) / (sum * sum);
  return select(y.hi < 0, left, 1 - left);
};

/// y = sqrt(8 / pi) (a + 0.044715 a^3) in two parts, the second with the roundings of the first; and dy/da.
template <class T>
struct CubicArgument {
  T a, hi, lo, slope;
  explicit CubicArgument(const T& magnitude) : a(min(magnitude, 30.0)), hi(a), lo(a), slope(a) {
    constexpr double linear = 0x1.9884533d43651p+0, linear_rest = -0x1.cbc0d30ebfd15p-54;
    constexpr double cubic = 0x1.2444f2a4d8b4bp-4, cubic_rest = -0x1.6c843a29d1c7p-61;
    const T square = a * a, term = cubic * square, factor = linear + term, back = factor - linear;
    const T rest = fma(T(cubic), square, -term) + cubic * fma(a, a, -square) + cubic_rest * square +
                   ((linear - (factor - back)) + (term - back)) + linear_rest;
    hi = a * factor;
    lo = fma(a, factor, -hi) + a * rest;
    slope = linear + 3 * term;
  }
};

/// x Phi(x), the factor that may be subnormal last, as above.
constexpr auto gelu = [](auto x) {
  const auto product = finite(x) * normal_mills(abs(x)) * gaussian(x);
  return select(x < 0, product, x - product);
};

/// Its slope: one difference where Phi(x) + x phi(x) has two roundings to lose.
constexpr auto gelu_slope = [](auto x) {
  using T = decltype(x);
  const T a = abs(finite(x));
  const T left = gaussian(x) * fma(T(-inverse_sqrt_2pi), a, normal_mills(a));
  return select(x < 0, left, 1 - left);
};

/// Smooth self-gated functions that dip to `minimum` left of 0: not monotone, closed below.
constexpr Facts dipping(double minimum) {
  return {.range = at_least(minimum), .monotonicity = Monotonicity::none, .left = {0, 0}, .right = {1, 0}};
}

constexpr Activation all[] = {
    define({.name = "gelu",
            .title = "GELU",
            .formula = "x * Phi(x)",
            .facts = [](const Values&) { return dipping(-0.16997120747990366); },
            .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415",
            .accuracy = {5.5, 7}},
           gelu, gelu_slope),

    define(
        {.name = "gelu_10",
         .title = "GELU, clipped at 10",
         .formula = "min(max(x * Phi(x), -10), 10)",
         .facts =
             [](const Values&) {
               return Facts{.range = closed(-0.16997120747990366, 10),
                            .left = {0, 0},
                            .right = {0, 10},
                            .kinks = {{10, 1}}};
             },
         .source = "Hugging Face, gelu_10; after Wu et al. 2020, Integer Quantization, arXiv:2004.09602",
         .accuracy = {5.5, 7}},
        [](auto x) { return select(x >= 10, decltype(x)(10.0), gelu(x)); },
        [](auto x) { return select(x >= 10, decltype(x)(0.0), gelu_slope(x)); }),

    define({.name = "phish",
            .title = "Phish",
            .formula = "x * tanh(x * Phi(x))",
            .facts = [](const Values&) { return dipping(0); },
            .source = "Naveen 2022, Phish: A Novel Hyper-Optimizable Activation Function",
            .accuracy = {5, 7}},
           [](auto x) { return select(x > 400, x, finite(x) * tanh(gelu(max(x, -400.0)))); }),

    define(
        {.name = "gelu_tanh",
         .title = "GELU (tanh)",
         .aliases = {"gelu_new", "gelu_pytorch_tanh", "gelu_fast"},
         .formula = "x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))",
         .facts = [](const Values&) { return dipping(-0.17004075057125406); },
         .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415, the tanh approximation",
         .accuracy = {3.5, 7}},
        [](auto x) {
          const CubicArgument y(abs(x));
          return gated_by_exponential(x, x < 0, y.hi, y.lo);
        },
        [](auto x) {  // as for the sigmoid: e (1 - a y'(a) + e) / (1 + e)^2 left of 0
          using T = decltype(x);
          const CubicArgument y(abs(x));
          const T e = exp(-y.hi, -y.lo), sum = 1 + e;
          const T left = e * (fma(-y.a, y.slope, T(1.0)) + e) / (sum * sum);
          return select(x < 0, left, 1 - left);
        }),

    define(
        {.name = "quick_gelu",
         .title = "QuickGELU",
         .aliases = {"gelu_sigmoid"},
         .formula = "x * sigmoid(1.702 * x)",
         .facts = [](const Values&) { return dipping(-0.16361018963635357); },
         .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415, the sigmoid approximation",
         .accuracy = {3.5, 4.5}},
        [](auto x) { return gated_by_sigmoid(x, 1.702, 0x1.89374bc6a7efap-55); },
        [](auto x) { return gated_by_sigmoid_slope(x, 1.702, 0x1.89374bc6a7efap-55); }),

    define(
        {.name = "swish",
         .title = "Swish",
         .aliases = {{"silu", "SiLU"}},
         .formula = "x * sigmoid(beta * x)",
         .params = {{.name = "beta", .fallback = 1, .help = "sharpness of the gate"}},
         .facts =
             [](const Values& p) {
               const double beta = p[0];
               if (beta == 0)
                 return Facts{.range = {},
                              .monotonicity = Monotonicity::increasing,
                              .symmetry = Symmetry::odd,
                              .left = {0.5, 0},
                              .right = {0.5, 0}};
               const double dip = -0.27846454276107380;  // at beta = 1; the curve scales with 1 / beta
               Facts facts = dipping(dip / beta);
               if (beta < 0) {
                 facts.range = {-infinity, dip / beta, false, true};
                 facts.left = {1, 0};
                 facts.right = {0, 0};
               }
               return facts;
             },
         .source = "Ramachandran, Zoph & Le 2017, arXiv:1710.05941; Elfwing et al. 2017, arXiv:1702.03118",
         .accuracy = {3, 4}},
        [](auto x, auto beta) { return gated_by_sigmoid(x, beta, 0.0); },
        [](auto x, auto beta) { return gated_by_sigmoid_slope(x, beta, 0.0); }),

    define(
        {.name = "eswish",
         .title = "E-swish",
         .formula = "beta * x * sigmoid(x)",
         .params = {{.name = "beta", .fallback = 1.375, .help = "slope far right", .domain = above(0)}},
         .facts =
             [](const Values& p) {
               Facts facts = dipping(-0.27846454276107380 * p[0]);
               facts.right = {p[0], 0};
               return facts;
             },
         .source = "Alcaide 2018, E-swish, arXiv:1801.07145 (1 <= beta <= 2)",
         .accuracy = {3.5, 4.5}},
        [](auto x, auto beta) { return beta * gated_by_sigmoid(x, 1.0, 0.0); },
        [](auto x, auto beta) { return beta * gated_by_sigmoid_slope(x, 1.0, 0.0); }),

    define({.name = "dsilu",
            .title = "dSiLU",
            .formula = "sigmoid(x) * (1 + x * (1 - sigmoid(x)))",
            .facts =
                [](const Values&) {
                  return Facts{.range = closed(-0.099839320128866920, 1.0998393201288669),
                               .left = {0, 0},
                               .right = {0, 1}};
                },
            .source = "Elfwing et al. 2017, arXiv:1702.03118: the slope of SiLU",
            .accuracy = {4, 4, 0x1p-53}},
           [](auto x) { return gated_by_sigmoid_slope(x, 1.0, 0.0); }),

    define({.name = "hard_swish",
            .title = "Hard Swish",
            .aliases = {"hardswish", "hard_silu"},
            .formula = "x * min(max(x + 3, 0), 6) / 6",
            .facts =
                [](const Values&) {
                  Facts facts = dipping(-0.375);
                  facts.kinks = {{-3, 1}, {3, 1}};
                  return facts;
                },
            .source = "Howard et al. 2019, Searching for MobileNetV3, arXiv:1905.02244",
            .accuracy = {2, 2}},
           [](auto x) {
             using T = decltype(x);
             return select(x < -3, T(0.0), select(x > 3, x, 0 + x * (x + 3) / 6));  // 0 + : no -0 at -3
           }),

    define(
        {.name = "mish",
         .title = "Mish",
         .formula = "x * tanh(log(1 + exp(x)))",
         .facts = [](const Values&) { return dipping(-0.30884341301725043); },
         .source = "Misra 2019, arXiv:1908.08681",
         .accuracy = {4, 5.5}},
        [](auto x) {
          // tanh(ln(1 + u)) = (u^2 + 2u) / (u^2 + 2u + 2), in e = exp(-|x|) so that nothing grows
          using T = decltype(x);
          const T e = exp(-abs(x));
          const T below = e * (e + 2) / (e * (e + 2) + 2);
          const T above_tail = 2 * e * e / (1 + 2 * e * (1 + e));
          return gated(x, x < 0, select(x < 0, below, above_tail));
        },
        [](auto x) {  // sorted by powers of e, so that the terms that cancel at the minimum are nearly exact
          using T = decltype(x);
          const T a = min(abs(x), 800.0), e = exp(-a);
          const T below = e * (e + 2) + 2, above = 1 + 2 * e * (1 + e);
          const T left = e * (4 * (1 - a) + e * ((6 - 4 * a) + e * (4 + e))) / (below * below);
          const T right_rest = 2 * e * e * ((1 - 2 * a) + 2 * e * ((1 - a) + e)) / (above * above);
          return select(x < 0, left, 1 - right_rest);
        }),
};

}  // namespace

std::span<const Activation> self_gated() { return all; }

}  // namespace actviz::families
