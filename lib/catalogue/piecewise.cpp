// Activations pieced together from steps, lines and parabolas.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

constexpr Activation all[] = {
    define({.name = "step",
            .title = "Step",
            .aliases = {"heaviside"},
            .formula = "where(x > threshold, 1, 0)",
            .params = {{.name = "threshold", .fallback = 0, .help = "where the value jumps; 0 there"}},
            .facts =
                [](const Values& p) {
                  return Facts{.range = closed(0, 1),
                               .monotonicity = Monotonicity::non_decreasing,
                               .left = {0, 0},
                               .right = {0, 1},
                               .kinks = {{p[0], 0}}};
                },
            .source = "the Heaviside step, 0 at the threshold as in ggml and in the code of MLX (its "
                      "documentation says 1)"},
           selecting([](auto x, auto threshold) {
             using T = decltype(x);
             return select(x > threshold, T(1.0), select(x <= threshold, T(0.0), x));
           })),

    define(
        {.name = "thresholded_relu",
         .title = "Thresholded ReLU",
         .aliases = {"trelu"},
         .formula = "where(x > theta, x, 0)",
         .params =
             {{.name = "theta", .fallback = 1, .help = "x above it passes unchanged", .domain = at_least(0)}},
         .facts =
             [](const Values& p) {
               return Facts{.range = at_least(0),
                            .monotonicity = Monotonicity::non_decreasing,
                            .left = {0, 0},
                            .right = {1, 0},
                            .kinks = {{p[0], p[0] == 0 ? 1 : 0}}};
             },
         .source = "Konda, Memisevic & Krueger 2014, Zero-bias autoencoders, arXiv:1402.3337"},
        selecting([](auto x, auto theta) { return select(x <= theta, decltype(x)(0.0), x); })),

    define({.name = "tlu",
            .title = "TLU",
            .formula = "max(x, tau)",
            .params = {{.name = "tau", .fallback = 0, .help = "lower bound, learned; 0 initially"}},
            .facts =
                [](const Values& p) {
                  return Facts{.range = at_least(p[0]),
                               .monotonicity = Monotonicity::non_decreasing,
                               .left = {0, p[0]},
                               .right = {1, 0},
                               .kinks = {{p[0], 1}}};
                },
            .source = "Singh & Krishnan 2019, Filter Response Normalization Layer, arXiv:1911.09737"},
           selecting([](auto x, auto tau) { return select(x <= tau, decltype(x)(tau), x); })),

    define({.name = "sparse_sigmoid",
            .title = "Sparse sigmoid",
            .formula = "min(max((x + 1) / 2, 0), 1)",
            .facts =
                [](const Values&) {
                  return Facts{.range = closed(0, 1),
                               .monotonicity = Monotonicity::non_decreasing,
                               .left = {0, 0},
                               .right = {0, 1},
                               .kinks = {{-1, 1}, {1, 1}}};
                },
            .source = "JAX and Keras, sparse_sigmoid: the slope of sparse_plus"},
           rational([](auto x) {
             using T = decltype(x);
             return select(x <= -1, T(0.0), select(x >= 1, T(1.0), 0.5 * (x + 1)));
           })),

    define({.name = "sparse_plus",
            .title = "Sparseplus",
            .formula = "where(x <= -1, 0, where(x < 1, (x + 1)^2 / 4, x))",
            .facts =
                [](const Values&) {
                  return Facts{.range = at_least(0),
                               .monotonicity = Monotonicity::non_decreasing,
                               .left = {0, 0},
                               .right = {1, 0},
                               .kinks = {{-1, 2}, {1, 2}}};
                },
            .source = "JAX and Keras, sparse_plus"},
           rational([](auto x) {
             using T = decltype(x);
             return select(x <= -1, T(0.0), select(x < 1, 0.25 * (x + 1) * (x + 1), x));
           })),

    define({.name = "sqnl",
            .title = "SQNL",
            .formula = "where(abs(x) < 2, x - x * abs(x) / 4, sign(x))",
            .facts =
                [](const Values&) {
                  return Facts{.range = closed(-1, 1),
                               .monotonicity = Monotonicity::non_decreasing,
                               .symmetry = Symmetry::odd,
                               .left = {0, -1},
                               .right = {0, 1},
                               .kinks = {{-2, 2}, {0, 2}, {2, 2}}};
                },
            .source = "Wuraola & Patel 2018, SQNL: A New Computationally Efficient Activation Function"},
           rational([](auto x) {
             using T = decltype(x);
             return select(x <= -2, T(-1.0), select(x >= 2, T(1.0), x * (1 - 0.25 * abs(x))));
           }),
           rational([](auto x) {
             using T = decltype(x);
             return select(abs(x) >= 2, T(0.0), 1 - 0.5 * abs(x));
           })),

    define(
        {.name = "smooth_step",
         .title = "Smooth step",
         .formula = "where(abs(x) < gamma / 2, 0.5 + 3 * x / (2 * gamma) - 2 * (x / gamma)^3, "
                    "where(x > 0, 1, 0))",
         .params = {{.name = "gamma", .fallback = 1, .help = "width of the rise", .domain = above(0)}},
         .facts =
             [](const Values& p) {
               return Facts{.range = closed(0, 1),
                            .monotonicity = Monotonicity::non_decreasing,
                            .left = {0, 0},
                            .right = {0, 1},
                            .kinks = {{-p[0] / 2, 2}, {p[0] / 2, 2}}};
             },
         .source = "Hazimeh et al. 2020, The Tree Ensemble Layer, arXiv:2002.07772"},
        [](auto x, auto gamma) {  // u^2 (3 - 2u): no terms cancel at the left end
          using T = decltype(x);
          const T u = x / gamma + 0.5;
          return select(x <= -0.5 * gamma, T(0.0), select(x >= 0.5 * gamma, T(1.0), u * u * (3 - 2 * u)));
        },
        [](auto x, auto gamma) {
          using T = decltype(x);
          const T t = x / gamma;
          return select(abs(x) >= 0.5 * gamma, T(0.0), 6 / gamma * (0.25 - t * t));
        }),

    define({.name = "hard_mish",
            .title = "Hard Mish",
            .formula = "x / 2 * min(max(x + 2, 0), 2)",
            .facts =
                [](const Values&) {
                  return Facts{
                      .range = at_least(-0.5), .left = {0, 0}, .right = {1, 0}, .kinks = {{-2, 1}, {0, 2}}};
                },
            .source = "timm, hard_mish"},
           rational([](auto x) {
             using T = decltype(x);
             return select(x < -2, T(0.0), select(x > 0, x, 0 + 0.5 * x * (x + 2)));  // 0 + : no -0 at -2
           }),
           rational([](auto x) {
             using T = decltype(x);
             return select(x < -2, T(0.0), select(x > 0, T(1.0), x + 1));
           })),
};

}  // namespace

std::span<const Activation> piecewise() { return all; }

}  // namespace actviz::families
