// Reading a formula.
#include <algorithm>
#include <cmath>
#include <optional>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/catalogue.hpp"
#include "lib/catalogue/formula.hpp"
#include "lib/catalogue/formula_tokens.hpp"
#include "lib/catalogue/frameworks.hpp"
#include "lib/catalogue/parameters.hpp"

namespace actviz {
namespace {

using detail::error_at;
using detail::first_token;
using detail::Token;
using detail::without_leading_space;

const NamedOp* find_named(std::span<const NamedOp> rows, std::string_view name) {
  const auto row = std::ranges::find(rows, name, &NamedOp::name);
  return row == rows.end() ? nullptr : &*row;
}

std::optional<Op> comparison_named(std::string_view sign) {
  for (const Op op : {Op::less, Op::less_equal, Op::greater, Op::greater_equal, Op::equal})
    if (spelling(op) == sign) return op;
  return {};
}

std::string names_of(const std::vector<Found>& found) {
  std::string all;
  for (const Found& one : found) all += (all.empty() ? "write one of " : ", ") + std::string(one.name.name);
  return all;
}

/// Recursive descent, one function a level of precedence; each returns the index of the node it has added.
class Parser {
 public:
  Parser(std::string_view text, std::span<const std::string_view> names) : text_(text) {
    formula_.parameters.assign(names.begin(), names.end());
  }

  Formula parse() {
    if (text_.size() > Formula::max_length)
      throw Error("formula: " + std::to_string(text_.size()) + " characters, expected at most " +
                      std::to_string(Formula::max_length),
                  "write a shorter formula");
    advance();
    comparison();
    if (token_.kind != Token::end) fail("expected an operator or the end");
    return std::move(formula_);
  }

 private:
  using Index = std::uint32_t;

  Index comparison() {
    const Index left = sum();
    const auto op = token_.kind == Token::sign ? comparison_named(token_.text) : std::nullopt;
    if (!op) return left;
    advance();
    return add(*op, {left, sum()});
  }

  Index sum() {
    Index left = product();
    while (true) {
      if (accept("+"))
        left = add(Op::add, {left, product()});
      else if (accept("-"))
        left = add(Op::subtract, {left, product()});
      else
        return left;
    }
  }

  Index product() {
    Index left = signed_power();
    while (true) {
      if (accept("*"))
        left = add(Op::multiply, {left, signed_power()});
      else if (accept("/"))
        left = add(Op::divide, {left, signed_power()});
      else
        return left;
    }
  }

  /// Every way into a deeper level leads through here, so this is where depth is counted.
  Index signed_power() {
    if (nesting_ == Formula::max_nesting)
      fail("nested more than " + std::to_string(Formula::max_nesting) + " deep",
           "write it with fewer levels");
    ++nesting_;
    const Index result = accept("-")   ? add(Op::negate, {signed_power()})
                         : accept("+") ? signed_power()
                                       : power();
    --nesting_;
    return result;
  }

  Index power() {
    const Index base = primary();
    return accept("^") ? add(Op::power, {base, signed_power()}) : base;
  }

  Index primary() {
    if (token_.kind == Token::number) return number();
    if (token_.kind == Token::name) return name();
    if (!accept("(")) fail("expected a number, a name or \"(\"");
    const Index inside = comparison();
    expect(")");
    return inside;
  }

  Index number() {
    const auto value = parse_number(token_.text);
    if (!value || !std::isfinite(*value)) fail("expected a number that a double can hold");
    formula_.literals.push_back({std::string(token_.text), *value});
    advance();
    return add(Op::number, {static_cast<Index>(formula_.literals.size() - 1)});
  }

  Index name() {
    const std::string_view word = token_.text;
    const auto parameter = std::ranges::find(formula_.parameters, word);
    if (parameter != formula_.parameters.end() && !next_is("(")) {
      advance();
      return add(Op::parameter, {static_cast<Index>(parameter - formula_.parameters.begin())});
    }
    if (is_framework_name(word)) return call(nullptr, {find_in_framework(word)});
    const NamedOp* function = find_named(formula_functions(), word);
    const std::vector<Found> found = find_activations(word);
    if (function || (!found.empty() && next_is("("))) return call(function, found);
    if (word != "x" && word != "pi" && word != "e") fail_unknown(word);
    advance();
    return add(word == "x" ? Op::variable : word == "pi" ? Op::pi : Op::e, {});
  }

