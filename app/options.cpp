#include "app/options.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

#include "app/configs.hpp"
#include "lib/base/numbers.hpp"

namespace actviz::app {

void FunctionArguments::declare(Parser& parser) {
  parser.arguments("F",
                   "activations (`actviz list`): gelu, swish:beta=2; formulas: "
                   "'x*sigmoid(b*x):b=2'",
                   names);
}

std::vector<Function> FunctionArguments::parse(std::size_t most) const {
  if (names.empty())
    throw Error("no activation given", "name at least one, such as gelu; `actviz list` shows all");
  if (names.size() > most)
    throw Error(
        "expected at most " + std::to_string(most) + " activations, got " + std::to_string(names.size()),
        "split them over several calls");
  std::vector<Function> functions;
  for (const std::string& name : names) {
    constexpr std::string_view config = "config:";
    functions.push_back(
        Function::parse(name.starts_with(config) ? function_of_config(name.substr(config.size())) : name));
  }
  return functions;
}

void RangeOption::declare(Parser& parser) {
  parser.option("--range", "LO HI", "the domain (default -6 6); also LO:HI, and pi, 2*pi, 1e-3", words, 2);
}

std::pair<double, double> RangeOption::parse() const {
  if (!given()) return {-6, 6};
  const std::string typed = words[0] + " " + words[1];
  const auto lo = parse_quantity(words[0]), hi = parse_quantity(words[1]);
  constexpr const char* example = "write --range -5 5, or --range -pi:2*pi";
  if (!lo || !hi) throw Error("--range: expected two numbers LO HI, got " + in_quotes(typed), example);
  if (!std::isfinite(*lo) || !std::isfinite(*hi))
    throw Error("--range: expected finite numbers, got " + in_quotes(typed), example);
  if (!(*lo < *hi)) throw Error("--range: expected LO < HI, got " + in_quotes(typed), example);
  return {*lo, *hi};
}

void OutputOptions::declare(Parser& parser, std::string_view formats) {
  parser.option("-o,--output", "FILE", "where to write; the extension gives the format; - is standard output",
                file);
  parser.option("--format", "NAME", formats, format);
}

double parse_option_number(std::string_view option, std::string_view text, double lo, double hi,
                           std::string_view expected) {
  const auto value = parse_quantity(text);
  if (!value || !(*value >= lo && *value <= hi))
    throw Error(std::string(option) + ": expected " + std::string(expected) + ", got " + in_quotes(text),
                "see --help for the option's meaning");
  return *value;
}

int parse_derivative(const std::optional<std::string>& text) {
  const std::string typed = text.value_or("1");
  if (typed != "0" && typed != "1" && typed != "2")
    throw Error("--derivative: expected 0, 1 or 2, got " + in_quotes(typed),
                "write --derivative 2 for the second derivative");
  return typed[0] - '0';
}

double parse_epsilon(std::string_view text) {
  return parse_option_number("--epsilon", text, 0, std::numeric_limits<double>::max(),
                             "a finite number of at least 0");
}

unsigned parse_threads(const std::optional<std::string>& text) {
  if (!text) return std::max(1u, std::thread::hardware_concurrency());
  const auto count = parse_count(*text);
  if (!count || *count < 1 || *count > 256)
    throw Error("--threads: expected a whole number from 1 to 256, got " + in_quotes(*text),
                "leave it out to use every processor");
  return static_cast<unsigned>(*count);
}

bool wants_color(const std::optional<std::string>& option, const Io& io) {
  const std::string choice = option.value_or("auto");
  if (choice == "always") return true;
  if (choice == "never") return false;
  if (choice != "auto")
    throw Error("--color: expected auto, always or never, got " + in_quotes(choice), "write --color auto");
  return io.out_is_terminal && io.environment("NO_COLOR").empty() && io.environment("TERM") != "dumb";
}

namespace detail {

void unknown_format(std::string_view option, std::string_view text,
                    const std::vector<std::string_view>& known) {
  std::string all;
  for (const auto name : known) all += (all.empty() ? "" : ", ") + std::string(name);
  const bool is_file = option == "-o";
  throw Error(std::string(option) + ": " + (is_file ? "no format has the extension of " : "unknown format ") +
                  in_quotes(text) + ", expected one of " + all,
              is_file ? "change the extension or name the format with --format"
                      : "write --format " + std::string(known.front()));
}

void refuse_terminal(std::string_view format) {
  throw Error("will not write " + std::string(format) + " to a terminal",
              "redirect the output, or name a file with -o");
}

}  // namespace detail
}  // namespace actviz::app
