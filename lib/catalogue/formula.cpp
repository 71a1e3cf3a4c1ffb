#include "lib/catalogue/formula.hpp"

#include <algorithm>

namespace actviz {
namespace {

constexpr NamedOp functions[] = {
    {"where", Op::where, 3}, {"min", Op::min, 2},         {"max", Op::max, 2},
    {"clip", Op::clip, 3},   {"exp", Op::exp, 1},         {"expm1", Op::expm1, 1},
    {"log", Op::log, 1},     {"log1p", Op::log1p, 1},     {"sqrt", Op::sqrt, 1},
    {"cbrt", Op::cbrt, 1},   {"erf", Op::erf, 1},         {"erfc", Op::erfc, 1},
    {"tanh", Op::tanh, 1},   {"sin", Op::sin, 1},         {"cos", Op::cos, 1},
    {"atan", Op::atan, 1},   {"abs", Op::abs, 1},         {"sign", Op::sign, 1},
    {"relu", Op::relu, 1},   {"sigmoid", Op::sigmoid, 1}, {"softplus", Op::softplus, 1},
    {"Phi", Op::Phi, 1},     {"phi", Op::phi, 1},
};

constexpr NamedOp operators[] = {
    {"-", Op::negate, 1},         {"+", Op::add, 2},         {"-", Op::subtract, 2},
    {"*", Op::multiply, 2},       {"/", Op::divide, 2},      {"^", Op::power, 2},
    {"<", Op::less, 2},           {"<=", Op::less_equal, 2}, {">", Op::greater, 2},
    {">=", Op::greater_equal, 2}, {"==", Op::equal, 2},
};

const NamedOp* find_op(Op op) {
  const bool is_operator = op >= Op::negate && op <= Op::equal;
  const std::span<const NamedOp> rows = is_operator ? std::span<const NamedOp>(operators) : functions;
  return &*std::ranges::find(rows, op, &NamedOp::op);
}

}  // namespace

std::span<const NamedOp> formula_functions() { return functions; }

std::string_view spelling(Op op) { return find_op(op)->name; }

std::size_t arity(Op op) { return op <= Op::e ? 0 : op == Op::activation ? 1 : find_op(op)->arity; }

}  // namespace actviz
