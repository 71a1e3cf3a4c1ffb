#pragma once
// Text <-> double, independent of the locale.
#include <optional>
#include <string>
#include <string_view>

namespace actviz {

/// Room for the longest shortest text of a double ("-2.2250738585072014e-308" has 24 characters).
inline constexpr std::size_t number_room = 32;

/// Writes the shortest text that reads back to the same double (NaN, inf, -inf for the rest) and returns its
/// end.
char* write_number(char* out, double value);

/// The shortest text that reads back to the same double.
std::string to_text(double value);

/// The value rounded to `digits` significant digits, in the shorter of fixed and scientific notation.
std::string to_text(double value, int digits);

/// The value with `decimals` digits after the point.
std::string to_fixed(double value, int decimals);

/// Reads a decimal number that fills the whole text (leading + allowed; the typographic minus U+2212
/// understood, and inf, nan); nothing otherwise. A number too large for a double is infinite, one too small
/// is zero.
std::optional<double> parse_number(std::string_view text);

/// Reads a number as people type it for a range or parameter: `-5`, `1e-3`, `pi`, `-2*pi`, `pi/2`, `1/6`.
std::optional<double> parse_quantity(std::string_view text);

/// Reads a whole number of at least 0 ("1e6" allowed); nothing when it is not one or exceeds 2^53.
std::optional<long long> parse_count(std::string_view text);

}  // namespace actviz
