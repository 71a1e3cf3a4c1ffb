// Two doubles against 400 bits.
#include "lib/number/double_double.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "lib/number/special.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

/// A number of 400 bits.
using Truth = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<120>,
                                            boost::multiprecision::et_off>;

Truth truth_of(const DoubleDouble& x) { return Truth(x.hi) + Truth(x.lo); }

Truth truth_of(const Constant& x) {
  Truth sum = 0;
  for (const double part : x.part) sum += Truth(part);
  return sum;
}

/// log2 of the relative error; -999 for none.
double log2_error(const Truth& got, const Truth& exact) {
  if (got == exact) return -999;
  return log2(Truth(abs(Truth((got - exact) / exact)))).convert_to<double>();
}

/// Numbers with 106 random bits in all binades from lo to hi.
std::vector<DoubleDouble> spread(double lo, double hi, int count) {
  std::mt19937_64 random(7);
  std::vector<DoubleDouble> numbers;
  for (const double x : with_both_signs(stratified(lo, hi, count))) {
    const double part = static_cast<double>(random() >> 11) * 0x1p-53 - 0.5;
    numbers.push_back(DoubleDouble::normal(x, x * 0x1p-53 * part));
  }
  return numbers;
}

struct Row {
  const char* name;
  double lo, hi;
  bool only_positive;
  DoubleDouble (*got)(const DoubleDouble&);
  Truth (*exact)(const Truth&);
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

constexpr auto mills_of = [](const Truth& a) {
  return Truth(exp(Truth(a * a / 2)) * erfc(Truth(a / sqrt(Truth(2)))) / 2);
};

const Row rows[] = {
    {"exp", 1e-280, 660, false, [](auto& x) { return exp(x); }, [](auto& x) { return Truth(exp(x)); }},
    {"expm1", 1e-280, 660, false, [](auto& x) { return expm1(x); }, [](auto& x) { return Truth(expm1(x)); }},
    {"log", 1e-300, 1e300, true, [](auto& x) { return log(x); }, [](auto& x) { return Truth(log(x)); }},
    {"log_near_one", 0.5, 2, true, [](auto& x) { return log(x); }, [](auto& x) { return Truth(log(x)); }},
    {"log1p", 1e-140, 0.99, false, [](auto& x) { return log1p(x); }, [](auto& x) { return Truth(log1p(x)); }},
    {"log1p_large", 0.99, 1e280, true, [](auto& x) { return log1p(x); },
     [](auto& x) { return Truth(log1p(x)); }},
    {"sin", 1e-140, 1e9, false, [](auto& x) { return sin(x); }, [](auto& x) { return Truth(sin(x)); }},
    {"cos", 1e-3, 1e9, false, [](auto& x) { return cos(x); }, [](auto& x) { return Truth(cos(x)); }},
    {"atan", 1e-140, 1e140, false, [](auto& x) { return atan(x); }, [](auto& x) { return Truth(atan(x)); }},
    {"erf", 1e-140, 30, false, [](auto& x) { return erf(x); }, [](auto& x) { return Truth(erf(x)); }},
    {"erfc", 1e-140, 25, false, [](auto& x) { return erfc(x); }, [](auto& x) { return Truth(erfc(x)); }},
    {"cbrt", 1e-96, 1e280, false, [](auto& x) { return cbrt(x); }, [](auto& x) { return Truth(cbrt(x)); }},
    {"sqrt", 1e-280, 1e280, true, [](auto& x) { return sqrt(x); }, [](auto& x) { return Truth(sqrt(x)); }},
    {"gaussian", 1e-3, 36, false, [](auto& x) { return gaussian(x); },
     [](auto& x) { return Truth(exp(Truth(-x * x / 2))); }},
    {"bell", 1e-3, 25, false, [](auto& x) { return bell(x); },
     [](auto& x) { return Truth(exp(Truth(-x * x))); }},
    {"normal_mills", 1e-9, 39.9, true, [](auto& x) { return normal_mills(x); }, mills_of},
};

class Elementary : public testing::TestWithParam<Row> {};

TEST_P(Elementary, is_within_its_bound) {
  const Row& row = GetParam();
  // What the argument's own last bit moves a steep function by is not the function's error.
  for (const DoubleDouble& x : spread(row.lo, row.hi, 700)) {
    if (row.only_positive && x.hi < 0) continue;
    const Truth exact = row.exact(truth_of(x));
    EXPECT_LE(log2_error(truth_of(row.got(x)), exact), -88) << x.hi;
  }
}
INSTANTIATE_TEST_SUITE_P(DoubleDouble, Elementary, testing::ValuesIn(rows),
                         [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(DoubleDouble, arithmetic_is_within_its_bounds) {
  const std::vector<DoubleDouble> numbers = spread(1e-90, 1e90, 300);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const DoubleDouble &a = numbers[i], &b = numbers[(i * 7 + 3) % numbers.size()];
    const Truth x = truth_of(a), y = truth_of(b);
    const bool same_side = (a.hi < 0) == (b.hi < 0);
    EXPECT_LE(same_side ? log2_error(truth_of(a + b), x + y) : -999, -105);
    EXPECT_LE(log2_error(truth_of(a * b), x * y), -103.5);
    EXPECT_LE(log2_error(truth_of(a * b.hi), x * Truth(b.hi)), -104);
    EXPECT_LE(log2_error(truth_of(a / b), x / y), -102.5);
  }
}

TEST(DoubleDouble, says_when_its_digits_are_lost) {
  const DoubleDouble one_third = DoubleDouble(1) / 3;
  EXPECT_TRUE(std::isnan((one_third - DoubleDouble(one_third.hi)).rounded()));
  EXPECT_TRUE(std::isnan((DoubleDouble(1e-200) * DoubleDouble(1e-200)).rounded()));
  EXPECT_TRUE(std::isnan((DoubleDouble(1e200) * DoubleDouble(1e200)).rounded()));
  EXPECT_TRUE(std::isnan((DoubleDouble(1e-200) / DoubleDouble(1e200)).rounded()));
  EXPECT_TRUE(std::isnan((3 * exp(DoubleDouble(-700))).rounded()));
  EXPECT_TRUE(std::isnan((exp(DoubleDouble(-700)) + 0x1p-900).rounded()));
  EXPECT_EQ((1 + exp(DoubleDouble(-700))).rounded(), 1);
  EXPECT_EQ((DoubleDouble(0) * DoubleDouble(1e-200)).rounded(), 0);
  EXPECT_EQ((DoubleDouble(0) + DoubleDouble(0)).rounded(), 0);
  EXPECT_EQ((1 + exp(DoubleDouble(-1001))).rounded(), 1);
}

TEST(DoubleDouble, functions_take_anything) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                   infinity = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(std::isnan(sin(DoubleDouble(1e200) * 0.3).rounded()));
  for (const Row& row : rows)
    for (const double x : {nan, infinity, -infinity, 1e308, -1e308, 0.0, -0.0, 5e-324})
      EXPECT_NO_FATAL_FAILURE(row.got(DoubleDouble(x)).rounded()) << row.name << x;
}

TEST(Constant, is_the_decimal_that_is_written) {
  EXPECT_LE(log2_error(truth_of(0.044715_exact), Truth("0.044715")), -205);
  EXPECT_LE(log2_error(truth_of(1.0507009873554804934193349852946_exact),
                       Truth("1.0507009873554804934193349852946")),
            -205);
  EXPECT_EQ(truth_of(2.5_exact), Truth(2.5));
  EXPECT_EQ(static_cast<double>(0.1_exact), 0.1);
  EXPECT_LE(log2_error(truth_of(inverse_factorial(27)), 1 / Truth("10888869450418352160768000000")), -205);
}

TEST(Constant, of_mathematics_are_exact) {
  const Truth pi = 4 * atan(Truth(1));
  const std::pair<Constant, Truth> all[] = {{exactly::pi, pi},
                                            {exactly::e, exp(Truth(1))},
                                            {exactly::ln2, log(Truth(2))},
                                            {exactly::inverse_sqrt_2pi, 1 / sqrt(Truth(2 * pi))},
                                            {exactly::two_over_sqrt_pi, 2 / sqrt(pi)},
                                            {exactly::sqrt_2, sqrt(Truth(2))},
                                            {exactly::sqrt_8_over_pi, sqrt(Truth(8 / pi))}};
  for (const auto& [got, exact] : all) EXPECT_LE(log2_error(truth_of(got), exact), -210) << exact;
}

}  // namespace
}  // namespace actviz::test
