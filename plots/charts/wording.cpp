#include "plots/charts/wording.hpp"

#include <algorithm>

#include "lib/base/numbers.hpp"
#include "lib/catalogue/formula.hpp"

namespace actviz::plots {

std::string parameter_math(std::string_view name) {
  for (const std::string_view greek : {"alpha", "beta", "gamma", "lambda"})
    if (name == greek) return "\\" + std::string(name);
  if (name.size() == 1) return std::string(name);
  return "\\mathrm{" + std::string(name) + "}";
}

std::string number_math(double value, int digits) {
  constexpr std::size_t few = 10;
  std::string text = to_text(value);
  if (text.size() > few) text = to_text(value, digits);
  const auto e = text.find('e');
  if (e == std::string::npos) return text;
  const std::string mantissa = text.substr(0, e), sign = text[e + 1] == '-' ? "-" : "";
  const std::string power =
      "10^{" + sign + text.substr(std::min(text.find_first_not_of("+-0", e + 1), text.size() - 1)) + "}";
  if (mantissa == "1" || mantissa == "-1") return mantissa.substr(0, mantissa.size() - 1) + power;
  return mantissa + "×" + power;
}

std::string parameters_math(const Function& f) {
  std::string text;
  for (const auto& [name, value] : f.parameters())
    text += (text.empty() ? "" : ",\\, ") + parameter_math(name) + " = " + number_math(value);
  return text;
}

namespace {

/// A formula well set, where that is not too long for a legend.
std::string title_of(const Function& f) {
  constexpr std::size_t most_operations = 24;
  if (!f.is_formula()) return f.title();
  const Formula formula = f.formula();
  return formula.nodes.size() > most_operations ? f.title() : "$" + to_math(formula) + "$";
}

std::string with_parameters(const Function& f) {
  return f.parameters().empty() ? title_of(f) : title_of(f) + " ($" + parameters_math(f) + "$)";
}

}  // namespace

std::string full_title(const Function& f) { return f.is_default() ? title_of(f) : with_parameters(f); }

std::string sweep_title(std::span<const Function> functions) {
  const Function& first = functions[0];
  const auto is_same = [&](const Function& f) { return f.title() == first.title(); };
  if (first.parameters().size() != 1 || !std::ranges::all_of(functions, is_same)) return {};
  return title_of(first) + " for " + std::to_string(functions.size()) + " values of $" +
         parameter_math(first.parameters()[0].first) + "$";
}

std::vector<std::string> names_of(std::span<const Function> functions, std::span<const std::string> labels) {
  if (!labels.empty()) return {labels.begin(), labels.end()};
  std::vector<std::string> names;
  for (const Function& f : functions) {
    const auto is_same = [&](const Function& other) { return other.title() == f.title(); };
    const bool has_twin = std::ranges::count_if(functions, is_same) > 1;  // whose parameters tell them apart
    names.push_back(has_twin ? with_parameters(f) : full_title(f));
  }
  return names;
}

std::string listed(std::span<const std::string> names) {
  constexpr std::size_t longest_list = 4,
                        longest_title = 90;  // the latter with the markup of its mathematics
  std::string title;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) title += i + 1 == names.size() ? " and " : ", ";
    title += names[i];
  }
  const bool too_long = names.size() > 1 && (names.size() > longest_list || title.size() > longest_title);
  return too_long ? "" : title;
}

std::string short_name(const Function& f) {
  const std::string title = f.title();
  if (f.is_formula()) return "f";
  return title.find_first_of(" (") == std::string::npos ? "\\mathrm{" + title + "}" : "f";
}

std::string listed_labels(std::span<const Function> functions) {
  std::string text;
  for (const Function& f : functions) text += (text.empty() ? "" : ", ") + f.label();
  return text;
}

}  // namespace actviz::plots
