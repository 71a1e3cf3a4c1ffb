// The formula language: what it reads, what it rejects and how, and how it prints.
#include "lib/catalogue/formula.hpp"

#include <gtest/gtest.h>

#include <map>

#include "lib/base/error.hpp"
#include "lib/catalogue/catalogue.hpp"
#include "tests/support/formula_value.hpp"

namespace actviz::test {
namespace {

constexpr std::string_view names[] = {"alpha", "b", "alpha_p"};

double at(const char* text, double x) {
  constexpr double parameters[] = {2, 3, 5};
  return evaluate<double>(Formula::parse(text, names), x, parameters);
}

struct Value {
  const char* text;
  double x, expected;
};

TEST(Formula, operators_bind_as_in_mathematics) {
  const Value rows[] = {
      {"1 + 2 * 3", 0, 7},
      {"(1 + 2) * 3", 0, 9},
      {"1 - 2 - 3", 0, -4},
      {"8 / 4 / 2", 0, 1},
      {"2^3^2", 0, 512},
      {"(2^3)^2", 0, 64},
      {"-x^2", 3, -9},
      {"(-x)^2", 3, 9},
      {"2^-1", 0, 0.5},
      {"2 * -x", 3, -6},
      {"--x", 3, 3},
      {"+x", 3, 3},
      {"1 - -x", 3, 4},
      {"-2^2", 0, -4},
      {"x < 2", 1, 1},
      {"1 + x < 2", 1, 0},
      {"x <= 1", 1, 1},
      {"x > 1", 1, 0},
      {"x >= 1", 1, 1},
      {"x == 1", 1, 1},
      {"alpha + b", 0, 5},
      {"alpha_p", 0, 5},
      {".5 + 1. + 1e1", 0, 11.5},
      {"2E-1", 0, 0.2},
      {" x\t*\n2 ", 4, 8},
      {"pi", 0, 3.141592653589793},
      {"e", 0, 2.718281828459045},
  };
  for (const Value& row : rows) EXPECT_DOUBLE_EQ(at(row.text, row.x), row.expected) << row.text;
}

TEST(Formula, functions_mean_what_they_say) {
  const Value rows[] = {
      {"where(x > 0, 1, 2)", 3, 1},
      {"where(x > 0, 1, 2)", -3, 2},
      {"min(x, 2)", 3, 2},
      {"max(x, 2)", 3, 3},
      {"clip(x, -1, 1)", -4, -1},
      {"clip(x, -1, 1)", 4, 1},
      {"clip(x, -1, 1)", 0.5, 0.5},
      {"exp(x)", 1, 2.718281828459045},
      {"expm1(x)", 1e-20, 1e-20},
      {"log(x)", 10, 2.302585092994046},
      {"log1p(x)", 9, 2.302585092994046},
      {"sqrt(x)", 9, 3},
      {"cbrt(x)", -8, -2},
      {"erf(x)", 1, 0.8427007929497149},
      {"erfc(x)", 1, 0.15729920705028513},
      {"tanh(x)", 1, 0.7615941559557649},
      {"sin(x)", 1, 0.8414709848078965},
      {"cos(x)", 1, 0.5403023058681398},
      {"atan(x)", 1, 0.7853981633974483},
      {"abs(x)", -2, 2},
      {"sign(x)", -2, -1},
      {"sign(x)", 0, 0},
      {"sigmoid(x)", 0, 0.5},
      {"softplus(x)", 0, 0.6931471805599453},
      {"Phi(x)", 1, 0.8413447460685429},
      {"phi(x)", 0, 0.3989422804014327},
      {"relu(x)", -1, 0},
      {"relu(x)", 2, 2},
  };
  for (const Value& row : rows) EXPECT_DOUBLE_EQ(at(row.text, row.x), row.expected) << row.text;
}

TEST(Formula, every_function_is_covered_by_a_derivative_rule) {
  for (const NamedOp& function : formula_functions()) {
    if (function.arity != 1) continue;
    const Formula formula = Formula::parse(std::string(function.name) + "(x)");
    const double h = 1e-6, x = 0.7;
    const auto value = [&](double z) { return evaluate<double>(formula, z, {}); };
    const auto slope = evaluate<Dual<double>>(formula, {x, 1.0}, {}).d;
    EXPECT_NEAR(slope, (value(x + h) - value(x - h)) / (2 * h), 1e-8) << function.name;
  }
}

TEST(Formula, powers_have_exact_derivatives_also_of_negative_numbers) {
  const auto slope = [](const char* text, double x) {
    return evaluate<Dual<double>>(Formula::parse(text), {x, 1.0}, {}).d;
  };
  EXPECT_EQ(slope("x^3", -2), 12);
  EXPECT_EQ(slope("x^1", 0), 1);
  EXPECT_EQ(slope("x^0", 0), 0);
  EXPECT_NEAR(slope("2^x", 3), 5.545177444479562, 1e-14);
}

TEST(Formula, nan_passes_through_min_and_max_from_either_side) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const char* text :
       {"min(x, 0)", "min(0, x)", "max(x, 0)", "max(0, x)", "relu(x)", "abs(x)", "clip(x, 0, 1)"})
    EXPECT_TRUE(std::isnan(at(text, nan))) << text;
}

