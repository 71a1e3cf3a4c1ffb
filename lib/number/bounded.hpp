#pragma once
// Packs that know how far from the exact result they may be, for formulas of any length: errors add up along
// a formula and grow where a difference cancels, by how much only the numbers tell.
//
// Bounds are computed in rounded arithmetic themselves, each step within 2^-50: who trusts one leaves it a
// few per cent more, which makes up for millions of steps.
#include "lib/number/pack.hpp"

namespace actviz {

/// A pack, and in each lane a bound of its distance to the exact number: NaN where nothing is known.
template <class Isa>
struct Bounded {
  using P = Pack<Isa>;
  P value, error;

  Bounded() = default;
  Bounded(double exact) : value(exact), error(0.0) {}
  Bounded(const Constant& x) : value(x), error(0x1p-52 * std::fabs(x.part[0])) {}
  explicit Bounded(const P& exact) : value(exact), error(0.0) {}
  Bounded(const P& near, const P& bound) : value(near), error(bound) {}

  friend Bounded operator-(const Bounded& a) { return {-a.value, a.error}; }
  friend Bounded operator+(const Bounded& a, const Bounded& b) {
    const P sum(a.value.v + b.value.v), back(sum.v - a.value.v);
    const P rest((a.value.v - (sum.v - back.v)) + (b.value.v - back.v));  // what rounding has taken away
    return {sum, P(a.error.v + b.error.v + abs(rest).v)};
  }
  friend Bounded operator-(const Bounded& a, const Bounded& b) { return a + -b; }
  /// Nothing is known of a product or quotient so small that its digits may be lost.
  friend Bounded operator*(const Bounded& a, const Bounded& b) {
    const P product = a.value * b.value, size = abs(product);
    const P largest_a = a.largest(), largest_b = b.largest();
    const P rest = Isa::has_fma ? abs(fma(a.value, b.value, -product)) : unit * size;
    const P bound((largest_a * b.error).v + (abs(b.value) * a.error).v + rest.v);
    return {product, known(size >= least || largest_a == 0 || largest_b == 0, bound)};
  }
  friend Bounded operator/(const Bounded& a, const Bounded& b) {
    const P quotient(a.value.v / b.value.v), size = abs(quotient), divisor = abs(b.value);
    const P bound(((a.error.v + (size * b.error).v) / (divisor.v - b.error.v)) + (unit * size).v);
    return {quotient, known(divisor > 2 * b.error && (size >= least || a.largest() == 0), bound)};
  }

  /// The bound where the condition holds.
  static P known(const Mask<Isa>& condition, const P& bound) { return detail::where_sure(condition, bound); }
  P largest() const { return P(abs(value).v + error.v); }

