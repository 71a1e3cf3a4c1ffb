#pragma once
// What other frameworks mean by their names: the function of the catalogue, their defaults, their slopes at
// kinks.
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/catalogue/activation.hpp"

namespace actviz {

/// The slope that a framework takes at a kink where it differs from us.
struct AtKink {
  std::size_t kink = 0;  ///< its place in Facts::kinks
  double slope = 0;
  friend bool operator==(const AtKink&, const AtKink&) = default;
};

/// One name of a framework.
struct FrameworkName {
  std::string_view name;        ///< in the framework's spelling
  std::string_view function{};  ///< of the catalogue, with the values that differ: "leaky_relu:alpha=0.2"
  std::string_view required{};  ///< parameters without a default there, separated by commas
  List<AtKink, 2> at_kinks{};
  std::string_view note{};    ///< what else differs, in words
  std::string_view source{};  ///< where it is not the framework's
};

/// A framework and its names.
struct Framework {
  std::string_view name;   ///< the prefix: torch
  std::string_view title;  ///< PyTorch
  std::string_view source;
  List<std::string_view, 2> aliases;  ///< further prefixes
  std::span<const FrameworkName> names;
};

/// Every framework.
std::span<const Framework> frameworks();

/// A name together with its framework.
struct FrameworkEntry {
  const Framework* framework = nullptr;
  const FrameworkName* name = nullptr;

  std::string label() const;           ///< "jax.gelu"
  std::string_view canonical() const;  ///< "leaky_relu" of "leaky_relu:alpha=0.2"
  std::string_view source() const;
  Values defaults() const;          ///< of the parameters in declared order; NaN where there is none
  std::string differences() const;  ///< from the catalogue's function, in words; empty: none
  bool same_meaning(const FrameworkEntry& other) const;
};

/// The framework of a prefix. Throws Error for an unknown one.
const Framework& find_framework(std::string_view prefix);

/// Whether a name is one of a framework: `torch.gelu`, `tf.nn.leaky_relu`.
bool is_framework_name(std::string_view text);

/// What `torch.gelu` stands for: exact spelling first, then without case and underscores. Throws Error for an
/// unknown framework or name and for one with two meanings.
FrameworkEntry find_framework_name(std::string_view text);

/// Every name, of any framework, that reads like `name` or stands for the activation `canonical`.
std::vector<FrameworkEntry> framework_names_of(std::string_view name, std::string_view canonical);

/// Of entries with one name: the functions that frameworks mean by it, with the frameworks, as
/// "gelu (torch, keras), gelu_tanh (jax)"; empty where all mean the same.
std::string ambiguity(std::string_view name);

}  // namespace actviz
