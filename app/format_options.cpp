#include "app/format_options.hpp"

#include <algorithm>

#include "lib/analysis/precision.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {

void FormatOptions::declare(Parser& parser, std::string_view help) {
  parser.option("--dtype", "D", help, dtype);
  parser.option("--overflow", "HOW",
                "what is too great becomes: ieee (default: infinity, or NaN) or saturate", overflow);
}

std::vector<FloatFormat> FormatOptions::parse_list() const {
  std::vector<FloatFormat> formats;
  if (!dtype) return formats;
  for (const std::string_view name : split(*dtype, ',')) {
    const FloatFormat format = float_format_or_fail(name, "--dtype");
    if (std::ranges::find(formats, format.name, &FloatFormat::name) == formats.end())
      formats.push_back(format);
  }
  return formats;
}

std::optional<FloatFormat> FormatOptions::parse() const {
  if (overflow && !dtype)
    throw Error("--overflow has no effect without --dtype", "name the format: --dtype e4m3");
  if (!dtype) return {};
  return float_format_or_fail(*dtype, "--dtype");
}

Overflow FormatOptions::parse_overflow() const {
  const std::string how = overflow.value_or("ieee");
  if (how == "ieee") return Overflow::ieee;
  if (how == "saturate") return Overflow::saturate;
  constexpr std::string_view known[] = {"ieee", "saturate"};
  throw Error("--overflow: expected ieee or saturate, got " + in_quotes(how),
              did_you_mean(how, known, "write --overflow saturate"));
}

std::optional<std::pair<double, double>> parse_inputs(const RangeOption& range,
                                                      std::span<const FloatFormat> formats) {
  if (!range.given()) return {};
  const auto limits = range.parse();
  for (const FloatFormat& format : formats)
    if (InputWalk(format, limits).shares() == 0)
      throw Error("--range: no number of " + std::string(format.name) + " lies in " +
                      in_quotes(join(range.words, " ")),
                  "widen it, or write --range -5 5");
  return limits;
}

}  // namespace actviz::app
