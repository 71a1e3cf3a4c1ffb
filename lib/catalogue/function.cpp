#include "lib/catalogue/function.hpp"

#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

Found find(std::string_view name) {
  const auto found = find_activations(name);
  if (found.empty())
    throw Error("unknown activation " + in_quotes(name),
                did_you_mean(name, activation_names(), "`actviz list` shows every activation"));
  if (found.size() == 1) return found.front();
  std::string all;
  for (const Found& one : found) all += (all.empty() ? "" : ", ") + std::string(one.name.name);
  throw Error("ambiguous activation " + in_quotes(name), "write one of " + all);
}

std::string domain_text(const Interval& domain) {
  if (domain.lo == -infinity && domain.hi == infinity) return "a finite number";
  const std::string lo = (domain.lo_closed ? "at least " : "above ") + to_text(domain.lo);
  const std::string hi = (domain.hi_closed ? "at most " : "below ") + to_text(domain.hi);
  if (domain.hi == infinity) return "a number " + lo;
  return "a number " + (domain.lo == -infinity ? hi : lo + " and " + hi);
}

std::string params_text(const Activation& activation) {
  if (activation.params.empty()) return std::string(activation.name) + " takes no parameters";
  std::string text = std::string(activation.name) + " takes ";
  for (const Param& param : activation.params)
    text += (&param == activation.params.begin() ? "" : ", ") + std::string(param.name) + " (" +
            to_text(param.fallback) + ")";
  return text;
}

/// Index of the parameter that `name` names; the number of parameters where there is none.
std::size_t index_of(const Activation& activation, std::string_view name) {
  std::size_t i = 0;
  while (i < activation.params.size() && activation.params[i].name != name) ++i;
  return i;
}

/// Relations between parameters that a domain per parameter cannot state.
void check_together(const Activation& activation, const Values& values) {
  const std::size_t lo = index_of(activation, "lo"), hi = index_of(activation, "hi");
  if (hi < activation.params.size() && !(values[lo] < values[hi]))
    throw Error(std::string(activation.name) + ": expected lo < hi, got lo=" + to_text(values[lo]) +
                    ", hi=" + to_text(values[hi]),
                "write " + std::string(activation.name) + ":lo=-1,hi=1");
}

}  // namespace

Function::Function(const Found& found) : activation_(found.activation), name_(found.name) {
  for (std::size_t i = 0; i < activation_->params.size(); ++i) values_[i] = activation_->params[i].fallback;
}

Function Function::parse(std::string_view text) {
  const auto colon = text.find(':');
  Function function(find(text.substr(0, colon)));
  const Activation& activation = *function.activation_;
  if (colon == std::string_view::npos) return function;
  std::string_view rest = text.substr(colon + 1);
  std::array<bool, max_params> given{};
  for (std::size_t position = 0;; ++position) {
    const auto comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    const auto equals = item.find('=');
    const bool by_name = equals != std::string_view::npos;
    const std::size_t i = by_name ? index_of(activation, item.substr(0, equals)) : position;
    if (i >= activation.params.size())
      throw Error("unknown parameter " + in_quotes(by_name ? item.substr(0, equals) : item) + " in " +
                      in_quotes(text),
                  params_text(activation));
    const Param& param = activation.params[i];
    if (given[i])
      throw Error("parameter " + in_quotes(param.name) + " is given twice in " + in_quotes(text),
                  params_text(activation));
    const std::string_view value_text = by_name ? item.substr(equals + 1) : item;
    const auto value = parse_quantity(value_text);
    if (!value || !std::isfinite(*value) || !param.domain.contains(*value))
      throw Error(std::string(activation.name) + ": parameter " + std::string(param.name) + ": expected " +
                      domain_text(param.domain) + ", got " + in_quotes(value_text),
                  params_text(activation));
    function.values_[i] = *value;
    given[i] = true;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  check_together(activation, function.values_);
  return function;
}

std::string Function::label() const {
  std::string label(name_.name);
  char separator = ':';
  for (std::size_t i = 0; i < activation_->params.size(); ++i) {
    if (values_[i] == activation_->params[i].fallback) continue;
    label += separator + std::string(activation_->params[i].name) + '=' + to_text(values_[i]);
    separator = ',';
  }
  return label;
}

std::string Function::title() const { return std::string(name_.title.empty() ? name_.name : name_.title); }

bool Function::is_default() const {
  for (std::size_t i = 0; i < activation_->params.size(); ++i)
    if (values_[i] != activation_->params[i].fallback) return false;
  return true;
}

}  // namespace actviz
