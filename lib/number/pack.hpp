#pragma once
// Several doubles at once as one number: what kernels are evaluated on for whole arrays of floats, whose
// results are then rounded to floats. The vocabulary of lib/number/math.hpp and special.hpp once more.
//
// Relative errors are about 2^-48, and other ones for other instruction sets: far below half a unit in the
// last place of a float, which leaves a few numbers undecided for a better arithmetic. Where digits are lost
// in a difference, or an argument is beyond what a function here can do, the result is NaN.
#include "lib/number/special.hpp"
#include "lib/number/vectors.hpp"

namespace actviz {

/// Which lanes of a pack have a property.
template <class Isa>
struct Mask {
  typename Isa::M m;

  friend Mask operator&&(const Mask& a, const Mask& b) { return {Isa::both(a.m, b.m)}; }
  friend Mask operator||(const Mask& a, const Mask& b) { return {Isa::either(a.m, b.m)}; }
  friend Mask operator!(const Mask& a) { return {Isa::inverse(a.m)}; }
};

/// One vector of doubles.
template <class Isa>
struct Pack {
  using V = typename Isa::V;
  using B = typename Isa::B;
  V v;

  Pack() = default;
  Pack(double x) : v(Isa::all(x)) {}
  Pack(const Constant& x) : Pack(x.part[0]) {}
  explicit Pack(const V& lanes) : v(lanes) {}
  // As one vector: left to itself g++ 12 copies the bytes through memory.
  Pack(const Pack& other) : v(other.v) {}
  Pack& operator=(const Pack& other) {
    v = other.v;
    return *this;
  }
  B bits() const { return B(v); }
  /// The number that all lanes hold: a parameter.
  double rounded() const { return v[0]; }

  friend Pack operator-(const Pack& a) { return Pack(-a.v); }
  /// NaN where a difference keeps less than a thousandth of `a`.
  friend Pack operator+(const Pack& a, const Pack& b) { return Pack(Isa::unless_lost(a.v + b.v, a.v)); }
  friend Pack operator-(const Pack& a, const Pack& b) { return a + -b; }
  friend Pack operator*(const Pack& a, const Pack& b) { return Pack(a.v * b.v); }
  friend Pack operator/(const Pack& a, const Pack& b) { return Pack(Isa::divide(a.v, b.v)); }

  // With a number that stands in a formula: such a sum is exact where it cancels, and its reciprocal known.
  template <std::convertible_to<double> C>
  friend Pack operator+(const Pack& a, const C& c) {
    return Pack(a.v + static_cast<double>(c));
  }
  template <std::convertible_to<double> C>
  friend Pack operator+(const C& c, const Pack& a) {
    return a + c;
  }
  template <std::convertible_to<double> C>
  friend Pack operator-(const Pack& a, const C& c) {
    return Pack(a.v - static_cast<double>(c));
  }
  template <std::convertible_to<double> C>
  friend Pack operator-(const C& c, const Pack& a) {
    return Pack(static_cast<double>(c) - a.v);
  }

  template <std::convertible_to<double> C>
  friend Pack operator/(const Pack& a, const C& c) {
    return Pack(a.v * (1 / static_cast<double>(c)));
  }

  friend Mask<Isa> operator<(const Pack& a, const Pack& b) { return {Isa::less(a.v, b.v)}; }
  friend Mask<Isa> operator>(const Pack& a, const Pack& b) { return {Isa::less(b.v, a.v)}; }
  friend Mask<Isa> operator<=(const Pack& a, const Pack& b) { return {Isa::less_equal(a.v, b.v)}; }
  friend Mask<Isa> operator>=(const Pack& a, const Pack& b) { return {Isa::less_equal(b.v, a.v)}; }
  friend Mask<Isa> operator==(const Pack& a, const Pack& b) { return {Isa::equal(a.v, b.v)}; }

