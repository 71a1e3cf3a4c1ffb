#pragma once
// Logarithms, the cube root, circular functions and the error function: what fewer kernels need than
// lib/number/math.hpp, by the same rules.
//
// Coefficients: Taylor's for sine and cosine, near-minimax Chebyshev fits in 60 digits for the rest.
#include <array>

#include "lib/number/dual.hpp"

namespace actviz {
namespace detail {

/// ln(u + rest) for u > 0 and |rest| below an ULP of u.
inline double log_of_two_parts(double u, double rest) {
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd;
  constexpr double ln2_hi = 0x1.62e42fefp-1, ln2_lo = 0x1.473de6af278edp-34;  // k * ln2_hi is exact
  const bool is_tiny = u < 0x1p-1000;
  const double scaled = is_tiny ? u * 0x1p100 : u;
  const auto bits = std::bit_cast<std::uint64_t>(scaled);
  const std::int64_t exponent = static_cast<std::int64_t>(bits - root_half) >> 52;
  const double m = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(exponent) << 52));
  const double k = static_cast<double>(exponent) - (is_tiny ? 100 : 0);
  const double f = m - 1, s = f / (2 + f), z = s * s, half_square = 0.5 * f * f;
  const double tail = s * std::fma(2 * z, artanh_series(z), half_square) + std::fma(k, ln2_lo, rest / u);
  return std::fma(k, ln2_hi, f - (half_square - tail));
}

/// (sin(r) - r) / r^3 and (cos(r) - 1 + r^2 / 2) / r^4 as polynomials in z = r^2, for |r| <= 0.79.
template <class T>
T sine_series(const T& z) {
  return horner(z, 1 / 355687428096000.0, -1 / 1307674368000.0, 1 / 6227020800.0, -1 / 39916800.0,
                1 / 362880.0, -1 / 5040.0, 1 / 120.0, -1 / 6.0);
}
template <class T>
T cosine_series(const T& z) {
  return horner(z, -1 / 6402373705728000.0, 1 / 20922789888000.0, -1 / 87178291200.0, 1 / 479001600.0,
                -1 / 3628800.0, 1 / 40320.0, -1 / 720.0, 1 / 24.0);
}

/// (atan(t) - t) / t^3 as a polynomial in z = t^2, for |t| <= 0.4142.
template <class T>
T atan_series(const T& z) {
  return horner(z, 0x1.0aa87c56e3eb5p-6, -0x1.1b2058fb5da3p-5, 0x1.74d64aa665b0ap-5, -0x1.ac78ec6b8cb98p-5,
                0x1.e199da4156fd9p-5, -0x1.110e858a72e28p-4, 0x1.3b1392b641b06p-4, -0x1.745d165cb83aap-4,
                0x1.c71c71c2fe5d9p-4, -0x1.249249248d768p-3, 0x1.9999999999953p-3, -0x1.5555555555555p-2);
}

/// erf(a) / a as a polynomial in z = a^2, for a <= 1: its constant term less 1, then the rest over z.
inline constexpr double erf_term = 0x1.06eba8214db69p-3;
template <class T>
T erf_series(const T& z) {
  return horner(z, -0x1.33d62c94107ddp-38, 0x1.830ed95421e6p-34, -0x1.4f16018750568p-30,
                0x1.fc686faf628abp-27, -0x1.5f70026e262cep-23, 0x1.b9e687c3e0abbp-20, -0x1.f4d2596fb33ap-17,
                0x1.f9a326e5405bcp-14, -0x1.c02db3ffe0c21p-11, 0x1.565bcd0e6947fp-8, -0x1.b82ce31288b2p-6,
                0x1.ce2f21a042be1p-4, -0x1.812746b0379e7p-2);
}

/// x = (4 j + quadrant) pi / 2 + hi + lo for a whole j, with |hi| <= 0.79.
struct Angle {
  int quadrant;
  double hi, lo;
};

inline constexpr double half_pi[] = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110};

/// For |x| <= 2^30: the first product is exact, the second kept in two parts.
inline Angle small_angle(double x) {
  constexpr double shift = 0x1.8p52;
  const double n = std::fma(x, 0x1.45f306dc9c883p-1, shift) - shift;
  const double first = std::fma(-n, half_pi[0], x);
  const double product = n * half_pi[1], product_rest = std::fma(n, half_pi[1], -product);
  const double hi = first - product, back = hi - first;
  const double rest = (first - (hi - back)) - (product + back);
  return {static_cast<int>(whole(n) & 3), hi, rest - product_rest - n * half_pi[2]};
}

