// What activations make of random numbers, and how much they compute.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lib/analysis/moments.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/formula.hpp"
#include "lib/number/random.hpp"
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_blocks.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

/// The share of f(z) in each of 40 bins, of a sample of N(0, 1).
Panel histogram_of(const char* name, const std::vector<double>& sample) {
  const Function f = Function::parse(name);
  std::vector<double> values;
  for (const double z : sample) values.push_back(f(z));
  constexpr std::size_t bins = 40;
  const auto [lo, hi] = std::ranges::minmax(values);
  Histogram histogram{{}, std::vector<double>(bins), {0}};
  for (std::size_t i = 0; i <= bins; ++i)
    histogram.edges.push_back(lo + (hi - lo) * static_cast<double>(i) / bins);
  for (const double value : values) {
    const auto bin = static_cast<std::size_t>((value - lo) / (hi - lo) * bins);
    histogram.heights[std::min(bin, bins - 1)] += 100.0 / static_cast<double>(values.size());
  }
  const Moments exact = moments(f, Distribution::normal());
  const auto zeros =
      static_cast<double>(std::ranges::count(values, 0.0)) / static_cast<double>(values.size());
  Panel panel{.title = f.title() + ": mean " + to_fixed(exact.mean, 4) + ", variance " +
                       to_fixed(exact.variance, 4) +
                       (zeros > 0 ? ", zeros " + to_fixed(100 * zeros, 1) + " %" : ""),
              .x = {.label = "$f(Z)$"},
              .y = {.label = "share, %"}};
  panel.marks.emplace_back(std::move(histogram));
  panel.marks.emplace_back(Rule{Rule::Direction::upright, exact.mean, {1, Dash::dashed}});
  return panel;
}

/// The operations that a formula takes per element; what does not depend on x is known beforehand.
struct Operations {
  enum Kind : std::size_t { comparison, sum_or_product, division, transcendental, count };
  std::array<int, count> number{};
};

/// The formula of an operation that the C library has not; empty where it has.
std::string_view definition_of(Op op) {
  switch (op) {
    case Op::sigmoid:
      return "1 / (1 + exp(-x))";
    case Op::softplus:
      return "log(1 + exp(x))";
    case Op::Phi:
      return "(1 + erf(x / sqrt(2))) / 2";
    default:
      return {};
  }
}

Operations operations(const Formula& formula) {
  Operations found;
  std::vector<bool> depends;  // on x, each node
  const auto add = [&](Operations::Kind kind, int times = 1) { found.number[kind] += times; };
  for (const Formula::Node& node : formula.nodes) {
    const std::size_t arguments = arity(node.op);
    const auto depends_at = [&](std::size_t i) { return depends[node.args[i]]; };
    bool any = node.op == Op::variable;
    for (std::size_t i = 0; i < arguments; ++i) any = any || depends_at(i);
    depends.push_back(any);
    if (!any) continue;
    if (const std::string_view definition = definition_of(node.op); !definition.empty()) {
      const Operations inner = operations(Formula::parse(definition));
      for (std::size_t kind = 0; kind < Operations::count; ++kind) found.number[kind] += inner.number[kind];
      continue;
    }
    switch (node.op) {
      case Op::variable:
      case Op::where:  // chooses by a comparison that is counted
        break;
      case Op::negate:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
        add(Operations::sum_or_product);
        break;
      case Op::divide:
        add(depends_at(1) ? Operations::division : Operations::sum_or_product);
        break;
      case Op::power:  // a whole one, by multiplications
        add(Operations::sum_or_product,
            static_cast<int>(formula.literals[formula.nodes[node.args[1]].args[0]].value) - 1);
        break;
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal:
      case Op::equal:
      case Op::min:
      case Op::max:
      case Op::abs:
      case Op::sign:
      case Op::relu:
        add(Operations::comparison);
        break;
      case Op::clip:
        add(Operations::comparison, 2);
        break;
      default:
        add(Operations::transcendental);
    }
  }
  return found;
}

struct Counted {
  const char *name, *formula;
};
constexpr Counted counted[] = {
    {"ReLU", "max(x, 0)"},
    {"Leaky ReLU", "where(x > 0, x, 0.01 * x)"},
    {"Hard Swish", "x * min(max(x + 3, 0), 6) / 6"},
    {"Tanh", "tanh(x)"},
    {"Sigmoid", "sigmoid(x)"},
    {"SiLU", "x * sigmoid(x)"},
    {"GELU", "x * Phi(x)"},
    {"Mish", "x * tanh(softplus(x))"},
    {"GELU (tanh)", "x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))"},
};

/// The operations stacked, a bar for each formula.
Panel operations_panel() {
  std::array<std::string, Operations::count> labels = {"comparison", "+, −, ×", "division",
                                                       "exp, log, tanh, erf"};
  Panel panel{.title = "Operations of the formulas", .y = {.label = "per element", .lo = 0, .hi = 20}};
  for (const Counted& each : counted) {
    const auto place = static_cast<double>(panel.x.categories.size());
    const Operations found = operations(Formula::parse(each.formula));
    double base = 0;
    for (std::size_t kind = 0; kind < Operations::count; ++kind) {
      if (found.number[kind] == 0) continue;
      const double top = base + found.number[kind];
      panel.marks.emplace_back(Bars{{{place, top}},
                                    {static_cast<int>(kind)},
                                    std::exchange(labels[kind], {}),  // once in the legend
                                    0.7,
                                    base});
      base = top;
    }
    std::get<Bars>(panel.marks.back()).texts = {to_fixed(base, 0)};
    panel.x.categories.emplace_back(each.name);
  }
  return panel;
}

}  // namespace

Figure figure_28(ThemeName theme) {
  Random random(1);
  std::vector<double> sample(40000);
  for (double& z : sample) z = random.normal();
  std::vector<Panel> panels;
  for (const char* name : {"sigmoid", "tanh", "relu", "gelu", "silu"})
    panels.push_back(histogram_of(name, sample));
  panels.push_back(operations_panel());
  Figure figure =
      figure_of(theme, "What activations make of $Z \\sim N(0, 1)$, and what they compute",
                "40,000 numbers, seed 1; mean (dashed) and variance are exact", std::move(panels), 2);
  figure.description =
      "Histograms of five activations of normal numbers: sigmoid around one half, tanh spread over -1 to 1, "
      "half of ReLU's numbers exactly 0, GELU and SiLU heaped a little below 0. The last panel stacks the "
      "operations that nine formulas take, from one comparison for ReLU to nine for the tanh form of GELU.";
  return figure;
}

}  // namespace actviz::notes
