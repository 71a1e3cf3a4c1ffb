#pragma once
// How statements are decided. Each check gives a verdict that follows from what it computes; `printed` is
// always the datum of the statement, so that another datum gets another verdict.
#include <functional>

#include "lib/analysis/landmarks.hpp"
#include "lib/catalogue/function.hpp"
#include "plots/notes/statement.hpp"

namespace actviz::notes {

/// An interval of x on which functions are compared.
struct Span {
  double lo, hi;
};

/// A printed number, or an expression without x, against what it stands for: holds where the value rounds to
/// the digits printed (an expression: within 1e-12 of itself). `what` names the quantity: "sigmoid'(5)".
Finding number(std::string_view printed, std::string_view what, double value);

/// A printed formula in x against a function (any text that Function::parse reads): holds where they differ
/// by at most `tolerance` on the interval, kinks and their sides included. Parameters: "x*sigmoid(b*x):b=2".
/// Numbers: "greatest error", "at".
Finding formula(std::string_view printed, std::string_view truth, Span on, double tolerance = 1e-12);

/// A printed formula in x against the slope of a function, likewise; at kinks beside them only.
Finding slope_formula(std::string_view printed, std::string_view truth, Span on, double tolerance = 1e-12);

/// Either of the two with a parameter, at several values of it: the parts "beta=1", "beta=10".
Finding at_each(decltype(formula)* check, std::string_view printed, std::string_view truth,
                std::string_view parameter, std::initializer_list<std::string_view> values, Span on);

/// A printed interval, "(0, 1)" or "[0, inf)", against the range of a function: holds where both ends and
/// their being attained agree.
Finding range(std::string_view printed, std::string_view function);

/// The printed text against what a computation gives as text: "176", "(4, 128)"; holds where they are the
/// same but for spaces.
Finding text(std::string_view printed, std::string_view how, std::string_view computed);

/// What words say, as a computation reads them.
struct Reading {
  bool literally;             ///< the statement is true as it stands
  bool narrowly = literally;  ///< it is, under the condition that `correct` of the statement names
};

/// Decides words: holds where true literally, imprecise where narrowly, wrong otherwise.
Finding words(std::string_view how, std::string computed, Reading reading, std::vector<Number> numbers = {});

/// All of several parts: the worst of wrong, imprecise and holds; parts that are definitions, opinions or
/// measured count only where there is nothing else. A part's label stands before its texts and numbers:
/// "beta = 1: greatest error".
struct Part {
  std::string_view label;
  Finding finding;
};
Finding all_of(std::vector<Part> parts);

/// The verdict of other statements: the worst of them. Throws std::logic_error for an unknown id.
Finding follows(std::initializer_list<std::string_view> ids);

/// Nothing to be tested: it says what a term means.
Finding definition(std::string_view why);
/// What no computation decides: taste, or purpose.
Finding opinion(std::string_view why);
/// A fact of the literature: who says so.
Finding literature(std::string_view source);
/// About speed: decided by the figures in timings.json, of the functions named: "relu gelu".
Finding measured(std::string_view functions);

/// What a number of layers do in a network of equal layers of 256 neurons that sees 32 inputs, drawn from
/// seed 1.
struct Depth {
  double rms;       ///< of what leaves them, for inputs of N(0, 1)
  double backward;  ///< rms of the gradient at the first of them over that at the layer behind them
};
/// Simulates them; `scheme` as InitScheme::parse reads it: "he", "random:0.01".
Depth through_layers(std::string_view function, std::string_view scheme, int layers = 10);

/// Whether a function is S-shaped: bounded and strictly increasing, with a single inflection.
Finding s_shaped(std::string_view function);

/// Whether neither a function nor a derivative of it jumps.
Finding smooth(std::string_view function);

/// A finding with more numbers, and with a text behind what was computed.
Finding with(Finding finding, const std::vector<Number>& numbers, std::string_view computed = {});

/// A number as texts show it: six digits.
std::string shown(double value);

/// The greatest |f - g| on an interval, of any two texts that Function::parse reads, and where it occurs.
Landmark greatest_gap(std::string_view f, std::string_view g, Span on);

/// The greatest |a_i - b_i|; infinite where there are more of one.
double greatest_difference(std::span<const double> a, std::span<const double> b);

/// The value of a function at which |f(x)| is greatest on an interval, by a scan of 4096 steps refined to
/// 1e-12.
Landmark greatest(const std::function<double(double)>& f, Span on);

}  // namespace actviz::notes
