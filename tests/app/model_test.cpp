#include <gtest/gtest.h>

#include "lib/catalogue/function.hpp"
#include "lib/catalogue/models.hpp"
#include "tests/support/cli.hpp"

namespace actviz::test {
namespace {

void expect_pieces(const std::string& text, const std::vector<std::string>& pieces) {
  for (const std::string& piece : pieces)
    EXPECT_NE(text.find(piece), std::string::npos) << piece << "\n" << text;
}

TEST(ModelCommand, names_the_activation_the_block_and_the_source) {
  expect_pieces(run({"model", "llama"}).out,
                {"LLaMA 1, 2, 3", "hf.silu = swish", "hidden_act = \"silu\"", "swiglu", "models/llama/"});
}

TEST(ModelCommand, knows_sizes) {
  expect_pieces(run({"model", "llama-3-8b"}).out, {"d_model 4096, d_ff 14336, 176160768 weights a layer"});
  expect_pieces(run({"model", "Llama_3.1_405B"}).out, {"2617245696"});
}

TEST(ModelCommand, gemma_3_is_the_tanh_form) {
  expect_pieces(run({"model", "gemma-3"}).out, {"hf.gelu_pytorch_tanh = gelu_tanh", "geglu"});
}

TEST(ModelCommand, json_has_the_agreed_shape) {
  expect_pieces(run({"model", "llama", "--format", "json"}).out,
                {"\"schema\": \"actviz.model/1\"", "\"model\": ", "\"source\": ", "\"activations\": [",
                 "\"where\": \"\"", "\"key\": \"hidden_act\"", "\"value\": \"silu\"",
                 "\"function\": \"hf.silu\"", "\"block\": \"swiglu\""});
}

TEST(ModelCommand, an_unknown_model_is_answered_with_the_nearest) {
  const auto result = run({"model", "lama"});
  EXPECT_EQ(result.code, 2);
  expect_pieces(result.err, {"error: unknown model \"lama\"", "hint: did you mean llama"});
}

TEST(ModelCommand, wants_exactly_one_model) {
  EXPECT_EQ(run({"model"}).code, 2);
  EXPECT_EQ(run({"model", "llama", "gpt2"}).code, 2);
  EXPECT_EQ(run({"model", "llama", "--list"}).code, 2);
}

TEST(ModelCommand, lists_every_model) {
  const std::string csv = run({"model", "--list", "--format", "csv"}).out;
  expect_pieces(csv, {"name,models,where,function,key,block,source", "gpt-oss", "rwkv", "dab-detr"});
}

TEST(Models, every_function_exists) {
  for (const Model& model : models())
    for (const ModelActivation& activation : model.activations)
      EXPECT_NO_THROW(Function::parse(activation.function)) << model.title;
}

TEST(Models, no_two_families_share_a_name) {
  for (const Model& model : models())
    for (const auto name : model.names) EXPECT_EQ(find_model(name)->model, &model) << name;
}

TEST(Models, every_size_belongs_to_a_family) {
  for (const ModelSize& size : model_sizes()) {
    ASSERT_TRUE(find_model(size.name)) << size.name;
    EXPECT_EQ(find_model(size.name)->size, &size);
    EXPECT_NE(find_model(size.name)->model, nullptr) << size.name;
  }
}

TEST(Models, rows_say_what_their_config_string_resolves_to) {
  for (const Model& model : models())
    for (const ModelActivation& activation : model.activations) {
      if (activation.key.empty() || activation.key.find(',') != std::string_view::npos) continue;
      std::string type(model.names[0]);
      if (type == "gpt-oss") type = "gpt_oss";
      if (type == "gpt-1") type = "openai-gpt";
      EXPECT_EQ(config_meaning(type, activation.key, activation.value).function, activation.function)
          << model.title;
    }
}

class Config : public testing::Test {
 protected:
  Folder folder;
  std::string text_of(const std::string& json) {
    save("config.json", json);
    const auto result = run({"model", "config.json"});
    EXPECT_EQ(result.code, 0) << result.err;
    return result.out;
  }
};

TEST_F(Config, says_what_it_read_where_and_what_it_means) {
  expect_pieces(text_of(R"({"model_type": "llama", "hidden_act": "silu"})"),
                {"llama", "hf.silu = swish", "hidden_act = \"silu\"", "swiglu", "config.json"});
}

TEST_F(Config, gated_gelu_is_a_gate_with_gelu_new) {
  expect_pieces(text_of(R"({"model_type": "t5", "feed_forward_proj": "gated-gelu"})"),
                {"hf.gelu_new = gelu_tanh", "geglu", "gated-gelu stands for"});
}

TEST_F(Config, gated_silu_is_swiglu) {
  expect_pieces(text_of(R"({"feed_forward_proj": "gated-silu"})"), {"hf.silu", "swiglu"});
}

TEST_F(Config, gemma_that_says_gelu_means_the_tanh_form) {
  expect_pieces(text_of(R"({"model_type": "gemma", "hidden_act": "gelu"})"),
                {"hf.gelu_pytorch_tanh = gelu_tanh", "early mistake"});
}

TEST_F(Config, gpt_oss_says_silu_and_means_a_clamped_quick_gelu) {
  expect_pieces(text_of(R"({"model_type": "gpt_oss", "hidden_act": "silu", "swiglu_limit": 7.0})"),
                {"quick_gelu", "swiglu_oai", "sigmoid(1.702 * g)", "clip(up, -7, 7)"});
}

TEST_F(Config, deepseek_v4_clamps_its_gate) {
  expect_pieces(
      text_of(R"({"model_type": "deepseek_v4", "hidden_act": "silu", "scoring_func": "sqrtsoftplus"})"),
      {"swiglu_clamped", "min(gate, 10)", "sqrt_softplus"});
}

TEST_F(Config, xlm_has_a_truth_value) {
  expect_pieces(text_of(R"({"model_type": "xlm", "gelu_activation": true})"), {"hf.gelu = gelu"});
}

TEST_F(Config, a_softmax_router_is_no_function_of_one_variable) {
  expect_pieces(text_of(R"({"hidden_act": "silu", "scoring_func": "softmax"})"),
                {"no function of one variable"});
}

TEST_F(Config, is_a_function_to_other_commands) {
  save("config.json", R"({"model_type": "gpt2", "activation_function": "gelu_new"})");
  EXPECT_EQ(run({"table", "config:config.json", "--at", "1", "--format", "csv"}).out,
            run({"table", "hf.gelu_new", "--at", "1", "--format", "csv"}).out);
}

TEST_F(Config, the_text_counts_before_the_towers) {
  save("config.json", R"({"vision_config": {"hidden_act": "gelu"}, "text_config": {"hidden_act": "silu"}})");
  expect_pieces(run({"table", "config:config.json", "--at", "1", "--format", "csv"}).out, {"x,hf.silu"});
}

TEST_F(Config, of_a_folder_is_its_config_json) {
  save("config.json", R"({"hidden_act": "relu"})");
  expect_pieces(run({"model", "./"}).out, {"hf.relu = relu"});
}

TEST_F(Config, towers_that_differ_are_not_chosen_from) {
  save("config.json", R"({"a": {"hidden_act": "gelu"}, "b": {"hidden_act": "silu"}})");
  const auto result = run({"table", "config:config.json", "--at", "1"});
  EXPECT_EQ(result.code, 2);
  expect_pieces(result.err, {"several activations: hf.gelu and hf.silu"});
}

TEST_F(Config, an_unknown_activation_names_its_place) {
  save("config.json", R"({"text_config": {"hidden_act": "gelo"}})");
  const auto result = run({"model", "config.json"});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err,
            "error: \"config.json\": \"text_config.hidden_act\": unknown activation \"gelo\" in Hugging Face "
            "transformers\nhint: did you mean hf.gelu?\n");
}

TEST_F(Config, control_characters_do_not_reach_the_terminal) {
  save("config.json", R"({"model_type": "\u001b[31m", "\u001b]0;_hidden_act": "silu"})");
  const auto result = run({"model", "config.json"});
  EXPECT_EQ((result.out + result.err).find('\x1b'), std::string::npos);
}

TEST_F(Config, of_a_hundred_megabytes_ends_with_two_lines) {
  save("config.json", std::string(100'000'000, ' '));
  const auto result = run({"model", "config.json"});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err,
            "error: \"config.json\": larger than 16 MiB\nhint: expected the config.json of a Hugging Face "
            "model\n");
}

TEST_F(Config, that_is_not_there_is_exit_2) { EXPECT_EQ(run({"model", "none.json"}).code, 2); }

TEST(ListCommand, shows_the_names_of_a_framework) {
  expect_pieces(
      run({"list", "--framework", "jax", "--format", "csv"}).out,
      {"name,function,differences", "jax.gelu,gelu_tanh,", "jax.leaky_relu,leaky_relu,slope 1 at x = 0"});
  EXPECT_EQ(run({"list", "--framework", "jaxx"}).code, 2);
}

TEST(ShowCommand, says_what_each_framework_means_by_the_name) {
  expect_pieces(run({"show", "gelu"}).out,
                {"ambiguous", "gelu_tanh in jax, nnlib, tfa, ggml", "GELU_FWD", "jax-ml/jax @cec06d11"});
}

TEST(ShowCommand, a_name_with_one_meaning_is_not_called_ambiguous) {
  EXPECT_EQ(run({"show", "mish"}).out.find("ambiguous"), std::string::npos);
}

}  // namespace
}  // namespace actviz::test