  friend Pack fma(const Pack& a, const Pack& b, const Pack& c) { return Pack(Isa::fma(a.v, b.v, c.v)); }
  friend Pack abs(const Pack& a) { return Pack(Isa::abs(a.v)); }
  friend Pack sqrt(const Pack& a) { return Pack(Isa::sqrt(a.v)); }
  friend Pack min(const Pack& a, double bound) { return Pack(Isa::smaller(Isa::all(bound), a.v)); }
  friend Pack max(const Pack& a, double bound) { return Pack(Isa::larger(Isa::all(bound), a.v)); }
};

/// `a` in the lanes of the mask, `b` in the others.
template <class Isa>
Pack<Isa> select(const Mask<Isa>& mask, const Pack<Isa>& a, const Pack<Isa>& b) {
  return Pack<Isa>(Isa::select(mask.m, a.v, b.v));
}
template <class Isa>
Pack<Isa> select(const Mask<Isa>& mask, const Pack<Isa>& a, double b) {
  return select(mask, a, Pack<Isa>(b));
}
template <class Isa>
Pack<Isa> select(const Mask<Isa>& mask, double a, const Pack<Isa>& b) {
  return select(mask, Pack<Isa>(a), b);
}
template <class Isa>
Pack<Isa> select(const Mask<Isa>& mask, double a, double b) {
  return select(mask, Pack<Isa>(a), Pack<Isa>(b));
}
template <class Isa, class T>
Dual<T> select(const Mask<Isa>& mask, const Dual<T>& a, const Dual<T>& b) {
  return {select(mask, a.v, b.v), select(mask, a.d, b.d)};
}

namespace detail {

/// `y` where the condition holds, else NaN.
template <class Isa>
Pack<Isa> where_sure(const Mask<Isa>& condition, const Pack<Isa>& y) {
  return select(condition, y, std::numeric_limits<double>::quiet_NaN());
}

/// Of the exponents that packs have powers for, which are nothing and infinity, as floats and in products
/// with floats too.
inline constexpr double greatest_exponent = 332;

/// An exponent, moved to where there are powers, of which very small ones may be 0.
template <class Isa>
Pack<Isa> exponent(const Pack<Isa>& x) {
  const Pack<Isa> most = min(x, greatest_exponent);
  return Isa::has_table ? most : max(most, -greatest_exponent);
}

/// e^x = scale (1 + rest) with scale = 1 for small x, |rest| < 0.42.
template <class Isa>
class PackExponential {
 public:
  Pack<Isa> scale, rest;

  explicit PackExponential(const Pack<Isa>& x) {
    using T = Pack<Isa>;
    constexpr double steps = Isa::has_table ? 16 : 1;  // from one power of two to the next
    constexpr double shift = 0x1.8p52 / steps;
    const T t = fma(x, T(1 / 0x1.62e42fefa39efp-1), T(shift)), k = t - shift, r = remainder(x, k);
    if constexpr (Isa::has_table) {
      rest = fma(r * r, short_exp_series(r), r);
      scale = T(Isa::power_of_two(k.v, t.bits()));
    } else {
      rest = fma(r * r, exp_series(r), r);
      scale = T(typename T::V((t.bits() + 1023) << 52));
    }
  }

