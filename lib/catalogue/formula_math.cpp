// Setting a formula as a paper would: for figures, as LaTeX, as MathML.
//
// Nodes stand after their arguments, so one pass over the list sets every argument before what takes it.
#include <array>

#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"
#include "lib/catalogue/formula_typography.hpp"

namespace actviz {
namespace {

using detail::Math;
using Node = Formula::Node;

class Printer {
 public:
  Printer(const Formula& formula, const detail::Notation& notation)
      : formula_(formula), n_(notation), set_(notation) {}

  std::string print() {
    std::vector<bool> is_low(formula_.nodes.size());  // inside an exponent, or a root of a figure
    for (const Node& node : formula_.nodes)
      if (node.op == Op::exp || node.op == Op::expm1 || (node.op == Op::sqrt && !n_.has_room) ||
          node.op == Op::power)
        is_low[node.args[node.op == Op::power ? 1 : 0]] = true;
    for (const Node& node : formula_.nodes) done_.push_back(math_of(node, is_low[done_.size()]));
    return done_.empty() ? "" : std::move(done_.back().text);
  }

 private:
  Math function(Op op, std::span<const Math> args) const {
    const Math& first = args[0];
    switch (op) {
      case Op::where:
        return set_.where(args[0], args[1], args[2]);
      case Op::exp:
        return set_.exponential(first);
      case Op::expm1:
        return set_.infix(Op::subtract, set_.exponential(first), set_.number(1));
      case Op::log1p: {
        const Math argument = set_.infix(Op::add, set_.number(1), first);
        return set_.call(n_.function("log"), {&argument, 1});
      }
      case Op::sqrt:
        return set_.enclosed(n_.root, first);
      case Op::cbrt:
        return set_.enclosed(n_.cube_root, first);
      case Op::abs:
        return set_.enclosed(first.height > 0 || first.is_signed ? n_.tall_bars : n_.bars, first);
      case Op::sigmoid:
        return set_.call(n_.symbol("sigma"), args);
      case Op::Phi:
      case Op::phi:
        return set_.call(n_.symbol(spelling(op)), args);
      case Op::relu:
        return set_.call(n_.function("ReLU"), args);
      case Op::atan:
        return set_.call(n_.function("arctan"), args);
      default:
        break;
    }
    const std::string name = n_.function(spelling(op));
    Math result = set_.call(name, args);
    if (op == Op::sin || op == Op::cos || op == Op::tanh) result.name_width = name.size();
    return result;
  }

  /// The activation's typographic name where that is one word, else the name it was called by, which of a
  /// framework says its defaults too.
  Math activation(const Formula::Call& called, Math argument) {
    const std::string_view title = called.activation->title;
    const bool by_title =
        title.find_first_of(" (") == std::string_view::npos && called.name.find('.') == std::string::npos;
    std::vector<Math> args;
    args.push_back(std::move(argument));
    for (const auto& [which, node] : called.given)
      args.push_back(
          set_.infix(Op::equal, set_.name(called.activation->params[which].name), std::move(done_[node])));
    return set_.call(n_.function(by_title ? title : called.name), args);
  }

  Math math_of(const Node& node, bool is_low) {
    const auto arg = [&](std::size_t i) -> Math&& { return std::move(done_[node.args[i]]); };
    switch (node.op) {
      case Op::number:
        return set_.number(formula_.literals[node.args[0]].value);
      case Op::parameter:
        return set_.name(formula_.parameters[node.args[0]]);
      case Op::variable:
        return set_.name("x");
      case Op::pi:
        return set_.name("pi");
      case Op::e:
        return set_.name("e");
      case Op::negate:
        return set_.negation(arg(0));
      case Op::multiply:
        return set_.multiply(arg(0), arg(1));
      case Op::divide:
        return set_.divide(arg(0), arg(1), is_low);
      case Op::power:
        return set_.raise(arg(0), arg(1));
      case Op::activation:
        return activation(formula_.calls[node.args[1]], arg(0));
      default:
        break;
    }
    if (node.op <= Op::equal) return set_.infix(node.op, arg(0), arg(1));
    std::array<Math, 3> args;
    const std::size_t count = arity(node.op);
    for (std::size_t i = 0; i < count; ++i) args[i] = arg(i);
    return function(node.op, std::span(args).first(count));
  }

  const Formula& formula_;
  const detail::Notation& n_;
  detail::Typography set_;
  std::vector<Math> done_;
};

}  // namespace

std::string to_math(const Formula& formula) { return Printer(formula, detail::figure_notation).print(); }

std::string to_latex(const Formula& formula) { return Printer(formula, detail::latex_notation).print(); }

std::string to_mathml(const Formula& formula) {
  return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">" +
         Printer(formula, detail::mathml_notation).print() + "</math>";
}

}  // namespace actviz
