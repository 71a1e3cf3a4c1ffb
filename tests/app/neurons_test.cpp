#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t rows = 20000, columns = 6;

/// Columns: ok, dead, constant, with a NaN, with an outlier, always on.
std::vector<float> planted() {
  std::mt19937 random(2);
  std::normal_distribution<float> values;
  std::vector<float> all;
  for (std::size_t r = 0; r < rows; ++r) {
    const float x = std::max(values(random), 0.0f);
    all.insert(all.end(), {x, 0, 0.5f, r == 77 ? NAN : x, r == 5 ? 300 : x, x + 1});
  }
  return all;
}

std::string npy_of_floats(const std::vector<float>& values, std::size_t count, std::size_t width) {
  return npy("<f4", "(" + std::to_string(count) + ", " + std::to_string(width) + ")", bytes_of(values));
}

/// A folder with the planted dump.
class Dump : public testing::Test {
 protected:
  Dump() { save("acts.npy", npy_of_floats(planted(), rows, columns)); }

  static Outcome neurons(Words words) {
    words.insert(words.begin(), "neurons");
    return run(words);
  }

  Folder folder_;
};

TEST_F(Dump, planted_neurons_get_their_verdicts) {
  const auto json =
      nlohmann::json::parse(neurons({"acts.npy", "--activation", "relu", "--format", "json"}).out);
  EXPECT_EQ(json["schema"], "actviz.neurons/1");
  EXPECT_EQ(json["rows"], rows);
  EXPECT_EQ(json["columns"], columns);
  Words verdicts;
  for (const auto& neuron : json["neurons"]) verdicts.push_back(neuron["verdict"]);
  EXPECT_EQ(verdicts, (Words{"ok", "dead", "constant", "invalid", "ok", "always-on"}));
  EXPECT_EQ(json["verdicts"]["dead"], 1);
  EXPECT_EQ(json["neurons"][4]["max"], 300);
  EXPECT_EQ(json["neurons"][3]["nan"], 1);
}

TEST_F(Dump, text_says_how_sure_it_is_that_nothing_fires) {
  const std::string text = neurons({"acts.npy", "--activation", "relu"}).out;
  for (const char* part :
       {"20000 samples of 6 neurons, f32; outputs of relu", "dead", "always-on",
        "nothing fired in 20000 samples: a firing rate below 0.015 %\n"
        "with 95 % confidence if samples are independent, as tokens of one text are not\n"})
    EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    EXPECT_LE(end - at, 80u) << text.substr(at, end - at);
    at = end + 1;
  }
}

TEST_F(Dump, a_csv_has_a_row_for_each_neuron) {
  const std::string csv = neurons({"acts.npy", "--format", "csv"}).out;
  EXPECT_EQ(std::ranges::count(csv, '\n'), static_cast<std::ptrdiff_t>(columns) + 1);
  EXPECT_TRUE(csv.starts_with("tensor,neuron,verdict,finite,firing,")) << csv.substr(0, 80);
}

TEST_F(Dump, one_neuron_or_those_of_a_verdict_can_be_asked_for) {
  EXPECT_NE(neurons({"acts.npy", "--neuron", "1"}).out.find("verdict             dead\n"), std::string::npos);
  const std::string dead = neurons({"acts.npy", "--verdict", "dead"}).out;
  EXPECT_NE(dead.find("\n     1  dead"), std::string::npos) << dead;
  EXPECT_EQ(dead.find("\n     2  constant"), std::string::npos) << dead;
}

TEST_F(Dump, slopes_that_outputs_do_not_tell_are_not_guessed) {
  const std::string text = neurons({"acts.npy", "--activation", "gelu"}).out;
  EXPECT_NE(text.find("the slope does not follow from outputs of gelu, which turns: n/a"), std::string::npos)
      << text;
  EXPECT_NE(neurons({"acts.npy", "--activation", "gelu", "--format", "csv"}).out.find(",n/a,n/a,n/a,"),
            std::string::npos);
}

TEST_F(Dump, output_is_the_same_from_any_number_of_threads_and_parts) {
  const Words line{"acts.npy", "--activation", "relu", "--format", "json"};
  const std::string expected = neurons(line).out;
  for (const char* threads : {"1", "2", "8"}) {
    Words more = line;
    more.insert(more.end(), {"--threads", threads});
    EXPECT_EQ(neurons(more).out, expected) << threads;
  }
  for (const std::size_t parts : {1u, 3u, 7u}) {
    Words merge{"--merge", "--format", "json"};
    for (std::size_t k = parts; k >= 1; --k) {
      const std::string name = "p" + std::to_string(k) + ".avs";
      EXPECT_EQ(neurons({"acts.npy", "--activation", "relu", "--part",
                         std::to_string(k) + "/" + std::to_string(parts), "--partial", name})
                    .out,
                name + "\n");
      merge.push_back(name);
    }
    EXPECT_EQ(neurons(merge).out, expected) << parts;
  }
}

