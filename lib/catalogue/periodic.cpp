// Activations that oscillate.
#include "lib/catalogue/families.hpp"
#include "lib/number/special.hpp"

namespace actviz::families {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr Facts wave(Symmetry symmetry) {
  return {.range = closed(-1, 1), .symmetry = symmetry, .left = {nan, nan}, .right = {nan, nan}};
}

constexpr Activation all[] = {
    define({.name = "sin",
            .title = "Sine",
            .aliases = {"sine"},
            .formula = "sin(x)",
            .facts = [](const Values&) { return wave(Symmetry::odd); },
            .source = "Sitzmann et al. 2020, Implicit Neural Representations (SIREN), arXiv:2006.09661"},
           [](auto x) { return sin(x); }),

    define({.name = "cos",
            .title = "Cosine",
            .aliases = {"cosine"},
            .formula = "cos(x)",
            .facts = [](const Values&) { return wave(Symmetry::even); },
            .source = "Rahimi & Recht 2007, Random Features for Large-Scale Kernel Machines"},
           [](auto x) { return cos(x); }),

    define(
        {.name = "sinc",
         .title = "Sinc",
         .formula = "where(x == 0, 1 - x^2 / 6, sin(x) / x)",
         .facts =
             [](const Values&) {
               return Facts{.range = closed(-0.21723362821122166, 1),
                            .symmetry = Symmetry::even,
                            .left = {0, 0},
                            .right = {0, 0}};
             },
         .source = "the cardinal sine sin(x) / x, not normalised; its Taylor series stands for x = 0"},
        [](auto x) { return select(x == 0, decltype(x)(1.0), sin(finite(x)) / x); },
        [](auto x) {  // (cos x - sinc x) / x cancels near 0: its series there
          using T = decltype(x);
          const T z = min(x * x, 1.0);
          T sum = T(detail::x_cosh_less_sinh[0]);
          for (std::size_t i = 1; i < 13; ++i) sum = detail::x_cosh_less_sinh[i] - sum * z;
          const T y = finite(x);
          return select(abs(x) < 1, -x * sum, (cos(y) - sin(y) / x) / x);
        }),

    define(
        {.name = "snake",
         .title = "Snake",
         .formula = "x + sin(a * x)^2 / a",
         .params = {{.name = "a",
                     .fallback = 1,
                     .help = "frequency; the waves have the period pi / a",
                     .domain = above(0)}},
         .facts =
             [](const Values&) {
               return Facts{.range = {},
                            .monotonicity = Monotonicity::increasing,
                            .left = {nan, -infinity},
                            .right = {nan, infinity}};
             },
         .source = "Ziyin, Hartwig & Ueda 2020, arXiv:2006.08195; the same as x + (1 - cos(2 a x)) / (2 a)"},
        [](auto x, auto a) {
          const auto wave = sin(finite(a * x));
          return x + wave * wave / a;
        },
        [](auto x, auto a) {  // 0 * x: it has no limit at infinity
          return decltype(x)(1.0) + (sin(finite(2 * a * x)) + 0 * x);
        }),
};

}  // namespace

std::span<const Activation> periodic() { return all; }

}  // namespace actviz::families
