#include <gtest/gtest.h>

#include <cmath>

#include "lib/base/numbers.hpp"
#include "lib/catalogue/function.hpp"
#include "lib/data/number_stream.hpp"
#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

using Words = std::vector<std::string>;

TEST(Table, shows_values_and_slopes_at_points) {
  const auto result = run({"table", "relu", "--at", "-1", "0", "2.5", "--format", "csv"});
  EXPECT_EQ(result.out, "x,relu,relu_d1\n-1,0,0\n0,0,0\n2.5,2.5,1\n");
  EXPECT_EQ(result.code, 0);
}

TEST(Table, columns_are_named_by_label_and_order_of_the_derivative) {
  const auto result =
      run({"table", "silu", "swish:beta=2", "--at", "0", "--derivative", "2", "--format", "csv"});
  EXPECT_EQ(result.out.substr(0, result.out.find('\n')),
            "x,silu,silu_d1,silu_d2,swish:beta=2,swish:beta=2_d1,swish:beta=2_d2");
}

TEST(Table, columns_with_a_comma_are_quoted_in_csv) {
  const auto result =
      run({"table", "hard_tanh:lo=-2,hi=2", "--at", "3", "--derivative", "0", "--format", "csv"});
  EXPECT_EQ(result.out, "x,\"hard_tanh:lo=-2,hi=2\"\n3,2\n");
}

TEST(Table, numbers_read_back_to_the_same_double) {
  const auto result = run({"table", "gelu", "--range", "-5", "5", "--points", "101", "--format", "csv"});
  StringSource source(result.out);
  NumberStream values(std::make_unique<StringSource>(result.out), "csv", "gelu");
  const Function gelu = Function::parse("gelu");
  for (int i = 0; i <= 100; ++i) EXPECT_EQ(values.next(), gelu((i - 50) / 10.0)) << i;
}

TEST(Table, json_has_schema_columns_and_rows) {
  const auto result = run({"table", "sigmoid", "--at", "0", "nan", "-inf", "--format", "json"});
  EXPECT_EQ(result.out,
            "{\n  \"schema\": \"actviz.table/1\",\n  \"columns\": [\"x\", \"sigmoid\", \"sigmoid_d1\"],\n  "
            "\"rows\": [\n"
            "    [0, 0.5, 0.25],\n    [\"NaN\", \"NaN\", \"NaN\"],\n    [\"-Infinity\", 0, 0]\n  ]\n}\n");
}

TEST(Table, markdown_is_a_pipe_table) {
  const auto result = run({"table", "relu6", "--at", "7", "--format", "md"});
  EXPECT_EQ(result.out, "| x | relu6 | relu6\\_d1 |\n|---:|---:|---:|\n| 7 | 6 | 0 |\n");
}

TEST(Table, text_aligns_on_the_decimal_point_within_80_columns) {
  const auto result = run({"table", "gelu", "mish", "--range", "-5", "5", "--step", "2.5"});
  EXPECT_EQ(result.out,
            "   x              gelu           gelu_d1            mish         mish_d1\n"
            "-5    -1.433257859e-06  -7.146946002e-06  -0.03357623773  -0.02674749802\n"
            "-2.5  -0.01552416331    -0.03761108591    -0.1968162039   -0.1097435728\n"
            " 0     0                 0.5               0               0.6\n"
            " 2.5   2.484475837       1.037611086       2.471392305     1.04112953\n"
            " 5     4.999998567       1.000007147       4.999552078     1.000800225\n")
      << result.out;
}

TEST(Table, reads_standard_input_when_nothing_else_is_asked_for) {
  const auto result = run({"table", "relu", "--format", "csv"}, {.input = "-1\n\n 2 \r\n+3e0"});
  EXPECT_EQ(result.out, "x,relu,relu_d1\n-1,0,0\n2,2,1\n3,3,1\n");
}

