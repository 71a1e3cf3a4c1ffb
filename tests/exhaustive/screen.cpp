#include "tests/exhaustive/screen.hpp"

#include <algorithm>

#include "lib/number/instruction_set.hpp"
#include "lib/number/vectors.hpp"
#include "tests/exhaustive/near.hpp"

namespace actviz::test {
namespace {

template <class F>
void fill(const double* x, Estimates& y, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const Near near = F{}(x[i]);
    y.whole[i] = near.whole;
    y.rest[i] = near.rest;
    y.size[i] = near.size;
  }
}

template <class F, class Isa>
constexpr Estimate fill_by = instructions::call<Isa, fill<F>, const double*, Estimates&, std::size_t>;

template <class F>
Estimate best_fill() {
#ifdef ACTVIZ_WIDE_VECTORS
  if (best_instruction_set() == InstructionSet::avx512) return fill_by<F, instructions::Avx512>;
  if (best_instruction_set() == InstructionSet::avx2) return fill_by<F, instructions::Avx2>;
#endif
  return fill_by<F, instructions::Baseline>;
}

template <class Value, class Slope>
Screen screen(std::string_view name, Value, Slope) {
  return {name, best_fill<Value>(), best_fill<Slope>()};
}

// What several functions share.

constexpr auto zero = [](double) { return exactly(0); };
constexpr auto one = [](double) { return exactly(1); };
constexpr auto identity = [](double x) { return exactly(x); };
constexpr auto relu = [](double x) { return exactly(x > 0 ? x : 0); };
constexpr auto relu_slope = [](double x) { return exactly(x > 0 ? 1 : 0); };
constexpr auto above_one = [](double x) { return exactly(x > 1 ? x : 0); };
constexpr auto above_one_slope = [](double x) { return exactly(x > 1 ? 1 : 0); };
constexpr auto sign = [](double x) { return exactly(x > 0 ? 1 : -1); };
constexpr auto leaky = [](double x, double alpha) {
  const double y = (x > 0 ? 1 : alpha) * x;
  return exactly(y, std::fma(x > 0 ? 1 : alpha, x, -y));
};
constexpr auto leaky_slope = [](double x, double alpha) { return exactly(x > 0 ? 1 : alpha); };
/// From 0 at -1 to 1 at 1.
constexpr auto ramp = [](double x) {
  return either(std::fabs(x) < 1, exactly(0.5, 0.5 * x), exactly(x > 0 ? 1 : 0));
};
constexpr auto outside_half = [](double x) { return exactly(std::fabs(x) > 0.5 ? 1 : 0); };

constexpr auto exponential = [](double x) {
  return either(std::fabs(x) < 1, plus(1, expm1(x)), number(exp(x)));
};
constexpr auto elu = [](double x) { return either(x > 0, exactly(x), number(expm1(x))); };
constexpr auto elu_slope = [](double x) { return either(x > 0, exactly(1), exponential(x)); };
constexpr auto scaled_elu = [](double x, double lambda, double product) {
  return number(x > 0 ? lambda * x : product * expm1(x));
};
constexpr auto scaled_elu_slope = [](double x, double lambda, double product) {
  return number(x > 0 ? lambda : product * exp(x));
};
constexpr double selu_lambda = 1.0507009873554804934, selu_product = 1.7580993408473768599;
constexpr double elu_gamma = 1.05070102214813232421875, elu_product = elu_gamma * 1.67326319217681884765625;
constexpr auto logistic = [](double x) {
  return either(x < -1, number(exp(x) / (1 + exp(x))), plus(0.5, 0.5 * std::tanh(0.5 * x)));
};
constexpr auto log_of_sum = [](double x) { return plus(x > 0 ? x : 0, log1p(exp(-std::fabs(x)))); };
constexpr auto tanh = [](double x) { return number(std::tanh(x)); };
constexpr auto tanh_slope = [](double x) {
  return either(std::fabs(x) < 1, plus(1, -square(std::tanh(x))), number(sech2(x)));
};
constexpr auto normal_cdf = [](double x) {
  return either(x < -1, number(normal_tail(-x)), plus(0.5, 0.5 * std::erf(root_half * x)));
};
constexpr double laplace_mu = 0.707107, laplace_sigma = 0.282095;

/// x sigmoid(y) for a y of the sign of x.
constexpr auto gated = [](double x, double y) {
  const double e = exp(y < 0 ? y : 0);
  return either(x < -1, number(x * (e / (1 + e))), plus(0.5 * x, 0.5 * x * std::tanh(0.5 * y)));
};
/// Its slope, for the slope of y.
constexpr auto gated_slope = [](double x, double y, double y_slope) {
  const double bend = x * sigmoid_slope(y) * y_slope;
  return either(x < -1, sum(sigmoid(y), bend), plus(0.5, 0.5 * std::tanh(0.5 * y) + bend));
};
constexpr auto silu = [](double x) { return gated(x, x); };
constexpr auto silu_slope = [](double x) { return gated_slope(x, x, 1); };
constexpr auto gelu = [](double x) {
  return either(x < -1, number(x * normal_tail(-x)), plus(0.5 * x, 0.5 * x * std::erf(root_half * x)));
};
constexpr auto gelu_slope = [](double x) {
  const double bend = x * normal_density(x);
  return either(x < -1, sum(normal_tail(-x), bend), plus(0.5, 0.5 * std::erf(root_half * x) + bend));
};
/// The normal distribution function to all digits of its tail.
constexpr auto gauss = [](double x) {
  return x < -1 ? normal_tail(-x) : 0.5 + 0.5 * std::erf(root_half * x);
};
constexpr auto gelu_tanh_inner = [](double x) {
  const double a = clamp(x, -40, 40);
  return root_8_over_pi * a * (1 + 0.044715 * (a * a));
};
/// (1 + e^(-2x))^(-3/2).
constexpr auto aria_gate = [](double x) {
  const double s = sigmoid(clamp(2 * x, -400, 400));
  return s * std::sqrt(s);
};

constexpr auto over_root = [](double x) { return number(x / root_of_one_plus_square(x)); };
constexpr auto over_root_slope = [](double x) {
  return number(1 / ((1 + x * x) * root_of_one_plus_square(x)));
};
constexpr double exp_of_less_half = 0.60653065971263342360;
constexpr double bend_squared = 0.2 * 0.2;
/// x + sqrt(x^2 + 0.04) for |x|, and the root.
constexpr auto bent_root = [](double x) { return std::sqrt(x * x + bend_squared); };

// Near its roots a sine has some digits after the point alone.
constexpr auto sine = [](double x) {
  const double y = std::sin(x);
  return Near{0, y, std::fabs(y) + (std::fabs(x) < 1 ? 0 : 0x1p-10)};
};
constexpr auto cosine = [](double x) {
  const double y = std::cos(x);
  return Near{0, y, std::fabs(y) + 0x1p-10};
};
/// (x cos x - sin x) / x^2 for |x| <= 1, by the continued fraction of the tangent.
constexpr auto sinc_slope_near_zero = [](double x) {
  const double z = x * x, d = 3 - z / (5 - z / (7 - z / (9 - z / (11 - z / (13 - z / (15 - z / 17))))));
  return -std::cos(x) * x / (d - z);
};

const Screen screens[] = {
    // rectified
    screen("identity", identity, one),
    screen("relu", relu, relu_slope),
    screen(
        "leaky_relu", [](double x) { return leaky(x, 0.01); }, [](double x) { return leaky_slope(x, 0.01); }),
    screen(
        "prelu", [](double x) { return leaky(x, 0.25); }, [](double x) { return leaky_slope(x, 0.25); }),
    screen(
        "rrelu", [](double x) { return leaky(x, 11.0 / 48); },
        [](double x) { return leaky_slope(x, 11.0 / 48); }),
    screen(
        "relu6", [](double x) { return exactly(clamp(x, 0, 6)); },
        [](double x) { return exactly(x > 0 && x < 6 ? 1 : 0); }),
    screen(
        "hard_tanh", [](double x) { return exactly(clamp(x, -1, 1)); },
        [](double x) { return exactly(std::fabs(x) < 1 ? 1 : 0); }),
    screen("threshold", above_one, above_one_slope),

    // exponential
    screen("elu", elu, elu_slope),
    screen("celu", elu, elu_slope),
    screen(
        "selu", [](double x) { return scaled_elu(x, selu_lambda, selu_product); },
        [](double x) { return scaled_elu_slope(x, selu_lambda, selu_product); }),
    screen(
        "scaled_elu", [](double x) { return scaled_elu(x, elu_gamma, elu_product); },
        [](double x) { return scaled_elu_slope(x, elu_gamma, elu_product); }),
    screen("softplus", log_of_sum, logistic),
    screen(
        "softplus_threshold", [](double x) { return either(x > 20, exactly(x), log_of_sum(x)); },
        [](double x) { return either(x > 20, exactly(1), logistic(x)); }),
    screen(
        "log_sigmoid", [](double x) { return times(-1, log_of_sum(-x)); },
        [](double x) { return logistic(-x); }),
    screen("exponential", exponential, exponential),
    screen(
        "expm1", [](double x) { return number(expm1(x)); }, exponential),
    screen(
        "sqrt_softplus", [](double x) { return number(std::sqrt(softplus(x))); },
        [](double x) { return number(0.5 * sigmoid(x) / std::sqrt(softplus(x))); }),
    screen(
        "logcosh",
        [](double x) {
          const double a = std::fabs(x), rest = log1p(exp(-2 * a));
          return either(a < 1, number(log1p(2 * square(std::sinh(0.5 * clamp(x, -1, 1))))),
                        Near{a, rest - ln2, rest + ln2});
        },
        tanh),
    screen(
        "xielu",
        [](double x) {
          const Near left = either(x > -0x1p-20, near_zero(x, 0.5, 0.4, 0.15), sum(-0.3 * x, 0.8 * expm1(x)));
          return either(x > 0, plus(0.5 * x, 0.8 * (x * x)), left);
        },
        [](double x) { return plus(0.5, x > 0 ? 1.6 * x : 0.8 * expm1(x)); }),

    // sigmoidal
    screen("sigmoid", logistic, [](double x) { return times(0.25, tanh_slope(0.5 * x)); }),
    screen(
        "hard_sigmoid",
        [](double x) { return either(std::fabs(x) < 3, plus(0.5, 1.0 / 6 * x), exactly(x > 0 ? 1 : 0)); },
        [](double x) { return exactly(std::fabs(x) < 3 ? 1.0 / 6 : 0); }),
    screen("tanh", tanh, tanh_slope),
    screen(
        "dyt",
        [](double x) {
          const double y = 0.5 * x;
          return either(std::fabs(y) < 1, plus(y, -y * tanh_deficit(clamp(y, -1, 1))), tanh(y));
        },
        [](double x) { return times(0.5, tanh_slope(0.5 * x)); }),
    screen(
        "softsign", [](double x) { return number(x / (1 + std::fabs(x))); },
        [](double x) {
          const double a = std::fabs(x), r = 1 / (1 + a);
          return either(a < 1, plus(1, -a * (2 + a) * (r * r)), number(r * r));
        }),
    screen("normal_cdf", normal_cdf, [](double x) { return number(normal_density(x)); }),

    // gated
    screen("gelu", gelu, gelu_slope),
    screen(
        "gelu_10", [](double x) { return either(x >= 10, exactly(10), gelu(x)); },
        [](double x) { return either(x > 10, exactly(0), gelu_slope(x)); }),
    screen(
        "phish", [](double x) { return number(x * std::tanh(x * gauss(x))); },
        [](double x) {
          const double y = x * gauss(x), bend = x * sech2(y);
          return sum(std::tanh(y), bend * gauss(x), bend * (x * normal_density(x)));
        }),
    screen(
        "gelu_tanh", [](double x) { return gated(x, gelu_tanh_inner(x)); },
        [](double x) {
          const double a = clamp(x, -40, 40);
          return gated_slope(x, gelu_tanh_inner(x), root_8_over_pi * (1 + 3 * 0.044715 * (a * a)));
        }),
    screen(
        "quick_gelu", [](double x) { return gated(x, 1.702 * x); },
        [](double x) { return gated_slope(x, 1.702 * x, 1.702); }),
    screen("swish", silu, silu_slope),
    screen(
        "eswish",
        [](double x) {
          return either(x > 1, plus(1.375 * x, -1.375 * x * sigmoid(-x)), times(1.375, silu(x)));
        },
        [](double x) { return times(1.375, silu_slope(x)); }),
    screen("dsilu", silu_slope,
           [](double x) {
             const double t = std::tanh(0.5 * x), s = sigmoid_slope(x), bend = s * x * t;
             return either(std::fabs(x) < 1, plus(0.5, -0.5 * (t * t) - bend), sum(2 * s, -bend));
           }),
    screen(
        "hard_swish",
        [](double x) {
          return either(x <= -3, exactly(0), either(x >= 3, exactly(x), plus(0.5 * x, x * x / 6)));
        },
        [](double x) { return either(std::fabs(x) < 3, plus(0.5, x / 3), exactly(x > 0 ? 1 : 0)); }),
    screen(
        "mish", [](double x) { return number(x * std::tanh(softplus(x))); },
        [](double x) {
          const double y = softplus(x);
          return sum(std::tanh(y), x * sech2(y) * sigmoid(x));
        }),
    screen(
        "lisht", [](double x) { return number(x * std::tanh(x)); },
        [](double x) { return number(std::tanh(x) + x * sech2(x)); }),
    screen(
        "elish",
        [](double x) {
          const Near left = either(x > -0x1p-20, near_zero(x, 0.5, 0.5, 0.25), number(expm1(x) * sigmoid(x)));
          return either(x < 0, left, silu(x));
        },
        [](double x) {
          return either(x < 0, sum(exp(x) * sigmoid(x), expm1(x) * sigmoid_slope(x)), silu_slope(x));
        }),
    screen(
        "hard_elish",
        [](double x) {
          const Near left =
              either(x > -0x1p-20, near_zero(x, 0.5, 0.75, 0.4), number(expm1(x) * (0.5 * (x + 1))));
          const Near middle = either(x < 0, left, exactly(0.5 * x, 0.5 * x * x));
          return either(x <= -1, exactly(0), either(x >= 1, exactly(x), middle));
        },
        [](double x) {
          const Near left = sum(exp(x) * (0.5 * (x + 1)), 0.5 * expm1(x));
          const Near middle = either(x < 0, left, exactly(0.5, x));
          return either(x <= -1, exactly(0), either(x >= 1, exactly(1), middle));
        }),
    screen(
        "serf", [](double x) { return number(x * std::erf(softplus(x))); },
        [](double x) {
          const double y = softplus(x);
          return sum(std::erf(y), two_over_root_pi * x * exp(-y * y) * sigmoid(x));
        }),
    screen(
        "logish", [](double x) { return number(x * log1p(sigmoid(x))); },
        [](double x) {
          const double s = sigmoid(x);
          return sum(log1p(s), x * sigmoid_slope(x) / (1 + s));
        }),
    screen(
        "telu", [](double x) { return number(x * std::tanh(exp(x))); },
        [](double x) {
          const double y = clamp(exp(x), 0, 400);
          return sum(std::tanh(y), x * y * sech2(y));
        }),
    screen(
        "aria2", [](double x) { return number(x * aria_gate(x)); },
        [](double x) { return sum(aria_gate(x), 3 * x * aria_gate(x) * sigmoid(-2 * x)); }),

    // shrinkage
    screen(
        "tanh_shrink",
        [](double x) {
          const double a = std::fabs(x), end = x < 0 ? -1 : 1, rest = end * 2 / (exp(2 * a) + 1);
          return either(a < 1, number(x * tanh_deficit(clamp(x, -1, 1))),
                        either(a < 0x1p40, plus(x - end, rest), exactly(x, -end)));
        },
        [](double x) { return number(square(std::tanh(x))); }),
    screen(
        "soft_shrink",
        [](double x) { return either(std::fabs(x) > 0.5, exactly(x, x < 0 ? 0.5 : -0.5), exactly(0)); },
        outside_half),
    screen(
        "hard_shrink", [](double x) { return exactly(std::fabs(x) > 0.5 ? x : 0); }, outside_half),

    // piecewise
    screen("step", relu_slope, zero),
    screen("thresholded_relu", above_one, above_one_slope),
    screen("tlu", relu, relu_slope),
    screen("sparse_sigmoid", ramp, [](double x) { return exactly(std::fabs(x) < 1 ? 0.5 : 0); }),
    screen(
        "sparse_plus",
        [](double x) {
          return either(std::fabs(x) < 1, number(0.25 * square(x + 1)), exactly(x > 0 ? x : 0));
        },
        ramp),
    screen(
        "sqnl",
        [](double x) { return either(std::fabs(x) < 2, exactly(x, -0.25 * (x * std::fabs(x))), sign(x)); },
        [](double x) { return either(std::fabs(x) < 2, exactly(1, -0.5 * std::fabs(x)), exactly(0)); }),
    screen(
        "smooth_step",
        [](double x) {
          const double line = 1.5 * x, bend = -2 * (x * x * x);
          return either(std::fabs(x) < 0.5, Near{0.5, line + bend, std::fabs(line) + std::fabs(bend)},
                        exactly(x > 0 ? 1 : 0));
        },
        [](double x) { return either(std::fabs(x) < 0.5, exactly(1.5, -6 * (x * x)), exactly(0)); }),
    screen(
        "hard_mish",
        [](double x) {
          return either(x > 0, exactly(x), either(x > -2, exactly(x, 0.5 * (x * x)), exactly(0)));
        },
        [](double x) { return either(x > 0, exactly(1), either(x > -2, exactly(1, x), exactly(0))); }),

    // squashing
    screen("isru", over_root, over_root_slope),
    screen(
        "isrlu", [](double x) { return either(x < 0, over_root(x), exactly(x)); },
        [](double x) { return either(x < 0, over_root_slope(x), exactly(1)); }),
    screen(
        "arctan", [](double x) { return number(std::atan(x)); },
        [](double x) { return number(1 / (1 + x * x)); }),
    screen(
        "gudermannian", [](double x) { return number(std::atan(std::sinh(clamp(x, -300, 300)))); },
        [](double x) { return number(1 / std::cosh(clamp(x, -600, 600))); }),
    screen(
        "erf", [](double x) { return number(std::erf(x)); },
        [](double x) { return number(two_over_root_pi * exp(-x * x)); }),
    screen("scaled_tanh", tanh, tanh_slope),
    screen(
        "lecun_tanh", [](double x) { return number(1.7159 * std::tanh(2.0 / 3 * x)); },
        [](double x) { return number(1.7159 * 2 / 3 * sech2(2.0 / 3 * x)); }),
    screen(
        "elliot",
        [](double x) {
          const double left = 0.5 / (1 + std::fabs(x));
          return either(x < 0, number(left), plus(1, -left));
        },
        [](double x) { return number(0.5 / square(1 + std::fabs(x))); }),
    screen(
        "laplace", [](double x) { return normal_cdf((x - laplace_mu) / laplace_sigma); },
        [](double x) { return number(normal_density((x - laplace_mu) / laplace_sigma) / laplace_sigma); }),
    screen(
        "loglog",
        [](double x) {
          const double t = std::tanh(0.5 * exp(x));
          return number(2 * t / (1 + t));
        },
        [](double x) {
          const double y = clamp(x, -600, 6);
          return number(exp(y) * exp(-exp(y)));
        }),
    screen(
        "soft_clipping",
        [](double x) {
          const double e = exp(0.5 * x), c = exp_of_less_half;
          return number(4 * std::atanh(e * (1 - c) / (2 + e * (1 + c))));
        },
        [](double x) { return number((1 - exp_of_less_half) * sigmoid(0.5 * x) * sigmoid(0.5 - 0.5 * x)); }),
    screen(
        "gaussian", [](double x) { return number(exp(-x * x)); },
        [](double x) { return number(-2 * x * exp(-x * x)); }),

    // powers
    screen(
        "abs", [](double x) { return exactly(std::fabs(x)); }, sign),
    screen(
        "square", [](double x) { return exactly(x * x); }, [](double x) { return exactly(2 * x); }),
    screen("sign", sign, zero),
    screen(
        "relu_squared", [](double x) { return exactly(x > 0 ? x * x : 0); },
        [](double x) { return exactly(x > 0 ? 2 * x : 0); }),
    screen(
        "star_relu", [](double x) { return plus(-0.4472, x > 0 ? 0.8944 * (x * x) : 0); },
        [](double x) { return number(x > 0 ? 2 * 0.8944 * x : 0); }),
    screen(
        "smooth_relu_squared",
        [](double x) {
          const double a = std::fabs(x), total = a + bent_root(x);
          return number(x < 0 ? -0.5 * bend_squared * (a / total) : 0.5 * x * total);
        },
        [](double x) {
          const double root = bent_root(x), total = std::fabs(x) + root;
          return number(square(x < 0 ? bend_squared / total : total) / (2 * root));
        }),
    screen(
        "squareplus", [](double x) { return number(std::exp(std::asinh(0.5 * x))); },
        [](double x) {
          return number(0.5 * std::exp(std::asinh(0.5 * x)) / root_of_one_plus_square(0.5 * x));
        }),
    screen(
        "multiquadric", [](double x) { return number(root_of_one_plus_square(x)); }, over_root),
    screen(
        "bent_identity",
        [](double x) {
          const double a = std::fabs(x), line = x + 0.5 * a, root = root_of_one_plus_square(x);
          const Near far = either(a < 0x1p40, plus(line - 0.5, 0.5 / (a + root)), plus(line, -0.5));
          return either(a < 1, plus(x, 0.5 * (x * x) / (root + 1)), far);
        },
        [](double x) { return plus(1, 0.5 * x / root_of_one_plus_square(x)); }),
    screen(
        "nlrelu", [](double x) { return number(log1p(x > 0 ? x : 0)); },
        [](double x) { return number(x > 0 ? 1 / (1 + x) : 0); }),
    screen(
        "symlog", [](double x) { return times(x < 0 ? -1 : 1, number(log1p(std::fabs(x)))); },
        [](double x) { return number(1 / (1 + std::fabs(x))); }),

    // periodic
    screen("sin", sine, cosine),
    screen("cos", cosine, [](double x) { return times(-1, sine(x)); }),
    screen(
        "sinc",
        [](double x) {
          return Near{0, sine(x).rest / x, sine(x).size / std::fabs(x)};
        },
        [](double x) {
          const double r = 1 / x;
          return either(std::fabs(x) < 1, number(sinc_slope_near_zero(clamp(x, -1, 1))),
                        sum(std::cos(x) * r, -std::sin(x) * (r * r)));
        }),
    screen(
        "snake", [](double x) { return plus(x, square(std::sin(x))); },
        [](double x) { return plus(1, std::sin(2 * x)); }),
};

}  // namespace

const Screen* find_screen(std::string_view name) {
  const Screen* const found = std::ranges::find(screens, name, &Screen::name);
  return found == std::end(screens) ? nullptr : found;
}

}  // namespace actviz::test
