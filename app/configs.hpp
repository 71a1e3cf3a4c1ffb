#pragma once
// The activations of a Hugging Face config: read from a file, and looked up.
#include <string>
#include <vector>

#include "lib/catalogue/models.hpp"
#include "lib/data/model_config.hpp"

namespace actviz::app {

/// A config with what its strings mean, entry by entry.
struct ResolvedConfig {
  ModelConfig config;
  std::vector<ConfigMeaning> meanings;
};

/// Reads the config at `path`, or the config.json in the folder `path`. Throws Error.
ResolvedConfig resolve_config(const std::string& path);

/// The activation of the feed-forward block that a config names, as `Function::parse` reads it: what
/// `config:path/config.json` stands for. Throws Error where there is more than one.
std::string function_of_config(const std::string& path);

}  // namespace actviz::app
