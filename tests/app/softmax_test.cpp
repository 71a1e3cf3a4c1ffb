#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Words = std::vector<std::string>;

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

TEST(SoftmaxCommand, tells_the_worked_example_to_the_last_digit) {
  const std::string text = run({"softmax", "9", "6", "3", "1"}).out;
  for (const std::string piece :
       {"softmax of 4 scores at temperature 1", "0.9500273427238299", "0.04729907626353143",
        "0.00235488234366925", "0.0003186986689693763", "entropy        0.20984062519154598 nats",
        "log-sum-exp    9.051264512987181"})
    EXPECT_TRUE(has(text, piece)) << piece << "\n" << text;
}

TEST(SoftmaxCommand, json_has_the_agreed_shape) {
  EXPECT_EQ(run({"softmax", "0", "0", "--jacobian", "--format", "json"}).out,
            R"({
  "schema": "actviz.softmax/1",
  "kind": "softmax",
  "input": [0, 0],
  "temperature": 1,
  "probabilities": [0.5, 0.5],
  "log_probabilities": [-0.6931471805599453, -0.6931471805599453],
  "entropy": 0.6931471805599453,
  "log_sum_exp": 0.6931471805599453,
  "support": 2,
  "jacobian": [
    [0.25, -0.25],
    [-0.25, 0.25]
  ],
  "notes": []
}
)");
}

TEST(SoftmaxCommand, builds_no_jacobian_that_nobody_asked_for) {
  EXPECT_FALSE(has(run({"softmax", "1", "2", "--format", "json"}).out, "jacobian"));
}

TEST(SoftmaxCommand, takes_scores_from_standard_input_and_files) {
  const std::string expected = run({"softmax", "1", "-2", "0.5", "--format", "csv"}).out;
  EXPECT_EQ(run({"softmax", "--format", "csv"}, {.input = "1\n-2\n0.5\n"}).out, expected);
  EXPECT_EQ(run({"softmax", "--format", "csv", "--", "1", "-2", "0.5"}).out, expected);
  const Folder folder;
  save("scores.csv", "name,z\na,1\nb,-2\nc,0.5\n");
  save("rows.csv", "a,b,c\n7,7,7\n1,-2,0.5\n");
  save("rows.npy", npy("<f8", "(2, 3)", bytes_of<double>({7, 7, 7, 1, -2, 0.5})));
  for (const Words& source : {Words{"--from", "scores.csv:z"}, Words{"--from", "rows.csv", "--row", "1"},
                              Words{"--from", "rows.npy", "--row", "1"}}) {
    Words words{"softmax", "--format", "csv"};
    words.insert(words.end(), source.begin(), source.end());
    const auto result = run(words, {.in_is_terminal = true});
    EXPECT_EQ(result.out, expected) << source[1] << result.err;
  }
}

TEST(SoftmaxCommand, adds_cross_entropy_and_gradient_for_a_target) {
  const std::string text = run({"softmax", "0", "0", "--target", "1"}).out;
  EXPECT_TRUE(has(text, "cross-entropy  0.6931471805599453 nats, target 1 (counted from 0)")) << text;
  const std::string csv = run({"softmax", "0", "0", "--target", "1", "--format", "csv"}).out;
  EXPECT_EQ(csv,
            "i,score,probability,log_probability,gradient\n0,0,0.5,-0.6931471805599453,0.5\n"
            "1,0,0.5,-0.6931471805599453,-0.5\n");
}

TEST(SoftmaxCommand, multiplies_the_jacobian_by_a_vector) {
  EXPECT_EQ(run({"softmax", "0", "0", "--vector", "-1,1", "--format", "csv"}).out,
            "i,score,probability,log_probability,vector,jacobian_times_vector\n"
            "0,0,0.5,-0.6931471805599453,-1,-0.5\n1,0,0.5,-0.6931471805599453,1,0.5\n");
}

TEST(SoftmaxCommand, csv_of_the_jacobian_is_the_matrix) {
  EXPECT_EQ(run({"softmax", "0", "0", "--jacobian", "--format", "csv", "--labels", "a", "b"}).out,
            "i,a,b\na,0.25,-0.25\nb,-0.25,0.25\n");
}

TEST(SoftmaxCommand, log_is_short_for_log_softmax) {
  const Words scores{"softmax", "1", "2", "--jacobian"};
  Words by_log = scores, by_kind = scores;
  by_log.emplace_back("--log");
  by_kind.insert(by_kind.end(), {"--kind", "log_softmax"});
  EXPECT_EQ(run(by_log).out, run(by_kind).out);
  EXPECT_TRUE(has(run(by_log).out, "d ln p_i / d x_j"));
}

