#pragma once
// A number with its first N derivatives, for evaluating formulas fast: Leibniz and chain rule written out,
// which is half the work of nested dual numbers, and zero times infinity is zero, so that a constant factor
// or a tail that has died away does not turn the rest into NaN.
//
// On DoubleDouble a number is lost (NaN) wherever it might not have its digits: also as the sine of what is
// next to a multiple of pi, as an exponential given up as 0, and where a choice rests on a lost number.
#include <cmath>

#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"
#include "lib/number/special.hpp"

namespace actviz::detail {

/// Value, slope (N >= 1), curvature (N = 2). Without initialisers: a stack of them costs nothing to make.
template <class T, int N>
struct Jet {
  T d[N + 1];
};

template <int N, class T>
Jet<T, N> constant_jet(const T& value) {
  if constexpr (N == 0)
    return {{value}};
  else if constexpr (N == 1)
    return {{value, T(0.0)}};
  else
    return {{value, T(0.0), T(0.0)}};
}

template <int N, class T>
Jet<T, N> variable_jet(const T& x) {
  Jet<T, N> jet = constant_jet<N>(x);
  if constexpr (N >= 1) jet.d[1] = T(1.0);
  return jet;
}

/// Whether nothing may be concluded from a number; double has the last word and decides what it can.
inline bool is_unknown(double) { return false; }
inline bool is_unknown(const DoubleDouble& x) { return !(std::fabs(x.rounded()) < infinity); }
inline bool is_unknown(const Wide& x) { return !(x - x == 0); }

/// `y`, unless it is what a function gave up as too small to matter, which may be multiplied or rooted.
template <class T>
T never_zero(const T& y) {
  return y;
}
inline DoubleDouble never_zero(const DoubleDouble& y) { return y.hi == 0 ? DoubleDouble::lost : y; }

/// `y`, unless the rounding of an argument or result of that size has changed it.
template <class T>
T unless_far_below(double, const T& y) {
  return y;
}
inline DoubleDouble unless_far_below(double size, const DoubleDouble& y) {
  return std::fabs(y.hi) < 0x1p-36 * std::fabs(size) ? DoubleDouble::lost : y;
}

/// a + b; on Wide, with nothing left to turn to, 0 where no digit can be right.
template <class T>
T added(const T& a, const T& b) {
  return a + b;
}
inline Wide added(const Wide& a, const Wide& b) {
  const Wide sum = a + b;
  return abs(sum) < 0x1p-200 * abs(a) ? Wide() : sum;
}

/// a * b, where zero times infinity is zero.
template <class T>
T times(const T& a, const T& b) {
  const T product = a * b;
  const bool has_zero = (a == T(0.0) && b == b) || (b == T(0.0) && a == a);
  return product != product && has_zero ? T(0.0) : product;
}

/// `y`, a derivative, or NaN where the value is.
template <class T>
T known_with(const T& value, const T& y) {
  return value == value ? y : value;
}

/// A function of a number from its value, slope and curvature there, the latter two as functions that are
/// called if needed; all NaN where the value is.
template <class T, int N, class Slope, class Curvature>
Jet<T, N> chain(const Jet<T, N>& a, const T& value, const Slope& slope, const Curvature& curvature) {
  Jet<T, N> y = constant_jet<N>(value);
  if constexpr (N >= 1) {
    const T outer = slope();
    y.d[1] = known_with(value, times(outer, a.d[1]));
    if constexpr (N == 2)
      y.d[2] = known_with(value, added(times(curvature(), a.d[1] * a.d[1]), times(outer, a.d[2])));
  }
  return y;
}

template <class T, int N>
Jet<T, N> negated(Jet<T, N> a) {
  for (T& d : a.d) d = -d;
  return a;
}
template <class T, int N>
Jet<T, N> sum(Jet<T, N> a, const Jet<T, N>& b) {
  for (int i = 0; i <= N; ++i) a.d[i] = added(a.d[i], b.d[i]);
  return a;
}
template <class T, int N>
Jet<T, N> product(const Jet<T, N>& a, const Jet<T, N>& b) {
  Jet<T, N> p = constant_jet<N>(a.d[0] * b.d[0]);
  if constexpr (N >= 1) p.d[1] = added(times(a.d[1], b.d[0]), times(a.d[0], b.d[1]));
  if constexpr (N == 2)
    p.d[2] = added(added(times(a.d[2], b.d[0]), times(a.d[0], b.d[2])), 2 * times(a.d[1], b.d[1]));
  return p;
}
/// Divides as (a' - q b') / b, which cancels less than the textbook form.
template <class T, int N>
Jet<T, N> quotient(const Jet<T, N>& a, const Jet<T, N>& b) {
  Jet<T, N> q = constant_jet<N>(a.d[0] / b.d[0]);
  if constexpr (N >= 1) q.d[1] = added(a.d[1], -times(q.d[0], b.d[1])) / b.d[0];
  if constexpr (N == 2) {
    const T rest = added(a.d[2], -2 * times(q.d[1], b.d[1]));
    q.d[2] = added(rest, -times(q.d[0], b.d[2])) / b.d[0];
  }
  return q;
}

/// A logarithm or root y, which divides by the argument instead of multiplying with its inverse: where both
/// are infinite the answer is NaN, not zero. y' = a' / w, y'' = (a'' - w' y') / w.
template <class T, int N, class Slope>
Jet<T, N> divided(const Jet<T, N>& a, const T& value, const T& w, const Slope& w_slope) {
  Jet<T, N> y = constant_jet<N>(value);
  if constexpr (N >= 1) {
    y.d[1] = known_with(value, a.d[1] / w);
    if constexpr (N == 2) y.d[2] = known_with(value, added(a.d[2], -times(w_slope(y.d[1]), y.d[1])) / w);
  }
  return y;
}

template <class T>
T sine(const T& x) {
  return unless_far_below(rounded(x), sin(x));
}
template <class T>
T cosine(const T& x) {
  return unless_far_below(rounded(x), cos(x));
}

/// 1 where a condition holds, else 0; as unknown as what it rests on.
template <class T>
T truth(bool holds, const T& a, const T& b) {
  return is_unknown(a) || is_unknown(b) ? T(std::numeric_limits<double>::quiet_NaN()) : T(holds ? 1.0 : 0.0);
}

/// The sign as a number, 0 for both zeros.
template <class T>
T sign_of(const T& v) {
  return is_unknown(v) ? truth(false, v, v) : T(v > 0 ? 1.0 : v < 0 ? -1.0 : 0.0);
}
template <class T>
T signum(const T& v) {
  return v == 0 || !(v == v) ? v : sign_of(v);
}
template <class T>
T absolute(const T& v) {
  return is_unknown(v) ? v : abs(v);
}
template <class T>
T positive_part(const T& v) {
  return v < 0 && !is_unknown(v) ? T(0.0) : v;
}
template <class T>
T is_positive(const T& v) {
  return truth(v > 0, v, v);
}
/// log1p(v) for w = 1 + v.
template <class T>
T log1p_beside(const T& v, const T& w) {
  return is_unknown(w) ? w : log1p(v);
}

/// A function of the language, or a change of sign. At a bend the slope of the left side, 0 for abs and sign:
/// what frameworks use for max(x, 0).
template <class T, int N>
Jet<T, N> function(Op op, const Jet<T, N>& a) {
  const T& v = a.d[0];
  const auto zero = [] { return T(0.0); };
  switch (op) {
    case Op::negate:
      return negated(a);
    case Op::exp: {
      const T y = never_zero(exp(v));
      return chain(
          a, y, [&] { return y; }, [&] { return y; });
    }
    case Op::expm1: {
      const auto slope = [&] { return never_zero(exp(v)); };
      return chain(a, expm1(v), slope, slope);
    }
    case Op::log:
      return divided(a, unless_far_below(1, log(v)), v, [&](const T&) { return a.d[N > 0]; });
    case Op::log1p: {
      const T w = 1 + v;
      return divided(a, log1p_beside(v, w), w, [&](const T&) { return a.d[N > 0]; });
    }
    case Op::sqrt: {
      const T y = sqrt(v);
      return divided(a, y, T(2 * y), [&](const T& slope) { return 2 * slope; });
    }
    case Op::cbrt: {
      const T y = cbrt(v);
      return divided(a, y, T(3 * y * y), [&](const T& slope) { return 6 * y * slope; });
    }
    case Op::erf:
    case Op::erfc: {
      const auto slope = [&] {
        const T size = exactly::two_over_sqrt_pi * never_zero(bell(v));
        return op == Op::erf ? size : -size;
      };
      return chain(a, op == Op::erf ? erf(v) : never_zero(erfc(v)), slope,
                   [&] { return times(-2 * v, slope()); });
    }
    case Op::tanh: {
      const T y = tanh(v);
      const auto slope = [&] { return 4 * never_zero(sigmoid_slope(2 * v)); };
      return chain(a, y, slope, [&] { return -2 * y * slope(); });
    }
    case Op::sin: {
      const T y = sine(v);
      return chain(
          a, y, [&] { return cosine(v); }, [&] { return -y; });
    }
    case Op::cos: {
      const T y = cosine(v);
      return chain(
          a, y, [&] { return -sine(v); }, [&] { return -y; });
    }
    case Op::atan: {
      const auto slope = [&] { return 1 / (1 + v * v); };
      return chain(a, atan(v), slope, [&] { return times(-2 * v, slope() * slope()); });
    }
    case Op::abs:
      return chain(
          a, absolute(v), [&] { return sign_of(v); }, zero);
    case Op::sign:
      return chain(a, signum(v), zero, zero);
    case Op::sigmoid: {
      const auto slope = [&] { return never_zero(sigmoid_slope(v)); };
      return chain(a, never_zero(sigmoid(v)), slope, [&] { return -slope() * tanh(0.5 * v); });
    }
    case Op::softplus:
      return chain(
          a, never_zero(softplus(v)), [&] { return never_zero(sigmoid(v)); },
          [&] { return never_zero(sigmoid_slope(v)); });
    case Op::Phi: {
      const auto slope = [&] { return never_zero(normal_density(v)); };
      return chain(a, never_zero(normal_cdf(v)), slope, [&] { return times(-v, slope()); });
    }
    case Op::phi: {
      const T y = never_zero(normal_density(v));
      return chain(
          a, y, [&] { return times(-v, y); }, [&] { return times(v * v - 1, y); });
    }
    default:  // relu
      return chain(
          a, positive_part(v), [&] { return is_positive(v); }, zero);
  }
}

template <class T>
T whole_power(T a, unsigned exponent) {
  T result = 1.0;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = result * a;
    if (exponent > 1) a = a * a;
  }
  return result;
}

