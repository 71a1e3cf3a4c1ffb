// Activations that pull small inputs to zero.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

constexpr Param width = {.name = "lambda", .fallback = 0.5, .help = "threshold", .domain = at_least(0)};

constexpr Activation all[] = {
    define({.name = "tanh_shrink",
            .title = "Tanhshrink",
            .aliases = {"tanhshrink"},
            .formula = "x - tanh(x)",
            .facts = [](const Values&) {
              return Facts{.range = {}, .monotonicity = Monotonicity::increasing, .symmetry = Symmetry::odd,
                           .left = {1, 1}, .right = {1, -1}};
            },
            .source = "PyTorch, torch.nn.Tanhshrink"},
           [](auto x) { return select(abs(x) <= 1, x_minus_tanh_near_zero(clamp(x, -1, 1)), x - tanh(x)); }),

    define({.name = "soft_shrink",
            .title = "Softshrink",
            .aliases = {"softshrink"},
            .formula = "where(x > lambda, x - lambda, where(x < -lambda, x + lambda, 0))",
            .params = {width},
            .facts = [](const Values& p) {
              return Facts{.range = {}, .monotonicity = Monotonicity::non_decreasing, .symmetry = Symmetry::odd,
                           .left = {1, p[0]}, .right = {1, -p[0]}, .kinks = {{-p[0], 1}, {p[0], 1}}};
            },
            .source = "Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage"},
           [](auto x, auto lambda) {
             return select(abs(x) <= lambda, decltype(x)(0.0), select(x < 0, x + lambda, x - lambda));
           }),

    define({.name = "hard_shrink",
            .title = "Hardshrink",
            .aliases = {"hardshrink"},
            .formula = "where(abs(x) > lambda, x, 0)",
            .params = {width},
            .facts = [](const Values& p) {
              return Facts{.range = {}, .monotonicity = Monotonicity::non_decreasing, .symmetry = Symmetry::odd,
                           .left = {1, 0}, .right = {1, 0}, .kinks = {{-p[0], 0}, {p[0], 0}}};
            },
            .source = "Donoho & Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage",
            .accuracy = {0, 0}},
           [](auto x, auto lambda) { return select(abs(x) <= lambda, decltype(x)(0.0), x); }),
};

}  // namespace

std::span<const Activation> shrinkage() { return all; }

}  // namespace actviz::families