TEST(SoftmaxCommand, shows_beside_the_naive_form_how_it_fails) {
  const auto notes = [](const Words& scores) {
    Words words{"softmax", "--naive", "--format", "csv"};
    words.insert(words.end(), scores.begin(), scores.end());
    const std::string csv = run(words).out;
    words[3] = "text";
    return csv + run(words).out;
  };
  const std::string far = notes({"1000", "999", "998"});
  EXPECT_TRUE(has(far, "\n0,1000,0.6652409557748219,-0.4076059644443803,NaN,NaN\n")) << far;
  EXPECT_TRUE(has(far, "note: the naive form in float64 overflows")) << far;
  const std::string low = notes({"-800", "-801"});
  EXPECT_TRUE(has(low, "note: the naive form in float64 underflows")) << low;
  const std::string only_float = notes({"100", "99"});
  EXPECT_FALSE(has(only_float, "float64 overflows")) << only_float;
  EXPECT_TRUE(has(only_float, "float32 overflows")) << only_float;
  EXPECT_FALSE(has(notes({"9", "6"}), "note:"));
}

TEST(SoftmaxCommand, says_what_masks_and_infinities_mean) {
  EXPECT_TRUE(
      has(run({"softmax", "1", "-inf"}).out, "note: 1 entry is masked (-inf): probability exactly 0"));
  EXPECT_TRUE(has(run({"softmax", "-inf", "-inf"}).out, "note: every entry is masked (-inf): 0 / 0"));
  EXPECT_TRUE(has(run({"softmax", "--kind", "softmin", "inf", "1"}).out, "note: 1 entry is masked (+inf)"));
  EXPECT_TRUE(has(run({"softmax", "inf", "1"}).out, "note: a score of +inf takes all"));
  EXPECT_TRUE(has(run({"softmax", "nan", "1"}).out, "note: 1 score is NaN"));
  EXPECT_TRUE(has(run({"softmax", "1", "-inf", "--format", "json"}).out, "\"input\": [1, \"-Infinity\"]"));
}

TEST(SoftmaxCommand, gumbel_is_decided_by_its_seed_which_it_tells) {
  const auto of_seed = [](const std::string& seed) {
    return run({"softmax", "1", "2", "3", "--kind", "gumbel", "--seed", seed}).out;
  };
  EXPECT_TRUE(has(of_seed("7"), "gumbel of 3 scores at temperature 1, seed 7"));
  EXPECT_EQ(of_seed("7"), of_seed("7"));
  EXPECT_NE(of_seed("7").substr(60), of_seed("8").substr(60));
}

TEST(SoftmaxCommand, many_scores_are_summed_up_in_text_and_all_there_in_csv) {
  std::string input;
  for (int i = 0; i < 5000; ++i) input += std::to_string(i % 50) + "\n";
  const std::string text = run({"softmax"}, {.input = input}).out;
  EXPECT_LT(std::ranges::count(text, '\n'), 20);
  EXPECT_TRUE(has(text, "the 10 greatest of 5000, which hold 6.32121 %")) << text;
  const std::string csv = run({"softmax", "--format", "csv"}, {.input = input}).out;
  EXPECT_EQ(std::ranges::count(csv, '\n'), 5001);
}

TEST(SoftmaxCommand, sweeps_the_temperature) {
  const std::string csv = run({"softmax", "1", "1", "--sweep", "0.1", "10", "--format", "csv"}).out;
  EXPECT_EQ(std::ranges::count(csv, '\n'), 22);
  EXPECT_TRUE(csv.starts_with("temperature,p0,p1,entropy\n0.1,0.5,0.5,0.6931471805599453\n")) << csv;
  EXPECT_TRUE(has(csv, "\n10,0.5,0.5,")) << csv;
}

TEST(SoftmaxCommand, draws_bars_heatmap_and_curves) {
  const Folder folder;
  for (const auto& [options, name] : {std::pair(Words{}, "softmax.png"),
                                      {Words{"--jacobian"}, "softmax-jacobian.png"},
                                      {Words{"--sweep", "0.1", "10"}, "softmax-temperature.png"}}) {
    Words words{"softmax", "9", "6", "3", "1", "--format", "png"};
    words.insert(words.end(), options.begin(), options.end());
    const auto result = run(words);
    EXPECT_EQ(result.out, std::string(name) + "\n") << result.err;
    EXPECT_TRUE(read_file(name).starts_with("\x89PNG"));
  }
}

TEST(SoftmaxCommand, a_figure_of_what_is_not_defined_is_drawn_with_a_note) {
  const Folder folder;
  for (const Words& scores : {Words{"-inf", "-inf"}, Words{"nan"}, Words{"inf", "1"}})
    for (const Words& shape : {Words{}, Words{"--jacobian"}, Words{"--sweep", "1", "2"}, Words{"--log"}}) {
      Words words{"softmax", "-o", "f.svg"};
      words.insert(words.end(), shape.begin(), shape.end());
      words.emplace_back("--");
      words.insert(words.end(), scores.begin(), scores.end());
      const auto result = run(words);
      EXPECT_EQ(result.code, 0) << result.err;
      EXPECT_TRUE(result.err.starts_with("note: ")) << result.err;
    }
}

class BadSoftmax : public testing::TestWithParam<Refused> {};