template <class T>
T power(const T& a, const T& b) {
  const double n = rounded(b);
  const bool is_whole = b == T(n) && n == std::floor(n);
  if (is_whole && std::fabs(n) <= 64) {
    const T size = whole_power(a, static_cast<unsigned>(std::fabs(n)));
    return n < 0 ? 1 / size : size;
  }
  if (a == 0 && n != 0) return n > 0 ? T(0.0) : 1 / abs(a);
  if (a < 0 && !is_whole) return T(std::numeric_limits<double>::quiet_NaN());
  if (a == 1) return a;
  const T size = never_zero(exp(b * log(abs(a))));
  return a < 0 && std::fmod(n, 2) != 0 ? -size : size;
}

/// n - 1 without asking how many of its digits are left: what counts is how it compares to 1.
template <class T>
T less_one(const T& n) {
  return n - 1;
}
inline DoubleDouble less_one(const DoubleDouble& n) { return DoubleDouble::added(n, -1); }

/// A power with an exponent that does not depend on x: no logarithm, which negative numbers do not have.
template <class T, int N>
Jet<T, N> power_of(const Jet<T, N>& a, const T& n) {
  const T& v = a.d[0];
  const auto slope = [&] { return n == 0 ? n : n * power(v, less_one(n)); };
  const auto curvature = [&] {
    const T m = less_one(n);
    return n == 0 || m == 0 ? T(0.0) : n * m * power(v, less_one(m));
  };
  return chain(a, power(v, n), slope, curvature);
}

