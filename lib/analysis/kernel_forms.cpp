#include "lib/analysis/kernel_forms.hpp"

#include <algorithm>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

constexpr std::string_view tanh_form = "0.5*x*(1 + tanh(0.7978845608028654*(x + 0.044715*(x*x*x))))";

constexpr KernelForm forms[] = {
    {"torch-erf", "x*0.5*(1 + erf(x*0.7071067811865476))", "gelu",
     "pytorch: aten/src/ATen/native/cpu/Activation.cpp, GeluKernelImpl"},
    {"tanh-approx", tanh_form, "gelu", "Hendrycks & Gimpel 2016; torch.nn.GELU(approximate='tanh')"},
    {"quick", "x/(1 + exp(-1.702*x))", "gelu", "Hendrycks & Gimpel 2016; QuickGELU of CLIP"},
    {"ggml-f16-table", "0.5*x*(1 + tanh(0.7978845608028654*x*(1 + 0.044715*x*x)))", "gelu",
     "ggml: src/ggml-cpu/vec.h, ggml_vec_gelu_f32 with GGML_GELU_FP16", true},
    {"hard-coded-bloom", "x*0.5*(1 + tanh(0.79788456*x*(1 + 0.044715*x*x)))", "gelu",
     "transformers: models/bloom/modeling_bloom.py, bloom_gelu_forward"},
    {"naive-softplus", "log(1 + exp(x))", "softplus", "the textbook"},
    {"naive-mish", "x*tanh(log(1 + exp(x)))", "mish", "the textbook"},
};

const FloatFormat& known(std::string_view name) {
  return *std::ranges::find(float_formats(), name, &FloatFormat::name);
}

}  // namespace

std::span<const KernelForm> kernel_forms() { return forms; }

const KernelForm& kernel_form_or_fail(std::string_view name) {
  std::vector<std::string_view> names;
  std::string all;
  for (const KernelForm& form : forms) {
    if (form.name == name) return form;
    names.push_back(form.name);
    all += (all.empty() ? "" : ", ") + std::string(form.name);
  }
  throw Error("--form: unknown form " + in_quotes(name) + ", expected one of " + all,
              did_you_mean(name, names, "write --form torch-erf"));
}

FormKernel::FormKernel(const KernelForm& form, const FloatFormat& format, Overflow overflow)
    : format_(format),
      overflow_(overflow),
      is_table_(form.is_table),
      chain_(Formula::parse(form.formula), known("f32")) {}

double FormKernel::operator()(double x, bool is_slope) const {
  constexpr double table_end = 10;
  const auto given = [&](double y) { return format_.rounded(y, overflow_); };
  if (!is_table_) return given(is_slope ? chain_(x).slope : chain_(x).value);
  if (x <= -table_end || x >= table_end) return x > 0 ? x : 0;
  const FloatFormat& fp16 = known("fp16");
  return given(fp16.rounded(chain_(fp16.rounded(x)).value));
}

}  // namespace actviz
