// Arithmetic is Boost's cpp_bin_float. Its functions are not used: those of Boost.Math may throw and are an
// order slower than the series below.
#include "lib/number/wide.hpp"

#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <vector>

#include "lib/number/math.hpp"
#include "lib/number/special.hpp"

namespace actviz {
namespace {

template <unsigned bits>
using Binary = boost::multiprecision::number<
    boost::multiprecision::cpp_bin_float<bits, boost::multiprecision::digit_base_2>,
    boost::multiprecision::et_off>;
using Number = Binary<240>;

Number number_of(const Wide& x) {
  const Wide::Parts& parts = x.parts();
  Number number;
  auto& backend = number.backend();
  auto& significand = backend.bits();
  static_assert(sizeof(*significand.limbs()) == sizeof(std::uint64_t));
  significand.resize(4, 4);
  std::ranges::copy(parts.significand, significand.limbs());
  significand.normalize();
  backend.exponent() = parts.exponent;
  backend.sign() = parts.is_negative;
  return number;
}

Wide wide_of(const Number& x) {
  const auto& backend = x.backend();
  Wide::Parts parts{{}, backend.exponent(), backend.sign()};
  std::copy_n(backend.bits().limbs(), backend.bits().size(), parts.significand.begin());
  return Wide(parts);
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The sum over k of s^k / ((2 k + 1) n^(2 k + 1)), to all bits of T: the inverse tangent of 1/n for s = -1,
/// the inverse hyperbolic one for s = 1.
template <class T>
T inverse_tangent(unsigned n, int s) {
  T power = T(1) / n, sum = power;
  for (unsigned k = 1; power.backend().exponent() > -std::numeric_limits<T>::digits - 8; ++k) {
    power /= n * n;
    const T term = power / (2 * k + 1);
    sum += s < 0 && k % 2 == 1 ? -term : term;
  }
  return sum;
}

template <class T>
const T& half_pi() {
  static const T value = 2 * (4 * inverse_tangent<T>(5, -1) - inverse_tangent<T>(239, -1));
  return value;
}
const Number& ln2() {
  static const Number value = 2 * inverse_tangent<Number>(3, 1);
  return value;
}
const Number& root_of_2pi() {
  static const Number value = sqrt(4 * half_pi<Number>());
  return value;
}

/// The sum of c(n) x^n with c(0) = 1 and c(n - 1) / c(n) = ratio(n), for |x| <= largest; never far below 1.
class Series {
 public:
  Series(double largest, unsigned (*ratio)(unsigned n)) : coefficients_{1}, ratios_{1} {
    for (double term = 1; term > negligible; term *= largest / ratios_.back()) {
      ratios_.push_back(ratio(static_cast<unsigned>(ratios_.size())));
      coefficients_.push_back(coefficients_.back() / ratios_.back());
    }
  }

  Number operator()(const Number& x) const {
    const double a = std::fabs(x.convert_to<double>());
    std::size_t n = 0;
    for (double term = 1; n + 1 < ratios_.size() && term > negligible; term *= a / ratios_[n]) ++n;
    Number sum = coefficients_[n];
    while (n-- > 0) sum = sum * x + coefficients_[n];
    return sum;
  }

 private:
  static constexpr double negligible = 0x1p-244;
  std::vector<Number> coefficients_;
  std::vector<unsigned> ratios_;
};

/// e^x = 2^power (1 + rest) with |rest| < 0.42.
struct Exponential {
  int power;
  Number rest;
};

Exponential exponential(const Number& x) {
  static const Series series(0.36, [](unsigned n) { return n + 1; });  // (e^r - 1) / r
  constexpr double end = 0x1p28;
  const double near = clamp(x.convert_to<double>(), -end, end);
  if (near != near) return {0, x};
  const double power = std::floor(near * 0x1.71547652b82fep0 + 0.5);
  const Number r = (std::fabs(near) < end ? x : Number(near)) - power * ln2();
  return {static_cast<int>(power), r * series(r)};
}

Number exp_of(const Number& x) {
  const auto [power, rest] = exponential(x);
  return ldexp(1 + rest, power);
}

Number expm1_of(const Number& x) {
  const auto [power, rest] = exponential(x);
  return power == 0 ? rest : ldexp(1 + rest, power) - 1;
}

/// ln(1 + u) for |u| <= 1/2: a double's logarithm and what is missing to it.
Number log1p_near_zero(const Number& u) {
  if (abs(u) < 0x1p-100) return u * (1 - u * (0.5 - u / 3));
  const Number guess = log1p(u.convert_to<double>());
  const Number back = expm1_of(-guess);
  const Number rest = u + back + u * back;  // (1 + u) e^-guess - 1
  const Number s = rest / (2 + rest);
  return guess + 2 * s * (1 + s * s / 3);
}

Number log_of(const Number& x) {
  if (!(x > 0) || isinf(x)) return x > 0 ? x : Number(x == 0 ? -infinity : nan);
  int exponent;
  Number m = frexp(x, &exponent);
  if (m < 0.7) m *= 2, --exponent;
  return exponent * ln2() + log1p_near_zero(m - 1);
}

Number log1p_of(const Number& x) { return abs(x) <= 0.5 ? log1p_near_zero(x) : log_of(1 + x); }

/// sin(r) / r and cos(r) as series of -r^2, for |r| <= 0.8.
Number sine_series(const Number& x) {
  static const Series series(0.64, [](unsigned n) { return 2 * n * (2 * n + 1); });
  return series(x);
}
Number cosine_series(const Number& x) {
  static const Series series(0.64, [](unsigned n) { return 2 * n * (2 * n - 1); });
  return series(x);
}

/// x = (4 j + quadrant) pi / 2 + rest for a whole j, with |rest| <= 0.79.
struct Angle {
  int quadrant;
  Number rest;
};

/// With the bits of T: those before the point, 250 for how close to a multiple x may be, and 200 of the rest.
template <class T>
Angle reduced(const Number& x) {
  static const T turns_per_one = 1 / half_pi<T>();
  const T angle(x), turns = floor(angle * turns_per_one + 0.5);
  const T quadrant = turns - ldexp(floor(ldexp(turns, -2)), 2);
  return {quadrant.template convert_to<int>(), Number(angle - turns * half_pi<T>())};
}

/// sin(x + quarter turns).
Number sin_turned(const Number& x, int quarters) {
  const Number a = abs(x);
  if (!(a < ldexp(Number(1), 2300))) return Number(nan);
  const auto [quadrant, r] = a < 0.78     ? Angle{0, x}
                             : a < 0x1p40 ? reduced<Binary<512>>(x)
                                          : reduced<Binary<2816>>(x);
  const int turned = (quadrant + quarters) & 3;
  const Number result = turned % 2 == 0 ? Number(r * sine_series(-r * r)) : cosine_series(-r * r);
  return turned < 2 ? result : Number(-result);
}

/// atan(x) for |x| <= 1: a double's arc and what is missing to it.
Number atan_near_zero(const Number& x) {
  if (abs(x) < 0x1p-100) return x * (1 - x * x / 3);
  const Number guess = atan(x.convert_to<double>()), square = -guess * guess;
  const Number sine = guess * sine_series(square), cosine = cosine_series(square);
  const Number rest = (x * cosine - sine) / (cosine + x * sine);
  return guess + rest * (1 - rest * rest / 3);
}

Number atan_of(const Number& x) {
  if (!(abs(x) > 1)) return atan_near_zero(x);
  const Number rest = atan_near_zero(1 / x);
  return (x < 0 ? -half_pi<Number>() : half_pi<Number>()) - rest;
}

Number gaussian_of(const Number& x) { return exp_of(-x * x / 2); }

/// Phi(a) - 1/2 = a gaussian(a) / sqrt(2 pi) times this series of a^2, all of whose terms are positive; for
/// |a| up to 6.
Number normal_series(const Number& square) {
  static const Series series(36, [](unsigned n) { return 2 * n + 1; });
  return series(square);
}

Number mills_of(const Number& a) {
  const Number square = a * a;
  if (a < 6)
    return exp_of(square / 2) / 2 - a * normal_series(square) / root_of_2pi();  // loses 30 bits at most
  if (!(a < 0x1p120)) return 1 / (a * root_of_2pi());
  // The continued fraction 1 / (a + 1 / (a + 2 / (a + ...))), cut where a change no longer reaches its head,
  // and taken two levels at a time, which halves the divisions.
  const double near = a.convert_to<double>();
  int levels = 0;
  for (double reach = 1; reach > 0x1p-215;) {
    ++levels;
    const double part = (near + sqrt(near * near + 4 * levels)) / 2;  // about a + levels / (a + ...)
    reach *= levels / (part * part);
  }
  int k = levels / 2;
  Number part = square + (4 * k + 1);
  while (k-- > 0) part = square + (4 * k + 1) - (2 * k + 1) * (2 * k + 2) / part;
  return a / (part * root_of_2pi());
}

Number erf_of(const Number& x) {
  const Number square = 2 * x * x;
  if (square < 36) return 2 * sqrt(Number(2)) * x * exp_of(-x * x) * normal_series(square) / root_of_2pi();
  const Number root = sqrt(square);
  const Number result = 1 - 2 * gaussian_of(root) * mills_of(root);
  return x < 0 ? Number(-result) : result;
}

}  // namespace

Wide::Wide(double x) : parts_(wide_of(Number(x)).parts()) {}
double Wide::rounded() const { return number_of(*this).convert_to<double>(); }

Wide operator-(const Wide& a) { return wide_of(-number_of(a)); }
Wide operator+(const Wide& a, const Wide& b) { return wide_of(number_of(a) + number_of(b)); }
Wide operator-(const Wide& a, const Wide& b) { return wide_of(number_of(a) - number_of(b)); }
Wide operator*(const Wide& a, const Wide& b) { return wide_of(number_of(a) * number_of(b)); }
Wide operator/(const Wide& a, const Wide& b) { return wide_of(number_of(a) / number_of(b)); }
bool operator<(const Wide& a, const Wide& b) { return number_of(a) < number_of(b); }
bool operator>(const Wide& a, const Wide& b) { return number_of(a) > number_of(b); }
bool operator<=(const Wide& a, const Wide& b) { return number_of(a) <= number_of(b); }
bool operator>=(const Wide& a, const Wide& b) { return number_of(a) >= number_of(b); }
bool operator==(const Wide& a, const Wide& b) { return number_of(a) == number_of(b); }

Wide abs(const Wide& x) { return wide_of(abs(number_of(x))); }
Wide min(const Wide& x, double bound) { return number_of(x) > bound ? Wide(bound) : x; }
Wide max(const Wide& x, double bound) { return number_of(x) < bound ? Wide(bound) : x; }
Wide sqrt(const Wide& x) { return wide_of(sqrt(number_of(x))); }
Wide cbrt(const Wide& x) {
  if (x == 0) return x;
  const Wide root = wide_of(exp_of(log_of(abs(number_of(x))) / 3));
  return x < 0 ? -root : root;
}

Wide exp(const Wide& x) { return wide_of(exp_of(number_of(x))); }
Wide expm1(const Wide& x) { return wide_of(expm1_of(number_of(x))); }
Wide log(const Wide& x) { return wide_of(log_of(number_of(x))); }
Wide log1p(const Wide& x) { return wide_of(log1p_of(number_of(x))); }
Wide log1p_unit(const Wide& x) { return log1p(x); }
Wide sigmoid_slope(const Wide& x) {
  const Number e = exp_of(-abs(number_of(x))), sum = 1 + e;
  return wide_of(e / (sum * sum));
}

Wide sin(const Wide& x) { return wide_of(sin_turned(number_of(x), 0)); }
Wide cos(const Wide& x) { return wide_of(sin_turned(number_of(x), 1)); }
Wide atan(const Wide& x) { return wide_of(atan_of(number_of(x))); }

Wide gaussian(const Wide& x) { return wide_of(gaussian_of(number_of(x))); }
Wide bell(const Wide& x) { return exp(-x * x); }
Wide normal_density(const Wide& x) { return wide_of(gaussian_of(number_of(x)) / root_of_2pi()); }
Wide normal_mills(const Wide& a) { return wide_of(mills_of(number_of(a))); }
Wide normal_tail(const Wide& a) { return gaussian(a) * normal_mills(a); }
Wide erf(const Wide& x) { return wide_of(erf_of(number_of(x))); }

Wide x_minus_tanh_near_zero(const Wide& x) {
  static const Series series(1, [](unsigned n) { return 2 * n * (2 * n + 3); });  // x cosh x - sinh x, of x^2
  const Number number = number_of(x), square = number * number, e = exp_of(abs(number));
  return wide_of(number * square * series(square) * 2 / (3 * (e + 1 / e)));
}

}  // namespace actviz
