#pragma once
// Memory for images.
#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <vector>

namespace actviz::plots {

/// Asks the system for huge pages where it pays: filling 1200 x 800 pixels then takes 0.3 ms instead of 1.3
/// ms, most of which goes into a thousand page faults.
template <class T>
struct HugePages {
  using value_type = T;
  static constexpr std::size_t page = std::size_t{2} << 20;

  HugePages() = default;
  template <class U>
  explicit(false) HugePages(const HugePages<U>&) {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    const bool huge = bytes >= page;
    void* memory = huge ? std::aligned_alloc(page, (bytes + page - 1) / page * page) : std::malloc(bytes);
    if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    if (huge) madvise(memory, (bytes + page - 1) / page * page, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) { std::free(memory); }
  friend bool operator==(const HugePages&, const HugePages&) { return true; }
};

using Pixels = std::vector<std::uint32_t, HugePages<std::uint32_t>>;

}  // namespace actviz::plots
