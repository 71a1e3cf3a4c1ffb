#include "lib/batch/map.hpp"

#include <algorithm>
#include <array>
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

/// The outputs of a block, value and slope: null where one is not wanted.
using Outputs = std::array<float*, 2>;

/// One function for blocks of floats.
class FloatMap {
 public:
  FloatMap(const Function& f, InstructionSet set) : f_(f), set_(set) {}

  /// x and the outputs lie apart and have room for whole blocks of `float_block`.
  void operator()(const float* x, Outputs y, std::size_t count) const {
    std::uint16_t open[block / float_block];
    const std::size_t parts = (count + float_block - 1) / float_block;
    f_.on_floats(set_, x, y[0], y[1], parts * float_block, open);
    for (std::size_t part = 0; part < parts; ++part)
      for (unsigned bits = open[part]; bits != 0; bits &= bits - 1) {
        const std::size_t i = part * float_block + static_cast<std::size_t>(std::countr_zero(bits));
        settle(x[i], y, i);
      }
    if (y[1]) choose_points(x, y[1], count);
  }

 private:
  void settle(float x, Outputs y, std::size_t i) const {
    if (y[0]) y[0][i] = x != x ? quiet(x) : f_.nearest_value(x);
    if (y[1]) y[1][i] = x != x ? quiet(x) : f_.nearest_slope(x);
  }
  void choose_points(const float* x, float* slope, std::size_t count) const {
    for (const FrameworkPoint& point : f_.points())
      for (std::size_t i = 0; i < count; ++i)
        if (x[i] == point.x) slope[i] = static_cast<float>(point.slope);
  }

  const Function& f_;
  InstructionSet set_;
};

/// An empty span as output: not wanted.
void run(const Function& f, std::span<const float> from, std::span<float> values, std::span<float> slopes,
         InstructionSet set) {
  if (from.empty()) return;
  const UsualArithmetic usual;
  const Input<float> input(from, {values.empty() ? slopes : values, slopes.empty() ? values : slopes});
  const Outputs wanted = {values.data(), slopes.data()};
  const FloatMap map(f, set);
  float copy[block], results[2][block];
  for (std::size_t begin = 0; begin < from.size(); begin += block) {
    const std::size_t count = std::min(block, from.size() - begin);
    const float* x = input().data() + begin;
    const bool is_whole = count % float_block == 0;
    if (!is_whole || input.is_overwritten()) {
      std::fill(std::copy_n(x, count, copy), std::end(copy), 0.0f);
      x = copy;
    }
    Outputs y{};
    for (std::size_t i = 0; i < 2; ++i)
      if (wanted[i]) y[i] = is_whole ? wanted[i] + begin : results[i];
    map(x, y, count);
    if (is_whole) continue;
    for (std::size_t i = 0; i < 2; ++i)
      if (wanted[i]) std::copy_n(results[i], count, wanted[i] + begin);
  }
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