  Found find_in_framework(std::string_view word) const {
    try {
      return find_activations(find_framework_name(word).canonical()).front();
    } catch (const Error& error) {
      throw error_at(text_, at_, error.message, error.hint);
    }
  }

  struct Argument {
    std::string_view name;  ///< empty: by position
    std::size_t at;         ///< of its first character
    Index node;
    bool depends_on_x;
  };

  Argument argument() {
    Argument arg{{}, at_, 0, false};
    if (token_.kind == Token::name && next_is("=") && !next_is("==")) {
      arg.name = token_.text;
      advance();
      advance();
    }
    const std::size_t before = formula_.nodes.size();
    arg.node = comparison();
    arg.depends_on_x =
        std::any_of(formula_.nodes.begin() + static_cast<std::ptrdiff_t>(before), formula_.nodes.end(),
                    [](const Formula::Node& node) { return node.op == Op::variable; });
    return arg;
  }

  /// A function of the language, or else an activation: softplus(x) is the one, softplus(x, 2) the other.
  Index call(const NamedOp* function, const std::vector<Found>& found) {
    const std::string_view word = token_.text;
    const std::size_t word_at = at_;
    advance();
    expect("(");
    std::vector<Argument> args;
    do args.push_back(argument());
    while (accept(","));
    expect(")");
    const bool by_name = std::ranges::any_of(args, [](const Argument& arg) { return !arg.name.empty(); });
    if (!function || (!found.empty() && (by_name || args.size() != function->arity)))
      if (function == nullptr || !found.front().activation->params.empty())
        return activation(found, word, word_at, args);
    if (by_name) fail_parameter(std::string(word) + " takes no parameters", args);
    if (args.size() != function->arity)
      throw error_at(text_, word_at,
                     std::string(word) + ": expected " + std::to_string(function->arity) +
                         (function->arity == 1 ? " argument, got " : " arguments, got ") +
                         std::to_string(args.size()),
                     "arguments are separated by commas");
    std::array<Index, 3> nodes{};
    std::ranges::transform(args, nodes.begin(), &Argument::node);
    return add(function->op, nodes);
  }

  [[noreturn]] void fail_parameter(const std::string& what, const std::vector<Argument>& args) const {
    const auto named = std::ranges::find_if(args, [](const Argument& arg) { return !arg.name.empty(); });
    throw error_at(text_, named->at, what, "write only what the function takes");
  }

  Index activation(const std::vector<Found>& found, std::string_view word, std::size_t word_at,
                   const std::vector<Argument>& args) {
    if (found.size() > 1)
      throw error_at(text_, word_at, "ambiguous name " + in_quotes(word), names_of(found));
    const Activation& called = *found.front().activation;
    const std::string takes = parameters_text(called);
    if (!args[0].name.empty())
      throw error_at(text_, args[0].at, "expected the argument before its parameters", takes);
    Formula::Call call{&called, std::string(word), {}, {}};
    for (std::size_t i = 1; i < args.size(); ++i) {
      const Argument& arg = args[i];
      const auto fail_here = [&](const std::string& what) { throw error_at(text_, arg.at, what, takes); };
      std::size_t which = i - 1;
      if (!arg.name.empty())
        for (which = 0; which < called.params.size() && called.params[which].name != arg.name;) ++which;
      if (which >= called.params.size())
        fail_here(arg.name.empty() ? std::string(word) + ": too many arguments"
                                   : "unknown parameter " + in_quotes(arg.name));
      if (std::ranges::find(call.given, which, &std::pair<Index, Index>::first) != call.given.end())
        fail_here("parameter " + in_quotes(called.params[which].name) + " is given twice");
      if (arg.depends_on_x) fail_here("expected a parameter that does not depend on x");
      call.given.emplace_back(static_cast<Index>(which), arg.node);
    }
    add_defaults(call, word_at);
    formula_.calls.push_back(std::move(call));
    return add(Op::activation, {args[0].node, static_cast<Index>(formula_.calls.size() - 1)});
  }