template <class T, int N>
Jet<T, N> power_jet(const Jet<T, N>& a, const Jet<T, N>& b) {
  bool is_constant = true;
  for (int i = 1; i <= N; ++i) is_constant = is_constant && b.d[i] == 0;
  if (is_constant) return power_of(a, b.d[0]);
  const T y = power(a.d[0], b.d[0]);
  const Jet<T, N> exponent = product(b, function(Op::log, a));
  const auto same = [&] { return y; };
  return chain(exponent, y, same, same);
}

/// An operation of two arguments that decides nothing.
template <class T, int N>
Jet<T, N> arithmetic(Op op, const Jet<T, N>& a, const Jet<T, N>& b) {
  switch (op) {
    case Op::add:
      return sum(a, b);
    case Op::subtract:
      return sum(a, negated(b));
    case Op::multiply:
      return product(a, b);
    case Op::divide:
      return quotient(a, b);
    default:
      return power_jet(a, b);
  }
}

/// An operation of two arguments.
template <class T, int N>
Jet<T, N> binary(Op op, const Jet<T, N>& a, const Jet<T, N>& b) {
  const T &v = a.d[0], &w = b.d[0];
  const auto comparison = [&](bool holds) { return constant_jet<N>(truth(holds, v, w)); };
  const auto smaller = [&](const Jet<T, N>& one, const Jet<T, N>& other, bool is_less) {
    if (is_unknown(v) || is_unknown(w)) return constant_jet<N>(truth(false, v, w));
    return is_less || !(other.d[0] == other.d[0]) ? other : one;
  };
  if (op <= Op::power) return arithmetic(op, a, b);
  switch (op) {
    case Op::min:
      return smaller(a, b, w < v);
    case Op::max:
      return smaller(a, b, v < w);
    case Op::less:
      return comparison(v < w);
    case Op::less_equal:
      return comparison(v <= w);
    case Op::greater:
      return comparison(v > w);
    case Op::greater_equal:
      return comparison(v >= w);
    default:
      return comparison(v == w);
  }
}

