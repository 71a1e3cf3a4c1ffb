#pragma once
// Reads which activations a model's config.json names, wherever in it they stand.
#include <optional>
#include <string>
#include <vector>

#include "lib/base/files.hpp"

namespace actviz {

/// One activation named in a config.
struct ConfigEntry {
  std::string where;  ///< the objects around it, "text_config"; empty: the outermost
  std::string key, value;
  std::string model_type;       ///< of the nearest object around it that says
  std::optional<double> limit;  ///< swiglu_limit of the nearest object around it
};

/// What a config says.
struct ModelConfig {
  std::string model_type;            ///< of the outermost object; empty: it does not say
  std::vector<ConfigEntry> entries;  ///< in the order of the file, at least one
};

/// A config of more bytes, or with objects and arrays nested deeper, is refused before it takes memory.
inline constexpr std::size_t largest_config = 16 << 20, deepest_config = 100;

/// Reads a config; `name` stands for it in messages. Throws Error for text that is no JSON object, an
/// activation that is given twice or is no text, and a config without any.
ModelConfig read_model_config(Source& source, const std::string& name);

}  // namespace actviz
