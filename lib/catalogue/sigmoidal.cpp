// S-shaped, bounded activations.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

constexpr Activation all[] = {
    define({.name = "sigmoid",
            .title = "Sigmoid",
            .aliases = {"logistic"},
            .formula = "1 / (1 + exp(-x))",
            .facts =
                [](const Values&) {
                  return Facts{.range = open(0, 1),
                               .monotonicity = Monotonicity::increasing,
                               .left = {0, 0},
                               .right = {0, 1}};
                },
            .source = "Verhulst 1845, the logistic function"},
           [](auto x) { return sigmoid(x); }),

    define(
        {.name = "hard_sigmoid",
         .title = "Hard Sigmoid",
         .aliases = {"hardsigmoid"},
         .formula = "min(max(alpha * x + beta, 0), 1)",
         .params = {{.name = "alpha", .fallback = 1.0 / 6, .help = "slope of the middle", .domain = above(0)},
                    {.name = "beta", .fallback = 0.5, .help = "value at 0"}},
         .facts =
             [](const Values& p) {
               return Facts{.range = closed(0, 1),
                            .monotonicity = Monotonicity::non_decreasing,
                            .left = {0, 0},
                            .right = {0, 1},
                            .kinks = {{-p[1] / p[0], 1}, {(1 - p[1]) / p[0], 1}}};
             },
         .source = "Courbariaux, Bengio & David 2015, arXiv:1511.00363; slope 1/6 as in PyTorch and Keras 3"},
        rational([](auto x, auto alpha, auto beta) {
          using T = decltype(x);
          const double slope = rounded(alpha), middle = rounded(beta);
          const auto left = x <= -middle / slope, right = x >= (1 - middle) / slope;
          return select(left, T(0.0), select(right, T(1.0), alpha * x + beta));
        })),

    define({.name = "tanh",
            .title = "Tanh",
            .formula = "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
            .facts =
                [](const Values&) {
                  return Facts{.range = open(-1, 1),
                               .monotonicity = Monotonicity::increasing,
                               .symmetry = Symmetry::odd,
                               .left = {0, -1},
                               .right = {0, 1}};
                },
            .source = "the hyperbolic tangent; LeCun et al. 1998, Efficient BackProp"},
           [](auto x) { return tanh(x); }),

    define({.name = "dyt",
            .title = "DyT",
            .aliases = {{"dynamic_tanh", "Dynamic Tanh"}},
            .formula = "gamma * tanh(alpha * x) + beta",
            .params = {{.name = "alpha", .fallback = 0.5, .help = "scale of the input, learned"},
                       {.name = "gamma", .fallback = 1, .help = "scale of the output, learned"},
                       {.name = "beta", .fallback = 0, .help = "shift of the output, learned"}},
            .facts =
                [](const Values& p) {
                  const double alpha = p[0], beta = p[2];
                  const double size = p[1] < 0 ? -p[1] : p[1], end = alpha < 0 ? -p[1] : alpha > 0 ? p[1] : 0;
                  if (end == 0)
                    return Facts{.range = closed(beta, beta),
                                 .monotonicity = Monotonicity::constant,
                                 .symmetry = Symmetry::even,
                                 .left = {0, beta},
                                 .right = {0, beta}};
                  return Facts{.range = open(beta - size, beta + size),
                               .monotonicity = end > 0 ? Monotonicity::increasing : Monotonicity::decreasing,
                               .symmetry = beta == 0 ? Symmetry::odd : Symmetry::neither,
                               .left = {0, beta - end},
                               .right = {0, beta + end}};
                },
            .source = "Zhu et al. 2025, Transformers without Normalization, arXiv:2503.10622"},
           [](auto x, auto alpha, auto gamma, auto beta) {
             // far out in the distance to the end, which may be 0
             const auto y = alpha * finite(x), far = 2 * gamma * sigmoid(-2 * abs(y));
             const auto ends = select(y < 0, (beta - gamma) + far, (beta + gamma) - far);
             // Less than y also where 240 bits do not tell: alpha y may be halfway between two floats.
             const auto less = select(abs(y) < 0x1p-70, 0x1p-130 * y, decltype(x)(0.0));
             return select(abs(y) > 1, ends, gamma * (tanh(y) - less) + beta);
           }),

    define(
        {.name = "softsign",
         .title = "Softsign",
         .aliases = {"soft_sign"},
         .formula = "x / (1 + abs(x))",
         .facts =
             [](const Values&) {
               return Facts{.range = open(-1, 1),
                            .monotonicity = Monotonicity::increasing,
                            .symmetry = Symmetry::odd,
                            .left = {0, -1},
                            .right = {0, 1},
                            .kinks = {{0, 2}}};
             },
         .source = "Turian, Bergstra & Bengio 2009, Quadratic Features and Deep Architectures for Chunking"},
        [](auto x) { return finite(x) / (1 + abs(finite(x))); },
        [](auto x) {  // the automatic slope (1 - |softsign|) / (1 + |x|) cancels in the tails
          const auto r = 1 / (1 + abs(x));
          return r * r;
        }),

    define({.name = "normal_cdf",
            .title = "Normal CDF",
            .formula = "erfc(-x / sqrt(2)) / 2",
            .facts =
                [](const Values&) {
                  return Facts{.range = open(0, 1),
                               .monotonicity = Monotonicity::increasing,
                               .left = {0, 0},
                               .right = {0, 1}};
                },
            .source = "the standard normal distribution function, gate of GELU"},
           [](auto x) { return normal_cdf(x); }),
};

}  // namespace

std::span<const Activation> sigmoidal() { return all; }

}  // namespace actviz::families
