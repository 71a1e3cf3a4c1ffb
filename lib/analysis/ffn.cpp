#include "lib/analysis/ffn.hpp"

#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

constexpr std::int64_t largest_width = std::int64_t{1} << 53;  // whole numbers that doubles hold

[[noreturn]] void too_large(std::int64_t d_model, std::int64_t d_ff) {
  throw Error("d_model " + std::to_string(d_model) + " with d_ff " + std::to_string(d_ff) +
                  " makes a block beyond 2^63 bytes or operations",
              "the widest models have a d_model of some ten thousands");
}

/// Whole numbers of at least 0 that refuse to overflow.
struct Checked {
  std::int64_t d_model, d_ff;

  std::int64_t sum(std::int64_t a, std::int64_t b) const {
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) too_large(d_model, d_ff);
    return result;
  }
  std::int64_t product(std::int64_t a, std::int64_t b) const {
    std::int64_t result = 0;
    if (__builtin_mul_overflow(a, b, &result)) too_large(d_model, d_ff);
    return result;
  }
};

std::string shape(std::string_view rows, std::int64_t columns) {
  return "(" + std::string(rows) + ", " + std::to_string(columns) + ")";
}

/// f(x W1), and "* (x W3)", where a sum stands between brackets.
std::string gated_text(const FfnKind& kind) {
  const std::string function = kind.gate ? std::string(kind.gate->gated) : kind.activation.label();
  return function == "x" ? "(x W1)" : with_argument(function, "x W1");
}

std::string other_text(const Gate& gate) { return "(" + with_argument(gate.other, "x W3") + ")"; }

std::string listed(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

}  // namespace

FfnKind find_ffn_kind(std::string_view name, std::string_view activation) {
  if (folded(name) == "ffn") return {"ffn", nullptr, Function::parse(activation)};
  if (const Gate* gate = find_gate(name))
    return {std::string(gate->name), gate, Function::parse(gate->gated)};
  const auto names = ffn_names();
  throw Error("unknown kind of block " + in_quotes(name),
              did_you_mean(name, names, "the kinds are " + listed(names)));
}

std::string formula_of(const FfnKind& kind) {
  if (!kind.gate) return gated_text(kind) + " W2";
  return "(" + gated_text(kind) + " * " + other_text(*kind.gate) + ") W2";
}

std::vector<std::string_view> ffn_names() {
  std::vector<std::string_view> names{"ffn"};
  for (const Gate& gate : gates()) names.push_back(gate.name);
  return names;
}

std::int64_t ffn_width(bool is_gated, const WidthRule& rule) {
  const auto refuse = [&](const std::string& what) {
    throw Error("a hidden size of " + std::to_string(rule.hidden) + " gives a d_ff " + what,
                "LLaMA 7B has --hidden 16384 --multiple-of 256");
  };
  if (rule.hidden < 1 || rule.hidden > largest_width) refuse("outside 1 to 2^53");
  std::int64_t width = is_gated ? 2 * rule.hidden / 3 : rule.hidden;
  if (rule.multiplier) {
    const double scaled = *rule.multiplier * static_cast<double>(width);
    if (!(scaled >= 0 && scaled <= static_cast<double>(largest_width))) refuse("outside 1 to 2^53");
    width = static_cast<std::int64_t>(scaled);
  }
  if (rule.multiple_of) {
    const std::int64_t step = *rule.multiple_of, blocks = width / step + (width % step != 0);
    if (__builtin_mul_overflow(blocks, step, &width) || width > largest_width) refuse("outside 1 to 2^53");
  }
  if (width < 1) refuse("of 0");
  return width;
}

FfnCost ffn_cost(const FfnKind& kind, std::int64_t d_model, std::int64_t d_ff, bool has_biases) {
  if (d_model < 1 || d_ff < 1)
    throw Error("a block needs sizes of at least 1, got d_model " + std::to_string(d_model) + " and d_ff " +
                    std::to_string(d_ff),
                "write --d-model 4096");
  const Checked checked{d_model, d_ff};
  const bool is_gated = kind.gate != nullptr,
             output_tells_slope = !is_gated && kind.activation.name() == "relu";
  FfnCost cost{.d_model = d_model, .d_ff = d_ff};
  cost.matrices.push_back({"W1", is_gated ? "gate" : "up", d_model, d_ff});
  if (is_gated) cost.matrices.push_back({"W3", "up", d_model, d_ff});
  cost.matrices.push_back({"W2", "down", d_ff, d_model});
  for (const FfnMatrix& matrix : cost.matrices) {
    cost.weights = checked.sum(cost.weights, checked.product(matrix.rows, matrix.columns));
    if (has_biases) cost.biases = checked.sum(cost.biases, matrix.columns);
  }
  cost.parameters = checked.sum(cost.weights, cost.biases);
  (void)checked.product(cost.parameters, training_bytes);
  cost.forward_flops = checked.product(2, cost.weights);
  cost.backward_flops = checked.product(2, cost.forward_flops);
  cost.activations = d_ff;
  cost.products = is_gated ? d_ff : 0;
  cost.saved = checked.sum(d_model, checked.product(is_gated ? 3 : output_tells_slope ? 1 : 2, d_ff));
  return cost;
}

void check_order(const FfnKind& kind, FfnOrder order, std::string_view rows, std::int64_t d_model,
                 std::int64_t d_ff) {
  if (order == FfnOrder::corrected) return;
  if (!kind.gate)
    throw Error("--order printed: a plain block has no product whose order could be wrong",
                "name a gated kind, such as swiglu");
  if (d_model == d_ff) return;
  throw Error("shapes " + shape(rows, d_model) + " and " + shape(rows, d_ff) +
                  " do not match: " + gated_text(kind) + " W2 * " + other_text(*kind.gate),
              "the product comes before W2: " + formula_of(kind) + "; leave --order out");
}

}  // namespace actviz
