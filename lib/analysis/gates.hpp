#pragma once
// Gates: functions of two halves of a row, f(gated half) * g(other half).
#include <span>
#include <string>
#include <string_view>

#include "lib/catalogue/function.hpp"

namespace actviz {

enum class Half { first, second };

/// A gate as it is declared; `gated` and `other` are functions of x as `Function::parse` reads them.
struct Gate {
  std::string_view name, title;   ///< "swiglu", "SwiGLU"
  std::string_view gated, other;  ///< f and g
  std::string_view math;          ///< f(a) g(b) as math markup
  Half half;                      ///< the gated one, where the two come as halves of one row
  std::string_view convention;    ///< who takes that half
  std::string_view source;
};

/// Every gate, that of Dauphin et al. first.
std::span<const Gate> gates();

/// The gate of a name, whatever its case, hyphens and underscores; null for another name.
const Gate* find_gate(std::string_view name);

/// "first" or "second".
std::string_view name_of(Half half);

/// A gate's function, a name or a formula of x, of another argument: "silu(a)", "min(a, 7)".
std::string with_argument(std::string_view function, std::string_view argument);

/// A gate that can be computed.
struct GateFunction {
  explicit GateFunction(const Gate& gate)
      : gated(Function::parse(gate.gated)), other(Function::parse(gate.other)) {}

  /// f(a) g(b)
  double operator()(double a, double b) const { return gated(a) * other(b); }

  Function gated, other;
};

/// What comes out of a gate where both halves are independent and of N(0, 1): E y, Var y and
/// E (y - E y)^4 / (Var y)^2, which is 3 for a normal distribution.
struct ProductMoments {
  double mean = 0, variance = 0, kurtosis = 0;
};

/// Computes them from the first four moments of both factors, by quadrature; relative error below 1e-12.
ProductMoments product_moments(const Gate& gate);

}  // namespace actviz
