#pragma once
// Work shared among threads.
#include <thread>
#include <vector>

namespace actviz {

/// Calls f(share) for each share from 0 on, all at once, and waits for them. f must not throw.
template <class F>
void in_parallel(unsigned shares, const F& f) {
  std::vector<std::jthread> helpers;
  for (unsigned share = 1; share < shares; ++share) helpers.emplace_back([&f, share] { f(share); });
  f(0u);
}

}  // namespace actviz
