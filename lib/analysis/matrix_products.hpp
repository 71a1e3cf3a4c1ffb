#pragma once
// Eigen as the analyses use it: the same bits on every machine. Not installed: users of the library need no
// Eigen.
#include <Eigen/Core>

namespace actviz {

/// Call before products. Eigen cuts long sums by the sizes of the caches that it finds, and would round
/// otherwise on another machine: it is told these instead.
inline void fix_product_blocks() { Eigen::setCpuCacheSizes(32 << 10, 512 << 10, 4 << 20); }

}  // namespace actviz
