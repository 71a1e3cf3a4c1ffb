// What the catalogue says of its functions, each statement held against a dense scan, for default and other
// parameters.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/functions.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

constexpr double step = 0x1p-10;

/// An even scan of [-24, 24], both sides of each kink, and a few numbers far out; ascending.
std::vector<double> scan(const Function& f) {
  std::vector<double> numbers{-1e9, -1e6, -1e3, -100, 100, 1e3, 1e6, 1e9};
  for (double x = -24; x <= 24; x += step) numbers.push_back(x);
  for (const Kink& kink : f.facts().kinks)
    numbers.insert(numbers.end(), {kink.x - 1e-9, kink.x, kink.x + 1e-11, kink.x + 1e-9});
  std::ranges::sort(numbers);
  return numbers;
}

struct Extent {
  double lo = infinity, hi = -infinity;
};

Extent extent(const Function& f) {
  Extent seen;
  for (const double x : scan(f)) seen = {std::min(seen.lo, f(x)), std::max(seen.hi, f(x))};
  return seen;
}

bool is_attained(double end, double seen) { return std::fabs(seen - end) <= 1e-5 * (1 + std::fabs(end)); }

class Fact : public testing::TestWithParam<Function> {
 protected:
  const Function& f = GetParam();
  const Facts facts = f.facts();
};

TEST_P(Fact, no_value_lies_outside_the_range) {
  const Extent seen = extent(f);
  const auto slack = [](double end) { return 1e-15 * std::fabs(end); };
  EXPECT_GE(seen.lo, facts.range.lo - (std::isfinite(facts.range.lo) ? slack(facts.range.lo) : 0));
  EXPECT_LE(seen.hi, facts.range.hi + (std::isfinite(facts.range.hi) ? slack(facts.range.hi) : 0));
}

TEST_P(Fact, the_ends_of_the_range_are_approached) {
  const Extent seen = extent(f);
  const auto grows_to = [&](double end) { return f(-infinity) == end || f(infinity) == end; };
  EXPECT_TRUE(std::isfinite(facts.range.lo) ? is_attained(facts.range.lo, seen.lo)
                                            : seen.lo < -1e6 || grows_to(-infinity))
      << seen.lo;
  EXPECT_TRUE(std::isfinite(facts.range.hi) ? is_attained(facts.range.hi, seen.hi)
                                            : seen.hi > 1e6 || grows_to(infinity))
      << seen.hi;
}

TEST_P(Fact, an_open_end_of_the_range_is_not_reached) {
  for (double x = -6.5; x <= 6.5; x += step) {  // farther out, doubles round to the end
    if (std::fabs(f.slope(x)) < 1e-14) continue;
    EXPECT_TRUE(facts.range.lo_closed || f(x) > facts.range.lo) << x;
    EXPECT_TRUE(facts.range.hi_closed || f(x) < facts.range.hi) << x;
  }
}

/// Whether the function takes the value `end`, not only in the limit: at an extremum, at a kink or on a flat
/// piece.
bool is_reached(const Function& f, double end) {
  const auto numbers = scan(f);
  const Facts facts = f.facts();
  return std::any_of(numbers.begin(), numbers.end(), [&](double x) {
    if (std::fabs(x) > 24 || !is_attained(end, f(x))) return false;
    const bool is_kink = std::any_of(facts.kinks.begin(), facts.kinks.end(),
                                     [&](const Kink& kink) { return std::fabs(kink.x - x) <= step; });
    return is_kink || f.slope(x) == 0 || (f.slope(x - step) < 0) != (f.slope(x + step) < 0);
  });
}

TEST_P(Fact, a_closed_end_of_the_range_is_attained) {
  EXPECT_TRUE(!facts.range.lo_closed || is_reached(f, facts.range.lo));
  EXPECT_TRUE(!facts.range.hi_closed || is_reached(f, facts.range.hi));
}