 private:
  static constexpr double unit = 0x1p-52, least = 0x1p-1000;
};

template <class Isa>
Bounded<Isa> select(const Mask<Isa>& mask, const Bounded<Isa>& a, const Bounded<Isa>& b) {
  return {select(mask, a.value, b.value), select(mask, a.error, b.error)};
}

/// Where a comparison of the values is one of the exact numbers too.
template <class Isa>
Mask<Isa> is_decided(const Bounded<Isa>& a, const Bounded<Isa>& b) {
  const Pack<Isa> distance(abs(Pack<Isa>(a.value.v - b.value.v))), doubt(a.error.v + b.error.v);
  return distance > 1.5 * doubt || doubt == 0;
}

namespace detail {

/// `y`, a function at x.value within 2^-41 by the functions of packs, where an error of the argument adds
/// `doubt`. One that is all but zero, as those of exponents beyond the range of packs, is known to be no
/// larger than twice what they give.
template <class Isa>
Bounded<Isa> computed(const Pack<Isa>& y, const Pack<Isa>& doubt) {
  const Pack<Isa> size = abs(y);
  return {y, Pack<Isa>(doubt.v + select(size < 0x1p-470, size, 0x1p-41 * size).v)};
}

/// The error of an argument by which a slope may be multiplied that changes by a factor of 1.25 at most where
/// the argument changes by 2^-10. None is left where both the argument and the exact one are so far from zero
/// that packs give the limit.
template <class Isa>
Pack<Isa> argument_error(const Bounded<Isa>& x, double reach) {
  const Pack<Isa> error = 1.25 * x.error;
  const Mask<Isa> is_beyond = Pack<Isa>(abs(x.value).v - error.v) > reach;
  return where_sure(is_beyond || error <= 0x1p-10, select(is_beyond, 0.0, error));
}

inline constexpr double exponential_reach = greatest_exponent, gaussian_reach = 38;

}  // namespace detail

// Each by a bound of its slope: of size y times what is said, or of a constant.

template <class Isa>
Bounded<Isa> exp(const Bounded<Isa>& x) {
  const Pack<Isa> y = exp(x.value), error = detail::argument_error(x, detail::exponential_reach);
  return detail::computed(detail::where_sure(x.value < detail::greatest_exponent, y), error * y);
}
template <class Isa>
Bounded<Isa> expm1(const Bounded<Isa>& x) {
  const Pack<Isa> y = expm1(x.value), error = detail::argument_error(x, detail::exponential_reach);
  return detail::computed(detail::where_sure(x.value < detail::greatest_exponent, y), error * (abs(y) + 1));
}
template <class Isa>
Bounded<Isa> sigmoid(const Bounded<Isa>& x) {
  const Pack<Isa> y = sigmoid(x.value);
  return detail::computed(y, detail::argument_error(x, detail::exponential_reach) * y);
}
template <class Isa>
Bounded<Isa> sigmoid_slope(const Bounded<Isa>& x) {
  const Pack<Isa> y = sigmoid_slope(x.value);
  return detail::computed(y, detail::argument_error(x, detail::exponential_reach) * y);
}
template <class Isa>
Bounded<Isa> tanh(const Bounded<Isa>& x) {
  return detail::computed(tanh(x.value), detail::argument_error(x, detail::exponential_reach));
}
template <class Isa>
Bounded<Isa> softplus(const Bounded<Isa>& x) {
  const Pack<Isa> y = softplus(x.value);
  const Mask<Isa> is_left = x.value < 0;
  const Pack<Isa> left = detail::argument_error(x, detail::exponential_reach) * y;
  return detail::computed(y, select(is_left, left, 1.25 * x.error));
}
template <class Isa>
Bounded<Isa> normal_density(const Bounded<Isa>& x) {
  const Pack<Isa> y = normal_density(x.value);
  return detail::computed(y, detail::argument_error(x, detail::gaussian_reach) * (abs(x.value) + 1) * y);
}
template <class Isa>
Bounded<Isa> normal_cdf(const Bounded<Isa>& x) {
  const Pack<Isa> y = normal_cdf(x.value);
  return detail::computed(y, detail::argument_error(x, detail::gaussian_reach) * (abs(x.value) + 1) * y);
}
template <class Isa>
Bounded<Isa> bell(const Bounded<Isa>& x) {
  const Pack<Isa> y = bell(x.value);
  return detail::computed(y, detail::argument_error(x, detail::gaussian_reach) * (2 * abs(x.value) + 1) * y);
}
template <class Isa>
Bounded<Isa> erf(const Bounded<Isa>& x) {
  return detail::computed(erf(x.value), 1.25 * detail::argument_error(x, detail::gaussian_reach));
}
template <class Isa>
Bounded<Isa> erfc(const Bounded<Isa>& x) {
  const Pack<Isa> a = abs(x.value), tail = 2 * bell(a) * normal_mills(0x1.6a09e667f3bcdp+0 * min(a, 60.0));
  const Pack<Isa> y = select(x.value < 0, 1 + erf(a), tail);
  return detail::computed(y, detail::argument_error(x, detail::gaussian_reach) * (2 * a + 2) * y);
}
/// Where a multiple of pi is near, an error of the argument's reduction counts too.
template <class Isa>
Bounded<Isa> sin(const Bounded<Isa>& x) {
  return detail::computed(sin(x.value), Pack<Isa>(x.error.v + (0x1p-100 * abs(x.value)).v));
}
template <class Isa>
Bounded<Isa> cos(const Bounded<Isa>& x) {
  return detail::computed(cos(x.value), Pack<Isa>(x.error.v + (0x1p-100 * abs(x.value)).v));
}
template <class Isa>
Bounded<Isa> atan(const Bounded<Isa>& x) {
  return detail::computed(atan(x.value), x.error);
}
template <class Isa>
Bounded<Isa> log(const Bounded<Isa>& x) {
  const Pack<Isa> doubt = 1.5 * x.error / x.value;
  return detail::computed(log(x.value), detail::where_sure(doubt < 0.25 && x.value > 0, doubt));
}
template <class Isa>
Bounded<Isa> log1p(const Bounded<Isa>& x) {
  const Pack<Isa> w = 1 + x.value, doubt = 1.5 * x.error / w;
  return detail::computed(log1p(x.value), detail::where_sure(doubt < 0.25 && w > 0, doubt));
}
template <class Isa>
Bounded<Isa> sqrt(const Bounded<Isa>& x) {
  const Pack<Isa> y = sqrt(x.value), doubt = select(x.error == 0, x.error, 1.5 * x.error / y);
  return detail::computed(y, detail::where_sure(x.value >= 4 * x.error, doubt));
}
template <class Isa>
Bounded<Isa> cbrt(const Bounded<Isa>& x) {
  const Pack<Isa> size = abs(x.value), y = exp(Pack<Isa>(1 / 3.0) * log(size)), doubt = x.error / size;
  return detail::computed(with_sign_of(y, x.value), detail::where_sure(doubt < 0.25, doubt * y));
}

}  // namespace actviz