struct Mistake {
  const char *text, *message, *hint;
};

TEST(Formula, mistakes_are_shown_where_they_are) {
  const std::string example = "write for example x * sigmoid(2 * x)";
  const Mistake rows[] = {
      {"", "expected a number, a name or \"(\", got the end at character 1\n  \n  ^", nullptr},
      {"x +", "expected a number, a name or \"(\", got the end at character 4\n  x +\n     ^", nullptr},
      {"x * )", "expected a number, a name or \"(\", got \")\" at character 5\n  x * )\n      ^", nullptr},
      {"(x", "expected \")\", got the end at character 3\n  (x\n    ^", nullptr},
      {"2x", "expected an operator or the end, got \"x\" at character 2\n  2x\n   ^", nullptr},
      {"x < 1 < 2", "expected an operator or the end, got \"<\" at character 7\n  x < 1 < 2\n        ^",
       nullptr},
      {"x = 1", "expected an operator or the end, got \"=\" at character 3\n  x = 1\n    ^", nullptr},
      {"tanh x", "expected \"(\", got \"x\" at character 6\n  tanh x\n       ^", nullptr},
      {"1e400", "expected a number that a double can hold, got \"1e400\" at character 1\n  1e400\n  ^",
       nullptr},
      {"x + é", "expected a number, a name or \"(\", got \"é\" at character 5\n  x + é\n      ^", nullptr},
      {"é", "expected a number, a name or \"(\", got \"é\" at character 1\n  é\n  ^", nullptr},
      {"x + \x01", "expected a number, a name or \"(\", got \"\\x01\" at character 5\n  x + \\x01\n      ^",
       nullptr},
      {"1 + sigmod(x)", "unknown name \"sigmod\" at character 5\n  1 + sigmod(x)\n      ^",
       "did you mean sigmoid?"},
      {"alpa * x", "unknown name \"alpa\" at character 1\n  alpa * x\n  ^", "did you mean alpha?"},
      {"min(x)", "min: expected 2 arguments, got 1 at character 1\n  min(x)\n  ^",
       "arguments are separated by commas"},
      {"x + exp(x, 2)", "exp: expected 1 argument, got 2 at character 5\n  x + exp(x, 2)\n      ^",
       "arguments are separated by commas"},
  };
  for (const Mistake& row : rows) {
    try {
      Formula::parse(row.text, names);
      ADD_FAILURE() << row.text << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.message, std::string("formula: ") + row.message);
      EXPECT_EQ(error.hint, row.hint ? row.hint : example);
    }
  }
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

std::string message_for(const std::string& text) {
  try {
    Formula::parse(text);
    return "accepted";
  } catch (const Error& error) {
    return error.message.substr(0, error.message.find('\n'));
  }
}

TEST(Formula, a_long_line_is_shown_around_the_mistake_only) {
  try {
    Formula::parse(repeated("x + ", 100) + "? + x" + repeated(" + x", 100));
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.message,
              "formula: expected a number, a name or \"(\", got \"?\" at character 401\n"
              "  …+ x + x + x + x + x + x + x + ? + x + x + x + x + x + x + x …\n"
              "                                 ^");
  }
}