/// One whose right argument is a number; for a left one of another operation than a sum or product, `binary`.
template <class T, int N>
Jet<T, N> with_number(Op op, Jet<T, N> a, const T& number) {
  if (op == Op::power) return power_of(a, number);
  if (op == Op::add || op == Op::subtract) {
    a.d[0] = added(a.d[0], op == Op::add ? number : -number);
  } else if (op == Op::multiply) {
    a.d[0] = a.d[0] * number;
    for (int i = 1; i <= N; ++i) a.d[i] = times(a.d[i], number);
  } else if (op == Op::divide) {
    for (T& d : a.d) d = d / number;
  } else {
    return binary(op, a, constant_jet<N>(number));
  }
  return a;
}

/// `where` or `clip`.
template <class T, int N>
Jet<T, N> ternary(Op op, const Jet<T, N>& a, const Jet<T, N>& b, const Jet<T, N>& c) {
  const T &v = a.d[0], &w = b.d[0];
  const bool is_where = op == Op::where;
  if (is_unknown(v) || (!is_where && (is_unknown(w) || is_unknown(c.d[0]))))
    return constant_jet<N>(T(std::numeric_limits<double>::quiet_NaN()));
  if (is_where) return v == 0 ? c : b;
  return v < w ? b : c.d[0] < v ? c : a;
}

inline double kernel(const Kernels& kernels, int order, double x, const Values& values) {
  return kernels.derivative(static_cast<std::size_t>(order), x, values);
}
inline DoubleDouble kernel(const Kernels& kernels, int order, const DoubleDouble& x, const Values& values) {
  return kernels.on_double_double[static_cast<std::size_t>(order)](x, values);
}
inline Wide kernel(const Kernels& kernels, int order, const Wide& x, const Values& values) {
  return kernels.on_wide[static_cast<std::size_t>(order)](x, values);
}

/// A called activation.
template <class T, int N>
Jet<T, N> activation(const Kernels& kernels, const Values& values, const Jet<T, N>& a) {
  const T& v = a.d[0];
  if (is_unknown(v)) return constant_jet<N>(T(std::numeric_limits<double>::quiet_NaN()));
  return chain(
      a, kernel(kernels, 0, v, values), [&] { return kernel(kernels, 1, v, values); },
      [&] { return kernel(kernels, 2, v, values); });
}

}  // namespace actviz::detail
