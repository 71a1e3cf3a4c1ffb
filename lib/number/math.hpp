#pragma once
// The vocabulary that kernels are written in, on double: the rest of it, on any number that has exp and the
// like, stands below it once.
//
// libm's exp, log and tanh give other bits on other processors; these use +, -, *, /, explicit fma and bit
// operations alone (compile with -ffp-contract=off), so that every machine gives the same result. Bounds are
// in units in the last place (ULP) of the exact result and are held against 256-bit arithmetic by
// tests/lib/number/math_test.cpp. NaN gives NaN everywhere. Everything is branch-free: plain loops vectorise.
//
// Coefficients: minimax fits (Sollya fpminimax; a 60-digit Lawson fit for the Mills ratio).
#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <type_traits>

#include "lib/number/constant.hpp"

namespace actviz {

template <class C>
concept Arithmetic = std::is_arithmetic_v<C>;

/// `a` where `condition` holds, else `b`; both are evaluated.
template <class A, class B>
constexpr auto select(bool condition, const A& a, const B& b) {
  return condition ? a : b;
}

/// The nearest double.
inline double rounded(double x) { return x; }
template <class T>
double rounded(const T& x) {
  return x.rounded();
}

inline double fma(double a, double b, double c) { return std::fma(a, b, c); }
inline double abs(double x) { return std::fabs(x); }
inline double sqrt(double x) { return std::sqrt(x); }
constexpr double min(double x, double bound) { return bound < x ? bound : x; }
constexpr double max(double x, double bound) { return bound > x ? bound : x; }

/// `x` moved into [lo, hi].
template <class T>
constexpr T clamp(const T& x, double lo, double hi) {
  return max(min(x, hi), lo);
}

/// `x` with the infinities replaced by the largest finite numbers, so that infinity times zero cannot arise.
template <class T>
constexpr T finite(const T& x) {
  return clamp(x, std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max());
}

namespace detail {

/// The polynomial with the given coefficients, highest power first.
template <class T, class... Rest>
inline T horner(const T& x, double first, Rest... rest) {
  T sum = first;
  ((sum = fma(sum, x, T(rest))), ...);
  return sum;
}

/// (e^r - 1 - r) / r^2 for |r| <= 0.3466.
template <class T>
T exp_series(const T& r) {
  return horner(r, 0x1.ade535f7a8438p-26, 0x1.28982b1466fb6p-22, 0x1.71ded5e4e2b16p-19, 0x1.a019b2ced43f8p-16,
                0x1.a01a015625991p-13, 0x1.6c16c17a4301p-10, 0x1.111111111dc66p-7, 0x1.5555555553a2cp-5,
                0x1.555555555552bp-3, 0.5);
}

/// The same for |r| <= ln(2) / 32, relative error of r^2 times it to r + r^2 / 2: 2^-49.
template <class T>
T short_exp_series(const T& r) {
  const T z = r * r,
          high = fma(z, T(0x1.6c16c16c16c17p-10), fma(r, T(0x1.11120af697258p-7), T(0x1.5555555555555p-5)));
  return fma(z, high, fma(r, T(0x1.55555554dd451p-3), T(0.5)));
}

/// (artanh(s) - s) / s^3 as a polynomial in z = s^2, for |s| <= 1/3.
template <class T>
T artanh_series(const T& z) {
  return horner(z, 0x1.5ca2e0749e6a2p-4, 0x1.5582133c0a0fp-5, 0x1.efe3884069673p-5, 0x1.10670553e8ecap-4,
                0x1.3b1deb06acbeep-4, 0x1.745cb3357575cp-4, 0x1.c71c7422cbd94p-4, 0x1.249249207d859p-3,
                0x1.99999999a098ap-3, 0x1.5555555555534p-2);
}

/// x = k ln 2 + r with |r| <= 0.3466, and p = e^r - 1 (relative error 2^-55).
struct Reduced {
  double k, p;
};

inline Reduced reduce(double x) {
  constexpr double shift = 0x1.8p52;
  const double k = std::fma(x, 0x1.71547652b82fep0, shift) - shift;
  const double r = std::fma(k, -0x1.abc9e3b39803fp-56, std::fma(k, -0x1.62e42fefa39efp-1, x));
  return {k, std::fma(r * r, exp_series(r), r)};
}

/// 2^k for a whole k in [-1022, 1023].
inline double power_of_two(std::int64_t k) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

/// k as an integer; 0 for NaN, whose conversion is undefined.
inline std::int64_t whole(double k) { return k == k ? static_cast<std::int64_t>(k) : 0; }

/// The Mills-ratio rational for a in [0, 38.6]. Even and odd powers apart, which halves the roundings in a
/// row.
template <class T>
T mills(const T& a) {
  const T z = a * a;
  const T numerator = fma(a,
                          horner(z, 0x1.d2bbd1d3f788fp-18, 0x1.0ff63e2dcf6ccp-10, 0x1.23c1022ada5ccp-5,
                                 0x1.6d979ef39130ep-2, 0x1.a7c29b3aaec71p-1),
                          horner(z, 0x1.dfb7570357d05p-23, 0x1.bdd92c8eb5b04p-14, 0x1.d1f46e9d8f4afp-8,
                                 0x1.0e1bddb5d1181p-3, 0x1.5bbf040792b61p-1, 0.5));
  const T denominator = fma(a,
                            horner(z, 0x1.2c9e166ecb5cep-21, 0x1.17fb2cf968ddfp-12, 0x1.28574fb87f58ep-6,
                                   0x1.643dab4715027p-2, 0x1.0001ce5ec3fe3p+1, 0x1.3a02626ca83cdp+1),
                            horner(z, 0x1.247b6152b3236p-16, 0x1.5723815484733p-9, 0x1.782b0f4845697p-4,
                                   0x1.f555f63ea21d9p-1, 0x1.686a901cb5006p+1, 1.0));
  return numerator / denominator;
}

/// The same with a relative error of 2^-48.
template <class T>
T short_mills(const T& a) {
  const T z = a * a;
  const T numerator = fma(
      a, horner(z, 0x1.85129d4054243p-13, 0x1.da939e564f0e1p-7, 0x1.d136f0a3df64ap-3, 0x1.70192f5af920ep-1),
      horner(z, 0x1.10047a4fa3a9bp-17, 0x1.0f79eb11dcc62p-9, 0x1.19ef4924945acp-4, 0x1.050f83f7d29aep-1,
             0x1.000000000000cp-1));
  const T denominator = fma(a,
                            horner(z, 0x1.54ec61cf37057p-16, 0x1.5593a5884a120p-8, 0x1.6be6f2de28cadp-3,
                                   0x1.70c0875887068p+0, 0x1.1e2dac7ccdaa2p+1),
                            horner(z, 0x1.e7a15d570a776p-12, 0x1.2d34d7e842d69p-5, 0x1.35a42eac5a387p-1,
                                   0x1.26de1dbc7423bp+1, 1.0));
  return numerator / denominator;
}

}  // namespace detail

/// e^x within 1 ULP; 0 below -745.2, infinite above 709.8.
inline double exp(double x) {
  const auto [k, p] = detail::reduce(clamp(x, -746.0, 710.0));
  const std::int64_t whole = detail::whole(k), half = whole >> 1;
  return (1 + p) * detail::power_of_two(half) * detail::power_of_two(whole - half);
}

/// e^(hi + lo) within 1.5 ULP, for |lo| of the order of an ULP of hi: what a rounded product needs as
/// argument.
inline double exp(double hi, double lo) {
  const double e = exp(hi);
  return std::fma(e, lo, e);
}

/// e^x - 1 within 1.5 ULP, also near 0.
inline double expm1(double x) {
  const auto [k, p] = detail::reduce(clamp(x, -64.0, 710.0));
  const double power = detail::power_of_two(detail::whole(min(k, 1000.0)));
  return select(x > 690.0, exp(x), std::fma(power, p, power - 1));
}

/// ln(1 + e) for e in [0, 1], within 2 ULP: the soft functions' own, and half as long as log1p.
inline double log1p_unit(double e) {
  const double s = e / (2 + e), z = s * s;
  return std::fma(2 * s * z, detail::artanh_series(z), 2 * s);
}

/// exp(-x^2 / 2) within 1.5 ULP (of the subnormal spacing where it is that small).
inline double gaussian(double x) {
  const double a = min(abs(x), 40.0), square = a * a;
  return exp(-0.5 * square, -0.5 * std::fma(a, a, -square));
}

/// Phi(-a) / gaussian(a) for a in [0, 38.6], its end beyond; within 5 ULP (relative error of the fit
/// 2^-59.9).
inline double normal_mills(double a) { return detail::mills(min(a, 38.6)); }

// Of any number: error bounds are those on double.

/// The standard normal density, within 3 ULP.
template <class T>
T normal_density(const T& x) {
  return exactly::inverse_sqrt_2pi * gaussian(x);
}

/// Phi(-a), the upper tail of the standard normal distribution, for a >= 0; within 6 ULP down to 1e-300.
template <class T>
T normal_tail(const T& a) {
  return gaussian(a) * normal_mills(a);
}

namespace detail {
/// The coefficients of z^12 down to z^0 in (x cosh x - sinh x) / x^3, for z = x^2.
inline constexpr auto x_cosh_less_sinh = [] {
  std::array<Constant, 13> terms;
  for (unsigned i = 0; i < 13; ++i) terms[i] = ratio(26 - 2 * i, factorial(27 - 2 * i));
  return terms;
}();
}  // namespace detail

/// x - tanh(x) for |x| <= 1/2 without cancellation, within 5 ULP: (x cosh x - sinh x) / cosh x with an
/// all-positive series above.
template <class T>
T x_minus_tanh_near_zero(const T& x) {
  const T z = x * x;
  T sum = T(detail::x_cosh_less_sinh[0]);
  for (std::size_t i = 1; i < 13; ++i) sum = sum * z + detail::x_cosh_less_sinh[i];
  const T e = exp(abs(x));  // odd to the last bit
  return x * z * sum * 2 / (e + 1 / e);
}

/// tanh(x) within 3 ULP.
template <class T>
T tanh(const T& x) {
  const T t = expm1(-2 * abs(x));  // in (-1, 0]
  const T magnitude = -t / (2 + t);
  return select(x == 0, x, select(x < 0, -magnitude, magnitude));
}

/// 1 / (1 + e^-x) within 2.5 ULP, in both tails.
template <class T>
T sigmoid(const T& x) {
  const T e = exp(-abs(x));
  return select(x < 0, e, T(1)) / (1 + e);
}

/// x * sigmoid(y), which neither cancels nor overflows in its tails.
template <class T>
T times_sigmoid(const T& x, const T& y) {
  const auto falls = y < 0;
  const T e = exp(-abs(y));
  return select(falls, finite(x), x) / (1 + e) * select(falls, e, T(1));
}

/// The derivative of the sigmoid within 4 ULP.
template <class T>
T sigmoid_slope(const T& x) {
  const T e = exp(-abs(x)), sum = 1 + e;
  return e / (sum * sum);
}

/// ln(1 + e^x) within 3 ULP, in both tails.
template <class T>
T softplus(const T& x) {
  const T near_zero = log1p_unit(exp(-abs(x)));
  return select(x < 0, near_zero, x + near_zero);
}

/// Phi(x), the standard normal distribution function, within 6 ULP.
template <class T>
T normal_cdf(const T& x) {
  const T tail = normal_tail(min(abs(x), 60.0));
  return select(x < 0, tail, 1 - tail);
}

/// |x|, which at 0 still falls.
template <class T>
T falling_abs(const T& x) {
  return select(x <= 0, -x, x);
}

/// x * gate(x) for a gate with gate(-y) = 1 - gate(y), given by its value `tail` at -|x|. Written so that
/// neither tail cancels and the infinities give the limits.
template <class T>
T gated(const T& x, const T& tail) {
  const T product = finite(x) * tail;
  return select(x <= 0, product, x - product);
}

/// x * tanh(ln(1 + e^x)), which neither cancels nor overflows in its tails.
template <class T>
T times_tanh_softplus(const T& x) {
  // tanh(ln(1 + u)) = (u^2 + 2u) / (u^2 + 2u + 2), in e = exp(-|x|) so that nothing grows
  const auto falls = x <= 0;
  const T e = exp(-falling_abs(x)), n = e * (e + 2);
  return gated(x, select(falls, n, 2 * e * e) / select(falls, n + 2, 2 * e * (1 + e) + 1));
}

}  // namespace actviz
