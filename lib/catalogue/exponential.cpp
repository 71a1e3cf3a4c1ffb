// Linear on the right, exponential on the left; and softplus, the smooth ReLU.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

/// Klambauer et al. 2017, equation 14, to the precision of a double.
constexpr double selu_lambda = 1.0507009873554804934193349852946;
constexpr double selu_product = 1.7580993408473768599402175208123;  // of the two, rounded once

constexpr Activation all[] = {
    define({.name = "elu",
            .title = "ELU",
            .formula = "where(x > 0, x, alpha * (exp(x) - 1))",
            .params = {{.name = "alpha", .fallback = 1, .help = "-alpha is the value at -infinity"}},
            .facts =
                [](const Values& p) {
                  const double alpha = p[0];
                  return Facts{.range = alpha > 0 ? above(-alpha) : at_least(0),
                               .monotonicity = alpha > 0    ? Monotonicity::increasing
                                               : alpha == 0 ? Monotonicity::non_decreasing
                                                            : Monotonicity::none,
                               .left = {0, -alpha},
                               .right = {1, 0},
                               .kinks = {{0, alpha == 1 ? 2 : 1}}};
                },
            .source = "Clevert, Unterthiner & Hochreiter 2015, arXiv:1511.07289",
            .accuracy = {1.5, 1}},
           [](auto x, auto alpha) { return select(x > 0, x, alpha * expm1(x)); }),

    define(
        {.name = "celu",
         .title = "CELU",
         .formula = "where(x > 0, x, alpha * (exp(x / alpha) - 1))",
         .params =
             {{.name = "alpha", .fallback = 1, .help = "scale; the slope at 0 stays 1", .domain = above(0)}},
         .facts =
             [](const Values& p) {
               return Facts{.range = above(-p[0]),
                            .monotonicity = Monotonicity::increasing,
                            .left = {0, -p[0]},
                            .right = {1, 0},
                            .kinks = {{0, 2}}};
             },
         .source = "Barron 2017, arXiv:1704.07483",
         .accuracy = {1.5, 1}},
        [](auto x, auto alpha) { return select(x > 0, x, alpha * expm1(x / alpha)); }),

    define({.name = "selu",
            .title = "SELU",
            .formula = "1.0507009873554804934193349852946 * where(x > 0, x, "
                       "1.6732632423543772848170429916717 * (exp(x) - 1))",
            .facts =
                [](const Values&) {
                  return Facts{.range = above(-selu_product),
                               .monotonicity = Monotonicity::increasing,
                               .left = {0, -selu_product},
                               .right = {selu_lambda, 0},
                               .kinks = {{0, 1}}};
                },
            .source = "Klambauer et al. 2017, Self-Normalizing Neural Networks, arXiv:1706.02515",
            .accuracy = {2, 2}},
           [](auto x) { return select(x > 0, selu_lambda * x, selu_product * expm1(x)); }),

    define({.name = "softplus",
            .title = "Softplus",
            .formula = "log(1 + exp(beta * x)) / beta",
            .params = {{.name = "beta", .fallback = 1, .help = "sharpness", .domain = above(0)}},
            .facts =
                [](const Values&) {
                  return Facts{.range = above(0),
                               .monotonicity = Monotonicity::increasing,
                               .left = {0, 0},
                               .right = {1, 0}};
                },
            .source = "Dugas et al. 2001, Incorporating Second-Order Functional Knowledge",
            .accuracy = {2.5, 2.5}},
           [](auto x, auto beta) {
             // softplus(beta x) / beta with the rounding error of beta x carried along; x alone decides on
             // the side, for beta x may overflow or round to -0
             using T = decltype(x);
             const T below = select(x < 0, x, -x), y = max(beta * finite(below), -800.0);
             const T rest = select(y > -800, fma(T(beta), below, -y), T(0.0));
             const T near_zero = log1p(exp(y, rest)) / beta;
             return select(x < 0, near_zero, x + near_zero);
           }),

    define({.name = "log_sigmoid",
            .title = "LogSigmoid",
            .aliases = {"logsigmoid"},
            .formula = "-log(1 + exp(-x))",
            .facts =
                [](const Values&) {
                  return Facts{.range = below(0),
                               .monotonicity = Monotonicity::increasing,
                               .left = {1, 0},
                               .right = {0, 0}};
                },
            .source = "PyTorch, torch.nn.LogSigmoid",
            .accuracy = {2.5, 2.5}},
           [](auto x) { return -softplus(-x); }),
};

}  // namespace

std::span<const Activation> exponential() { return all; }

}  // namespace actviz::families
