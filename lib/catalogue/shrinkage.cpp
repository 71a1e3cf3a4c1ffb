// Activations that pull small inputs to zero.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

constexpr Param width = {.name = "lambda", .fallback = 0.5, .help = "threshold", .domain = at_least(0)};

/// Facts of a function that is 0 on [-lambda, lambda] with kinks of one order at the ends; the identity at 0.
constexpr Facts shrinking(double lambda, Asymptote left, Asymptote right, int order) {
  Facts facts{.range = {},
              .monotonicity = Monotonicity::increasing,
              .symmetry = Symmetry::odd,
              .left = left,
              .right = right};
  if (lambda > 0) {
    facts.monotonicity = Monotonicity::non_decreasing;
    facts.kinks = {{-lambda, order}, {lambda, order}};
  }
  return facts;
}

constexpr Activation all[] = {
    define(
        {.name = "tanh_shrink",
         .title = "Tanhshrink",
         .aliases = {"tanhshrink"},
         .formula = "x - tanh(x)",
         .facts =
             [](const Values&) {
               return Facts{.range = {},
                            .monotonicity = Monotonicity::increasing,
                            .symmetry = Symmetry::odd,
                            .left = {1, 1},
                            .right = {1, -1}};
             },
         .source = "PyTorch, torch.nn.Tanhshrink"},
        [](auto x) {
          // beyond 50 still less than 1 in 240 bits: at 2^24 + 2 it decides a tie between floats
          const auto far = x - tanh(clamp(x, -50, 50));
          return select(abs(x) <= 0.5, x_minus_tanh_near_zero(clamp(x, -0.5, 0.5)), far);
        },
        [](auto x) {
          const auto t = tanh(x);
          return t * t;
        }),

    define({.name = "soft_shrink",
            .title = "Softshrink",
            .aliases = {"softshrink"},
            .formula = "where(x > lambda, x - lambda, where(x < -lambda, x + lambda, 0))",
            .params = {width},
            .facts =
                [](const Values& p) {
                  return shrinking(p[0], {1, p[0]}, {1, -p[0]}, 1);
                },
            .source = "Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage"},
           rational([](auto x, auto lambda) {
             const auto inside = abs(x) <= lambda && lambda > 0;
             return select(inside, decltype(x)(0.0), select(x < 0, x + lambda, x - lambda));
           })),

    define({.name = "hard_shrink",
            .title = "Hardshrink",
            .aliases = {"hardshrink"},
            .formula = "where(abs(x) > lambda, x, 0)",
            .params = {width},
            .facts =
                [](const Values& p) {
                  return shrinking(p[0], {1, 0}, {1, 0}, 0);
                },
            .source = "Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage"},
           selecting([](auto x, auto lambda) {
             return select(abs(x) <= lambda && lambda > 0, decltype(x)(0.0), x);
           })),
};

}  // namespace

std::span<const Activation> shrinkage() { return all; }

}  // namespace actviz::families