  /// What is not given has the framework's default, or ours.
  void add_defaults(Formula::Call& call, std::size_t word_at) const {
    for (const Param& param : call.activation->params) call.defaults.push_back(param.fallback);
    if (!is_framework_name(call.name)) return;
    const FrameworkEntry entry = find_framework_name(call.name);
    const Values defaults = entry.defaults();
    for (std::size_t i = 0; i < call.defaults.size(); ++i) {
      const std::string param(call.activation->params[i].name);
      const bool is_given =
          std::ranges::find(call.given, i, &std::pair<Index, Index>::first) != call.given.end();
      if (!std::isnan(defaults[i]))
        call.defaults[i] = defaults[i];
      else if (!is_given)
        throw error_at(text_, word_at,
                       entry.label() + ": parameter " + param + " has no default in " +
                           std::string(entry.framework->title),
                       "write " + entry.label() + "(x, " + param + "=" + to_text(call.defaults[i], 4) + ")");
    }
  }

  Index add(Op op, std::array<Index, 3> args) {
    if (formula_.nodes.size() == Formula::max_nodes)
      throw Error("formula: more than " + std::to_string(Formula::max_nodes) + " operations",
                  "write a shorter formula");
    formula_.nodes.push_back({op, args});
    return static_cast<Index>(formula_.nodes.size() - 1);
  }

  void advance() { token_ = token_at(at_ + token_.text.size()); }

  Token token_at(std::size_t begin) {
    const std::string_view rest = without_leading_space(text_.substr(begin));
    at_ = text_.size() - rest.size();
    return first_token(rest);
  }

  /// Whether the text goes on with `sign` after the token.
  bool next_is(std::string_view sign) const {
    return without_leading_space(text_.substr(at_ + token_.text.size())).starts_with(sign);
  }

  bool accept(std::string_view sign) {
    if (token_.kind != Token::sign || token_.text != sign) return false;
    advance();
    return true;
  }

  void expect(std::string_view sign) {
    if (!accept(sign)) fail("expected " + in_quotes(sign));
  }

  [[noreturn]] void fail(const std::string& expected, const std::string& remedy = {}) const {
    const std::string got = token_.kind == Token::end ? ", got the end" : ", got " + in_quotes(token_.text);
    throw error_at(text_, at_, expected + got,
                   remedy.empty() ? "write for example x * sigmoid(2 * x)" : remedy);
  }

  /// A function that does not exist, or a parameter without a value; only a name long enough to be told from
  /// others is taken for a typing error.
  [[noreturn]] void fail_unknown(std::string_view word) const {
    const bool is_call = next_is("(");
    std::vector<std::string_view> names(formula_.parameters.begin(), formula_.parameters.end());
    for (const NamedOp& function : formula_functions()) names.push_back(function.name);
    for (const std::string_view activation : activation_names())
      if (std::ranges::find(names, activation) == names.end()) names.push_back(activation);
    std::string remedy = "`actviz list` shows every activation; beside them there are";
    for (const NamedOp& function : formula_functions()) (remedy += ' ') += function.name;
    if (!is_call) remedy = "give a value to a parameter behind a colon: x*sigmoid(b*x):b=1.5";
    if (word.size() > 2) remedy = did_you_mean(word, names, remedy);
    throw error_at(text_, at_, "unknown name " + in_quotes(word), remedy);
  }

  std::string_view text_;
  std::size_t at_ = 0, nesting_ = 0;
  Token token_;
  Formula formula_;
};

}  // namespace

Formula Formula::parse(std::string_view text, std::span<const std::string_view> parameter_names) {
  return Parser(text, parameter_names).parse();
}

}  // namespace actviz
