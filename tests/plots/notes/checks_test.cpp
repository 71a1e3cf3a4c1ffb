#include "plots/notes/checks.hpp"

#include <gtest/gtest.h>

namespace actviz::notes {
namespace {

TEST(SShaped, means_bounded_increasing_and_one_inflection) {
  for (const std::string_view function : {"sigmoid", "tanh", "softsign", "dyt:alpha=2,gamma=3"})
    EXPECT_EQ(s_shaped(function).verdict, Verdict::holds) << function;
  // Unbounded; with a minimum; falling; level at its ends
  for (const std::string_view function : {"softplus", "gelu", "dyt:gamma=-1", "hard_tanh"})
    EXPECT_EQ(s_shaped(function).verdict, Verdict::wrong) << function;
}

TEST(SShaped, counts_inflections_at_kinks_too) {
  const std::pair<std::string_view, double> known[] = {
      {"identity", 0}, {"relu", 0}, {"sigmoid", 1}, {"hard_tanh", 1}, {"gelu", 2}};
  for (const auto& [function, count] : known)
    EXPECT_EQ(s_shaped(function).numbers.at(0).value, count) << function;
}

}  // namespace
}  // namespace actviz::notes