/// How the function moves along the scan: whether it rises, falls or stays anywhere, beyond rounding.
struct Movement {
  bool rises = false, falls = false;
};

Movement movement(const Function& f) {
  Movement seen;
  const auto numbers = scan(f);
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const double before = f(numbers[i - 1]), after = f(numbers[i]);
    const double slack = 1e-15 * (std::fabs(before) + std::fabs(after));
    seen.rises |= after > before + slack;
    seen.falls |= after < before - slack;
  }
  return seen;
}

/// Whether the function stands still somewhere, looked at where rounding cannot be the reason.
bool has_flat_piece(const Function& f) {
  const auto numbers = scan(f);
  return std::any_of(numbers.begin(), numbers.end(), [&](double x) {
    return std::fabs(x) < 6 && f.slope(x) == 0 && f.curvature(x) == 0 && f(x) == f(x + step);
  });
}

TEST_P(Fact, monotonicity_is_as_stated) {
  const auto [rises, falls] = movement(f);
  const bool is_flat = has_flat_piece(f);
  Monotonicity found = Monotonicity::constant;
  if (rises && falls)
    found = Monotonicity::none;
  else if (rises)
    found = is_flat ? Monotonicity::non_decreasing : Monotonicity::increasing;
  else if (falls)
    found = is_flat ? Monotonicity::non_increasing : Monotonicity::decreasing;
  EXPECT_EQ(found, facts.monotonicity);
}

TEST_P(Fact, symmetry_is_as_stated) {
  bool is_odd = true, is_even = true;
  for (double x = step / 2; x <= 24; x += step) {  // beside the kinks, which belong to one side
    const double slack = 4e-16 * (std::fabs(f(x)) + std::fabs(f(-x)));
    is_odd &= std::fabs(f(-x) + f(x)) <= slack;
    is_even &= std::fabs(f(-x) - f(x)) <= slack;
  }
  EXPECT_EQ(facts.symmetry == Symmetry::even, is_even);
  EXPECT_EQ(facts.symmetry == Symmetry::odd, is_odd && !is_even);
}

/// What jumps between two points close to each other: the order of the lowest derivative; 3 where none does.
int order_of_jump(const Function& f, double left, double right) {
  const double width = right - left;
  const auto jumps = [&](double before, double after, double rate) {
    return std::fabs(after - before) > 0.02 + 8 * width * std::fabs(rate);
  };
  if (jumps(f(left), f(right), std::max(std::fabs(f.slope(left)), std::fabs(f.slope(right))))) return 0;
  if (jumps(f.slope(left), f.slope(right),
            std::max(std::fabs(f.curvature(left)), std::fabs(f.curvature(right)))))
    return 1;
  const double curvature = std::max(std::fabs(f.curvature(left)), std::fabs(f.curvature(right)));
  const double before = f.curvature(left) - f.curvature(left - width),
               after = f.curvature(right + width) - f.curvature(right);
  const double rate = std::max(std::fabs(before), std::fabs(after)) / width;
  return jumps(f.curvature(left), f.curvature(right), 25 * (1 + curvature) + rate) ? 2 : 3;
}

/// Whether the value jumps by more than rounding between neighbours, as softplus does at its threshold.
bool value_jumps_slightly(const Function& f, double x) {
  const double left = std::nextafter(x, -infinity), right = std::nextafter(x, infinity);
  return std::fabs(f(right) - f(left)) > 1e-12 * (1 + std::fabs(f(x)));
}

TEST_P(Fact, exactly_the_stated_derivative_jumps_at_a_kink) {
  for (const Kink& kink : facts.kinks)
    EXPECT_TRUE((kink.order == 0 && value_jumps_slightly(f, kink.x)) ||
                order_of_jump(f, kink.x - 1e-9, kink.x + 1e-9) == kink.order)
        << "at " << kink.x;
}

TEST_P(Fact, kinks_are_in_ascending_order) {
  EXPECT_TRUE(std::is_sorted(facts.kinks.begin(), facts.kinks.end(),
                             [](const Kink& a, const Kink& b) { return a.x <= b.x; }));
}

