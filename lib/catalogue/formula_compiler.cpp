// From the nodes of a formula to the steps of a program.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "lib/base/numbers.hpp"
#include "lib/catalogue/catalogue.hpp"
#include "lib/catalogue/formula_jet.hpp"
#include "lib/catalogue/formula_program.hpp"
#include "lib/catalogue/parameters.hpp"
#include "lib/number/fma.hpp"

namespace actviz {
namespace {

using namespace detail;

bool is_comparison(Op op) { return op >= Op::less && op <= Op::equal; }
bool is_binary(Op op) { return (op >= Op::add && op <= Op::equal) || op == Op::min || op == Op::max; }

/// The decimal that is written, not the double next to it.
Wide exactly_as_written(const Literal& literal) {
  if (literal.value == 0) return literal.value;
  const std::string_view text = literal.text;
  const auto end = std::min(text.find_first_of("eE"), text.size());
  int power = 0;
  if (end < text.size()) {
    const std::size_t begin = end + (text[end + 1] == '+' ? 2 : 1);
    std::from_chars(text.data() + begin, text.data() + text.size(), power);
  }
  Wide number;
  bool behind_point = false;
  for (const char c : text.substr(0, end)) {
    if (c == '.') {
      behind_point = true;
    } else {
      number = number * 10.0 + static_cast<double>(c - '0');
      power -= behind_point ? 1 : 0;
    }
  }
  const Wide scale = whole_power(Wide(10.0), static_cast<unsigned>(std::abs(power)));
  return power < 0 ? number / scale : number * scale;
}

template <class T>
using Plain = Jet<T, 0>;

/// An operation on numbers alone.
template <class T>
T result_of(Op op, const T& a, const T& b, const T& c) {
  if (arity(op) == 1) return function(op, Plain<T>{{a}}).d[0];
  if (arity(op) == 2) return binary(op, Plain<T>{{a}}, Plain<T>{{b}}).d[0];
  return ternary(op, Plain<T>{{a}}, Plain<T>{{b}}, Plain<T>{{c}}).d[0];
}

}  // namespace

/// Turns the list of nodes into steps, which come in the same order.
class Program::Compiler {
 public:
  Compiler(const Formula& formula, std::span<const double> parameters, Program& program)
      : formula_(formula), parameters_(parameters), program_(program) {
    const std::size_t count = formula.nodes.size();
    constant_.resize(count);
    value_.resize(count);
    exact_.resize(count);
    pushed_.resize(count);
    begin_.resize(count);
    for (const Formula::Call& call : formula.calls) called_.push_back({call.activation, {}, nullptr, {}});
  }

  void compile() {
    for (std::size_t i = 0; i < formula_.nodes.size(); ++i) fold(i);
    for (const Formula::Node& node : formula_.nodes)
      if (arity(node.op) == 3)
        for (const auto arg : node.args) pushed_[arg] = true;
    pushed_.back() = true;
    for (std::size_t i = 0; i < formula_.nodes.size(); ++i) emit(i);
    program_.calls_ = std::move(called_);
  }

 private:
  /// Computes a node that does not depend on x.
  void fold(std::size_t i) {
    const Formula::Node& node = formula_.nodes[i];
    const auto arg = [&](std::size_t k) { return value_[node.args[k]]; };
    constant_[i] = node.op != Op::variable;
    for (std::size_t k = 0; k < arity(node.op); ++k) constant_[i] = constant_[i] && constant_[node.args[k]];
    if (node.op == Op::activation) read_call(node.args[1]);
    if (!constant_[i]) return;
    const auto exact_arg = [&](std::size_t k) { return exact_[node.args[k]]; };
    if (node.op == Op::number) {
      value_[i] = formula_.literals[node.args[0]].value;
      exact_[i] = exactly_as_written(formula_.literals[node.args[0]]);
    } else if (node.op == Op::parameter) {
      exact_[i] = value_[i] = parameters_[node.args[0]];
    } else if (node.op == Op::pi || node.op == Op::e) {
      const Constant& constant = node.op == Op::pi ? exactly::pi : exactly::e;
      value_[i] = constant;
      exact_[i] = constant;
    } else if (node.op == Op::activation) {
      const Call& call = called_[node.args[1]];
      value_[i] = activation(call.activation->kernels, call.values, Plain<double>{{arg(0)}}).d[0];
      exact_[i] = activation(call.activation->kernels, call.values, Plain<Wide>{{exact_arg(0)}}).d[0];
    } else {
      value_[i] = result_of(node.op, arg(0), arg(1), arg(2));
      exact_[i] = result_of(node.op, exact_arg(0), exact_arg(1), exact_arg(2));
    }
  }

