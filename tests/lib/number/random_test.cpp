#include "lib/number/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace actviz::test {
namespace {

constexpr std::size_t count = 1'000'000;

std::vector<double> drawn(double (Random::*draw)(), std::uint64_t seed, std::uint64_t stream = 0) {
  Random random(seed, stream);
  std::vector<double> values(count);
  for (double& value : values) value = (random.*draw)();
  return values;
}

/// Kolmogorov and Smirnov's greatest difference, times the root of the count.
template <class Cdf>
double distance(std::vector<double> values, const Cdf& cdf) {
  std::ranges::sort(values);
  double most = 0;
  const auto n = static_cast<double>(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double p = cdf(values[i]), k = static_cast<double>(i);
    most = std::max({most, p - k / n, (k + 1) / n - p});
  }
  return most * std::sqrt(n);
}

constexpr double unlikely = 2.2;  // one draw in 16 000 is farther

TEST(Random, uniform_numbers_are_uniform_and_never_at_the_ends) {
  const auto values = drawn(&Random::uniform, 1);
  EXPECT_LT(distance(values, [](double x) { return x; }), unlikely);
  EXPECT_GT(std::ranges::min(values), 0);
  EXPECT_LT(std::ranges::max(values), 1);
}

TEST(Random, normal_numbers_are_normal) {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const auto values = drawn(&Random::normal, seed);
    EXPECT_LT(distance(values, [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }), unlikely)
        << seed;
    double m1 = 0, m2 = 0, m4 = 0;
    for (const double x : values) m1 += x, m2 += x * x, m4 += x * x * x * x;
    const auto n = static_cast<double>(count);
    EXPECT_NEAR(m1 / n, 0, 5 / std::sqrt(n));
    EXPECT_NEAR(m2 / n, 1, 5 * std::sqrt(2 / n));
    EXPECT_NEAR(m4 / n, 3, 5 * std::sqrt(96 / n));
  }
}

TEST(Random, the_tails_of_normal_numbers_are_there) {
  const auto values = drawn(&Random::normal, 9);
  for (const double bound : {2.0, 3.0, 3.442, 3.6, 4.0}) {
    const double expected = std::erfc(bound / std::sqrt(2.0)) * count;
    const auto beyond =
        static_cast<double>(std::ranges::count_if(values, [&](double x) { return std::fabs(x) > bound; }));
    EXPECT_NEAR(beyond, expected, 5 * std::sqrt(expected)) << bound;
  }
}

TEST(Random, streams_and_seeds_are_independent_and_repeat) {
  const auto first = drawn(&Random::normal, 7, 0);
  EXPECT_EQ(first, drawn(&Random::normal, 7, 0));
  for (const auto& [seed, stream] : {std::pair{7u, 1u}, {8u, 0u}, {0u, 7u}}) {
    const auto other = drawn(&Random::normal, seed, stream);
    double product = 0;
    for (std::size_t i = 0; i < count; ++i) product += first[i] * other[i];
    EXPECT_LT(std::fabs(product), 5 * std::sqrt(static_cast<double>(count))) << seed << ' ' << stream;
  }
}

}  // namespace
}  // namespace actviz::test
