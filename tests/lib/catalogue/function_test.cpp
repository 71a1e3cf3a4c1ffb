// How users name functions: names, parameters, labels, and every message when something is wrong.
#include "lib/catalogue/function.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz::test {
namespace {

double first_value(const char* text) { return Function::parse(text).values()[0]; }

TEST(Function, swish_parameter_may_be_given_by_name) { EXPECT_EQ(first_value("swish:beta=2"), 2); }

TEST(Function, parameters_may_be_given_by_position) {
  const Function dyt = Function::parse("dyt:2,3,4");
  EXPECT_EQ(dyt.values()[0], 2);
  EXPECT_EQ(dyt.values()[1], 3);
  EXPECT_EQ(dyt.values()[2], 4);
}

TEST(Function, names_and_positions_may_be_mixed) {
  const Function dyt = Function::parse("dyt:2,beta=4");
  EXPECT_EQ(dyt.values()[0], 2);
  EXPECT_EQ(dyt.values()[1], 1);
  EXPECT_EQ(dyt.values()[2], 4);
}

TEST(Function, names_may_come_in_any_order) {
  EXPECT_EQ(Function::parse("dyt:beta=1,alpha=3").values()[0], 3);
}

TEST(Function, a_parameter_not_given_has_its_default) { EXPECT_EQ(first_value("leaky_relu"), 0.01); }

TEST(Function, a_value_may_be_written_with_pi_or_as_a_fraction) {
  EXPECT_EQ(first_value("swish:beta=pi"), 3.141592653589793);
  EXPECT_EQ(first_value("prelu:1/8"), 0.125);
}

TEST(Function, values_slopes_and_curvatures_are_those_of_the_activation) {
  const Function f = Function::parse("swish:beta=0");
  EXPECT_EQ(f(3), 1.5);
  EXPECT_EQ(f.slope(3), 0.5);
  EXPECT_EQ(f.curvature(0), 0);
}

TEST(Function, results_that_are_0_have_the_sign_of_the_exact_ones) {
  for (const char* name : {"gelu", "silu", "mish", "eswish", "elish"})
    for (const double x : {-1000.0, -0.0}) {
      const double y = Function::parse(name)(x);
      EXPECT_TRUE(y == 0 && std::signbit(y)) << name << " at " << x << ": " << y;
    }
}

struct Spelling {
  const char *text, *name;
};

class Spellings : public testing::TestWithParam<Spelling> {};

TEST_P(Spellings, finds_the_activation) {
  EXPECT_EQ(Function::parse(GetParam().text).activation().name, GetParam().name);
}

INSTANTIATE_TEST_SUITE_P(
    Function, Spellings,
    testing::Values(Spelling{"gelu", "gelu"}, Spelling{"GELU", "gelu"}, Spelling{"silu", "swish"},
                    Spelling{"SiLU", "swish"}, Spelling{"LeakyReLU", "leaky_relu"},
                    Spelling{"leaky-relu", "leaky_relu"}, Spelling{"hard tanh", "hard_tanh"},
                    Spelling{"hardtanh", "hard_tanh"}, Spelling{"Hardswish", "hard_swish"},
                    Spelling{"gelu_new", "gelu_tanh"}, Spelling{"logistic", "sigmoid"}));

struct Labelled {
  const char *text, *label, *title;
};

TEST(Function, label_names_what_was_asked_for_and_what_differs_from_the_defaults) {
  const Labelled rows[] = {
      {"gelu", "gelu", "GELU"},
      {"SiLU", "silu", "SiLU"},
      {"swish:beta=1", "swish", "Swish"},
      {"swish:beta=2", "swish:beta=2", "Swish"},
      {"swish:2.50", "swish:beta=2.5", "Swish"},
      {"dyt:alpha=1,gamma=2", "dyt:alpha=1,gamma=2", "DyT"},
      {"dynamic_tanh:0.5,1,3", "dynamic_tanh:beta=3", "Dynamic Tanh"},
      {"hard_silu", "hard_silu", "hard_silu"},
  };
  for (const Labelled& row : rows) {
    EXPECT_EQ(Function::parse(row.text).label(), row.label);
    EXPECT_EQ(Function::parse(row.text).title(), row.title);
    EXPECT_EQ(Function::parse(Function::parse(row.text).label()).label(), row.label);
  }
}

TEST(Function, it_is_default_where_every_parameter_has_its_default_value) {
  EXPECT_TRUE(Function::parse("swish:beta=1").is_default());
  EXPECT_FALSE(Function::parse("swish:beta=2").is_default());
}

struct Mistake {
  const char *text, *message, *hint;
};

void PrintTo(const Mistake& row, std::ostream* out) { *out << row.text; }

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, say_what_is_wrong_and_what_to_do) {
  try {
    Function::parse(GetParam().text);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.message, GetParam().message);
    EXPECT_EQ(error.hint, GetParam().hint);
  }
}

