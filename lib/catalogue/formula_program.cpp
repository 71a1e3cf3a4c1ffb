#include "lib/catalogue/formula_program.hpp"

#include <cmath>
#include <memory>

#include "lib/catalogue/formula_jet.hpp"
#include "lib/catalogue/rounded_once.hpp"
#include "lib/number/fma.hpp"

namespace actviz {

using namespace detail;

Program::Number::Number(double on_doubles, const Wide& on_wide) : plain(on_doubles), exact(on_wide) {
  const double near = exact.rounded(), rest = (exact - near).rounded();
  if (std::fabs(near) < infinity && near != 0) plain = near;
  const bool is_held = near == 0 || std::fabs(near) >= 0x1p-960 || rest == 0;
  quick = {near, is_held && std::fabs(near) < infinity ? rest : DoubleDouble::lost};
  quick_error = near == 0 && !(exact == 0) ? DoubleDouble::lost : std::fabs(quick.lo);
}

template <>
inline const double& Program::Number::as() const {
  return plain;
}
template <>
inline const DoubleDouble& Program::Number::as() const {
  return quick;
}
template <>
inline const Wide& Program::Number::as() const {
  return exact;
}

template <class T, int N>
[[gnu::always_inline]] inline Jet<T, N> Program::run(const Steps& steps, double x, void* memory) const {
  auto* top = static_cast<Jet<T, N>*>(memory) - 1;
  for (const Step& step : steps) {
    const auto number = [&]() -> const T& { return numbers_[step.index].as<T>(); };
    if (step.op == Op::number) {
      *++top = constant_jet<N>(number());
    } else if (step.op == Op::variable) {
      *++top = variable_jet<N>(T(x));
    } else if (step.op == Op::activation) {
      const Call& call = calls_[step.index];
      *top = activation(call.activation->kernels, call.values, *top);
    } else if (step.op == Op::where || step.op == Op::clip) {
      top -= 2;
      *top = ternary(step.op, top[0], top[1], top[2]);
    } else if (step.op == Op::negate || step.op >= Op::exp) {
      *top = function(step.op, *top);
    } else if (step.immediate == Immediate::right) {
      *top = with_number(step.op, *top, number());
    } else if (step.immediate == Immediate::left) {
      *top = binary(step.op, constant_jet<N>(number()), *top);
    } else {
      --top;
      *top = binary(step.op, top[0], top[1]);
    }
  }
  return *top;
}

namespace {

/// The derivative of order N, NaN where the value is.
template <class T, int N>
T last(const Jet<T, N>& jet) {
  return known_with(jet.d[0], jet.d[N]);
}

}  // namespace

template <int N>
ACTVIZ_TARGET_FMA [[gnu::flatten]] Jet<DoubleDouble, N> Program::run_with_fma(const Steps& steps, double x,
                                                                              void* memory) const {
  return run<DoubleDouble, N>(steps, x, memory);
}
template <int N>
[[gnu::flatten]] Jet<DoubleDouble, N> Program::run_anywhere(const Steps& steps, double x,
                                                            void* memory) const {
  return run<DoubleDouble, N>(steps, x, memory);
}

namespace {

/// Calls `run` with memory for a stack of numbers that need no construction.
template <class T, class Run>
auto with_stack(std::size_t depth, const Run& run) {
  constexpr std::size_t small = 24;
  if (depth <= small) {
    alignas(T) std::byte stack[small * sizeof(T)];
    return run(stack);
  }
  const auto stack = std::make_unique_for_overwrite<std::byte[]>(depth * sizeof(T));
  return run(stack.get());
}

}  // namespace

template <int N>
Jet<DoubleDouble, N> Program::run_jet(const Steps& steps, double x) const {
  return with_stack<Jet<DoubleDouble, N>>(depth_, [&](void* memory) {
    return fma_ ? run_with_fma<N>(steps, x, memory) : run_anywhere<N>(steps, x, memory);
  });
}

template <int N>
DoubleDouble Program::run_quick(const Steps& steps, double x) const {
  return last(run_jet<N>(steps, x));
}

template <int N>
[[gnu::noinline]] double Program::run_plain(const Steps& steps, double x) const {
  return with_stack<Jet<double, N>>(depth_,
                                    [&](void* memory) { return last(run<double, N>(steps, x, memory)); });
}

template <int N>
[[gnu::noinline]] Wide Program::run_exact(double x) const {
  std::vector<Jet<Wide, N>> stack(depth_);
  return last(run<Wide, N>(steps_, x, stack.data()));
}

/// What to answer where DoubleDouble gave `quick`: not finite, tiny, or zero, which has a sign.
template <int N>
double Program::careful(double quick, double x) const {
  const double plain = run_plain<N>(steps_, x);
  if (!(std::fabs(x) < infinity)) return N == 0 || x == x ? plain : x;
  const double exact = quick == 0 ? quick : run_exact<N>(x).rounded();
  if (exact == 0) return plain == plain ? std::copysign(exact, plain) : exact;
  const bool both_infinite = std::isinf(exact) && std::isinf(plain);  // by a zero that has a sign
  return exact == exact && !both_infinite ? exact : plain;
}

template <int N>
double Program::settled(double quick, double x) const {
  const double size = std::fabs(quick);
  return size >= 0x1p-960 && size < infinity && std::fabs(x) < infinity ? quick : careful<N>(quick, x);
}

template <int N>
double Program::evaluate(double x) const {
  return settled<N>(run_quick<N>(steps_, x).rounded(), x);
}
template double Program::evaluate<0>(double) const;
template double Program::evaluate<1>(double) const;
template double Program::evaluate<2>(double) const;

ValueAndSlope Program::value_and_slope(double x) const {
  const Jet<DoubleDouble, 1> both = run_jet<1>(steps_, x);
  return {settled<0>(both.d[0].rounded(), x), settled<1>(last(both).rounded(), x)};
}

template <int N>
float Program::nearest(double x) const {
  const DoubleDouble quick = run_quick<N>(steps_, x);
  return rounded_once(
      quick, x, [](double odd) { return static_cast<float>(odd); },
      [&] { return careful<N>(quick.rounded(), x); }, [&] { return run_exact<N>(x); });
}
template float Program::nearest<0>(double) const;
template float Program::nearest<1>(double) const;

template <int N>
double Program::rounded(double x, const FloatFormat& format, Overflow overflow) const {
  const DoubleDouble quick = run_quick<N>(steps_, x);
  return rounded_once(
      quick, x, [&](double y) { return format.rounded(y, overflow); },
      [&] { return careful<N>(quick.rounded(), x); }, [&] { return run_exact<N>(x); });
}

double Program::rounded(int order, double x, const FloatFormat& format, Overflow overflow) const {
  return order == 0   ? rounded<0>(x, format, overflow)
         : order == 1 ? rounded<1>(x, format, overflow)
                      : rounded<2>(x, format, overflow);
}

template DoubleDouble Program::run_quick<0>(const Steps&, double) const;
template double Program::run_plain<0>(const Steps&, double) const;

template <int N>
double Program::bounded(double x) const {
  const double quick = run_quick<N>(steps_, x).rounded();
  return std::fabs(quick) < infinity ? quick : run_plain<N>(steps_, x);
}

double Program::roughly(int order, double x) const {
  return order == 0 ? bounded<0>(x) : order == 1 ? bounded<1>(x) : bounded<2>(x);
}

}  // namespace actviz
