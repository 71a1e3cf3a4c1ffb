#include "lib/catalogue/formula_function.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/catalogue.hpp"
#include "lib/catalogue/formula_kinks.hpp"
#include "lib/catalogue/formula_tokens.hpp"

namespace actviz {
namespace {

constexpr std::string_view spaces = " \t\n\r";
constexpr const char* example = "write for example x*sigmoid(b*x):b=1.5";

bool begins_like_a_number(std::string_view text) {
  return !text.empty() && (text[0] == '.' || (text[0] >= '0' && text[0] <= '9'));
}

/// Whether a part between hyphens can only belong to a formula.
bool is_operand(std::string_view part) {
  return part == "x" || part == "pi" || part == "e" || begins_like_a_number(part);
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

/// The text with each run of white space as one blank.
std::string with_single_spaces(std::string_view text) {
  std::string result;
  for (const char c : trimmed(text)) {
    const bool is_space = spaces.find(c) != std::string_view::npos;
    if (!is_space || result.back() != ' ') result += is_space ? ' ' : c;
  }
  return result;
}

struct Assignment {
  std::string_view name;
  double value;
};

Assignment parse_assignment(std::string_view item, const std::vector<Assignment>& before) {
  const auto equals = item.find('=');
  const std::string_view name = trimmed(item.substr(0, equals));
  const detail::Token token = detail::first_token(name);
  const bool is_name =
      token.kind == detail::Token::name && token.text == name && name.find('.') == std::string_view::npos;
  if (equals == std::string_view::npos || !is_name)
    throw Error("formula: expected parameters as NAME=VALUE behind the colon, got " + in_quotes(item),
                example);
  if (name == "x" || name == "pi" || name == "e")
    throw Error("formula: " + std::string(name) + " has its meaning and cannot be a parameter", example);
  if (std::ranges::find(before, name, &Assignment::name) != before.end())
    throw Error("formula: parameter " + in_quotes(name) + " is given twice", example);
  const std::string_view typed = trimmed(item.substr(equals + 1));
  const auto value = parse_quantity(typed);
  if (!value || !std::isfinite(*value))
    throw Error(
        "formula: parameter " + in_quotes(name) + ": expected a finite number, got " + in_quotes(typed),
        example);
  return {name, *value};
}

std::vector<Assignment> parse_assignments(std::string_view text) {
  constexpr std::size_t most = 64;
  std::vector<Assignment> all;
  while (true) {
    const auto comma = text.find(',');
    all.push_back(parse_assignment(text.substr(0, comma), all));
    if (comma == std::string_view::npos) return all;
    if (all.size() == most)
      throw Error("formula: expected at most " + std::to_string(most) + " parameters", "write the numbers");
    text.remove_prefix(comma + 1);
  }
}

void check_all_used(const Formula& formula) {
  for (std::size_t i = 0; i < formula.parameters.size(); ++i) {
    const bool used = std::ranges::any_of(formula.nodes, [&](const Formula::Node& node) {
      return node.op == Op::parameter && node.args[0] == i;
    });
    if (!used)
      throw Error("formula: parameter " + in_quotes(formula.parameters[i]) + " is given but not used",
                  "leave it out, or use it in the formula");
  }
}

}  // namespace

bool is_formula(std::string_view text) {
  text = trimmed(text);
  if (text == "x" || begins_like_a_number(text) || text.find_first_of("+*/^()<>=") != std::string_view::npos)
    return true;
  if (text.find('-') == std::string_view::npos || !find_activations(text).empty()) return false;
  while (true) {
    const auto hyphen = text.find('-');
    if (is_operand(trimmed(text.substr(0, hyphen)))) return true;
    if (hyphen == std::string_view::npos) return false;
    text.remove_prefix(hyphen + 1);
  }
}

std::shared_ptr<const FormulaFunction> FormulaFunction::parse(std::string_view formula_text,
                                                              std::string_view parameters) {
  std::vector<Assignment> given;
  if (!parameters.empty()) given = parse_assignments(parameters.substr(1));
  std::vector<std::string_view> names;
  std::vector<double> values;
  for (const Assignment& one : given) {
    names.push_back(one.name);
    values.push_back(one.value);
  }
  Formula formula = Formula::parse(formula_text, names);
  check_all_used(formula);
  Program program(formula, values);
  Facts facts;
  facts.only_kinks = true;
  facts.kinks = kinks(program);
  return std::make_shared<const FormulaFunction>(FormulaFunction{
      with_single_spaces(formula_text), std::move(formula), std::move(values), std::move(program), facts});
}

}  // namespace actviz
