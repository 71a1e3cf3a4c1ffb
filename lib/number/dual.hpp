#pragma once
// Automatic differentiation: a number that carries its derivative. Nested once, it gives the second
// derivative.
#include <concepts>
#include <type_traits>

#include "lib/number/math.hpp"

namespace actviz {

template <class T>
struct Dual;
template <class T>
inline constexpr bool is_dual = false;
template <class T>
inline constexpr bool is_dual<Dual<T>> = true;
/// What carries no derivative.
template <class C>
concept Scalar = !is_dual<C>;

/// A value `v` and its derivative `d` with respect to one variable. Functions that bend at a point take there
/// the slope of the side that `x < 0` (or the bound named) does not select: abs has slope +1 at 0.
template <class T>
struct Dual {
  T v, d;

  constexpr Dual(const T& value, const T& slope) : v(value), d(slope) {}
  template <std::convertible_to<T> C>
  constexpr Dual(const C& constant) : v(constant), d(0.0) {}

  friend Dual operator-(const Dual& a) { return {-a.v, -a.d}; }
  friend Dual operator+(const Dual& a, const Dual& b) { return {a.v + b.v, a.d + b.d}; }
  friend Dual operator-(const Dual& a, const Dual& b) { return {a.v - b.v, a.d - b.d}; }
  friend Dual operator*(const Dual& a, const Dual& b) { return {a.v * b.v, a.d * b.v + a.v * b.d}; }
  /// Divides as (a' - q b') / b, which cancels less than the textbook form and cannot overflow in b * b.
  friend Dual operator/(const Dual& a, const Dual& b) {
    const T q = a.v / b.v;
    return {q, (a.d - q * b.d) / b.v};
  }

  // With a constant on one side: cheaper, and an infinite value times the constant's zero slope cannot arise.
  template <Scalar C>
  friend Dual operator+(const Dual& a, const C& c) {
    return {a.v + c, a.d};
  }
  template <Scalar C>
  friend Dual operator+(const C& c, const Dual& a) {
    return {c + a.v, a.d};
  }
  template <Scalar C>
  friend Dual operator-(const Dual& a, const C& c) {
    return {a.v - c, a.d};
  }
  template <Scalar C>
  friend Dual operator-(const C& c, const Dual& a) {
    return {c - a.v, -a.d};
  }
  template <Scalar C>
  friend Dual operator*(const Dual& a, const C& c) {
    return {a.v * c, a.d * c};
  }
  template <Scalar C>
  friend Dual operator*(const C& c, const Dual& a) {
    return {c * a.v, c * a.d};
  }
  template <Scalar C>
  friend Dual operator/(const Dual& a, const C& c) {
    return {a.v / c, a.d / c};
  }
  template <Scalar C>
  friend Dual operator/(const C& c, const Dual& b) {
    const T q = c / b.v;
    return {q, -q * b.d / b.v};
  }

  friend auto operator<(const Dual& a, const Dual& b) { return a.v < b.v; }
  friend auto operator>(const Dual& a, const Dual& b) { return a.v > b.v; }
  friend auto operator<=(const Dual& a, const Dual& b) { return a.v <= b.v; }
  friend auto operator>=(const Dual& a, const Dual& b) { return a.v >= b.v; }
  friend auto operator==(const Dual& a, const Dual& b) { return a.v == b.v; }
};

template <class T>
Dual<T> abs(const Dual<T>& x) {
  return {abs(x.v), select(x.v < 0, -x.d, x.d)};
}
template <class T>
Dual<T> min(const Dual<T>& x, double bound) {
  return select(x.v > bound, Dual<T>(bound), x);
}
template <class T>
Dual<T> max(const Dual<T>& x, double bound) {
  return select(x.v < bound, Dual<T>(bound), x);
}
template <class T>
Dual<T> sqrt(const Dual<T>& x) {
  const T root = sqrt(x.v);
  return {root, x.d / (2 * root)};
}
template <class T>
Dual<T> exp(const Dual<T>& x) {
  const T e = exp(x.v);
  return {e, e * x.d};
}
template <class T>
Dual<T> expm1(const Dual<T>& x) {
  return {expm1(x.v), exp(x.v) * x.d};
}
template <class T>
Dual<T> log1p_unit(const Dual<T>& x) {
  return {log1p_unit(x.v), x.d / (1 + x.v)};
}
template <class T>
Dual<T> gaussian(const Dual<T>& x) {
  const T density = gaussian(x.v);
  return {density, -finite(x.v) * density * x.d};
}
template <class T>
Dual<T> normal_mills(const Dual<T>& a) {
  const T ratio = normal_mills(a.v);
  return {ratio, (finite(a.v) * ratio - exactly::inverse_sqrt_2pi) * a.d};
}
template <class T>
Dual<T> normal_tail(const Dual<T>& a) {
  const T density = gaussian(a.v);
  return {density * normal_mills(a.v), -exactly::inverse_sqrt_2pi * density * a.d};
}

// By their own rules, since differentiating the formulas rounds more often and, at the inflection in 0,
// leaves noise in the second derivative.
template <class T>
Dual<T> tanh(const Dual<T>& x) {
  return {tanh(x.v), 4 * sigmoid_slope(2 * x.v) * x.d};
}
template <class T>
Dual<T> x_minus_tanh_near_zero(const Dual<T>& x) {
  const T t = tanh(x.v);
  return {x_minus_tanh_near_zero(x.v), t * t * x.d};
}
template <class T>
Dual<T> sigmoid_slope(const Dual<T>& x) {
  const T slope = sigmoid_slope(x.v);
  return {slope, -slope * tanh(0.5 * x.v) * x.d};
}
template <class T>
Dual<T> sigmoid(const Dual<T>& x) {
  return {sigmoid(x.v), sigmoid_slope(x.v) * x.d};
}

template <class T>
Dual<T> times_sigmoid(const Dual<T>& x, const Dual<T>& y) {
  return {times_sigmoid(x.v, y.v), sigmoid(y.v) * x.d + finite(x.v) * sigmoid_slope(y.v) * y.d};
}

}  // namespace actviz
