#pragma once
// Several floats at once as one number, for kernels that choose among x and other numbers.
#include <cmath>

#include "lib/number/pack.hpp"

namespace actviz {

/// One vector of floats: those of x, or a number that need not be a float and is compared as what it is.
template <class Isa>
class FloatPack {
 public:
  using V = typename Isa::V;
  V v;  ///< nearest

  FloatPack(double x) {
    constexpr float end = std::numeric_limits<float>::infinity();
    const float near = static_cast<float>(x);
    v = V{} + near;
    at_most_ = V{} + (near > x ? std::nextafter(near, -end) : near);
    at_least_ = V{} + (near < x ? std::nextafter(near, end) : near);
  }
  explicit FloatPack(const V& x) : FloatPack(x, x, x) {}
  // One vector after the other: left to itself g++ 12 copies the bytes through memory.
  FloatPack(const FloatPack& other) : FloatPack(other.v, other.at_most_, other.at_least_) {}
  FloatPack& operator=(const FloatPack& other) {
    v = other.v;
    at_most_ = other.at_most_;
    at_least_ = other.at_least_;
    return *this;
  }

  friend FloatPack operator-(const FloatPack& a) { return {-a.v, -a.at_least_, -a.at_most_}; }
  friend FloatPack abs(const FloatPack& a) { return select(a < 0.0, -a, a); }
  friend FloatPack finite(const FloatPack& a) { return a; }

  friend Mask<Isa> operator<(const FloatPack& a, const FloatPack& b) {
    return {Isa::less(a.at_most_, b.at_least_)};
  }
  friend Mask<Isa> operator>(const FloatPack& a, const FloatPack& b) { return b < a; }
  friend Mask<Isa> operator<=(const FloatPack& a, const FloatPack& b) {
    return {Isa::less_equal(a.at_least_, b.at_most_)};
  }
  friend Mask<Isa> operator>=(const FloatPack& a, const FloatPack& b) { return b <= a; }
  friend FloatPack select(const Mask<Isa>& m, const FloatPack& a, const FloatPack& b) {
    return {Isa::select(m.m, a.v, b.v), Isa::select(m.m, a.at_most_, b.at_most_),
            Isa::select(m.m, a.at_least_, b.at_least_)};
  }

 private:
  FloatPack(const V& near, const V& at_most, const V& at_least)
      : v(near), at_most_(at_most), at_least_(at_least) {}

  V at_most_, at_least_;  ///< the floats beside a number that is none
};

}  // namespace actviz
