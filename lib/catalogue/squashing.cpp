// Further S-shaped activations: other squashing functions than the exponential's, steps, and bells.
#include "lib/catalogue/families.hpp"
#include "lib/number/special.hpp"

namespace actviz::families {
namespace {

constexpr Facts rising(double lo, double hi) {
  return {.range = open(lo, hi),
          .monotonicity = Monotonicity::increasing,
          .symmetry = lo == -hi ? Symmetry::odd : Symmetry::neither,
          .left = {0, lo},
          .right = {0, hi}};
}

constexpr auto isru = [](auto x, auto alpha) { return over_root(sqrt(alpha) * x) / sqrt(alpha); };

constexpr Activation all[] = {
    define({.name = "isru",
            .title = "ISRU",
            .formula = "x / sqrt(1 + alpha * x^2)",
            .params = {{.name = "alpha",
                        .fallback = 1,
                        .help = "the ends are at -1/sqrt(alpha) and 1/sqrt(alpha)",
                        .domain = above(0)}},
            .facts = [](const Values& p) { return rising(-1 / sqrt(p[0]), 1 / sqrt(p[0])); },
            .source = "Carlile et al. 2017, arXiv:1710.09967"},
           isru),

    define({.name = "isrlu",
            .title = "ISRLU",
            .formula = "where(x >= 0, x, x / sqrt(1 + alpha * x^2))",
            .params = {{.name = "alpha",
                        .fallback = 1,
                        .help = "the left end is at -1/sqrt(alpha)",
                        .domain = above(0)}},
            .facts =
                [](const Values& p) {
                  return Facts{.range = above(-1 / sqrt(p[0])),
                               .monotonicity = Monotonicity::increasing,
                               .left = {0, -1 / sqrt(p[0])},
                               .right = {1, 0},
                               .kinks = {{0, 3}}};
                },
            .source = "Carlile et al. 2017, arXiv:1710.09967"},
           [](auto x, auto alpha) { return select(x >= 0, x, isru(x, alpha)); }),

    define({.name = "arctan",
            .title = "Arctan",
            .aliases = {"atan"},
            .formula = "atan(x)",
            .facts = [](const Values&) { return rising(-0x1.921fb54442d18p+0, 0x1.921fb54442d18p+0); },
            .source = "the inverse tangent"},
           [](auto x) { return atan(x); }),

    define({.name = "gudermannian",
            .title = "Gudermannian",
            .formula = "2 * atan(tanh(x / 2))",
            .facts = [](const Values&) { return rising(-0x1.921fb54442d18p+0, 0x1.921fb54442d18p+0); },
            .source = "the Gudermannian function, the integral of 1 / cosh(x)"},
           [](auto x) { return 2 * atan(tanh(0.5 * x)); }),

    define({.name = "erf",
            .title = "Error function",
            .formula = "erf(x)",
            .facts = [](const Values&) { return rising(-1, 1); },
            .source = "the error function; ONNX Erf"},
           [](auto x) { return erf(x); }),

    define({.name = "scaled_tanh",
            .title = "Scaled tanh",
            .formula = "alpha * tanh(beta * x)",
            .params = {{.name = "alpha",
                        .fallback = 1,
                        .help = "the ends are at -alpha and alpha",
                        .domain = above(0)},
                       {.name = "beta", .fallback = 1, .help = "scale of the input", .domain = above(0)}},
            .facts = [](const Values& p) { return rising(-p[0], p[0]); },
            .source = "ONNX, the RNN activation ScaledTanh, which has no defaults; TensorRT kSCALED_TANH"},
           [](auto x, auto alpha, auto beta) { return alpha * tanh(beta * finite(x)); }),

    define({.name = "lecun_tanh",
            .title = "LeCun tanh",
            .formula = "1.7159 * tanh(2 / 3 * x)",
            .facts = [](const Values&) { return rising(-1.7159, 1.7159); },
            .source = "LeCun et al. 1998, Efficient BackProp"},
           [](auto x) { return 1.7159_exact * tanh(ratio(2, 3) * finite(x)); }),

    define(
        {.name = "elliot",
         .title = "Elliot",
         .formula = "x / (2 * (1 + abs(x))) + 0.5",
         .facts =
             [](const Values&) {
               Facts facts = rising(0, 1);
               facts.kinks = {{0, 2}};
               return facts;
             },
         .source = "Elliott 1993, A Better Activation Function for Artificial Neural Networks"},
        [](auto x) {
          const auto left = 0.5 / (1 + abs(x));
          return select(x < 0, left, 1 - left);
        },
        [](auto x) {
          const auto r = 1 / (1 + abs(x));
          return 0.5 * r * r;
        }),

    define(
        {.name = "laplace",
         .title = "Laplace",
         .formula = "erfc((mu - x) / (sigma * sqrt(2))) / 2",
         .params = {{.name = "mu", .fallback = 0.707107, .help = "where the value is 1/2"},
                    {.name = "sigma", .fallback = 0.282095, .help = "width", .domain = above(0)}},
         .facts = [](const Values&) { return rising(0, 1); },
         .source = "Ma et al. 2022, Mega: Moving Average Equipped Gated Attention, arXiv:2209.10655"},
        [](auto x, auto mu, auto sigma) { return normal_cdf(clamp((finite(x) - mu) / sigma, -1e3, 1e3)); }),

    define(
        {.name = "loglog",
         .title = "Complementary log-log",
         .aliases = {"cloglog"},
         .formula = "1 - exp(-exp(x))",
         .facts = [](const Values&) { return rising(0, 1); },
         .source = "Gomes & Ludermir 2008, Complementary Log-Log and Probit, for neural networks"},
        [](auto x) { return -expm1(-exp(min(x, 8.0))); },
        [](auto x) {  // e^(x - e^x), whose slope vanishes at 0
          const auto y = min(x, 8.0), near = exp(-1 - exp_rest_near_zero(clamp(x, -0.5, 0.5)));
          return select(abs(x) < 0.5, near, exp(y - exp(y)));
        }),

    define(
        {.name = "soft_clipping",
         .title = "Soft clipping",
         .formula = "log((1 + exp(alpha * x)) / (1 + exp(alpha * (x - 1)))) / alpha",
         .params =
             {{.name = "alpha", .fallback = 0.5, .help = "sharpness of the two bends", .domain = above(0)}},
         .facts = [](const Values&) { return rising(0, 1); },
         .source = "Klimek & Perelstein 2018, arXiv:1810.11509; which alpha is a choice, none is usual"},
        [](auto x, auto alpha) {  // log1p of positive terms, mirrored right of 1/2, where f(1 - x) = 1 - f(x)
          const auto t = select(x > 0.5, 1 - x, x), y = max(alpha * t, -800.0);
          const auto ratio = exp(min(y, 1.0)) * -expm1(-alpha) / (1 + exp(y - alpha));
          const auto value = select(y > 1, softplus(y) - softplus(y - alpha), log1p(ratio)) / alpha;
          return select(x > 0.5, 1 - value, value);
        },
        [](auto x, auto alpha) { return -expm1(-alpha) * sigmoid(alpha * x) * sigmoid(alpha * (1 - x)); }),

    define(
        {.name = "gaussian",
         .title = "Gaussian",
         .formula = "exp(-x^2)",
         .facts =
             [](const Values&) {
               return Facts{
                   .range = {0, 1, false, true}, .symmetry = Symmetry::even, .left = {0, 0}, .right = {0, 0}};
             },
         .source = "the bell curve of radial basis functions; Broomhead & Lowe 1988"},
        [](auto x) { return bell(x); }),
};

}  // namespace

std::span<const Activation> squashing() { return all; }

}  // namespace actviz::families
