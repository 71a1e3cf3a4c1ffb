#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/cli.hpp"

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

TEST(GatePlot, is_a_figure_named_after_the_gate) {
  const Folder folder;
  EXPECT_EQ(run({"plot", "SwiGLU"}).out, "swiglu.png\n");
  EXPECT_EQ(read_file("swiglu.png").substr(0, 8), "\x89PNG\r\n\x1a\n");
}

TEST(GatePlot, tells_the_gated_half) {
  const auto drawn = [](const Words& more) {
    Words words{"plot", "glu", "--format", "terminal"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words).out;
  };
  EXPECT_NE(drawn({}).find("second half, gated: a"), std::string::npos) << drawn({});
  EXPECT_EQ(drawn({"--gate", "second"}), drawn({}));
  EXPECT_NE(drawn({"--gate", "first"}), drawn({}));
}

TEST(GatePlot, refuses_what_is_for_curves) {
  const std::vector<Refused> lines = {
      {{"plot", "swiglu", "gelu"}, "the gate swiglu is a surface, which is drawn alone"},
      {{"plot", "gelu", "swiglu"}, "the gate swiglu is a surface, which is drawn alone"},
      {{"plot", "swiglu", "--derivative", "2"}, "--derivative has no effect on a gate, which is a surface"},
      {{"plot", "swiglu", "--epsilon", "1"}, "--epsilon has no effect on a gate, which is a surface"},
      {{"plot", "swiglu", "--log", "y"}, "--log has no effect on a gate, which is a surface"},
      {{"plot", "swiglu", "--labels", "y"}, "--labels has no effect on a gate, which is a surface"},
      {{"plot", "swiglu", "--gate", "both"}, "--gate: expected first or second, got \"both\""},
      {{"plot", "swiglu", "--range", "1", "1"}, "--range: expected LO < HI, got \"1 1\""},
      {{"plot", "gelu", "--gate", "first"}, "--gate has no effect on curves"},
      {{"plot", "swigul"}, "unknown activation or gate \"swigul\""},
      {{"stats", "geglu"}, "\"geglu\" is a gate of two halves, not a function of one variable"},
  };
  for (const Refused& line : lines) expect_refused(line);
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
      {{"ffn", "glu", "--d-model", "8", "-o", "x.png"},
       "-o: no format has the extension of \"x.png\", expected one of txt, json, csv, md"},
  };
  for (const Refused& line : lines) expect_refused(line);
}

}  // namespace
}  // namespace actviz::test
