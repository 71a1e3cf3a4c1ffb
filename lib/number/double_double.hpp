#pragma once
// Numbers of 106 bits as the sum of two doubles, and on them the vocabulary that kernels are written in:
// enough to round values and derivatives right, ten times as fast as any other arithmetic of that precision.
//
// A number that has lost its digits, because almost equal numbers were subtracted or it is out of the range
// in which doubles have them all, is NaN when rounded: whoever needs it then evaluates again on Wide. Its
// `hi` still says how large it is at most, so that a sum with a much larger number is sure again.
#include "lib/number/constant.hpp"
#include "lib/number/math.hpp"

namespace actviz {

/// hi + lo, |lo| at most half an ULP of hi. Errors are relative, in units of 2^-106: a sum 2, a product 5, a
/// quotient 10, a root 8. A difference below 2^-36 of its operands is lost, and a product below 2^-960.
struct DoubleDouble {
  static constexpr double lost = std::numeric_limits<double>::quiet_NaN();  ///< what `lo` is then
  double hi = 0, lo = 0;

  DoubleDouble() = default;
  constexpr DoubleDouble(double x) : hi(x) {}
  constexpr DoubleDouble(double high, double low) : hi(high), lo(low) {}
  constexpr DoubleDouble(const Constant& x) : hi(x.part[0]), lo(x.part[1]) {}

  /// The nearest double; NaN where the digits are lost.
  constexpr double rounded() const { return hi + lo; }

  friend DoubleDouble operator-(const DoubleDouble& a) { return {-a.hi, -a.lo}; }
  friend DoubleDouble operator+(const DoubleDouble& a, const DoubleDouble& b) {
    const DoubleDouble sum = added(a, b);
    const bool is_sure = sum.lo == sum.lo && !(std::fabs(sum.hi) < 0x1p-36 * std::fabs(a.hi));
    return is_sure ? sum : doubtful_sum(a, b);
  }
  friend DoubleDouble operator-(const DoubleDouble& a, const DoubleDouble& b) { return a + -b; }
  friend DoubleDouble operator*(const DoubleDouble& a, const DoubleDouble& b) {
    const double product = a.hi * b.hi;
    if (is_lost(product, a.hi, b.hi)) [[unlikely]]
      return {std::copysign(0x1p-960, product), lost};
    const double rest = std::fma(a.hi, b.hi, -product) + std::fma(a.hi, b.lo, a.lo * b.hi);
    return rest == rest ? normal(product, rest) : DoubleDouble(product, lost);
  }
  template <Arithmetic C>
  friend DoubleDouble operator*(const DoubleDouble& a, C b) {
    const double factor = b, product = a.hi * factor;
    if (is_lost(product, a.hi, factor)) [[unlikely]]
      return {std::copysign(0x1p-960, product), lost};
    const double rest = std::fma(a.lo, factor, std::fma(a.hi, factor, -product));
    return rest == rest ? normal(product, rest) : DoubleDouble(product, lost);
  }
  template <Arithmetic C>
  friend DoubleDouble operator*(C a, const DoubleDouble& b) {
    return b * a;
  }
  friend DoubleDouble operator/(const DoubleDouble& a, const DoubleDouble& b) {
    const double quotient = a.hi / b.hi;
    if (is_lost(quotient, a.hi, b.hi)) [[unlikely]]
      return {std::copysign(0x1p-960, quotient), lost};
    const double rest = std::fma(-quotient, b.hi, a.hi) + std::fma(-quotient, b.lo, a.lo);
    if (rest == rest) return normal(quotient, rest / b.hi);
    return {b.lo == b.lo ? quotient : std::numeric_limits<double>::infinity(), lost};
  }

  friend bool operator<(const DoubleDouble& a, const DoubleDouble& b) {
    return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo);
  }
  friend bool operator>(const DoubleDouble& a, const DoubleDouble& b) { return b < a; }
  friend bool operator<=(const DoubleDouble& a, const DoubleDouble& b) { return a < b || a == b; }
  friend bool operator>=(const DoubleDouble& a, const DoubleDouble& b) { return b <= a; }
  friend bool operator==(const DoubleDouble& a, const DoubleDouble& b) = default;

  static bool is_lost(double result, double a, double b) {
    return std::fabs(result) < 0x1p-960 && a != 0 && b != 0;
  }
  /// a + b where it cancels or one of them is lost.
  static DoubleDouble doubtful_sum(DoubleDouble a, DoubleDouble b);
  /// high + low for |low| <= |high|.
  static DoubleDouble normal(double high, double low) {
    const double sum = high + low;
    return {sum, low - (sum - high)};
  }
  /// a + b, whatever cancels.
  static DoubleDouble added(const DoubleDouble& a, const DoubleDouble& b) {
    const double sum = a.hi + b.hi, back = sum - a.hi;
    return normal(sum, ((a.hi - (sum - back)) + (b.hi - back)) + (a.lo + b.lo));
  }
};

/// The first part, or where the second is not zero, the one of the two doubles around the sum whose last bit
/// is 1: rounding it to a format of at most 51 bits rounds the sum once. NaN where the digits are lost.
inline double rounded_to_odd(const DoubleDouble& x) {
  auto bits = std::bit_cast<std::int64_t>(x.hi);
  if (x.lo != x.lo) return x.lo;
  if (x.lo != 0 && bits % 2 == 0) bits += (x.lo > 0) == (x.hi > 0) ? 1 : -1;
  return std::bit_cast<double>(bits);
}

inline DoubleDouble abs(const DoubleDouble& x) { return std::signbit(x.hi) ? -x : x; }
inline DoubleDouble min(const DoubleDouble& x, double bound) { return x > bound ? DoubleDouble(bound) : x; }
inline DoubleDouble max(const DoubleDouble& x, double bound) { return x < bound ? DoubleDouble(bound) : x; }
inline DoubleDouble sqrt(const DoubleDouble& x) {
  const double root = std::sqrt(x.hi);
  if (root == 0) return root;
  return DoubleDouble::normal(root, (std::fma(-root, root, x.hi) + x.lo) / (2 * root));
}
/// Lost where the cube is: beyond 2^960 and below 2^-320.
DoubleDouble cbrt(DoubleDouble x);

// Within 2^-88 of the exact result, relatively, for finite arguments.

/// e^x; 0 below -1000, lost from there to -660.
DoubleDouble exp(DoubleDouble x);
DoubleDouble expm1(DoubleDouble x);
/// NaN at 0 and below.
DoubleDouble log(DoubleDouble x);
/// NaN at -1 and below.
DoubleDouble log1p(DoubleDouble x);
inline DoubleDouble log1p_unit(const DoubleDouble& x) { return log1p(x); }
/// Lost from 2^33 where x is no double: its second part may be more than a turn.
DoubleDouble sin(DoubleDouble x);
DoubleDouble cos(DoubleDouble x);
DoubleDouble atan(DoubleDouble x);
DoubleDouble erf(DoubleDouble x);
/// exp(-x^2 / 2).
DoubleDouble gaussian(DoubleDouble x);
/// exp(-x^2).
DoubleDouble bell(DoubleDouble x);
/// Phi(-a) / gaussian(a) for a in [0, 40], its end beyond.
DoubleDouble normal_mills(DoubleDouble a);

}  // namespace actviz
