#pragma once
// Fused multiply-add instructions, which not every machine has: the same operations give the same bits
// without them, several times slower.

// What a function may use beside the baseline instruction set; empty where there is nothing to choose.
#if defined(__x86_64__)
#define ACTVIZ_TARGET_FMA [[gnu::target("fma")]]
#else
#define ACTVIZ_TARGET_FMA
#endif

namespace actviz {

/// Whether this machine runs what is compiled with ACTVIZ_TARGET_FMA faster.
inline bool has_fma() {
#if defined(__x86_64__)
  static const bool has = __builtin_cpu_supports("fma");
  return has;
#else
  return true;  // both are the same
#endif
}

}  // namespace actviz
