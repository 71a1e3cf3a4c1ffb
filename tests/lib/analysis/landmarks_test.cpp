#include "lib/analysis/landmarks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/number/ulp.hpp"

namespace actviz {
namespace {

Landmarks of(const char* name, double epsilon = 0.01) { return landmarks(Function::parse(name), epsilon); }

/// The catalogue at its defaults, and functions whose parameters scale or turn them.
std::vector<std::string> many_functions() {
  std::vector<std::string> names = {"swish:beta=1e-3",
                                    "swish:beta=1e6",
                                    "swish:beta=-2",
                                    "swish:beta=0",
                                    "celu:alpha=100",
                                    "celu:alpha=1e-6",
                                    "hard_sigmoid:alpha=100",
                                    "hard_sigmoid:alpha=0.001",
                                    "hard_sigmoid:alpha=0.3,beta=0.47",
                                    "dyt:gamma=0",
                                    "dyt:alpha=1e6",
                                    "dyt:alpha=-1e-2,gamma=3,beta=2",
                                    "elu:alpha=-1",
                                    "elu:alpha=0",
                                    "leaky_relu:0",
                                    "leaky_relu:-0.5",
                                    "leaky_relu:1",
                                    "threshold:threshold=1,value=2",
                                    "threshold:1,0.5",
                                    "threshold:-2,-2",
                                    "hard_shrink:0",
                                    "soft_shrink:0",
                                    "soft_shrink:1e5",
                                    "softplus:1e-5",
                                    "softplus:1e8",
                                    "hard_tanh:lo=0.001,hi=0.0011",
                                    "hard_tanh:lo=5,hi=8"};
  for (const Activation& activation : catalogue()) names.emplace_back(activation.name);
  return names;
}

TEST(Landmarks, hold_the_extremes_where_they_are) {
  // mpmath 1.3, 40 digits: findroot on f′ and its value
  struct Case {
    const char* name;
    Landmark minimum;
  };
  for (const auto& [name, exact] : {Case{"gelu", {-0.751791524693564457, -0.169971207479903662}},
                                    {"gelu_tanh", {-0.75246142207101626, -0.170040750571254051}},
                                    {"swish", {-1.2784645427610738, -0.278464542761073795}},
                                    {"swish:beta=1e6", {-1.2784645427610738e-6, -0.278464542761073795e-6}},
                                    {"swish:beta=1e-3", {-1278.4645427610738, -278.464542761073795}},
                                    {"mish", {-1.19243121451549521, -0.308843413017250407}},
                                    {"hard_swish", {-1.5, -0.375}}}) {
    SCOPED_TRACE(name);
    const Landmarks marks = of(name);
    ASSERT_TRUE(marks.minimum);
    EXPECT_LE(ulp_distance(marks.minimum->x, exact.x), 4);
    EXPECT_LE(ulp_distance(marks.minimum->value, exact.value), 2);
    EXPECT_FALSE(marks.maximum);
  }
}

TEST(Landmarks, on_a_flat_piece_are_nearest_zero) {
  struct Case {
    const char* name;
    std::optional<Landmark> minimum, maximum;
  };
  for (const auto& [name, minimum, maximum] : {Case{"relu", Landmark{0, 0}, {}},
                                               {"relu6", Landmark{0, 0}, Landmark{6, 6}},
                                               {"hard_tanh", Landmark{-1, -1}, Landmark{1, 1}},
                                               {"hard_tanh:lo=5,hi=8", Landmark{0, 5}, Landmark{8, 8}},
                                               {"hard_tanh:lo=-8,hi=-5", Landmark{-8, -8}, Landmark{0, -5}},
                                               {"hard_sigmoid", Landmark{-3, 0}, Landmark{3, 1}},
                                               {"threshold", Landmark{0, 0}, {}},
                                               {"threshold:-2,-2", Landmark{-2, -2}, {}},
                                               {"dyt:gamma=0,beta=7", Landmark{0, 7}, Landmark{0, 7}},
                                               {"elu:alpha=0", Landmark{0, 0}, {}},
                                               {"leaky_relu:-0.5", Landmark{0, 0}, {}}}) {
    EXPECT_EQ(of(name).minimum, minimum) << name;
    EXPECT_EQ(of(name).maximum, maximum) << name;
  }
}

TEST(Landmarks, are_absent_where_a_bound_is_only_approached) {
  for (const char* name :
       {"identity", "sigmoid", "tanh", "softsign", "softplus", "log_sigmoid", "elu", "selu", "tanh_shrink",
        "hard_shrink", "normal_cdf", "threshold:threshold=1,value=2", "threshold:-2,0"}) {
    EXPECT_FALSE(of(name).minimum) << name;
    EXPECT_FALSE(of(name).maximum) << name;
  }
}

TEST(Landmarks, agree_with_the_range_that_each_function_declares) {
  for (const std::string& name : many_functions()) {
    SCOPED_TRACE(name);
    const Interval range = Function::parse(name).facts().range;
    const Landmarks marks = of(name.c_str());
    EXPECT_EQ(marks.minimum.has_value(), range.lo_closed);
    EXPECT_EQ(marks.maximum.has_value(), range.hi_closed);
    EXPECT_LE(ulp_distance(marks.minimum.value_or(Landmark{0, range.lo}).value, range.lo), 32);
    EXPECT_LE(ulp_distance(marks.maximum.value_or(Landmark{0, range.hi}).value, range.hi), 32);
  }
}

TEST(Landmarks, hold_the_greatest_slope) {
  struct Case {
    const char* name;
    Landmark exact;
  };
  for (const auto& [name, exact] : {Case{"gelu", {1.41421356237309505, 1.12890414518515479}},
                                    {"gelu_tanh", {1.41850400879083836, 1.12899306865877176}},
                                    {"swish", {2.39935728051546767, 1.09983932012886692}},
                                    {"swish:beta=1e-3", {2399.35728051546767, 1.09983932012886692}},
                                    {"mish", {1.49057117948542846, 1.08849816125172786}},
                                    {"hard_swish", {3, 1.5}},
                                    {"selu", {0, 1.75809934084737686}},
                                    {"elu", {0, 1}},
                                    {"relu", {0, 1}},
                                    {"identity", {0, 1}},
                                    {"sigmoid", {0, 0.25}},
                                    {"tanh", {0, 1}},
                                    {"dyt:alpha=1e6", {0, 1e6}},
                                    {"threshold", {1, 1}},
                                    {"soft_shrink", {0.5, 1}},
                                    {"hard_tanh:lo=5,hi=8", {5, 1}},
                                    {"hard_sigmoid:alpha=100", {0, 100}}}) {
    const Landmark found = of(name).max_slope.value();
    EXPECT_NEAR(found.x, exact.x, 2e-14 * std::fabs(exact.x)) << name;  // the curvature's rounding over f‴
    EXPECT_LE(ulp_distance(found.value, exact.value), 2) << name;
  }
}

TEST(Landmarks, hold_a_slope_that_is_only_approached_where_a_double_reaches_it) {
  const Function softplus = Function::parse("softplus");
  const Landmark found = landmarks(softplus).max_slope.value();
  EXPECT_EQ(found.value, 1);
  EXPECT_EQ(softplus.slope(found.x), 1);
  EXPECT_LT(softplus.slope(std::nextafter(found.x, 0)), 1);
}

TEST(Landmarks, know_the_lipschitz_constant) {
  struct Case {
    const char* name;
    double constant;
  };
  for (const auto& [name, constant] : {Case{"selu", 1.75809934084737686},
                                       {"gelu", 1.12890414518515479},
                                       {"hard_swish", 1.5},
                                       {"sigmoid", 0.25},
                                       {"elu", 1},
                                       {"elu:alpha=-3", 3},
                                       {"leaky_relu:-2.5", 2.5},
                                       {"softplus", 1},
                                       {"dyt:alpha=-3,gamma=2", 6},
                                       {"dyt:gamma=0", 0},
                                       {"hard_shrink", infinity},
                                       {"hard_shrink:0", 1},
                                       {"threshold", infinity},
                                       {"threshold:2,2", 1}})
    EXPECT_LE(ulp_distance(of(name).lipschitz, constant), 2) << name;
}

TEST(Landmarks, bound_the_flat_pieces_to_the_last_digit) {
  // mpmath 1.3, 40 digits: findroot on |f′| - 0.01
  struct Case {
    const char* name;
    std::vector<FlatInterval> flat;
  };
  const std::vector<Case> cases = {
      {"gelu",
       {{-infinity, -3.06742720390890021, Side::left},
        {-0.775471902448445931, -0.729079833918921402, Side::inner}}},
      {"gelu_tanh",
       {{-infinity, -3.05285499514445691, Side::left},
        {-0.776203552116015952, -0.72969345509647873, Side::inner}}},
      {"swish",
       {{-infinity, -6.26138884881996571, Side::left},
        {-1.32587985557908216, -1.23389797686430465, Side::inner}}},
      {"mish",
       {{-infinity, -6.26396878569926129, Side::left},
        {-1.23102484069721204, -1.15599628589417274, Side::inner}}},
      {"swish:beta=1e-3",
       {{-infinity, -6261.38884881996571, Side::left},
        {-1325.87985557908216, -1233.89797686430465, Side::inner}}},
      {"hard_swish", {{-infinity, -3, Side::left}, {-1.53, -1.47, Side::inner}}},
      {"softplus", {{-infinity, -4.59511985013458991, Side::left}}},
      {"sigmoid",
       {{-infinity, -4.58486333912235535, Side::left}, {4.58486333912235535, infinity, Side::right}}},
      {"tanh", {{-infinity, -2.99322284612638089, Side::left}, {2.99322284612638089, infinity, Side::right}}},
      {"softsign",
       {{-infinity, -8.9999999999999999, Side::left}, {8.9999999999999999, infinity, Side::right}}},
      {"elu", {{-infinity, -4.60517018598809135, Side::left}}},
      {"selu", {{-infinity, -5.16940349153134532, Side::left}}},
      {"celu:alpha=100", {{-infinity, -460.517018598809135, Side::left}}},
      {"relu", {{-infinity, 0, Side::left}}},
      {"hard_tanh", {{-infinity, -1, Side::left}, {1, infinity, Side::right}}},
      {"soft_shrink", {{-0.5, 0.5, Side::inner}}},
      {"identity", {}},
      {"prelu", {}}};
  for (const auto& [name, flat] : cases) {
    SCOPED_TRACE(name);
    const auto found = of(name).flat;
    ASSERT_EQ(found.size(), flat.size());
    for (std::size_t i = 0; i < flat.size(); ++i) {
      EXPECT_LE(ulp_distance(found[i].from, flat[i].from), 32);
      EXPECT_LE(ulp_distance(found[i].to, flat[i].to), 32);
      EXPECT_EQ(found[i].side, flat[i].side);
      EXPECT_FALSE(found[i].equals_epsilon);
    }
  }
}

/// Whether the slope tends to a finite number on both sides; the others bend for ever.
bool settles(const std::string& name) {
  const Facts facts = Function::parse(name).facts();
  return std::isfinite(facts.left.slope) && std::isfinite(facts.right.slope);
}

TEST(Landmarks, find_the_same_flat_points_as_a_dense_scan) {
  for (const std::string& name : many_functions())
    for (const double epsilon : {1e-6, 0.01, 0.2, 1.05}) {
      if (!settles(name) || name == "sinc") continue;  // waves: more flat points than are looked for
      const Function f = Function::parse(name);
      const auto flat = landmarks(f, epsilon).flat;
      const Facts facts = f.facts();
      for (int i = -4000; i <= 4000; ++i) {
        const double x = std::sinh(i * 0.011) * 1e-7 + i * 1e-6;  // from 1e-6 to 1e11
        const auto is_near = [&](double edge) { return std::fabs(x - edge) <= 1e-12 * std::fabs(edge); };
        if (std::ranges::any_of(facts.kinks, is_near, &Kink::x)) continue;
        const bool inside =
            std::ranges::any_of(flat, [&](const FlatInterval& p) { return p.from <= x && x <= p.to; });
        ASSERT_EQ(inside, std::fabs(f.slope(x)) <= epsilon) << name << " at " << x << " for " << epsilon;
      }
    }
}

TEST(Landmarks, never_see_an_extreme_or_a_slope_exceeded_by_a_dense_scan) {
  for (const std::string& name : many_functions()) {
    if (!settles(name)) continue;
    const Function f = Function::parse(name);
    const Landmarks marks = landmarks(f);
    const double least = marks.minimum ? marks.minimum->value : -infinity;
    const double greatest = marks.maximum ? marks.maximum->value : infinity;
    const double steepest = marks.max_slope ? marks.max_slope->value : infinity;
    for (int i = -4000; i <= 4000; ++i) {
      const double x = std::sinh(i * 0.011) * 1e-7 + i * 1e-6;
      ASSERT_GE(f(x), least - 4 * ulp(f(x))) << name << ' ' << x;
      ASSERT_LE(f(x), greatest + 4 * ulp(f(x))) << name << ' ' << x;
      ASSERT_TRUE(f.slope(x) <= steepest + 4 * ulp(steepest) || steepest == infinity) << name << ' ' << x;
      ASSERT_LE(std::fabs(f.slope(x)), marks.lipschitz * (1 + 1e-15)) << name << ' ' << x;
    }
  }
}

TEST(Landmarks, know_no_greatest_slope_where_it_grows_without_bound) {
  for (const char* name : {"exponential", "expm1", "relu_squared", "square"})
    EXPECT_FALSE(of(name).max_slope) << name;
  EXPECT_TRUE(of("softplus").max_slope);
}

TEST(Landmarks, count_a_slope_that_equals_epsilon_and_say_so) {
  const auto flat = of("leaky_relu").flat;
  ASSERT_EQ(flat.size(), 1u);
  EXPECT_EQ(flat[0], (FlatInterval{-infinity, 0, Side::left, true}));
  EXPECT_TRUE(of("leaky_relu", 0.0099).flat.empty());
  EXPECT_FALSE(of("leaky_relu", 0.0101).flat[0].equals_epsilon);
}

TEST(Landmarks, see_slopes_that_only_touch_epsilon) {
  EXPECT_EQ(of("sigmoid", 0.25).flat, (std::vector<FlatInterval>{{-infinity, infinity, Side::left}}));
}

TEST(Landmarks, call_a_line_that_is_flat_everywhere_left) {
  for (const char* name : {"dyt:gamma=0", "hard_sigmoid:alpha=0.001", "dyt:gamma=0.01"})
    EXPECT_EQ(of(name).flat, (std::vector<FlatInterval>{{-infinity, infinity, Side::left}})) << name;
}

TEST(Landmarks, call_dead_only_what_is_zero_by_definition) {
  struct Case {
    const char* name;
    std::vector<FlatInterval> dead;
  };
  const std::vector<Case> cases = {{"relu", {{-infinity, 0, Side::left}}},
                                   {"relu6", {{-infinity, 0, Side::left}, {6, infinity, Side::right}}},
                                   {"hard_shrink", {{-0.5, 0.5, Side::inner}}},
                                   {"hard_swish", {{-infinity, -3, Side::left}}},
                                   {"dyt:gamma=0", {{-infinity, infinity, Side::left}}},
                                   {"threshold", {{-infinity, 1, Side::left}}}};
  for (const auto& [name, dead] : cases) EXPECT_EQ(of(name).dead, dead) << name;
  for (const char* name : {"gelu", "gelu_tanh", "sigmoid", "tanh", "normal_cdf", "dyt:alpha=1e6",
                           "swish:beta=1e6", "elu", "softplus:1e8", "leaky_relu"})
    EXPECT_TRUE(of(name).dead.empty()) << name;
}

TEST(Landmarks, take_epsilon_zero_as_dead) {
  EXPECT_EQ(of("relu", 0).flat, of("relu").dead);
  EXPECT_TRUE(of("gelu", 0).flat.empty());
}

TEST(Landmarks, refuse_an_epsilon_that_is_none) {
  for (const double epsilon : {-0.01, std::nan(""), infinity}) EXPECT_THROW(of("relu", epsilon), Error);
}

TEST(FlatParts, are_the_flat_pieces_cut_to_the_range) {
  for (const std::string& name : many_functions())
    for (const double epsilon : {0.0, 0.01, 0.5})
      for (const auto& [lo, hi] : {std::pair(-6.0, 6.0), {0.0, 10.0}, {-0.5, 0.25}, {-30.0, -3.0}}) {
        const Function f = Function::parse(name);
        std::vector<Interval> expected;
        for (const FlatInterval& flat : landmarks(f, epsilon).flat)
          if (flat.to > lo && flat.from < hi)
            expected.push_back(closed(std::max(flat.from, lo), std::min(flat.to, hi)));
        const auto parts = flat_parts(f, epsilon, lo, hi);
        ASSERT_EQ(parts.size(), expected.size()) << name << " on " << lo << " " << hi;
        for (std::size_t i = 0; i < parts.size(); ++i) {
          EXPECT_NEAR(parts[i].lo, expected[i].lo, 1e-12 * (hi - lo)) << name;
          EXPECT_NEAR(parts[i].hi, expected[i].hi, 1e-12 * (hi - lo)) << name;
        }
      }
}

TEST(FlatParts, are_found_however_far_from_zero) {
  const auto parts = flat_parts(Function::parse("sin(x)"), 0.1, 1e6, 1e6 + 10);
  ASSERT_EQ(parts.size(), 3u);
  for (const Interval& part : parts) EXPECT_NEAR(part.hi - part.lo, 2 * std::asin(0.1), 1e-9);
}

TEST(FlatParts, refuse_an_epsilon_that_is_none) {
  EXPECT_THROW(flat_parts(Function::parse("relu"), -1, 0, 1), Error);
}

}  // namespace
}  // namespace actviz
