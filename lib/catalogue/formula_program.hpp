#pragma once
// A formula with the values of its parameters, compiled: what does not depend on x is computed once, the rest
// is a flat list of steps on a small stack; evaluation allocates nothing unless the formula nests very deeply
// or digits are lost.
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"
#include "lib/number/float_format.hpp"

namespace actviz {
namespace detail {
template <class T, int N>
struct Jet;
}  // namespace detail

/// A compiled formula. Never throws after construction.
///
/// Results are within 0.51 ULP of the exact ones, numbers taken as they are written: the steps are run on
/// DoubleDouble, and where digits are lost again on Wide. What is not defined or not finite is as on doubles.
///
/// Some forms are computed by the function they mean, since they would cancel to nothing even on Wide:
/// log(1 + u), exp(u) - 1, log(1 + exp(u)) as softplus, 1/(1 + exp(u)) as sigmoid, 1 + erf(u) as erfc,
/// 1 + tanh(u) as a sigmoid.
class Program {
 public:
  /// `parameters` are the values of the formula's parameters in their order. Throws Error where a called
  /// activation does not allow the values given to it.
  Program(const Formula& formula, std::span<const double> parameters);

  double value(double x) const { return evaluate<0>(x); }
  double slope(double x) const { return evaluate<1>(x); }
  double curvature(double x) const { return evaluate<2>(x); }
  /// The same bits in less time than one after the other.
  ValueAndSlope value_and_slope(double x) const;

  /// The floats nearest to the exact ones, rounded once.
  float nearest_value(double x) const { return nearest<0>(x); }
  float nearest_slope(double x) const { return nearest<1>(x); }
  /// The number of a format nearest to the exact value or a derivative, rounded once.
  double rounded(int order, double x, const FloatFormat& format, Overflow overflow) const;
  /// As a FloatKernel, for an instruction set that is available.
  bool on_floats(InstructionSet set, const FloatBlock& block) const;

  /// The value or a derivative on DoubleDouble, or double where digits are lost: in bounded time.
  double roughly(int order, double x) const;

  /// How many expressions there are whose change of sign may be a kink or a jump: arguments of abs and sign,
  /// differences of what is compared, of the arguments of min, max and clip, distances to the kinks of called
  /// activations, divisors and bases of powers.
  std::size_t guard_count() const { return guards_.size(); }
  /// One of them, on doubles.
  double guard(std::size_t i, double x) const { return run_plain<0>(guards_[i], x); }
  /// The same where doubles round too much to tell one root from its neighbours.
  double precise_guard(std::size_t i, double x) const { return run_quick<0>(guards_[i], x).hi; }

 private:
  /// `immediate`: one argument is a number, the left or the right one, and not on the stack.
  enum class Immediate : unsigned char { none, left, right };
  struct Step {
    Op op;
    Immediate immediate = Immediate::none;
    std::uint32_t index = 0;  ///< of the number or the call
  };
  /// A number on every type; lost on DoubleDouble where that does not hold it.
  struct Number {
    double plain;
    DoubleDouble quick;
    Wide exact;
    double quick_error;  ///< of the first part of `quick` alone; NaN where that may be anything
    Number(double on_doubles, const Wide& on_wide);
    template <class T>
    const T& as() const;
  };
  struct Call {
    const Activation* activation;
    Values values;
    std::shared_ptr<const Program> textbook;  ///< the activation's formula
    std::vector<double> kinks;
  };
  using Steps = std::vector<Step>;
  class Compiler;

  template <class T, int N>
  detail::Jet<T, N> run(const Steps& steps, double x, void* memory) const;
  template <int N>
  detail::Jet<DoubleDouble, N> run_with_fma(const Steps& steps, double x, void* memory) const;
  template <int N>
  detail::Jet<DoubleDouble, N> run_anywhere(const Steps& steps, double x, void* memory) const;
  template <int N>
  detail::Jet<DoubleDouble, N> run_jet(const Steps& steps, double x) const;
  template <int N>
  DoubleDouble run_quick(const Steps& steps, double x) const;
  template <int N>
  double run_plain(const Steps& steps, double x) const;
  template <int N>
  Wide run_exact(double x) const;
  template <int N>
  double rounded(double x, const FloatFormat& format, Overflow overflow) const;
  template <int N>
  double evaluate(double x) const;
  template <int N>
  double settled(double quick, double x) const;
  template <int N>
  float nearest(double x) const;
  template <int N>
  double careful(double quick, double x) const;
  template <int N>
  double bounded(double x) const;

  template <class Isa, int N>
  struct OnPacks;
  /// Of the memory for packs, which what is called needs too.
  std::size_t total_depth() const;

  Steps steps_;
  std::vector<Number> numbers_;
  std::vector<Call> calls_;
  std::vector<Steps> guards_;
  std::size_t depth_ = 0;  ///< of the stack, for the guards too
  bool fma_ = false;
};

}  // namespace actviz
