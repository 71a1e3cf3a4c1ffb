#include "app/configs.hpp"

#include <algorithm>
#include <filesystem>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

/// Activations of something else than the feed-forward block.
bool is_aside(const ConfigEntry& entry) {
  return entry.key == "scoring_func" || entry.key == "mamba_hidden_act";
}

/// Earlier means that transformers prefers it where two are given.
std::size_t rank(std::string_view key) {
  constexpr std::string_view order[] = {"hidden_activation", "feed_forward_proj", "hidden_act",
                                        "activation_function", "mlp_hidden_act"};
  return static_cast<std::size_t>(std::ranges::find(order, key) - std::begin(order));
}

/// 0 for the outermost object, 1 for the text of a model that also sees or hears, 2 for the rest.
int distance(const ConfigEntry& entry) {
  return entry.where.empty() ? 0 : entry.where.starts_with("text") ? 1 : 2;
}

}  // namespace

ResolvedConfig resolve_config(const std::string& path) {
  const std::string file = std::filesystem::is_directory(path) ? path + "/config.json" : path;
  const auto source = open_source(file);
  ResolvedConfig resolved{read_model_config(*source, in_quotes(file)), {}};
  for (const ConfigEntry& entry : resolved.config.entries) {
    const std::string& type = entry.model_type.empty() ? resolved.config.model_type : entry.model_type;
    try {
      resolved.meanings.push_back(config_meaning(type, entry.key, entry.value, entry.limit));
    } catch (const Error& error) {
      const std::string place = entry.where.empty() ? entry.key : entry.where + "." + entry.key;
      throw Error(in_quotes(file) + ": " + in_quotes(place) + ": " + error.message, error.hint);
    }
  }
  return resolved;
}

std::string function_of_config(const std::string& path) {
  const auto [config, meanings] = resolve_config(path);
  struct Candidate {
    int distance;
    std::size_t rank, index;
    auto operator<=>(const Candidate&) const = default;
  };
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < meanings.size(); ++i)
    if (!meanings[i].function.empty() && !is_aside(config.entries[i]))
      candidates.push_back({distance(config.entries[i]), rank(config.entries[i].key), i});
  std::ranges::sort(candidates);
  if (candidates.empty())
    throw Error(in_quotes(path) + ": no activation of a feed-forward block in it",
                "`actviz model " + path + "` shows what there is");
  const std::string function = meanings[candidates.front().index].function;
  if (candidates.front().distance == 2)
    for (const Candidate& other : candidates)
      if (meanings[other.index].function != function)
        throw Error(
            in_quotes(path) + ": several activations: " + function + " and " + meanings[other.index].function,
            "write the one that is meant; `actviz model` shows where they stand");
  return function;
}

}  // namespace actviz::app
