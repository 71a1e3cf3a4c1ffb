#pragma once
// How known kernels compute activations, step by step in float32, to be held against the exact functions.
#include <span>
#include <string>
#include <string_view>

#include "lib/analysis/rounded_chain.hpp"

namespace actviz {

/// A way of computing that kernels in use have.
struct KernelForm {
  std::string_view name;     ///< "torch-erf"
  std::string_view formula;  ///< every operation of it is rounded to float32
  std::string_view against;  ///< the function it stands for
  std::string_view source;
  /// Whether results are looked up in a table of fp16 by the fp16 next to x, and are 0 and x beyond 10.
  bool is_table = false;
};

/// Every form, in the order of the help text.
std::span<const KernelForm> kernel_forms();

/// The form of that name. Throws Error with the nearest ones.
const KernelForm& kernel_form_or_fail(std::string_view name);

/// A form that takes and gives numbers of a format, and computes in float32 between.
class FormKernel {
 public:
  FormKernel(const KernelForm& form, const FloatFormat& format, Overflow overflow);
  /// The value; with `is_slope` the slope by the chain rule, of which a table has none.
  double operator()(double x, bool is_slope) const;

 private:
  FloatFormat format_;
  Overflow overflow_;
  bool is_table_;
  RoundedChain chain_;
};

}  // namespace actviz