/// For larger ones: the product of x's significand with the 192 bits of 2 / pi that matter.
inline Angle large_angle(double x) {
  constexpr std::array<std::uint64_t, 20> two_over_pi = {
      0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
      0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
      0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
      0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d};
  __extension__ using Wide = unsigned __int128;
  __extension__ using Signed = __int128;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const int exponent = static_cast<int>(bits >> 52 & 0x7ff) - 1075;
  const std::uint64_t significand = (bits & 0xfffffffffffff) | 0x10000000000000;
  const int start = exponent - 2;  // earlier bits give multiples of 4
  const auto word = [&](int index) {
    const int position = start + 64 * index, offset = position & 63;
    const auto at = [&](int i) { return i < 0 ? 0 : two_over_pi[static_cast<std::size_t>(i)]; };
    const int i = (position - offset) / 64;
    return offset == 0 ? at(i) : at(i) << offset | at(i + 1) >> (64 - offset);
  };
  const Wide low = Wide(significand) * word(2), middle = Wide(significand) * word(1) + (low >> 64);
  const std::uint64_t top = significand * word(0) + static_cast<std::uint64_t>(middle >> 64);
  const Wide fraction =
      (Wide(top) << 64 | static_cast<std::uint64_t>(middle)) << 2 | static_cast<std::uint64_t>(low) >> 62;
  const auto centred = static_cast<Signed>(fraction);  // the upper half is that much below the next quadrant
  const int quadrant = static_cast<int>(top >> 62) + (centred < 0 ? 1 : 0);
  const auto rounded = static_cast<double>(centred);
  const double part = rounded * 0x1p-128;
  const double part_rest = static_cast<double>(centred - static_cast<Signed>(rounded)) * 0x1p-128;
  const double hi = part * half_pi[0];
  const double lo = std::fma(part, half_pi[0], -hi) + part * half_pi[1] + part_rest * half_pi[0];
  return x < 0 ? Angle{-quadrant & 3, -hi, -lo} : Angle{quadrant & 3, hi, lo};
}

/// sin(x + quarter turns) for any x; NaN at the infinities.
inline double sin_turned(double x, int quarters) {
  if (!(std::fabs(x) < std::numeric_limits<double>::infinity())) return x - x;
  const Angle angle = std::fabs(x) <= 0x1p30 ? small_angle(x) : large_angle(x);
  const double r = angle.hi, z = r * r;
  const int quadrant = (angle.quadrant + quarters) & 3;
  double result;
  if (quadrant % 2 == 0) {
    result = r + std::fma(r * z, sine_series(z), angle.lo * (1 - 0.5 * z));
  } else {
    const double half = 0.5 * z, w = 1 - half;
    result = w + (((1 - w) - half) + std::fma(z * z, cosine_series(z), -r * angle.lo));
  }
  return quadrant < 2 ? result : -result;
}

}  // namespace detail

/// ln(x) within 1 ULP; -infinity at 0, NaN below.
inline double log(double x) {
  const double inner = detail::log_of_two_parts(x, 0);
  return x > 0 && x <= std::numeric_limits<double>::max() ? inner
         : x > 0                                          ? x
         : x == 0                                         ? -std::numeric_limits<double>::infinity()
                                                          : std::numeric_limits<double>::quiet_NaN();
}

/// ln(1 + x) within 1.5 ULP; -infinity at -1, NaN below.
inline double log1p(double x) {
  const double u = 1 + x, rest = std::fabs(x) < 1 ? x - (u - 1) : 1 - (u - x);
  const bool is_plain = u > 0 && u <= std::numeric_limits<double>::max() && x != 0;
  return is_plain ? detail::log_of_two_parts(u, rest) : x == 0 ? x : log(u);
}

/// sin(x) and cos(x) within 1 ULP for every finite x: the argument is reduced by as many digits of pi as it
/// needs. NaN at the infinities.
inline double sin(double x) { return detail::sin_turned(x, 0); }
inline double cos(double x) { return detail::sin_turned(x, 1); }

/// atan(x) within 1.5 ULP.
inline double atan(double x) {
  const double a = std::fabs(x);
  const bool is_small = a<0.4142, is_large = a> 2.4142;
  const double t = is_small ? a : is_large ? -1 / a : (a - 1) / (a + 1), z = t * t;
  const double base = is_small ? 0 : is_large ? 0x1.921fb54442d18p+0 : 0x1.921fb54442d18p-1;
  const double base_rest = is_small ? 0 : is_large ? 0x1.1a62633145c07p-54 : 0x1.1a62633145c07p-55;
  return std::copysign(base + (t + std::fma(t * z, detail::atan_series(z), base_rest)), x);
}

