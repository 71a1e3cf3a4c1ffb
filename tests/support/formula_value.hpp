#pragma once
// The value of a formula on any number type: double, Dual for derivatives, a multiple-precision number.
//
// A function is given by its value on plain numbers and, for Dual, by its derivative: two tables. On double
// the value comes from the vocabulary of lib/number where it has the function, else from the C++ library; on
// other types from their own functions and the textbook.
#include <cmath>
#include <numbers>
#include <type_traits>

#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"
#include "lib/number/special.hpp"

namespace actviz {
namespace detail {

template <class T>
T read(const Literal& literal) {
  if constexpr (std::is_same_v<T, double>)
    return literal.value;
  else if constexpr (is_dual<T>)
    return T(read<decltype(T::v)>(literal));
  else
    return T(literal.text);
}

template <class T>
T formula_function(Op op, const T& x);

template <class T>
T pi() {
  if constexpr (is_dual<T>)
    return T(pi<decltype(T::v)>());
  else if constexpr (std::is_same_v<T, double>)
    return std::numbers::pi;
  else
    return 4 * formula_function(Op::atan, T(1));
}

/// A function of the language on a number that carries no derivative, the textbook's way.
template <class T>
T plain_function(Op op, const T& x) {
  switch (op) {
    case Op::exp:
      return exp(x);
    case Op::expm1:
      return expm1(x);
    case Op::log:
      return log(x);
    case Op::log1p:
      return log1p(x);
    case Op::sqrt:
      return sqrt(x);
    case Op::cbrt:
      return cbrt(x);
    case Op::erf:
      return erf(x);
    case Op::erfc:
      return erfc(x);
    case Op::tanh:
      return tanh(x);
    case Op::sin:
      return sin(x);
    case Op::cos:
      return cos(x);
    case Op::atan:
      return atan(x);
    case Op::abs:
      return abs(x);
    case Op::sign:
      return x > 0 ? T(1) : x < 0 ? T(-1) : x;
    case Op::sigmoid:
      return 1 / (1 + exp(T(-x)));
    case Op::softplus:
      return log1p(exp(x));
    case Op::Phi:
      return erfc(T(-x / sqrt(T(2)))) / 2;
    case Op::phi:
      return exp(T(-x * x / 2)) / sqrt(T(2 * pi<T>()));
    default:
      return x < 0 ? T(0) : x;  // relu
  }
}

/// The derivative of a function of the language at x, where its value is y. At a bend the slope of the left
/// side, 0 for abs and sign: what frameworks use for max(x, 0).
template <class T>
T formula_derivative(Op op, const T& x, const T& y) {
  const auto of = [&](Op function) { return formula_function(function, x); };
  switch (op) {
    case Op::exp:
      return y;
    case Op::expm1:
      return of(Op::exp);
    case Op::log:
      return 1 / x;
    case Op::log1p:
      return 1 / (1 + x);
    case Op::sqrt:
      return 1 / (2 * y);
    case Op::cbrt:
      return 1 / (3 * y * y);
    case Op::erf:
      return 2 / formula_function(Op::sqrt, pi<T>()) * formula_function(Op::exp, T(-x * x));
    case Op::erfc:
      return -formula_derivative(Op::erf, x, y);
    case Op::tanh:
      return 4 * formula_function(Op::sigmoid, T(2 * x)) * formula_function(Op::sigmoid, T(-2 * x));
    case Op::sin:
      return of(Op::cos);
    case Op::cos:
      return -of(Op::sin);
    case Op::atan:
      return 1 / (1 + x * x);
    case Op::abs:
      return of(Op::sign);
    case Op::sigmoid:
      return y * formula_function(Op::sigmoid, T(-x));
    case Op::softplus:
      return of(Op::sigmoid);
    case Op::Phi:
      return of(Op::phi);
    case Op::phi:
      return -x * y;
    case Op::relu:
      return x > 0 ? T(1.0) : T(0.0);
    default:
      return T(0.0);  // sign
  }
}

template <class T>
T formula_function(Op op, const T& x) {
  if constexpr (is_dual<T>) {
    const auto y = formula_function(op, x.v);
    return {y, formula_derivative(op, x.v, y) * x.d};
  } else {
    return plain_function(op, x);
  }
}

/// a^b; the derivative with respect to a constant exponent, which has no logarithm to take, is left out.
template <class T>
T formula_power(const T& a, const T& b) {
  if constexpr (is_dual<T>) {
    const auto y = formula_power(a.v, b.v);
    auto slope = b.v == 0 ? b.v : b.v * formula_power(a.v, decltype(b.v)(b.v - 1)) * a.d;
    if (!(b.d == 0)) slope = slope + y * formula_function(Op::log, a.v) * b.d;
    return {y, slope};
  } else if constexpr (std::is_same_v<T, double>) {
    return std::pow(a, b);
  } else {
    return pow(a, b);
  }
}

/// An operation on its arguments; `b` and `c` repeat `a` where it takes fewer.
template <class T>
T formula_operation(Op op, const T& a, const T& b, const T& c) {
  const auto truth = [](bool holds) { return holds ? T(1.0) : T(0.0); };
  switch (op) {
    case Op::negate:
      return -a;
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::multiply:
      return a * b;
    case Op::divide:
      return a / b;
    case Op::power:
      return formula_power(a, b);
    case Op::less:
      return truth(a < b);
    case Op::less_equal:
      return truth(a <= b);
    case Op::greater:
      return truth(a > b);
    case Op::greater_equal:
      return truth(a >= b);
    case Op::equal:
      return truth(a == b);
    case Op::where:
      return a == T(0.0) ? c : b;
    case Op::min:
      return b < a || !(b == b) ? b : a;
    case Op::max:
      return a < b || !(b == b) ? b : a;
    case Op::clip:
      return a < b ? b : c < a ? c : a;
    default:
      return formula_function(op, a);
  }
}

/// A called activation or one of its derivatives: by its kernels on doubles, else by its formula.
template <class T>
T activation_value(const Activation& activation, std::span<const T> parameters, const T& x, int order = 0);

}  // namespace detail

/// The value of a formula at `x` with the parameters' values in their declared order.
template <class T>
T evaluate(const Formula& formula, const T& x, std::span<const T> parameters) {
  std::vector<T> values;
  values.reserve(formula.nodes.size());
  for (const Formula::Node& node : formula.nodes) {
    const auto index = node.args[0];
    switch (node.op) {
      case Op::number:
        values.push_back(detail::read<T>(formula.literals[index]));
        break;
      case Op::variable:
        values.push_back(x);
        break;
      case Op::parameter:
        values.push_back(parameters[index]);
        break;
      case Op::pi:
        values.push_back(detail::pi<T>());
        break;
      case Op::e:
        values.push_back(detail::formula_function(Op::exp, T(1.0)));
        break;
      case Op::activation: {
        std::vector<T> given;
        const Formula::Call& call = formula.calls[node.args[1]];
        for (const double value : call.defaults) given.emplace_back(value);
        for (const auto& [which, value] : call.given) given[which] = values[value];
        values.push_back(detail::activation_value<T>(*call.activation, given, values[index]));
        break;
      }
      default:
        values.push_back(
            detail::formula_operation(node.op, values[index], values[node.args[1]], values[node.args[2]]));
    }
  }
  return values.back();
}

namespace detail {

template <class T>
T activation_value(const Activation& activation, std::span<const T> parameters, const T& x, int order) {
  if constexpr (std::is_same_v<T, double>) {
    Values values{};
    for (std::size_t i = 0; i < parameters.size(); ++i) values[i] = parameters[i];
    const Kernels& kernels = activation.kernels;
    return kernels.derivative(static_cast<std::size_t>(order), x, values);
  } else if constexpr (std::is_same_v<T, Dual<double>> || std::is_same_v<T, Dual<Dual<double>>>) {
    using Inner = decltype(x.v);
    std::vector<Inner> inner;
    for (const T& parameter : parameters) inner.push_back(parameter.v);
    return {activation_value<Inner>(activation, inner, x.v, order),
            activation_value<Inner>(activation, inner, x.v, order + 1) * x.d};
  } else {
    std::vector<std::string_view> names;
    for (const Param& param : activation.params) names.push_back(param.name);
    return evaluate<T>(Formula::parse(activation.formula, names), x, parameters);
  }
}

}  // namespace detail
}  // namespace actviz
