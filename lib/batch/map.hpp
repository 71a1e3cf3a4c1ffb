#pragma once
// Functions over arrays.
#include <span>

#include "lib/catalogue/function.hpp"
#include "lib/number/instruction_set.hpp"

namespace actviz::batch {

// The results are the same on every machine, for every instruction set and however the caller has set
// rounding, flush-to-zero and the like, which is left as it was. Floats are the nearest to the exact results,
// doubles those of Function: within 0.51 ULP. NaN gives the same NaN, quiet. The output has the size of the
// input and may overlap it in any way; two outputs may not overlap each other.

/// f(x) for each x.
void map(const Function& f, std::span<const float> x, std::span<float> y,
         InstructionSet set = best_instruction_set());
void map(const Function& f, std::span<const double> x, std::span<double> y);

/// The slope at each x.
void map_slope(const Function& f, std::span<const float> x, std::span<float> slope,
               InstructionSet set = best_instruction_set());
void map_slope(const Function& f, std::span<const double> x, std::span<double> slope);

/// Both, in one pass over x.
void map_both(const Function& f, std::span<const float> x, std::span<float> y, std::span<float> slope,
              InstructionSet set = best_instruction_set());
void map_both(const Function& f, std::span<const double> x, std::span<double> y, std::span<double> slope);

}  // namespace actviz::batch
