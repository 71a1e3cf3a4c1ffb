// Printing a formula as a paper would set it.
//
// Nodes stand after their arguments, so one pass over the list prints every argument before what takes it.
#include <algorithm>

#include "lib/base/numbers.hpp"
#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"

namespace actviz {
namespace {

using Node = Formula::Node;

/// How tightly a printed piece holds together; one that is looser than its place needs goes into parentheses.
enum Level { clause, relation, sum, quotient, product, power, atom };

/// What a piece looks like to its neighbour in a product.
enum class Look { number, symbol, other };

struct Math {
  std::string text{};
  Level level = atom;
  Look look = Look::other;
  bool is_signed = false;  ///< begins with a minus
  bool is_tall = false;    ///< holds a fraction or a case distinction
  std::size_t width = 1;   ///< roughly, in characters
};

std::string at_least(Level level, Math piece) {
  return piece.level >= level ? std::move(piece.text) : "(" + piece.text + ")";
}

constexpr std::string_view greek[] = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta",     "theta", "iota", "kappa", "lambda", "mu",
    "nu",    "xi",   "pi",    "rho",   "sigma",   "tau",  "upsilon", "phi",   "chi",  "psi",   "omega"};

std::string upright(std::string_view name) { return "\\mathrm{" + std::string(name) + "}"; }

std::string symbol_text(std::string_view name) {
  if (name.size() == 1) return std::string(name);
  return std::ranges::find(greek, name) != std::end(greek) ? "\\" + std::string(name) : upright(name);
}

/// A name as a symbol: Greek by name, further letters upright, what follows an underscore as a subscript.
Math math_name(std::string_view name) {
  const auto underscore = name.find('_');
  if (underscore == 0 || underscore == std::string_view::npos || underscore + 1 == name.size()) {
    const std::string text = symbol_text(name);
    const bool is_word = text.starts_with("\\mathrm");
    return {.text = text, .look = is_word ? Look::other : Look::symbol, .width = is_word ? name.size() : 1};
  }
  std::string below(name.substr(underscore + 1));
  std::ranges::replace(below, '_', ',');
  return {.text = symbol_text(name.substr(0, underscore)) + "_{" + symbol_text(below) + "}",
          .look = Look::symbol,
          .width = 1 + below.size()};
}

/// A number to five significant digits, with a power of ten instead of an exponent.
Math math_number(const Literal& literal) {
  const bool is_whole =
      literal.value < 1e6 && literal.value == static_cast<double>(static_cast<int>(literal.value));
  const std::string text = is_whole ? to_text(literal.value) : to_text(literal.value, 5);
  const auto e = text.find('e');
  if (e == std::string::npos) return {.text = text, .look = Look::number, .width = text.size()};
  std::string exponent = text.substr(e + 2);  // after its sign, which is always there
  exponent.erase(0, std::min(exponent.find_first_not_of('0'), exponent.size() - 1));
  if (text[e + 1] == '-') exponent.insert(0, 1, '-');
  const std::string mantissa = text.substr(0, e);
  return {.text = (mantissa == "1" ? "" : mantissa + " \\cdot ") + "10^{" + exponent + "}",
          .level = product,
          .look = Look::number,
          .width = text.size()};
}

bool ends_with_command(std::string_view text) {
  const auto backslash = text.rfind('\\');
  return backslash != std::string_view::npos && backslash + 1 < text.size() &&
         std::ranges::all_of(text.substr(backslash + 1), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// A product without a sign: symbols side by side, a thin space wherever something could be taken for a
/// function applied to what follows, a dot before digits.
Math math_product(Math left, Math right) {
  Math result{.level = product,
              .look = left.look,
              .is_signed = left.is_signed,
              .is_tall = left.is_tall || right.is_tall,
              .width = left.width + right.width};
  if (right.is_signed) right.level = clause;
  if (right.level < product) right.look = Look::other;
  const bool coefficient =
      left.look == Look::number && left.width <= 3 && left.text.find('.') == std::string::npos;
  const bool side_by_side = (coefficient || left.look == Look::symbol) && right.look == Look::symbol &&
                            !left.text.ends_with(right.text);
  const bool dot = right.look == Look::number;
  result.text = at_least(product, std::move(left));
  const std::string factor = at_least(product, std::move(right));
  if (dot)
    result.text += " \\cdot ";
  else if (!side_by_side)
    result.text += "\\,";
  else if (ends_with_command(result.text))
    result.text += ' ';
  result.text += factor;
  return result;
}

bool is_small(const Math& piece) {
  return piece.level == atom && !piece.is_tall && piece.width <= 2 && piece.look != Look::other;
}

/// A quotient: stacked where both parts are small and the line has room for it, else with a slash.
Math math_quotient(Math left, Math right, bool is_inline) {
  const std::size_t width = left.width + right.width + 1;
  if (!is_inline && is_small(left) && is_small(right))
    return {.text = "\\frac{" + left.text + "}{" + right.text + "}",
            .level = power,
            .is_tall = true,
            .width = width};
  const bool is_tall = left.is_tall || right.is_tall, is_signed = left.is_signed;
  if (right.is_signed) right.level = clause;
  return {.text = at_least(product, std::move(left)) + " / " + at_least(power, std::move(right)),
          .level = quotient,
          .is_signed = is_signed,
          .is_tall = is_tall,
          .width = width};
}

Math math_binary(std::string_view sign, Math left, Math right, Level level, Level right_level) {
  Math result{.level = level,
              .is_signed = left.is_signed,
              .is_tall = left.is_tall || right.is_tall,
              .width = left.width + right.width + 1};
  if (right.is_signed && level == sum) right.level = clause;
  result.text = at_least(level == relation ? sum : level, std::move(left));
  ((result.text += ' ') += sign) += ' ';
  result.text += at_least(right_level, std::move(right));
  return result;
}

Math math_negation(Math piece) {
  if (piece.is_signed) piece.level = clause;
  return {.text = "-" + at_least(quotient, piece),
          .level = piece.level == quotient ? quotient : product,
          .look = piece.level < quotient ? Look::other : piece.look,
          .is_signed = true,
          .is_tall = piece.is_tall,
          .width = piece.width + 1};
}

Math math_call(std::string name, std::span<const Math> args) {
  Math result{.text = std::move(name += '('), .width = 5};
  for (const Math& arg : args) {
    if (&arg != args.data()) result.text += ", ";
    result.text += at_least(args.size() > 1 ? relation : clause, arg);
    result.is_tall |= arg.is_tall;
    result.width += arg.width + 1;
  }
  result.text += ')';
  return result;
}

/// e with a raised exponent where that stays legible, else exp with parentheses.
Math math_exponential(const Math& exponent) {
  if (exponent.is_tall || exponent.width > 10) return math_call(upright("exp"), {&exponent, 1});
  return {
      .text = "e^{" + exponent.text + "}", .level = power, .look = Look::symbol, .width = 1 + exponent.width};
}

Math math_where(const Math& condition, const Math& then, const Math& otherwise) {
  return {.text = at_least(relation, then) + "\\,\\,\\mathrm{if}\\,\\," + condition.text +
                  ",\\,\\,\\mathrm{else}\\,\\," + otherwise.text,
          .level = clause,
          .is_tall = true,
          .width = 20};
}

Math math_power(Math base, const Math& exponent) {
  const bool is_symbol = base.look == Look::symbol && base.level == atom;
  const std::size_t width = base.width + exponent.width;
  const bool is_tall = base.is_tall || exponent.is_tall;
  return {.text = at_least(atom, std::move(base)) + "^{" + exponent.text + "}",
          .level = power,
          .look = is_symbol ? Look::symbol : Look::other,
          .is_tall = is_tall,
          .width = width};
}

Math math_function(Op op, std::span<const Math> args) {
  const Math& first = args[0];
  const auto upright_call = [&](std::string_view name) { return math_call(upright(name), args); };
  switch (op) {
    case Op::where:
      return math_where(args[0], args[1], args[2]);
    case Op::exp:
      return math_exponential(first);
    case Op::expm1:
      return math_binary("-", math_exponential(first), {.text = "1"}, sum, quotient);
    case Op::log1p: {
      const Math argument = math_binary("+", {.text = "1"}, first, sum, sum);
      return math_call(upright("log"), {&argument, 1});
    }
    case Op::sqrt:
      return {.text = "\\sqrt{" + first.text + "}", .is_tall = first.is_tall, .width = first.width + 1};
    case Op::abs:
      return {.text = "|" + first.text + "|", .is_tall = first.is_tall, .width = first.width + 2};
    case Op::sigmoid:
      return math_call("\\sigma", args);
    case Op::Phi:
      return math_call("\\Phi", args);
    case Op::phi:
      return math_call("\\phi", args);
    case Op::relu:
      return upright_call("ReLU");
    default:
      return upright_call(spelling(op));
  }
}

/// The activation's typographic name where that is one word, else the name it was called by.
Math math_activation(const Formula::Call& call, Math argument, std::vector<Math>& done) {
  const std::string_view title = call.activation->title;
  std::vector<Math> args;
  args.push_back(std::move(argument));
  for (const auto& [which, node] : call.given)
    args.push_back(math_binary("=", math_name(call.activation->params[which].name), std::move(done[node]),
                               relation, sum));
  return math_call(upright(title.find_first_of(" (") == std::string_view::npos ? title : call.name), args);
}

Math math_of(const Formula& formula, const Node& node, bool is_inline, std::vector<Math>& done) {
  const auto arg = [&](std::size_t i) -> Math&& { return std::move(done[node.args[i]]); };
  switch (node.op) {
    case Op::number:
      return math_number(formula.literals[node.args[0]]);
    case Op::parameter:
      return math_name(formula.parameters[node.args[0]]);
    case Op::variable:
      return math_name("x");
    case Op::pi:
      return math_name("pi");
    case Op::e:
      return math_name("e");
    case Op::negate:
      return math_negation(arg(0));
    case Op::add:
      return math_binary("+", arg(0), arg(1), sum, sum);
    case Op::subtract:
      return math_binary("-", arg(0), arg(1), sum, quotient);
    case Op::multiply:
      return math_product(arg(0), arg(1));
    case Op::divide:
      return math_quotient(arg(0), arg(1), is_inline);
    case Op::power:
      return math_power(arg(0), arg(1));
    case Op::less_equal:
      return math_binary("\\le", arg(0), arg(1), relation, sum);
    case Op::greater_equal:
      return math_binary("\\ge", arg(0), arg(1), relation, sum);
    case Op::equal:
      return math_binary("=", arg(0), arg(1), relation, sum);
    default:
      break;
  }
  if (node.op == Op::activation) return math_activation(formula.calls[node.args[1]], arg(0), done);
  if (node.op <= Op::equal) return math_binary(spelling(node.op), arg(0), arg(1), relation, sum);
  std::array<Math, 3> args;
  const std::size_t count = arity(node.op);
  for (std::size_t i = 0; i < count; ++i) args[i] = arg(i);
  return math_function(node.op, std::span(args).first(count));
}

}  // namespace

std::string to_math(const Formula& formula) {
  std::vector<bool> is_inline(formula.nodes.size());  // inside a root or an exponent, which should stay low
  for (const Node& node : formula.nodes)
    if (node.op == Op::exp || node.op == Op::expm1 || node.op == Op::sqrt || node.op == Op::power)
      is_inline[node.args[node.op == Op::power ? 1 : 0]] = true;
  std::vector<Math> done;
  for (const Node& node : formula.nodes) done.push_back(math_of(formula, node, is_inline[done.size()], done));
  return done.empty() ? "" : std::move(done.back().text);
}

}  // namespace actviz
