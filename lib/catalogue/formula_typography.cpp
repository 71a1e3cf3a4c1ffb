#include "lib/catalogue/formula_typography.hpp"

#include <algorithm>

#include "lib/base/numbers.hpp"

namespace actviz::detail {
namespace {

std::string framed(const Frame& frame, std::string_view a, std::string_view b = {}) {
  std::string text(frame.before);
  return (((text += a) += frame.between) += b) += frame.after;
}

bool ends_with_command(std::string_view text) {
  const auto backslash = text.rfind('\\');
  return backslash != std::string_view::npos && backslash + 1 < text.size() &&
         std::ranges::all_of(text.substr(backslash + 1),
                             [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_small(const Math& piece) {
  return piece.level == atom && piece.height == 0 && piece.width <= 2 && piece.look != Look::other;
}

}  // namespace

std::string Typography::parenthesised(const Math& piece) const {
  return framed(piece.height > 0 ? n_.tall_parentheses : n_.parentheses, piece.text);
}

std::string Typography::at_least(Level level, Math piece) const {
  return piece.level >= level ? std::move(piece.text) : parenthesised(piece);
}

std::string Typography::part(const Math& piece) const {
  return piece.level >= power ? piece.text : framed(n_.group, piece.text);
}

Math Typography::name(std::string_view letters) const {
  const auto underscore = letters.find('_');
  if (underscore == 0 || underscore == std::string_view::npos || underscore + 1 == letters.size()) {
    const bool is_word = letters.size() > 1 && !is_greek(letters);
    return {.text = n_.symbol(letters),
            .look = is_word ? Look::other : Look::symbol,
            .width = is_word ? letters.size() : 1};
  }
  std::string below(letters.substr(underscore + 1));
  std::ranges::replace(below, '_', ',');
  return {.text = framed(n_.subscript, n_.symbol(letters.substr(0, underscore)), n_.symbol(below)),
          .look = Look::symbol,
          .width = 1 + below.size()};
}

Math Typography::number(double value) const {
  const bool is_whole = value < 1e6 && value == static_cast<double>(static_cast<int>(value));
  const std::string text = is_whole || n_.has_room ? to_text(value) : to_text(value, 5);
  const auto e = text.find('e');
  if (e == std::string::npos) return {.text = n_.number(text), .look = Look::number, .width = text.size()};
  std::string digits = text.substr(e + 2);  // after its sign, which is always there
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  const Math exponent =
      text[e + 1] == '-' ? negation({.text = n_.number(digits)}) : Math{.text = n_.number(digits)};
  const std::string mantissa = text.substr(0, e);
  return {.text = (mantissa == "1" ? "" : n_.number(mantissa) + std::string(n_.dot)) +
                  framed(n_.power, n_.number("10"), part(exponent)),
          .level = product,
          .look = Look::number,
          .width = text.size()};
}

Math Typography::multiply(Math left, Math right) const {
  Math result{.level = product,
              .is_signed = left.is_signed,
              .height = std::max(left.height, right.height),
              .width = left.width + right.width};
  if (right.is_signed) right.level = clause;
  if (right.level < product) right.look = Look::other;
  if (right.look != Look::other) result.look = left.look;
  const bool coefficient =
      left.look == Look::number && left.width <= 3 && left.text.find('.') == std::string::npos;
  const bool side_by_side = (coefficient || left.look == Look::symbol) && right.look == Look::symbol &&
                            !left.text.ends_with(right.text);
  const bool dot = right.look == Look::number;
  const bool open_end = n_.has_room && !right.rows.empty() && left.level == atom;
  const bool parentheses = right.level < product && !open_end;
  if (open_end) result.level = clause;  // its end cannot be seen
  result.text = at_least(product, std::move(left));
  const std::string factor = parentheses ? parenthesised(right) : std::move(right.text);
  const bool opens =
      open_end || factor.starts_with(n_.parentheses.before) || factor.starts_with(n_.tall_parentheses.before);
  if (dot)
    result.text += n_.dot;
  else if (side_by_side)
    result.text += ends_with_command(result.text) ? " " : n_.adjacent;
  else
    result.text += opens ? n_.before_parenthesis : n_.thin_space;
  result.text += factor;
  return result;
}

Math Typography::divide(Math left, Math right, bool is_low) const {
  constexpr int most = 2;
  const int height = std::max(left.height, right.height);
  const std::size_t width = left.width + right.width + 1;
  if (!is_low && (n_.has_room ? height < most : is_small(left) && is_small(right)))
    return {.text = framed(n_.fraction, part(left), part(right)),
            .level = power,
            .height = height + 1,
            .width = width};
  if (!is_low && n_.has_room) {
    const Math one = number(1);
    if (right.height < most) return multiply(std::move(left), divide(one, std::move(right), false));
    const Math reciprocal = raise(std::move(right), negation(one));
    return left.text == one.text ? reciprocal : multiply(std::move(left), reciprocal);
  }
  if (right.is_signed) right.level = clause;
  const bool is_signed = left.is_signed;
  std::string text = at_least(product, std::move(left));
  (text += n_.slash) += at_least(power, std::move(right));
  return {
      .text = std::move(text), .level = quotient, .is_signed = is_signed, .height = height, .width = width};
}

Math Typography::infix(Op op, Math left, Math right) const {
  const bool is_sum = op == Op::add || op == Op::subtract;
  Math result{.level = is_sum ? sum : relation,
              .is_signed = left.is_signed,
              .height = std::max(left.height, right.height),
              .width = left.width + right.width + 1};
  if (right.is_signed && is_sum) right.level = clause;
  result.text = at_least(sum, std::move(left));
  (result.text += n_.sign(op)) += at_least(op == Op::subtract ? quotient : sum, std::move(right));
  return result;
}

Math Typography::negation(Math piece) const {
  if (piece.is_signed) piece.level = clause;
  return {.text = std::string(n_.minus) + at_least(quotient, piece),
          .level = piece.level == quotient ? quotient : product,
          .look = piece.level < quotient ? Look::other : piece.look,
          .is_signed = true,
          .height = piece.height,
          .width = piece.width + 1};
}

Math Typography::raise(Math base, const Math& exponent) const {
  Math result{.level = power,
              .look = base.look == Look::symbol && base.level == atom ? Look::symbol : Look::other,
              .height = std::max(base.height, exponent.height),
              .width = base.width + exponent.width};
  const std::size_t begin = n_.call.before.size(), end = begin + base.name_width;
  if (end > begin && exponent.look == Look::number && exponent.level == atom)
    result.text = base.text.substr(0, begin) +
                  framed(n_.power, base.text.substr(begin, base.name_width), part(exponent)) +
                  base.text.substr(end);
  else
    result.text = framed(n_.power, at_least(atom, std::move(base)), part(exponent));
  return result;
}

Math Typography::call(const std::string& function, std::span<const Math> args) const {
  Math list{.level = clause, .width = 5};
  for (const Math& arg : args) {
    if (&arg != args.data()) list.text += n_.comma;
    list.text += at_least(args.size() > 1 ? relation : clause, arg);
    list.height = std::max(list.height, arg.height);
    list.width += arg.width + 1;
  }
  return {.text = framed(n_.call, function, parenthesised(list)), .height = list.height, .width = list.width};
}

Math Typography::exponential(const Math& exponent) const {
  if (exponent.height > 0 || exponent.width > 10) return call(n_.function("exp"), {&exponent, 1});
  return {.text = framed(n_.power, n_.symbol("e"), part(exponent)),
          .level = power,
          .look = Look::symbol,
          .width = 1 + exponent.width};
}

Math Typography::where(const Math& condition, const Math& then, const Math& otherwise) const {
  std::string rows = framed(n_.row, at_least(n_.has_room ? clause : relation, then), condition.text);
  const bool continues = !otherwise.rows.empty();
  rows += continues ? otherwise.rows : framed(n_.last_row, otherwise.text);
  return {.text = framed(n_.cases, rows),
          .level = clause,
          .height = std::max(1 + std::max(condition.height, then.height), otherwise.height + !continues),
          .width = 20,
          .rows = rows};
}

Math Typography::enclosed(const Frame& frame, const Math& piece) const {
  return {.text = framed(frame, piece.text), .height = piece.height, .width = piece.width + 2};
}

}  // namespace actviz::detail
