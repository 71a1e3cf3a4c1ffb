// The rules of differentiation, each against the derivative known from calculus.
#include "lib/number/dual.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "lib/number/special.hpp"

namespace actviz::test {
namespace {

using D = Dual<double>;
using DD = Dual<D>;

D variable(double x) { return {x, 1.0}; }
DD second_variable(double x) { return {variable(x), D(1.0)}; }

struct Row {
  const char* name;
  D (*first)(D);
  DD (*second)(DD);
  double x, slope, curvature;

  template <class Expression>
  Row(const char* called, Expression f, double at, double first_derivative, double second_derivative)
      : name(called), first(f), second(f), x(at), slope(first_derivative), curvature(second_derivative) {}
};

const Row rows[] = {
    {"identity", [](auto x) { return x; }, 3, 1, 0},
    {"negation", [](auto x) { return -x; }, 3, -1, 0},
    {"sum", [](auto x) { return x + x; }, 3, 2, 0},
    {"sum_with_constant", [](auto x) { return 2 + x + 1; }, 3, 1, 0},
    {"difference", [](auto x) { return x * x - x; }, 3, 5, 2},
    {"difference_with_constant", [](auto x) { return 2 - x - 1; }, 3, -1, 0},
    {"product", [](auto x) { return x * x * x; }, 2, 12, 12},
    {"product_with_constant", [](auto x) { return 2.0 * x * 3; }, 2, 6, 0},
    {"quotient", [](auto x) { return x / (1 + x); }, 1, 0.25, -0.25},
    {"quotient_by_constant", [](auto x) { return x / 4; }, 1, 0.25, 0},
    {"reciprocal", [](auto x) { return 1 / x; }, 2, -0.25, 0.25},
    {"abs_right", [](auto x) { return abs(x); }, 2, 1, 0},
    {"abs_left", [](auto x) { return abs(x); }, -2, -1, 0},
    {"min_inside", [](auto x) { return min(x, 3); }, 2, 1, 0},
    {"min_outside", [](auto x) { return min(x, 1); }, 2, 0, 0},
    {"max_inside", [](auto x) { return max(x, 1); }, 2, 1, 0},
    {"max_outside", [](auto x) { return max(x, 3); }, 2, 0, 0},
    {"sqrt", [](auto x) { return sqrt(x); }, 4, 0.25, -1.0 / 32},
    {"exp", [](auto x) { return exp(2 * x); }, 0, 2, 4},
    {"expm1", [](auto x) { return expm1(2 * x); }, 0, 2, 4},
    {"log1p_unit", [](auto x) { return log1p_unit(x); }, 1, 0.5, -0.25},
    {"log", [](auto x) { return log(x); }, 2, 0.5, -0.25},
    {"log1p", [](auto x) { return log1p(x); }, 3, 0.25, -0.0625},
    {"sin", [](auto x) { return sin(x); }, 0, 1, 0},
    {"cos", [](auto x) { return cos(x); }, 0, 0, -1},
    {"atan", [](auto x) { return atan(x); }, 1, 0.5, -0.5},
    {"atan_far_out", [](auto x) { return atan(x); }, 2, 0.2, -0.16},
    {"bell", [](auto x) { return bell(x); }, 1, -0.73575888234288464, 0.73575888234288464},
    {"erf", [](auto x) { return erf(x); }, 0, 1.1283791670955126, 0},
    {"tanh", [](auto x) { return tanh(x); }, 0, 1, 0},
    {"tanh_off_zero", [](auto x) { return tanh(x); }, 1, 0.41997434161402606939, -0.63970000844922453},
    {"sigmoid", [](auto x) { return sigmoid(2 * x); }, 0, 0.5, 0},
    {"sigmoid_off_zero", [](auto x) { return sigmoid(x); }, 1, 0.19661193324148185, -0.09085774767294841},
    {"softplus", [](auto x) { return softplus(x); }, 0, 0.5, 0.25},
    {"gaussian", [](auto x) { return gaussian(x); }, 1, -0.60653065971263342, 0},
    {"normal_density", [](auto x) { return normal_density(x); }, 0, 0, -0.39894228040143268},
    {"normal_tail", [](auto x) { return normal_tail(x); }, 0, -0.39894228040143268, 0},
    {"normal_mills", [](auto x) { return normal_mills(x); }, 0, -0.39894228040143268, 0.5},
    {"normal_cdf", [](auto x) { return normal_cdf(x); }, 1, 0.24197072451914335, -0.24197072451914335},
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class DualRow : public testing::TestWithParam<Row> {};

TEST_P(DualRow, slope_follows_from_the_rules) {
  const Row& row = GetParam();
  EXPECT_NEAR(row.first(variable(row.x)).d, row.slope, 4e-16 * (1 + std::fabs(row.slope)));
}

TEST_P(DualRow, nested_it_gives_the_second_derivative) {
  const Row& row = GetParam();
  EXPECT_NEAR(row.second(second_variable(row.x)).d.d, row.curvature, 4e-16 * (1 + std::fabs(row.curvature)));
}

TEST_P(DualRow, nested_it_repeats_value_and_slope) {
  const Row& row = GetParam();
  const D once = row.first(variable(row.x));
  const DD twice = row.second(second_variable(row.x));
  EXPECT_EQ(twice.v.v, once.v);
  EXPECT_EQ(twice.v.d, once.d);
}

INSTANTIATE_TEST_SUITE_P(Rules, DualRow, testing::ValuesIn(rows),
                         [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(Dual, a_constant_has_no_slope) { EXPECT_EQ(D(3).d, 0); }

TEST(Dual, comparisons_look_at_the_value_alone) {
  EXPECT_TRUE(D(1, 5) == D(1, 7));
  EXPECT_TRUE(D(1, 5) < 2);
  EXPECT_FALSE(D(1, 5) > 1);
  EXPECT_TRUE(D(1, 5) >= 1 && D(1, 5) <= 1);
}

TEST(Dual, slope_of_abs_at_zero_is_that_of_the_right_side) { EXPECT_EQ(abs(variable(0)).d, 1); }

TEST(Dual, a_bound_touched_leaves_the_slope) {
  EXPECT_EQ(min(variable(1), 1).d, 1);
  EXPECT_EQ(max(variable(1), 1).d, 1);
}

TEST(Dual, division_does_not_overflow_in_the_square_of_the_divisor) {
  EXPECT_EQ((variable(1e200) / (2 * variable(1e200))).d, 0);
}

TEST(Dual, infinity_times_a_constant_keeps_its_slope) {
  EXPECT_EQ((2 * variable(std::numeric_limits<double>::infinity())).d, 2);
}

}  // namespace
}  // namespace actviz::test
