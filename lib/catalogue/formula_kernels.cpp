#include "lib/catalogue/formula_kernels.hpp"

#include <map>

#include "lib/catalogue/catalogue.hpp"
#include "lib/catalogue/formula_value.hpp"

namespace actviz::detail {
namespace {

struct Entry {
  Op op;
  Kernels kernels;
};

/// On doubles alone: what loses digits here is corrected by the program that calls it.
template <class Kernel, int order>
double on_doubles(double x, const Values& p) {
  const double result = derivative<Kernel, order>(x, p);
  return select(x == x, result, x);
}

template <class Kernel>
Entry entry(Op op, Kernel) {
  Activation compiled_kernel;
  compiled_kernel.kernels = {inlined<on_doubles<Kernel, 0>>, inlined<on_doubles<Kernel, 1>>,
                             inlined<on_doubles<Kernel, 2>>};
  compiled_kernel.with_fma = {inlined_with_fma<on_doubles<Kernel, 0>>,
                              inlined_with_fma<on_doubles<Kernel, 1>>,
                              inlined_with_fma<on_doubles<Kernel, 2>>};
  return {op, has_fma() ? compiled_kernel.with_fma : compiled_kernel.kernels};
}

/// A function whose derivative is the one that formulas have on every number type.
template <Op op>
Entry by_rule() {
  return entry(op, [](auto x) { return formula_function(op, x); });
}

std::map<Op, Kernels> all_kernels() {
  std::map<Op, Kernels> all;
  for (const Entry& one :
       {entry(Op::exp, [](auto x) { return exp(x); }), entry(Op::expm1, [](auto x) { return expm1(x); }),
        entry(Op::tanh, [](auto x) { return tanh(x); }),
        entry(Op::sigmoid, [](auto x) { return sigmoid(x); }),
        entry(Op::softplus, [](auto x) { return softplus(x); }),
        entry(Op::Phi, [](auto x) { return normal_cdf(x); }),
        entry(Op::phi, [](auto x) { return normal_density(x); }), by_rule<Op::sqrt>(), by_rule<Op::log>(),
        by_rule<Op::log1p>(), by_rule<Op::cbrt>(), by_rule<Op::erf>(), by_rule<Op::erfc>(),
        by_rule<Op::sin>(), by_rule<Op::cos>(), by_rule<Op::atan>(), by_rule<Op::abs>(), by_rule<Op::sign>(),
        by_rule<Op::relu>()})
    all[one.op] = one.kernels;
  return all;
}

}  // namespace

const Kernels& function_kernels(Op op) {
  static const std::map<Op, Kernels> all = all_kernels();
  return all.at(op);
}

}  // namespace actviz::detail
