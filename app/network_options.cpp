#include "app/network_options.hpp"

#include <cmath>

#include "app/options.hpp"
#include "lib/analysis/mean_field.hpp"

namespace actviz::app {

std::vector<InitScheme> parse_schemes(std::string_view text) {
  std::vector<InitScheme> schemes;
  for (const std::string_view name : split(text, ',')) schemes.push_back(InitScheme::parse(name));
  return schemes;
}

void check_averages(const std::vector<Function>& functions) {
  for (const Function& f : functions)
    if (std::isnan(layer_averages(f, 1).rms))
      throw Error(in_quotes(f.label()) + " has no averages over normal inputs",
                  "take a function that is defined for all numbers and grows no faster than a power");
}

}  // namespace actviz::app
