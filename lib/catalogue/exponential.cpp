// Linear on the right, exponential on the left; and softplus, the smooth ReLU.
#include "lib/catalogue/families.hpp"
#include "lib/number/special.hpp"

namespace actviz::families {
namespace {

/// Klambauer et al. 2017, equation 14.
constexpr Constant selu_lambda = 1.0507009873554804934193349852946_exact;
constexpr Constant selu_alpha = 1.6732632423543772848170429916717_exact;
constexpr double selu_product = 1.7580993408473768599402175208123;  // of the two

/// ln cosh x for |x| <= 1.25: ln(1 + u) for u = cosh x - 1 = 2 sinh(x / 2)^2.
constexpr auto log_cosh_near_zero = [](auto x) {
  const auto t = expm1(0.5 * min(abs(x), 1.25)), twice_sinh = t + t / (1 + t);
  return log1p_unit(0.5 * (twice_sinh * twice_sinh));
};

/// Facts of xIELU: left of 0 the slope is alpha_n (e^x - 1) + beta, on the right 2 alpha_p x + beta.
Facts xielu_facts(const Values& p) {
  const double alpha_p = p[0], alpha_n = p[1], beta = p[2];
  Facts facts{.range = {}, .left = {beta - alpha_n, -alpha_n}, .right = {infinity, infinity}};
  facts.kinks = {{0, 2 * alpha_p == alpha_n ? 3 : 2}};
  if (beta >= alpha_n) {
    facts.monotonicity = Monotonicity::increasing;
    if (beta == alpha_n) facts.range = above(-alpha_n);
  } else if (beta > 0) {
    facts.range = at_least(-beta - (alpha_n - beta) * log1p(-beta / alpha_n));
  } else {
    facts.range = at_least(-beta * beta / (4 * alpha_p));
  }
  return facts;
}

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
            .source = "Clevert, Unterthiner & Hochreiter 2015, arXiv:1511.07289"},
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
         .source = "Barron 2017, arXiv:1704.07483"},
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
            .source = "Klambauer et al. 2017, Self-Normalizing Neural Networks, arXiv:1706.02515"},
           [](auto x) { return selu_lambda * select(x > 0, x, selu_alpha * expm1(x)); }),

    define({.name = "scaled_elu",
            .title = "Scaled ELU",
            .formula = "gamma * where(x > 0, x, alpha * (exp(x) - 1))",
            .params = {{.name = "alpha",
                        .fallback = 1.67326319217681884765625,
                        .help = "-alpha * gamma is the value at -infinity",
                        .domain = at_least(0)},
                       {.name = "gamma",
                        .fallback = 1.05070102214813232421875,
                        .help = "scale, the slope for x > 0",
                        .domain = above(0)}},
            .facts =
                [](const Values& p) {
                  const double alpha = p[0], gamma = p[1];
                  return Facts{
                      .range = alpha > 0 ? above(-gamma * alpha) : at_least(0),
                      .monotonicity = alpha > 0 ? Monotonicity::increasing : Monotonicity::non_decreasing,
                      .left = {0, -gamma * alpha},
                      .right = {gamma, 0},
                      .kinks = {{0, alpha == 1 ? 2 : 1}}};
                },
            .source = "ONNX, operator Selu; the defaults are SELU's constants rounded to float32"},
           [](auto x, auto alpha, auto gamma) { return select(x > 0, gamma * x, gamma * alpha * expm1(x)); }),

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
            .source = "Dugas et al. 2001, Incorporating Second-Order Functional Knowledge"},
           [](auto x, auto beta) {
             // x alone decides on the side, for beta x may overflow or round to -0
             const auto near_zero = log1p_unit(exp(-abs(beta * finite(x)))) / beta;
             return select(x < 0, near_zero, x + near_zero);
           }),

    define({.name = "softplus_threshold",
            .title = "Softplus (threshold)",
            .formula = "where(beta * x > threshold, x, log(1 + exp(beta * x)) / beta)",
            .params = {{.name = "beta", .fallback = 1, .help = "sharpness", .domain = above(0)},
                       {.name = "threshold",
                        .fallback = 20,
                        .help = "x itself where beta * x is above it",
                        .domain = at_least(0)}},
            .facts =
                [](const Values& p) {
                  return Facts{.range = above(0),
                               .monotonicity = Monotonicity::none,  // it falls by 2e-9 at the threshold
                               .left = {0, 0},
                               .right = {1, 0},
                               .kinks = {{p[1] / p[0], 0}}};
                },
            .source = "PyTorch, torch.nn.Softplus; ggml, where beta is 1"},
           [](auto x, auto beta, auto threshold) {
             const auto near_zero = log1p_unit(exp(-abs(beta * x))) / beta;
             return select(beta * x > threshold, x, select(x < 0, near_zero, x + near_zero));
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
            .source = "PyTorch, torch.nn.LogSigmoid"},
           [](auto x) { return -softplus(-x); }),

    define({.name = "exponential",
            .title = "Exponential",
            .aliases = {"exp"},
            .formula = "exp(x)",
            .facts =
                [](const Values&) {
                  return Facts{.range = above(0),
                               .monotonicity = Monotonicity::increasing,
                               .left = {0, 0},
                               .right = {infinity, infinity}};
                },
            .source = "the exponential; Keras exponential, oneDNN eltwise_exp"},
           [](auto x) { return exp(x); }),

    define({.name = "expm1",
            .title = "Exponential less 1",
            .formula = "exp(x) - 1",
            .facts =
                [](const Values&) {
                  return Facts{.range = above(-1),
                               .monotonicity = Monotonicity::increasing,
                               .left = {0, -1},
                               .right = {infinity, infinity}};
                },
            .source = "the exponential through 0; ggml EXPM1"},
           [](auto x) { return expm1(x); }),

    define({.name = "sqrt_softplus",
            .title = "Square root of softplus",
            .aliases = {"sqrtsoftplus"},
            .formula = "sqrt(log(1 + exp(x)))",
            .facts =
                [](const Values&) {
                  return Facts{.range = above(0),
                               .monotonicity = Monotonicity::increasing,
                               .left = {0, 0},
                               .right = {0, infinity}};
                },
            .source = "Hugging Face, sqrtsoftplus: the router scores of DeepSeek V4"},
           [](auto x) { return select(x < -120, exp(0.5 * x), sqrt(softplus(max(x, -130.0)))); }),

    define(
        {.name = "logcosh",
         .title = "Log cosh",
         .formula = "log((exp(x) + exp(-x)) / 2)",
         .facts =
             [](const Values&) {
               return Facts{.range = at_least(0),
                            .symmetry = Symmetry::even,
                            .left = {-1, -0.69314718055994531},
                            .right = {1, -0.69314718055994531}};
             },
         .source = "NNlib.jl, logcosh; the smooth absolute value of robust regression"},
        [](auto x) {
          const auto far = abs(x) + (log1p_unit(exp(-2 * abs(x))) - exactly::ln2);
          return select(abs(x) > 1.25, far, log_cosh_near_zero(x));
        },
        [](auto x) { return tanh(x); }),

    define(
        {.name = "xielu",
         .title = "xIELU",
         .formula = "where(x > 0, alpha_p * x^2, alpha_n * (exp(x) - 1 - x)) + beta * x",
         .params =
             {{.name = "alpha_p", .fallback = 0.8, .help = "bend for x > 0, learned", .domain = above(0)},
              {.name = "alpha_n", .fallback = 0.8, .help = "bend for x < 0, learned", .domain = above(0)},
              {.name = "beta", .fallback = 0.5, .help = "slope at 0"}},
         .facts = xielu_facts,
         .source = "Huang & Schlag 2024, arXiv:2411.13010; its code takes expm1(min(x, -1e-6)) for x <= 0"},
        [](auto x, auto alpha_p, auto alpha_n, auto beta) {
          const auto slope = beta - alpha_n;
          const auto line = slope * select(slope == 0, finite(x), x), y = min(x, 0.0);
          const auto left = select(x < -0.5, alpha_n * expm1(y) + line,
                                   alpha_n * exp_rest_near_zero(max(y, -0.5)) + beta * x);
          return select(x > 0, (alpha_p * x + beta) * x, left);
        },
        [](auto x, auto alpha_p, auto alpha_n, auto beta) {
          return select(x > 0, 2 * alpha_p * x, alpha_n * expm1(min(x, 0.0))) + beta;
        }),
};

}  // namespace

std::span<const Activation> exponential() { return all; }

}  // namespace actviz::families