TEST_P(Fact, nothing_jumps_where_no_kink_is_stated) {
  const auto numbers = scan(f);
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const double left = numbers[i - 1], right = numbers[i];
    const bool is_kink = std::any_of(facts.kinks.begin(), facts.kinks.end(),
                                     [&](const Kink& kink) { return left <= kink.x && kink.x <= right; });
    const bool is_smooth_piece = right - left <= step && !is_kink;
    EXPECT_TRUE(!is_smooth_piece || order_of_jump(f, left, right) == 3) << "at " << left;
  }
}

TEST_P(Fact, asymptotes_are_approached) {
  for (const auto& [side, x] : {std::pair(facts.left, -1e6), {facts.right, 1e6}}) {
    if (!side.is_line()) {
      EXPECT_TRUE(std::isnan(side.intercept) || f(x) * side.intercept > 0) << x;
      EXPECT_TRUE(std::isnan(side.slope) || std::isinf(side.slope) || std::fabs(f.slope(x)) < 1e-2) << x;
      continue;
    }
    EXPECT_NEAR(f(x), side.slope * x + side.intercept, 1e-5) << x;
    EXPECT_NEAR(f.slope(x), side.slope, 2e-6) << x;
  }
}

TEST_P(Fact, boundedness_is_as_stated) {
  EXPECT_EQ(facts.is_bounded(), std::fabs(f(1e9)) < 1e6 && std::fabs(f(-1e9)) < 1e6 &&
                                    !std::isinf(f(infinity)) && !std::isinf(f(-infinity)));
}

TEST_P(Fact, it_is_smooth_where_it_has_no_kinks) { EXPECT_EQ(facts.is_smooth(), facts.smoothness() > 2); }

