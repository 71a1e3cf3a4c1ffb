#include <gtest/gtest.h>

#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

const std::vector<std::string> quick = {"bench",    "relu", "swish:beta=2", "--elements", "1000",
                                        "--rounds", "2"};

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(BenchCommand, measures_value_slope_and_both_of_each_function_beside_a_copy) {
  const Outcome outcome = run(with(quick, {"--format", "csv", "--isa", "baseline"}));
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out.substr(0, outcome.out.find('\n')),
            "function,work,elements,ns,ns_low,ns_high,gb_per_s,copies");
  for (const char* row : {"\n,copy,1000,", "\nrelu,value,1000,", "\nrelu,slope,1000,", "\nrelu,both,1000,",
                          "\nswish:beta=2,both,1000,"})
    EXPECT_NE(outcome.out.find(row), std::string::npos) << row << outcome.out;
}

TEST(BenchCommand, json_says_what_was_measured) {
  const std::string json = run(with(quick, {"--format", "json", "--isa", "baseline"})).out;
  for (const std::string piece : {"\"schema\": \"actviz.bench/1\"", "\"instruction_set\": \"baseline\"",
                                  "\"threads\": 1", "\"rounds\": 2", "\"function\": \"relu\"",
                                  "\"work\": \"slope\"", "\"elements\": 1000", "\"median\"", "\"gb_per_s\""})
    EXPECT_NE(json.find(piece), std::string::npos) << piece << "\n" << json;
}

TEST(BenchCommand, takes_the_instruction_set_from_the_environment) {
  const Outcome outcome = run(quick, {.environment = {{"ACTVIZ_ISA", "baseline"}}});
  EXPECT_EQ(outcome.out.find("1000 floats, 1 thread, baseline; medians of 2 rounds\n"), 0u) << outcome.out;
  const std::string unknown = run(quick, {.environment = {{"ACTVIZ_ISA", "sse9"}}}).err;
  EXPECT_TRUE(unknown.starts_with("error: ACTVIZ_ISA: unknown instruction set \"sse9\"\nhint: ")) << unknown;
  const World ignored{.environment = {{"ACTVIZ_ISA", "sse9"}}};
  EXPECT_EQ(run(with(quick, {"--isa", "baseline"}), ignored).code, 0);
  EXPECT_TRUE(run(with(quick, {"--isa", "sse8"}), ignored).err.starts_with("error: --isa: "));
}

TEST(BenchCommand, counts_one_thing_as_one) {
  const std::string text =
      run({"bench", "relu", "--elements", "1", "--rounds", "1", "--isa", "baseline"}).out;
  EXPECT_TRUE(text.starts_with("1 float, 1 thread, baseline; medians of 1 round\n")) << text;
}

TEST(BenchCommand, divides_the_arrays_among_threads) {
  for (const char* elements : {"1", "1000"}) {
    const std::string json = run({"bench", "relu", "--elements", elements, "--rounds", "1", "--isa",
                                  "baseline", "--threads", "3", "--format", "json"})
                                 .out;
    EXPECT_NE(json.find("\"threads\": 3"), std::string::npos) << json;
  }
  expect_refused(
      {with(quick, {"--threads", "0"}), "--threads: expected a whole number from 1 to 256, got \"0\""});
}

TEST(BenchCommand, refuses_what_this_machine_or_nobody_has) {
  const Outcome outcome = run(with(quick, {"--isa", "avx215"}));
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.err.find("error: --isa: unknown instruction set \"avx215\"\nhint: "), 0u) << outcome.err;
  EXPECT_NE(outcome.err.find("did you mean avx2"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("this machine has baseline"), std::string::npos) << outcome.err;
  expect_refused({with(quick, {"--isa", "altivec"}), "--isa: unknown instruction set \"altivec\""});
  expect_refused({{"bench", "relu", "--elements", "0"},
                  "--elements: expected a whole number from 1 to 2^30, got \"0\""});
  expect_refused(
      {{"bench", "relu", "--rounds", "0"}, "--rounds: expected a whole number from 1 to 10000, got \"0\""});
}

}  // namespace
}  // namespace actviz::test
