#include "lib/batch/benchmark.hpp"

#include <gtest/gtest.h>

namespace actviz::test {
namespace {

TEST(Benchmark, a_spread_is_the_middle_and_the_ends) {
  const batch::Spread odd = batch::spread({3, 1, 2}), even = batch::spread({4, 1, 3, 2});
  EXPECT_EQ(odd.median, 2);
  EXPECT_EQ(odd.low, 1);
  EXPECT_EQ(odd.high, 3);
  EXPECT_EQ(even.median, 2);
}

TEST(Benchmark, counts_time_by_the_element_and_against_the_copy_of_the_same_round) {
  const std::vector<Function> functions = {Function::parse("relu")};
  batch::BenchmarkPlan plan;
  plan.elements = {1 << 18, 1 << 19};
  plan.rounds = 3;
  double now = 0, step = 0;
  plan.seconds = [&] { return now += step += 1; };  // each call takes longer than the one before
  const auto all = batch::benchmark(functions, plan);
  ASSERT_EQ(all.size(), 8u);
  // The calls 9 and 10 are the first round's copy: 10 seconds; its slope ends with call 14.
  EXPECT_DOUBLE_EQ(all[0].nanoseconds.low, 10e9 / (1 << 18));
  EXPECT_DOUBLE_EQ(all[2].nanoseconds.low, 14e9 / (1 << 18));
  EXPECT_DOUBLE_EQ(all[2].copies.high, 1.4);
  EXPECT_EQ(all[0].function, "");
  EXPECT_EQ(all[0].copies.median, 1);
  EXPECT_EQ(all[7].function, "relu");
  EXPECT_EQ(all[7].work, batch::Work::both);
  EXPECT_EQ(all[7].elements, std::size_t{1} << 19);
  EXPECT_DOUBLE_EQ(all[7].gigabytes_per_second(), 12 / all[7].nanoseconds.median);
}

}  // namespace
}  // namespace actviz::test