/// exp(-x^2) within 1.5 ULP.
inline double bell(double x) {
  const double a = min(abs(x), 28.0), square = a * a;
  return exp(-square, -std::fma(a, a, -square));
}

/// 1 - erf(x) for x >= 0, within 7 ULP down to 1e-300.
inline double erfc_of_positive(double x) { return 2 * bell(x) * normal_mills(0x1.6a09e667f3bcdp+0 * x); }

/// erf(x) within 1.5 ULP.
inline double erf(double x) {
  const double a = std::fabs(x), z = a * a;
  const double near = std::fma(a, std::fma(z, detail::erf_series(z), detail::erf_term), a);
  return std::copysign(a < 1 ? near : 1 - erfc_of_positive(a), x);
}

/// The cube root within 1 ULP.
inline double cbrt(double x) {
  const double size = std::fabs(x);
  if (!(size > 0 && size <= std::numeric_limits<double>::max())) return x;
  const double scale = size < 0x1p-900 ? 0x1p300 : size > 0x1p900 ? 0x1p-300 : 1, a = size * scale;
  double root = std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) / 3 + 0x2a9f789300000000);
  for (int i = 0; i < 3; ++i) {  // Halley's steps, from 4% to the last digits
    const double cube = root * root * root;
    root *= (cube + 2 * a) / (2 * cube + a);
  }
  const double square = root * root, cube = square * root;
  const double cube_rest = std::fma(square, root, -cube) + std::fma(root, root, -square) * root;
  root -= ((cube - a) + cube_rest) / (3 * square);
  return std::copysign(root * (scale == 1 ? 1 : scale > 1 ? 0x1p-100 : 0x1p100), x);
}

/// 1 - erf(x), without cancellation in the right tail.
template <class T>
T erfc(const T& x) {
  if (x < 0) return 1 + erf(-x);
  return 2 * bell(x) * normal_mills(exactly::sqrt_2 * x);
}

/// x / sqrt(1 + x^2), also where the square overflows.
template <class T>
T over_root(const T& x) {
  const auto is_far = abs(x) > 1;
  const T inverse = 1 / x, root = sqrt(1 + select(is_far, inverse * inverse, x * x));
  return select(is_far, select(x < 0, -1 / root, 1 / root), x / root);
}

/// Its derivative, (1 + x^2)^(-3/2).
template <class T>
T over_root_slope(const T& x) {
  const auto is_far = abs(x) > 1;
  const T inverse = 1 / abs(x), root = sqrt(1 + select(is_far, inverse * inverse, x * x));
  const T ratio = select(is_far, inverse, T(1.0)) / root;
  return ratio * ratio * ratio;
}

namespace detail {
/// The coefficients of x^24 down to x^0 in (e^x - 1 - x) / x^2.
inline constexpr auto exp_terms = [] {
  std::array<Constant, 25> terms;
  for (unsigned i = 0; i < 25; ++i) terms[i] = inverse_factorial(26 - i);
  return terms;
}();
}  // namespace detail

/// e^x - 1 - x for |x| <= 1/2, without cancellation.
template <class T>
T exp_rest_near_zero(const T& x) {
  T sum = T(detail::exp_terms[0]);
  for (std::size_t i = 1; i < 25; ++i) sum = sum * x + detail::exp_terms[i];
  return x * x * sum;
}

template <class T>
Dual<T> over_root(const Dual<T>& x) {
  return {over_root(x.v), over_root_slope(x.v) * x.d};
}
template <class T>
Dual<T> log(const Dual<T>& x) {
  return {log(x.v), x.d / x.v};
}
template <class T>
Dual<T> log1p(const Dual<T>& x) {
  return {log1p(x.v), x.d / (1 + x.v)};
}
template <class T>
Dual<T> sin(const Dual<T>& x);
template <class T>
Dual<T> cos(const Dual<T>& x) {
  return {cos(x.v), -sin(x.v) * x.d};
}
template <class T>
Dual<T> sin(const Dual<T>& x) {
  return {sin(x.v), cos(x.v) * x.d};
}
template <class T>
Dual<T> atan(const Dual<T>& x) {
  const T inverse = 1 / x.v, near = 1 / (1 + x.v * x.v);
  const T far = inverse * inverse / (1 + inverse * inverse);
  return {atan(x.v), select(abs(x.v) > 1, far, near) * x.d};
}
template <class T>
Dual<T> bell(const Dual<T>& x) {
  const T value = bell(x.v);
  return {value, -2 * (finite(x.v) * value) * x.d};
}
template <class T>
Dual<T> erf(const Dual<T>& x) {
  return {erf(x.v), exactly::two_over_sqrt_pi * bell(x.v) * x.d};
}

}  // namespace actviz
