#include "tests/exhaustive/screen.hpp"

#include <algorithm>
#include <cmath>

#include "lib/number/instruction_set.hpp"
#include "lib/number/vectors.hpp"

// This file is compiled with -ffast-math, which has g++ call the vector functions of the C library; no
// infinities and NaN occur, and no result hangs on the sign of a zero.

namespace actviz::test {
namespace {

/// One estimate. `whole` is exact and carries what is a tie between floats or nearly one, so that the
/// small `rest` decides it.
struct Near {
  double whole, rest, size;
};

// A lambda is inlined into loops for several instruction sets, as no other function can be.
constexpr auto exactly = [](double whole, double rest = 0) { return Near{whole, rest, 0}; };
constexpr auto number = [](double x) { return Near{0, x, std::fabs(x)}; };
constexpr auto sum = [](double a, double b) { return Near{0, a + b, std::fabs(a) + std::fabs(b)}; };
constexpr auto plus = [](double whole, double rest) { return Near{whole, rest, std::fabs(rest)}; };
constexpr auto either = [](bool condition, const Near& a, const Near& b) {
  return Near{condition ? a.whole : b.whole, condition ? a.rest : b.rest, condition ? a.size : b.size};
};
constexpr auto times = [](double power_of_two, const Near& a) {
  return Near{power_of_two * a.whole, power_of_two * a.rest, std::fabs(power_of_two) * a.size};
};
constexpr auto less_sure = [](double factor, const Near& a) {
  return Near{a.whole, a.rest, factor * a.size};
};

constexpr auto clamp = [](double x, double lo, double hi) { return x < lo ? lo : x > hi ? hi : x; };
constexpr auto square = [](double x) { return x * x; };
/// e^x, above 1e-270 and below 1e270: floats end long before.
constexpr auto exp = [](double x) { return std::exp(clamp(x, -600, 600)); };
constexpr auto expm1 = [](double x) { return std::expm1(clamp(x, -600, 600)); };
constexpr auto log1p = [](double x) { return std::log1p(x); };
constexpr auto sigmoid = [](double x) { return 1 / (1 + exp(-x)); };
constexpr auto softplus = [](double x) { return (x > 0 ? x : 0) + log1p(exp(-std::fabs(x))); };
/// The slope of tanh.
constexpr auto sech2 = [](double x) { return 1 / square(std::cosh(clamp(x, -300, 300))); };
constexpr auto sigmoid_slope = [](double x) { return 0.25 * sech2(0.5 * x); };
constexpr double root_half = 0.70710678118654752440, inverse_root_tau = 0.39894228040143267794;
constexpr auto normal_tail = [](double x) { return 0.5 * std::erfc(root_half * clamp(x, -36, 36)); };
constexpr auto normal_density = [](double x) { return inverse_root_tau * exp(-0.5 * x * x); };

/// 1 - tanh(x) / x for |x| <= 1, by its continued fraction.
constexpr auto tanh_deficit = [](double x) {
  const double z = x * x;
  const double d = z / (3 + z / (5 + z / (7 + z / (9 + z / (11 + z / (13 + z / (15 + z / 17)))))));
  return d / (1 + d);
};
/// a x + b x^2 + c x^3 and so on for small x, the third term being left out.
constexpr auto near_zero = [](double x, double a, double b, double c) {
  return Near{a * x, b * x * x, std::fabs(b * x * x) + 0x1p42 * std::fabs(c * x * x * x)};
};

/// x sigmoid(y) for an odd y of the sign of x.
constexpr auto gated = [](double x, double y) {
  const double e = exp(y < 0 ? y : 0);
  return either(x < -1, number(x * (e / (1 + e))), plus(0.5 * x, 0.5 * x * std::tanh(0.5 * y)));
};
/// Its slope, for the slope of y.
constexpr auto gated_slope = [](double x, double y, double y_slope) {
  const double bend = x * sigmoid_slope(y) * y_slope;
  return either(x < -1, sum(sigmoid(y), bend), plus(0.5, 0.5 * std::tanh(0.5 * y) + bend));
};

constexpr auto zero = [](double) { return exactly(0); };
constexpr auto one = [](double) { return exactly(1); };
constexpr auto identity = [](double x) { return exactly(x); };
constexpr auto relu = [](double x) { return exactly(x > 0 ? x : 0); };
constexpr auto relu_slope = [](double x) { return exactly(x > 0 ? 1 : 0); };
constexpr auto exp_near = [](double x) {
  return either(std::fabs(x) < 1, plus(1, expm1(x)), number(exp(x)));
};
constexpr auto sigmoid_near = [](double x) {
  return either(x < -1, number(exp(x) / (1 + exp(x))), plus(0.5, 0.5 * std::tanh(0.5 * x)));
};
constexpr auto sech2_near = [](double x) {
  return either(std::fabs(x) < 1, plus(1, -square(std::tanh(x))), number(sech2(x)));
};
constexpr auto sigmoid_slope_near = [](double x) { return times(0.25, sech2_near(0.5 * x)); };
constexpr auto tanh_near = [](double x) { return number(std::tanh(x)); };
constexpr auto softplus_near = [](double x) { return plus(x > 0 ? x : 0, log1p(exp(-std::fabs(x)))); };

constexpr auto normal_cdf = [](double x) {
  return either(x < -1, number(normal_tail(-x)), plus(0.5, 0.5 * std::erf(root_half * x)));
};
constexpr auto gelu = [](double x) {
  return either(x < -1, number(x * normal_tail(-x)), plus(0.5 * x, 0.5 * x * std::erf(root_half * x)));
};
constexpr auto gelu_slope = [](double x) {
  const double bend = x * normal_density(x);
  return either(x < -1, sum(normal_tail(-x), bend), plus(0.5, 0.5 * std::erf(root_half * x) + bend));
};

constexpr auto gelu_tanh_y = [](double x) {
  const double a = clamp(x, -40, 40);
  return 1.5957691216057307117 * a * (1 + 0.044715 * (a * a));
};
constexpr auto gelu_tanh_slope = [](double x) {
  const double a = clamp(x, -40, 40);
  return gated_slope(x, gelu_tanh_y(x), 1.5957691216057307117 * (1 + 3 * 0.044715 * (a * a)));
};

constexpr auto leaky = [](double x, double alpha) { return either(x > 0, exactly(x), number(alpha * x)); };
constexpr auto leaky_slope = [](double x, double alpha) { return exactly(x > 0 ? 1 : alpha); };

constexpr double selu_lambda = 1.0507009873554804934, selu_product = 1.7580993408473768599;

template <class F>
[[gnu::always_inline]] inline void fill(const double* x, Estimates& y, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const Near near = F{}(x[i]);
    y.whole[i] = near.whole;
    y.rest[i] = near.rest;
    y.size[i] = near.size;
  }
}
template <class F>
[[gnu::flatten]] void fill_baseline(const double* x, Estimates& y, std::size_t count) {
  fill<F>(x, y, count);
}
#ifdef ACTVIZ_WIDE_VECTORS
template <class F>
[[gnu::flatten, gnu::target("arch=x86-64-v3")]] void fill_avx2(const double* x, Estimates& y,
                                                               std::size_t count) {
  fill<F>(x, y, count);
}
template <class F>
[[gnu::flatten, gnu::target("arch=x86-64-v4,prefer-vector-width=512")]] void fill_avx512(const double* x,
                                                                                         Estimates& y,
                                                                                         std::size_t count) {
  fill<F>(x, y, count);
}
#endif

template <class F>
Estimate best_fill() {
#ifdef ACTVIZ_WIDE_VECTORS
  switch (best_instruction_set()) {
    case InstructionSet::avx512:
      return fill_avx512<F>;
    case InstructionSet::avx2:
      return fill_avx2<F>;
    case InstructionSet::baseline:
      break;
  }
#endif
  return fill_baseline<F>;
}

template <class Value, class Slope>
Screen screen(std::string_view name, Value, Slope) {
  return {name, best_fill<Value>(), best_fill<Slope>()};
}

const Screen screens[] = {
    screen("identity", identity, one),
    screen("relu", relu, relu_slope),
    screen(
        "leaky_relu", [](double x) { return leaky(x, 0.01); }, [](double x) { return leaky_slope(x, 0.01); }),
    screen(
        "elu", [](double x) { return either(x > 0, exactly(x), number(expm1(x))); },
        [](double x) { return either(x > 0, exactly(1), exp_near(x)); }),
    screen(
        "celu", [](double x) { return either(x > 0, exactly(x), number(expm1(x))); },
        [](double x) { return either(x > 0, exactly(1), exp_near(x)); }),
    screen(
        "selu", [](double x) { return number(x > 0 ? selu_lambda * x : selu_product * expm1(x)); },
        [](double x) { return number(x > 0 ? selu_lambda : selu_product * exp(x)); }),
    screen("sigmoid", sigmoid_near, sigmoid_slope_near),
    screen("tanh", tanh_near, sech2_near),
    screen("gelu", gelu, gelu_slope),
    screen(
        "gelu_tanh", [](double x) { return gated(x, gelu_tanh_y(x)); }, gelu_tanh_slope),
    screen(
        "quick_gelu", [](double x) { return gated(x, 1.702 * x); },
        [](double x) { return gated_slope(x, 1.702 * x, 1.702); }),
    screen(
        "swish", [](double x) { return gated(x, x); }, [](double x) { return gated_slope(x, x, 1); }),
    screen(
        "mish", [](double x) { return number(x * std::tanh(softplus(x))); },
        [](double x) {
          const double y = softplus(x);
          return sum(std::tanh(y), x * sech2(y) * sigmoid(x));
        }),
    screen("softplus", softplus_near, sigmoid_near),
    screen(
        "log_sigmoid", [](double x) { return times(-1, softplus_near(-x)); },
        [](double x) { return sigmoid_near(-x); }),
    screen(
        "hard_swish",
        [](double x) {
          return either(x <= -3, exactly(0), either(x >= 3, exactly(x), plus(0.5 * x, x * x / 6)));
        },
        [](double x) { return either(std::fabs(x) < 3, plus(0.5, x / 3), exactly(x > 0 ? 1 : 0)); }),
    screen(
        "hard_sigmoid",
        [](double x) { return either(std::fabs(x) < 3, plus(0.5, 1.0 / 6 * x), exactly(x > 0 ? 1 : 0)); },
        [](double x) { return exactly(std::fabs(x) < 3 ? 1.0 / 6 : 0); }),
    screen(
        "softsign", [](double x) { return number(x / (1 + std::fabs(x))); },
        [](double x) {
          const double a = std::fabs(x), r = 1 / (1 + a);
          return either(a < 1, plus(1, -a * (2 + a) * (r * r)), number(r * r));
        }),
    screen(
        "tanh_shrink",
        [](double x) {
          const double a = std::fabs(x), far_rest = 2 / (exp(2 * a) + 1), sign = x < 0 ? -1 : 1;
          return either(a < 1, number(x * tanh_deficit(clamp(x, -1, 1))),
                        either(a < 0x1p40, plus(x - sign, sign * far_rest), exactly(x, -sign)));
        },
        [](double x) { return number(square(std::tanh(x))); }),
};

}  // namespace

const Screen* find_screen(std::string_view name) {
  const Screen* const found = std::ranges::find(screens, name, &Screen::name);
  return found == std::end(screens) ? nullptr : found;
}

}  // namespace actviz::test
