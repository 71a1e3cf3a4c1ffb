#pragma once
// A formula with the values of its parameters, compiled: what does not depend on x is computed once, the rest
// is a flat list of steps on a small stack; evaluation allocates nothing unless the formula nests very
// deeply.
#include <cstdint>
#include <span>
#include <vector>

#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"

namespace actviz {

/// A compiled formula. Never throws after construction.
///
/// Some forms are computed by the function they mean: log(1 + u) and exp(u) - 1 without cancellation,
/// log(1 + exp(u)) as softplus and 1/(1 + exp(u)) as sigmoid, so that no exponential overflows.
class Program {
 public:
  /// `parameters` are the values of the formula's parameters in their order. Throws Error where a called
  /// activation does not allow the values given to it.
  Program(const Formula& formula, std::span<const double> parameters);

  double value(double x) const;
  double slope(double x) const;
  double curvature(double x) const;

  /// The expressions whose change of sign may be a kink or a jump: arguments of abs and sign, differences of
  /// what is compared, of the arguments of min, max and clip, distances to the kinks of called activations,
  /// divisors and bases of powers.
  std::vector<Program> guards() const;

 private:
  /// `immediate`: one argument is `number`, the left or the right one, and not on the stack.
  enum class Immediate : unsigned char { none, left, right };
  struct Step {
    Op op;
    Immediate immediate = Immediate::none;
    std::uint32_t call = 0;
    double number = 0;
    const Kernels* kernels = nullptr;  ///< of a function that has them
    double number_rest = 0;            ///< what `number` lacks of the decimal that was written
    bool refined = false;              ///< smooth: corrected for the rounding of its argument
  };
  struct Call {
    const Activation* activation;
    Values values;
  };
  using Steps = std::vector<Step>;
  class Compiler;

  Program() = default;
  template <int N>
  double run(double x, void* memory) const;
  template <int N>
  double run_with_fma(double x, void* memory) const;
  template <int N>
  double run_anywhere(double x, void* memory) const;
  template <int N>
  double evaluate(double x) const;

  Steps steps_;
  std::vector<Call> calls_;
  std::vector<Steps> guards_;
  std::size_t depth_ = 0;  ///< of the stack
  bool fma_ = false;
};

}  // namespace actviz
