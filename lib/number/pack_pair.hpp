#pragma once
// Several double-doubles at once as one number, for kernels of sums, products and quotients alone: many of
// their results lie halfway between two floats, exactly or as nearly as a double can tell.
#include "lib/number/pack.hpp"

namespace actviz {

/// The sum of two vectors, neither of which overlaps the other. Relative errors are below 2^-100, and there
/// are none where a double holds the exact result. The instructions have fma.
template <class Isa>
class PackPair {
 public:
  using V = typename Isa::V;
  using B = typename Isa::B;

  PackPair(double x) : hi_(Isa::all(x)), lo_(Isa::all(0)) {}
  PackPair(const Constant& x) : hi_(Isa::all(x.part[0])), lo_(Isa::all(x.part[1])) {}
  explicit PackPair(const V& x) : hi_(x), lo_(Isa::all(0)) {}

  /// The number that all lanes hold: a parameter.
  double rounded() const { return hi_[0]; }

  /// Stores the nearest floats and tells, a bit for each lane, which of them an error could have changed.
  unsigned store(float* y) const {
    // A last bit that is 1 where there is a rest keeps the number off the middle of two floats.
    const B bits = B(hi_), differs = (bits ^ B(lo_)) >> 63;
    const auto is_exact = Isa::equal(lo_, Isa::all(0)),
               is_clear = Isa::less(0x1p-90 * Isa::abs(hi_), Isa::abs(lo_));
    const V odd = Isa::select(is_exact, hi_, V((bits - differs) | 1));
    const V sure =
        Isa::select(Isa::either(is_exact, is_clear), odd, Isa::all(std::numeric_limits<double>::quiet_NaN()));
    return Isa::store_if_equal(y, sure, sure);
  }

  friend PackPair operator-(const PackPair& a) { return {-a.hi_, -a.lo_}; }
  friend PackPair operator+(const PackPair& a, const PackPair& b) {
    const PackPair high = sum(a.hi_, b.hi_);
    return ordered_sum(high.hi_, high.lo_ + (a.lo_ + b.lo_));
  }
  friend PackPair operator-(const PackPair& a, const PackPair& b) { return a + -b; }
  friend PackPair operator*(const PackPair& a, const PackPair& b) {
    const V high = a.hi_ * b.hi_, rest = Isa::fma(a.hi_, b.hi_, -high);
    return ordered_sum(high, rest + Isa::fma(a.hi_, b.lo_, a.lo_ * b.hi_));
  }
  friend PackPair operator/(const PackPair& a, const PackPair& b) {
    const V quotient = a.hi_ / b.hi_, rest = Isa::fma(-quotient, b.hi_, a.hi_);
    return ordered_sum(quotient, (rest + (a.lo_ - quotient * b.lo_)) / b.hi_);
  }

  friend Mask<Isa> operator<(const PackPair& a, const PackPair& b) {
    const auto tie = Isa::both(Isa::equal(a.hi_, b.hi_), Isa::less(a.lo_, b.lo_));
    return {Isa::either(Isa::less(a.hi_, b.hi_), tie)};
  }
  friend Mask<Isa> operator>(const PackPair& a, const PackPair& b) { return b < a; }
  friend Mask<Isa> operator<=(const PackPair& a, const PackPair& b) { return !(b < a); }
  friend Mask<Isa> operator>=(const PackPair& a, const PackPair& b) { return !(a < b); }

  friend PackPair select(const Mask<Isa>& mask, const PackPair& a, const PackPair& b) {
    return {Isa::select(mask.m, a.hi_, b.hi_), Isa::select(mask.m, a.lo_, b.lo_)};
  }
  friend PackPair abs(const PackPair& a) { return select(a < 0, -a, a); }

 private:
  PackPair(const V& hi, const V& lo) : hi_(hi), lo_(lo) {}

  static PackPair ordered_sum(const V& large, const V& small) {
    const V hi = large + small;
    return {hi, small - (hi - large)};
  }
  static PackPair sum(const V& a, const V& b) {
    const V hi = a + b, from_b = hi - a;
    return {hi, (a - (hi - from_b)) + (b - from_b)};
  }

  V hi_, lo_;
};

}  // namespace actviz