TEST(Formula, size_is_bounded) {
  EXPECT_EQ(message_for(repeated("(", 20000)),
            "formula: nested more than 256 deep, got \"(\" at character 257");
  EXPECT_EQ(message_for(repeated("-", 20000)),
            "formula: nested more than 256 deep, got \"-\" at character 257");
  EXPECT_EQ(message_for(repeated("2^", 20000)),
            "formula: nested more than 256 deep, got \"2\" at character 513");
  EXPECT_EQ(message_for(repeated("exp(", 20000)),
            "formula: nested more than 256 deep, got \"exp\" at character 1025");
  EXPECT_EQ(message_for(repeated("x", 1000000)), "formula: 1000000 characters, expected at most 131072");
  EXPECT_EQ(message_for("x" + repeated("+x", 10000)), "formula: more than 10000 operations");
}

TEST(Formula, the_largest_formulas_are_read_and_printed) {
  const Formula deep = Formula::parse(repeated("(-", 127) + "x" + repeated(")", 127));
  EXPECT_EQ(to_text(deep), repeated("-", 127) + "x");
  const Formula wide = Formula::parse("x" + repeated("+x", 4999));
  EXPECT_EQ(Formula::parse(to_text(wide)), wide);
  EXPECT_EQ(evaluate<double>(wide, 2, {}), 10000);
  EXPECT_FALSE(to_math(wide).empty());
}

TEST(Formula, text_has_no_more_parentheses_than_it_needs) {
  const std::pair<const char*, const char*> rows[] = {
      {"((x))+(1*2)", "x + 1 * 2"}, {"(x+1)*2", "(x + 1) * 2"}, {"x-(1-2)", "x - (1 - 2)"},
      {"(x-1)-2", "x - 1 - 2"},     {"x/(1*2)", "x / (1 * 2)"}, {"(x*1)/2", "x * 1 / 2"},
      {"-(x^2)", "-x^2"},           {"(-x)^2", "(-x)^2"},       {"(-x)*2", "-x * 2"},
      {"-(x*2)", "-(x * 2)"},       {"(x^2)^3", "(x^2)^3"},     {"x^(2^3)", "x^2^3"},
      {"x^(-1)", "x^-1"},           {"x^(1+1)", "x^(1 + 1)"},   {"x^(2*3)", "x^(2 * 3)"},
      {"(x<1)*2", "(x < 1) * 2"},   {"(x+1)<(2)", "x + 1 < 2"}, {"where((x<1),(x),2)", "where(x < 1, x, 2)"},
      {"1.50e+00", "1.50e+00"},     {"x-(-x)", "x - -x"},
  };
  for (const auto& [text, printed] : rows) {
    const Formula formula = Formula::parse(text);
    EXPECT_EQ(to_text(formula), printed);
    EXPECT_EQ(Formula::parse(to_text(formula)), formula) << text;
  }
}

Formula formula_of(const Activation& activation) {
  std::vector<std::string_view> parameters;
  for (const Param& param : activation.params) parameters.push_back(param.name);
  return Formula::parse(activation.formula, parameters);
}

TEST(Formula, every_formula_of_the_catalogue_prints_as_it_is_written) {
  for (const Activation& activation : catalogue())
    EXPECT_EQ(to_text(formula_of(activation)), activation.formula);
}

