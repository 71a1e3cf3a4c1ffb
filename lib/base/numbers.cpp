#include "lib/base/numbers.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

namespace actviz {
namespace {

std::optional<double> parse_factor(std::string_view text) {
  constexpr std::string_view minus = "−";
  const bool negative = text.starts_with('-') || text.starts_with(minus);
  const std::string_view rest = !negative ? text : text.substr(text[0] == '-' ? 1 : minus.size());
  if (rest == "pi" || rest == "π") return negative ? -std::numbers::pi : std::numbers::pi;
  if (rest == "e") return negative ? -std::numbers::e : std::numbers::e;
  return parse_number(text);
}

template <class... Format>
std::string converted(double value, Format... format) {
  char buffer[400];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, format...);
  return error == std::errc{} ? std::string(buffer, end) : to_text(value);
}

/// What from_chars leaves open when a number is out of range: infinite where its leading digit lies above the
/// point, else zero.
double out_of_range(std::string_view text) {
  const auto exponent = text.find_first_of("eE");
  const auto point = text.find('.');
  const auto first = text.find_first_of("123456789");
  const bool sign = text.starts_with('-');
  long long power = 0;
  if (exponent != std::string_view::npos) {
    const bool negative = text.substr(exponent + 1).starts_with('-');
    const auto digits = text.substr(exponent + 1).find_first_of("123456789");
    const bool huge = digits != std::string_view::npos && text.size() - exponent - digits > 18;
    if (huge) {
      power = negative ? -1'000'000'000 : 1'000'000'000;
    } else {
      const auto begin = text.begin() + static_cast<std::ptrdiff_t>(exponent) + 1;
      std::from_chars(*begin == '+' ? begin + 1 : begin, text.end(), power);
    }
  }
  const auto whole_end = std::min(point, exponent);
  const auto scale = static_cast<long long>(std::min(whole_end, text.size())) - static_cast<long long>(first);
  const double magnitude = power + scale > 0 ? std::numeric_limits<double>::infinity() : 0.0;
  return sign ? -magnitude : magnitude;
}

}  // namespace

std::string to_text(double value) {
  char buffer[number_room];
  return {buffer, write_number(buffer, value)};
}

std::string to_text(double value, int digits) {
  return std::isfinite(value) ? converted(value, std::chars_format::general, digits) : to_text(value);
}

std::string to_fixed(double value, int decimals) {
  return std::isfinite(value) ? converted(value, std::chars_format::fixed, decimals) : to_text(value);
}

std::optional<double> parse_number(std::string_view text) {
  constexpr std::string_view minus = "−";
  if (text.starts_with(minus)) {
    text.remove_prefix(minus.size());
    const bool second_sign = text.starts_with(minus) || text.starts_with('-') || text.starts_with('+');
    const auto magnitude = second_sign ? std::nullopt : parse_number(text);
    return magnitude ? std::optional(-*magnitude) : std::nullopt;
  }
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return {};
  return error == std::errc::result_out_of_range ? out_of_range(text) : value;
}

std::optional<double> parse_quantity(std::string_view text) {
  const auto at = text.find_first_of("*/");
  const auto left = parse_factor(text.substr(0, at));
  if (!left || at == std::string_view::npos) return left;
  const auto right = parse_factor(text.substr(at + 1));
  if (!right) return {};
  return text[at] == '*' ? *left * *right : *left / *right;
}

std::optional<long long> parse_count(std::string_view text) {
  const auto value = parse_number(text);
  constexpr double exact = 9007199254740992.0;
  if (!value || !(*value >= 0) || *value > exact || *value != std::floor(*value)) return {};
  return static_cast<long long>(*value);
}

}  // namespace actviz
