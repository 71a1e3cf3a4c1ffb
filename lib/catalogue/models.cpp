#include "lib/catalogue/models.hpp"

#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/frameworks.hpp"
#include "lib/catalogue/function.hpp"

namespace actviz {
namespace {

const Model* find_family(std::string_view name) {
  const std::string wanted = folded(name);
  for (const Model& model : models())
    for (const std::string_view candidate : model.names)
      if (folded(candidate) == wanted) return &model;
  return nullptr;
}

/// The kind of a gated block by its activation.
std::string gated_block(std::string_view activation) {
  if (activation == "relu") return "reglu";
  if (activation == "silu" || activation == "swish") return "swiglu";
  if (activation == "gelu_new" || activation == "gelu_pytorch_tanh") return "geglu";
  if (activation == "sigmoid") return "glu";
  return {};
}

ConfigMeaning feed_forward_meaning(std::string_view value) {
  constexpr std::string_view gated = "gated-";
  if (value == "gated-gelu")
    return {"hf.gelu_new", "geglu", "gated-gelu stands for a gate with gelu_new, the tanh form"};
  if (!value.starts_with(gated)) return {find_framework_name("hf." + std::string(value)).label(), "ffn", {}};
  value.remove_prefix(gated.size());
  return {find_framework_name("hf." + std::string(value)).label(), gated_block(value), {}};
}

/// What holds of a family against the letter of its config; no function where nothing does.
ConfigMeaning exception(std::string_view model_type, std::string_view key, std::string_view value,
                        std::optional<double> limit) {
  const bool is_main = key == "hidden_act";
  if (model_type == "gemma" && is_main && value == "gelu")
    return {"hf.gelu_pytorch_tanh", "geglu",
            "Gemma was trained with gelu_pytorch_tanh; configs that say gelu are an early mistake, which "
            "transformers corrects"};
  if (model_type == "openai-gpt" && key == "afn" && value == "gelu")
    return {"hf.gelu_new", "ffn", "GPT-1's code maps gelu to gelu_new"};
  if (model_type == "gpt_oss" && is_main && value == "silu") {
    const std::string at = to_text(limit.value_or(7));
    return {"quick_gelu", "swiglu_oai",
            "the code computes g * sigmoid(1.702 * g) * (clip(up, -" + at + ", " + at +
                ") + 1) with g = min(gate, " + at + "), not silu"};
  }
  if (model_type == "deepseek_v4" && is_main && value == "silu") {
    const std::string at = to_text(limit.value_or(10));
    return {"hf.silu", "swiglu_clamped",
            "the code computes silu(min(gate, " + at + ")) * clip(up, -" + at + ", " + at + ")"};
  }
  return {};
}

}  // namespace

std::optional<FoundModel> find_model(std::string_view name) {
  if (const Model* model = find_family(name)) return FoundModel{model, nullptr};
  const std::string wanted = folded(name);
  for (const ModelSize& size : model_sizes())
    if (folded(size.name) == wanted) return FoundModel{find_family(size.family), &size};
  return std::nullopt;
}

FoundModel find_model_or_fail(std::string_view name) {
  if (const auto found = find_model(name)) return *found;
  std::vector<std::string_view> names;
  for (const Model& model : models()) names.insert(names.end(), model.names.begin(), model.names.end());
  for (const ModelSize& size : model_sizes()) names.push_back(size.name);
  throw Error("unknown model " + in_quotes(name),
              did_you_mean(name, names,
                           "`actviz model --list` shows every model; a config is read as `actviz model "
                           "path/config.json`"));
}

std::vector<ModelUse> models_using(std::string_view canonical) {
  std::vector<ModelUse> uses, elsewhere;
  for (const Model& model : models()) {
    const auto uses_it = [&](const ModelActivation& activation) {
      return Function::parse(activation.function).name() == canonical;
    };
    const auto* const found = std::ranges::find_if(model.activations, uses_it);
    if (found != model.activations.end())
      (found->where.empty() ? uses : elsewhere).push_back({&model, found});
  }
  uses.insert(uses.end(), elsewhere.begin(), elsewhere.end());
  return uses;
}

std::string source_text(const Model& model) {
  if (model.source.find('/') != std::string_view::npos) return std::string(model.source);
  return "transformers 5.16.0.dev0 @decba1d2: src/transformers/models/" +
         (model.source.find(',') == std::string_view::npos ? std::string(model.source)
                                                           : "{" + std::string(model.source) + "}") +
         "/";
}

ConfigMeaning config_meaning(std::string_view model_type, std::string_view key, std::string_view value,
                             std::optional<double> limit) {
  if (ConfigMeaning meaning = exception(model_type, key, value, limit); !meaning.function.empty())
    return meaning;
  if (key == "feed_forward_proj") return feed_forward_meaning(value);
  if (key == "gelu_activation") return {value == "true" ? "hf.gelu" : "hf.relu", {}, {}};
  if (key == "scoring_func" && value == "softmax") return {{}, {}, "softmax takes a vector"};
  return {find_framework_name("hf." + std::string(value)).label(), {}, {}};
}

}  // namespace actviz
