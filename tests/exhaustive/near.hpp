#pragma once
// The vocabulary of screens: numbers with a bound on their error, and functions on doubles by the C library.
//
// These are lambdas because a loop compiled for another instruction set inlines them, and no other function.
// No infinities and NaN occur, and no result hangs on the sign of a zero: -ffast-math is in force.
#include <cmath>

namespace actviz::test {

/// The exact result is within 2^-42 sizes of the sum. `whole` is exact: where it is a float or between two of
/// them, the small `rest` decides what it rounds to.
struct Near {
  double whole, rest, size;
};

inline constexpr auto exactly = [](double whole, double rest = 0) { return Near{whole, rest, 0}; };
inline constexpr auto number = [](double x) { return Near{0, x, std::fabs(x)}; };
inline constexpr auto sum = [](double a, double b, double c = 0) {
  return Near{0, a + b + c, std::fabs(a) + std::fabs(b) + std::fabs(c)};
};
inline constexpr auto plus = [](double whole, double rest) { return Near{whole, rest, std::fabs(rest)}; };
/// For a factor of few bits, by which the whole stays exact.
inline constexpr auto times = [](double factor, const Near& a) {
  return Near{factor * a.whole, factor * a.rest, std::fabs(factor) * a.size};
};
inline constexpr auto either = [](bool condition, const Near& a, const Near& b) {
  return Near{condition ? a.whole : b.whole, condition ? a.rest : b.rest, condition ? a.size : b.size};
};
/// a x + b x^2 for small x and a short a, where a term c x^3 is left out.
inline constexpr auto near_zero = [](double x, double a, double b, double c) {
  return Near{a * x, b * x * x, std::fabs(b * x * x) + 0x1p42 * std::fabs(c * x * x * x)};
};

inline constexpr double root_half = 0.70710678118654752440, one_over_root_tau = 0.39894228040143267794;
inline constexpr double two_over_root_pi = 1.1283791670955125739, root_8_over_pi = 1.5957691216057307117;
inline constexpr double ln2 = 0.69314718055994530942;

inline constexpr auto clamp = [](double x, double lo, double hi) { return x < lo ? lo : x > hi ? hi : x; };
inline constexpr auto square = [](double x) { return x * x; };
/// e^x, above 1e-270 and below 1e270: floats end long before.
inline constexpr auto exp = [](double x) { return std::exp(clamp(x, -600, 600)); };
inline constexpr auto expm1 = [](double x) { return std::expm1(clamp(x, -600, 600)); };
inline constexpr auto log1p = [](double x) { return std::log1p(x); };
inline constexpr auto sigmoid = [](double x) { return 1 / (1 + exp(-x)); };
inline constexpr auto softplus = [](double x) { return (x > 0 ? x : 0) + log1p(exp(-std::fabs(x))); };
/// The slope of tanh.
inline constexpr auto sech2 = [](double x) { return 1 / square(std::cosh(clamp(x, -300, 300))); };
inline constexpr auto sigmoid_slope = [](double x) { return 0.25 * sech2(0.5 * x); };
inline constexpr auto normal_tail = [](double x) { return 0.5 * std::erfc(root_half * clamp(x, -36, 36)); };
inline constexpr auto normal_density = [](double x) { return one_over_root_tau * exp(-0.5 * x * x); };
inline constexpr auto root_of_one_plus_square = [](double x) { return std::sqrt(1 + x * x); };

/// (1 - tanh(x) / x) for |x| <= 1, by the continued fraction of tanh.
inline constexpr auto tanh_deficit = [](double x) {
  const double z = x * x;
  const double d = z / (3 + z / (5 + z / (7 + z / (9 + z / (11 + z / (13 + z / (15 + z / 17)))))));
  return d / (1 + d);
};

}  // namespace actviz::test
