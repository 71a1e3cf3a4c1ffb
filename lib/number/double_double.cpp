#include "lib/number/double_double.hpp"

#include <utility>

#include "lib/number/fma.hpp"
#include "lib/number/special.hpp"

namespace actviz {
namespace {

struct Pair {
  double hi, lo;
  operator DoubleDouble() const { return {hi, lo}; }
};

/// A polynomial whose last coefficients need be known as doubles only.
struct MillsPiece {
  Pair leading[10];
  double rest[8];
};

#include "lib/number/tables/double_double.inc"

// Everything below is inlined into two forms of each function, with and without fused instructions; sums are
// `added`, for what cancels here is known to.
using Number = const DoubleDouble&;

DoubleDouble from_product(double a, double b) {
  const double product = a * b;
  return {product, std::fma(a, b, -product)};
}

DoubleDouble sum(Number a, Number b) { return DoubleDouble::added(a, b); }

/// a b, where it does not matter that a tiny one loses its digits.
DoubleDouble product(Number a, Number b) {
  const double high = a.hi * b.hi;
  return DoubleDouble::normal(high, std::fma(a.hi, b.hi, -high) + std::fma(a.hi, b.lo, a.lo * b.hi));
}

/// c + b for |b| <= |c|.
DoubleDouble small_sum(Number c, Number b) {
  const double high = c.hi + b.hi;
  return DoubleDouble::normal(high, (b.hi - (high - c.hi)) + (c.lo + b.lo));
}

/// c + a x for |a x| <= |c|, one step of Horner's: left as it is, for the next step does not mind.
DoubleDouble horner_step(Number c, Number a, Number x) {
  const double product = a.hi * x.hi, high = c.hi + product;
  const double rest = std::fma(a.lo, x.hi, std::fma(a.hi, x.lo, std::fma(a.hi, x.hi, -product)));
  return {high, (product - (high - c.hi)) + (c.lo + rest)};
}

DoubleDouble times_power_of_two(Number x, std::int64_t k) {
  const std::int64_t half = k >> 1;
  const double a = detail::power_of_two(half), b = detail::power_of_two(k - half);
  return {x.hi * a * b, x.lo * a * b};
}

template <std::size_t N, std::size_t... I>
constexpr std::array<Constant, N> inverse_factorials(unsigned first, unsigned step, bool alternating) {
  std::array<Constant, N> all;
  for (unsigned i = 0; i < N; ++i) {
    all[i] = inverse_factorial(first + step * i);
    if (alternating && i % 2 == 1) all[i] = -all[i];
  }
  return all;
}

/// sum of c[i] x^i for coefficients that fall fast enough: the first `exact` in full, the rest as doubles.
template <std::size_t exact, std::size_t N>
DoubleDouble polynomial(const std::array<Constant, N>& c, Number x) {
  double tail = c[N - 1];
  for (std::size_t i = N - 1; i-- > exact;) tail = std::fma(tail, x.hi, c[i].part[0]);
  DoubleDouble result = tail;
  for (std::size_t i = exact; i-- > 0;) result = horner_step(c[i], result, x);
  return DoubleDouble::normal(result.hi, result.lo);
}

/// x = k ln2 / 4096 + r, r = hi + lo, and |r| <= 2^-13.5: e^r - 1 and the powers of two to multiply by.
struct Exponential {
  DoubleDouble power, less_one;
  std::int64_t exponent;

