#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/cli.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

using Words = std::vector<std::string>;

Outcome ffn(Words words) {
  words.insert(words.begin(), "ffn");
  return run(words);
}

nlohmann::json ffn_json(Words words) {
  words.insert(words.end(), {"--format", "json"});
  return nlohmann::json::parse(ffn(words).out);
}

TEST(FfnCommand, tells_how_the_width_comes_about) {
  const std::string text =
      ffn({"swiglu", "--d-model", "4096", "--multiple-of", "1024", "--multiplier", "1.3"}).out;
  for (const char* piece :
       {"swiglu: (silu(x W1) * (x W3)) W2\n",
        "2/3 of 16384 is 10922, times 1.3 is 14198, up to a multiple of 1024: 14336\n",
        "the first half of a fused matrix, as in ggml", "W2      down  14336     4096  58720256\n",
        "parameters                       176160768   134217728  1.3125\n",
        "N(0, 1): mean 0, variance 0.355775519817, kurtosis 21.785239\n"})
    EXPECT_NE(text.find(piece), std::string::npos) << piece << '\n' << text;
}

TEST(FfnCommand, json_has_the_shapes_and_the_costs) {
  const auto json = ffn_json({"swiglu", "--d-model", "128", "--hidden", "256", "--multiple-of", "16"});
  EXPECT_EQ(json["schema"], "actviz.ffn/1");
  EXPECT_EQ(json["kind"], "swiglu");
  EXPECT_EQ(json["d_model"], 128);
  EXPECT_EQ(json["d_ff"], 176);
  EXPECT_EQ(json["parameters"], 67584);
  EXPECT_EQ(json["flops_per_token"], 135168);
  EXPECT_EQ(json["saved_elements_per_token"], 656);
  EXPECT_EQ(json["bytes_16_bit"], 135168);
  EXPECT_EQ(json["plain"]["parameters"], 65536);
  EXPECT_EQ(json["matrices"][2]["name"], "W2");
  EXPECT_EQ(json["matrices"][2]["rows"], 176);
  EXPECT_EQ(json["matrices"][2]["cols"], 128);
}

TEST(FfnCommand, knows_the_sizes_of_models) {
  const auto json = ffn_json({"--model", "Llama-3-8B"});
  EXPECT_EQ(json["kind"], "swiglu");
  EXPECT_EQ(json["d_ff"], 14336);
  EXPECT_EQ(json["parameters"], 176160768);
  EXPECT_EQ(json["model"], "llama-3-8b");
  EXPECT_EQ(ffn_json({"--model", "gpt2-small"})["formula"], "hf.gelu_new(x W1) W2");
  EXPECT_EQ(ffn_json({"--model", "t5-v1.1-base"})["kind"], "geglu");
}

TEST(FfnCommand, the_gated_half_can_be_chosen) {
  EXPECT_EQ(ffn_json({"glu", "--d-model", "8"})["gated_half"], "second");
  EXPECT_EQ(ffn_json({"swiglu", "--d-model", "8"})["gated_half"], "first");
  EXPECT_EQ(ffn_json({"swiglu", "--d-model", "8", "--gate", "second"})["gated_half"], "second");
}

TEST(FfnCommand, a_plain_block_stands_alone) {
  const auto json = ffn_json({"ffn", "--d-model", "512", "--activation", "gelu", "--bias"});
  EXPECT_EQ(json["d_ff"], 2048);
  EXPECT_EQ(json["parameters"], 2 * 512 * 2048 + 2048 + 512);
  EXPECT_TRUE(json["plain"].is_null());
  EXPECT_TRUE(json["product"].is_null());
}

TEST(FfnCommand, csv_has_a_row_for_the_plain_block_too) {
  EXPECT_EQ(
      ffn({"glu", "--d-model", "4096", "--format", "csv"}).out,
      "kind,d_model,d_ff,parameters,flops_per_token,backward_flops_per_token,activations_per_token,"
      "products_per_token,saved_elements_per_token,bytes_32_bit,bytes_16_bit,bytes_8_bit,bytes_training\n"
      "glu,4096,10922,134209536,268419072,536838144,10922,10922,36862,536838144,268419072,134209536,"
      "2147352576\n"
      "ffn,4096,16384,134217728,268435456,536870912,16384,0,36864,536870912,268435456,134217728,"
      "2147483648\n");
}

TEST(FfnCommand, the_printed_order_is_a_shape_error) {
  const auto result =
      ffn({"swiglu", "--d-model", "128", "--hidden", "256", "--multiple-of", "16", "--order", "printed"});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err,
            "error: shapes (n, 128) and (n, 176) do not match: silu(x W1) W2 * (x W3)\n"
            "hint: the product comes before W2: (silu(x W1) * (x W3)) W2; leave --order out\n");
}

