// oneDNN's activations over floats in [-10, 10], one thread: activations_onednn ELEMENTS ROUNDS
//
// Prints a line for each: the name in actviz, median and least nanoseconds an element. Written for oneDNN 2;
// set OMP_NUM_THREADS to 1.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <oneapi/dnnl/dnnl.hpp>
#include <random>
#include <vector>

namespace {

struct Kernel {
  const char* name;
  dnnl::algorithm algorithm;
  float alpha = 0, beta = 0;
};

using dnnl::algorithm;
constexpr Kernel kernels[] = {
    {"relu", algorithm::eltwise_relu},
    {"leaky_relu", algorithm::eltwise_relu, 0.01f},
    {"elu", algorithm::eltwise_elu, 1},
    {"sigmoid", algorithm::eltwise_logistic},
    {"tanh", algorithm::eltwise_tanh},
    {"gelu", algorithm::eltwise_gelu_erf},
    {"gelu_tanh", algorithm::eltwise_gelu_tanh},
    {"silu", algorithm::eltwise_swish, 1},
    {"mish", algorithm::eltwise_mish},
    {"softplus", algorithm::eltwise_soft_relu},
    {"hard_swish", algorithm::eltwise_hardswish},
};

double nanoseconds() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::nano>(now).count();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const long elements = std::atol(arguments[1]), rounds = std::atol(arguments[2]);
  const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  const dnnl::memory::desc shape({elements}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::a);
  dnnl::memory x(shape, engine), y(shape, engine);
  std::mt19937 random;
  std::uniform_real_distribution<float> uniform(-10, 10);
  std::generate_n(static_cast<float*>(x.get_data_handle()), elements, [&] { return uniform(random); });
  const long repetitions = std::max(1L, (1L << 18) / elements);
  for (const Kernel& kernel : kernels) {
    const dnnl::eltwise_forward::desc wanted(dnnl::prop_kind::forward_inference, kernel.algorithm, shape,
                                             kernel.alpha, kernel.beta);
    const dnnl::eltwise_forward primitive({wanted, engine});
    std::vector<double> times;
    for (long round = 0; round <= rounds; ++round) {
      const double start = nanoseconds();
      for (long i = 0; i < repetitions; ++i)
        primitive.execute(stream, {{DNNL_ARG_SRC, x}, {DNNL_ARG_DST, y}});
      stream.wait();
      times.push_back((nanoseconds() - start) / static_cast<double>(elements * repetitions));
    }
    times.erase(times.begin());  // warms the caches
    std::sort(times.begin(), times.end());
    std::printf("%s %.4f %.4f\n", kernel.name, times[times.size() / 2], times[0]);
  }
}