TEST(Table, does_not_wait_for_a_terminal) {
  const auto result = run({"table", "relu", "--format", "csv"}, {.in_is_terminal = true});
  EXPECT_EQ(result.code, 0);
  EXPECT_NE(result.out.find("\n-6,0,0\n"), std::string::npos);
}

TEST(Table, reads_a_csv_column_by_name_and_by_number) {
  const Folder folder;
  save("pre.csv", "step,\"z, pre\"\n1,-0.5\n2,\"1.5\"\n");
  const std::string expected = "x,relu,relu_d1\n-0.5,0,0\n1.5,1.5,1\n";
  EXPECT_EQ(run({"table", "relu", "--from", "pre.csv:z, pre", "--format", "csv"}).out, expected);
  EXPECT_EQ(run({"table", "relu", "--from", "pre.csv:2", "--format", "csv"}).out, expected);
}

TEST(Table, a_numbered_column_of_a_file_without_names_starts_at_the_first_line) {
  const Folder folder;
  save("plain.csv", "1,2\n3,4\n");
  EXPECT_EQ(run({"table", "relu", "--from", "plain.csv:2", "--derivative", "0", "--format", "csv"}).out,
            "x,relu\n2,2\n4,4\n");
}

TEST(Table, a_negative_constant_is_a_value_and_no_option) {
  const auto result = run({"table", "identity", "--at", "-pi", "--derivative", "0", "--format", "csv"});
  EXPECT_EQ(result.out, "x,identity\n-3.141592653589793,-3.141592653589793\n");
}

TEST(Table, a_range_may_be_written_with_a_colon) {
  EXPECT_EQ(run({"table", "relu", "--range", "-1:1", "--points", "3"}).out,
            run({"table", "relu", "--range", "-1", "1", "--points", "3"}).out);
  EXPECT_EQ(run({"table", "--range", "-pi:2*pi", "--points", "3", "relu"}).code, 0);
}

TEST(Table, options_of_two_values_may_stand_before_the_functions) {
  const auto expected = run({"table", "relu", "--range", "-1", "1", "--points", "3"}).out;
  EXPECT_EQ(run({"table", "--range", "-1", "1", "relu", "--points", "3"}).out, expected);
  EXPECT_EQ(run({"table", "--range=-1:1", "--points=3", "relu"}).out, expected);
}

TEST(Table, nothing_is_written_before_bad_input_shows) {
  EXPECT_EQ(run({"table", "relu", "--format", "csv"}, {.input = "one\n"}).out, "");
}

TEST(Table, kinks_carry_the_slope_of_the_convention) {
  const auto result = run({"table", "hard_swish", "--at", "-3", "3", "--format", "csv"});
  EXPECT_EQ(result.out, "x,hard_swish,hard_swish_d1\n-3,0,-0.5\n3,3,1.5\n");
}

TEST(Table, writes_a_file_whose_extension_names_the_format) {
  const Folder folder;
  EXPECT_EQ(run({"table", "relu", "--at", "1", "-o", "t.csv"}).out, "");
  EXPECT_EQ(read_file("t.csv"), "x,relu,relu_d1\n1,1,1\n");
  EXPECT_EQ(folder.files(), Words{"t.csv"});
}

struct Bad {
  Words arguments;
  std::string error, hint;
  std::string input = "";
};

class BadTable : public testing::TestWithParam<Bad> {};