const Mistake mistakes[] = {
    {"swich", "unknown activation \"swich\"", "did you mean swish?"},
    {"glu", "unknown activation \"glu\"", "did you mean elu, gelu or tlu?"},
    {"gleu:alpha=1", "unknown activation \"gleu\"", "did you mean gelu?"},
    {"", "unknown activation \"\"", "`actviz list` shows every activation"},
    {"nothing_like_it", "unknown activation \"nothing_like_it\"", "`actviz list` shows every activation"},
    {"a\nb\x1b[31m", "unknown activation \"a\\x0ab\\x1b[31m\"", "`actviz list` shows every activation"},
    {"swish:gamma=2", "unknown parameter \"gamma\" in \"swish:gamma=2\"", "swish takes beta (1)"},
    {"dyt:delta=2", "unknown parameter \"delta\" in \"dyt:delta=2\"",
     "dyt takes alpha (0.5), gamma (1), beta (0)"},
    {"relu:alpha=1", "unknown parameter \"alpha\" in \"relu:alpha=1\"", "relu takes no parameters"},
    {"relu:1", "unknown parameter \"1\" in \"relu:1\"", "relu takes no parameters"},
    {"swish:1,2", "unknown parameter \"2\" in \"swish:1,2\"", "swish takes beta (1)"},
    {"swish:beta=1,beta=2", "parameter \"beta\" is given twice in \"swish:beta=1,beta=2\"",
     "swish takes beta (1)"},
    {"dyt:1,alpha=2", "parameter \"alpha\" is given twice in \"dyt:1,alpha=2\"",
     "dyt takes alpha (0.5), gamma (1), beta (0)"},
    {"swish:beta=", "swish: parameter beta: expected a finite number, got \"\"", "swish takes beta (1)"},
    {"swish:", "swish: parameter beta: expected a finite number, got \"\"", "swish takes beta (1)"},
    {"swish:1,", "unknown parameter \"\" in \"swish:1,\"", "swish takes beta (1)"},
    {"swish:beta=x", "swish: parameter beta: expected a finite number, got \"x\"", "swish takes beta (1)"},
    {"swish:beta=nan", "swish: parameter beta: expected a finite number, got \"nan\"",
     "swish takes beta (1)"},
    {"swish:beta=inf", "swish: parameter beta: expected a finite number, got \"inf\"",
     "swish takes beta (1)"},
    {"swish:beta=1/0", "swish: parameter beta: expected a finite number, got \"1/0\"",
     "swish takes beta (1)"},
    {"celu:alpha=0", "celu: parameter alpha: expected a number above 0, got \"0\"", "celu takes alpha (1)"},
    {"celu:alpha=inf", "celu: parameter alpha: expected a number above 0, got \"inf\"",
     "celu takes alpha (1)"},
    {"soft_shrink:-1", "soft_shrink: parameter lambda: expected a number at least 0, got \"-1\"",
     "soft_shrink takes lambda (0.5)"},
    {"hard_tanh:lo=2", "hard_tanh: expected lo < hi, got lo=2, hi=1", "write hard_tanh:lo=-1,hi=1"},
    {"hard_tanh:lo=1,hi=1", "hard_tanh: expected lo < hi, got lo=1, hi=1", "write hard_tanh:lo=-1,hi=1"},
};

INSTANTIATE_TEST_SUITE_P(Function, Mistakes, testing::ValuesIn(mistakes));

TEST(Catalogue, no_two_names_are_alike_even_without_case_and_underscores) {
  std::map<std::string, std::string_view> owners;
  for (const Activation& activation : catalogue()) {
    const auto claim = [&](std::string_view name) {
      const auto [owner, is_new] = owners.emplace(folded(name), activation.name);
      EXPECT_TRUE(is_new || owner->second == activation.name) << name << " is also " << owner->second;
    };
    claim(activation.name);
    for (const Name& alias : activation.aliases) claim(alias.name);
  }
}

TEST(Catalogue, every_name_finds_its_activation) {
  for (const std::string_view name : activation_names()) {
    const auto found = find_activations(name);
    ASSERT_EQ(found.size(), 1u) << name;
    EXPECT_EQ(found.front().name.name, name);
  }
}

TEST(Catalogue, names_are_lower_case_letters_digits_and_underscores) {
  for (const std::string_view name : activation_names())
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string_view::npos)
        << name;
}

TEST(Catalogue, no_name_is_declared_twice) {
  auto names = activation_names();
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

TEST(Catalogue, parameter_names_can_be_used_in_formulas) {
  for (const Activation& activation : catalogue())
    for (const Param& param : activation.params)
      EXPECT_TRUE(param.name != "x" && param.name != "e" && param.name != "pi");
}

}  // namespace
}  // namespace actviz::test
