#pragma once
// Which activation each language or vision model uses, and what the strings of its config mean.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/catalogue/activation.hpp"

namespace actviz {

/// One activation of a model: what its config says and what that is.
struct ModelActivation {
  std::string_view function;  ///< as `Function::parse` reads it
  std::string_view key{};     ///< of the config; empty: fixed in the code
  std::string_view value{};
  std::string_view where{};  ///< of a model with several: "text", "vision"; empty: the feed-forward block
};

/// A family of models that agree in their activation.
struct Model {
  std::string_view title;            ///< "LLaMA 1, 2, 3"
  List<std::string_view, 16> names;  ///< what it answers to, the model_type of its config among them
  List<ModelActivation, 3> activations;
  std::string_view block;   ///< ffn, swiglu, geglu, ..., ssm, conv: the kinds of `actviz ffn`
  std::string_view source;  ///< a folder of transformers, or another place in full
  std::string_view note{};
};

/// A model of known size: the width of the residual stream and of the feed-forward block.
struct ModelSize {
  std::string_view name, family;  ///< "llama-3-8b", "llama"
  int d_model, d_ff;
};

std::span<const Model> models();
std::span<const ModelSize> model_sizes();

/// A model as it was asked for.
struct FoundModel {
  const Model* model = nullptr;
  const ModelSize* size = nullptr;  ///< where one was named
};

/// The model that a name or a model_type stands for, without case, hyphens and underscores.
std::optional<FoundModel> find_model(std::string_view name);

/// As above. Throws Error for an unknown name.
FoundModel find_model_or_fail(std::string_view name);

/// A model together with one of its activations.
struct ModelUse {
  const Model* model;
  const ModelActivation* activation;
};

/// Every model that uses an activation, by its canonical name, whatever the parameters; each once, those that
/// do in their feed-forward block before the others.
std::vector<ModelUse> models_using(std::string_view canonical);

/// Where a model's row comes from, in full.
std::string source_text(const Model& model);

/// What a string of a config means.
struct ConfigMeaning {
  std::string function;  ///< `hf.gelu_new`; empty where it is no function of one variable
  std::string block;     ///< where the string says it: ffn or a gated kind; empty otherwise
  std::string note;      ///< where the meaning is not what the string says
};

/// What transformers makes of `value` under `key` in a config of this model_type (empty: unknown). `limit` is
/// the config's clamp of the gate, where it has one. Throws Error for a name that is no activation.
ConfigMeaning config_meaning(std::string_view model_type, std::string_view key, std::string_view value,
                             std::optional<double> limit = {});

}  // namespace actviz
