#pragma once
// Work shared among threads.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
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

/// Calls f(i) for each i below count, `threads` at once and the next as soon as one is done. Throws what the
/// first of them throws that fails; the others are finished all the same.
template <class F>
void for_each_in_parallel(std::size_t count, unsigned threads, const F& f) {
  std::vector<std::exception_ptr> failures(count);
  std::atomic<std::size_t> next = 0;
  in_parallel(static_cast<unsigned>(std::min<std::size_t>(std::max(threads, 1u), count)), [&](unsigned) {
    for (std::size_t i = next++; i < count; i = next++) try {
        f(i);
      } catch (...) {
        failures[i] = std::current_exception();
      }
  });
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
}

}  // namespace actviz
