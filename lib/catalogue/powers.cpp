// Activations made of powers, roots and logarithms: those that outgrow every line, and their smooth kin.
#include "lib/catalogue/families.hpp"
#include "lib/number/special.hpp"

namespace actviz::families {
namespace {

/// sqrt(x^2 + b) for |x| = a, without overflow.
constexpr auto root_of_square_plus = [](auto a, auto b) {
  return select(a > 1e150, a, sqrt(min(a, 1e150) * min(a, 1e150) + b));
};

/// Facts of what is constant left of 0 and grows with the square of x on the right.
constexpr Facts growing(double lowest, double left) {
  return {.range = at_least(lowest),
          .monotonicity = Monotonicity::non_decreasing,
          .left = {0, left},
          .right = {infinity, infinity},
          .kinks = {{0, 2}}};
}

constexpr Activation all[] = {
    define(
        {.name = "abs",
         .title = "Absolute value",
         .formula = "abs(x)",
         .facts =
             [](const Values&) {
               return Facts{.range = at_least(0),
                            .symmetry = Symmetry::even,
                            .left = {-1, 0},
                            .right = {1, 0},
                            .kinks = {{0, 1}}};
             },
         .source = "the absolute value; ONNX Abs"},
        [](auto x) { return abs(x); },
        [](auto x) {
          using T = decltype(x);
          return select(x > 0, T(1.0), select(x < 0, T(-1.0), 0 * x));
        }),

    define({.name = "square",
            .title = "Square",
            .formula = "x^2",
            .facts =
                [](const Values&) {
                  return Facts{.range = at_least(0),
                               .symmetry = Symmetry::even,
                               .left = {-infinity, infinity},
                               .right = {infinity, infinity}};
                },
            .source = "the square; oneDNN eltwise_square"},
           [](auto x) { return x * x; }),

    define(
        {.name = "sign",
         .title = "Sign",
         .formula = "sign(x)",
         .facts =
             [](const Values&) {
               return Facts{.range = closed(-1, 1),
                            .monotonicity = Monotonicity::non_decreasing,
                            .symmetry = Symmetry::odd,
                            .left = {0, -1},
                            .right = {0, 1},
                            .kinks = {{0, 0}}};
             },
         .source = "the sign, 0 at 0; ONNX Sign"},
        [](auto x) {
          using T = decltype(x);
          return select(x > 0, T(1.0), select(x < 0, T(-1.0), x));
        },
        [](auto x) { return 0 * finite(x); }),

    define({.name = "relu_squared",
            .title = "ReLU²",
            .aliases = {"relu2"},
            .formula = "max(x, 0)^2",
            .facts = [](const Values&) { return growing(0, 0); },
            .source = "So et al. 2021, Primer, arXiv:2109.08668"},
           [](auto x) { return select(x <= 0, decltype(x)(0.0), x * x); }),

    define({.name = "star_relu",
            .title = "StarReLU",
            .formula = "s * max(x, 0)^2 + b",
            .params = {{.name = "s", .fallback = 0.8944, .help = "scale, learned", .domain = above(0)},
                       {.name = "b", .fallback = -0.4472, .help = "shift, learned"}},
            .facts = [](const Values& p) { return growing(p[1], p[1]); },
            .source = "Yu et al. 2022, MetaFormer Baselines for Vision, arXiv:2210.13452"},
           [](auto x, auto s, auto b) {
             const auto y = max(x, 0.0);
             return s * (y * y) + b;
           }),

    define(
        {.name = "smooth_relu_squared",
         .title = "Smooth ReLU²",
         .formula = "x / 2 * (x + sqrt(x^2 + a^2))",
         .params = {{.name = "a", .fallback = 0.2, .help = "width of the bend", .domain = above(0)}},
         .facts =
             [](const Values& p) {
               return Facts{.range = above(-p[0] * p[0] / 4),
                            .monotonicity = Monotonicity::increasing,
                            .left = {0, -p[0] * p[0] / 4},
                            .right = {infinity, infinity}};
             },
         .source = "karpathy/nanochat#828"},
        [](auto x, auto a) {
          const auto size = abs(x), root = root_of_square_plus(size, a * a), sum = size + root;
          const auto share = select(size > 1e150, decltype(x)(0.5), size / sum);
          return select(x < 0, -0.5 * a * a * share, 0.5 * x * sum);
        },
        [](auto x, auto a) {  // (x + root)^2 / (2 root)
          const auto size = abs(x), root = root_of_square_plus(size, a * a), sum = size + root;
          const auto ratio = a * a / sum, share = select(size > 1e150, decltype(x)(1.0), size / root);
          return 0.5 * select(x < 0, ratio * (ratio / root), sum * (1 + share));
        }),

    define(
        {.name = "squareplus",
         .title = "Squareplus",
         .formula = "(x + sqrt(x^2 + b)) / 2",
         .params = {{.name = "b", .fallback = 4, .help = "width of the bend", .domain = above(0)}},
         .facts =
             [](const Values&) {
               return Facts{.range = above(0),
                            .monotonicity = Monotonicity::increasing,
                            .left = {0, 0},
                            .right = {1, 0}};
             },
         .source = "Barron 2021, Squareplus: A Softplus-Like Algebraic Rectifier, arXiv:2112.11687"},
        [](auto x, auto b) {
          const auto size = abs(x), left = b / (size + root_of_square_plus(size, b)) / 2;
          return select(x < 0, left, x + left);
        },
        [](auto x, auto b) {
          const auto size = abs(x), root = root_of_square_plus(size, b);
          const auto left = b / (size + root) / 2 / root;
          return select(x < 0, left, 1 - left);
        }),

    define(
        {.name = "multiquadric",
         .title = "Multiquadric",
         .formula = "sqrt(x^2 + 1)",
         .facts =
             [](const Values&) {
               return Facts{
                   .range = at_least(1), .symmetry = Symmetry::even, .left = {-1, 0}, .right = {1, 0}};
             },
         .source = "Hardy 1971, Multiquadric equations of topography, the radial basis function of width 1"},
        [](auto x) { return root_of_square_plus(abs(x), 1.0); }, [](auto x) { return over_root(x); }),

    define(
        {.name = "bent_identity",
         .title = "Bent identity",
         .formula = "(sqrt(x^2 + 1) - 1) / 2 + x",
         .facts =
             [](const Values&) {
               return Facts{.range = {},
                            .monotonicity = Monotonicity::increasing,
                            .left = {0.5, -0.5},
                            .right = {1.5, -0.5}};
             },
         .source = "Wikipedia, Activation function; Echo, BentID"},
        [](auto x) {
          const auto size = abs(x);
          const auto inner = size * (size / (root_of_square_plus(size, 1.0) + 1)) / 2 + x;
          return select(size > 1e150, select(x < 0, 0.5 * x, 1.5 * x), inner);
        },
        [](auto x) { return 1 + 0.5 * over_root(x); }),

    define({.name = "nlrelu",
            .title = "NLReLU",
            .formula = "log(1 + beta * max(x, 0))",
            .params = {{.name = "beta", .fallback = 1, .help = "slope at 0", .domain = above(0)}},
            .facts =
                [](const Values&) {
                  return Facts{.range = at_least(0),
                               .monotonicity = Monotonicity::non_decreasing,
                               .left = {0, 0},
                               .right = {0, infinity},
                               .kinks = {{0, 1}}};
                },
            .source = "Liu et al. 2019, Natural-Logarithm-Rectified Activation Function, arXiv:1908.03682"},
           [](auto x, auto beta) {
             const auto y = beta * x;
             return select(x <= 0, decltype(x)(0.0), select(x > 1e290, log(x) + log(beta), log1p(y)));
           }),

    define(
        {.name = "symlog",
         .title = "Symlog",
         .formula = "sign(x) * log(1 + abs(x))",
         .facts =
             [](const Values&) {
               return Facts{.range = {},
                            .monotonicity = Monotonicity::increasing,
                            .symmetry = Symmetry::odd,
                            .left = {0, -infinity},
                            .right = {0, infinity},
                            .kinks = {{0, 2}}};
             },
         .source = "Hafner et al. 2023, Mastering Diverse Domains through World Models, arXiv:2301.04104"},
        [](auto x) {
          const auto size = log1p(abs(x));
          return select(x < 0, -size, size);
        },
        [](auto x) { return 1 / (1 + abs(x)); }),
};

}  // namespace

std::span<const Activation> powers() { return all; }

}  // namespace actviz::families
