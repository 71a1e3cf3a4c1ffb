// A user's own formula as a function: names told from formulas, parameters, derivatives, kinks, mistakes.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/stats.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/function.hpp"
#include "tests/support/formula_value.hpp"
#include "tests/support/functions.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Function parse(const std::string& text) { return Function::parse(text); }

TEST(FormulaFunction, text_with_an_operator_a_call_a_number_or_x_alone_is_a_formula) {
  for (const char* text : {"x", " x ", "2", ".5", "2*x", "x+1", "x-1", "-x", "1 - x", "tanh(x)",
                           "x/(1+abs(x))", "x>0", "x^2", "gelu(x)-relu(x)", "x*sigmoid(b*x):b=2"})
    EXPECT_TRUE(parse(text).is_formula()) << text;
  for (const char* text : {"gelu", "leaky-relu", "hard tanh", "swish:beta=2", "swish:-1"})
    EXPECT_FALSE(parse(text).is_formula()) << text;
}

TEST(FormulaFunction, a_misspelled_name_is_not_taken_for_a_formula) {
  for (const char* text : {"swich", "hard-swich", "--swich", "gelu relu", "pi", ""}) {
    try {
      parse(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_TRUE(error.message.starts_with("unknown activation")) << text;
    }
  }
}

struct Labelled {
  const char *text, *label, *title;
};

TEST(FormulaFunction, label_parses_back_and_title_is_short) {
  const Labelled rows[] = {
      {"x*tanh(x)", "x*tanh(x)", "x*tanh(x)"},
      {"  x *\n\ttanh(x) ", "x * tanh(x)", "x * tanh(x)"},
      {"x*sigmoid(b*x): b = 1.50", "x*sigmoid(b*x):b=1.5", "x*sigmoid(b*x)"},
      {"a*x+b:b=1,a=2", "a*x+b:b=1,a=2", "a*x+b"},
      {"x+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1", "x+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1",
       "x+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1…"},
  };
  for (const Labelled& row : rows) {
    const Function f = parse(row.text);
    EXPECT_EQ(f.label(), row.label);
    EXPECT_EQ(f.title(), row.title);
    EXPECT_EQ(parse(f.label()).label(), row.label);
    EXPECT_EQ(parse(f.label())(0.7), f(0.7));
  }
}

TEST(FormulaFunction, parameters_are_listed_with_their_values) {
  const Function line = parse("a*x+b:b=1,a=pi/2"), swish = parse("swish:2");
  const auto all = line.parameters();
  ASSERT_EQ(all.size(), 2);
  EXPECT_EQ(all[0].first, "b");
  EXPECT_EQ(all[1].second, std::numbers::pi / 2);
  EXPECT_EQ(swish.parameters().at(0), (std::pair<std::string_view, double>("beta", 2)));
}

TEST(FormulaFunction, catalogue_activations_may_be_called_with_parameters_by_position_or_by_name) {
  const Function elu = parse("elu:alpha=0.5"), swish = parse("swish:beta=3"), soft = parse("softplus:beta=2");
  for (const double x : {-3.0, -0.5, 0.0, 0.25, 4.0}) {
    for (const char* text : {"elu(x, alpha=0.5)", "elu(x, 0.5)", "ELU(x,1/2)", "elu(x, a):a=0.5"}) {
      EXPECT_EQ(parse(text)(x), elu(x)) << text;
      EXPECT_EQ(parse(text).slope(x), elu.slope(x)) << text;
      EXPECT_EQ(parse(text).curvature(x), elu.curvature(x)) << text;
    }
    EXPECT_EQ(parse("swish(x, beta=3)")(x), swish(x));
    EXPECT_EQ(parse("softplus(x, 2)")(x), soft(x));
    EXPECT_NEAR(parse("gelu(x)-relu(x)")(x), parse("gelu")(x) - parse("relu")(x), 1e-15);
  }
}

TEST(FormulaFunction, derivatives_follow_the_chain_rule) {
  const Function gelu = parse("gelu"), scaled = parse("0.5*gelu(2*x)");
  for (const double x : {-2.0, -0.3, 0.0, 0.7, 3.0}) {
    EXPECT_EQ(scaled(x), 0.5 * gelu(2 * x));
    EXPECT_EQ(scaled.slope(x), gelu.slope(2 * x));
    EXPECT_EQ(scaled.curvature(x), 2 * gelu.curvature(2 * x));
    EXPECT_EQ(parse("x^3").curvature(x), 6 * x);
    if (x > 0) {
      EXPECT_NEAR(parse("x^x").slope(x), std::pow(x, x) * (std::log(x) + 1), 1e-13) << x;
    }
    EXPECT_NEAR(parse("exp(sin(x))").curvature(x),
                std::exp(std::sin(x)) * (std::cos(x) * std::cos(x) - std::sin(x)), 1e-14);
  }
}

double derivative(const Function& f, int order, double x) {
  return order == 0 ? f(x) : order == 1 ? f.slope(x) : f.curvature(x);
}

/// Holds value, slope and curvature against the formula in multiple precision, at points up to 40.
void expect_exact(const std::string& text, int count, const Values& parameters = {}) {
  const Function f = parse(text);
  std::vector<double> points = with_both_signs(stratified(1e-3, 40, count));
  for (const double x : with_both_signs(stratified(1, 40, count, 2))) points.push_back(x);
  for (const double x : points) {
    const Jet truth = exact(f.formula(), parameters, x);
    const Exact* derivatives[] = {&truth.value, &truth.slope, &truth.curvature};
    for (int order = 0; order <= 2; ++order)
      if (isfinite(*derivatives[order]) && isfinite(truth.value)) {
        ASSERT_LE(ulps(derivative(f, order, x), *derivatives[order]), 0.51)
            << text << ", derivative " << order << " at " << testing::PrintToString(x) << ": "
            << derivative(f, order, x);
      }
  }
}

TEST(FormulaFunction, textbook_forms_are_exact_to_the_last_digit) {
  for (const char* text : {"1-tanh(x)^2",
                           "x*0.5*(1+erf(x/sqrt(2)))",
                           "0.5*x*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))",
                           "0.5*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))",
                           "1/(1+exp(-x))",
                           "1 - 1/(1+exp(-x))",
                           "x/(1+exp(-x))",
                           "1.5/(1+exp(-x/2))",
                           "x*sigmoid(1.702*x)",
                           "x*tanh(log(1+exp(x)))",
                           "x*tanh(log1p(exp(x)))",
                           "log(1+exp(x))",
                           "exp(x)-1",
                           "exp(x)-exp(-x)",
                           "1-exp(-x)",
                           "(exp(x)-exp(-x))/(exp(x)+exp(-x))",
                           "(exp(x)-1-x)/x^2",
                           "(x+abs(x))/2",
                           "x^0.3",
                           "x^-2.5",
                           "x^7",
                           "x^-3",
                           "x^x",
                           "2^x",
                           "(-2)^3*x^65",
                           "1.1^(x*1.1)",
                           "cbrt(x)",
                           "cbrt(x-1)",
                           "sqrt(1+x^2)",
                           "sqrt(exp(-x^2))",
                           "exp(-x^2/2)/sqrt(2*pi)",
                           "erfc(x)",
                           "erfc(-x)/2",
                           "log(erfc(x))",
                           "x*Phi(x)+phi(x)",
                           "1-Phi(x)",
                           "log(x)*log1p(x)",
                           "sin(x)^2+cos(3*x)",
                           "sin(pi*x)/x",
                           "atan(1/x)",
                           "tanh(sin(10*x))",
                           "e^x*0.1",
                           "softplus(3*x)/3",
                           "where(x > 0.1, 0.1*x, expm1(x))",
                           "clip(0.3*x+0.5, 0, 1)*x",
                           "max(0.1*x, x)-min(x, 0.3)",
                           "1e-300*exp(x)*1e300",
                           "exp(25*x)*exp(-24*x)",
                           "0.1234567890123456789012345678901234567890123456789*x+1e-5"})
    expect_exact(text, 150);
}

TEST(FormulaFunction, slopes_overflow_as_values_do) {
  for (const char* text : {"exp(x)", "x*exp(x)", "exp(x)+x", "2*exp(x)"}) {
    EXPECT_EQ(parse(text).slope(800), infinity) << text;
    EXPECT_EQ(parse(text).curvature(800), infinity) << text;
  }
  EXPECT_EQ(parse("exp(x)").slope(-800), 0);
  EXPECT_EQ(parse("0*exp(x)").slope(800), 0) << "a constant factor of 0";
}

TEST(FormulaFunction, what_cancels_keeps_its_digits) {
  EXPECT_EQ(parse("1-tanh(x)^2")(30), parse("tanh").slope(30));
  EXPECT_EQ(parse("1-tanh(x)")(300), 2 * parse("sigmoid")(-600));
  EXPECT_EQ(parse("0.5*(1+erf(x/sqrt(2)))")(-37), parse("normal_cdf")(-37));
  EXPECT_EQ(parse("0.1*3-0.3+x")(0), 0);
  EXPECT_EQ(parse("(x+1e25)-1e25")(1), 1);
  EXPECT_EQ(parse("0.1*x-0.3")(3), 0);
  EXPECT_EQ(parse("exp(-x)*exp(x)")(5000), 1);
  EXPECT_EQ(parse("sqrt(exp(-1001+x))")(0), parse("exp(x)")(-500.5));
  EXPECT_EQ(parse("exp(x)*exp(700)*exp(700)")(-1500), parse("exp(x)")(-100));
}

TEST(FormulaFunction, far_from_zero_formulas_are_exact_too) {
  for (const char* text :
       {"sin(0.3*x)", "cos(x*x)/x", "x/(1+abs(0.1*x))", "sqrt(x*x+1)", "x^1.5", "atan(1e-200*x)"})
    for (const double x : with_both_signs({3e9, 1e17, 2.5e22, 1e30})) {
      const Function f = parse(text);
      const Jet truth = exact(f.formula(), Values{}, x);
      if (isfinite(truth.value)) {
        EXPECT_LE(ulps(f(x), truth.value), 0.51) << text << " at " << x;
      }
    }
}

class AsAFormula : public testing::TestWithParam<Function> {};

TEST_P(AsAFormula, an_activation_is_the_same) {
  const Activation& activation = GetParam().activation();
  std::string text(activation.formula);
  if (!is_formula(text)) text += "+0";
  char separator = ':';
  for (const Param& param : activation.params) {
    ((((text += separator) += param.name) += '=') += to_text(param.fallback));
    separator = ',';
  }
  expect_exact(text, 30, GetParam().values());
}

TEST_P(AsAFormula, a_call_is_as_exact) {
  expect_exact("3*" + std::string(GetParam().activation().name) + "(x/3)-0.1", 20);
}

INSTANTIATE_TEST_SUITE_P(Catalogue, AsAFormula, testing::ValuesIn(default_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

TEST(FormulaFunction, exponentials_that_overflow_leave_the_tails_intact) {
  const Function mish = parse("x*tanh(log1p(exp(x)))"), squashed = parse("tanh(exp(x))");
  EXPECT_EQ(mish(1000), 1000);
  EXPECT_EQ(mish.slope(1000), 1);
  EXPECT_EQ(mish.curvature(1000), 0);
  EXPECT_EQ(squashed(1000), 1);
  EXPECT_EQ(squashed.slope(1000), 0);
}

TEST(FormulaFunction, what_is_not_defined_is_nan_or_infinite) {
  EXPECT_TRUE(std::isnan(parse("log(x)")(-1)));
  EXPECT_TRUE(std::isnan(parse("log(x)").slope(-1)));
  EXPECT_TRUE(std::isnan(parse("sqrt(x)").slope(-1)));
  EXPECT_EQ(parse("1/x")(0), INFINITY);
  EXPECT_TRUE(std::isnan(parse("1/0*x")(0)));
  EXPECT_TRUE(std::isnan(parse("log(-1)+x")(3)));
  for (const char* text : {"x", "2", "where(x>0,1,2)+x", "relu(x)", "min(x,0)", "gelu(x)"}) {
    const Function f = parse(text);
    EXPECT_TRUE(std::isnan(f.slope(nan))) << text;
    EXPECT_TRUE(std::isnan(f.curvature(nan))) << text;
  }
}

struct Bent {
  const char* text;
  std::vector<std::pair<double, int>> kinks;
};

TEST(FormulaFunction, kinks_and_jumps_are_found_to_the_last_bit) {
  const Bent rows[] = {
      {"x*tanh(x)", {}},
      {"x^3 - 2*x", {}},
      {"abs(x^2)", {}},
      {"relu(x)^3", {}},
      {"exp(x)/(1+x^2)", {}},
      {"where(x>0, x, 0.1*x)", {{0, 1}}},
      {"where(x>1, 2, x)", {{1, 0}}},
      {"where(x, 1, 2)", {{0, 0}}},
      {"abs(x-pi)", {{std::numbers::pi, 1}}},
      {"abs(x-1e-9)", {{1e-9, 1}}},
      {"abs(x-12345.678)", {{12345.678, 1}}},
      {"abs(0.1*x-0.3)", {{3, 1}}},
      {"where(0.7*x>2.1, 1, 0)", {{3, 0}}},
      {"clip(x/3, -0.1, 0.1)", {{-0.3, 1}, {0.3, 1}}},
      {"abs(sign(x-0.1)-0.5)", {{0.1, 0}}},
      {"max(x,0)", {{0, 1}}},
      {"relu(x)^2", {{0, 2}}},
      {"x*abs(x)", {{0, 2}}},
      {"sign(x-0.1)", {{0.1, 0}}},
      {"clip(0.2*x+0.5, 0, 1)", {{-2.5, 1}, {2.5, 1}}},
      {"min(max(x,-2),3)", {{-2, 1}, {3, 1}}},
      {"hard_swish(x)", {{-3, 1}, {3, 1}}},
      {"hard_shrink(x-1)", {{0.5, 0}, {1.5, 0}}},
      {"elu(2*x)", {{0, 2}}},
      {"elu(x, alpha=a):a=2", {{0, 1}}},
      {"(x>0)*x", {{0, 1}}},
      {"1/x", {{0, 0}}},
      {"1/(x-1.37)^2", {{1.37, 0}}},
      {"sqrt(x)", {{0, 0}}},
      {"cbrt(x)", {{0, 1}}},
      {"abs(x-a)+abs(x-b):a=0.3,b=0.7", {{0.3, 1}, {0.7, 1}}},
  };
  for (const Bent& row : rows) {
    const Facts facts = parse(row.text).facts();
    EXPECT_TRUE(facts.only_kinks);
    ASSERT_EQ(facts.kinks.size(), row.kinks.size()) << row.text;
    for (std::size_t i = 0; i < row.kinks.size(); ++i) {
      EXPECT_EQ(facts.kinks[i].x, row.kinks[i].first) << row.text;
      EXPECT_EQ(facts.kinks[i].order, row.kinks[i].second) << row.text;
    }
  }
}

TEST(FormulaFunction, of_too_many_kinks_the_nearest_are_kept) {
  const auto kinks = parse("abs(sin(4*x))").facts().kinks;
  ASSERT_EQ(kinks.size(), max_kinks);
  for (std::size_t i = 0; i + 1 < kinks.size(); ++i)
    EXPECT_NEAR(kinks[i + 1].x - kinks[i].x, std::numbers::pi / 4, 1e-12);
}

TEST(FormulaFunction, landmarks_and_statistics_are_those_of_the_same_activation) {
  for (const auto& [formula, name] :
       {std::pair("max(x,0)", "relu"), {"x*tanh(log1p(exp(x)))", "mish"}, {"clip(x,-1,1)", "hard_tanh"}}) {
    const Stats a = stats(parse(formula), Distribution::normal()),
                b = stats(parse(name), Distribution::normal());
    EXPECT_NEAR(a.moments.mean, b.moments.mean, 1e-15) << formula;
    EXPECT_NEAR(a.moments.slope_second_moment, b.moments.slope_second_moment, 1e-14) << formula;
    EXPECT_EQ(a.dead, b.dead) << formula;
    EXPECT_NEAR(a.saturated_left, b.saturated_left, 1e-15) << formula;
    ASSERT_EQ(a.landmarks.flat.size(), b.landmarks.flat.size()) << formula;
    for (std::size_t i = 0; i < a.landmarks.flat.size(); ++i) {
      EXPECT_EQ(a.landmarks.flat[i].side, b.landmarks.flat[i].side) << formula;
      if (std::isfinite(b.landmarks.flat[i].to)) {
        EXPECT_NEAR(a.landmarks.flat[i].to, b.landmarks.flat[i].to, 1e-12) << formula;
      }
    }
    EXPECT_NEAR(a.landmarks.lipschitz, b.landmarks.lipschitz, 1e-14) << formula;
  }
}

struct Mistake {
  std::string text;
  const char *message, *hint;
};

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(FormulaFunction, mistakes_say_what_is_wrong_and_what_to_do) {
  const char* example = "write for example x*sigmoid(b*x):b=1.5";
  const Mistake rows[] = {
      {"x*sigmod(x)", "unknown name \"sigmod\" at character 3\n  x*sigmod(x)\n    ^",
       "did you mean sigmoid?"},
      {"b*x", "unknown name \"b\" at character 1\n  b*x\n  ^",
       "give a value to a parameter behind a colon: x*sigmoid(b*x):b=1.5"},
      {"2*x:b=1", "parameter \"b\" is given but not used", "leave it out, or use it in the formula"},
      {"b*x:b=1,b=2", "parameter \"b\" is given twice", example},
      {"b*x:b", "expected parameters as NAME=VALUE behind the colon, got \"b\"", example},
      {"b*x:", "expected parameters as NAME=VALUE behind the colon, got \"\"", example},
      {"b*x:b=two", "parameter \"b\": expected a finite number, got \"two\"", example},
      {"2*x:x=1", "x has its meaning and cannot be a parameter", example},
      {"elu(x, beta=2)", "unknown parameter \"beta\" at character 8\n  elu(x, beta=2)\n         ^",
       "elu takes alpha (1)"},
      {"elu(x, 1, 2)", "elu: too many arguments at character 11\n  elu(x, 1, 2)\n            ^",
       "elu takes alpha (1)"},
      {"elu(x, 1, alpha=2)",
       "parameter \"alpha\" is given twice at character 11\n  elu(x, 1, alpha=2)\n            ^",
       "elu takes alpha (1)"},
      {"elu(x, x)", "expected a parameter that does not depend on x at character 8\n  elu(x, x)\n         ^",
       "elu takes alpha (1)"},
      {"exp(a=x)", "exp takes no parameters at character 5\n  exp(a=x)\n      ^",
       "write only what the function takes"},
      {repeated("(", 20000), nullptr, nullptr},
      {repeated("x+", 500000), nullptr, nullptr},
      {"(x", nullptr, nullptr},
      {"x)", nullptr, nullptr},
      {"()", nullptr, nullptr},
      {"x**2", nullptr, nullptr},
  };
  for (const Mistake& row : rows) {
    try {
      parse(row.text);
      ADD_FAILURE() << row.text.substr(0, 80) << " was accepted";
    } catch (const Error& error) {
      EXPECT_TRUE(error.message.starts_with("formula: ")) << error.message;
      EXPECT_LT(error.message.size(), 300);
      EXPECT_FALSE(error.hint.empty());
      if (row.message) {
        EXPECT_EQ(error.message, std::string("formula: ") + row.message);
        EXPECT_EQ(error.hint, row.hint);
      }
    }
  }
}

TEST(FormulaFunction, the_value_of_a_called_parameter_must_be_in_its_domain) {
  try {
    parse("softplus(x, beta=b):b=-1");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "softplus: parameter beta: expected a number above 0, got \"-1\"");
  }
}

TEST(FormulaFunction, calls_print_with_parameters_by_name_and_parse_back) {
  for (const auto& [text, printed] : {std::pair("elu( x,1/2 )", "elu(x, alpha=1 / 2)"),
                                      {"gelu(2*x)+x", "gelu(2 * x) + x"},
                                      {"dyt(x, beta=1, alpha=2)", "dyt(x, beta=1, alpha=2)"}}) {
    const Formula formula = Formula::parse(text);
    EXPECT_EQ(to_text(formula), printed);
    EXPECT_EQ(Formula::parse(to_text(formula)), formula);
  }
  EXPECT_EQ(to_math(Formula::parse("elu(x, 0.5)")), R"(\mathrm{ELU}(x, \alpha = 0.5))");
}

TEST(FormulaFunction, names_of_frameworks_bring_their_defaults) {
  EXPECT_EQ(parse("0.5*keras.leaky_relu(x)+1")(-1), 0.5 * -0.2 + 1);
  EXPECT_EQ(parse("keras.leaky_relu(x)+0")(-1), Function::parse("keras.leaky_relu")(-1));
  EXPECT_EQ(parse("keras.leaky_relu(x, alpha=0.5)")(-1), -0.5);
  EXPECT_EQ(parse("torch.nn.functional.elu(x, 2)")(-1), Function::parse("elu:2")(-1));
  EXPECT_EQ(parse("jax.gelu(x)")(2), Function::parse("gelu_tanh")(2));
  EXPECT_EQ(parse("torch.gelu(x)")(2), Function::parse("gelu")(2));
  EXPECT_EQ(parse("ggml.leaky_relu(x, 0.1)")(-1), -0.1);
  EXPECT_EQ(evaluate<double>(Formula::parse("tf.nn.leaky_relu(2*x)"), -1, {}), -0.4);
}

TEST(FormulaFunction, names_of_frameworks_do_not_bring_slopes_at_kinks) {
  EXPECT_EQ(Function::parse("jax.leaky_relu").slope(0), 1);
  EXPECT_EQ(parse("jax.leaky_relu(x)").slope(0), Function::parse("leaky_relu").slope(0));
}

TEST(FormulaFunction, names_of_frameworks_print_and_parse_back) {
  for (const auto& [text, printed] :
       {std::pair("torch.gelu(x)", "torch.gelu(x)"),
        {"1+ggml.leaky_relu(x,0.1)", "1 + ggml.leaky_relu(x, alpha=0.1)"},
        {"tf.nn.leaky_relu( keras.LeakyReLU(x) )", "tf.nn.leaky_relu(keras.LeakyReLU(x))"}}) {
    const Formula formula = Formula::parse(text);
    EXPECT_EQ(to_text(formula), printed);
    EXPECT_EQ(Formula::parse(to_text(formula)), formula);
  }
}

TEST(FormulaFunction, mistakes_in_names_of_frameworks_are_shown_where_they_are) {
  const Mistake rows[] = {
      {"1+torch.gelo(x)", "unknown activation \"gelo\" in PyTorch at character 3\n  1+torch.gelo(x)\n    ^",
       "did you mean torch.gelu or torch.GELU?"},
      {"2*ggml.leaky_relu(x)",
       "ggml.leaky_relu: parameter alpha has no default in ggml at character 3\n  2*ggml.leaky_relu(x)\n    "
       "^",
       "write ggml.leaky_relu(x, alpha=0.01)"},
      {"1+torch.gelu", "expected \"(\", got the end at character 13\n  1+torch.gelu\n              ^",
       "write for example x * sigmoid(2 * x)"},
      {"torch.gelu(x, 2)",
       "torch.gelu: too many arguments at character 15\n  torch.gelu(x, 2)\n                ^",
       "gelu takes no parameters"},
  };
  for (const Mistake& row : rows) {
    try {
      parse(row.text);
      ADD_FAILURE() << row.text << " was accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.message, std::string("formula: ") + row.message);
      EXPECT_EQ(error.hint, row.hint);
    }
  }
  try {
    parse("x + tourch.relu(x)");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_TRUE(error.message.starts_with("formula: unknown framework \"tourch\", expected one of torch, "));
    EXPECT_TRUE(error.message.ends_with("at character 5\n  x + tourch.relu(x)\n      ^"));
    EXPECT_EQ(error.hint, "did you mean torch?");
  }
}

TEST(FormulaFunction, very_large_formulas_are_evaluated_in_bounded_time) {
  const Function wide = parse("x" + repeated("+abs(x-0.5)", 1900));
  EXPECT_NEAR(wide(1.5), 1901.5, 1e-9);
  const Function deep = parse(repeated("abs(", 200) + "x-1" + repeated(")", 200));
  EXPECT_EQ(deep(-1), 2);
}

}  // namespace
}  // namespace actviz::test
