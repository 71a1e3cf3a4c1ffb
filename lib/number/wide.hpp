#pragma once
// Numbers of 240 bits, for the few inputs where two doubles hold too little: after a cancellation, below
// 2^-960, beyond the largest double.
//
// The vocabulary of lib/number/math.hpp and special.hpp once more. Every function is within a relative error
// of 2^-200 for arguments of any size, also where its result is tiny, and takes microseconds, not
// nanoseconds.
#include <array>
#include <cstdint>

#include "lib/number/double_double.hpp"

namespace actviz {

/// A binary floating-point number of 240 bits with an exponent of 32; division by zero gives an infinity or
/// NaN, which then spread as in a double.
class Wide {
 public:
  /// The number as memory holds it: the significand, lowest word first, the exponent of its leading bit, and
  /// the sign.
  struct Parts {
    std::array<std::uint64_t, 4> significand;
    std::int32_t exponent;
    bool is_negative;
  };

  Wide(double x = 0);  ///< exact
  Wide(const Constant& x) : Wide(x.part[0]) {
    for (std::size_t i = 1; i < x.part.size(); ++i) *this = *this + x.part[i];
  }
  explicit Wide(const Parts& parts) : parts_(parts) {}
  const Parts& parts() const { return parts_; }

  /// The nearest double, ties to even: rounded once, also to a subnormal one; infinite beyond the largest.
  double rounded() const;
  /// The nearest two doubles.
  DoubleDouble in_two_parts() const {
    const double high = rounded();
    return {high, (*this - high).rounded()};
  }

  friend Wide operator-(const Wide& a);
  friend Wide operator+(const Wide& a, const Wide& b);
  friend Wide operator-(const Wide& a, const Wide& b);
  friend Wide operator*(const Wide& a, const Wide& b);
  friend Wide operator/(const Wide& a, const Wide& b);
  friend bool operator<(const Wide& a, const Wide& b);
  friend bool operator>(const Wide& a, const Wide& b);
  friend bool operator<=(const Wide& a, const Wide& b);
  friend bool operator>=(const Wide& a, const Wide& b);
  friend bool operator==(const Wide& a, const Wide& b);

 private:
  Parts parts_;
};

Wide abs(const Wide& x);
Wide min(const Wide& x, double bound);
Wide max(const Wide& x, double bound);
/// `x` as it is: exponents do not run out, so that infinity times zero cannot arise.
inline Wide finite(const Wide& x) { return x; }

Wide sqrt(const Wide& x);
Wide cbrt(const Wide& x);

/// e^x; beyond |x| = 2^28 as if x were there, some 10^(10^8): the products of a few such stay finite.
Wide exp(const Wide& x);
Wide expm1(const Wide& x);
Wide log(const Wide& x);  ///< -infinity at 0, NaN below
Wide log1p(const Wide& x);
Wide log1p_unit(const Wide& x);
Wide sigmoid_slope(const Wide& x);

/// sin(x) and cos(x), reduced by as many digits of pi as x needs; NaN beyond |x| = 2^2300.
Wide sin(const Wide& x);
Wide cos(const Wide& x);
Wide atan(const Wide& x);

Wide gaussian(const Wide& x);
Wide bell(const Wide& x);
Wide normal_density(const Wide& x);
Wide normal_mills(const Wide& a);  ///< for a >= 0
Wide normal_tail(const Wide& a);   ///< for a >= 0
Wide erf(const Wide& x);

/// x - tanh(x) for |x| <= 1 without cancellation.
Wide x_minus_tanh_near_zero(const Wide& x);

}  // namespace actviz
