#pragma once
// Whether the float kernels of a function round right, float by float.
//
// An element is proven right where everything that its screen allows rounds to the float that the kernel
// gave. All others, and a sample of those, are computed by the formula text in multiple precision; the sample
// also holds the screen to its bound. What the text says nothing of, the slope at a kink, the infinities and,
// in the sample, the sign of a zero, is what Function says one by one.
#include <cstdint>
#include <span>

#include "tests/exhaustive/screen.hpp"
#include "tests/exhaustive/truth.hpp"

namespace actviz::test {

/// What was found at some floats.
struct Findings {
  std::uint64_t inputs = 0, misrounded = 0;
  std::uint64_t in_full = 0;    ///< computed in multiple precision
  std::uint64_t undecided = 0;  ///< of those, where that does not tell, nor does the screen
  std::uint32_t first = 0;      ///< the first misrounded, as a code
  double greatest_ulp = 0.5;    ///< above 0.5 only where misrounded

  Findings& operator+=(const Findings& later);
};

/// Proofs for one function with its default parameters, its value (order 0) or its slope (order 1). For any
/// thread.
class Proof {
 public:
  /// Throws Error where the function has no screen.
  Proof(const Activation& activation, int order);
  /// With estimates of its own.
  Proof(const Activation& activation, int order, Estimate estimate);

  /// From where on the finite floats on both sides of 0 are left out; infinite where none is.
  float end() const { return end_; }

  /// Checks the kernel at `count` floats from the code `begin` on. Throws as `judge` does.
  Findings check(std::uint32_t begin, std::uint32_t count) const;

  /// Checks results y at x: whole blocks of floats whose codes follow each other from a multiple of `block`
  /// on. Throws Error where the screen breaks its bound.
  Findings judge(std::span<const float> x, std::span<const float> y) const;
  static constexpr std::uint32_t block = Estimates::capacity;

 private:
  bool is_left_out(std::uint32_t code) const;
  void check_block(const float* x, const float* y, Findings& findings) const;
  void check_special(const float* x, const float* y, Findings& findings) const;
  /// What the float nearest to the result at x is, and the result where it is known in full.
  ExactResult settled(float x, const Estimates& estimates, std::size_t i, Findings& findings) const;
  float nearest(float x) const {
    return order_ == 0 ? function_.nearest_value(x) : function_.nearest_slope(x);
  }

  Function function_;
  Facts facts_;
  int order_;
  Estimate estimate_;
  Truth truth_;
  float end_;
};

}  // namespace actviz::test
