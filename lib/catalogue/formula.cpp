#include "lib/catalogue/formula.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

constexpr NamedOp functions[] = {
    {"where", Op::where, 3}, {"min", Op::min, 2},         {"max", Op::max, 2},
    {"clip", Op::clip, 3},   {"exp", Op::exp, 1},         {"expm1", Op::expm1, 1},
    {"log", Op::log, 1},     {"log1p", Op::log1p, 1},     {"sqrt", Op::sqrt, 1},
    {"cbrt", Op::cbrt, 1},   {"erf", Op::erf, 1},         {"erfc", Op::erfc, 1},
    {"tanh", Op::tanh, 1},   {"sin", Op::sin, 1},         {"cos", Op::cos, 1},
    {"atan", Op::atan, 1},   {"abs", Op::abs, 1},         {"sign", Op::sign, 1},
    {"relu", Op::relu, 1},   {"sigmoid", Op::sigmoid, 1}, {"softplus", Op::softplus, 1},
    {"Phi", Op::Phi, 1},     {"phi", Op::phi, 1},
};

constexpr NamedOp operators[] = {
    {"-", Op::negate, 1},         {"+", Op::add, 2},         {"-", Op::subtract, 2},
    {"*", Op::multiply, 2},       {"/", Op::divide, 2},      {"^", Op::power, 2},
    {"<", Op::less, 2},           {"<=", Op::less_equal, 2}, {">", Op::greater, 2},
    {">=", Op::greater_equal, 2}, {"==", Op::equal, 2},
};
constexpr std::span comparisons = std::span(operators).subspan(6);

const NamedOp* find_named(std::span<const NamedOp> rows, std::string_view name) {
  const auto row = std::ranges::find(rows, name, &NamedOp::name);
  return row == rows.end() ? nullptr : &*row;
}

const NamedOp* find_op(Op op) {
  const bool is_operator = op >= Op::negate && op <= Op::equal;
  const std::span<const NamedOp> rows = is_operator ? std::span<const NamedOp>(operators) : functions;
  return &*std::ranges::find(rows, op, &NamedOp::op);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
/// Whether a byte continues a UTF-8 character rather than beginning one.
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

struct Token {
  enum Kind { number, name, sign, end } kind = end;
  std::string_view text;
};

/// How many bytes the number at the front of `text` has.
std::size_t number_length(std::string_view text) {
  std::size_t at = 0;
  const auto skip_digits = [&] {
    while (at < text.size() && is_digit(text[at])) ++at;
  };
  skip_digits();
  if (at < text.size() && text[at] == '.') ++at;
  skip_digits();
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t before = at++;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t digits = at;
    skip_digits();
    if (at == digits) at = before;  // the e is a name: 2e
  }
  return at;
}

/// The token at the front of `text`, which starts with no space.
Token first_token(std::string_view text) {
  if (text.empty()) return {Token::end, text};
  if (is_digit(text[0]) || (text[0] == '.' && text.size() > 1 && is_digit(text[1])))
    return {Token::number, text.substr(0, number_length(text))};
  std::size_t size = 1;
  if (is_letter(text[0])) {
    while (size < text.size() && (is_letter(text[size]) || is_digit(text[size]))) ++size;
    return {Token::name, text.substr(0, size)};
  }
  if (text.size() > 1 && text[1] == '=' && (text[0] == '<' || text[0] == '>' || text[0] == '=')) size = 2;
  while (size < text.size() && is_continuation(text[size])) ++size;
  return {Token::sign, text.substr(0, size)};
}

/// A message about the character at byte `at`, with the part of the text around it and a caret below.
Error error_at(std::string_view text, std::size_t at, const std::string& what, const std::string& remedy) {
  constexpr std::size_t room = 30;
  std::size_t begin = at > room ? at - room : 0, end = std::min(text.size(), at + room);
  while (begin > 0 && is_continuation(text[begin])) --begin;
  while (end < text.size() && is_continuation(text[end])) ++end;
  const std::string left = (begin > 0 ? "…" : "") + escape_controls(text.substr(begin, at - begin));
  const std::string right = escape_controls(text.substr(at, end - at)) + (end < text.size() ? "…" : "");
  return Error("formula: " + what + " at character " + std::to_string(display_width(text.substr(0, at)) + 1) +
                   "\n  " + left + right + "\n  " + std::string(display_width(left), ' ') + "^",
               remedy);
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
    const NamedOp* row = token_.kind == Token::sign ? find_named(comparisons, token_.text) : nullptr;
    if (!row) return left;
    advance();
    return add(row->op, {left, sum()});
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
    const std::size_t word_at = at_;
    const NamedOp* function = find_named(functions, word);
    const auto parameter = std::ranges::find(formula_.parameters, word);
    if (parameter != formula_.parameters.end()) {
      advance();
      return add(Op::parameter, {static_cast<Index>(parameter - formula_.parameters.begin())});
    }
    if (word != "x" && word != "pi" && word != "e" && !function) fail_unknown(word);
    advance();
    if (function) return call(*function, word_at);
    return add(word == "x" ? Op::variable : word == "pi" ? Op::pi : Op::e, {});
  }

  Index call(const NamedOp& function, std::size_t name_at) {
    expect("(");
    std::array<Index, 3> args{};
    std::size_t count = 0;
    do {
      const Index arg = comparison();
      if (count < args.size()) args[count] = arg;
      ++count;
    } while (accept(","));
    expect(")");
    if (count != function.arity)
      throw error_at(text_, name_at,
                     std::string(function.name) + ": expected " + std::to_string(function.arity) +
                         (function.arity == 1 ? " argument, got " : " arguments, got ") +
                         std::to_string(count),
                     "arguments are separated by commas");
    return add(function.op, args);
  }

  Index add(Op op, std::array<Index, 3> args) {
    if (formula_.nodes.size() == Formula::max_nodes)
      throw Error("formula: more than " + std::to_string(Formula::max_nodes) + " operations",
                  "write a shorter formula");
    formula_.nodes.push_back({op, args});
    return static_cast<Index>(formula_.nodes.size() - 1);
  }

  void advance() {
    at_ += token_.text.size();
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    token_ = first_token(text_.substr(at_));
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

  [[noreturn]] void fail_unknown(std::string_view word) const {
    std::vector<std::string_view> names(formula_.parameters.begin(), formula_.parameters.end());
    for (const NamedOp& function : functions) names.push_back(function.name);
    for (const char* constant : {"x", "pi", "e"}) names.emplace_back(constant);
    std::string known;
    for (const auto candidate : names) known += (known.empty() ? "" : " ") + std::string(candidate);
    throw error_at(text_, at_, "unknown name " + in_quotes(word),
                   did_you_mean(word, names, "the names are " + known));
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

std::span<const NamedOp> formula_functions() { return functions; }

std::string_view spelling(Op op) { return find_op(op)->name; }

std::size_t arity(Op op) { return op <= Op::e ? 0 : find_op(op)->arity; }

}  // namespace actviz