TEST(FfnCommand, a_forward_pass_of_the_notes_module_gives_4_by_128) {
  const Words module{"swiglu", "--d-model", "128", "--hidden", "256", "--multiple-of",
                     "16",     "--forward", "4",   "--seed",   "1"};
  EXPECT_NE(ffn(module).out.find("shape of the output: (4, 128)\n"), std::string::npos) << ffn(module).out;
  EXPECT_EQ(ffn(module).out, ffn(module).out);
  Words printed = module;
  printed.insert(printed.end(), {"--order", "printed"});
  EXPECT_EQ(ffn(printed).code, 2);
  EXPECT_TRUE(ffn(printed).err.starts_with(
      "error: shapes (4, 128) and (4, 176) do not match: silu(x W1) W2 * (x W3)\nhint: the product comes"));
}

TEST(FfnCommand, neurons_reads_the_dump) {
  const Folder folder;
  const auto json = ffn_json({"swiglu", "--d-model", "32", "--d-ff", "48", "--forward", "300", "--seed", "3",
                              "--dump", "acts.safetensors"});
  const auto read = nlohmann::json::parse(
      run({"neurons", "acts.safetensors", "--tensor", "hidden", "--format", "json"}).out);
  EXPECT_EQ(read["rows"], 300);
  EXPECT_EQ(read["columns"], 48);
  const auto& hidden = json["forward"]["arrays"][2];
  EXPECT_EQ(hidden["name"], "hidden");
  double greatest = -1e300;
  for (const auto& neuron : read["neurons"]) greatest = std::max(greatest, neuron["max"].get<double>());
  EXPECT_EQ(greatest, hidden["max"].get<double>());
  const std::string layers = run({"neurons", "acts.safetensors"}).out;
  EXPECT_EQ(std::ranges::count(layers, '\n'), 5) << "a heading, gate, up, hidden, output";
}

/// A .safetensors file of f32 tensors; shapes as JSON.
std::string tensors_of(const std::vector<std::tuple<std::string, std::string, std::vector<float>>>& tensors) {
  std::string header, elements;
  for (const auto& [name, shape, values] : tensors) {
    const std::size_t from = elements.size();
    elements += bytes_of(values);
    header += (header.empty() ? "{\"" : ",\"") + name + R"(":{"dtype":"F32","shape":)" + shape +
              R"(,"data_offsets":[)" + std::to_string(from) + "," + std::to_string(elements.size()) + "]}";
  }
  return safetensors(header + "}", elements);
}

/// A block of d_model 2 and d_ff 3, x = (1, 2): gate (1, -1, 5), up (4, 5, 6) before the biases.
class FfnWeights : public testing::Test {
 protected:
  FfnWeights() { save("x.npy", npy("<f4", "(1, 2)", bytes_of(std::vector<float>{1, 2}))); }

  /// The output of a bilinear block, whose numbers are whole; the gate is the first factor.
  static std::vector<double> output(const std::string& kind, Words more = {}) {
    Words words{kind, "--weights", "w.safetensors", "--input", "x.npy", "--dump", "o.safetensors"};
    words.insert(words.end(), more.begin(), more.end());
    const auto result = ffn(words);
    EXPECT_EQ(result.err, "");
    if (result.code != 0) return {};
    const auto read = open_tensors("o.safetensors");
    return all_rows(*read, read->tensors().size() - 1);
  }

  static constexpr const char *in = "[2,3]", *out = "[3,2]";
  const std::vector<float> w1 = {1, 1, 1, 0, -1, 2}, w3 = {0, 1, 2, 2, 2, 2}, w2 = {1, 0, 1, 1, 0, 1};
  const std::vector<float> w1_stored = {1, 0, 1, -1, 1, 2}, w3_stored = {0, 2, 1, 2, 2, 2},
                           w2_stored = {1, 1, 0, 0, 1, 1};
  Folder folder_;
};

TEST_F(FfnWeights, stand_as_they_multiply) {
  save("w.safetensors", tensors_of({{"w1", in, w1}, {"w3", in, w3}, {"w2", out, w2}}));
  EXPECT_EQ(output("bilinear"), (std::vector<double>{4 - 5, -5 + 30}));
  EXPECT_EQ(output("reglu"), (std::vector<double>{4, 30}));
}