TEST_F(Dump, several_files_are_one_dump) {
  const auto all = planted();
  const auto middle = all.begin() + 7777 * columns;
  save("a.npy", npy_of_floats({all.begin(), middle}, 7777, columns));
  save("b.npy", npy_of_floats({middle, all.end()}, rows - 7777, columns));
  const auto numbers = [&](Words files) {
    files.insert(files.end(), {"--format", "csv"});
    return neurons(files).out;
  };
  EXPECT_EQ(numbers({"a.npy", "b.npy"}), numbers({"acts.npy"}));
}

TEST_F(Dump, a_file_of_many_tensors_gives_a_line_each) {
  const std::string floats = bytes_of(std::vector<float>{1, 2, 3, 4, 0, 0, 0, 0});
  save("many.safetensors",
       safetensors(R"({"mlp.0":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},)"
                   R"("mlp.\u001b[31m":{"dtype":"F32","shape":[2,2],"data_offsets":[16,32]}})",
                   floats));
  const std::string text = neurons({"many.safetensors"}).out;
  EXPECT_NE(text.find("mlp.0"), std::string::npos) << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  const std::string one = neurons({"many.safetensors", "--tensor", "*.0"}).out;
  EXPECT_NE(one.find("2 samples of 2 neurons"), std::string::npos) << one;
  const auto json = nlohmann::json::parse(neurons({"many.safetensors", "--format", "json"}).out);
  EXPECT_EQ(json["layers"].size(), 2u);
  EXPECT_EQ(neurons({"many.safetensors", "-o", "x.png"}).code, 2);
}

TEST_F(Dump, draws_the_layer) {
  for (const char* name : {"n.png", "n.svg", "n.pdf"}) {
    EXPECT_EQ(neurons({"acts.npy", "--activation", "relu", "-o", name}).out, std::string(name) + "\n");
    EXPECT_GT(read_file(name).size(), 1000u);
  }
  const std::string drawn = neurons({"acts.npy", "--format", "terminal"}).out;
  for (const char* part : {"acts.npy: 6 neurons", "How often neurons fire", "Outliers", "●"})
    EXPECT_NE(drawn.find(part), std::string::npos) << part << drawn;
}

TEST_F(Dump, inputs_are_judged_by_the_activation) {
  const auto json = nlohmann::json::parse(
      neurons({"acts.npy", "--activation", "relu", "--kind", "pre", "--format", "json"}).out);
  EXPECT_EQ(json["kind"], "pre");
  EXPECT_EQ(json["neurons"][1]["verdict"], "dead");
  EXPECT_EQ(json["neurons"][5]["slope_mean_square"], 1);
}

TEST_F(Dump, a_quick_count_gives_what_it_counts_as_the_whole_one_does) {
  const auto judged = [&](Words more) {
    Words words{"acts.npy", "--activation", "relu", "--format", "json"};
    words.insert(words.end(), more.begin(), more.end());
    return nlohmann::json::parse(neurons(words).out);
  };
  const auto whole = judged({}), quick = judged({"--quick"});
  EXPECT_EQ(quick["verdicts"], whole["verdicts"]);
  for (std::size_t i = 0; i < columns; ++i)
    for (const auto& [name, value] : quick["neurons"][i].items())
      EXPECT_TRUE(value.is_null() || value == whole["neurons"][i][name]) << name;
  for (const char* name : {"mean", "sd", "kurtosis", "min", "max", "zero", "positive", "nan", "flat_left"})
    EXPECT_TRUE(quick["neurons"][0][name].is_number()) << name;
  for (const char* name : {"p50", "near_zero", "size_6_or_more", "overflow_fp16", "underflow_e4m3"})
    EXPECT_TRUE(quick["neurons"][0][name].is_null()) << name;
  for (const char* name : {"quantiles", "neuron_quantiles", "mean_row_kurtosis", "nonzero_per_row_mean"})
    EXPECT_TRUE(quick["layer"][name].is_null()) << name;
  const std::string text = neurons({"acts.npy", "--quick"}).out;
  EXPECT_EQ(text.find("quantiles"), std::string::npos) << text;
  EXPECT_EQ(
      neurons({"acts.npy", "--quick", "-o", "q.png"}).err,
      "error: a figure shows where the numbers lie, which --quick does not count\nhint: leave --quick out\n");
}

TEST_F(Dump, parts_of_a_quick_count_merge_to_it_and_to_no_other) {
  const std::string expected = neurons({"acts.npy", "--quick", "--format", "csv"}).out;
  neurons({"acts.npy", "--quick", "--part", "1/2", "--partial", "q1"});
  neurons({"acts.npy", "--quick", "--part", "2/2", "--partial", "q2"});
  neurons({"acts.npy", "--part", "2/2", "--partial", "w2"});
  EXPECT_EQ(neurons({"--merge", "q2", "q1", "--format", "csv"}).out, expected);
  EXPECT_EQ(neurons({"--merge", "q1", "w2"}).code, 2);
}

TEST_F(Dump, what_is_known_of_the_network_gives_chi1_and_the_dead_share_expected) {
  const auto layer = nlohmann::json::parse(
      neurons({"acts.npy", "--activation", "relu", "--sigma-w", "2", "--layer", "30", "--format", "json"})
          .out)["layer"];
  EXPECT_EQ(layer["chi1"], 4 * layer["slope_mean_square"].get<double>());
  EXPECT_NEAR(layer["expected_dead_at_initialisation"], 0.24, 0.02);
  const std::string text = neurons({"acts.npy", "--activation", "relu"}).out;
  EXPECT_NE(text.find("dead if untrained      layer 5: "), std::string::npos) << text;
  EXPECT_EQ(neurons({"acts.npy", "--activation", "tanh"}).out.find("dead if untrained"), std::string::npos);
}

TEST_F(Dump, numbers_that_the_activation_cannot_give_are_suspected_to_be_inputs) {
  const std::string text = neurons({"acts.npy", "--activation", "tanh"}).out;
  EXPECT_NE(text.find("some lie beyond tanh's outputs, -1 to 1: are they inputs? --kind pre"),
            std::string::npos)
      << text;
  EXPECT_EQ(neurons({"acts.npy", "--activation", "tanh", "--kind", "pre"}).out.find("beyond tanh"),
            std::string::npos);
}

TEST_F(Dump, the_worst_of_a_verdict_come_first) {
  std::vector<float> values;
  for (int r = 0; r < 1000; ++r)
    for (const int zeros : {951, 999, 970, 0})
      values.push_back(r < zeros ? 0 : 1 + static_cast<float>(r % 7));
  save("w.npy", npy_of_floats(values, 1000, 4));
  const std::string text = neurons({"w.npy", "--activation", "relu", "--worst", "2"}).out;
  const auto at = [&](const char* row) { return text.find(row); };
  EXPECT_LT(at("     1  saturated"), at("     2  saturated")) << text;
  EXPECT_EQ(at("     0  saturated"), std::string::npos) << text;
  EXPECT_NE(at("and 2 more that are not ok"), std::string::npos) << text;
}

/// A trained network's activations beside what numpy says of them, both made by tests/data/train_mlp.py.
class TrainedNetwork : public testing::TestWithParam<const char*> {};

TEST_P(TrainedNetwork, is_judged_as_by_numpy) {
  const std::string tensor = GetParam();
  const auto expected = nlohmann::json::parse(source_file("tests/data/mlp.json"))[tensor];
  const auto judged = nlohmann::json::parse(
      run({"neurons", source_root() + "/tests/data/mlp.safetensors", "--tensor", tensor, "--format", "json"})
          .out);
  const bool is_16_bit = tensor.ends_with("bf16");
  EXPECT_EQ(judged["layer"]["neuron_quantiles"], is_16_bit ? "exact" : "within 1/65 or 2^-25, up to 2^16");
  ASSERT_EQ(judged["neurons"].size(), expected["mean"].size());
  for (std::size_t i = 0; i < expected["mean"].size(); ++i) {
    const auto& neuron = judged["neurons"][i];
    for (const char* name : {"min", "max", "zero", "positive", "near_zero"})
      EXPECT_EQ(neuron[name], expected[name][i]) << tensor << ' ' << i << ' ' << name;
    const double sd = expected["sd"][i], size = std::max(std::fabs(expected["mean"][i].get<double>()), sd);
    EXPECT_NEAR(neuron["mean"], expected["mean"][i], 1e-13 * size) << tensor << ' ' << i;
    EXPECT_NEAR(neuron["sd"], sd, 1e-13 * sd) << tensor << ' ' << i;
    EXPECT_NEAR(neuron["dormancy"], expected["dormancy"][i], 1e-13 * expected["dormancy"][i].get<double>());
    for (const char* name : {"skewness", "kurtosis"}) {
      if (sd == 0) continue;
      const double value = expected[name][i];
      EXPECT_NEAR(neuron[name], value, 1e-11 * (1 + std::fabs(value))) << tensor << ' ' << i << ' ' << name;
    }
    const char* names[] = {"p0.1", "p1", "p5", "p50", "p95", "p99", "p99.9", "p99.99"};
    for (std::size_t q = 0; q < std::size(names); ++q) {
      const double value = expected["quantiles"][i][q];
      EXPECT_NEAR(neuron[names[q]], value, is_16_bit ? 0 : std::fabs(value) / 65 + 0x1p-25)
          << tensor << ' ' << i;
    }
    EXPECT_EQ(neuron["verdict"] == "dead", expected["max"][i] == 0 && expected["min"][i] == 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Neurons, TrainedNetwork,
                         testing::Values("layers.0.relu", "layers.1.tanh", "layers.2.gelu.input",
                                         "layers.2.gelu", "layers.2.gelu.input.bf16"));

struct Bad {
  Words words;
  std::string error;
};

class BadNeurons : public testing::TestWithParam<Bad> {};

TEST_P(BadNeurons, ends_with_exit_2_and_two_lines) {
  const Folder folder;
  save("acts.npy", npy_of_floats({1, 2, 3, 4}, 2, 2));
  save("wide.npy", npy_of_floats({1, 2, 3, 4, 5, 6}, 2, 3));
  save("text.avs", "hello");
  Words words = GetParam().words;
  words.insert(words.begin(), "neurons");
  const auto result = run(words);
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err.substr(0, result.err.find('\n')), "error: " + GetParam().error);
  EXPECT_NE(result.err.find("\nhint: "), std::string::npos);
  EXPECT_EQ(folder.files().size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(
    Neurons, BadNeurons,
    testing::Values(
        Bad{{}, "no file given"},
        Bad{{"acts.npy", "--kind", "in"}, "--kind: expected pre or post, got \"in\""},
        Bad{{"acts.npy", "--verdict", "ded"}, "--verdict: unknown verdict \"ded\""},
        Bad{{"acts.npy", "--part", "3/2", "--partial", "p"},
            "--part: expected K/N with K from 1 to N, got \"3/2\""},
        Bad{{"acts.npy", "--part", "1/2"}, "--part and --partial belong together"},
        Bad{{"acts.npy", "--raw", "f32"}, "--raw and --cols belong together"},
        Bad{{"acts.npy", "--raw", "f33", "--cols", "2"},
            "--raw: unknown type of elements \"f33\", expected f64, f32, f16, bf16, f8_e4m3, f8_e5m2, i8 ... "
            "u64 or "
            "bool"},
        Bad{{"acts.npy", "--layout", "abcd"}, "--layout: expected nchw or nhwc, got \"abcd\""},
        Bad{{"acts.npy", "--axis", "x"}, "--axis: expected a whole number, got \"x\""},
        Bad{{"acts.npy", "--layer", "0"}, "--layer: expected a whole number from 1 to 100000, got \"0\""},
        Bad{{"acts.npy", "--layer", "100001"},
            "--layer: expected a whole number from 1 to 100000, got \"100001\""},
        Bad{{"acts.npy", "--sigma-w", "-1"}, "--sigma-w: expected a finite number of at least 0, got \"-1\""},
        Bad{{"acts.npy", "--neuron", "2"}, "--neuron: expected an index below 2, got \"2\""},
        Bad{{"acts.npy", "--tensor", "w*"}, "--tensor: \"acts.npy\" has no tensor that matches \"w*\""},
        Bad{{"acts.npy", "wide.npy"}, "\"wide.npy\" has rows of 3 numbers, \"acts.npy\" of 2"},
        Bad{{"--merge", "text.avs"}, "\"text.avs\" is no part of a count of neurons"},
        Bad{{"--merge", "text.avs", "--activation", "relu"},
            "--activation has no effect with --merge: it says how the parts are counted"},
        Bad{{"--merge", "text.avs", "--quick"},
            "--quick has no effect with --merge: it says how the parts are counted"},
        Bad{{"acts.npy", "--progress", "maybe"}, "--progress: expected auto, always or never, got \"maybe\""},
        Bad{{"acts.npy", "--activation", "swich"}, "unknown activation \"swich\""}));

}  // namespace
}  // namespace actviz::test