const std::map<std::string_view, std::string_view> catalogue_math = {
    {"identity", R"(x)"},
    {"relu", R"(\mathrm{max}(x, 0))"},
    {"leaky_relu", R"(x\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,\alpha x)"},
    {"prelu", R"(x\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,\alpha x)"},
    {"rrelu", R"(x\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,\mathrm{slope}\,x)"},
    {"relu6", R"(\mathrm{min}(\mathrm{max}(x, 0), 6))"},
    {"hard_tanh", R"(\mathrm{min}(\mathrm{max}(x, \mathrm{lo}), \mathrm{hi}))"},
    {"threshold", R"(x\,\,\mathrm{if}\,\,x > \mathrm{threshold},\,\,\mathrm{else}\,\,\mathrm{value})"},
    {"elu", R"(x\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,\alpha\,(e^{x} - 1))"},
    {"celu", R"(x\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,\alpha\,(e^{x / \alpha} - 1))"},
    {"selu", R"(1.0507\,(x\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,1.6733\,(e^{x} - 1)))"},
    {"softplus", R"(\mathrm{log}(1 + e^{\beta x}) / \beta)"},
    {"log_sigmoid", R"(-\mathrm{log}(1 + e^{-x}))"},
    {"sigmoid", R"(1 / (1 + e^{-x}))"},
    {"hard_sigmoid", R"(\mathrm{min}(\mathrm{max}(\alpha x + \beta, 0), 1))"},
    {"tanh", R"((e^{x} - e^{-x}) / (e^{x} + e^{-x}))"},
    {"dyt", R"(\gamma\,\mathrm{tanh}(\alpha x) + \beta)"},
    {"softsign", R"(x / (1 + |x|))"},
    {"normal_cdf", R"(\mathrm{erfc}(-x / \sqrt{2}) / 2)"},
    {"gelu", R"(x\,\Phi(x))"},
    {"gelu_tanh", R"(\frac{x}{2}\,(1 + \mathrm{tanh}(\sqrt{2 / \pi}\,(x + 0.044715\,x^{3}))))"},
    {"quick_gelu", R"(x\,\sigma(1.702\,x))"},
    {"swish", R"(x\,\sigma(\beta x))"},
    {"hard_swish", R"(x\,\mathrm{min}(\mathrm{max}(x + 3, 0), 6) / 6)"},
    {"mish", R"(x\,\mathrm{tanh}(\mathrm{log}(1 + e^{x})))"},
    {"tanh_shrink", R"(x - \mathrm{tanh}(x))"},
    {"hard_shrink", R"(x\,\,\mathrm{if}\,\,|x| > \lambda,\,\,\mathrm{else}\,\,0)"},
    {"soft_shrink", R"(x - \lambda\,\,\mathrm{if}\,\,x > \lambda,\,\,\mathrm{else}\,\,)"
                    R"(x + \lambda\,\,\mathrm{if}\,\,x < -\lambda,\,\,\mathrm{else}\,\,0)"},
    {"scaled_elu", R"(\gamma\,(x\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,\alpha\,(e^{x} - 1)))"},
    {"softplus_threshold", R"(x\,\,\mathrm{if}\,\,\beta x > \mathrm{threshold},\,\,\mathrm{else}\,\,)"
                           R"(\mathrm{log}(1 + e^{\beta x}) / \beta)"},
    {"exponential", R"(e^{x})"},
    {"expm1", R"(e^{x} - 1)"},
    {"sqrt_softplus", R"(\sqrt{\mathrm{log}(1 + e^{x})})"},
    {"logcosh", R"(\mathrm{log}((e^{x} + e^{-x}) / 2))"},
    {"xielu", R"((\alpha_{p}x^{2}\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,)"
              R"(\alpha_{n}\,(e^{x} - 1 - x)) + \beta x)"},
    {"gelu_10", R"(\mathrm{min}(\mathrm{max}(x\,\Phi(x), -10), 10))"},
    {"phish", R"(x\,\mathrm{tanh}(x\,\Phi(x)))"},
    {"eswish", R"(\beta x\,\sigma(x))"},
    {"dsilu", R"(\sigma(x)\,(1 + x\,(1 - \sigma(x))))"},
    {"lisht", R"(x\,\mathrm{tanh}(x))"},
    {"elish", R"((x\,\,\mathrm{if}\,\,x \ge 0,\,\,\mathrm{else}\,\,e^{x} - 1) / (1 + e^{-x}))"},
    {"hard_elish", R"((x\,\,\mathrm{if}\,\,x \ge 0,\,\,\mathrm{else}\,\,)"
                   R"(e^{x} - 1)\,\mathrm{min}(\mathrm{max}((x + 1) / 2, 0), 1))"},
    {"serf", R"(x\,\mathrm{erf}(\mathrm{log}(1 + e^{x})))"},
    {"logish", R"(x\,\mathrm{log}(1 + 1 / (1 + e^{-x})))"},
    {"telu", R"(x\,\mathrm{tanh}(e^{x}))"},
    {"aria2", R"(x\,(1 + e^{-\beta x})^{-\alpha})"},
    {"step", R"(1\,\,\mathrm{if}\,\,x > \mathrm{threshold},\,\,\mathrm{else}\,\,0)"},
    {"thresholded_relu", R"(x\,\,\mathrm{if}\,\,x > \theta,\,\,\mathrm{else}\,\,0)"},
    {"tlu", R"(\mathrm{max}(x, \tau))"},
    {"sparse_sigmoid", R"(\mathrm{min}(\mathrm{max}((x + 1) / 2, 0), 1))"},
    {"sparse_plus", R"(0\,\,\mathrm{if}\,\,x \le -1,\,\,\mathrm{else}\,\,(x + 1)^{2} / 4\,\,\mathrm{if}\,\,)"
                    R"(x < 1,\,\,\mathrm{else}\,\,x)"},
    {"sqnl", R"(x - x\,|x| / 4\,\,\mathrm{if}\,\,|x| < 2,\,\,\mathrm{else}\,\,\mathrm{sign}(x))"},
    {"smooth_step", R"(0.5 + 3x / (2\gamma) - 2\,(\frac{x}{\gamma})^{3}\,\,\mathrm{if}\,\,)"
                    R"(|x| < \frac{\gamma}{2},\,\,\mathrm{else}\,\,1\,\,\mathrm{if}\,\,x > 0,\,\,)"
                    R"(\mathrm{else}\,\,0)"},
    {"hard_mish", R"(\frac{x}{2}\,\mathrm{min}(\mathrm{max}(x + 2, 0), 2))"},
    {"isru", R"(x / \sqrt{1 + \alpha x^{2}})"},
    {"isrlu", R"(x\,\,\mathrm{if}\,\,x \ge 0,\,\,\mathrm{else}\,\,x / \sqrt{1 + \alpha x^{2}})"},
    {"arctan", R"(\mathrm{arctan}(x))"},
    {"gudermannian", R"(2\,\mathrm{arctan}(\mathrm{tanh}(\frac{x}{2})))"},
    {"erf", R"(\mathrm{erf}(x))"},
    {"scaled_tanh", R"(\alpha\,\mathrm{tanh}(\beta x))"},
    {"lecun_tanh", R"(1.7159\,\mathrm{tanh}(\frac{2}{3}\,x))"},
    {"elliot", R"(x / (2\,(1 + |x|)) + 0.5)"},
    {"laplace", R"(\mathrm{erfc}((\mu - x) / (\sigma\,\sqrt{2})) / 2)"},
    {"loglog", R"(1 - e^{-e^{x}})"},
    {"soft_clipping", R"(\mathrm{log}((1 + e^{\alpha x}) / (1 + e^{\alpha\,(x - 1)})) / \alpha)"},
    {"gaussian", R"(e^{-x^{2}})"},
    {"abs", R"(|x|)"},
    {"square", R"(x^{2})"},
    {"sign", R"(\mathrm{sign}(x))"},
    {"relu_squared", R"(\mathrm{max}(x, 0)^{2})"},
    {"star_relu", R"(s\,\mathrm{max}(x, 0)^{2} + b)"},
    {"smooth_relu_squared", R"(\frac{x}{2}\,(x + \sqrt{x^{2} + a^{2}}))"},
    {"squareplus", R"((x + \sqrt{x^{2} + b}) / 2)"},
    {"multiquadric", R"(\sqrt{x^{2} + 1})"},
    {"bent_identity", R"((\sqrt{x^{2} + 1} - 1) / 2 + x)"},
    {"nlrelu", R"(\mathrm{log}(1 + \beta\,\mathrm{max}(x, 0)))"},
    {"symlog", R"(\mathrm{sign}(x)\,\mathrm{log}(1 + |x|))"},
    {"sin", R"(\mathrm{sin}(x))"},
    {"cos", R"(\mathrm{cos}(x))"},
    {"sinc", R"(1 - x^{2} / 6\,\,\mathrm{if}\,\,x = 0,\,\,\mathrm{else}\,\,\mathrm{sin}(x) / x)"},
    {"snake", R"(x + \mathrm{sin}^{2}(ax) / a)"},
};

