#pragma once
// A number with its first N derivatives, for evaluating formulas fast: Leibniz and chain rule written out,
// which is half the work of nested dual numbers, and zero times infinity is zero, so that a constant factor
// or a tail that has died away does not turn the rest into NaN.
#include <cmath>

#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula_value.hpp"

namespace actviz::detail {

/// Value, slope (N >= 1), curvature (N = 2). Without initialisers: a stack of them costs nothing to make.
template <int N>
struct Jet {
  double d[N + 1];
};

template <int N>
Jet<N> constant_jet(double value) {
  Jet<N> jet{};
  jet.d[0] = value;
  return jet;
}

template <int N>
Jet<N> variable_jet(double x) {
  Jet<N> jet = constant_jet<N>(x);
  if constexpr (N >= 1) jet.d[1] = 1;
  return jet;
}

/// a * b, where zero times infinity is zero.
inline double times(double a, double b) {
  const double product = a * b;
  return product == product || a != a || b != b ? product : 0;
}

/// The derivatives of outer(inner) from those of `outer` at inner's value; all NaN where the value is.
template <int N>
Jet<N> chain(Jet<N> outer, const Jet<N>& inner) {
  if constexpr (N == 2)
    outer.d[2] = times(outer.d[2], inner.d[1] * inner.d[1]) + times(outer.d[1], inner.d[2]);
  if constexpr (N >= 1) {
    outer.d[1] = times(outer.d[1], inner.d[1]);
    if (outer.d[0] != outer.d[0])
      for (double& d : outer.d) d = outer.d[0];
  }
  return outer;
}

template <int N>
Jet<N> negated(Jet<N> a) {
  for (double& d : a.d) d = -d;
  return a;
}
template <int N>
Jet<N> sum(Jet<N> a, const Jet<N>& b) {
  for (int i = 0; i <= N; ++i) a.d[i] += b.d[i];
  return a;
}
template <int N>
Jet<N> difference(Jet<N> a, const Jet<N>& b) {
  for (int i = 0; i <= N; ++i) a.d[i] -= b.d[i];
  return a;
}
template <int N>
Jet<N> product(const Jet<N>& a, const Jet<N>& b) {
  Jet<N> p;
  p.d[0] = a.d[0] * b.d[0];
  if constexpr (N >= 1) p.d[1] = times(a.d[1], b.d[0]) + times(a.d[0], b.d[1]);
  if constexpr (N == 2) p.d[2] = times(a.d[2], b.d[0]) + 2 * times(a.d[1], b.d[1]) + times(a.d[0], b.d[2]);
  return p;
}
/// Divides as (a' - q b') / b, which cancels less than the textbook form.
template <int N>
Jet<N> quotient(const Jet<N>& a, const Jet<N>& b) {
  Jet<N> q;
  q.d[0] = a.d[0] / b.d[0];
  if constexpr (N >= 1) q.d[1] = (a.d[1] - times(q.d[0], b.d[1])) / b.d[0];
  if constexpr (N == 2) q.d[2] = (a.d[2] - 2 * times(q.d[1], b.d[1]) - times(q.d[0], b.d[2])) / b.d[0];
  return q;
}

/// What rounding took from `a op b`, where it is a product or quotient; `rest` is what it took from `a`.
inline double rounding(Op op, double a, double b, double rest) {
  if (op == Op::multiply) return std::fma(a, b, -(a * b)) + rest * b;
  if (op == Op::divide) return (std::fma(-(a / b), b, a) + rest) / b;
  return 0;
}

/// Replaces an argument by a function of it, whose derivatives are given as kernels. `rest` is what rounding
/// took from the argument: far out in a tail it would cost as many digits as the exponent has. In place,
/// number by number: passing jets around whole makes the processor wait for its own stores.
template <int N>
void apply(const Kernels& kernels, const Values& values, double& rest, Jet<N>& a) {
  const double v = a.d[0];
  double value = kernels.value(v, values);
  if (rest != 0 && std::isfinite(rest) && std::isfinite(value)) {
    const double change = kernels.slope(v, values) * rest;
    const bool is_small = std::fabs(change) <= 1e-12 * std::fabs(value);
    const double sum = value + change;
    rest = is_small ? (value - sum) + change : 0;
    value = is_small ? sum : value;
  } else {
    rest = 0;
  }
  a.d[0] = value;
  if constexpr (N >= 1) {
    const double d = a.d[1], slope = kernels.slope(v, values);
    if constexpr (N == 2) {
      const double bend = times(kernels.curvature(v, values), d * d) + times(slope, a.d[2]);
      a.d[2] = value == value ? bend : value;
    }
    a.d[1] = value == value ? times(slope, d) : value;
  }
}

constexpr bool is_logarithm_or_root(Op op) {
  return op == Op::log || op == Op::log1p || op == Op::sqrt || op == Op::cbrt;
}

/// A logarithm or root, which divides by the argument instead of multiplying with its inverse: where both are
/// infinite the answer is NaN, not zero. y' = a' / w, y'' = (a'' - w' y') / w.
template <int N>
Jet<N> logarithm_or_root(Op op, const Jet<N>& a) {
  Jet<N> y;
  const double v = a.d[0], value = plain_function(op, v);
  y.d[0] = value;
  if constexpr (N >= 1) {
    const double w = op == Op::sqrt   ? 2 * value
                     : op == Op::cbrt ? 3 * value * value
                     : op == Op::log  ? v
                                      : 1 + v;
    y.d[1] = value == value ? a.d[1] / w : value;
    if constexpr (N == 2) {
      const double w_slope = op == Op::sqrt ? 2 * y.d[1] : op == Op::cbrt ? 6 * value * y.d[1] : a.d[1];
      y.d[2] = value == value ? (a.d[2] - times(w_slope, y.d[1])) / w : value;
    }
  }
  return y;
}

template <int N>
bool is_constant(const Jet<N>& a) {
  for (int i = 1; i <= N; ++i)
    if (a.d[i] != 0) return false;
  return true;
}

template <int N>
Jet<N> power_jet(const Jet<N>& a, const Jet<N>& b) {
  const double v = a.d[0], n = b.d[0];
  Jet<N> y;
  y.d[0] = power(v, n);
  if constexpr (N >= 1) {
    if (is_constant(b)) {  // no logarithm, which negative numbers do not have
      y.d[1] = n == 0 ? 0 : n * power(v, n - 1);
      if constexpr (N == 2) y.d[2] = n == 0 || n == 1 ? 0 : n * (n - 1) * power(v, n - 2);
      return chain(y, a);
    }
    const Jet<N> exponent = product(b, logarithm_or_root(Op::log, a));
    Jet<N> e;
    for (double& d : e.d) d = y.d[0];
    return chain(e, exponent);
  }
  return y;
}

}  // namespace actviz::detail