TEST_F(FfnWeights, of_pytorch_are_turned) {
  save("w.safetensors", tensors_of({{"mlp.gate_proj.weight", out, w1_stored},
                                    {"mlp.up_proj.weight", out, w3_stored},
                                    {"mlp.down_proj.weight", in, w2_stored},
                                    {"mlp.up_proj.bias", "[3]", {10, 0, 0}},
                                    {"mlp.down_proj.bias", "[2]", {100, 200}},
                                    {"norm.weight", "[2]", {1, 1}}}));
  EXPECT_EQ(output("bilinear"), (std::vector<double>{100 + 14 - 5, 200 - 5 + 30}));
}

TEST_F(FfnWeights, may_be_fused_with_either_half_first) {
  std::vector<float> fused = w1_stored;
  fused.insert(fused.end(), w3_stored.begin(), w3_stored.end());
  save("w.safetensors", tensors_of({{"gate_up_proj.weight", "[6,2]", fused},
                                    {"gate_up_proj.bias", "[6]", {0, 0, 0, 1, 0, 0}},
                                    {"down_proj.weight", in, w2_stored}}));
  EXPECT_EQ(output("reglu"), (std::vector<double>{5, 30}));
  EXPECT_EQ(output("reglu", {"--gate", "second"}), (std::vector<double>{5 - 5, -5 + 30}));
}

TEST_F(FfnWeights, of_a_plain_block_are_two) {
  save("w.safetensors", tensors_of({{"fc1.weight", out, w1_stored}, {"fc2.weight", in, w2_stored}}));
  EXPECT_EQ(output("ffn"), (std::vector<double>{1, 5}));
}

TEST_F(FfnWeights, of_one_layer_can_be_chosen) {
  save("w.safetensors", tensors_of({{"0.w1", in, w1},
                                    {"0.w3", in, w3},
                                    {"0.w2", out, w2},
                                    {"1.w1", in, w3},
                                    {"1.w3", in, w3},
                                    {"1.w2", out, w2}}));
  EXPECT_EQ(output("bilinear", {"--tensor", "0.*"}), (std::vector<double>{-1, 25}));
  EXPECT_EQ(output("bilinear", {"--tensor", "1.*"}), (std::vector<double>{16 + 25, 25 + 36}));
  const auto result = ffn({"swiglu", "--weights", "w.safetensors", "--input", "x.npy"});
  EXPECT_EQ(result.err,
            "error: \"w.safetensors\": tensor \"0.w2\" and \"1.w2\" could both be the same matrix\n"
            "hint: choose one layer: --tensor 'model.layers.0.mlp.*'\n");
}

TEST_F(FfnWeights, that_make_no_block_are_refused) {
  const auto error = [](const std::string& kind, const std::string& weights) {
    save("w.safetensors", weights);
    const auto result =
        ffn({kind, "--weights", "w.safetensors", "--input", "x.npy", "--dump", "o.safetensors"});
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(std::ranges::count(result.err, '\n'), 2) << result.err;
    EXPECT_FALSE(file_exists("o.safetensors"));
    return result.err.substr(0, result.err.find('\n'));
  };
  EXPECT_EQ(error("swiglu", tensors_of({{"w1", in, w1}, {"w2", out, w2}})),
            "error: \"w.safetensors\" has no tensor for W3, expected one of w3, up_proj, up");
  EXPECT_EQ(error("swiglu", tensors_of({{"w1", out, w1}, {"w3", in, w3}, {"w2", out, w2}})),
            "error: shapes (1, 2) and (3, 2) do not match: x W1");
  EXPECT_EQ(error("swiglu", tensors_of({{"w1", in, w1}, {"w3", in, w3}, {"w2", in, w2}})),
            "error: shapes (1, 3) and (2, 3) do not match: (silu(x W1) * (x W3)) W2");
  EXPECT_EQ(error("ffn", tensors_of({{"w1", "[6]", w1}, {"w2", out, w2}})),
            "error: \"w.safetensors\": tensor \"w1\" has the shape (6), which is no matrix");
  EXPECT_EQ(error("swiglu", tensors_of({{"gate_up", out, w1}, {"w2", "[1,2]", {1, 2}}})),
            "error: shapes (1, 2) and (3, 1) do not match: x W1");
  EXPECT_EQ(error("swiglu", tensors_of({{"gate_up", in, w1}, {"w2", "[1,2]", {1, 2}}})),
            "error: \"w.safetensors\": tensor \"gate_up\" has 3 columns, which are no two halves");
}

