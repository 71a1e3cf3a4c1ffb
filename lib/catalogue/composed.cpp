// Self-gated activations whose gate is composed of other functions.
#include "lib/catalogue/families.hpp"
#include "lib/number/special.hpp"

namespace actviz::families {
namespace {

/// Where x times its gate is x itself to the last bit, and with it everything that would overflow on the way.
constexpr double settled = 800;

constexpr Facts dipping(double minimum) {
  return {.range = at_least(minimum), .left = {0, 0}, .right = {1, 0}};
}

/// The minimum of t (1 + e^-t)^-alpha, where 1 + alpha t sigmoid(-t) vanishes.
double aria_minimum(double alpha) {
  double lo = -2 / alpha - 40, hi = 0;
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (lo + hi);
    (1 + alpha * middle * sigmoid(-middle) < 0 ? lo : hi) = middle;
  }
  return lo * exp(-alpha * softplus(-lo));
}

/// (1 + e^(-beta x))^-alpha.
constexpr auto aria_gate = [](auto x, auto alpha, auto beta) {
  const auto y = beta * clamp(x, -1e100, 1e100);
  return exp(-alpha * log1p_unit(exp(-abs(y)))) * exp(alpha * select(y < 0, y, decltype(x)(0.0)));
};

constexpr Activation all[] = {
    define({.name = "lisht",
            .title = "LiSHT",
            .formula = "x * tanh(x)",
            .facts =
                [](const Values&) {
                  return Facts{
                      .range = at_least(0), .symmetry = Symmetry::even, .left = {-1, 0}, .right = {1, 0}};
                },
            .source = "Roy et al. 2019, LiSHT, arXiv:1901.05894"},
           [](auto x) { return select(abs(x) > settled, abs(x), x * tanh(x)); }),

    define({.name = "elish",
            .title = "ELiSH",
            .formula = "where(x >= 0, x, exp(x) - 1) / (1 + exp(-x))",
            .facts =
                [](const Values&) {
                  Facts facts = dipping(-0.17157287525380990);
                  facts.kinks = {{0, 2}};
                  return facts;
                },
            .source = "Basirat & Roth 2018, The Quest for the Golden Activation Function, arXiv:1808.00783"},
           [](auto x) {
             const auto e = exp(-abs(x)), left = expm1(min(x, 0.0)) / (1 + e) * e;
             return select(x < 0, left, select(x > settled, x, x / (1 + e)));
           }),

    define({.name = "hard_elish",
            .title = "Hard ELiSH",
            .formula = "where(x >= 0, x, exp(x) - 1) * min(max((x + 1) / 2, 0), 1)",
            .facts =
                [](const Values&) {
                  Facts facts = dipping(-0.099673151528742618);
                  facts.kinks = {{-1, 1}, {0, 2}, {1, 1}};
                  return facts;
                },
            .source = "Basirat & Roth 2018, The Quest for the Golden Activation Function, arXiv:1808.00783"},
           [](auto x) {
             using T = decltype(x);
             const T gate = 0.5 * (x + 1);
             return select(x <= -1, T(0.0), select(x >= 1, x, select(x < 0, expm1(min(x, 0.0)), x) * gate));
           }),

    define({.name = "serf",
            .title = "Serf",
            .formula = "x * erf(log(1 + exp(x)))",
            .facts = [](const Values&) { return dipping(-0.34843745875960642); },
            .source = "Nag & Bhattacharyya 2021, Serf, arXiv:2108.09598"},
           [](auto x) { return select(x > settled, x, finite(x) * erf(softplus(x))); }),

    define({.name = "logish",
            .title = "Logish",
            .formula = "x * log(1 + 1 / (1 + exp(-x)))",
            .facts =
                [](const Values&) {
                  Facts facts = dipping(-0.25276881678944036);
                  facts.right = {0.69314718055994531, 0};
                  return facts;
                },
            .source = "Zhu et al. 2021, Logish: A new nonlinear nonmonotonic activation function"},
           [](auto x) { return select(x > settled, exactly::ln2 * x, finite(x) * log1p_unit(sigmoid(x))); }),

    define({.name = "telu",
            .title = "TeLU",
            .aliases = {{"tanhexp", "TanhExp"}},
            .formula = "x * tanh(exp(x))",
            .facts = [](const Values&) { return dipping(-0.35328577784821127); },
            .source = "Fernandez & Mali 2024, arXiv:2412.20269; Liu & Di 2020 (TanhExp), arXiv:2003.09855"},
           [](auto x) { return select(x > 6, x, finite(x) * tanh(exp(min(x, 6.0)))); }),

    define(
        {.name = "aria2",
         .title = "ARiA2",
         .formula = "x * (1 + exp(-beta * x))^-alpha",
         .params = {{.name = "alpha", .fallback = 1.5, .help = "power of the gate", .domain = above(0)},
                    {.name = "beta", .fallback = 2, .help = "sharpness of the gate", .domain = above(0)}},
         .facts = [](const Values& p) { return dipping(aria_minimum(p[0]) / p[1]); },
         .source = "Patwardhan, Ingalhalikar & Walambe 2018, arXiv:1805.08878; Echo leaves out the factor x"},
        [](auto x, auto alpha, auto beta) { return select(x > 0, x, finite(x)) * aria_gate(x, alpha, beta); },
        [](auto x, auto alpha, auto beta) {
          const auto y = beta * clamp(x, -1e100, 1e100);
          return aria_gate(x, alpha, beta) * (decltype(x)(1.0) + alpha * (y * sigmoid(-y)));
        }),
};

}  // namespace

std::span<const Activation> composed() { return all; }

}  // namespace actviz::families
