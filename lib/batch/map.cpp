#include "lib/batch/map.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <cfenv>
#include <functional>

namespace actviz::batch {
namespace {

/// Numbers of a block, which stays in the nearest cache.
constexpr std::size_t block = 4096;

/// Results from here on do not stay in the caches of most processors anyway, and are written past them.
constexpr std::size_t past_caches = (std::size_t{32} << 20) / sizeof(float);

/// The floating-point settings that a program starts with, until the end of the scope.
class UsualArithmetic {
 public:
  UsualArithmetic() {
    std::fegetenv(&callers_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~UsualArithmetic() { std::fesetenv(&callers_); }
  UsualArithmetic(const UsualArithmetic&) = delete;
  UsualArithmetic& operator=(const UsualArithmetic&) = delete;

 private:
  std::fenv_t callers_;
};

template <class T>
bool overlap(std::span<const T> a, std::span<T> b) {
  const std::less<const T*> before;
  return before(a.data(), b.data() + b.size()) && before(b.data(), a.data() + a.size());
}

/// The input of a call whose outputs may lie over it.
template <class T>
class Input {
 public:
  Input(std::span<const T> x, std::initializer_list<std::span<T>> outputs) : x_(x) {
    for (const std::span<T> y : outputs) {
      assert(y.size() == x.size() && "there is a result for each number");
      if (!overlap(x, y)) continue;
      if (y.data() != x.data()) copy_.assign(x.begin(), x.end());
      is_overwritten_ = true;
    }
    if (!copy_.empty()) {
      x_ = copy_;
      is_overwritten_ = false;
    }
  }
  std::span<const T> operator()() const { return x_; }
  /// Whether the results of a block replace its numbers.
  bool is_overwritten() const { return is_overwritten_; }

 private:
  std::span<const T> x_;
  std::vector<T> copy_;
  bool is_overwritten_ = false;
};

float quiet(float x) { return std::bit_cast<float>(std::bit_cast<std::uint32_t>(x) | 0x400000u); }

/// One function for blocks of floats.
class FloatMap {
 public:
  FloatMap(const Function& f, InstructionSet set) : f_(f), set_(set) {}

  /// The first `count` of a block, which has room for whole ones of `float_block`.
  void operator()(FloatBlock at, std::size_t count) const {
    std::uint16_t open[block / float_block];
    at.count = (count + float_block - 1) / float_block * float_block;
    at.open = open;
    const bool are_any_open = f_.on_floats(set_, at);
    for (std::size_t i = 0; are_any_open && i < at.count; i += float_block)
      for (unsigned bits = open[i / float_block]; bits != 0; bits &= bits - 1)
        settle(at, i + static_cast<std::size_t>(std::countr_zero(bits)));
    if (at.slope) choose_points(at.x, at.slope, count);
  }

 private:
  void settle(const FloatBlock& at, std::size_t i) const {
    const float x = at.x[i];
    if (at.value) at.value[i] = x != x ? quiet(x) : f_.nearest_value(x);
    if (at.slope) at.slope[i] = x != x ? quiet(x) : f_.nearest_slope(x);
  }
  void choose_points(const float* x, float* slope, std::size_t count) const {
    for (const FrameworkPoint& point : f_.points())
      for (std::size_t i = 0; i < count; ++i)
        if (x[i] == point.x) slope[i] = static_cast<float>(point.slope);
  }

  const Function& f_;
  InstructionSet set_;
};

/// How many floats lie before the next multiple of 64 bytes.
std::size_t floats_to_alignment(const float* p) {
  return (64 - reinterpret_cast<std::uintptr_t>(p) % 64) % 64 / sizeof(float);
}

/// An empty span as output: not wanted.
void run(const Function& f, std::span<const float> from, std::span<float> values, std::span<float> slopes,
         InstructionSet set) {
  if (from.empty()) return;
  const UsualArithmetic usual;
  const Input<float> input(from, {values.empty() ? slopes : values, slopes.empty() ? values : slopes});
  const FloatBlock all{.x = input().data(), .value = values.data(), .slope = slopes.data()};
  const FloatMap map(f, set);
  // Vectors that lie across two lines of a cache are slow, and past the caches impossible.
  const std::size_t head = floats_to_alignment(all.value ? all.value : all.slope);
  const bool are_aligned = !all.value || !all.slope || floats_to_alignment(all.slope) == head;
  const bool is_past_caches = from.size() >= past_caches && are_aligned;
  float copy[block], results[2][block];
  for (std::size_t begin = 0, count; begin < from.size(); begin += count) {
    count = std::min(begin < head ? head : block, from.size() - begin);
    const bool is_whole = count % float_block == 0;
    FloatBlock at{.x = all.x + begin, .is_past_caches = is_past_caches && is_whole};
    if (!is_whole || input.is_overwritten()) {
      std::fill(std::copy_n(at.x, count, copy), std::end(copy), 0.0f);
      at.x = copy;
    }
    if (all.value) at.value = is_whole ? all.value + begin : results[0];
    if (all.slope) at.slope = is_whole ? all.slope + begin : results[1];
    map(at, count);
    if (is_whole) continue;
    if (all.value) std::copy_n(results[0], count, all.value + begin);
    if (all.slope) std::copy_n(results[1], count, all.slope + begin);
  }
  if (is_past_caches) std::atomic_thread_fence(std::memory_order_seq_cst);
}

}  // namespace

void map(const Function& f, std::span<const float> x, std::span<float> y, InstructionSet set) {
  run(f, x, y, {}, set);
}
void map_slope(const Function& f, std::span<const float> x, std::span<float> slope, InstructionSet set) {
  run(f, x, {}, slope, set);
}
void map_both(const Function& f, std::span<const float> x, std::span<float> y, std::span<float> slope,
              InstructionSet set) {
  run(f, x, y, slope, set);
}

void map(const Function& f, std::span<const double> x, std::span<double> y) {
  const UsualArithmetic usual;
  const Input<double> input(x, {y});
  std::ranges::transform(input(), y.begin(), [&](double at) { return f(at); });
}
void map_slope(const Function& f, std::span<const double> x, std::span<double> slope) {
  const UsualArithmetic usual;
  const Input<double> input(x, {slope});
  std::ranges::transform(input(), slope.begin(), [&](double at) { return f.slope(at); });
}
void map_both(const Function& f, std::span<const double> x, std::span<double> y, std::span<double> slope) {
  const UsualArithmetic usual;
  const Input<double> input(x, {y, slope});
  for (std::size_t i = 0; i < x.size(); ++i) {
    const ValueAndSlope both = f.value_and_slope(input()[i]);
    y[i] = both.value;
    slope[i] = both.slope;
  }
}

}  // namespace actviz::batch
