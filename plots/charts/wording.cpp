#include "plots/charts/wording.hpp"

#include <algorithm>

#include "lib/base/numbers.hpp"

namespace actviz::plots {

std::string parameter_math(std::string_view name) {
  for (const std::string_view greek : {"alpha", "beta", "gamma", "lambda"})
    if (name == greek) return "\\" + std::string(name);
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

std::string full_title(const Function& f) {
  return f.is_default() ? f.title() : f.title() + " ($" + parameters_math(f) + "$)";
}

std::vector<std::string> names_of(std::span<const Function> functions, std::span<const std::string> labels) {
  if (!labels.empty()) return {labels.begin(), labels.end()};
  std::vector<std::string> names;
  for (const Function& f : functions) names.push_back(full_title(f));
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
