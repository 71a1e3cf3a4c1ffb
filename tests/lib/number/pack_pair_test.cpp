// Pairs of vectors against exact arithmetic: the nearest float, or an open lane.
#include "lib/number/pack_pair.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "lib/number/instruction_set.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

using Floats = std::vector<float>;

template <class Isa, class F>
void evaluate(const F& f, const Floats& a, const Floats& b, Floats& y, std::vector<bool>& open) {
  for (std::size_t i = 0; i < a.size(); i += Isa::lanes) {
    const unsigned bits = f(PackPair<Isa>(Isa::load(&a[i])), PackPair<Isa>(Isa::load(&b[i]))).store(&y[i]);
    for (std::size_t j = 0; j < Isa::lanes; ++j) open[i + j] = (bits >> j & 1) != 0;
  }
}

/// `f` is generic: of pairs and of exact numbers.
template <class F>
void expect_nearest(const char* name, const F& f, const Floats& a, const Floats& b) {
  for (std::size_t set = 0; set < instruction_sets; ++set) {
    if (!is_available(static_cast<InstructionSet>(set))) continue;
    Floats y(a.size());
    std::vector<bool> open(a.size(), true);
    const auto run = [&]<class Isa>(Isa) {
      if constexpr (Isa::has_fma)
        instructions::call<Isa, evaluate<Isa, F>, const F&, const Floats&, const Floats&, Floats&,
                           std::vector<bool>&>(f, a, b, y, open);
    };
    if (set == 0) run(instructions::Baseline());
#ifdef ACTVIZ_WIDE_VECTORS
    if (set == 1) run(instructions::Avx2());
    if (set == 2) run(instructions::Avx512());
#endif
    std::size_t closed = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (open[i]) continue;
      ++closed;
      const Exact exact = f(Exact(a[i]), Exact(b[i]));
      ASSERT_EQ(y[i], exact.convert_to<float>())
          << name << " of " << a[i] << " and " << b[i] << ", set " << set;
    }
    EXPECT_GE(closed + (set == 0 ? a.size() : 0), a.size() - a.size() / 1000) << name << ", set " << set;
  }
}

/// Few bits each, of which many sums and products are halfway between floats.
Floats short_floats(std::size_t count, int bits, unsigned seed) {
  std::mt19937_64 random(seed);
  Floats x(count);
  for (float& one : x) {
    const auto whole = static_cast<std::int64_t>(random() >> (64 - bits)) - (std::int64_t{1} << (bits - 1));
    one = std::ldexp(static_cast<float>(2 * whole + 1), static_cast<int>(random() % 30) - 15);
  }
  return x;
}

TEST(PackPair, operations_give_the_nearest_float_of_exact_results) {
  for (const int bits : {4, 13, 23}) {
    const Floats a = short_floats(8000, bits, 1), b = short_floats(8000, bits, 2);
    expect_nearest(
        "sum", [](const auto& x, const auto& y) { return x + y; }, a, b);
    expect_nearest(
        "difference", [](const auto& x, const auto& y) { return x - y; }, a, b);
    expect_nearest(
        "product", [](const auto& x, const auto& y) { return x * y; }, a, b);
    expect_nearest(
        "quotient", [](const auto& x, const auto& y) { return x / y; }, a, b);
    expect_nearest(
        "polynomial", [](const auto& x, const auto& y) { return x * (y + 3) / 6 - 0.1 * x; }, a, b);
  }
}

TEST(PackPair, halves_of_the_last_place_and_what_is_next_to_them_are_told_apart) {
  const Floats a(16, 1), b = [] {
    Floats x;
    for (const float tail : {0x1p-24f, 0x1.000002p-24f, 0x1.fffffep-25f, 0x1p-70f})
      for (const float sign : {1.0f, -1.0f}) x.insert(x.end(), 2, sign * tail);
    return x;
  }();
  expect_nearest(
      "next to 1", [](const auto& x, const auto& y) { return x + y; }, a, b);
  expect_nearest(
      "next to the middle", [](const auto& x, const auto& y) { return x + 0x1p-24 + 0x1p-10 * y; }, a, b);
}

TEST(PackPair, what_is_not_finite_stays_open) {
  const auto check = []<class Isa>(Isa) {
    const float x[8] = {INFINITY, -INFINITY, NAN, 3e38f, INFINITY, -INFINITY, NAN, 3e38f};
    for (std::size_t i = 0; i < 8; i += Isa::lanes) {
      float y[8];
      const PackPair<Isa> a(Isa::load(x + i));
      const unsigned bits = (a + a).store(y);
      for (std::size_t j = 0; j < Isa::lanes; ++j)
        EXPECT_EQ((bits >> j & 1) != 0, !(std::fabs(x[i + j]) < INFINITY)) << x[i + j];
    }
  };
  check(instructions::Baseline());
}

}  // namespace
}  // namespace actviz::test
