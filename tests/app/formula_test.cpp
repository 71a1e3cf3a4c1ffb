// Formulas on the command line: wherever a function's name may stand.
#include <gtest/gtest.h>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

TEST(Formulas, table_evaluates_them_beside_activations) {
  const Outcome outcome =
      run({"table", "x+b*x:b=2", "swish:beta=0", "--at", "1", "--derivative", "0", "--format", "csv"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "x,x+b*x:b=2,swish:beta=0\n1,3,0.5\n");
}

TEST(Formulas, show_says_what_is_known_and_nothing_else) {
  const Outcome outcome = run({"show", "where(x>0, x, 0.1*x)"});
  EXPECT_EQ(outcome.out,
            "where(x>0, x, 0.1*x)\n\n"
            "formula      f(x) = where(x > 0, x, 0.1 * x)\n"
            "smoothness   C0\n"
            "kinks        x = 0: slope jumps; value 0, slope taken as 0.1\n"
            "at 0         f = 0, f' = 0.1, f'' = 0\n");
  EXPECT_EQ(run({"show", "x*tanh(x)", "--format", "json"}).code, 0);
}

TEST(Formulas, stats_name_them_by_their_text) {
  const Outcome outcome = run({"stats", "max(x, a):a=0", "--format", "json"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("\"name\": \"max(x, a)\""), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("\"label\": \"max(x, a):a=0\""), std::string::npos);
  EXPECT_NE(outcome.out.find("\"dead\": 0.5,"), std::string::npos);
}

TEST(Formulas, plot_makes_a_file_name_of_them) {
  const Folder folder;
  EXPECT_EQ(run({"plot", "x*tanh(x)"}).out, "x_tanh_x_.png\n");
  EXPECT_EQ(run({"plot", "1/(x-1)", "sqrt(x)", "log(x)", "1/0*x", "-o", "poles.svg"}).out, "poles.svg\n");
}

TEST(Formulas, mistakes_are_shown_with_a_caret_below_them) {
  const Outcome outcome = run({"plot", "x*tanh(x))"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err,
            "error: formula: expected an operator or the end, got \")\" at character 10\n"
            "  x*tanh(x))\n"
            "           ^\n"
            "hint: write for example x * sigmoid(2 * x)\n");
}

TEST(Formulas, bad_ones_end_with_exit_2_and_a_short_message) {
  for (const std::string& text :
       {std::string("(x"), std::string("x+"), std::string("()"), std::string("x*sigmod(x)"),
        std::string("min(x)"), std::string("b*x"), std::string("x+b:b"), std::string("x+1:c=2"),
        std::string(20000, '('), std::string(1000000, '+'), std::string(1000000, '1')}) {
    const Outcome outcome = run({"table", "--at", "1", "--", text});
    EXPECT_EQ(outcome.code, 2) << text.substr(0, 80);
    EXPECT_TRUE(outcome.err.starts_with("error: formula: ")) << outcome.err.substr(0, 300);
    EXPECT_NE(outcome.err.find("\nhint: "), std::string::npos);
    EXPECT_LT(outcome.err.size(), 600u);
  }
}

}  // namespace
}  // namespace actviz::test