  explicit Exponential(Number x) {
    constexpr double shift = 0x1.8p52;
    constexpr double step[] = {0x1.62e42fep-13, 0x1.f473de6af278fp-42, -0x1.8cff81a12a17ep-97};
    const double k = std::fma(x.hi, 4096 / 0x1.62e42fefa39efp-1, shift) - shift;
    const double first = std::fma(-k, step[0], x.hi);  // exact: k has 23 bits, step[0] 28
    const DoubleDouble second = from_product(-k, step[1]);
    const DoubleDouble r = sum(first, {second.hi, x.lo + (second.lo - k * step[2])});
    const double cube = r.hi * r.hi * r.hi;
    const double higher = cube * detail::horner(r.hi, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0);
    const DoubleDouble square = from_product(r.hi, r.hi);
    less_one = small_sum(r, {0.5 * square.hi, std::fma(r.hi, r.lo, 0.5 * square.lo) + higher});
    const std::int64_t whole = detail::whole(k);
    power = coarse_powers[whole >> 6 & 63] * DoubleDouble(fine_powers[whole & 63]);
    exponent = whole >> 12;
  }
  DoubleDouble value() const { return small_sum(power, product(power, less_one)); }
};

DoubleDouble exp_of(DoubleDouble x) {
  if (x.hi < -660) return x.hi < -1000 ? DoubleDouble(0) : DoubleDouble(0x1p-950, DoubleDouble::lost);
  const Exponential e(min(x, 710.0));
  return times_power_of_two(e.value(), e.exponent);
}

DoubleDouble expm1_of(DoubleDouble x) {
  if (std::fabs(x.hi) < 0x1p-4) {
    static constexpr auto terms = inverse_factorials<16>(1, 1, false);
    return x * polynomial<8>(terms, x);
  }
  if (x.hi > 700) return exp_of(x);
  const Exponential e(max(x, -100.0));
  return sum(times_power_of_two(e.value(), e.exponent), -1);
}

/// ln(1 + x) for |x| < 1/16.
DoubleDouble log1p_near_zero(Number x) {
  static constexpr std::array<Constant, 11> terms = {ratio(2, 1),  ratio(2, 3),  ratio(2, 5),  ratio(2, 7),
                                                     ratio(2, 9),  ratio(2, 11), ratio(2, 13), ratio(2, 15),
                                                     ratio(2, 17), ratio(2, 19), ratio(2, 21)};
  const DoubleDouble s = x / sum(2, x);
  return s * polynomial<5>(terms, product(s, s));
}

DoubleDouble log_of(DoubleDouble x) {
  if (!(x.hi > 0)) return std::numeric_limits<double>::quiet_NaN();
  if (std::fabs(x.hi - 1) < 0x1p-4) return log1p_near_zero(sum(x, -1));
  std::int64_t exponent = 0;
  if (x.hi < 0x1p-900 || x.hi > 0x1p900) {  // so that neither x nor 1 / x leaves the range
    exponent = x.hi > 1 ? 900 : -900;
    x = times_power_of_two(x, -exponent);
  }
  // One step of Newton's from the logarithm of a double.
  const double near = log(x.hi);
  const DoubleDouble error = sum(exp_of(-near) * x, -1);
  const DoubleDouble result = small_sum(near, {error.hi, error.lo - 0.5 * error.hi * error.hi});
  return exponent == 0 ? result : sum(result, DoubleDouble(exactly::ln2) * static_cast<double>(exponent));
}

DoubleDouble log1p_of(DoubleDouble x) {
  return std::fabs(x.hi) < 0x1p-4 ? log1p_near_zero(x) : log_of(sum(x, 1));
}

DoubleDouble cbrt_of(DoubleDouble x) {
  if (x.hi == 0) return x;
  const double near = cbrt(x.hi);
  const DoubleDouble square = from_product(near, near), error = sum(x, -(square * near));
  return DoubleDouble::normal(near, error.rounded() / (3 * square.hi));
}

struct Circular {
  DoubleDouble sine, cosine;

