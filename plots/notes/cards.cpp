#include "plots/notes/cards.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/text.hpp"
#include "lib/catalogue/formula.hpp"

namespace actviz::notes {
namespace {

/// A formula in x and its slope; `parameters` as "alpha=0.01".
CardLine scalar(std::string_view name, std::string_view function, std::string_view plain,
                std::string_view slope, std::string_view parameters = {}) {
  std::vector<std::string_view> names;
  if (!parameters.empty())
    for (const std::string_view given : split(parameters, ',')) names.push_back(split(given, '=').front());
  const Formula value = Formula::parse(plain, names), derivative = Formula::parse(slope, names);
  return {.name = name,
          .plain = plain,
          .latex = to_latex(value),
          .slope_plain = slope,
          .slope_latex = to_latex(derivative),
          .function = function,
          .parameters = parameters,
          .mathml = to_mathml(value),
          .slope_mathml = to_mathml(derivative)};
}

/// An equation between vectors, matrices or whole numbers.
struct Equation {
  std::string_view plain, latex;
};
CardLine equation(std::string_view name, Equation value, Equation derivative = {}) {
  return {.name = name,
          .plain = value.plain,
          .latex = std::string(value.latex),
          .slope_plain = derivative.plain,
          .slope_latex = std::string(derivative.latex)};
}

std::vector<Card> made() {
  return {
      {"FORM-1",
       "Sigmoid",
       "Maps to $(0, 1)$, neither end attained, and rises strictly; the slope is greatest at 0, where it is "
       "$1/4$. In floating point $e^{-x}$ overflows for $x < -709.8$: the second form is the one for $x < "
       "0$.",
       "S0-F3 S0-F8 S0-A5 S0-A9 S1-A1 S1-P6 S2-F6 S2-A7 S4-A4",
       {
           scalar("Sigmoid", "sigmoid", "1 / (1 + exp(-x))", "sigmoid(x) * (1 - sigmoid(x))"),
           scalar("For $x < 0$", "sigmoid", "exp(x) / (1 + exp(x))", "exp(x) / (1 + exp(x))^2"),
           scalar("By tanh", "sigmoid", "1 / 2 + tanh(x / 2) / 2", "(1 - tanh(x / 2)^2) / 4"),
       }},
      {"FORM-2",
       "Hyperbolic tangent",
       "Maps to $(-1, 1)$, neither end attained; odd, so that its mean is 0 for symmetric inputs. The slope "
       "is "
       "1 at 0 and falls like $4 e^{-2|x|}$. The quotient is NaN in float64 from $|x| = 710$ on.",
       "S0-F6 S0-A7 S1-A2 S1-P11 S1-P13 S2-F10 S2-F11 S2-A9 S4-A5 E11 E12",
       {
           scalar("Tanh", "tanh", "(exp(x) - exp(-x)) / (exp(x) + exp(-x))", "1 - tanh(x)^2"),
           scalar("By sigmoid", "tanh", "2 * sigmoid(2 * x) - 1",
                  "4 * sigmoid(2 * x) * (1 - sigmoid(2 * x))"),
       }},
      {"FORM-3",
       "ReLU and its piecewise linear relatives",
       "Default $\\alpha = 0.01$ of Leaky ReLU; PReLU learns it from 0.25 on. RReLU draws $a$ from $U(1/8, "
       "1/3)$ for every input in training and takes the mean, $11/48$, afterwards. At a kink the slope is a "
       "convention: here that of the left side at 0, and 0 at 6.",
       "S0-F2 S0-A3 S0-A4 S0-A10 S1-F6 S1-A3 S1-A4 S1-A5 S1-A10 S1-A20 S2-F13 S2-F14 S2-A10 S2-A11 S4-A3",
       {
           scalar("ReLU", "relu", "max(x, 0)", "where(x > 0, 1, 0)"),
           scalar("Leaky ReLU", "leaky_relu", "where(x > 0, x, alpha * x)", "where(x > 0, 1, alpha)",
                  "alpha=0.01"),
           scalar("PReLU", "prelu", "where(x > 0, x, alpha * x)", "where(x > 0, 1, alpha)", "alpha=0.25"),
           scalar("RReLU", "rrelu", "where(x > 0, x, a * x)", "where(x > 0, 1, a)", "a=0.22916666666666666"),
           scalar("ReLU6", "relu6", "min(max(x, 0), 6)", "where(x <= 0, 0, where(x < 6, 1, 0))"),
       }},
      {"FORM-4",
       "ELU, SELU and CELU",
       "Default $\\alpha = 1$ of ELU and CELU, which are then the same function. For other $\\alpha$ the "
       "slope "
       "of ELU jumps at 0 from $\\alpha$ to 1, that of CELU does not. SELU has $\\lambda = "
       "1.0507009873554805$ and $\\alpha = 1.6732632423543772$; its slope jumps from $\\lambda\\alpha = "
       "1.7581$ to $\\lambda$. At the kink it is that of the left side.",
       "S1-F6 S1-A6 S1-A20 S1-T7",
       {
           scalar("ELU", "elu", "where(x > 0, x, alpha * (exp(x) - 1))", "where(x > 0, 1, alpha * exp(x))",
                  "alpha=1"),
           scalar("SELU", "selu", "lambda * where(x > 0, x, alpha * (exp(x) - 1))",
                  "lambda * where(x > 0, 1, alpha * exp(x))",
                  "lambda=1.0507009873554805,alpha=1.6732632423543772"),
           scalar("CELU", "celu", "where(x > 0, x, alpha * (exp(x / alpha) - 1))",
                  "where(x > 0, 1, exp(x / alpha))", "alpha=1"),
       }},
      {"FORM-5",
       "GELU and its approximations",
       "$\\Phi$ is the distribution function of $N(0, 1)$, $\\phi$ its density. The first two are one "
       "function. The tanh form differs from it by at most $4.73 \\cdot 10^{-4}$, at $x = \\pm 2.70$; the "
       "sigmoid form by at most 0.0203, at $x = \\pm 2.27$.",
       "S0-F7 S0-A8 S1-A7 S1-A14 S1-P20 S1-P21 S1-P22 S2-F1 S2-F15 S2-A1 S3-A3 S4-A6 E5 E6 E25",
       {
           scalar("GELU, exact", "gelu", "x * Phi(x)", "Phi(x) + x * phi(x)"),
           scalar("GELU, by erf", "gelu", "x / 2 * (1 + erf(x / sqrt(2)))",
                  "1 / 2 * (1 + erf(x / sqrt(2))) + x * exp(-x^2 / 2) / sqrt(2 * pi)"),
           scalar(
               "GELU, tanh form", "gelu_tanh", "x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))",
               "1 / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) + x / 2 * (1 - tanh(sqrt(2 / pi) * "
               "(x + 0.044715 * x^3))^2) * sqrt(2 / pi) * (1 + 0.134145 * x^2)"),
           scalar("GELU, sigmoid form", "quick_gelu", "x * sigmoid(1.702 * x)",
                  "sigmoid(1.702 * x) + 1.702 * x * sigmoid(1.702 * x) * (1 - sigmoid(1.702 * x))"),
       }},
      {"FORM-6",
       "Swish and SiLU",
       "With $S$ for the value of Swish its slope is $\\beta S + \\sigma(\\beta x) (1 - \\beta S)$. "
       "$\\beta = 1$, the default, is SiLU; $\\beta = 0$ gives $x / 2$, and $\\beta \\to \\infty$ ReLU. "
       "$\\beta$ is fixed or learned. The minimum is $-0.278465 / \\beta$ at $x = -1.278465 / \\beta$.",
       "S1-A8 S1-P24 S1-P25 S2-F1 S2-F20 S2-A2 S3-A4 S3-A10 S4-A7 S4-A8 S4-A9 E7 E33",
       {
           scalar("Swish", "swish", "x * sigmoid(beta * x)",
                  "beta * x * sigmoid(beta * x) + sigmoid(beta * x) * (1 - beta * x * sigmoid(beta * x))",
                  "beta=1"),
           scalar("SiLU", "silu", "x * sigmoid(x)", "sigmoid(x) * (1 + x * (1 - sigmoid(x)))"),
       }},
      {"FORM-7",
       "Hard swish and hard sigmoid",
       "At the kinks $x = \\pm 3$ the slope of hard swish jumps from 0 to $-1/2$ and from $3/2$ to 1, that "
       "of "
       "hard sigmoid between 0 and $1/6$; which of the two counts there is a convention, and frameworks "
       "differ.",
       "S1-F9 S1-A9 S1-A10 S1-P26 S4-P46",
       {
           scalar("Hard sigmoid", "hard_sigmoid", "relu6(x + 3) / 6",
                  "where(x <= -3, 0, where(x < 3, 1 / 6, 0))"),
           scalar("Hard swish", "hard_swish", "x * relu6(x + 3) / 6",
                  "where(x <= -3, 0, where(x < 3, x / 3 + 1 / 2, 1))"),
           scalar("Hard swish, by cases", "hard_swish", "where(x <= -3, 0, where(x < 3, x * (x + 3) / 6, x))",
                  "where(x <= -3, 0, where(x < 3, (2 * x + 3) / 6, 1))"),
       }},
      {"FORM-8",
       "Softplus and Mish",
       "$e^x$ overflows in float64 for $x > 709.8$, the stable form nowhere. Mish is smooth and has no upper "
       "bound; its minimum is $-0.308843$ at $x = -1.192431$.",
       "S1-F10 S1-A11 S1-A12 S1-P27",
       {
           scalar("Softplus", "softplus", "log(1 + exp(x))", "sigmoid(x)"),
           scalar("Softplus, stable", "softplus", "max(x, 0) + log1p(exp(-abs(x)))", "1 / (1 + exp(-x))"),
           scalar("Mish", "mish", "x * tanh(softplus(x))",
                  "tanh(softplus(x)) + x * sigmoid(x) * (1 - tanh(softplus(x))^2)"),
       }},
      {"FORM-9",
       "Softmax, log-softmax and cross-entropy",
       "$\\delta_{ij}$ is 1 where $i = j$, else 0; $t$ is the true class. No output depends on its own score "
       "alone, so that softmax is not applied entry by entry. The shift changes no value and keeps "
       "$e^x$ from overflowing. The Jacobian is symmetric and its rows sum to 0.",
       "S0-F5 S0-A6 S0-P34 S1-A13 S1-A18 S1-P29 S1-P30 S2-F8 S2-A8 E21 E48",
       {
           equation("Softmax",
                    {"y_i = exp(x_i) / sum_j exp(x_j)", "y_i = \\frac{e^{x_i}}{\\sum_{j=1}^{n} e^{x_j}}"},
                    {"dy_i/dx_j = y_i * (delta_ij - y_j)",
                     "\\frac{\\partial y_i}{\\partial x_j} = y_i \\, (\\delta_{ij} - y_j)"}),
           equation("Softmax, shifted",
                    {"y_i = exp(x_i - m) / sum_j exp(x_j - m), m = max_k x_k",
                     "y_i = \\frac{e^{x_i - m}}{\\sum_{j=1}^{n} e^{x_j - m}}, \\quad m = \\max_{k} x_k"},
                    {"J = diag(y) - y y^T", "J = \\operatorname{diag}(y) - y \\, y^{\\top}"}),
           equation("Log-softmax",
                    {"ln y_i = x_i - m - ln(sum_j exp(x_j - m))",
                     "\\ln y_i = x_i - m - \\ln \\sum_{j=1}^{n} e^{x_j - m}"},
                    {"d ln y_i/dx_j = delta_ij - y_j",
                     "\\frac{\\partial \\ln y_i}{\\partial x_j} = \\delta_{ij} - y_j"}),
           equation("Cross-entropy", {"L = -ln y_t", "L = -\\ln y_t"},
                    {"dL/dx_j = y_j - delta_tj", "\\frac{\\partial L}{\\partial x_j} = y_j - \\delta_{tj}"}),
           equation(
               "Two classes", {"y_1 = sigmoid(x_1 - x_2)", "y_1 = \\sigma(x_1 - x_2)"},
               {"dy_1/dx_1 = y_1 * (1 - y_1)", "\\frac{\\partial y_1}{\\partial x_1} = y_1 \\, (1 - y_1)"}),
       }},
      {"FORM-10",
       "Gated linear unit",
       "$\\odot$ multiplies entry by entry. Dauphin et al. gate the second projection, and so do PyTorch and "
       "JAX, which split one projection into the halves $a$, the value, and $b$, the gate. Shazeer gates the "
       "first: the names of the weights change, the function does not.",
       "S2-F2 S2-F3 S2-F17 S2-F18 S2-F19 S2-A3 S3-A7 S4-A10 S4-P40 S4-P41 E27",
       {
           equation("GLU", {"y = (x W + b) * sigmoid(x V + c)", "y = (x W + b) \\odot \\sigma(x V + c)"}),
           equation("GLU, first half gated",
                    {"y = sigmoid(x W + b) * (x V + c)", "y = \\sigma(x W + b) \\odot (x V + c)"}),
           equation(
               "Of two halves", {"y = a * sigmoid(b)", "y = a \\odot \\sigma(b)"},
               {"dy/da = sigmoid(b), dy/db = a * sigmoid(b) * (1 - sigmoid(b))",
                "\\frac{\\partial y}{\\partial a} = \\sigma(b), \\quad \\frac{\\partial y}{\\partial b} = "
                "a \\, \\sigma(b) \\, (1 - \\sigma(b))"}),
       }},
      {"FORM-11",
       "Relatives of the gated linear unit",
       "$a = x W + b$ is the gated half, the first, and $g = x V + c$ the other; each derivative is of one "
       "entry. GELU is meant exactly; T5 v1.1 and Gemma take its tanh form.",
       "S2-F4 S2-A4 S3-A8 S4-A11 S4-A12 E28 E34",
       {
           equation(
               "ReGLU", {"y = max(0, x W + b) * (x V + c)", "y = \\max(0, x W + b) \\odot (x V + c)"},
               {"dy/dg = max(0, a); dy/da = g where a > 0, else 0",
                "\\frac{\\partial y}{\\partial g} = \\max(0, a), \\quad \\frac{\\partial y}{\\partial a} = "
                "\\begin{cases} g & \\text{if } a > 0 \\\\ 0 & \\text{otherwise} \\end{cases}"}),
           equation(
               "GeGLU",
               {"y = GELU(x W + b) * (x V + c)", "y = \\operatorname{GELU}(x W + b) \\odot (x V + c)"},
               {"dy/dg = a * Phi(a); dy/da = g * (Phi(a) + a * phi(a))",
                "\\frac{\\partial y}{\\partial g} = a \\, \\Phi(a), \\quad \\frac{\\partial y}{\\partial "
                "a} = g \\, (\\Phi(a) + a \\, \\phi(a))"}),
           equation("Bilinear", {"y = (x W + b) * (x V + c)", "y = (x W + b) \\odot (x V + c)"},
                    {"dy/dg = a; dy/da = g",
                     "\\frac{\\partial y}{\\partial g} = a, \\quad \\frac{\\partial y}{\\partial a} = g"}),
       }},
      {"FORM-12",
       "SwiGLU",
       "$a = x W + b$ is the gated half, the first, and $g = x V + c$ the other; $\\beta = 1$ in language "
       "models, so that Swish is SiLU, and there are no biases. Swish takes the place of the sigmoid of GLU. "
       "The gate is no share: it ranges over $[-0.278465, \\infty)$.",
       "S2-F5 S2-F22 S2-A5 S3-A9 S4-A13 S4-P50 E15 E24 E29 E35",
       {
           equation("SwiGLU", {"SwiGLU(x, W, V, b, c) = Swish(x W + b) * (x V + c)",
                               "y = \\operatorname{Swish}_{\\beta}(x W + b) \\odot (x V + c)"}),
           equation("Of two halves",
                    {"y = a * sigmoid(beta * a) * g", "y = a \\, \\sigma(\\beta a) \\odot g"}),
           equation("Slope in $a$",
                    {"dy/da = g * (beta * S + sigmoid(beta * a) * (1 - beta * S)), S = a * sigmoid(beta * a)",
                     "\\frac{\\partial y}{\\partial a} = g \\, (\\beta S + \\sigma(\\beta a) \\, (1 - \\beta "
                     "S)), \\quad S = a \\, \\sigma(\\beta a)"}),
           equation("Slope in $g$", {"dy/dg = a * sigmoid(beta * a)",
                                     "\\frac{\\partial y}{\\partial g} = a \\, \\sigma(\\beta a)"}),
       }},
      {"FORM-13",
       "Feed-forward blocks",
       "Rows of $x$ are tokens. The entrywise product comes before $W_2$: behind it the sizes, $d$ and $h$, "
       "do not even agree. In a gated block $W_1$ leads to the gated half and $W_3$ to the other.",
       "S0-A11 S2-F23 S2-A6 S2-A15 S3-A1 S3-Q2 S4-A1 S4-A2 S4-A12 S4-A14 S4-A15 S4-A16 S4-P54 E27 E34 E36",
       {
           equation("FFN", {"FFN(x) = f(x W_1 + b_1) W_2 + b_2",
                            "\\operatorname{FFN}(x) = f(x W_1 + b_1) \\, W_2 + b_2"}),
           equation("Gated FFN",
                    {"FFN_GLU(x) = (f(x W_1) * (x W_3)) W_2",
                     "\\operatorname{FFN}_{\\mathrm{GLU}}(x) = (f(x W_1) \\odot x W_3) \\, W_2"}),
           equation(
               "With SwiGLU",
               {"FFN_SwiGLU(x) = (SiLU(x W_1) * (x W_3)) W_2",
                "\\operatorname{FFN}_{\\mathrm{SwiGLU}}(x) = (\\operatorname{SiLU}(x W_1) \\odot x W_3) \\, "
                "W_2"}),
           equation(
               "With GeGLU",
               {"FFN_GeGLU(x) = (GELU(x W_1) * (x W_3)) W_2",
                "\\operatorname{FFN}_{\\mathrm{GeGLU}}(x) = (\\operatorname{GELU}(x W_1) \\odot x W_3) \\, "
                "W_2"}),
           equation("Sizes",
                    {"x in R^(n x d), W_1 and W_3 in R^(d x h), W_2 in R^(h x d)",
                     "x \\in \\mathbb{R}^{n \\times d}, \\quad W_1, W_3 \\in \\mathbb{R}^{d \\times h}, "
                     "\\quad W_2 \\in \\mathbb{R}^{h \\times d}"}),
           equation("Weights", {"2 d h, gated 3 d h", "2 d h, \\quad \\text{gated } 3 d h"}),
       }},
      {"FORM-14",
       "Initialisation of weights",
       "$N(0, v)$ is the normal distribution of variance $v$, and $U(-a, a)$ has the variance $a^2 / 3$. "
       "Xavier keeps the variance of signal and gradient where the activation is like the identity, as tanh "
       "is near 0; He makes up for the half that ReLU sets to 0. Biases start at 0.",
       "S2-A12 S2-A13 S2-A14 S2-A15 E10 E20 E23",
       {
           equation("Random", {"w ~ 0.01 * N(0, 1), Var w = 0.0001",
                               "w \\sim 0.01 \\cdot N(0, 1), \\quad \\operatorname{Var} w = 10^{-4}"}),
           equation("Xavier, normal",
                    {"w ~ N(0, 2 / (n_in + n_out))",
                     "w \\sim N\\left(0, \\frac{2}{n_{\\mathrm{in}} + n_{\\mathrm{out}}}\\right)"}),
           equation("Xavier, uniform",
                    {"w ~ U(-a, a), a = sqrt(6 / (n_in + n_out))",
                     "w \\sim U(-a, a), \\quad a = \\sqrt{\\frac{6}{n_{\\mathrm{in}} + n_{\\mathrm{out}}}}"}),
           equation("He, normal",
                    {"w ~ N(0, 2 / n_in)", "w \\sim N\\left(0, \\frac{2}{n_{\\mathrm{in}}}\\right)"}),
           equation("He, uniform", {"w ~ U(-a, a), a = sqrt(6 / n_in)",
                                    "w \\sim U(-a, a), \\quad a = \\sqrt{\\frac{6}{n_{\\mathrm{in}}}}"}),
       }},
      {"FORM-15",
       "Dynamic tanh",
       "Takes the place of a normalisation layer (Zhu et al. 2025). All three parameters are learned: "
       "$\\alpha$, one number, from 0.5 on; $\\gamma$ and $\\beta$, one for each channel, from 1 and 0 on.",
       "S1-A15 S1-P10 E9",
       {
           scalar("DyT", "dyt", "gamma * tanh(alpha * x) + beta", "alpha * gamma * (1 - tanh(alpha * x)^2)",
                  "alpha=0.5,gamma=1,beta=0"),
           scalar("Sigmoid as DyT", "sigmoid", "1 / 2 * tanh(x / 2) + 1 / 2", "1 / 4 * (1 - tanh(x / 2)^2)"),
       }},
      {"FORM-16",
       "Hidden size of a gated block",
       "$h$ is the hidden size of the plain block, $h'$ that of the gated one, $m$ the number it is to be a "
       "multiple of. Two thirds keep the number of weights, and rounding up adds a little: with $d = 128$ "
       "there "
       "are $3 \\cdot 128 \\cdot 176 = 67584$ instead of $2 \\cdot 128 \\cdot 256 = 65536$.",
       "S4-A17 S4-N3 S4-N4 S4-N5 S4-N6 S4-P51 S4-P52 S4-C3",
       {
           equation("Rule", {"h' = multiple_of * ceil(floor(2 * h / 3) / multiple_of)",
                             "h' = m \\left\\lceil \\frac{\\lfloor 2 h / 3 \\rfloor}{m} \\right\\rceil"}),
           equation("In whole numbers",
                    {"h' = multiple_of * ((2 * h // 3 + multiple_of - 1) // multiple_of)",
                     "h' = m \\left\\lfloor \\frac{\\lfloor 2 h / 3 \\rfloor + m - 1}{m} \\right\\rfloor"}),
           equation("For $h = 256$, $m = 16$",
                    {"16 * ceil(170 / 16) = 16 * 11 = 176",
                     "h' = 16 \\left\\lceil \\frac{170}{16} \\right\\rceil = 16 \\cdot 11 = 176"}),
           equation("Weights", {"3 * d * h' ~ 2 * d * h", "3 \\, d \\, h' \\approx 2 \\, d \\, h"}),
       }},
  };
}

bool is_scalar(const Card& card) {
  return std::ranges::none_of(card.lines, [](const CardLine& line) { return line.function.empty(); });
}

bool has_slopes(const Card& card) {
  return std::ranges::any_of(card.lines, [](const CardLine& line) { return !line.slope_plain.empty(); });
}

/// Whether the derivatives are too long to stand beside the formulas.
bool stands_beneath(const Card& card) {
  constexpr std::size_t most = 110;
  std::size_t longest = 0, longest_slope = 0;
  for (const CardLine& line : card.lines) {
    longest = std::max(longest, line.plain.size());
    longest_slope = std::max(longest_slope, line.slope_plain.size());
  }
  return longest + longest_slope > most;
}

/// About how high a formula is set, in points.
double height_of(std::string_view latex) {
  const auto has = [&](std::string_view part) { return latex.find(part) != std::string_view::npos; };
  constexpr std::string_view next_row = " \\\\ ";
  int rows = 1;
  for (auto at = latex.find(next_row); at != std::string_view::npos; at = latex.find(next_row, at + 1))
    ++rows;
  if (rows > 1) return 8 + 18 * rows;
  return latex.empty() ? 0 : has("\\sum") ? 44 : has("\\frac") ? 38 : 22;
}

std::string math(std::string_view latex) {
  return latex.empty() ? std::string() : "$" + std::string(latex) + "$";
}

}  // namespace

std::span<const Card> cards() {
  static const std::vector<Card> all = made();
  return all;
}

plots::Figure draw(const Card& card, plots::ThemeName theme) {
  const bool scalar = is_scalar(card), beneath = stands_beneath(card);
  plots::Formulas formulas{.heading = {}, .rows = {}, .remark = std::string(card.note)};
  if (!beneath && scalar) formulas.heading = {"$f(x)$", "$f'(x)$"};
  if (!beneath && !scalar && has_slopes(card)) formulas.heading = {"formula", "derivative"};
  const std::string_view value_is = scalar && beneath ? "f(x) = " : "",
                         slope_is = scalar && beneath ? "f'(x) = " : "";
  std::string description;
  for (const CardLine& line : card.lines) {
    const std::string value = math(std::string(value_is) + line.latex),
                      slope = line.slope_latex.empty() ? "" : math(std::string(slope_is) + line.slope_latex);
    formulas.rows.push_back({std::string(line.name), {value}});
    if (beneath && !slope.empty()) formulas.rows.push_back({"", {slope}});
    if (!beneath) formulas.rows.back().cells.push_back(slope);
    description +=
        (description.empty() ? "" : "; ") + std::string(line.name) + ": " + std::string(line.plain);
  }
  plots::Panel panel;
  panel.bare = true;
  panel.marks.emplace_back(std::move(formulas));
  return {.title = std::string(card.title),
          .description = std::move(description),
          .theme = theme,
          .panels = {std::move(panel)}};
}

plots::Medium medium_of(const Card& card) {
  constexpr double frame = 80, line_space = 14, remark_line = 16, points_per_character = 5.5;
  const bool beneath = stands_beneath(card);
  const double width = beneath ? 820 : 720;
  double height =
      frame + remark_line * std::ceil(points_per_character * static_cast<double>(card.note.size()) / width);
  for (const CardLine& line : card.lines) {
    const double value = height_of(line.latex), slope = height_of(line.slope_latex);
    height += line_space + (beneath ? value + slope : std::max(value, slope));
  }
  return {.width = width, .height = height};
}

}  // namespace actviz::notes