TEST_P(BadTable, ends_with_exit_2_and_two_lines) {
  const Folder folder;
  save("bad.txt", "1\n2\nthree\n");
  save("pre.csv", "a,b\n1,2\n");
  const auto& [arguments, error, hint, input] = GetParam();
  const auto result = run(arguments, {.input = input});
  EXPECT_EQ(result.err, "error: " + error + "\nhint: " + hint + "\n");
  EXPECT_EQ(result.code, 2);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadTable,
    testing::Values(
        Bad{{"table"}, "no activation given", "name at least one, such as gelu; `actviz list` shows all"},
        Bad{{"table", "swich"}, "unknown activation \"swich\"", "did you mean swish?"},
        Bad{{"table", "swish:betta=2"},
            "unknown parameter \"betta\" in \"swish:betta=2\"",
            "swish takes beta (1)"},
        Bad{{"table", "leaky_relu:nan"},
            "leaky_relu: parameter alpha: expected a finite number, got \"nan\"",
            "leaky_relu takes alpha (0.01)"},
        Bad{{"table", "gelu", "--points", "0"},
            "--points: expected a whole number from 1 to 1e9, got \"0\"",
            "write --points 1000"},
        Bad{{"table", "gelu", "--points", "1e12"},
            "--points: expected a whole number from 1 to 1e9, got \"1e12\"",
            "write --points 1000"},
        Bad{{"table", "gelu", "--points", "ten"},
            "--points: expected a whole number from 1 to 1e9, got \"ten\"",
            "write --points 1000"},
        Bad{{"table", "gelu", "--range", "5", "-5"},
            "--range: expected LO < HI, got \"5 -5\"",
            "write --range -5 5, or --range -pi:2*pi"},
        Bad{{"table", "gelu", "--range", "nan", "1"},
            "--range: expected finite numbers, got \"nan 1\"",
            "write --range -5 5, or --range -pi:2*pi"},
        Bad{{"table", "gelu", "--range", "0", "inf"},
            "--range: expected finite numbers, got \"0 inf\"",
            "write --range -5 5, or --range -pi:2*pi"},
        Bad{{"table", "gelu", "--range", "a", "b"},
            "--range: expected two numbers LO HI, got \"a b\"",
            "write --range -5 5, or --range -pi:2*pi"},
        Bad{{"table", "gelu", "--step", "0"},
            "--step: expected a number above 0, got \"0\"",
            "write --step 0.5"},
        Bad{{"table", "gelu", "--at", "one"},
            "--at: expected numbers, got \"one\"",
            "write --at -1 0 0.5 pi; name activations before --at"},
        Bad{{"table", "gelu", "--at", "1", "--points", "3"},
            "expected one of --range with --points or --step, --at, --from",
            "leave the others out"},
        Bad{{"table", "gelu", "--derivative", "3"},
            "--derivative: expected 0, 1 or 2, got \"3\"",
            "write --derivative 2 for the second derivative"},
        Bad{{"table", "gelu", "--from", "bad.txt"},
            "\"bad.txt\": line 3: expected a number, got \"three\"",
            "expected one number a line; for CSV name a column: FILE:COLUMN"},
        Bad{{"table", "gelu", "--from", "pre.csv:c"},
            "\"pre.csv\": no column \"c\" among 2",
            "did you mean a or b?"},
        Bad{{"table", "gelu", "--from", "none.txt"},
            "cannot open \"none.txt\": No such file or directory",
            "check the path and its permissions"},
        Bad{{"table", "gelu"},
            "no numbers to evaluate at",
            "give --range, --at, --from FILE or numbers on standard input"},
        Bad{{"table", "gelu"},
            "standard input: line 2: expected a number, got \"x\\x1b[31m\"",
            "expected one number a line; for CSV name a column: FILE:COLUMN",
            "1\nx\x1b[31m\n"},
        Bad{{"table", "gelu", "--pionts", "3"}, "unknown option \"--pionts\"", "did you mean --points?"},
        Bad{{"table", "gelu", "--at", "1", "--format", "xml"},
            "--format: unknown format \"xml\", expected one of text, csv, json, md",
            "write --format text"},
        Bad{{"table", "gelu", "--at", "1", "-o", "t.xyz"},
            "-o: no format has the extension of \"t.xyz\", expected one of txt, csv, json, md",
            "change the extension or name the format with --format"}));

}  // namespace
}  // namespace actviz::test