INSTANTIATE_TEST_SUITE_P(Catalogue, Fact, testing::ValuesIn(all_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

struct Smooth {
  const char* text;
  int times;
};

TEST(Facts, smoothness_counts_continuous_derivatives) {
  for (const auto& [text, times] : {Smooth{"hard_shrink", -1},
                                    {"threshold", -1},
                                    {"relu", 0},
                                    {"elu:0.5", 0},
                                    {"hard_swish", 0},
                                    {"elu", 1},
                                    {"celu:2", 1},
                                    {"softsign", 1}})
    EXPECT_EQ(Function::parse(text).facts().smoothness(), times) << text;
}

struct SlopeAt {
  const char* text;
  double x, slope;
};

TEST(Facts, slopes_at_kinks_follow_the_convention) {
  const SlopeAt rows[] = {
      {"relu", 0, 0},
      {"relu6", 0, 0},
      {"relu6", 6, 0},
      {"hard_tanh", -1, 0},
      {"hard_tanh", 1, 0},
      {"hard_sigmoid", -3, 0},
      {"hard_sigmoid", 3, 0},
      {"soft_shrink", -0.5, 0},
      {"soft_shrink", 0.5, 0},
      {"hard_shrink", -0.5, 0},
      {"hard_shrink", 0.5, 0},
      {"threshold", 1, 0},
      {"leaky_relu", 0, 0.01},
      {"prelu:0.3", 0, 0.3},
      {"rrelu", 0, 11.0 / 48},
      {"elu:0.7", 0, 0.7},
      {"selu", 0, 1.7580993408473766},
      {"celu:3", 0, 1},
      {"hard_swish", -3, -0.5},
      {"hard_swish", 3, 1.5},
  };
  for (const SlopeAt& row : rows)
    EXPECT_DOUBLE_EQ(Function::parse(row.text).slope(row.x), row.slope) << row.text;
}

struct Known {
  const char* text;
  double x;
  const char* what;
  double expected, tolerance;
};

double evaluate(const Known& row) {
  const Function f = Function::parse(row.text);
  return row.what == std::string_view("value") ? f(row.x) : f.slope(row.x);
}

TEST(Facts, known_numbers_come_out) {
  const Known rows[] = {
      {"sigmoid", 5, "slope", 0.0066480566707901549, 1e-18},
      {"sigmoid", 10, "slope", 4.5395807735951671e-05, 7e-21},
      {"xielu", -5, "value", 0.705390357599, 5e-13},
      {"xielu", -1, "value", -0.205696447063, 5e-13},
      {"xielu", -0.1, "value", -0.0461300655712, 5e-14},
      {"xielu", 1, "value", 1.3, 1e-15},
      {"xielu", 3, "value", 8.7, 1e-14},
      {"gelu", -0.751791524693564, "value", -0.169971207479904, 5e-16},
      {"gelu", -0.751791524693564, "slope", 0, 1e-15},
      {"gelu_tanh", -0.752461422071016, "value", -0.170040750571254, 5e-16},
      {"gelu_tanh", -0.752461422071016, "slope", 0, 1e-15},
      {"quick_gelu", -0.751154255441289, "value", -0.163610189636354, 5e-16},
      {"quick_gelu", -0.751154255441289, "slope", 0, 1e-15},
      {"swish", -1.278464542761074, "value", -0.278464542761074, 5e-16},
      {"swish", -1.278464542761074, "slope", 0, 1e-15},
      {"mish", -1.1924312145155, "value", -0.30884341301725, 5e-15},
      {"mish", -1.1924312145155, "slope", 0, 1e-14},
      {"gelu", 1.4142135623730951, "slope", 1.12890414519, 5e-12},
      {"silu", 2.39935728, "slope", 1.09983932013, 5e-12},
      {"mish", 1.49057118, "slope", 1.08849816125, 5e-12},
      {"gelu_tanh", 1.41850401, "slope", 1.12899306866, 5e-12},
      {"gelu", -5, "value", -1.4332578594e-6, 1e-16},
      {"gelu", -6, "value", -5.91952587e-9, 5e-18},
      {"gelu", -8, "value", -4.97676846e-15, 5e-24},
      {"gelu", -10, "value", -7.61985302e-23, 5e-32},
  };
  for (const Known& row : rows)
    EXPECT_NEAR(evaluate(row), row.expected, row.tolerance) << row.text << " at " << row.x;
}

TEST(Facts, tails_keep_full_relative_accuracy) {
  const std::pair<const char*, double> rows[] = {
      {"gelu", -30},        {"gelu", -37},          {"softplus", -700},     {"silu", -700},
      {"sigmoid", -700},    {"normal_cdf", -37},    {"mish", -700},         {"elu", -1e-300},
      {"log_sigmoid", 700}, {"tanh_shrink", 1e-90}, {"softsign", 1e300},    {"isru", -1e300},
      {"logcosh", 1e-150},  {"logcosh", 700},       {"elish", -700},        {"phish", -26},
      {"serf", -700},       {"logish", -700},       {"telu", -700},         {"aria2", -230},
      {"squareplus", -1e7}, {"sin", 1e22},          {"gaussian", 26},       {"sqrt_softplus", -700},
      {"laplace", -8},      {"loglog", -700},       {"soft_clipping", -700}};
  for (const auto& [text, x] : rows) {
    const Function f = Function::parse(text);
    EXPECT_LE(ulps(f(x), exact(f, x).value), 8) << text << " at " << x;
  }
}

TEST(IsKink, counts_what_jumps_up_to_an_order) {
  const Facts elu = Function::parse("elu:0.5").facts(), smooth = Function::parse("elu").facts();
  EXPECT_TRUE(is_kink(elu, 0, 1) && is_kink(elu, -0.0, 1));
  EXPECT_FALSE(is_kink(elu, 0, 0) || is_kink(elu, 1, 1));
  EXPECT_TRUE(is_kink(smooth, 0));
  EXPECT_FALSE(is_kink(smooth, 0, 1)) << "only the curvature jumps";
}

}  // namespace
}  // namespace actviz::test
