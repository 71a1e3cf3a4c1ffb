#include "app/network_options.hpp"

#include <cmath>

#include "app/options.hpp"
#include "lib/analysis/mean_field.hpp"

namespace actviz::app {

double parse_whole_option(std::string_view option, std::string_view text, double least, double most,
                          std::string_view expected) {
  const double value = parse_option_number(option, text, least, most, expected);
  if (value != std::floor(value))
    throw Error(std::string(option) + ": expected " + std::string(expected) + ", got " + in_quotes(text),
                "write a number without a fraction");
  return value;
}

std::uint64_t parse_seed(const std::optional<std::string>& text) {
  if (!text) return 1;
  return static_cast<std::uint64_t>(
      parse_whole_option("--seed", *text, 0, 0x1p53, "a whole number from 0 to 2^53"));
}

std::vector<InitScheme> parse_schemes(std::string_view text) {
  std::vector<InitScheme> schemes;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    schemes.push_back(InitScheme::parse(text.substr(from, comma - from)));
    from = comma + 1;
  }
  return schemes;
}

void check_averages(const std::vector<Function>& functions) {
  for (const Function& f : functions)
    if (std::isnan(layer_averages(f, 1).rms))
      throw Error(in_quotes(f.label()) + " has no averages over normal inputs",
                  "take a function that is defined for all numbers and grows no faster than a power");
}

}  // namespace actviz::app
