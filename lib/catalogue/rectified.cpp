// Piecewise linear activations: the identity and its rectified relatives.
#include "lib/catalogue/families.hpp"

namespace actviz::families {
namespace {

constexpr auto leaky = [](auto x, auto alpha) {
  const auto left = alpha * select(alpha == 0, finite(x), x);  // 0 times -infinity is 0 here: relu
  return select(x > 0, x, left);
};

/// Facts of x for x > 0, alpha * x below.
constexpr Facts leaky_facts(const Values& p) {
  const double alpha = p[0];
  Facts facts{.range = alpha > 0 ? Interval{} : at_least(0),
              .monotonicity = alpha > 0    ? Monotonicity::increasing
                              : alpha == 0 ? Monotonicity::non_decreasing
                                           : Monotonicity::none,
              .symmetry = alpha == 1    ? Symmetry::odd
                          : alpha == -1 ? Symmetry::even
                                        : Symmetry::neither,
              .left = {alpha, 0},
              .right = {1, 0}};
  if (alpha != 1) facts.kinks.push_back({0, 1});
  return facts;
}

constexpr Activation all[] = {
    define({.name = "identity",
            .title = "Identity",
            .aliases = {"linear"},
            .formula = "x",
            .facts =
                [](const Values&) {
                  return Facts{.range = {},
                               .monotonicity = Monotonicity::increasing,
                               .symmetry = Symmetry::odd,
                               .left = {1, 0},
                               .right = {1, 0}};
                },
            .source = "the function that changes nothing"},
           selecting([](auto x) { return x; })),

    define({.name = "relu",
            .title = "ReLU",
            .formula = "max(x, 0)",
            .facts =
                [](const Values&) {
                  return Facts{.range = at_least(0),
                               .monotonicity = Monotonicity::non_decreasing,
                               .left = {0, 0},
                               .right = {1, 0},
                               .kinks = {{0, 1}}};
                },
            .source = "Nair & Hinton 2010, Rectified Linear Units Improve Restricted Boltzmann Machines"},
           selecting([](auto x) { return select(x <= 0, decltype(x)(0.0), x); })),

    define(
        {.name = "leaky_relu",
         .title = "Leaky ReLU",
         .formula = "where(x > 0, x, alpha * x)",
         .params = {{.name = "alpha", .fallback = 0.01, .help = "slope for x < 0"}},
         .facts = leaky_facts,
         .source = "Maas, Hannun & Ng 2013, Rectifier Nonlinearities Improve Neural Network Acoustic Models"},
        leaky),

    define(
        {.name = "prelu",
         .title = "PReLU",
         .formula = "where(x > 0, x, alpha * x)",
         .params = {{.name = "alpha", .fallback = 0.25, .help = "slope for x < 0, learned; 0.25 initially"}},
         .facts = leaky_facts,
         .source = "He et al. 2015, Delving Deep into Rectifiers, arXiv:1502.01852"},
        leaky),

    define({.name = "rrelu",
            .title = "RReLU",
            .formula = "where(x > 0, x, slope * x)",
            .params = {{.name = "slope",
                        .fallback = 11.0 / 48,
                        .help = "slope for x < 0 in evaluation mode, the mean of U(1/8, 1/3)"}},
            .facts = leaky_facts,
            .source = "Xu et al. 2015, Empirical Evaluation of Rectified Activations, arXiv:1505.00853"},
           leaky),

    define({.name = "relu6",
            .title = "ReLU6",
            .formula = "min(max(x, 0), 6)",
            .facts =
                [](const Values&) {
                  return Facts{.range = closed(0, 6),
                               .monotonicity = Monotonicity::non_decreasing,
                               .left = {0, 0},
                               .right = {0, 6},
                               .kinks = {{0, 1}, {6, 1}}};
                },
            .source = "Krizhevsky 2010, Convolutional Deep Belief Networks on CIFAR-10"},
           selecting([](auto x) {
             using T = decltype(x);
             return select(x <= 0, T(0.0), select(x >= 6, T(6.0), x));
           })),

    define({.name = "hard_tanh",
            .title = "Hard Tanh",
            .aliases = {"hardtanh"},
            .formula = "min(max(x, lo), hi)",
            .params = {{.name = "lo", .fallback = -1, .help = "lower bound"},
                       {.name = "hi", .fallback = 1, .help = "upper bound, above lo"}},
            .facts =
                [](const Values& p) {
                  return Facts{.range = closed(p[0], p[1]),
                               .monotonicity = Monotonicity::non_decreasing,
                               .symmetry = p[0] == -p[1] ? Symmetry::odd : Symmetry::neither,
                               .left = {0, p[0]},
                               .right = {0, p[1]},
                               .kinks = {{p[0], 1}, {p[1], 1}}};
                },
            .source = "Collobert 2004, Large Scale Machine Learning (thesis)"},
           selecting([](auto x, auto lo, auto hi) {
             using T = decltype(x);
             return select(x <= lo, T(lo), select(x >= hi, T(hi), x));
           })),

    define({.name = "threshold",
            .title = "Threshold",
            .formula = "where(x > threshold, x, value)",
            .params = {{.name = "threshold", .fallback = 1, .help = "x above it passes unchanged"},
                       {.name = "value", .fallback = 0, .help = "what stands for the rest"}},
            .facts =
                [](const Values& p) {
                  const double t = p[0], v = p[1];
                  return Facts{.range = {v < t ? v : t, infinity, v <= t, false},
                               .monotonicity = v <= t ? Monotonicity::non_decreasing : Monotonicity::none,
                               .left = {0, v},
                               .right = {1, 0},
                               .kinks = {{t, v == t ? 1 : 0}}};
                },
            .source = "PyTorch, torch.nn.Threshold (both parameters required there)"},
           selecting([](auto x, auto threshold, auto value) {
             return select(x <= threshold, decltype(x)(value), x);
           })),
};

}  // namespace

std::span<const Activation> rectified() { return all; }

}  // namespace actviz::families
