#include "lib/number/instruction_set.hpp"

#include "lib/number/vectors.hpp"

namespace actviz {

bool is_available(InstructionSet set) {
#ifdef ACTVIZ_WIDE_VECTORS
  if (set == InstructionSet::avx512) return __builtin_cpu_supports("x86-64-v4");
  if (set == InstructionSet::avx2) return __builtin_cpu_supports("x86-64-v3");
#endif
  return set == InstructionSet::baseline;
}

InstructionSet best_instruction_set() {
  static const InstructionSet best = [] {
    for (const InstructionSet set : {InstructionSet::avx512, InstructionSet::avx2})
      if (is_available(set)) return set;
    return InstructionSet::baseline;
  }();
  return best;
}

}  // namespace actviz
