#include "lib/analysis/gates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

namespace actviz::test {
namespace {

using Surface = std::function<double(double, double)>;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }
double bell(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }

/// Every gate as its framework writes it, a the gated half.
struct Definition {
  const char* name;
  Surface surface;
};

const std::vector<Definition> definitions = {
    {"glu", [](double a, double b) { return logistic(a) * b; }},
    {"reglu", [](double a, double b) { return std::fmax(a, 0) * b; }},
    {"geglu",
     [](double a, double b) {
       return a / 2 * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (a + 0.044715 * a * a * a))) * b;
     }},
    {"geglu_erf", [](double a, double b) { return a * std::erfc(-a / std::numbers::sqrt2) / 2 * b; }},
    {"geglu_quick", [](double a, double b) { return a * logistic(1.702 * a) * b; }},
    {"swiglu", [](double a, double b) { return a * logistic(a) * b; }},
    {"swiglu_oai",
     [](double a, double b) {
       const double g = std::fmin(a, 7), u = std::fmax(-7, std::fmin(b, 7));
       return g * logistic(1.702 * g) * (u + 1);
     }},
    {"swiglu_clamped",
     [](double a, double b) {
       const double g = std::fmin(a, 10);
       return g * logistic(g) * std::fmax(-10, std::fmin(b, 10));
     }},
    {"bilinear", [](double a, double b) { return a * b; }},
};

TEST(Gates, each_is_what_its_framework_computes) {
  ASSERT_EQ(definitions.size(), gates().size());
  for (const auto& [name, expected] : definitions) {
    const Gate* gate = find_gate(name);
    ASSERT_NE(gate, nullptr) << name;
    const GateFunction f(*gate);
    for (double a = -12; a <= 12; a += 0.75)
      for (double b = -12; b <= 12; b += 1.5)
        EXPECT_NEAR(f(a, b), expected(a, b), 1e-13 * (1 + std::fabs(expected(a, b))))
            << name << " at " << a << ", " << b;
  }
}

TEST(Gates, the_second_half_is_gated_in_glu_alone) {
  for (const Gate& gate : gates())
    EXPECT_EQ(gate.half, gate.name == "glu" ? Half::second : Half::first) << gate.name;
}

TEST(Gates, names_are_found_without_case_and_hyphens) {
  EXPECT_EQ(find_gate("SwiGLU-OAI")->name, "swiglu_oai");
  EXPECT_EQ(find_gate("gelu"), nullptr);
}

TEST(Gates, functions_take_other_arguments) {
  EXPECT_EQ(with_argument("silu", "a"), "silu(a)");
  EXPECT_EQ(with_argument("x", "x W1"), "x W1");
  EXPECT_EQ(with_argument("max(min(x, 7), -7) + 1", "b"), "max(min(b, 7), -7) + 1");
}

TEST(ProductMoments, agree_with_closed_forms) {
  const auto of = [](const char* name) { return product_moments(*find_gate(name)); };
  EXPECT_NEAR(of("bilinear").variance, 1, 1e-13);
  EXPECT_NEAR(of("bilinear").kurtosis, 9, 1e-11);
  EXPECT_NEAR(of("reglu").variance, 0.5, 1e-13);
  EXPECT_NEAR(of("reglu").kurtosis, 18, 1e-11);
  const double geglu = 1.0 / 3 + 1 / (2 * std::sqrt(3) * std::numbers::pi);
  EXPECT_NEAR(of("geglu_erf").variance, geglu, 1e-13);
  EXPECT_NEAR(of("swiglu").variance, 0.355775519817352, 1e-14);
  EXPECT_NEAR(of("glu").variance, 0.293379035858093, 1e-14);
  EXPECT_NEAR(of("swiglu").kurtosis, 21.785239, 5e-7);
  EXPECT_NEAR(of("geglu_erf").kurtosis, 21.646843, 5e-7);
  EXPECT_NEAR(of("glu").kurtosis, 4.586699, 5e-7);
  for (const char* name : {"glu", "swiglu", "bilinear", "swiglu_clamped"})
    EXPECT_EQ(of(name).mean, 0) << name;
}

/// The trapezoidal rule over the plane, whose error falls faster than any power of the step.
TEST(ProductMoments, agree_with_sums_over_the_plane) {
  constexpr double step = 0.04, edge = 10;
  for (const auto& [name, surface] : definitions) {
    double sums[5] = {};
    for (double a = -edge; a <= edge; a += step)
      for (double b = -edge; b <= edge; b += step) {
        const double weight = bell(a) * bell(b) * step * step, y = surface(a, b);
        double power = 1;
        for (double& sum : sums) {
          sum += weight * power;
          power *= y;
        }
      }
    const double mean = sums[1], variance = sums[2] - mean * mean;
    const double fourth =
        sums[4] - 4 * mean * sums[3] + 6 * mean * mean * sums[2] - 3 * mean * mean * mean * mean;
    const ProductMoments got = product_moments(*find_gate(name));
    EXPECT_NEAR(got.mean, mean, 1e-7) << name;
    EXPECT_NEAR(got.variance, variance, 1e-6 * variance) << name;
    EXPECT_NEAR(got.kurtosis, fourth / (variance * variance), 1e-5) << name;
  }
}

}  // namespace
}  // namespace actviz::test
