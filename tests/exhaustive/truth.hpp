#pragma once
// What the formula text of a function says, in as many digits as rounding to a float takes.
#include <optional>
#include <vector>

#include "lib/catalogue/function.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {

/// A result in multiple precision, and the float it rounds to.
struct ExactResult {
  Exact number, error;  ///< the exact result is that near
  /// Nothing where the digits do not tell: what overflowed on the way, a tie that they do not break though
  /// some of them were rounded. A zero has any sign.
  std::optional<float> nearest;
};

/// The value (order 0) or the slope (order 1) of a function by its formula text, of which lib/catalogue
/// compiles nothing into its kernels; meaningless at a kink. For any thread.
class Truth {
 public:
  Truth(const Function& function, int order)
      : formula_(function.formula()), values_(function.values()), order_(order) {}
  ExactResult operator()(float x) const;

 private:
  Formula formula_;
  Values values_;
  int order_;
};

/// |got - exact| in units of the spacing of floats at `exact`; infinite where `got` is not finite.
double float_ulps(float got, const Exact& exact);

}  // namespace actviz::test
