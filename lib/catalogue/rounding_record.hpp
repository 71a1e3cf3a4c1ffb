#pragma once
// What the exhaustive proof has found: at how many floats the kernels for arrays round right.
#include <cstdint>
#include <span>
#include <string_view>

#include "lib/catalogue/function.hpp"

namespace actviz {

/// The proof of one function with its default parameters.
struct RoundingRow {
  std::string_view function;
  int order;             ///< 0: the value, 1: the slope
  double end;            ///< checked are the finite floats nearer to 0 than this, the infinities and NaN
  std::uint64_t inputs;  ///< how many those are
  std::uint64_t misrounded;
  double greatest_ulp;  ///< the greatest error in ULP of a float; 0.5 where none is misrounded
  double seconds;       ///< of the processor, that the proof took
};

/// Every proof that was recorded, by name and order.
std::span<const RoundingRow> rounding_record();

/// The proof of a function, null where none was recorded: of formulas and of parameters that are not the
/// default.
const RoundingRow* find_rounding(const Function& function, int order);

}  // namespace actviz
