#include <gtest/gtest.h>

#include "app/command.hpp"
#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

TEST(Run, help_shows_examples_before_options) {
  for (const app::Command& command : app::commands()) {
    const auto result = run({std::string(command.name), "--help"});
    EXPECT_EQ(result.code, 0);
    const auto examples = result.out.find("examples:"), options = result.out.find("options:");
    ASSERT_NE(examples, std::string::npos);
    EXPECT_LT(examples, options) << command.name;
    EXPECT_EQ(run({"help", std::string(command.name)}).out, result.out);
  }
}

TEST(Run, the_overview_names_every_command) {
  const auto result = run({"--help"});
  EXPECT_EQ(result.code, 0);
  for (const app::Command& command : app::commands())
    EXPECT_NE(result.out.find("  " + std::string(command.name)), std::string::npos);
  EXPECT_EQ(run({"-h"}).out, result.out);
}

TEST(Run, help_fits_100_columns) {
  for (const app::Command& command : app::commands()) {
    const std::string text = run({std::string(command.name), "--help"}).out + run({"--help"}).out;
    std::size_t start = 0;
    for (std::size_t end; (end = text.find('\n', start)) != std::string::npos; start = end + 1)
      EXPECT_LE(end - start, 112u) << text.substr(start, end - start);
  }
}

TEST(Run, an_unknown_command_is_answered_with_the_nearest) {
  const auto result = run({"plto", "gelu"});
  EXPECT_EQ(result.err, "error: unknown command \"plto\"\nhint: did you mean plot?\n");
  EXPECT_EQ(result.code, 2);
}

TEST(Run, no_command_is_an_error) {
  EXPECT_EQ(run({}).err, "error: no command given\nhint: `actviz --help` lists the commands\n");
  EXPECT_EQ(run({}).code, 2);
}

TEST(Run, version_answers_to_both_spellings) {
  EXPECT_TRUE(run({"version"}).out.starts_with("actviz 0."));
  EXPECT_EQ(run({"--version"}).out, run({"version"}).out);
  EXPECT_TRUE(run({"version", "--format", "json"}).out.starts_with("{\n  \"schema\": \"actviz.version/1\""));
}

TEST(Run, two_dashes_end_the_options) {
  EXPECT_EQ(run({"table", "--at", "1", "--format", "csv", "--", "relu"}).out, "x,relu,relu_d1\n1,1,1\n");
  EXPECT_EQ(run({"table", "--at", "1", "--", "--swich"}).err,
            "error: unknown activation \"--swich\"\nhint: did you mean swish?\n");
}

TEST(Run, threads_are_taken_from_the_environment_by_all_that_take_them) {
  const Folder folder;
  const World world{.environment = {{"ACTVIZ_THREADS", "many"}}};
  save("one.csv", "1,2\n");
  for (const std::vector<std::string>& line : {std::vector<std::string>{"table", "relu", "--at", "1"},
                                               {"precision", "relu"},
                                               {"depth", "relu"},
                                               {"notes", "E7"},
                                               {"neurons", "one.csv"}})
    EXPECT_TRUE(run(line, world).err.starts_with("error: ACTVIZ_THREADS: expected a whole number"))
        << line[0];
}

TEST(Run, list_counts_every_function_of_the_notes) {
  const auto result = run({"list", "--format", "csv"});
  for (const std::string name :
       {"identity",  "sigmoid",     "tanh",         "relu",        "leaky_relu",  "prelu",       "rrelu",
        "relu6",     "elu",         "celu",         "selu",        "gelu",        "gelu_tanh",   "quick_gelu",
        "swish",     "hard_swish",  "hard_sigmoid", "mish",        "softplus",    "dyt",         "normal_cdf",
        "hard_tanh", "log_sigmoid", "softsign",     "tanh_shrink", "soft_shrink", "hard_shrink", "threshold"})
    EXPECT_NE(result.out.find("\n" + name + ","), std::string::npos) << name;
}

TEST(Run, list_shows_one_family) {
  const auto result = run({"list", "--family", "shrinkage", "--format", "csv"});
  EXPECT_EQ(result.out,
            "name,family,parameters,aliases\ntanh_shrink,shrinkage,,tanhshrink\nsoft_shrink,shrinkage,lambda="
            "0.5,softshrink\n"
            "hard_shrink,shrinkage,lambda=0.5,hardshrink\n");
  EXPECT_EQ(run({"list", "--family", "gatde"}).err.substr(0, 41),
            "error: --family: unknown family \"gatde\", ");
}

TEST(Run, show_tells_formula_facts_and_source) {
  const std::string text = run({"show", "hard_swish"}).out;
  for (const std::string piece :
       {"range        [-0.375, ∞), unbounded", "smoothness   C0",
        "x = -3: slope jumps; value 0, slope taken as -0.5", "x -> +∞      f(x) -> x", "arXiv:1905.02244"})
    EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
}

TEST(Run, show_uses_the_parameters_given) {
  EXPECT_NE(run({"show", "elu:2"}).out.find("range        (-2, ∞)"), std::string::npos);
}

TEST(Run, show_writes_json) {
  const std::string text = run({"show", "relu", "--format", "json"}).out;
  EXPECT_TRUE(text.starts_with("{\n  \"schema\": \"actviz.show/1\"")) << text;
  EXPECT_NE(text.find("\"kinks\": ["), std::string::npos);
}

}  // namespace
}  // namespace actviz::test
