#include "lib/catalogue/function.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/parameters.hpp"
#include "lib/catalogue/rounded_once.hpp"

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

}  // namespace

Function::Function(const Found& found) : activation_(found.activation), name_(found.name) {
  for (std::size_t i = 0; i < activation_->params.size(); ++i) values_[i] = activation_->params[i].fallback;
}

Function Function::parse(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  if (!actviz::is_formula(text.substr(0, colon))) return parse_named(text);
  return Function(FormulaFunction::parse(text.substr(0, colon), text.substr(colon)));
}

Function Function::parse_named(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  if (is_framework_name(text.substr(0, colon))) return parse_framework(text);
  Function function(find(text.substr(0, colon)));
  function.read_parameters(text);
  return function;
}

Function Function::parse_framework(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  const FrameworkEntry entry = find_framework_name(text.substr(0, colon));
  Function function = parse_named(entry.name->function);
  FrameworkUse use{entry, entry.defaults()};
  function.values_ = use.defaults;
  function.read_parameters(text);
  const List<Param, max_params>& params = function.activation_->params;
  for (std::size_t i = 0; i < params.size(); ++i)
    if (std::isnan(function.values_[i]))
      throw Error(entry.label() + ": parameter " + std::string(params[i].name) + " has no default in " +
                      std::string(entry.framework->title),
                  "write " + entry.label() + ':' + std::string(params[i].name) + '=' +
                      to_text(params[i].fallback, 4));
  const Facts facts = function.facts();
  for (const AtKink& at : entry.name->at_kinks)
    if (at.kink < facts.kinks.size()) use.points.push_back({facts.kinks[at.kink].x, at.slope});
  function.framework_ = std::make_shared<const FrameworkUse>(use);
  return function;
}

void Function::read_parameters(std::string_view text) {
  const auto colon = text.find(':');
  const Activation& activation = *activation_;
  if (colon == std::string_view::npos) return;
  std::string_view rest = text.substr(colon + 1);
  std::array<bool, max_params> given{};
  for (std::size_t position = 0;; ++position) {
    const auto comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    const auto equals = item.find('=');
    const bool by_name = equals != std::string_view::npos;
    const std::size_t i = by_name ? parameter_index(activation, item.substr(0, equals)) : position;
    if (i >= activation.params.size())
      throw Error("unknown parameter " + in_quotes(by_name ? item.substr(0, equals) : item) + " in " +
                      in_quotes(text),
                  parameters_text(activation));
    const Param& param = activation.params[i];
    if (given[i])
      throw Error("parameter " + in_quotes(param.name) + " is given twice in " + in_quotes(text),
                  parameters_text(activation));
    const std::string_view value_text = by_name ? item.substr(equals + 1) : item;
    const auto value = parse_quantity(value_text);
    if (!value || !is_allowed(param, *value)) fail_value(activation, param, value_text);
    values_[i] = *value;
    given[i] = true;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  const bool all_given = std::ranges::none_of(values_, [](double value) { return std::isnan(value); });
  if (all_given) check_together(activation, values_);
}

bool Function::on_floats(InstructionSet set, const FloatBlock& block) const {
  if (formula_) return formula_->program.on_floats(set, block);
  const FloatKernels& kernels = activation_->on_floats[static_cast<std::size_t>(set)];
  const FloatKernel kernel = block.value && block.slope ? kernels.both
                             : block.value              ? kernels.value
                                                        : kernels.slope;
  return kernel(block, values_);
}

double Function::rounded(int order, double x, const FloatFormat& format, Overflow overflow) const {
  if (framework_ && order == 1)
    for (const FrameworkPoint& point : framework_->points)
      if (point.x == x) return format.rounded(point.slope, overflow);
  if (formula_) return formula_->program.rounded(order, x, format, overflow);
  const Kernels& kernels = activation_->kernels;
  const auto index = static_cast<std::size_t>(order);
  const DoubleDouble quick = kernels.on_double_double[index](x, values_);
  return detail::rounded_once(
      quick, x, [&](double y) { return format.rounded(y, overflow); },
      [&] { return kernels.careful[index](quick.rounded(), x, values_); },
      [&] { return kernels.on_wide[index](x, values_); });
}

std::vector<std::pair<std::string_view, double>> Function::parameters() const {
  std::vector<std::pair<std::string_view, double>> all;
  if (formula_)
    for (std::size_t i = 0; i < formula_->values.size(); ++i)
      all.emplace_back(formula_->formula.parameters[i], formula_->values[i]);
  else
    for (std::size_t i = 0; i < activation_->params.size(); ++i)
      all.emplace_back(activation_->params[i].name, values_[i]);
  return all;
}

std::string Function::name() const { return formula_ ? formula_->text : std::string(activation_->name); }

std::string Function::label() const {
  std::string label = formula_     ? formula_->text
                      : framework_ ? framework_->entry.label()
                                   : std::string(name_.name);
  char separator = ':';
  const auto all = parameters();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!formula_ && values_[i] == default_value(i)) continue;
    label += separator + std::string(all[i].first) + '=' + to_text(all[i].second);
    separator = ',';
  }
  return label;
}

std::string Function::title() const {
  if (framework_) return framework_->entry.label();
  if (!formula_) return std::string(name_.title.empty() ? name_.name : name_.title);
  constexpr std::size_t longest = 40;
  const std::string& text = formula_->text;
  return text.size() <= longest ? text : text.substr(0, longest - 1) + "…";
}

std::string Function::formula_text() const {
  return formula_ ? formula_->text : std::string(activation_->formula);
}

Formula Function::formula() const {
  if (formula_) return formula_->formula;
  std::vector<std::string_view> names;
  for (const Param& param : activation_->params) names.push_back(param.name);
  return Formula::parse(activation_->formula, names);
}

bool Function::is_default() const {
  if (formula_) return formula_->values.empty();
  for (std::size_t i = 0; i < activation_->params.size(); ++i)
    if (values_[i] != default_value(i)) return false;
  return true;
}

bool is_kink(const Facts& facts, double x, int order) {
  return std::ranges::any_of(facts.kinks,
                             [&](const Kink& kink) { return kink.x == x && kink.order <= order; });
}

}  // namespace actviz