  void read_call(std::size_t index) {
    const Formula::Call& call = formula_.calls[index];
    Values& values = called_[index].values;
    std::ranges::copy(call.defaults, values.begin());
    for (const auto& [which, node] : call.given) {
      const Param& param = call.activation->params[which];
      if (!is_allowed(param, value_[node])) fail_value(*call.activation, param, to_text(value_[node]));
      values[which] = value_[node];
    }
    check_together(*call.activation, values);
    std::vector<std::string_view> names;
    for (const Param& param : call.activation->params) names.push_back(param.name);
    called_[index].textbook =
        std::make_shared<Program>(Formula::parse(call.activation->formula, names), values);
    for (const Kink& kink : call.activation->facts(values).kinks) called_[index].kinks.push_back(kink.x);
  }

  void emit(std::size_t i) {
    const Formula::Node& node = formula_.nodes[i];
    Steps& steps = program_.steps_;
    begin_[i] = steps.size();
    if (constant_[i]) {
      if (pushed_[i]) push({Op::number, Immediate::none, number_of(i)}, +1);
      return;
    }
    if (node.op == Op::variable) return push({Op::variable}, +1);
    Step step{node.op};
    int change = 0;
    if (is_binary(node.op)) {
      if (constant_[node.args[0]])
        step = {node.op, Immediate::left, number_of(node.args[0])};
      else if (constant_[node.args[1]])
        step = {node.op, Immediate::right, number_of(node.args[1])};
      else
        change = -1;
    } else if (arity(node.op) == 3) {
      change = -2;
    } else if (node.op == Op::activation) {
      step.index = node.args[1];
    }
    begin_[i] = begin_[node.args[step.immediate == Immediate::left ? 1 : 0]];
    const std::size_t guards_before = program_.guards_.size();
    add_guards(i, step);
    if (!fuse(step)) return push(step, change);
    if (steps.back().op != Op::log1p) program_.guards_.resize(guards_before);  // smooth after all
  }

  /// The index of a number in the program.
  std::uint32_t number(double value, const Wide& exact) {
    program_.numbers_.emplace_back(value, exact);
    return static_cast<std::uint32_t>(program_.numbers_.size() - 1);
  }
  std::uint32_t number(double value) { return number(value, value); }
  std::uint32_t number_of(std::size_t node) { return number(value_[node], exact_[node]); }

  void push(Step step, int change) {
    if (step.immediate == Immediate::left && (step.op == Op::add || step.op == Op::multiply))
      step.immediate = Immediate::right;
    program_.steps_.push_back(step);
    height_ = static_cast<std::size_t>(static_cast<int>(height_) + change);
    program_.depth_ = std::max(program_.depth_, height_ + 1);
  }

  bool is_number(const Step& step, Immediate side, double value) const {
    return step.immediate == side && program_.numbers_[step.index].exact == value;
  }
  /// Whether a step adds `value`, from either side.
  bool adds(const Step& step, double value) const {
    if (step.op == Op::subtract) return is_number(step, Immediate::right, -value);
    return step.op == Op::add && step.immediate != Immediate::none &&
           program_.numbers_[step.index].exact == value;
  }

  /// Replaces the last steps where they and `next` together are a function of their own.
  bool fuse(const Step& next) {
    Steps& steps = program_.steps_;
    const auto is = [&](std::size_t back, Op op) {
      return steps.size() >= back && steps[steps.size() - back].op == op;
    };
    if (next.op == Op::log && !steps.empty() && adds(steps.back(), 1)) {
      steps.pop_back();
      return fuse({Op::log1p}) || (push({Op::log1p}, 0), true);
    }
    if (next.op == Op::log1p && is(1, Op::exp)) return steps.back() = {Op::softplus}, true;
    if (adds(next, -1) && is(1, Op::exp)) return steps.back() = {Op::expm1}, true;
    if (next.op == Op::divide && next.immediate == Immediate::left && is(2, Op::exp) &&
        adds(steps.back(), 1)) {
      steps.resize(steps.size() - 2);
      push({Op::negate}, 0);
      push({Op::sigmoid}, 0);
      if (!is_number(next, Immediate::left, 1)) push({Op::multiply, Immediate::right, next.index}, 0);
      return true;
    }
    const bool from_one = next.op == Op::subtract && is_number(next, Immediate::left, 1);
    return !steps.empty() && (from_one || adds(next, 1)) && complement(from_one);
  }

