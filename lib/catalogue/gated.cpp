// Self-gated activations: x times a gate of x.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

/// x Phi(x). Beyond 60 the tail is 0 to the last bit.
constexpr auto gelu = [](auto x) { return gated(x, normal_tail(min(falling_abs(x), 60.0))); };

/// Smooth self-gated functions that dip to `minimum` left of 0: not monotone, closed below.
constexpr Facts dipping(double minimum) {
  return {.range = at_least(minimum), .monotonicity = Monotonicity::none, .left = {0, 0}, .right = {1, 0}};
}

constexpr Activation all[] = {
    define({.name = "gelu",
            .title = "GELU",
            .formula = "x * Phi(x)",
            .facts = [](const Values&) { return dipping(-0.16997120747990366); },
            .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415"},
           gelu),

    define({.name = "gelu_10",
            .title = "GELU, clipped at 10",
            .formula = "min(max(x * Phi(x), -10), 10)",
            .facts =
                [](const Values&) {
                  return Facts{.range = closed(-0.16997120747990366, 10),
                               .left = {0, 0},
                               .right = {0, 10},
                               .kinks = {{10, 1}}};
                },
            .source = "Hugging Face, gelu_10; after Wu et al. 2020, Integer Quantization, arXiv:2004.09602"},
           [](auto x) { return select(x >= 10, decltype(x)(10.0), gelu(x)); }),

    define({.name = "phish",
            .title = "Phish",
            .formula = "x * tanh(x * Phi(x))",
            .facts = [](const Values&) { return dipping(0); },
            .source = "Naveen 2022, Phish: A Novel Hyper-Optimizable Activation Function"},
           [](auto x) { return select(x > 400, x, finite(x) * tanh(gelu(max(x, -400.0)))); }),

    define({.name = "gelu_tanh",
            .title = "GELU (tanh)",
            .aliases = {"gelu_new", "gelu_pytorch_tanh", "gelu_fast"},
            .formula = "x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))",
            .facts = [](const Values&) { return dipping(-0.17004075057125406); },
            .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415, the tanh approximation"},
           [](auto x) {  // (1 + tanh y) / 2 = sigmoid(2y)
             const auto a = clamp(x, -30, 30);
             return times_sigmoid(x, exactly::sqrt_8_over_pi * a * (1 + 0.044715_exact * (a * a)));
           }),

    define({.name = "quick_gelu",
            .title = "QuickGELU",
            .aliases = {"gelu_sigmoid"},
            .formula = "x * sigmoid(1.702 * x)",
            .facts = [](const Values&) { return dipping(-0.16361018963635357); },
            .source = "Hendrycks & Gimpel 2016, arXiv:1606.08415, the sigmoid approximation"},
           [](auto x) { return times_sigmoid(x, 1.702_exact * finite(x)); }),

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
         .source = "Ramachandran, Zoph & Le 2017, arXiv:1710.05941; Elfwing et al. 2017, arXiv:1702.03118"},
        [](auto x, auto beta) { return select(beta == 0, 0.5 * x, times_sigmoid(x, beta * finite(x))); }),

    define({.name = "eswish",
            .title = "E-swish",
            .formula = "beta * x * sigmoid(x)",
            .params = {{.name = "beta", .fallback = 1.375, .help = "slope far right", .domain = above(0)}},
            .facts =
                [](const Values& p) {
                  Facts facts = dipping(-0.27846454276107380 * p[0]);
                  facts.right = {p[0], 0};
                  return facts;
                },
            .source = "Alcaide 2018, E-swish, arXiv:1801.07145 (1 <= beta <= 2)"},
           [](auto x, auto beta) {
             // Less than beta x also where 240 bits do not tell: it may be halfway between two floats.
             const auto less = select(x > 150, 0x1p-200 * finite(x), decltype(x)(0.0));
             return beta * (times_sigmoid(x, finite(x)) - less);
           }),

    define({.name = "dsilu",
            .title = "dSiLU",
            .formula = "sigmoid(x) * (1 + x * (1 - sigmoid(x)))",
            .facts =
                [](const Values&) {
                  return Facts{.range = closed(-0.099839320128866920, 1.0998393201288669),
                               .left = {0, 0},
                               .right = {0, 1}};
                },
            .source = "Elfwing et al. 2017, arXiv:1702.03118: the slope of SiLU"},
           [](auto x) { return sigmoid(x) + finite(x) * sigmoid_slope(x); }),

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
            .source = "Howard et al. 2019, Searching for MobileNetV3, arXiv:1905.02244"},
           rational([](auto x) {
             using T = decltype(x);
             return select(x < -3, T(0.0), select(x > 3, x, 0 + x * (x + 3) / 6));  // 0 + : no -0 at -3
           })),

    define({.name = "mish",
            .title = "Mish",
            .formula = "x * tanh(log(1 + exp(x)))",
            .facts = [](const Values&) { return dipping(-0.30884341301725043); },
            .source = "Misra 2019, arXiv:1908.08681"},
           [](auto x) { return times_tanh_softplus(x); }),
};

}  // namespace

std::span<const Activation> self_gated() { return all; }

}  // namespace actviz::families
