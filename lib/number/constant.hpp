#pragma once
// Constants to more than 200 bits, so that a kernel means the same number on every type it is evaluated on.
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace actviz {

/// A number as the unevaluated sum of four doubles, each the nearest to what the ones before leave.
struct Constant {
  std::array<double, 4> part{};
  constexpr operator double() const { return part[0]; }
  friend constexpr Constant operator-(const Constant& a) {
    return {{-a.part[0], -a.part[1], -a.part[2], -a.part[3]}};
  }
};

namespace detail {
__extension__ using Whole = unsigned __int128;

/// 2^k for |k| <= 1022.
constexpr double exact_power_of_two(int k) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52);
}

constexpr Whole factorial(unsigned n) { return n < 2 ? 1 : n * factorial(n - 1); }
}  // namespace detail

/// The quotient of two whole numbers below 2^120, good to 212 bits.
constexpr Constant ratio(detail::Whole numerator, detail::Whole denominator) {
  if (numerator == 0) return {};
  int exponent = 0;
  while (numerator < denominator) numerator <<= 1, --exponent;
  while (numerator / 2 >= denominator) denominator <<= 1, ++exponent;
  Constant quotient;
  for (double& part : quotient.part) {  // 53 bits each, by long division
    std::uint64_t bits = 0;
    for (int i = 0; i < 53; ++i, numerator <<= 1) {
      bits <<= 1;
      if (numerator >= denominator) bits |= 1, numerator -= denominator;
    }
    part = static_cast<double>(bits) * detail::exact_power_of_two(exponent - 52);
    exponent -= 53;
  }
  for (std::size_t i = 3; i > 0; --i) {  // truncated parts become nearest ones
    double &high = quotient.part[i - 1], &low = quotient.part[i];
    const double sum = high + low;
    low -= sum - high;
    high = sum;
  }
  return quotient;
}

/// 1 / n!, n <= 27.
constexpr Constant inverse_factorial(unsigned n) { return ratio(1, detail::factorial(n)); }

inline namespace literals {
/// The decimal that is written, not the double next to it: 1.702_exact. At most 33 digits.
template <char... digits>
consteval Constant operator""_exact() {
  detail::Whole number = 0, power = 1;
  bool behind_point = false;
  for (const char digit : {digits...}) {
    if (digit == '\'') continue;
    if (digit == '.') {
      behind_point = true;
    } else {
      if (number >= (detail::Whole(1) << 110)) throw "too many digits";
      number = 10 * number + static_cast<unsigned>(digit - '0');
      if (behind_point) power *= 10;
    }
  }
  return ratio(number, power);
}
}  // namespace literals

namespace exactly {
/// pi.
inline constexpr Constant pi = {
    {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53, -0x1.f1976b7ed8fbcp-109, 0x1.4cf98e804177dp-163}};
/// e.
inline constexpr Constant e = {
    {0x1.5bf0a8b145769p+1, 0x1.4d57ee2b1013ap-53, -0x1.618713a31d3e2p-109, 0x1.c5a6d2b53c26dp-163}};
/// ln 2.
inline constexpr Constant ln2 = {
    {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56, 0x1.7b57a079a1934p-111, -0x1.ace93a4ebe5d1p-165}};
/// 1 / sqrt(2 pi).
inline constexpr Constant inverse_sqrt_2pi = {
    {0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56, -0x1.c7402c7d60cfbp-112, 0x1.2706d8c0471b5p-168}};
/// 2 / sqrt(pi).
inline constexpr Constant two_over_sqrt_pi = {
    {0x1.20dd750429b6dp+0, 0x1.1ae3a914fed8p-56, -0x1.3cbbebf65f145p-111, -0x1.e0c574632f53ep-166}};
/// sqrt(2).
inline constexpr Constant sqrt_2 = {
    {0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54, 0x1.57d3e3adec175p-108, 0x1.2775099da2f59p-164}};
/// sqrt(8 / pi).
inline constexpr Constant sqrt_8_over_pi = {
    {0x1.9884533d43651p+0, -0x1.cbc0d30ebfd15p-54, -0x1.c7402c7d60cfbp-110, 0x1.2706d8c0471b5p-166}};
}  // namespace exactly

}  // namespace actviz
