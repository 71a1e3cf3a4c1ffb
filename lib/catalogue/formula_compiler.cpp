// From the nodes of a formula to the steps of a program.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "lib/base/numbers.hpp"
#include "lib/catalogue/catalogue.hpp"
#include "lib/catalogue/formula_jet.hpp"
#include "lib/catalogue/formula_kernels.hpp"
#include "lib/catalogue/formula_program.hpp"
#include "lib/catalogue/parameters.hpp"

namespace actviz {
namespace {

using namespace detail;

bool is_comparison(Op op) { return op >= Op::less && op <= Op::equal; }
bool is_binary(Op op) { return (op >= Op::add && op <= Op::equal) || op == Op::min || op == Op::max; }

/// What a double lacks of the decimal number that it was read from: 1.702 is not the double 1.702. 0 where
/// the digits are more than arithmetic on doubles can tell.
double missing_part(const Literal& literal) {
  std::string digits;
  int power = 0;
  bool after_point = false;
  for (const char c : literal.text) {
    if (c == 'e' || c == 'E') return 0;
    if (c == '.') after_point = true;
    if (c < '0' || c > '9') continue;
    digits += c;
    power += after_point ? 1 : 0;
  }
  constexpr std::size_t most_digits = 15;  // so that they and the power of ten are exact
  if (digits.size() > most_digits) return 0;
  const double scale = whole_power(10, static_cast<std::uint32_t>(power));
  return std::fma(-literal.value, scale, parse_number(digits).value_or(0)) / scale;
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
    pushed_.resize(count);
    begin_.resize(count);
    for (const Formula::Call& call : formula.calls) called_.push_back({call.activation, {}});
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
    if (node.op == Op::number)
      value_[i] = formula_.literals[node.args[0]].value;
    else if (node.op == Op::parameter)
      value_[i] = parameters_[node.args[0]];
    else if (node.op == Op::pi || node.op == Op::e)
      value_[i] = node.op == Op::pi ? std::numbers::pi : std::numbers::e;
    else if (node.op == Op::activation)
      value_[i] = called_[node.args[1]].activation->kernels.value(arg(0), called_[node.args[1]].values);
    else
      value_[i] = formula_operation<double>(node.op, arg(0), arg(1), arg(2));
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
  }

  void emit(std::size_t i) {
    const Formula::Node& node = formula_.nodes[i];
    Steps& steps = program_.steps_;
    begin_[i] = steps.size();
    if (constant_[i]) {
      if (pushed_[i]) push({Op::number, Immediate::none, 0, value_[i]}, +1);
      return;
    }
    if (node.op == Op::variable) return push({Op::variable}, +1);
    Step step{node.op};
    int change = 0;
    if (is_binary(node.op)) {
      if (constant_[node.args[0]])
        step = with_number(node.op, Immediate::left, node.args[0]);
      else if (constant_[node.args[1]])
        step = with_number(node.op, Immediate::right, node.args[1]);
      else
        change = -1;
    } else if (arity(node.op) == 3) {
      change = -2;
    } else if (node.op == Op::activation) {
      step.call = node.args[1];
      const Call& call = called_[step.call];
      step.refined = call.activation->facts(call.values).kinks.empty();
    }
    begin_[i] = begin_[node.args[step.immediate == Immediate::left ? 1 : 0]];
    const std::size_t guards_before = program_.guards_.size();
    add_guards(i, step);
    if (!fuse(step)) return push(step, change);
    if (steps.back().op != Op::log1p) program_.guards_.resize(guards_before);  // smooth after all
  }

  Step with_number(Op op, Immediate side, std::size_t arg) const {
    Step step{op, side, 0, value_[arg]};
    const Formula::Node& node = formula_.nodes[arg];
    if (node.op == Op::number) step.number_rest = missing_part(formula_.literals[node.args[0]]);
    return step;
  }

  void push(Step step, int change) {
    program_.steps_.push_back(step.op == Op::activation ? step : with_kernels(step));
    height_ = static_cast<std::size_t>(static_cast<int>(height_) + change);
    program_.depth_ = std::max(program_.depth_, height_);
  }

