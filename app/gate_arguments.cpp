#include "app/gate_arguments.hpp"

#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {

void refuse_gate(const std::string& name) {
  if (const Gate* gate = find_gate(name)) {
    const std::string known(gate->name);
    throw Error(in_quotes(name) + " is a gate of two halves, not a function of one variable",
                "actviz plot " + known + " draws it; actviz ffn " + known + " counts its block");
  }
  std::vector<std::string_view> known;
  for (const Gate& gate : gates()) known.push_back(gate.name);
  if (nearest(name, activation_names()).empty() && !nearest(name, known).empty())
    throw Error("unknown activation or gate " + in_quotes(name), did_you_mean(name, known, ""));
}

Half parse_half(const std::optional<std::string>& text, const Gate* gate, std::string_view name) {
  if (text && !gate)
    throw Error("--gate has no effect with " + std::string(name) + ", which has no gate",
                "name a gate, such as swiglu, or leave --gate out");
  if (!text) return gate ? gate->half : Half::first;
  for (const Half half : {Half::first, Half::second})
    if (*text == name_of(half)) return half;
  throw Error("--gate: expected first or second, got " + in_quotes(*text),
              "the half that goes through the activation: --gate second");
}

}  // namespace actviz::app
