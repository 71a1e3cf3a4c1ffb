#include "lib/batch/map.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cfenv>
#include <functional>

namespace actviz::batch {
namespace {

/// Numbers of a block, which stays in the nearest cache.
constexpr std::size_t block = 1024;

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

/// One function or its slope for blocks of floats.
class FloatMap {
 public:
  FloatMap(const Function& f, std::size_t order, InstructionSet set) : f_(f), order_(order) {
    if (!f.is_formula()) kernel_ = f.activation().on_floats[static_cast<std::size_t>(set)][order];
  }

  /// x and y lie apart and have room for whole blocks of `float_block`.
  void operator()(const float* x, float* y, std::size_t count) const {
    if (kernel_) {
      std::uint16_t open[block / float_block];
      const std::size_t parts = (count + float_block - 1) / float_block;
      kernel_(x, y, parts * float_block, f_.values(), open);
      for (std::size_t part = 0; part < parts; ++part)
        for (unsigned bits = open[part]; bits != 0; bits &= bits - 1) {
          const std::size_t i = part * float_block + static_cast<std::size_t>(std::countr_zero(bits));
          y[i] = settled(x[i]);
        }
      if (order_ == 1) choose_points(x, y, count);
    } else {
      std::transform(x, x + count, y, [&](float at) { return settled(at); });
    }
  }

 private:
  float settled(float x) const {
    if (x != x) return quiet(x);
    return order_ == 0 ? f_.nearest_value(x) : f_.nearest_slope(x);
  }
  void choose_points(const float* x, float* y, std::size_t count) const {
    for (const FrameworkPoint& point : f_.points())
      for (std::size_t i = 0; i < count; ++i)
        if (x[i] == point.x) y[i] = static_cast<float>(point.slope);
  }

  const Function& f_;
  std::size_t order_;
  FloatKernel kernel_ = nullptr;
};

void run(std::span<const float> from, std::initializer_list<std::span<float>> outputs,
         std::initializer_list<FloatMap> maps) {
  const UsualArithmetic usual;
  const Input<float> input(from, outputs);
  float copy[block], result[block];
  for (std::size_t begin = 0; begin < from.size(); begin += block) {
    const std::size_t count = std::min(block, from.size() - begin);
    const float* x = input().data() + begin;
    const bool is_whole = count % float_block == 0;
    if (!is_whole || input.is_overwritten()) {
      std::fill(std::copy_n(x, count, copy), std::end(copy), 0.0f);
      x = copy;
    }
    const std::span<float>* to = outputs.begin();
    for (const FloatMap& map : maps) {
      float* y = (to++)->data() + begin;
      map(x, is_whole ? y : result, count);
      if (!is_whole) std::copy_n(result, count, y);
    }
  }
}

}  // namespace

void map(const Function& f, std::span<const float> x, std::span<float> y, InstructionSet set) {
  run(x, {y}, {FloatMap(f, 0, set)});
}
void map_slope(const Function& f, std::span<const float> x, std::span<float> slope, InstructionSet set) {
  run(x, {slope}, {FloatMap(f, 1, set)});
}
void map_both(const Function& f, std::span<const float> x, std::span<float> y, std::span<float> slope,
              InstructionSet set) {
  run(x, {y, slope}, {FloatMap(f, 0, set), FloatMap(f, 1, set)});
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
