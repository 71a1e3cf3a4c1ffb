#pragma once
// The rules of lib/catalogue/formula_jet.hpp for packs with bounds, where what stands for one number may
// decide otherwise in each lane. Wherever the bounds leave a decision open, nothing is known any more.
#include "lib/catalogue/formula_jet.hpp"
#include "lib/number/bounded.hpp"

namespace actviz {

// Of numbers, where the argument's own namespace is searched for them.

template <class Isa>
Bounded<Isa> times(const Bounded<Isa>& a, const Bounded<Isa>& b) {
  return a * b;
}
template <class Isa>
Bounded<Isa> known_with(const Bounded<Isa>& value, const Bounded<Isa>& y) {
  return {y.value, select(value.error < infinity, y.error, std::numeric_limits<double>::quiet_NaN())};
}

/// `y` where `decided` holds.
template <class Isa>
Bounded<Isa> where_decided(const Mask<Isa>& decided, const Bounded<Isa>& y) {
  return {y.value, Bounded<Isa>::known(decided, y.error)};
}
template <class Isa>
Bounded<Isa> truth(const Mask<Isa>& holds, const Bounded<Isa>& a, const Bounded<Isa>& b) {
  return where_decided(is_decided(a, b), Bounded<Isa>(select(holds, 1.0, 0.0)));
}
template <class Isa>
Bounded<Isa> sign_of(const Bounded<Isa>& v) {
  const Pack<Isa> sign = select(v.value > 0, 1.0, select(v.value < 0, -1.0, 0.0));
  return where_decided(is_decided(v, Bounded<Isa>(0.0)), Bounded<Isa>(sign));
}
template <class Isa>
Bounded<Isa> signum(const Bounded<Isa>& v) {
  return select(v.value == 0, v, sign_of(v));
}
template <class Isa>
Bounded<Isa> absolute(const Bounded<Isa>& v) {
  return {abs(v.value), v.error};
}
template <class Isa>
Bounded<Isa> positive_part(const Bounded<Isa>& v) {
  const Bounded<Isa> zero(0.0);
  return where_decided(is_decided(v, zero), select(v.value < 0, zero, v));
}
template <class Isa>
Bounded<Isa> is_positive(const Bounded<Isa>& v) {
  return truth(v.value > 0, v, Bounded<Isa>(0.0));
}
template <class Isa>
Bounded<Isa> log1p_beside(const Bounded<Isa>& v, const Bounded<Isa>&) {
  return log1p(v);
}
template <class Isa>
Bounded<Isa> sine(const Bounded<Isa>& x) {
  return sin(x);
}
template <class Isa>
Bounded<Isa> cosine(const Bounded<Isa>& x) {
  return cos(x);
}

/// Whether an exponent, the same in all lanes, is a small whole number.
template <class Isa>
bool is_whole(const Bounded<Isa>& n) {
  const double value = n.value.rounded();
  return n.error.rounded() == 0 && value == std::floor(value) && std::fabs(value) <= 64;
}
template <class Isa>
Bounded<Isa> power(const Bounded<Isa>& a, const Bounded<Isa>& b) {
  if (!is_whole(b)) return exp(b * log(a));
  const double n = b.value.rounded();
  const Bounded<Isa> size = detail::whole_power(a, static_cast<unsigned>(std::fabs(n)));
  return n < 0 ? 1 / size : size;
}
template <class Isa>
Bounded<Isa> less_one(const Bounded<Isa>& n) {
  return is_whole(n) ? Bounded<Isa>(n.value - 1) : n - 1;
}

}  // namespace actviz

namespace actviz::detail {

template <int N, class Isa>
Jet<Bounded<Isa>, N> chosen(const Mask<Isa>& decided, const Mask<Isa>& first, const Jet<Bounded<Isa>, N>& a,
                            const Jet<Bounded<Isa>, N>& b) {
  Jet<Bounded<Isa>, N> y;
  for (int i = 0; i <= N; ++i) y.d[i] = where_decided(decided, select(first, a.d[i], b.d[i]));
  return y;
}

template <class Isa, int N>
Jet<Bounded<Isa>, N> power_of(const Jet<Bounded<Isa>, N>& a, const Bounded<Isa>& n) {
  const Bounded<Isa>& v = a.d[0];
  const auto slope = [&] { return n.value.rounded() == 0 ? n : n * power(v, less_one(n)); };
  return chain(a, power(v, n), slope, slope);
}
template <class Isa, int N>
Jet<Bounded<Isa>, N> power_jet(const Jet<Bounded<Isa>, N>& a, const Jet<Bounded<Isa>, N>& b) {
  const Jet<Bounded<Isa>, N> exponent = product(b, function(Op::log, a));
  const Bounded<Isa> y = exp(exponent.d[0]);
  const auto same = [&] { return y; };
  Jet<Bounded<Isa>, N> result = chain(exponent, y, same, same);
  // Where a slope of zero comes from has to do with its sign.
  if constexpr (N > 0) result.d[1] = where_decided(!(result.d[1].value == 0), result.d[1]);
  return result;
}

template <class Isa, int N>
Jet<Bounded<Isa>, N> binary(Op op, const Jet<Bounded<Isa>, N>& a, const Jet<Bounded<Isa>, N>& b) {
  const Bounded<Isa>&v = a.d[0], &w = b.d[0];
  const auto comparison = [&](const Mask<Isa>& holds) { return constant_jet<N>(truth(holds, v, w)); };
  if (op <= Op::power) return arithmetic(op, a, b);
  switch (op) {
    case Op::min:
      return chosen(is_decided(v, w), w.value < v.value, b, a);
    case Op::max:
      return chosen(is_decided(v, w), v.value < w.value, b, a);
    case Op::less:
      return comparison(v.value < w.value);
    case Op::less_equal:
      return comparison(v.value <= w.value);
    case Op::greater:
      return comparison(v.value > w.value);
    case Op::greater_equal:
      return comparison(v.value >= w.value);
    default:
      return comparison(v.value == w.value);
  }
}
template <class Isa, int N>
Jet<Bounded<Isa>, N> ternary(Op op, const Jet<Bounded<Isa>, N>& a, const Jet<Bounded<Isa>, N>& b,
                             const Jet<Bounded<Isa>, N>& c) {
  const Bounded<Isa>& v = a.d[0];
  const Bounded<Isa> zero(0.0);
  if (op == Op::where) return chosen(is_decided(v, zero), v.value == zero.value, c, b);
  const Bounded<Isa>&low = b.d[0], &high = c.d[0];
  const Jet<Bounded<Isa>, N> below = chosen(is_decided(v, high), high.value < v.value, c, a);
  return chosen(is_decided(v, low), v.value < low.value, b, below);
}

}  // namespace actviz::detail
