#include "lib/analysis/rounded_chain.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/catalogue/formula_jet.hpp"

namespace actviz {
namespace {

double sign_of(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }

/// A function of the language on doubles.
double plain(Op op, double x) { return detail::function(op, detail::Jet<double, 0>{{x}}).d[0]; }
double plain(Op op, double a, double b) {
  return detail::binary(op, detail::Jet<double, 0>{{a}}, detail::Jet<double, 0>{{b}}).d[0];
}
double plain(Op op, double a, double b, double c) {
  const auto jet = [](double x) { return detail::Jet<double, 0>{{x}}; };
  return detail::ternary(op, jet(a), jet(b), jet(c)).d[0];
}

std::vector<double> parameter_values(const Function& f) {
  std::vector<double> values;
  for (const auto& [name, value] : f.parameters()) values.push_back(value);
  return values;
}

}  // namespace

Formula chain_formula(const Function& f) {
  if (!f.is_formula() && f.parameters().empty())
    for (const NamedOp& operation : formula_functions())
      if (operation.arity == 1 && operation.name == f.name()) return Formula::parse(f.name() + "(x)");
  return f.formula();
}

/// Lays out the operations of a formula, of the activations it calls, and of what libraries do not offer.
class RoundedChain::Compiler {
 public:
  explicit Compiler(std::vector<Step>& steps) : steps_(steps) {}

  std::uint32_t variable() { return push({.op = Op::variable}); }
  std::uint32_t constant(double value) {
    return push({.op = Op::number, .is_constant = true, .constant = value});
  }

  std::uint32_t compile(const Formula& formula, std::uint32_t x, std::span<const std::uint32_t> parameters) {
    std::vector<std::uint32_t> places;
    for (const Formula::Node& node : formula.nodes) {
      const auto arg = [&](std::size_t i) { return places[node.args[i]]; };
      if (node.op == Op::number)
        places.push_back(constant(formula.literals[node.args[0]].value));
      else if (node.op == Op::variable)
        places.push_back(x);
      else if (node.op == Op::parameter)
        places.push_back(parameters[node.args[0]]);
      else if (node.op == Op::pi || node.op == Op::e)
        places.push_back(constant(node.op == Op::pi ? std::numbers::pi : std::numbers::e));
      else if (node.op == Op::activation)
        places.push_back(call(formula.calls[node.args[1]], arg(0), places));
      else if (arity(node.op) == 1)
        places.push_back(unary(node.op, arg(0)));
      else if (arity(node.op) == 2)
        places.push_back(add(node.op, {arg(0), arg(1)}));
      else
        places.push_back(add(node.op, {arg(0), arg(1), arg(2)}));
    }
    return places.back();
  }

 private:
  std::uint32_t push(const Step& step) {
    steps_.push_back(step);
    return static_cast<std::uint32_t>(steps_.size() - 1);
  }

  std::uint32_t call(const Formula::Call& call, std::uint32_t x, const std::vector<std::uint32_t>& places) {
    std::vector<std::string_view> names;
    for (const Param& param : call.activation->params) names.push_back(param.name);
    std::vector<std::uint32_t> parameters;
    for (const double value : call.defaults) parameters.push_back(constant(value));
    for (const auto& [which, place] : call.given) parameters[which] = places[place];
    return compile(Formula::parse(call.activation->formula, names), x, parameters);
  }

  /// What libraries do not offer is written out.
  std::uint32_t unary(Op op, std::uint32_t a) {
    if (op == Op::Phi) {
      const auto gate = add(Op::erf, {add(Op::multiply, {a, constant(std::numbers::sqrt2 / 2)})});
      return add(Op::multiply, {constant(0.5), add(Op::add, {constant(1), gate})});
    }
    if (op == Op::phi) {
      const auto square = add(Op::multiply, {add(Op::multiply, {constant(-0.5), a}), a});
      const double factor = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
      return add(Op::multiply, {constant(factor), add(Op::exp, {square})});
    }
    if (op == Op::softplus) return add(Op::log, {add(Op::add, {constant(1), add(Op::exp, {a})})});
    return add(op, {a});
  }

  /// An operation, done at once where nothing in it depends on x: such numbers are rounded only as they are
  /// used.
  std::uint32_t add(Op op, std::initializer_list<std::uint32_t> args) {
    Step step{.op = op};
    std::ranges::copy(args, step.args.begin());
    if (std::ranges::all_of(args, [&](std::uint32_t arg) { return steps_[arg].is_constant; })) {
      const auto value = [&](std::size_t i) { return steps_[step.args[i]].constant; };
      return constant(args.size() == 1   ? plain(op, value(0))
                      : args.size() == 2 ? plain(op, value(0), value(1))
                                         : plain(op, value(0), value(1), value(2)));
    }
    return push(step);
  }

