#pragma once
// A formula as a function: what the user typed, compiled, with its kinks.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"
#include "lib/catalogue/formula_program.hpp"

namespace actviz {

/// Whether a text given as a function is a formula rather than a name: it is `x`, begins with a digit or a
/// point, or has an operator, a comparison or a parenthesis. A hyphen counts where it stands beside an x, a
/// number, pi or e; hard-swish is a name.
bool is_formula(std::string_view text);

/// A formula with the values of its parameters. Immutable.
struct FormulaFunction {
  std::string text;  ///< as typed, but for white space
  Formula formula;
  std::vector<double> values;  ///< of the formula's parameters
  Program program;
  Facts facts;

  /// Reads `x*sigmoid(b*x)` with the parameters `:b=1.5`, separated by commas; empty: none. Throws Error.
  static std::shared_ptr<const FormulaFunction> parse(std::string_view formula, std::string_view parameters);
};

}  // namespace actviz
