#pragma once
// A formula computed as a kernel of few bits computes it: every operation rounded.
#include <array>
#include <cstdint>
#include <vector>

#include "lib/catalogue/function.hpp"
#include "lib/number/float_format.hpp"

namespace actviz {

/// The textbook formula of a function on numbers of a format: the result of every operation is rounded, and
/// so is every operation of the chain rule, which uses the rounded results, as in s(1 - s) and 1 - t^2.
///
/// Operations are those that libraries offer, among them tanh and sigmoid; Phi, phi and softplus are computed
/// by erf, exp and log. A function that is an operation itself is that operation alone. Constants are rounded
/// once.
class RoundedChain {
 public:
  RoundedChain(const Function& f, const FloatFormat& format, Overflow overflow = Overflow::ieee);
  RoundedChain(const Formula& formula, const FloatFormat& format, Overflow overflow = Overflow::ieee)
      : RoundedChain(formula, {}, format, overflow) {}

  ValueAndSlope operator()(double x) const;

 private:
  class Compiler;
  RoundedChain(const Formula& formula, const std::vector<double>& parameters, const FloatFormat& format,
               Overflow overflow);
  struct Step {
    Op op = Op::number;
    std::array<std::uint32_t, 3> args{};
    bool is_constant = false;
    double constant = 0;
  };
  double rounded(double y) const { return format_.rounded(y, overflow_); }
  ValueAndSlope unary(Op op, const ValueAndSlope& a) const;
  double derivative(Op op, double x, double y) const;
  ValueAndSlope operation(const Step& step, const std::vector<ValueAndSlope>& results) const;
  ValueAndSlope power(const ValueAndSlope& a, const ValueAndSlope& b, bool is_constant) const;

  FloatFormat format_;
  Overflow overflow_;
  std::vector<Step> steps_;
};

/// The formula whose operations a RoundedChain of the function rounds.
Formula chain_formula(const Function& f);

}  // namespace actviz
