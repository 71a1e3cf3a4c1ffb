#include "plots/figure/ticks.hpp"

#include <gtest/gtest.h>

#include "lib/base/text.hpp"

namespace actviz::plots {
namespace {

std::string labels(double lo, double hi, int wanted = 6) {
  std::vector<std::string> all;
  for (const Tick& tick : ticks(lo, hi, wanted)) all.push_back(tick.label);
  return join(all, " ");
}

struct Case {
  double lo, hi;
  std::string expected;
};

class Ticks : public testing::TestWithParam<Case> {};

TEST_P(Ticks, are_the_round_numbers_a_person_would_choose) {
  EXPECT_EQ(labels(GetParam().lo, GetParam().hi), GetParam().expected);
}

// The expectations are those of a table judged by eye: [-5, 5] is not cut at 2.5, [99.2, 103.9] not at
// quarters.
INSTANTIATE_TEST_SUITE_P(
    Plots, Ticks,
    testing::Values(Case{-5, 5, "−4 −2 0 2 4"}, Case{-1, 5.2, "−1 0 1 2 3 4 5"},
                    Case{-8, 8, "−8 −6 −4 −2 0 2 4 6 8"}, Case{-7, 7, "−6 −4 −2 0 2 4 6"},
                    Case{-0.13, 1.13, "0.0 0.2 0.4 0.6 0.8 1.0"}, Case{-3.7, 4.1, "−3 −2 −1 0 1 2 3 4"},
                    Case{-4, 4, "−4 −3 −2 −1 0 1 2 3 4"},
                    Case{99.2, 103.9, "99.5 100.0 100.5 101.0 101.5 102.0 102.5 103.0 103.5"},
                    Case{-1e-8, 1e-8, "$-10^{-8}$ $−5×10^{-9}$ 0 $5×10^{-9}$ $10^{-8}$"},
                    Case{0, 1e8, "0 $2×10^{7}$ $4×10^{7}$ $6×10^{7}$ $8×10^{7}$ $10^{8}$"},
                    Case{-1e308, 1e308, "$-10^{308}$ 0 $10^{308}$"},
                    Case{-100, 1000, "0 200 400 600 800 1000"}));

TEST(TickValues, stay_inside_and_ascend_on_any_range) {
  for (double size = 1e-300; size < 1e300; size *= 7.3)
    for (const double shift : {-1.0, -0.4, 0.0, 0.3, 2.0}) {
      const double lo = shift * size, hi = lo + size;
      const auto all = ticks(lo, hi, 6);
      ASSERT_GE(all.size(), 2u) << lo << " " << hi;
      for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_GE(all[i].value, lo - 1e-9 * size);
        EXPECT_LE(all[i].value, hi + 1e-9 * size);
        if (i == 0) continue;
        EXPECT_LT(all[i - 1].value, all[i].value);
        EXPECT_NE(all[i - 1].label, all[i].label) << lo << " " << hi;
      }
    }
}

TEST(TickLabels, tell_values_apart_that_differ_late) {
  EXPECT_EQ(labelled({0.5, 0.500000002}, 2e-9)[1].label, "0.500000002");
}

TEST(TickLabels, share_their_decimals) { EXPECT_EQ(labelled({-0.5, 0, 0.25}, 0.25)[1].label, "0.00"); }

std::string labels(const Spacing& spacing, double lo, double hi, int wanted = 6) {
  std::vector<std::string> all;
  for (const Tick& tick : ticks(spacing, lo, hi, wanted)) all.push_back(tick.label);
  return join(all, " ");
}

TEST(LogTicks, are_powers_of_ten_evenly_left_out) {
  const Spacing log{Spacing::Kind::log};
  EXPECT_EQ(labels(log, 0.05, 2000), "0.1 1 10 100 1000");
  EXPECT_EQ(labels(log, 1e-3, 1e4, 9), "0.001 0.01 0.1 1 10 100 1000 10000");
  EXPECT_EQ(labels(log, 1e-5, 3e2), "$10^{-4}$ $10^{-2}$ 1 $10^{2}$");
  EXPECT_EQ(labels(log, 1e-300, 1), "$10^{-300}$ $10^{-200}$ $10^{-100}$ 1");
}

TEST(LogTicks, over_few_decades_are_ones_twos_and_fives_or_evenly_spaced) {
  const Spacing log{Spacing::Kind::log};
  EXPECT_EQ(labels(log, 1, 9), "1 2 5");
  EXPECT_EQ(labels(log, 0.3, 30), "0.5 1 2 5 10 20");
  EXPECT_EQ(labels(log, 3, 4), "3.0 3.2 3.4 3.6 3.8 4.0");
}

TEST(SymlogTicks, are_powers_on_both_sides_of_zero) {
  const Spacing symlog{Spacing::Kind::symlog, 0.01};
  EXPECT_EQ(labels(symlog, -10, 10, 9), "−10 −1 −0.1 −0.01 0 0.01 0.1 1 10");
  EXPECT_EQ(labels(symlog, -1e6, 0, 6), "$-10^{6}$ $-10^{4}$ $-10^{2}$ −1 0");
  EXPECT_EQ(labels(symlog, -0.004, 0.004, 5), "−0.004 −0.002 0.000 0.002 0.004");
  const Spacing from_one{Spacing::Kind::symlog, 1};
  EXPECT_EQ(labels(from_one, 0, 1600, 2), "0 1000") << "no multiple of the step is on the axis";
  EXPECT_EQ(labels(from_one, -3600, 3600, 6), "−1000 −10 0 10 1000") << "rather than 100 alone";
}

TEST(MinorTicks, stand_where_there_are_no_numbers) {
  const Spacing log{Spacing::Kind::log}, symlog{Spacing::Kind::symlog, 1};
  const auto count = [](const Spacing& spacing, double lo, double hi, int wanted) {
    return minor_ticks(spacing, lo, hi, ticks(spacing, lo, hi, wanted)).size();
  };
  EXPECT_EQ(count(log, 1, 1000, 6), 24u);
  EXPECT_EQ(count(log, 0.5, 1000, 6), 24u + 4);  // 0.6 ... 0.9
  EXPECT_EQ(count(symlog, -100, 100, 9), 32u);
  EXPECT_EQ(count(log, 1e-20, 1, 6), 15u) << "powers that have no number";
  EXPECT_EQ(count(log, 1e-300, 1, 6), 0u) << "too many of them";
  EXPECT_EQ(count(log, 1, 9, 6), 5u) << "3, 4, 6, 7, 8 beside 1, 2, 5";
  EXPECT_EQ(count({}, 1, 1000, 6), 0u);
}

}  // namespace
}  // namespace actviz::plots
