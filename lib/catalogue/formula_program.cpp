#include "lib/catalogue/formula_program.hpp"

#include <cmath>

#include "lib/catalogue/formula_jet.hpp"

namespace actviz {
namespace {

using namespace detail;

constexpr Values no_values{};

template <int N>
Jet<N> binary(Op op, const Jet<N>& a, const Jet<N>& b) {
  switch (op) {
    case Op::add:
      return sum(a, b);
    case Op::subtract:
      return difference(a, b);
    case Op::multiply:
      return product(a, b);
    case Op::divide:
      return quotient(a, b);
    case Op::power:
      return power_jet(a, b);
    case Op::min:
      return b.d[0] < a.d[0] || b.d[0] != b.d[0] ? b : a;
    case Op::max:
      return a.d[0] < b.d[0] || b.d[0] != b.d[0] ? b : a;
    default:  // what is chosen among formulas of numbers serves for the comparisons
      return constant_jet<N>(formula_operation<double>(op, a.d[0], b.d[0], b.d[0]));
  }
}

template <int N>
Jet<N> ternary(Op op, const Jet<N>& a, const Jet<N>& b, const Jet<N>& c) {
  if (op == Op::where) return a.d[0] == 0 ? c : b;
  return a.d[0] < b.d[0] ? b : c.d[0] < a.d[0] ? c : a;
}

}  // namespace

std::vector<Program> Program::guards() const {
  std::vector<Program> all;
  for (const Steps& steps : guards_) {
    Program& guard = all.emplace_back(Program());
    guard.steps_ = steps;
    guard.calls_ = calls_;
    guard.depth_ = depth_ + 1;
    guard.fma_ = fma_;
  }
  return all;
}

template <int N>
[[gnu::always_inline]] inline double Program::run(double x, void* memory) const {
  auto* top = static_cast<Jet<N>*>(memory) - 1;
  double rest = 0;  // what rounding took from the number on top, where that is known
  for (const Step& step : steps_) {
    if (step.op == Op::number) {
      *++top = constant_jet<N>(step.number);
      rest = 0;
    } else if (step.op == Op::variable) {
      *++top = variable_jet<N>(x);
      rest = 0;
    } else if (step.op == Op::negate) {
      *top = negated(*top);
      rest = -rest;
    } else if (step.op == Op::activation) {
      if (!step.refined) rest = 0;
      apply(calls_[step.call].activation->kernels, calls_[step.call].values, rest, *top);
    } else if (step.op == Op::where || step.op == Op::clip) {
      top -= 2;
      *top = ternary(step.op, top[0], top[1], top[2]);
      rest = 0;
    } else if (step.kernels) {
      if (!step.refined) rest = 0;
      apply(*step.kernels, no_values, rest, *top);
    } else if (is_logarithm_or_root(step.op)) {
      *top = logarithm_or_root(step.op, *top);
      rest = 0;
    } else if (step.immediate == Immediate::left) {
      rest = step.op == Op::multiply
                 ? rounding(step.op, top->d[0], step.number, rest) + top->d[0] * step.number_rest
                 : 0;
      *top = binary(step.op, constant_jet<N>(step.number), *top);
    } else if (step.immediate == Immediate::right) {
      const bool is_square = step.op == Op::power && step.number == 2;
      rest = is_square ? rounding(Op::multiply, top->d[0], top->d[0], 0)
                       : rounding(step.op, top->d[0], step.number, rest);
      if (step.op == Op::multiply) rest += top->d[0] * step.number_rest;
      *top = binary(step.op, *top, constant_jet<N>(step.number));
    } else {
      --top;
      const bool is_product = step.op == Op::multiply;
      const double lost = rounding(step.op, top[0].d[0], top[1].d[0], 0);
      const double more = is_product ? rest * top[0].d[0] : 0;
      *top = binary(step.op, top[0], top[1]);
      rest = lost + more;
      if (more != 0 && std::isfinite(rest) && std::isfinite(top->d[0])) {
        const double exact = top->d[0] + rest;
        rest = (top->d[0] - exact) + rest;
        top->d[0] = exact;
      }
    }
  }
  return top->d[0] == top->d[0] ? top->d[N] : top->d[0];
}

template <int N>
ACTVIZ_TARGET_FMA [[gnu::flatten]] double Program::run_with_fma(double x, void* memory) const {
  return run<N>(x, memory);
}
template <int N>
[[gnu::flatten]] double Program::run_anywhere(double x, void* memory) const {
  return run<N>(x, memory);
}

template <int N>
double Program::evaluate(double x) const {
  constexpr std::size_t small = 24;
  const auto on = [&](void* memory) {
    return fma_ ? run_with_fma<N>(x, memory) : run_anywhere<N>(x, memory);
  };
  if (depth_ <= small) {
    Jet<N> stack[small];
    return on(stack);
  }
  std::vector<Jet<N>> stack(depth_);
  return on(stack.data());
}

double Program::value(double x) const { return evaluate<0>(x); }
double Program::slope(double x) const { return x == x ? evaluate<1>(x) : x; }
double Program::curvature(double x) const { return x == x ? evaluate<2>(x) : x; }

}  // namespace actviz
