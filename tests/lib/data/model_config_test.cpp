// Activations found in configs, and configs that mean harm.
#include "lib/data/model_config.hpp"

#include <gtest/gtest.h>

#include "lib/base/error.hpp"

namespace actviz::test {
namespace {

ModelConfig read(const std::string& text) {
  StringSource source(text);
  return read_model_config(source, "\"config.json\"");
}

std::string error_of(const std::string& text) {
  try {
    read(text);
  } catch (const Error& error) {
    return error.message;
  }
  return "no error";
}

class Keys : public testing::TestWithParam<const char*> {};

TEST_P(Keys, are_known) {
  const ModelConfig config = read("{\"" + std::string(GetParam()) + "\": \"gelu\"}");
  ASSERT_EQ(config.entries.size(), 1u);
  EXPECT_EQ(config.entries[0].key, GetParam());
  EXPECT_EQ(config.entries[0].value, "gelu");
}

INSTANTIATE_TEST_SUITE_P(ModelConfig, Keys,
                         testing::Values("hidden_act", "activation_function", "hidden_activation",
                                         "mlp_hidden_act", "activation", "feed_forward_proj", "dense_act_fn",
                                         "ff_activation", "afn", "ffn_act_fn", "scoring_func",
                                         "mamba_hidden_act", "projector_hidden_act",
                                         "classifier_activation_function"));

TEST(ModelConfig, a_truth_value_is_read_for_gelu_activation_alone) {
  EXPECT_EQ(read(R"({"gelu_activation": false})").entries[0].value, "false");
  EXPECT_EQ(error_of(R"({"hidden_act": true})"),
            "\"config.json\": expected the name of an activation for \"hidden_act\", got a truth value");
}

TEST(ModelConfig, the_name_inside_ffn_act_fn_is_the_activation) {
  const auto entry = read(R"({"ffn_config": {"ffn_act_fn": {"name": "silu"}}})").entries.at(0);
  EXPECT_EQ(entry.key, "ffn_act_fn.name");
  EXPECT_EQ(entry.where, "ffn_config");
}

TEST(ModelConfig, towers_are_told_apart) {
  const auto config = read(R"({"model_type": "m", "text_config": {"hidden_act": "silu", "model_type": "t"},
                               "vision_config": {"hidden_act": "gelu"}})");
  ASSERT_EQ(config.entries.size(), 2u);
  EXPECT_EQ(config.entries[0].where, "text_config");
  EXPECT_EQ(config.entries[0].model_type, "t");
  EXPECT_EQ(config.entries[1].where, "vision_config");
  EXPECT_EQ(config.entries[1].model_type, "m");
}

TEST(ModelConfig, members_of_lists_are_told_apart) {
  const auto config = read(R"({"parts": [{"hidden_act": "silu"}, {"hidden_act": "gelu"}]})");
  EXPECT_EQ(config.entries.at(1).where, "parts.1");
}

TEST(ModelConfig, a_limit_is_that_of_its_object) {
  EXPECT_EQ(read(R"({"hidden_act": "silu", "swiglu_limit": 10})").entries[0].limit, 10);
  EXPECT_EQ(read(R"({"swiglu_limit": "x", "hidden_act": "silu"})").entries[0].limit, std::nullopt);
}

TEST(ModelConfig, null_counts_as_not_given) {
  EXPECT_EQ(read(R"({"activation": null, "hidden_act": "gelu"})").entries.size(), 1u);
}

TEST(ModelConfig, without_an_activation_it_says_what_was_looked_for) {
  StringSource source(R"({"model_type": "llama"})");
  try {
    read_model_config(source, "\"config.json\"");
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.message, "\"config.json\": no activation in it, model_type \"llama\"");
    for (const char* key : {"hidden_act", "ffn_act_fn.name", "*_hidden_act", "gelu_activation"})
      EXPECT_NE(error.hint.find(key), std::string::npos) << key;
  }
}

TEST(ModelConfig, an_activation_given_twice_is_refused) {
  EXPECT_EQ(error_of(R"({"hidden_act": "silu", "hidden_act": "gelu"})"),
            "\"config.json\": \"hidden_act\" is given twice");
}

TEST(ModelConfig, other_keys_given_twice_do_no_harm) {
  EXPECT_EQ(read(R"({"a": 1, "a": 2, "hidden_act": "silu"})").entries.size(), 1u);
}

TEST(ModelConfig, wrong_types_are_refused) {
  for (const char* value : {"5", "1.5", "{}", "[]", "-3"})
    EXPECT_NE(error_of("{\"hidden_act\": " + std::string(value) + "}").find("expected the name"),
              std::string::npos)
        << value;
}

TEST(ModelConfig, what_is_no_object_is_refused) {
  for (const char* text : {"", "{", "nonsense", "{\"hidden_act\": \"silu\"} {", "{'a': 1}", "\xff\xfe"})
    EXPECT_NE(error_of(text).find("not JSON at byte"), std::string::npos) << text;
  EXPECT_EQ(error_of("[]"), "\"config.json\": expected a JSON object, got a list");
  EXPECT_NE(error_of("5").find("no activation"), std::string::npos);
}

TEST(ModelConfig, ten_thousand_levels_are_refused) {
  EXPECT_EQ(error_of("{\"a\":" + std::string(10'000, '[')), "\"config.json\": nested deeper than 100 levels");
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "{\"a\":";
  EXPECT_EQ(error_of(text), "\"config.json\": nested deeper than 100 levels");
}

TEST(ModelConfig, ninety_nine_levels_are_read) {
  EXPECT_EQ(read("{\"hidden_act\": \"silu\", \"a\": " + std::string(99, '[') + std::string(99, ']') + "}")
                .entries.size(),
            1u);
}

/// Gives spaces without end and counts how many were taken.
class Endless : public Source {
 public:
  std::size_t read(std::span<char> buffer) override {
    std::fill(buffer.begin(), buffer.end(), ' ');
    given += buffer.size();
    return buffer.size();
  }
  std::size_t given = 0;
};

TEST(ModelConfig, one_without_end_is_refused_at_its_limit) {
  Endless source;
  EXPECT_THROW(read_model_config(source, "endless"), Error);
  EXPECT_LT(source.given, largest_config + (1 << 20));
}

}  // namespace
}  // namespace actviz::test
