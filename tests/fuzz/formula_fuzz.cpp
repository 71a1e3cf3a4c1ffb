// Whatever text is given as a function: it is refused with an Error, or printing and reparsing its formula
// gives the same tree and its label the same function, LaTeX and MathML stay within bounds, and evaluation
// does not crash.
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "lib/base/error.hpp"
#include "lib/catalogue/function.hpp"

namespace {

using namespace actviz;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_tree(const Function& f, std::size_t text_size) {
  const Formula formula = f.formula();
  std::vector<std::string_view> names(formula.parameters.begin(), formula.parameters.end());
  require(Formula::parse(to_text(formula), names) == formula);
  (void)to_math(formula);
  constexpr std::size_t each = 100, frame = 200;  // bytes that a character of the text may grow to
  require(to_latex(formula).size() <= each * text_size + frame);
  require(to_mathml(formula).size() <= each * text_size + frame);
}

void check_values(const Function& f, const Function& again) {
  for (const double x : {-std::numeric_limits<double>::infinity(), -1e300, -2.5, -0.0, 5e-324, 1.0, 30.0,
                         1e300, std::numeric_limits<double>::quiet_NaN()}) {
    const double value = f(x), same = again(x);
    require(value == same || (value != value && same != same));
    (void)f.slope(x);
    (void)f.curvature(x);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const Function f = Function::parse(text);
    check_tree(f, size);
    check_values(f, Function::parse(f.label()));
  } catch (const Error&) {
  }
  return 0;
}