  std::vector<Step>& steps_;
};

RoundedChain::RoundedChain(const Function& f, const FloatFormat& format, Overflow overflow)
    : RoundedChain(chain_formula(f), parameter_values(f), format, overflow) {}

RoundedChain::RoundedChain(const Formula& formula, const std::vector<double>& parameters,
                           const FloatFormat& format, Overflow overflow)
    : format_(format), overflow_(overflow) {
  Compiler compiler(steps_);
  const std::uint32_t x = compiler.variable();
  std::vector<std::uint32_t> places;
  for (const double value : parameters) places.push_back(compiler.constant(value));
  const std::uint32_t result = compiler.compile(formula, x, places);
  steps_.resize(result + 1);
  for (Step& step : steps_) step.constant = rounded(step.constant);
}

/// Of a function of the language at x, where its rounded value is y.
double RoundedChain::derivative(Op op, double x, double y) const {
  const auto r = [&](double value) { return rounded(value); };
  switch (op) {
    case Op::exp:
      return y;
    case Op::expm1:
      return r(y + 1);
    case Op::erf:
      return r(r(2 * std::numbers::inv_sqrtpi) * r(plain(Op::exp, -r(x * x))));
    case Op::erfc:
      return -derivative(Op::erf, x, y);
    case Op::tanh:
      return r(1 - r(y * y));
    case Op::sigmoid:
      return r(y * r(1 - y));
    case Op::sin:
      return r(plain(Op::cos, x));
    case Op::cos:
      return -r(plain(Op::sin, x));
    case Op::atan:
      return r(1 / r(1 + r(x * x)));
    case Op::abs:
      return sign_of(x);
    case Op::relu:
      return x > 0 ? 1 : 0;
    default:
      return 0;  // sign
  }
}

ValueAndSlope RoundedChain::unary(Op op, const ValueAndSlope& a) const {
  const auto r = [&](double value) { return rounded(value); };
  if (op == Op::negate) return {-a.value, -a.slope};
  const double y = r(plain(op, a.value));
  switch (op) {
    case Op::log:
      return {y, r(a.slope / a.value)};
    case Op::log1p:
      return {y, r(a.slope / r(1 + a.value))};
    case Op::sqrt:
      return {y, r(a.slope / r(2 * y))};
    case Op::cbrt:
      return {y, r(a.slope / r(3 * r(y * y)))};
    default:
      return {y, r(derivative(op, a.value, y) * a.slope)};
  }
}

ValueAndSlope RoundedChain::power(const ValueAndSlope& a, const ValueAndSlope& b, bool is_constant) const {
  const auto r = [&](double value) { return rounded(value); };
  const double y = r(plain(Op::power, a.value, b.value));
  if (is_constant) {
    const double outer = b.value == 0 ? 0 : r(b.value * r(plain(Op::power, a.value, b.value - 1)));
    return {y, r(outer * a.slope)};
  }
  const double by_exponent = r(b.slope * r(plain(Op::log, a.value)));
  return {y, r(y * r(by_exponent + r(b.value * r(a.slope / a.value))))};
}

ValueAndSlope RoundedChain::operation(const Step& step, const std::vector<ValueAndSlope>& results) const {
  const auto r = [&](double value) { return rounded(value); };
  const auto is_constant = [&](std::size_t i) { return steps_[step.args[i]].is_constant; };
  const ValueAndSlope &a = results[step.args[0]], &b = results[step.args[1]], &c = results[step.args[2]];
  switch (step.op) {
    case Op::add:
      return {r(a.value + b.value), r(a.slope + b.slope)};
    case Op::subtract:
      return {r(a.value - b.value), r(a.slope - b.slope)};
    case Op::multiply:
      return {r(a.value * b.value),
              r((is_constant(0) ? 0 : r(a.slope * b.value)) + (is_constant(1) ? 0 : r(a.value * b.slope)))};
    case Op::divide: {
      const double y = r(a.value / b.value);
      return {y, r((is_constant(1) ? a.slope : r(a.slope - r(y * b.slope))) / b.value)};
    }
    case Op::power:
      return power(a, b, is_constant(1));
    case Op::min:
      return b.value < a.value || !(b.value == b.value) ? b : a;
    case Op::max:
      return a.value < b.value || !(b.value == b.value) ? b : a;
    case Op::where:
      return a.value == 0 ? c : b;
    case Op::clip:
      return a.value < b.value ? b : c.value < a.value ? c : a;
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::equal:
      return {plain(step.op, a.value, b.value), 0};
    default:
      return unary(step.op, a);
  }
}

ValueAndSlope RoundedChain::operator()(double x) const {
  std::vector<ValueAndSlope> results;
  results.reserve(steps_.size());
  for (const Step& step : steps_) {
    if (step.is_constant)
      results.push_back({step.constant, 0});
    else if (step.op == Op::variable)
      results.push_back({x, 1});
    else
      results.push_back(operation(step, results));
  }
  return results.back();
}

}  // namespace actviz
