#include "lib/catalogue/parameters.hpp"

#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

std::string domain_text(const Interval& domain) {
  if (domain.lo == -infinity && domain.hi == infinity) return "a finite number";
  const std::string lo = (domain.lo_closed ? "at least " : "above ") + to_text(domain.lo);
  const std::string hi = (domain.hi_closed ? "at most " : "below ") + to_text(domain.hi);
  if (domain.hi == infinity) return "a number " + lo;
  return "a number " + (domain.lo == -infinity ? hi : lo + " and " + hi);
}

}  // namespace

std::string parameters_text(const Activation& activation) {
  if (activation.params.empty()) return std::string(activation.name) + " takes no parameters";
  std::string text = std::string(activation.name) + " takes ";
  for (const Param& param : activation.params)
    text += (&param == activation.params.begin() ? "" : ", ") + std::string(param.name) + " (" +
            to_text(param.fallback) + ")";
  return text;
}

std::size_t parameter_index(const Activation& activation, std::string_view name) {
  std::size_t i = 0;
  while (i < activation.params.size() && activation.params[i].name != name) ++i;
  return i;
}

bool is_allowed(const Param& param, double value) {
  return std::isfinite(value) && param.domain.contains(value);
}

void fail_value(const Activation& activation, const Param& param, std::string_view typed) {
  throw Error(std::string(activation.name) + ": parameter " + std::string(param.name) + ": expected " +
                  domain_text(param.domain) + ", got " + in_quotes(typed),
              parameters_text(activation));
}

void check_together(const Activation& activation, const Values& values) {
  const std::size_t lo = parameter_index(activation, "lo"), hi = parameter_index(activation, "hi");
  if (hi < activation.params.size() && !(values[lo] < values[hi]))
    throw Error(std::string(activation.name) + ": expected lo < hi, got lo=" + to_text(values[lo]) +
                    ", hi=" + to_text(values[hi]),
                "write " + std::string(activation.name) + ":lo=-1,hi=1");
}

}  // namespace actviz
