#pragma once
// The functions of the formula language on double: from the vocabulary of lib/number where it has them, else
// from the C++ library.
#include <cmath>
#include <cstdint>

#include "lib/catalogue/formula.hpp"
#include "lib/number/special.hpp"

namespace actviz::detail {

/// A function of one argument.
inline double plain_function(Op op, double x) {
  switch (op) {
    case Op::exp:
      return exp(x);
    case Op::expm1:
      return expm1(x);
    case Op::log:
      return log(x);
    case Op::log1p:
      return log1p(x);
    case Op::sqrt:
      return sqrt(x);
    case Op::cbrt:
      return std::cbrt(x);
    case Op::erf:
      return erf(x);
    case Op::erfc:
      return x < 0 ? 1 + erf(-x) : erfc_of_positive(x);
    case Op::tanh:
      return tanh(x);
    case Op::sin:
      return sin(x);
    case Op::cos:
      return cos(x);
    case Op::atan:
      return atan(x);
    case Op::abs:
      return abs(x);
    case Op::sign:
      return x > 0 ? 1 : x < 0 ? -1 : x;
    case Op::sigmoid:
      return sigmoid(x);
    case Op::softplus:
      return softplus(x);
    case Op::Phi:
      return normal_cdf(x);
    case Op::phi:
      return normal_density(x);
    default:
      return x < 0 ? 0 : x;  // relu
  }
}

/// a^b for a whole b by multiplication, the roundings carried along: within 1 ULP while it does not overflow.
inline double whole_power(double a, std::uint32_t exponent) {
  double result = 1, lost = 0, square = a, square_lost = 0;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) {
      const double p = result * square;
      lost = std::fma(result, square, -p) + (result * square_lost + lost * square);
      result = p;
    }
    const double p = square * square;
    square_lost = std::fma(square, square, -p) + 2 * square * square_lost;
    square = p;
  }
  return result + lost;
}

inline double power(double a, double b) {
  if (b >= 0 && b <= 64 && b == std::floor(b)) {
    const double result = whole_power(a, static_cast<std::uint32_t>(b));
    if (std::fabs(result) < 1e300 && std::fabs(result) > 1e-250) return result;
  }
  return b == 0.5 ? std::sqrt(a) : std::pow(a, b);
}

}  // namespace actviz::detail
