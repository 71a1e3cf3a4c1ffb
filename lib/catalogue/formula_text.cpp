// Printing a formula as text that parses back.
//
// Nodes stand after their arguments, so one pass over the list prints every argument before what takes it.
#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula.hpp"

namespace actviz {
namespace {

using Node = Formula::Node;

/// How tightly a printed piece holds together; one that is looser than its place needs goes into parentheses.
enum Level { relation, sum, quotient, product, power, atom };

struct Text {
  std::string text;
  Level level = atom;
};

std::string at_least(Level level, Text piece) {
  return piece.level >= level ? std::move(piece.text) : "(" + piece.text + ")";
}

/// "elu(x, alpha=0.5)": parameters by name, whatever way they were given.
Text text_of_call(const Formula::Call& call, Text argument, std::vector<Text>& done) {
  std::string text = call.name + '(' + std::move(argument.text);
  for (const auto& [which, node] : call.given)
    ((text += ", ") += call.activation->params[which].name) += '=' + std::move(done[node].text);
  return {std::move(text += ')')};
}

Text text_of(const Formula& formula, const Node& node, std::vector<Text>& done) {
  const auto arg = [&](std::size_t i) -> Text&& { return std::move(done[node.args[i]]); };
  const auto binary = [&](Level level, Level left, Level right) {
    std::string text = at_least(left, arg(0));
    ((text += ' ') += spelling(node.op)) += ' ';
    return Text{std::move(text += at_least(right, arg(1))), level};
  };
  switch (node.op) {
    case Op::number:
      return {formula.literals[node.args[0]].text};
    case Op::parameter:
      return {formula.parameters[node.args[0]]};
    case Op::variable:
      return {"x"};
    case Op::pi:
      return {"pi"};
    case Op::e:
      return {"e"};
    case Op::negate:
      return {"-" + at_least(product, arg(0)), product};
    case Op::add:
    case Op::subtract:
      return binary(sum, sum, quotient);
    case Op::multiply:
    case Op::divide:
      return binary(quotient, quotient, product);
    case Op::power:
      return {at_least(atom, arg(0)) + "^" + at_least(product, arg(1)), power};
    default:
      break;
  }
  if (node.op == Op::activation) return text_of_call(formula.calls[node.args[1]], arg(0), done);
  if (node.op <= Op::equal) return binary(relation, sum, sum);
  std::string text(spelling(node.op));
  for (std::size_t i = 0; i < arity(node.op); ++i) text += (i == 0 ? "(" : ", ") + arg(i).text;
  return {std::move(text += ')')};
}

}  // namespace

std::string to_text(const Formula& formula) {
  std::vector<Text> done;
  for (const Node& node : formula.nodes) done.push_back(text_of(formula, node, done));
  return done.empty() ? "" : std::move(done.back().text);
}

}  // namespace actviz