  static Step with_kernels(Step step) {
    if (step.op >= Op::exp && step.op <= Op::relu && !is_logarithm_or_root(step.op))
      step.kernels = &function_kernels(step.op);
    step.refined = step.kernels && step.op != Op::abs && step.op != Op::sign && step.op != Op::relu;
    return step;
  }

  /// Replaces the last steps where they and `next` together are a function of their own.
  bool fuse(const Step& next) {
    Steps& steps = program_.steps_;
    const auto is = [&](std::size_t back, Op op) {
      return steps.size() >= back && steps[steps.size() - back].op == op;
    };
    const auto adds = [&](const Step& step, double number) {
      return (step.op == Op::add && step.immediate != Immediate::none && step.number == number) ||
             (step.op == Op::subtract && step.immediate == Immediate::right && step.number == -number);
    };
    if (next.op == Op::log && !steps.empty() && adds(steps.back(), 1)) {
      steps.pop_back();
      return fuse({Op::log1p}) || (push({Op::log1p}, 0), true);
    }
    if (next.op == Op::log1p && is(1, Op::exp)) return steps.back() = with_kernels({Op::softplus}), true;
    if (adds(next, -1) && is(1, Op::exp)) return steps.back() = with_kernels({Op::expm1}), true;
    if (next.op == Op::divide && next.immediate == Immediate::left && is(2, Op::exp) &&
        adds(steps.back(), 1)) {
      steps.resize(steps.size() - 2);
      push({Op::negate}, 0);
      push({Op::sigmoid}, 0);
      if (next.number != 1) push({Op::multiply, Immediate::left, 0, next.number}, 0);
      return true;
    }
    return false;
  }

  void add_guards(std::size_t i, const Step& step) {
    const Formula::Node& node = formula_.nodes[i];
    switch (node.op) {
      case Op::min:
      case Op::max:
        return add_guard(begin_[i], {Op::subtract, step.immediate, 0, step.number});
      case Op::clip:
        add_difference(begin_[i], begin_[node.args[1]], begin_[node.args[1]], begin_[node.args[2]]);
        return add_difference(begin_[i], begin_[node.args[1]], begin_[node.args[2]], program_.steps_.size());
      case Op::where:
        if (!is_comparison(formula_.nodes[node.args[0]].op)) add_guard(begin_[i], {}, begin_[node.args[1]]);
        return;
      case Op::activation:
        for (const Kink& kink : called_[step.call].activation->facts(called_[step.call].values).kinks)
          add_guard(begin_[i], {Op::subtract, Immediate::right, 0, kink.x});
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
        return add_guard(begin_[i], {Op::add, Immediate::right, 0, 1});
      default:
        if (is_comparison(node.op)) add_guard(begin_[i], {Op::subtract, step.immediate, 0, step.number});
    }
  }

  /// The base of a power, unless it is smooth there: whole exponents make poles only below a fraction bar.
  void add_base(const Formula::Node& node, const Step& step, std::size_t begin) {
    if (step.immediate == Immediate::left) return;
    if (step.immediate == Immediate::none) return add_guard(begin, {}, begin_[node.args[1]]);
    const bool is_smooth = step.number >= 0 && step.number == std::floor(step.number);
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
    if (last.op != Op::number) guard.push_back(with_kernels(last));
    constexpr std::size_t most_steps = 4096;
    guard_steps_ += guard.size();
    if (guard_steps_ <= most_steps && !guard.empty()) program_.guards_.push_back(std::move(guard));
  }

  const Formula& formula_;
  std::span<const double> parameters_;
  Program& program_;
  std::vector<bool> constant_, pushed_;
  std::vector<double> value_;
  std::vector<std::size_t> begin_;
  std::vector<Call> called_;
  std::size_t height_ = 0, guard_steps_ = 0;
};

Program::Program(const Formula& formula, std::span<const double> parameters) : fma_(has_fma()) {
  Compiler(formula, parameters, *this).compile();
}

}  // namespace actviz