 private:
  /// x - k ln 2
  static Pack<Isa> remainder(const Pack<Isa>& x, const Pack<Isa>& k) {
    using T = Pack<Isa>;
    if constexpr (Isa::has_fma) return fma(k, T(-0x1.62e42fefa39efp-1), x);
    constexpr double hi = 0x1.62e42fefp-1, lo = 0x1.473de6af278edp-34;  // k hi is exact
    return fma(k, T(-lo), fma(k, T(-hi), x));
  }
};

template <class Isa>
Pack<Isa> power(const Pack<Isa>& exponent) {
  const PackExponential<Isa> e(exponent);
  return fma(e.scale, e.rest, e.scale);
}

/// ln(u + rest) for u > 0 and |rest| below an ULP of u.
template <class Isa>
Pack<Isa> log_of_two_parts(const Pack<Isa>& u, const Pack<Isa>& rest) {
  using T = Pack<Isa>;
  using V = typename T::V;
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000,
                          magic = 0x4330000000000000;
  constexpr double ln2_hi = 0x1.62e42fefp-1, ln2_lo = 0x1.473de6af278edp-34;  // k * ln2_hi is exact
  const auto exponent = (u.bits() - root_half + one) >> 52;                   // biased, for u normal
  const T m(V(u.bits() - ((exponent - 1023) << 52)));
  const T k = T(V(exponent | magic)) - (0x1p52 + 1023);
  const T f = m - 1, s = f / (f + 2), z = s * s, half_square = 0.5 * f * f;
  const T tail = fma(s, fma(2 * z, artanh_series(z), half_square), fma(k, T(ln2_lo), rest / u));
  return where_sure(u >= 0x1p-1000 && u <= 0x1p1000, fma(k, T(ln2_hi), T(f.v - (half_square.v - tail.v))));
}

/// sin(x + quarter turns).
template <class Isa>
Pack<Isa> sin_turned(const Pack<Isa>& x, int quarters) {
  using T = Pack<Isa>;
  using V = typename T::V;
  constexpr double shift = 0x1.8p52;
  constexpr double part[] = {0x1.921fb544p+0, 0x1.0b4611a4p-34, 0x1.13198a2e03707p-65};  // of pi / 2
  const T t = fma(x, T(0x1.45f306dc9c883p-1), T(shift)), n = t - shift;
  const T r = fma(n, T(-part[2]), fma(n, T(-part[1]), fma(n, T(-part[0]), x)));  // two exact products
  const T z = r * r, sine = fma(r * z, sine_series(z), r);
  const T cosine = fma(z * z, cosine_series(z), fma(z, T(-0.5), T(1.0)));
  const auto quadrant = t.bits() + static_cast<std::uint64_t>(quarters), one = T(1.0).bits();
  const Mask<Isa> is_sine = T(V(quadrant << 63 | one)) > 0;
  const T size = select(is_sine, sine, cosine);
  return where_sure(abs(x) <= 0x1p20, T(V(size.bits() ^ (quadrant >> 1 << 63))));
}

}  // namespace detail

/// e^x, and never 0, which would lose the sign of a result.
template <class Isa>
Pack<Isa> exp(const Pack<Isa>& x) {
  const Pack<Isa> y = detail::power(detail::exponent(x));
  return Isa::has_table ? max(y, 0x1p-479) : y;
}
template <class Isa>
Pack<Isa> expm1(const Pack<Isa>& x) {
  const detail::PackExponential<Isa> e(detail::exponent(x));
  return fma(e.scale, e.rest, e.scale - 1);
}
// Without a fold at 0: no power is too large for a product.
template <class Isa>
Pack<Isa> sigmoid(const Pack<Isa>& x) {
  return 1 / (1 + detail::power(detail::exponent(-x)));
}
template <class Isa>
Pack<Isa> sigmoid_slope(const Pack<Isa>& x) {
  const Pack<Isa> part = sigmoid(x);
  return part * (part * exp(-x));
}
template <class Isa>
Pack<Isa> with_sign_of(const Pack<Isa>& size, const Pack<Isa>& x) {
  const auto sign = Pack<Isa>(-0.0).bits();
  return Pack<Isa>(typename Isa::V((size.bits() & ~sign) | (x.bits() & sign)));
}
template <class Isa>
Pack<Isa> tanh(const Pack<Isa>& x) {
  const Pack<Isa> t = expm1(2 * x);
  return with_sign_of(t / (t + 2), x);  // of -0 too
}
template <class Isa>
Pack<Isa> falling_abs(const Pack<Isa>& x) {
  return abs(x);
}
template <class Isa>
Pack<Isa> gated(const Pack<Isa>& x, const Pack<Isa>& tail) {
  return fma(-abs(x), tail, max(x, 0));  // -0 of -0 too
}
template <class Isa>
Pack<Isa> times_sigmoid(const Pack<Isa>& x, const Pack<Isa>& y) {
  return x * sigmoid(y);
}
template <class Isa>
Pack<Isa> times_tanh_softplus(const Pack<Isa>& x) {
  const Pack<Isa> e = exp(x), n = e * (e + 2);
  return x * (n / (n + 2));
}
template <class Isa>
Pack<Isa> log1p_unit(const Pack<Isa>& e) {
  const Pack<Isa> s = e / (2 + e), z = s * s;
  return fma(2 * s * z, detail::artanh_series(z), 2 * s);
}
template <class Isa>
Pack<Isa> gaussian(const Pack<Isa>& x) {
  return detail::power(max(-0.5 * (x * x), -detail::greatest_exponent));
}
template <class Isa>
Pack<Isa> bell(const Pack<Isa>& x) {
  return detail::power(max(-(x * x), -detail::greatest_exponent));
}
/// For a below 10^30; beyond 38.6, where it does not count beside `gaussian`, only its sign is right.
template <class Isa>
Pack<Isa> normal_mills(const Pack<Isa>& a) {
  return detail::short_mills(a);
}
/// Infinities are not among the arguments.
template <class Isa>
Pack<Isa> finite(const Pack<Isa>& x) {
  return x;
}
template <class Isa>
Pack<Isa> log(const Pack<Isa>& x) {
  return detail::log_of_two_parts(x, Pack<Isa>(0.0));
}
template <class Isa>
Pack<Isa> log1p(const Pack<Isa>& x) {
  const Pack<Isa> u = 1 + x, small_rest(x.v - (u - 1).v), large_rest(1 - (u.v - x.v));
  return select(x == 0, x, detail::log_of_two_parts(u, select(abs(x) < 1, small_rest, large_rest)));
}
template <class Isa>
Pack<Isa> sin(const Pack<Isa>& x) {
  return detail::sin_turned(x, 0);
}
template <class Isa>
Pack<Isa> cos(const Pack<Isa>& x) {
  return detail::sin_turned(x, 1);
}
template <class Isa>
Pack<Isa> atan(const Pack<Isa>& x) {
  const Pack<Isa> a = abs(x);
  const Mask<Isa> is_small = a<0.4142, is_large = a> 2.4142;
  const Pack<Isa> top = select(is_small, a, select(is_large, -1, a - 1));
  const Pack<Isa> t = top / select(is_small, 1, select(is_large, a, a + 1)), z = t * t;
  const Pack<Isa> base = select(is_small, 0, select(is_large, 0x1.921fb54442d18p+0, 0x1.921fb54442d18p-1));
  const Pack<Isa> rest = fma(t * z, detail::atan_series(z), t);
  return with_sign_of(Pack<Isa>(base.v + rest.v), x);
}
template <class Isa>
Pack<Isa> erf(const Pack<Isa>& x) {
  const Pack<Isa> a = abs(x), z = a * a;
  const Pack<Isa> near = fma(a, fma(z, detail::erf_series(z), Pack<Isa>(detail::erf_term)), a);
  const Pack<Isa> tail = 2 * bell(a) * normal_mills(0x1.6a09e667f3bcdp+0 * min(a, 60.0));
  return with_sign_of(select(a < 1, near, 1 - tail), x);
}

}  // namespace actviz
