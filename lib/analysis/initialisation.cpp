#include "lib/analysis/initialisation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "lib/analysis/mean_field.hpp"
#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

struct SchemeName {
  std::string_view name;
  InitScheme::Kind kind;
};
/// The first name of a kind is the one it is called by.
constexpr SchemeName names[] = {
    {"random", InitScheme::Kind::random}, {"lecun", InitScheme::Kind::lecun},
    {"xavier", InitScheme::Kind::xavier}, {"glorot", InitScheme::Kind::xavier},
    {"he", InitScheme::Kind::he},         {"kaiming", InitScheme::Kind::he},
    {"torch", InitScheme::Kind::torch},   {"orthogonal", InitScheme::Kind::orthogonal},
    {"gain", InitScheme::Kind::gain},     {"variance", InitScheme::Kind::variance},
};

double square(double x) { return x * x; }

}  // namespace

InitScheme InitScheme::parse(std::string_view text) {
  const auto colon = text.find(':');
  const auto found = std::ranges::find(names, text.substr(0, colon), &SchemeName::name);
  if (found == std::end(names)) {
    std::vector<std::string_view> known;
    for (const SchemeName& one : names) known.push_back(one.name);
    throw Error("unknown initialisation " + in_quotes(text),
                did_you_mean(text, known,
                             "known: random:0.01, lecun, xavier, he, orthogonal, torch, gain, variance"));
  }
  InitScheme scheme{found->kind};
  if (colon == std::string_view::npos) return scheme;
  const auto deviation = parse_number(text.substr(colon + 1));
  if (scheme.kind != Kind::random || !deviation || !(*deviation > 0) || *deviation > 1e100)
    throw Error("initialisation " + in_quotes(text) + ": expected a name, or random and a deviation above 0",
                "write random:0.01");
  scheme.deviation = *deviation;
  return scheme;
}

std::string InitScheme::label() const {
  const std::string name(std::ranges::find(names, kind, &SchemeName::kind)->name);
  return kind == Kind::random ? name + ":" + to_text(deviation) : name;
}

double weight_variance(const InitScheme& scheme, const Function& f, const Fans& fans) {
  switch (scheme.kind) {
    case InitScheme::Kind::random:
      return scheme.deviation * scheme.deviation;
    case InitScheme::Kind::lecun:
      return 1 / fans.in;
    case InitScheme::Kind::xavier:
      return 2 / (fans.in + fans.out);
    case InitScheme::Kind::he:
      return 2 / fans.in;
    case InitScheme::Kind::orthogonal:
      return 1 / std::max(fans.in, fans.out);
    case InitScheme::Kind::torch:
      return 1 / (3 * fans.in);
    case InitScheme::Kind::gain:
      return square(gain_of(f).second_moment) / fans.in;
    case InitScheme::Kind::variance:
      return square(gain_of(f).variance) / fans.in;
  }
  return 0;
}

Gain gain_of(const Function& f) {
  const LayerAverages at = layer_averages(f, 1);
  const double square = at.rms * at.rms, variance = square - at.mean * at.mean;
  return {1 / at.rms,
          variance > 1e-14 * square ? 1 / std::sqrt(variance) : std::numeric_limits<double>::infinity(),
          at.slope_rms * at.slope_rms / square, at.growth / square};
}

std::optional<double> torch_gain(const Function& f) {
  if (f.is_formula()) return {};
  const std::string name = f.name();
  if (name == "identity" || name == "sigmoid") return 1;
  if (name == "tanh") return 5.0 / 3;
  if (name == "relu") return std::sqrt(2);
  if (name == "leaky_relu") return std::sqrt(2 / (1 + f.values()[0] * f.values()[0]));
  if (name == "selu") return 0.75;
  return {};
}

}  // namespace actviz