  /// Of |r| <= 0.79.
  explicit Circular(Number r) {
    static constexpr auto sine_terms = inverse_factorials<8>(1, 2, true);
    static constexpr auto cosine_terms = inverse_factorials<9>(0, 2, true);
    constexpr double shift = 0x1.8p52;
    const double node = 16 * std::fabs(r.hi) + shift - shift;
    const auto i = static_cast<std::size_t>(node == node ? node : 0);
    const DoubleDouble t = sum(std::signbit(r.hi) ? -r : r, -node / 16), z = product(t, t);
    const DoubleDouble s = t * polynomial<4>(sine_terms, z), c = polynomial<5>(cosine_terms, z);
    sine = sum(s * DoubleDouble(cosines[i]), c * DoubleDouble(sines[i]));
    cosine = sum(c * DoubleDouble(cosines[i]), -(s * DoubleDouble(sines[i])));
    if (std::signbit(r.hi)) sine = -sine;
  }
};

/// sin(x + quarter turns).
DoubleDouble turned(DoubleDouble x, int quarters) {
  if (!(std::fabs(x.hi) < std::numeric_limits<double>::infinity())) return x.hi - x.hi;
  if (!(std::fabs(x.lo) < 0x1p-20)) return {x.hi, DoubleDouble::lost};  // then it turns the angle too
  const detail::Angle angle =
      std::fabs(x.hi) <= 0x1p30 ? detail::small_angle(x.hi) : detail::large_angle(x.hi);
  const Circular circular(sum(DoubleDouble::normal(angle.hi, angle.lo), x.lo));
  const int quadrant = (angle.quadrant + quarters) & 3;
  const DoubleDouble size = quadrant % 2 == 0 ? circular.sine : circular.cosine;
  return quadrant < 2 ? size : -size;
}
DoubleDouble sin_of(DoubleDouble x) { return turned(x, 0); }
DoubleDouble cos_of(DoubleDouble x) { return turned(x, 1); }

DoubleDouble atan_of(DoubleDouble x) {
  const bool is_far = std::fabs(x.hi) > 1;
  const DoubleDouble t = is_far ? -1 / x : x;
  const double near = atan(t.hi);
  const Circular at(near);  // tan(near + d) = t for a small d
  const DoubleDouble d = sum(t * at.cosine, -at.sine) / sum(at.cosine, t * at.sine);
  const DoubleDouble result = small_sum(near, d), right = DoubleDouble(exactly::pi) * 0.5;
  return !is_far ? result : sum(x.hi > 0 ? right : -right, result);
}

DoubleDouble gaussian_of(DoubleDouble x) {
  const DoubleDouble a = min(abs(x), 60.0);
  return exp_of(product(a, product(a, -0.5)));
}

DoubleDouble bell_of(DoubleDouble x) {
  const DoubleDouble a = min(abs(x), 60.0);
  return exp_of(-product(a, a));
}

DoubleDouble mills_of(DoubleDouble x) {
  // Pieces of width 1/8 below 4, then of 1/16 of the power of two below.
  if (!(x.hi >= 0)) return std::numeric_limits<double>::quiet_NaN();
  const DoubleDouble a = min(x, 39.999);
  const auto bits = std::bit_cast<std::uint64_t>(max(a.hi, 4.0));
  const int octave = static_cast<int>(bits >> 52) - 1023;
  const double width = detail::power_of_two(octave - 4 + (a.hi < 4 ? -1 : 0));
  const double position = std::floor((a.hi < 4 ? a.hi : a.hi - detail::power_of_two(octave)) / width);
  const double centre = (a.hi < 4 ? 0 : detail::power_of_two(octave)) + width * (position + 0.5);
  const auto i = static_cast<std::size_t>(position == position && position > 0 ? position : 0) +
                 (a.hi < 4 ? 0 : static_cast<std::size_t>(32 + 16 * (octave - 2)));
  const MillsPiece& piece = mills_pieces[i];
  const double t = a.hi - centre, left = (a.hi - (t + centre)) + a.lo;
  double tail = piece.rest[7];
  for (std::size_t n = 7; n-- > 0;) tail = std::fma(tail, t, piece.rest[n]);
  DoubleDouble ratio = tail;
  for (std::size_t n = 10; n-- > 0;) ratio = horner_step(piece.leading[n], ratio, t);
  ratio.lo +=
      left * std::fma(a.hi, ratio.hi, -exactly::inverse_sqrt_2pi);  // the slope times what t does not hold
  return DoubleDouble::normal(ratio.hi, ratio.lo);
}

DoubleDouble erf_of(DoubleDouble x) {
  const DoubleDouble a = min(abs(x), 20.0);
  if (a.hi < 0.5) {
    const DoubleDouble z = product(x, x);
    double tail = erf_rest[9];
    for (std::size_t n = 9; n-- > 0;) tail = std::fma(tail, z.hi, erf_rest[n]);
    DoubleDouble result = tail;
    for (std::size_t n = 10; n-- > 0;) result = horner_step(erf_terms[n], result, z);
    return x * DoubleDouble::normal(result.hi, result.lo);
  }
  const DoubleDouble size = sum(1, bell_of(a) * mills_of(a * DoubleDouble(exactly::sqrt_2)) * -2);
  return std::signbit(x.hi) ? -size : size;
}

using Compute = DoubleDouble (*)(DoubleDouble);
template <Compute compute>
[[gnu::flatten]] DoubleDouble plainly(DoubleDouble x) {
  return compute(x);
}
template <Compute compute>
ACTVIZ_TARGET_FMA [[gnu::flatten]] DoubleDouble with_fma(DoubleDouble x) {
  return compute(x);
}
template <Compute compute>
DoubleDouble run(DoubleDouble x) {
  static const Compute chosen = has_fma() ? with_fma<compute> : plainly<compute>;
  return chosen(x);
}

}  // namespace

DoubleDouble DoubleDouble::doubtful_sum(DoubleDouble a, DoubleDouble b) {
  if (std::fabs(a.hi) < std::fabs(b.hi)) std::swap(a, b);
  if (std::fabs(b.hi) < 0x1p-110 * std::fabs(a.hi) && a.lo == a.lo) return a;
  const DoubleDouble exact = added(a, b);
  const double sum = exact.lo == exact.lo ? exact.hi : a.hi + b.hi, size = 0x1p-90 * std::fabs(a.hi);
  return {std::fabs(sum) < size ? std::copysign(size, sum) : sum, lost};
}

DoubleDouble exp(DoubleDouble x) { return run<exp_of>(x); }
DoubleDouble expm1(DoubleDouble x) { return run<expm1_of>(x); }
DoubleDouble log(DoubleDouble x) { return run<log_of>(x); }
DoubleDouble log1p(DoubleDouble x) { return run<log1p_of>(x); }
DoubleDouble cbrt(DoubleDouble x) { return run<cbrt_of>(x); }
DoubleDouble sin(DoubleDouble x) { return run<sin_of>(x); }
DoubleDouble cos(DoubleDouble x) { return run<cos_of>(x); }
DoubleDouble atan(DoubleDouble x) { return run<atan_of>(x); }
DoubleDouble erf(DoubleDouble x) { return run<erf_of>(x); }
DoubleDouble gaussian(DoubleDouble x) { return run<gaussian_of>(x); }
DoubleDouble bell(DoubleDouble x) { return run<bell_of>(x); }
DoubleDouble normal_mills(DoubleDouble a) { return run<mills_of>(a); }

}  // namespace actviz
