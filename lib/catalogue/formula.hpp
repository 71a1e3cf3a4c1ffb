#pragma once
// Formulas as text: read into a flat list of operations, printed as text, as mathematics, LaTeX and MathML.
//
// The language: numbers, `x`, parameters by name, `pi`, `e`; `+ - * / ^` (`^` binds tightest and from the
// right, so that -x^2 is -(x^2)); comparisons `< <= > >= ==`, which are 1 or 0; `where(condition, then,
// otherwise)`; the functions of `Op`; and every activation of the catalogue, with its parameters by position
// or by name: `elu(x, alpha=0.5)`. The name may be a framework's, `keras.leaky_relu(x)`, which brings the
// framework's defaults but not its slopes at kinks: these are of whole functions, and say nothing of sums and
// products of them. Evaluation is in lib/catalogue/formula_program.hpp.
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actviz {

enum class Op : std::uint8_t {
  number,
  variable,
  parameter,
  pi,
  e,
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  where,
  min,
  max,
  clip,
  exp,
  expm1,
  log,
  log1p,
  sqrt,
  cbrt,
  erf,
  erfc,
  tanh,
  sin,
  cos,
  atan,
  abs,
  sign,
  sigmoid,
  softplus,
  Phi,
  phi,
  relu,
  activation
};

struct Activation;

/// A number as it was written, so that any number type can read it exactly.
struct Literal {
  std::string text;
  double value = 0;
  friend bool operator==(const Literal&, const Literal&) = default;
};

/// A formula as a list in which every operation stands after its arguments; the last one is the whole. A
/// plain value: copying, evaluating, printing and destroying it need no recursion.
struct Formula {
  struct Node {
    Op op;
    /// Which nodes the operation takes; for a number and a parameter the first is its index instead. A called
    /// activation takes the first, and the second is the index of its call.
    std::array<std::uint32_t, 3> args{};
    friend bool operator==(const Node&, const Node&) = default;
  };

  /// A called activation under the name it was called by, with the parameters given: which one, and the node
  /// of its value, which does not depend on x. The rest have their defaults under that name.
  struct Call {
    const Activation* activation;
    std::string name;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> given;
    std::vector<double> defaults;
    friend bool operator==(const Call&, const Call&) = default;
  };

  std::vector<Node> nodes;
  std::vector<Literal> literals;
  std::vector<Call> calls;
  std::vector<std::string> parameters;

  static constexpr std::size_t max_length = 131072, max_nesting = 256, max_nodes = 10000;

  /// Reads a formula in `x` and the named parameters. Throws Error that says where and what was expected,
  /// with the place marked by a caret on a line of its own.
  static Formula parse(std::string_view text, std::span<const std::string_view> parameter_names = {});

  friend bool operator==(const Formula&, const Formula&) = default;
};

/// A function of the language and how many arguments it takes.
struct NamedOp {
  std::string_view name;
  Op op;
  std::size_t arity;
};

/// Every function of the language.
std::span<const NamedOp> formula_functions();

/// How an operator or function is written: "+", "tanh".
std::string_view spelling(Op op);

/// How many nodes an operation takes, not counting the parameters of a called activation.
std::size_t arity(Op op);

/// The formula as text with no more parentheses than it needs; parses back to the same formula.
std::string to_text(const Formula& formula);

/// The formula as a paper would set it, in the math language of plots/scene/math_text.hpp: what goes between
/// two dollar signs.
std::string to_math(const Formula& formula);

/// The formula in LaTeX on one line, for math mode with the amsmath package; numbers with every digit.
std::string to_latex(const Formula& formula);

/// The formula as a presentation MathML element on one line, well-formed and in UTF-8.
std::string to_mathml(const Formula& formula);

}  // namespace actviz
