#include "lib/catalogue/catalogue.hpp"

#include "lib/base/text.hpp"
#include "lib/catalogue/families.hpp"
#include "lib/number/fma.hpp"

namespace actviz {

std::span<const Activation> catalogue() {
  static const std::vector<Activation> all = [] {
    std::vector<Activation> joined;
    const bool fma = has_fma();
    const auto add = [&](std::string_view family, std::span<const Activation> activations) {
      for (Activation activation : activations) {
        activation.family = family;
        if (fma) activation.kernels = activation.with_fma;
        joined.push_back(activation);
      }
    };
    add("rectified", families::rectified());
    add("exponential", families::exponential());
    add("sigmoidal", families::sigmoidal());
    add("gated", families::self_gated());
    add("gated", families::composed());
    add("shrinkage", families::shrinkage());
    add("piecewise", families::piecewise());
    add("squashing", families::squashing());
    add("powers", families::powers());
    add("periodic", families::periodic());
    return joined;
  }();
  return all;
}

std::vector<Found> find_activations(std::string_view name) {
  std::vector<Found> similar;
  const std::string wanted = folded(name);
  for (const Activation& activation : catalogue()) {
    const auto add_if_similar = [&](const Name& candidate) {
      const bool known = !similar.empty() && similar.back().activation == &activation;
      if (!known && folded(candidate.name) == wanted) similar.push_back({&activation, candidate});
    };
    const Name canonical(activation.name, activation.title);
    if (canonical.name == name) return {{&activation, canonical}};
    for (const Name& alias : activation.aliases)
      if (alias.name == name) return {{&activation, alias}};
    add_if_similar(canonical);
    for (const Name& alias : activation.aliases) add_if_similar(alias);
  }
  return similar;
}

std::vector<std::string_view> activation_names() {
  std::vector<std::string_view> names;
  for (const Activation& activation : catalogue()) {
    names.push_back(activation.name);
    for (const Name& alias : activation.aliases) names.push_back(alias.name);
  }
  return names;
}

}  // namespace actviz