  /// 1 - f or 1 + f for the function f of the last step, where that is a function that approaches 0.
  bool complement(bool from_one) {
    Steps& steps = program_.steps_;
    const Op op = steps.back().op;
    const auto replace = [&](std::initializer_list<Step> by) {
      steps.pop_back();
      for (const Step& step : by) push(step, 0);
      return true;
    };
    if (op == Op::erf) return from_one ? replace({{Op::erfc}}) : replace({{Op::negate}, {Op::erfc}});
    if (op == Op::tanh) {
      const auto times = [&](double factor) { return Step{Op::multiply, Immediate::right, number(factor)}; };
      return replace({times(from_one ? -2 : 2), {Op::sigmoid}, times(2)});
    }
    if (!from_one) return false;
    if (op == Op::exp) return replace({{Op::expm1}, {Op::negate}});
    return (op == Op::sigmoid || op == Op::Phi) && replace({{Op::negate}, {op}});
  }

  void add_guards(std::size_t i, const Step& step) {
    const Formula::Node& node = formula_.nodes[i];
    switch (node.op) {
      case Op::min:
      case Op::max:
        return add_guard(begin_[i], {Op::subtract, step.immediate, step.index});
      case Op::clip:
        add_difference(begin_[i], begin_[node.args[1]], begin_[node.args[1]], begin_[node.args[2]]);
        return add_difference(begin_[i], begin_[node.args[1]], begin_[node.args[2]], program_.steps_.size());
      case Op::where:
        if (!is_comparison(formula_.nodes[node.args[0]].op)) add_guard(begin_[i], {}, begin_[node.args[1]]);
        return;
      case Op::activation:
        for (const double kink : called_[step.index].kinks)
          add_guard(begin_[i], {Op::subtract, Immediate::right, number(kink)});
        return;
      case Op::divide:
        if (step.immediate != Immediate::right)
          add_guard(step.immediate == Immediate::left ? begin_[i] : begin_[node.args[1]], {});
        return;
      case Op::power:
        return add_base(node, step, begin_[i]);
      case Op::abs:
      case Op::sign:
      case Op::relu:
      case Op::log:
      case Op::sqrt:
      case Op::cbrt:
        return add_guard(begin_[i], {});
      case Op::log1p:
        return add_guard(begin_[i], {Op::add, Immediate::right, number(1)});
      default:
        if (is_comparison(node.op)) add_guard(begin_[i], {Op::subtract, step.immediate, step.index});
    }
  }

  /// The base of a power, unless it is smooth there: whole exponents make poles only below a fraction bar.
  void add_base(const Formula::Node& node, const Step& step, std::size_t begin) {
    if (step.immediate == Immediate::left) return;
    if (step.immediate == Immediate::none) return add_guard(begin, {}, begin_[node.args[1]]);
    const double exponent = program_.numbers_[step.index].plain;
    const bool is_smooth = exponent >= 0 && exponent == std::floor(exponent);
    const auto divides = [](const Formula::Node& other) { return other.op == Op::divide; };
    if (!is_smooth || std::ranges::any_of(formula_.nodes, divides)) add_guard(begin, {});
  }

  /// The steps from `begin` (to `end`), and `last` behind them where it says something.
  void add_guard(std::size_t begin, const Step& last, std::size_t end = std::string::npos) {
    const auto& steps = program_.steps_;
    const auto from = steps.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = end == std::string::npos ? steps.end() : steps.begin() + static_cast<std::ptrdiff_t>(end);
    keep(Steps(from, to), last);
  }

  /// The argument of a clip less one of its bounds, each by where its steps begin and end.
  void add_difference(std::size_t begin, std::size_t end, std::size_t bound_begin, std::size_t bound_end) {
    const auto at = [&](std::size_t i) { return program_.steps_.begin() + static_cast<std::ptrdiff_t>(i); };
    Steps guard(at(begin), at(end));
    guard.insert(guard.end(), at(bound_begin), at(bound_end));
    keep(std::move(guard), {Op::subtract});
  }

  void keep(Steps guard, const Step& last) {
    if (last.op != Op::number) guard.push_back(last);
    constexpr std::size_t most_steps = 4096;
    guard_steps_ += guard.size();
    if (guard_steps_ <= most_steps && !guard.empty()) program_.guards_.push_back(std::move(guard));
  }

  const Formula& formula_;
  std::span<const double> parameters_;
  Program& program_;
  std::vector<bool> constant_, pushed_;
  std::vector<double> value_;
  std::vector<Wide> exact_;
  std::vector<std::size_t> begin_;
  std::vector<Call> called_;
  std::size_t height_ = 0, guard_steps_ = 0;
};

Program::Program(const Formula& formula, std::span<const double> parameters) : fma_(has_fma()) {
  Compiler(formula, parameters, *this).compile();
}

}  // namespace actviz
