#include "tests/support/functions.hpp"

#include <cctype>
#include <set>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"

namespace actviz::test {
namespace {

/// The function with the given text, nothing where its parameters are illegal together.
void add_if_legal(const std::string& text, std::set<std::string>& known, std::vector<Function>& functions) {
  try {
    const Function function = Function::parse(text);
    if (!function.is_default() && known.insert(function.label()).second) functions.push_back(function);
  } catch (const Error&) {
  }
}

}  // namespace

std::vector<Function> default_functions() {
  std::vector<Function> functions;
  for (const Activation& activation : catalogue()) functions.push_back(Function::parse(activation.name));
  return functions;
}

std::vector<Function> varied_functions() {
  std::vector<Function> functions;
  std::set<std::string> known;
  for (const Activation& activation : catalogue()) {
    for (const double value : {-2.0, -1.0, -0.3, 0.0, 0.3, 1.0, 2.5}) {
      std::string all = std::string(activation.name) + ':';
      for (std::size_t i = 0; i < activation.params.size(); ++i) {
        const Param& param = activation.params[i];
        add_if_legal(std::string(activation.name) + ':' + std::string(param.name) + '=' + to_text(value),
                     known, functions);
        all += (i == 0 ? "" : ",") + to_text(value + static_cast<double>(i) * 0.7);
      }
      if (!activation.params.empty()) add_if_legal(all, known, functions);
    }
  }
  return functions;
}

std::vector<Function> all_functions() {
  std::vector<Function> functions = default_functions();
  for (const Function& function : varied_functions()) functions.push_back(function);
  return functions;
}

std::string test_name(const Function& function) {
  std::string name;
  for (const char c : function.label()) {
    if (std::isalnum(static_cast<unsigned char>(c)))
      name += c;
    else if (c == '-')
      name += "minus";
    else if (c == '.')
      name += "p";
    else
      name += '_';
  }
  return name;
}

}  // namespace actviz::test