TEST(FfnCommand, refuses_what_makes_no_block) {
  const std::string whole = ": expected a whole number from 1 to 2^53, got ";
  const std::vector<Refused> lines = {
      {{"ffn"}, "no kind of block given"},
      {{"ffn", "swiglu"}, "--d-model is missing"},
      {{"ffn", "swiglu", "glu", "--d-model", "8"}, "expected one kind of block, got 2"},
      {{"ffn", "swigul", "--d-model", "8"}, "unknown kind of block \"swigul\""},
      {{"ffn", "swiglu", "--d-model", "0"}, "--d-model" + whole + "\"0\""},
      {{"ffn", "swiglu", "--d-model", "-8"}, "--d-model" + whole + "\"-8\""},
      {{"ffn", "swiglu", "--d-model", "1.5"}, "--d-model" + whole + "\"1.5\""},
      {{"ffn", "swiglu", "--d-model", "nan"}, "--d-model" + whole + "\"nan\""},
      {{"ffn", "swiglu", "--d-model", "1e300"}, "--d-model" + whole + "\"1e300\""},
      {{"ffn", "swiglu", "--d-model", "1e12"},
       "d_model 1000000000000 with d_ff 2666666666666 makes a block beyond 2^63 bytes or operations"},
      {{"ffn", "swiglu", "--d-model", "8", "--multiple-of", "0"}, "--multiple-of" + whole + "\"0\""},
      {{"ffn", "swiglu", "--d-model", "8", "--multiplier", "nan"},
       "--multiplier: expected a number from 0.000001 to 1000000, got \"nan\""},
      {{"ffn", "swiglu", "--d-model", "8", "--hidden", "1"}, "a hidden size of 1 gives a d_ff of 0"},
      {{"ffn", "swiglu", "--d-model", "8", "--d-ff", "8", "--hidden", "12"},
       "--d-ff has no effect with --hidden, --multiple-of and --multiplier, which make it"},
      {{"ffn", "--model", "llama-7b", "--d-model", "8"},
       "--d-model has no effect with --model, which says the sizes"},
      {{"ffn", "--model", "lama-7b"}, "unknown model \"lama-7b\""},
      {{"ffn", "--model", "llama"}, "--model: no size is known of \"llama\""},
      {{"ffn", "swiglu", "--d-model", "8", "--activation", "relu"},
       "--activation has no effect with swiglu, which says it"},
      {{"ffn", "ffn", "--d-model", "8", "--activation", "rel"}, "unknown activation \"rel\""},
      {{"ffn", "ffn", "--d-model", "8", "--gate", "first"},
       "--gate has no effect with ffn, which has no gate"},
      {{"ffn", "glu", "--d-model", "8", "--gate", "third"},
       "--gate: expected first or second, got \"third\""},
      {{"ffn", "glu", "--d-model", "8", "--order", "x"}, "--order: expected corrected or printed, got \"x\""},
      {{"ffn", "ffn", "--d-model", "8", "--order", "printed"},
       "--order printed: a plain block has no product whose order could be wrong"},
      {{"ffn", "glu", "--d-model", "8", "--forward", "0"}, "--forward" + whole + "\"0\""},
      {{"ffn", "glu", "--d-model", "8", "--forward", "1e15"},
       "a forward pass of 1000000000000000 rows with d_model 8 and d_ff 21 would take 5.89e+08 GiB, more "
       "than 2 "
       "GiB"},
      {{"ffn", "--model", "llama-3.1-405b", "--forward", "1", "--dump", "a.safetensors"},
       "a forward pass of 1 rows with d_model 16384 and d_ff 53248 would take 19.5 GiB, more than 2 GiB"},
      {{"ffn", "glu", "--d-model", "8", "--forward", "1", "--seed", "-1"},
       "--seed: expected a whole number from 0 to 2^53, got \"-1\""},
      {{"ffn", "glu", "--d-model", "8", "--seed", "1"}, "--seed needs a forward pass"},
      {{"ffn", "glu", "--d-model", "8", "--dump", "a.safetensors"}, "--dump needs a forward pass"},
      {{"ffn", "glu", "--weights", "w.safetensors"}, "--weights needs a forward pass"},
      {{"ffn", "glu", "--weights", "w.safetensors", "--forward", "1"},
       "cannot open \"w.safetensors\": No such file or directory"},
      {{"ffn", "glu", "--d-model", "8", "--forward", "1", "--input", "x.npy"},
       "--forward has no effect with --input, which says how many rows there are"},
      {{"ffn", "glu", "--d-model", "8", "--forward", "1", "--dump", "a.npy"},
       "--dump: expected a name that ends in .safetensors, got \"a.npy\""},
      {{"ffn", "glu", "--d-model", "8", "--tensor", "x"},
       "--tensor has no effect without --weights, whose tensors it chooses"},
      {{"ffn", "glu", "--d-model", "8", "-o", "x.png"},
       "-o: no format has the extension of \"x.png\", expected one of txt, json, csv, md"},
  };
  for (const Refused& line : lines) expect_refused(line);
}

}  // namespace
}  // namespace actviz::test
