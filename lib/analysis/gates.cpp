#include "lib/analysis/gates.hpp"

#include <algorithm>
#include <array>

#include "lib/analysis/moments.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

constexpr std::string_view shazeer = "Shazeer 2020, GLU Variants Improve Transformer, arXiv:2002.05202";
constexpr std::string_view ggml = "ggml and the paper";

constexpr Gate all[] = {
    {"glu", "GLU", "sigmoid", "x", "\\sigma(a) \\, b", Half::second, "torch, jax, keras, nnlib and mlx",
     "Dauphin et al. 2017, arXiv:1612.08083"},
    {"reglu", "ReGLU", "relu", "x", "\\mathrm{ReLU}(a) \\, b", Half::first, ggml, shazeer},
    {"geglu", "GEGLU (tanh)", "gelu_tanh", "x", "\\mathrm{GELU}_{\\mathrm{tanh}}(a) \\, b", Half::first,
     "ggml, T5 v1.1 and Gemma", shazeer},
    {"geglu_erf", "GEGLU (erf)", "gelu", "x", "\\mathrm{GELU}(a) \\, b", Half::first, "ggml and ModernBERT",
     shazeer},
    {"geglu_quick", "GEGLU (quick)", "quick_gelu", "x", "a \\, \\sigma(1.702 \\, a) \\, b", Half::first,
     "ggml", shazeer},
    {"swiglu", "SwiGLU", "silu", "x", "\\mathrm{SiLU}(a) \\, b", Half::first, ggml, shazeer},
    {"swiglu_oai", "SwiGLU of gpt-oss", "quick_gelu(min(x, 7))", "max(min(x, 7), -7) + 1",
     "g \\, \\sigma(1.702 \\, g) (u + 1), g = \\min(a, 7), u = \\mathrm{clip}(b, -7, 7)", Half::first,
     "ggml; gpt-oss takes every other number of a row", "transformers: gpt_oss/modeling_gpt_oss.py"},
    {"swiglu_clamped", "Clamped SwiGLU", "silu(min(x, 10))", "max(min(x, 10), -10)",
     "\\mathrm{SiLU}(\\min(a, 10)) \\, \\mathrm{clip}(b, -10, 10)", Half::first, "DeepSeek V4",
     "transformers: deepseek_v4"},
    {"bilinear", "Bilinear", "x", "x", "a \\, b", Half::first, "the paper; the halves are alike", shazeer},
};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// E y, E y^2, E y^3, E y^4 of y = f(X), X of N(0, 1).
std::array<double, 4> raw_moments(std::string_view function) {
  const Distribution normal = Distribution::normal();
  const std::string base = "(" + with_argument(function, "x") + ")";
  const Moments once = moments(Function::parse(function), normal);
  return {once.mean, once.second_moment, moments(Function::parse(base + "^3"), normal).mean,
          moments(Function::parse(base + "^2"), normal).second_moment};
}

}  // namespace

std::span<const Gate> gates() { return all; }

const Gate* find_gate(std::string_view name) {
  const std::string wanted = folded(name);
  const auto* const found =
      std::ranges::find(all, wanted, [](const Gate& gate) { return folded(gate.name); });
  return found == std::end(all) ? nullptr : found;
}

std::string_view name_of(Half half) { return half == Half::first ? "first" : "second"; }

std::string with_argument(std::string_view function, std::string_view argument) {
  const auto stands_alone = [&](std::size_t i) {
    return !(i > 0 && is_word(function[i - 1])) && !(i + 1 < function.size() && is_word(function[i + 1]));
  };
  std::string text;
  bool is_formula = false;
  for (std::size_t i = 0; i < function.size(); ++i) {
    const bool is_variable = function[i] == 'x' && stands_alone(i);
    text += is_variable ? argument : function.substr(i, 1);
    is_formula = is_formula || is_variable;
  }
  return is_formula ? text : text + "(" + std::string(argument) + ")";
}

ProductMoments product_moments(const Gate& gate) {
  const auto f = raw_moments(gate.gated), g = raw_moments(gate.other);
  std::array<double, 4> m{};
  for (std::size_t k = 0; k < m.size(); ++k) m[k] = f[k] * g[k];  // the factors are independent
  const double mean = m[0], square = mean * mean, variance = m[1] - square;
  const double fourth = m[3] - 4 * mean * m[2] + 6 * square * m[1] - 3 * square * square;
  return {mean, variance, fourth / (variance * variance)};
}

}  // namespace actviz
