// The vocabulary of kernels against multiple precision, each function within the bound that its comment
// states.
#include "lib/number/math.hpp"

#include <gtest/gtest.h>

#include "lib/number/special.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double tiniest = std::numeric_limits<double>::denorm_min();

Exact gaussian_of(const Exact& x) { return exp(Exact(-x * x / 2)); }
Exact tail_of(const Exact& a) { return erfc(Exact(a / sqrt(Exact(2)))) / 2; }
Exact x_minus_tanh_of(const Exact& x) {  // cancels to x^3 / 3, so that 77 digits are not enough
  using Wide = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<361>,
                                             boost::multiprecision::et_off>;
  return Exact(Wide(x) - tanh(Wide(x)));
}

using VeryWide = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<400>,
                                               boost::multiprecision::et_off>;
Exact sine_of(const Exact& x) { return Exact(sin(VeryWide(x))); }
Exact cosine_of(const Exact& x) { return Exact(cos(VeryWide(x))); }

enum class Signs { positive, negative, both };

struct Row {
  const char* name;
  double bound;  ///< in ULP, as the comment of the function says
  double from, to;
  Signs signs;
  double (*function)(double);
  Exact (*truth)(const Exact&);
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

const Row rows[] = {
    {"exp", 1, 1e-310, 709.7, Signs::both, [](double x) { return exp(x); },
     [](const Exact& x) { return exp(x); }},
    {"exp_to_subnormals", 1, 700, 746, Signs::negative, [](double x) { return exp(x); },
     [](const Exact& x) { return exp(x); }},
    {"expm1", 1.5, 1e-310, 709.7, Signs::both, [](double x) { return expm1(x); },
     [](const Exact& x) { return expm1(x); }},
    {"log1p_unit", 2, 1e-310, 1, Signs::positive, [](double x) { return log1p_unit(x); },
     [](const Exact& x) { return log1p(x); }},
    {"log", 1, 1e-320, 1e308, Signs::positive, [](double x) { return log(x); },
     [](const Exact& x) { return log(x); }},
    {"log_near_one", 1, 0.2, 5, Signs::positive, [](double x) { return log(x); },
     [](const Exact& x) { return log(x); }},
    {"log1p", 1.5, 1e-310, 1e308, Signs::positive, [](double x) { return log1p(x); },
     [](const Exact& x) { return log1p(x); }},
    {"log1p_below_zero", 1.5, 1e-310, 0.999999, Signs::negative, [](double x) { return log1p(x); },
     [](const Exact& x) { return log1p(x); }},
    {"log1p_near_one", 1.5, 0.01, 5, Signs::positive, [](double x) { return log1p(x); },
     [](const Exact& x) { return log1p(x); }},
    {"sin", 1, 1e-310, 1e5, Signs::both, [](double x) { return sin(x); }, sine_of},
    {"sin_far_out", 1, 1e5, 1e308, Signs::both, [](double x) { return sin(x); }, sine_of},
    {"cos", 1, 1e-310, 1e5, Signs::both, [](double x) { return cos(x); }, cosine_of},
    {"cos_far_out", 1, 1e5, 1e308, Signs::both, [](double x) { return cos(x); }, cosine_of},
    {"cbrt", 1, 5e-324, 1.7e308, Signs::both, [](double x) { return cbrt(x); },
     [](const Exact& x) { return Exact(cbrt(x)); }},
    {"atan", 2, 1e-310, 10, Signs::both, [](double x) { return atan(x); },
     [](const Exact& x) { return atan(x); }},
    {"atan_far_out", 2, 1, 1e308, Signs::both, [](double x) { return atan(x); },
     [](const Exact& x) { return atan(x); }},
    {"bell", 1.5, 1e-310, 27, Signs::both, [](double x) { return bell(x); },
     [](const Exact& x) { return exp(Exact(-x * x)); }},
    {"erf", 1.5, 1e-310, 6, Signs::both, [](double x) { return erf(x); },
     [](const Exact& x) { return erf(x); }},
    {"erfc_of_positive", 7, 1e-310, 26, Signs::positive, [](double x) { return erfc_of_positive(x); },
     [](const Exact& x) { return erfc(x); }},
    {"gaussian", 1.5, 1e-310, 40, Signs::both, [](double x) { return gaussian(x); }, gaussian_of},
    {"normal_density", 3, 1e-310, 37, Signs::both, [](double x) { return normal_density(x); },
     [](const Exact& x) { return Exact(gaussian_of(x) / sqrt(Exact(8 * atan(Exact(1))))); }},
    {"normal_mills", 5, 1e-310, 38.6, Signs::positive, [](double x) { return normal_mills(x); },
     [](const Exact& x) { return Exact(tail_of(x) / gaussian_of(x)); }},
    {"normal_tail", 6, 1e-310, 37, Signs::positive, [](double x) { return normal_tail(x); }, tail_of},
    {"x_minus_tanh", 5, 1e-100, 1, Signs::both, [](double x) { return x_minus_tanh_near_zero(x); },
     x_minus_tanh_of},
    {"tanh", 3, 1e-310, 40, Signs::both, [](double x) { return tanh(x); },
     [](const Exact& x) { return tanh(x); }},
    {"sigmoid", 2.5, 1e-310, 745, Signs::both, [](double x) { return sigmoid(x); },
     [](const Exact& x) { return Exact(1 / (1 + exp(Exact(-x)))); }},
    {"sigmoid_slope", 4, 1e-310, 745, Signs::both, [](double x) { return sigmoid_slope(x); },
     [](const Exact& x) { return Exact(1 / ((1 + exp(x)) * (1 + exp(Exact(-x))))); }},
    {"softplus", 3, 1e-310, 745, Signs::both, [](double x) { return softplus(x); },
     [](const Exact& x) { return log1p(exp(x)); }},
    {"normal_cdf", 6, 1e-310, 37, Signs::both, [](double x) { return normal_cdf(x); },
     [](const Exact& x) { return tail_of(Exact(-x)); }},
};

/// Random doubles in every binade between the ends, more of them in the last ones, and the ends.
std::vector<double> inputs(const Row& row) {
  std::vector<double> numbers = stratified(row.from, row.to, 2500);
  for (const double x : stratified(row.to / 1000, row.to, 2500, 2)) numbers.push_back(x);
  numbers.insert(numbers.end(), {row.from, row.to});
  if (row.signs == Signs::both) return with_both_signs(numbers);
  if (row.signs == Signs::negative)
    for (double& x : numbers) x = -x;
  return numbers;
}

class MathRow : public testing::TestWithParam<Row> {};

TEST_P(MathRow, stays_within_its_stated_bound) {
  double worst = 0, where = 0;
  for (const double x : inputs(GetParam())) {
    const double error = ulps(GetParam().function(x), GetParam().truth(Exact(x)));
    if (error > worst) worst = error, where = x;
  }
  EXPECT_LE(worst, GetParam().bound) << "at " << testing::PrintToString(where);
}

TEST_P(MathRow, nan_gives_nan) { EXPECT_TRUE(std::isnan(GetParam().function(nan))); }

INSTANTIATE_TEST_SUITE_P(Vocabulary, MathRow, testing::ValuesIn(rows),
                         [](const auto& row_info) { return std::string(row_info.param.name); });

struct Special {
  const char* name;
  double (*function)(double);
  double x, expected;
};

const Special specials[] = {
    {"exp", [](double x) { return exp(x); }, -infinity, 0},
    {"exp", [](double x) { return exp(x); }, infinity, infinity},
    {"exp", [](double x) { return exp(x); }, largest, infinity},
    {"exp", [](double x) { return exp(x); }, -largest, 0},
    {"exp", [](double x) { return exp(x); }, tiniest, 1},
    {"exp", [](double x) { return exp(x); }, -0.0, 1},
    {"exp", [](double x) { return exp(x); }, -746, 0},
    {"exp", [](double x) { return exp(x); }, 709.79, infinity},
    {"expm1", [](double x) { return expm1(x); }, -infinity, -1},
    {"expm1", [](double x) { return expm1(x); }, infinity, infinity},
    {"expm1", [](double x) { return expm1(x); }, 0, 0},
    {"expm1", [](double x) { return expm1(x); }, tiniest, tiniest},
    {"expm1", [](double x) { return expm1(x); }, -tiniest, -tiniest},
    {"log1p_unit", [](double x) { return log1p_unit(x); }, 0, 0},
    {"log", [](double x) { return log(x); }, 0, -infinity},
    {"log", [](double x) { return log(x); }, 1, 0},
    {"log", [](double x) { return log(x); }, infinity, infinity},
    {"log1p", [](double x) { return log1p(x); }, -1, -infinity},
    {"log1p", [](double x) { return log1p(x); }, tiniest, tiniest},
    {"log1p", [](double x) { return log1p(x); }, infinity, infinity},
    {"sin", [](double x) { return sin(x); }, tiniest, tiniest},
    {"cos", [](double x) { return cos(x); }, 0, 1},
    {"atan", [](double x) { return atan(x); }, infinity, 1.5707963267948966},
    {"atan", [](double x) { return atan(x); }, -infinity, -1.5707963267948966},
    {"bell", [](double x) { return bell(x); }, infinity, 0},
    {"erf", [](double x) { return erf(x); }, -infinity, -1},
    {"erf", [](double x) { return erf(x); }, largest, 1},
    {"gaussian", [](double x) { return gaussian(x); }, infinity, 0},
    {"gaussian", [](double x) { return gaussian(x); }, -largest, 0},
    {"gaussian", [](double x) { return gaussian(x); }, 0, 1},
    {"normal_density", [](double x) { return normal_density(x); }, -infinity, 0},
    {"normal_tail", [](double x) { return normal_tail(x); }, infinity, 0},
    {"normal_tail", [](double x) { return normal_tail(x); }, 0, 0.5},
    {"tanh", [](double x) { return tanh(x); }, infinity, 1},
    {"tanh", [](double x) { return tanh(x); }, -infinity, -1},
    {"tanh", [](double x) { return tanh(x); }, largest, 1},
    {"sigmoid", [](double x) { return sigmoid(x); }, -infinity, 0},
    {"sigmoid", [](double x) { return sigmoid(x); }, infinity, 1},
    {"sigmoid", [](double x) { return sigmoid(x); }, 0, 0.5},
    {"sigmoid_slope", [](double x) { return sigmoid_slope(x); }, infinity, 0},
    {"sigmoid_slope", [](double x) { return sigmoid_slope(x); }, -largest, 0},
    {"sigmoid_slope", [](double x) { return sigmoid_slope(x); }, 0, 0.25},
    {"softplus", [](double x) { return softplus(x); }, -infinity, 0},
    {"softplus", [](double x) { return softplus(x); }, infinity, infinity},
    {"softplus", [](double x) { return softplus(x); }, largest, largest},
    {"normal_cdf", [](double x) { return normal_cdf(x); }, infinity, 1},
    {"normal_cdf", [](double x) { return normal_cdf(x); }, -infinity, 0},
    {"finite", [](double x) { return finite(x); }, infinity, largest},
    {"finite", [](double x) { return finite(x); }, -infinity, -largest},
};

TEST(Math, limits_and_zeros_are_exact) {
  for (const Special& row : specials)
    EXPECT_EQ(row.function(row.x), row.expected) << row.name << " at " << row.x;
}

TEST(Math, exponential_of_two_parts_stays_within_its_stated_bound) {
  for (const double hi : with_both_signs(stratified(0.01, 700, 2000))) {
    const double lo = 0.4 * std::fabs(hi) * 0x1p-53;
    EXPECT_LE(ulps(exp(hi, lo), exp(Exact(hi) + lo)), 1.5) << hi;
  }
}

TEST(Math, what_has_no_value_is_nan) {
  EXPECT_TRUE(std::isnan(log(-1)));
  EXPECT_TRUE(std::isnan(log1p(-1.5)));
  EXPECT_TRUE(std::isnan(sin(infinity)));
  EXPECT_TRUE(std::isnan(cos(-infinity)));
}

TEST(Math, sine_keeps_its_bound_next_to_the_multiples_of_pi) {
  for (double k = 1; k < 1e9; k = 3 * k + 1) {
    const double x = k * 3.141592653589793;
    EXPECT_LE(ulps(sin(x), sine_of(Exact(x))), 1) << x;
  }
  const double closest = 0x1.6ac5b262ca1ffp+849;  // no double is closer to a multiple of pi / 2
  EXPECT_LE(ulps(cos(closest), cosine_of(Exact(closest))), 1);
}

TEST(Math, clamp_keeps_nan) { EXPECT_TRUE(std::isnan(clamp(nan, -1, 1))); }

}  // namespace
}  // namespace actviz::test
