// Every function of the notes' table at a glance.
#include <string>
#include <string_view>
#include <vector>

#include "plots/charts/window.hpp"
#include "plots/notes/drawing_blocks.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

/// A function as its panel shows it: the formula, with numbers for the parameters, and as `Function::parse`
/// reads it.
struct Entry {
  std::string_view title, formula, function;
};

constexpr Entry table[] = {
    {"Sigmoid", "1 / (1 + exp(-x))", "sigmoid"},
    {"Softmax $x$, 1, 0", "exp(x) / (exp(x) + e + 1)", "exp(x) / (exp(x) + e + 1)"},
    {"Tanh", "tanh(x)", "tanh"},
    {"ReLU", "max(x, 0)", "relu"},
    {"Leaky ReLU", "where(x > 0, x, 0.01 * x)", "leaky_relu"},
    {"PReLU", "where(x > 0, x, 0.25 * x)", "prelu"},
    {"ELU", "where(x > 0, x, exp(x) - 1)", "elu"},
    {"GELU", "x * Phi(x)", "gelu"},
    {"Swish", "x * sigmoid(x)", "swish"},
    {"Mish", "x * tanh(log(1 + exp(x)))", "mish"},
    {"Hard Swish", "x * min(max(x + 3, 0), 6) / 6", "hard_swish"},
    {"ReLU6", "min(max(x, 0), 6)", "relu6"},
    {"Softplus", "log(1 + exp(x))", "softplus"},
    {"SELU", "1.0507 * elu(x, 1.6733)", "selu"},
    {"CELU", "where(x > 0, x, 2 * (exp(x / 2) - 1))", "celu:2"},
    {"RReLU", "where(x > 0, x, 11 / 48 * x)", "rrelu"},
    {"Hard Sigmoid", "min(max(x + 3, 0), 6) / 6", "hard_sigmoid"},
    {"LogSigmoid", "-log(1 + exp(-x))", "log_sigmoid"},
    {"Hard Tanh", "min(max(x, -1), 1)", "hard_tanh"},
    {"Softsign", "x / (1 + abs(x))", "softsign"},
    {"Tanhshrink", "x - tanh(x)", "tanh_shrink"},
    {"Hardshrink", "where(abs(x) > 0.5, x, 0)", "hard_shrink"},
    {"Softshrink", "sign(x) * max(abs(x) - 0.5, 0)", "soft_shrink"},
    {"Threshold", "where(x > 1, x, 0)", "threshold:1,0"},
};

/// The curve is that of the formula in the title; the slope at a kink is what the catalogue takes.
Panel panel_of(const Entry& entry) {
  const Function formula = Function::parse(entry.formula), f = Function::parse(entry.function);
  const Curve curves[] = {{derivative(formula, 0), {0}, {}}, {derivative(f, 1), {1, Dash::dashed}, {}}};
  const Interval range = f.is_formula() ? open(0, 1) : f.facts().range;  // softmax alone is a formula
  Panel panel = plots::panel_of("$f(x) ∈$ " + interval_math(range, 3), curves, {.lo = -7, .hi = 7});
  panel.title = std::string(entry.title) + ": $" + to_math(formula.formula()) + "$";
  return panel;
}

}  // namespace

Figure figure_30(ThemeName theme) {
  std::vector<Panel> panels;
  for (const Entry& entry : table) panels.push_back(panel_of(entry));
  Figure figure = figure_of(theme, "Activations at a glance",
                            "solid: $f$, with its range beside it; dashed: $f'$; dots: the values at jumps",
                            std::move(panels), 4);
  figure.share_x = true;
  figure.description =
      "A grid of 24 panels, each an activation with its derivative from -7 to 7, titled with its formula and "
      "its range beside it: the ten of the notes' table, then those of PyTorch's list.";
  return figure;
}

}  // namespace actviz::notes
