#include "lib/analysis/naive_softmax.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace actviz::test {
namespace {

using Vector = std::vector<double>;

TEST(NaiveSoftmax, overflows_and_underflows_where_it_must) {
  const NaiveSoftmax far = naive_softmax(Vector{1000, 999}, {});
  EXPECT_EQ(far.sum_in_double, INFINITY);
  EXPECT_TRUE(std::isnan(far.in_double[0]) && std::isnan(far.in_float[0]));
  const NaiveSoftmax low = naive_softmax(Vector{-800, -801}, {});
  EXPECT_EQ(low.sum_in_double, 0);
  EXPECT_TRUE(std::isnan(low.in_double[0]));
  const NaiveSoftmax only_float = naive_softmax(Vector{100, 99}, {});
  EXPECT_TRUE(std::isnan(only_float.in_float[0]));
  EXPECT_NEAR(only_float.in_double[0], softmax(Vector{100, 99}).probabilities[0], 1e-15);
}

}  // namespace
}  // namespace actviz::test