TEST(Formula, formulas_of_the_catalogue_are_set_as_a_paper_would) {
  for (const auto& [name, math] : catalogue_math)
    EXPECT_EQ(to_math(formula_of(*find_activations(name).front().activation)), math) << name;
}

TEST(Formula, every_formula_of_the_catalogue_has_been_judged_as_typography) {
  for (const Activation& activation : catalogue())
    EXPECT_TRUE(catalogue_math.contains(activation.name)) << activation.name;
}

TEST(Formula, mathematics_is_set_with_the_conventions_of_papers) {
  const std::pair<const char*, const char*> rows[] = {
      {"2*x^2", R"(2x^{2})"},
      {"x*2", R"(x \cdot 2)"},
      {"2*(x+1)", R"(2\,(x + 1))"},
      {"alpha*x + b", R"(\alpha x + b)"},
      {"alpha_p*x", R"(\alpha_{p}x)"},
      {"x*x", R"(x\,x)"},
      {"3*pi*x", R"(3\pi x)"},
      {"x*-x", R"(x\,(-x))"},
      {"x - (-x)", R"(x - (-x))"},
      {"x - (1 - 2)", R"(x - (1 - 2))"},
      {"x + (1 + 2)", R"(x + 1 + 2)"},
      {"-(x + 1)*2", R"(-(x + 1) \cdot 2)"},
      {"-(x/2)", R"(-\frac{x}{2})"},
      {"1/6*x", R"(\frac{1}{6}\,x)"},
      {"(x + 1)/2", R"((x + 1) / 2)"},
      {"x/(2*x)", R"(x / (2x))"},
      {"1/(x/3)", R"(1 / \frac{x}{3})"},
      {"(x/2)^2", R"((\frac{x}{2})^{2})"},
      {"(-x)^2", R"((-x)^{2})"},
      {"-x^2", R"(-x^{2})"},
      {"x^(1/3)", R"(x^{1 / 3})"},
      {"(x^2)^3", R"((x^{2})^{3})"},
      {"-2*x", R"(-2x)"},
      {"x*(-2)", R"(x\,(-2))"},
      {"exp(-alpha*x)", R"(e^{-\alpha x})"},
      {"exp(-x^2/2)", R"(e^{-x^{2} / 2})"},
      {"exp(x/2 + 1)", R"(\mathrm{exp}(\frac{x}{2} + 1))"},
      {"exp(alpha*x + tanh(x) + 1)", R"(\mathrm{exp}(\alpha x + \mathrm{tanh}(x) + 1))"},
      {"expm1(x)", R"(e^{x} - 1)"},
      {"alpha*expm1(x)", R"(\alpha\,(e^{x} - 1))"},
      {"log1p(exp(x))", R"(\mathrm{log}(1 + e^{x}))"},
      {"sqrt(2/pi)", R"(\sqrt{2 / \pi})"},
      {"x*abs(x)", R"(x\,|x|)"},
      {"x*Phi(x) + phi(x)", R"(x\,\Phi(x) + \phi(x))"},
      {"x*relu(x)", R"(x\,\mathrm{ReLU}(x))"},
      {"0.333333333*x", R"(0.33333\,x)"},
      {"1e-9*x", R"(10^{-9}\,x)"},
      {"1.5e-9*x", R"(1.5 \cdot 10^{-9}\,x)"},
      {"12345678", R"(1.2346 \cdot 10^{7})"},
      {"x <= 1", R"(x \le 1)"},
      {"x >= 1", R"(x \ge 1)"},
      {"x == 1", R"(x = 1)"},
      {"max(x, where(x > 0, 1, 2))",
       R"(\mathrm{max}(x, (1\,\,\mathrm{if}\,\,x > 0,\,\,\mathrm{else}\,\,2)))"},
  };
  for (const auto& [text, math] : rows) EXPECT_EQ(to_math(Formula::parse(text, names)), math) << text;
}

}  // namespace
}  // namespace actviz::test