TEST_P(BadSoftmax, ends_with_exit_2_and_two_lines) { expect_refused(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Softmax, BadSoftmax,
    testing::Values(
        Refused{{"softmax"}, "no scores given"},
        Refused{{"softmax", "1", "two"}, "expected scores, got \"two\""},
        Refused{{"softmax", "1", "2", "--target", "2"},
                "--target: expected a whole number from 0 to 1, got \"2\""},
        Refused{{"softmax", "1", "2", "--target", "-1"},
                "--target: expected a whole number from 0 to 1, got \"-1\""},
        Refused{{"softmax", "1", "2", "--target", "0.5"},
                "--target: expected a whole number from 0 to 1, got \"0.5\""},
        Refused{{"softmax", "1", "--temperature", "0"},
                "--temperature: expected a finite number above 0, got \"0\""},
        Refused{{"softmax", "1", "--temperature", "-2"},
                "--temperature: expected a finite number above 0, got \"-2\""},
        Refused{{"softmax", "1", "--temperature", "nan"},
                "--temperature: expected a finite number above 0, got \"nan\""},
        Refused{{"softmax", "1", "--temperature", "inf"},
                "--temperature: expected a finite number above 0, got \"inf\""},
        Refused{{"softmax", "1", "--temperature", "hot"},
                "--temperature: expected a finite number above 0, got \"hot\""},
        Refused{{"softmax", "1", "--sweep", "0", "1"},
                "--sweep: expected a finite number above 0, got \"0\""},
        Refused{{"softmax", "1", "--sweep", "2", "1"}, "--sweep: expected LO < HI, got \"2 1\""},
        Refused{{"softmax", "1", "--sweep", "1", "2", "--jacobian"}, "--jacobian has no effect with --sweep"},
        Refused{{"softmax", "1", "--kind", "softmux"},
                "--kind: unknown kind \"softmux\", expected one of softmax, softmin, log_softmax, sparsemax, "
                "hardmax, gumbel"},
        Refused{{"softmax", "1", "--kind", "sparsemax", "--log"},
                "--log is short for --kind log_softmax, got --kind sparsemax"},
        Refused{{"softmax", "1", "--kind", "hardmax", "--naive"}, "--naive: hardmax has no naive form"},
        Refused{{"softmax", "1", "--seed", "3"}, "--seed: softmax draws no random numbers"},
        Refused{{"softmax", "1", "--kind", "gumbel", "--seed", "-3"},
                "--seed: expected a whole number, got \"-3\""},
        Refused{{"softmax", "1", "2", "--vector", "1"},
                "--vector: expected 2 numbers, one for each score, got 1"},
        Refused{{"softmax", "1", "2", "--vector", "1;2"},
                "--vector: expected numbers with commas between them, got \"1;2\""},
        Refused{{"softmax", "1", "2", "--vector", "1,inf"},
                "--vector: expected finite numbers, got \"1,inf\""},
        Refused{{"softmax", "1", "2", "--vector", "1,2", "-o", "f.png"},
                "--vector has no effect in a figure"},
        Refused{{"softmax", "1", "2", "--labels", "a"},
                "--labels: expected as many as scores, which are 2, got 1"},
        Refused{{"softmax", "1", "--row", "0"}, "--row and --tensor say what to take from a file"},
        Refused{{"softmax", "1", "--from", "f.txt"}, "expected scores or --from, got both"},
        Refused{{"softmax", "--from", "none.npy", "--row", "0"},
                "cannot open \"none.npy\": No such file or directory"},
        Refused{{"softmax", "1", "-o", "f.xyz"},
                "-o: no format has the extension of \"f.xyz\", expected one of txt, json, csv, md, png, svg, "
                "pdf"}));

TEST(SoftmaxCommand, refuses_a_jacobian_before_it_takes_the_memory) {
  std::string input;
  for (int i = 0; i < 5000; ++i) input += "1\n";
  const Folder folder;
  const auto result = run({"softmax", "--jacobian", "--format", "json"}, {.input = input});
  EXPECT_EQ(result.err,
            "error: --jacobian: 5000 x 5000 entries, more than 4096 x 4096\n"
            "hint: --vector V,V,... multiplies by it without building it\n");
  EXPECT_EQ(result.code, 2);
  EXPECT_TRUE(has(run({"softmax", "--jacobian", "-o", "f.png"}, {.input = input}).err, "512 x 512"));
  EXPECT_TRUE(folder.files().empty());
}

TEST(SoftmaxCommand, refuses_rows_that_are_not_there) {
  const Folder folder;
  save("rows.npy", npy("<f8", "(2, 2)", bytes_of<double>({1, 2, 3, 4})));
  const auto error = [](const Words& words) { return run(words).err; };
  EXPECT_TRUE(has(error({"softmax", "--from", "rows.npy"}), "--row: \"rows.npy\" has more than one row"));
  EXPECT_TRUE(
      has(error({"softmax", "--from", "rows.npy", "--row", "2"}), "has no row 2, expected one below 2"));
  EXPECT_TRUE(has(error({"softmax", "--from", "rows.npy", "--row", "1", "--tensor", "q"}),
                  "has no tensor that matches \"q\""));
}

}  // namespace
}  // namespace actviz::test
