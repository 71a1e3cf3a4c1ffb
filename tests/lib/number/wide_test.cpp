// Numbers of 240 bits against still more of them, over all the sizes that squares of doubles reach.
#include "lib/number/wide.hpp"

#include <gtest/gtest.h>

#include <random>

#include "lib/number/special.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest = std::numeric_limits<double>::max();
constexpr double tiniest = std::numeric_limits<double>::denorm_min();

/// A number of 600 bits.
using Truth = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<181>,
                                            boost::multiprecision::et_off>;

Truth truth_of(const Wide& x) {
  const auto& [significand, exponent, is_negative] = x.parts();
  Truth sum = 0;
  for (int i = 0; i < 4; ++i) sum += ldexp(Truth(significand[static_cast<std::size_t>(i)]), 64 * i);
  const Truth magnitude = ldexp(sum, exponent - 239);
  return is_negative ? Truth(-magnitude) : magnitude;
}

/// log2 of the relative error; -999 for none.
double log2_error(const Wide& got, const Truth& exact) {
  const Truth value = truth_of(got);
  if (value == exact) return -999;
  return log2(Truth(abs(Truth((value - exact) / exact)))).convert_to<double>();
}

/// x 2^k.
Wide scaled(const Wide& x, int k) {
  Wide::Parts parts = x.parts();
  parts.exponent += k;
  return Wide(parts);
}

/// Numbers with 240 random bits, in all binades from 2^from to 2^to.
std::vector<Wide> binades(double from, double to, int count, unsigned seed = 1) {
  std::mt19937_64 random(seed);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  std::vector<Wide> numbers;
  for (int i = 0; i < count; ++i) {
    const double exponent = from + (to - from) * (i + uniform()) / count;
    Wide x = std::exp2(exponent - std::floor(exponent));
    for (int k = 1; k <= 4; ++k) x = x + (uniform() - 0.5) * std::ldexp(1.0, -50 * k);
    numbers.push_back(scaled(x, static_cast<int>(std::floor(exponent))));
  }
  return numbers;
}

Truth pi() { return 4 * atan(Truth(1)); }
Truth gaussian_of(const Truth& x) { return exp(Truth(-x * x / 2)); }
Truth mills_of(const Truth& a) {
  if (a < 10000) return erfc(Truth(a / sqrt(Truth(2)))) / (2 * gaussian_of(a));
  Truth term = 1 / (a * sqrt(Truth(2 * pi()))), sum = term;  // the asymptotic series
  for (int k = 1; k < 40; ++k) sum += term *= -(2 * k - 1) / (a * a);
  return sum;
}
Truth log1p_of(const Truth& x) { return log1p(x); }
Truth x_minus_tanh_of(const Truth& x) {
  using Wider = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<700>,
                                              boost::multiprecision::et_off>;
  return Truth(Wider(x) - tanh(Wider(x)));
}

enum class Signs { positive, negative, both };

struct Row {
  const char* name;
  double from, to;  ///< log2 of the arguments' size
  Signs signs;
  Wide (*function)(const Wide&);
  Truth (*truth)(const Truth&);
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

#define ACTVIZ_FUNCTION(name) [](const Wide& x) { return name(x); }
#define ACTVIZ_TRUTH(formula) [](const Truth& x) { return Truth(formula); }

const Row rows[] = {
    {"sqrt", -2200, 2200, Signs::positive, ACTVIZ_FUNCTION(sqrt), ACTVIZ_TRUTH(sqrt(x))},
    {"cbrt", -2200, 2200, Signs::both, ACTVIZ_FUNCTION(cbrt), ACTVIZ_TRUTH(cbrt(x))},
    {"exp", -2200, 28, Signs::both, ACTVIZ_FUNCTION(exp), ACTVIZ_TRUTH(exp(x))},
    {"exp_near_one", -4, 6, Signs::both, ACTVIZ_FUNCTION(exp), ACTVIZ_TRUTH(exp(x))},
    {"expm1", -2200, 28, Signs::both, ACTVIZ_FUNCTION(expm1), ACTVIZ_TRUTH(expm1(x))},
    {"expm1_near_one", -4, 6, Signs::both, ACTVIZ_FUNCTION(expm1), ACTVIZ_TRUTH(expm1(x))},
    {"log", -2200, 2200, Signs::positive, ACTVIZ_FUNCTION(log), ACTVIZ_TRUTH(log(x))},
    {"log_near_one", -3, 3, Signs::positive, ACTVIZ_FUNCTION(log), ACTVIZ_TRUTH(log(x))},
    {"log1p", -2200, 2200, Signs::positive, ACTVIZ_FUNCTION(log1p), log1p_of},
    {"log1p_below_zero", -2200, -0.001, Signs::negative, ACTVIZ_FUNCTION(log1p), log1p_of},
    {"log1p_near_one", -4, 4, Signs::positive, ACTVIZ_FUNCTION(log1p_unit), log1p_of},
    {"sin", -2200, 2200, Signs::both, ACTVIZ_FUNCTION(sin), ACTVIZ_TRUTH(sin(x))},
    {"sin_near", -4, 45, Signs::both, ACTVIZ_FUNCTION(sin), ACTVIZ_TRUTH(sin(x))},
    {"cos", -2200, 2200, Signs::both, ACTVIZ_FUNCTION(cos), ACTVIZ_TRUTH(cos(x))},
    {"cos_near", -4, 45, Signs::both, ACTVIZ_FUNCTION(cos), ACTVIZ_TRUTH(cos(x))},
    {"atan", -2200, 2200, Signs::both, ACTVIZ_FUNCTION(atan), ACTVIZ_TRUTH(atan(x))},
    {"atan_near_one", -4, 4, Signs::both, ACTVIZ_FUNCTION(atan), ACTVIZ_TRUTH(atan(x))},
    {"bell", -2200, 14, Signs::both, ACTVIZ_FUNCTION(bell), ACTVIZ_TRUTH(exp(Truth(-x* x)))},
    {"gaussian", -2200, 14, Signs::both, ACTVIZ_FUNCTION(gaussian), gaussian_of},
    {"normal_density", -2200, 14, Signs::both, ACTVIZ_FUNCTION(normal_density),
     ACTVIZ_TRUTH(gaussian_of(x) / sqrt(Truth(2 * pi())))},
    {"normal_mills", -2200, 2200, Signs::positive, ACTVIZ_FUNCTION(normal_mills), mills_of},
    {"normal_mills_near", -4, 10, Signs::positive, ACTVIZ_FUNCTION(normal_mills), mills_of},
    {"normal_mills_where_methods_meet", 2.5, 2.7, Signs::positive, ACTVIZ_FUNCTION(normal_mills), mills_of},
    {"normal_tail", -6, 12, Signs::positive, ACTVIZ_FUNCTION(normal_tail),
     ACTVIZ_TRUTH(erfc(Truth(x / sqrt(Truth(2)))) / 2)},
    {"erf", -2200, 3.6, Signs::both, ACTVIZ_FUNCTION(erf), ACTVIZ_TRUTH(erf(x))},
    {"erf_near", -3, 3.6, Signs::both, ACTVIZ_FUNCTION(erf), ACTVIZ_TRUTH(erf(x))},
    {"sigmoid_slope", -2200, 27, Signs::both, ACTVIZ_FUNCTION(sigmoid_slope),
     ACTVIZ_TRUTH(1 / ((1 + exp(x)) * (1 + exp(Truth(-x)))))},
    {"x_minus_tanh", -600, 0, Signs::both, ACTVIZ_FUNCTION(x_minus_tanh_near_zero), x_minus_tanh_of},
};

class WideRow : public testing::TestWithParam<Row> {};

TEST_P(WideRow, is_right_to_200_bits) {
  const Row& row = GetParam();
  double worst = -999, where = 0;
  for (const Wide& magnitude : binades(row.from, row.to, 1000))
    for (const bool is_negative : {false, true}) {
      if (row.signs == (is_negative ? Signs::positive : Signs::negative)) continue;
      const Wide x = is_negative ? -magnitude : magnitude;
      const double error = log2_error(row.function(x), row.truth(truth_of(x)));
      if (!(error <= worst)) worst = error, where = log2(abs(truth_of(x))).convert_to<double>();
    }
  EXPECT_LE(worst, -200) << "at 2^" << where;
  RecordProperty("log2_error", testing::PrintToString(worst));
}

TEST_P(WideRow, never_throws_or_hangs) {
  const Wide huge = exp(Wide(largest)), infinite = huge / 0, hole = Wide(0) / 0;
  for (const Wide& x : {Wide(0), Wide(1), Wide(largest), Wide(tiniest), Wide(largest) * largest, huge,
                        1 / huge, Wide(tiniest) * tiniest, infinite, hole}) {
    GetParam().function(x).rounded();
    GetParam().function(-x).rounded();
  }
  EXPECT_TRUE(std::isnan(GetParam().function(hole).rounded()));
}

INSTANTIATE_TEST_SUITE_P(Vocabulary, WideRow, testing::ValuesIn(rows),
                         [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(Wide, arithmetic_is_right_to_the_last_bit) {
  const std::vector<Wide> left = binades(-2200, 2200, 2000), right = binades(-2200, 2200, 2000, 2);
  for (std::size_t i = 0; i < left.size(); ++i)
    for (const Wide& b : {right[i], right[(i * 7) % right.size()], left[i] * 1.25, -left[i] * 0.75}) {
      const Wide& a = left[i];
      const Truth x = truth_of(a), y = truth_of(b);
      EXPECT_LE(log2_error(a * b, x * y), -240);
      EXPECT_LE(log2_error(a / b, x / y), -240);
      EXPECT_LE(log2_error(a + b, x + y), -240);
      EXPECT_LE(log2_error(a - b, x - y), -240);
      EXPECT_EQ(truth_of(-a), -x);
      EXPECT_EQ(truth_of(abs(-a)), x);
      EXPECT_EQ(a < b, x < y);
      EXPECT_EQ(a <= b, x <= y);
      EXPECT_EQ(a > b, x > y);
      EXPECT_EQ(a >= b, x >= y);
      EXPECT_EQ(a == b, x == y);
    }
}

TEST(Wide, holds_doubles_exactly) {
  for (const double x : with_both_signs(stratified(tiniest, largest, 5000))) {
    EXPECT_EQ(truth_of(Wide(x)), Truth(x));
    EXPECT_EQ(Wide(x).rounded(), x);
  }
  EXPECT_EQ(Wide(0).rounded(), 0);
  EXPECT_TRUE(std::signbit(Wide(-0.0).rounded()));
}

TEST(Wide, rounds_to_the_nearest_double) {
  for (const Wide& x : binades(-1100, 1030, 50000)) {
    const double nearest = mpfr_get_d(truth_of(x).backend().data(), MPFR_RNDN);
    EXPECT_EQ(x.rounded(), nearest) << log2(truth_of(x));
    EXPECT_EQ((-x).rounded(), -nearest);
  }
}

TEST(Wide, rounds_ties_to_even_and_past_them_by_any_bit) {
  std::vector<double> numbers = stratified(tiniest, largest, 3000);
  for (const double x :
       {0.0, tiniest, 2 * tiniest, 0x1p-1022 - tiniest, 0x1p-1022, 0x1.fffffffffffffp0, largest})
    numbers.push_back(x);
  for (const double below : numbers) {
    const double above = std::nextafter(below, infinity);
    const bool below_is_even = std::bit_cast<std::uint64_t>(below) % 2 == 0;
    const Wide half = below == largest ? Wide(0x1p970) : (Wide(above) - below) / 2;
    const Wide tie = below + half, bit = half * 0x1p-150;
    EXPECT_EQ(tie.rounded(), below_is_even ? below : above) << below;
    EXPECT_EQ((tie - bit).rounded(), below);
    EXPECT_EQ((tie + bit).rounded(), above);
    EXPECT_EQ((-tie - bit).rounded(), -above);
  }
  EXPECT_EQ((Wide(largest) * 2).rounded(), infinity);
  EXPECT_EQ((Wide(largest) * -largest).rounded(), -infinity);
  EXPECT_EQ((Wide(tiniest) * tiniest).rounded(), 0);
}

TEST(Wide, circular_functions_keep_their_bits_next_to_the_multiples_of_half_pi) {
  std::vector<Wide> numbers = {Wide(0x1.6ac5b262ca1ffp+849)};  // no double is closer to one
  for (double k = 1; k < 1e300; k = 3 * k + 1) {
    numbers.push_back(k * 1.5707963267948966);
    const Truth multiple = k * pi() / 2;  // to 240 bits and to 53, 106 and so on
    Wide sum = 0;
    for (int i = 0; i < 4; ++i) {
      sum = sum + Truth(multiple - truth_of(sum)).convert_to<double>();
      numbers.push_back(sum);
    }
  }
  for (const Wide& x : numbers) {
    EXPECT_LE(log2_error(sin(x), sin(truth_of(x))), -200) << x.rounded();
    EXPECT_LE(log2_error(cos(x), cos(truth_of(x))), -200) << x.rounded();
  }
}

TEST(Wide, functions_have_their_limits) {
  EXPECT_EQ(exp(Wide(-largest)).rounded(), 0);
  EXPECT_EQ(exp(Wide(largest)).rounded(), infinity);
  EXPECT_EQ((exp(Wide(largest)) * exp(Wide(-largest))).rounded(), 1);
  EXPECT_EQ(expm1(Wide(-largest)).rounded(), -1);
  EXPECT_EQ(gaussian(Wide(largest)).rounded(), 0);
  EXPECT_EQ((Wide(largest) * gaussian(Wide(largest))).rounded(), 0);
  EXPECT_EQ((1e300 * normal_mills(Wide(1e300))).rounded(), static_cast<double>(exactly::inverse_sqrt_2pi));
  EXPECT_EQ(erf(Wide(-largest)).rounded(), -1);
  EXPECT_EQ(erf(Wide(0)).rounded(), 0);
  EXPECT_EQ(atan(Wide(0)).rounded(), 0);
  EXPECT_EQ(sin(Wide(0)).rounded(), 0);
  EXPECT_EQ(log(Wide(1)).rounded(), 0);
  EXPECT_EQ(log(Wide(0)).rounded(), -infinity);
  EXPECT_EQ(log1p(Wide(-1)).rounded(), -infinity);
  EXPECT_TRUE(std::isnan(log(Wide(-1)).rounded()));
  EXPECT_TRUE(std::isnan(log1p(Wide(-2)).rounded()));
  EXPECT_TRUE(std::isnan(sqrt(Wide(-1)).rounded()));
  EXPECT_EQ((1 / Wide(0)).rounded(), infinity);
  EXPECT_TRUE(std::isnan((Wide(0) / 0).rounded()));
  EXPECT_EQ(cbrt(Wide(-27)).rounded(), -3);
  EXPECT_EQ(min(Wide(3), 2).rounded(), 2);
  EXPECT_EQ(max(Wide(-3), -2.5).rounded(), -2.5);
}

TEST(Wide, carries_kernels_and_their_derivatives) {
  using Second = Dual<Dual<Wide>>;
  const auto jet = [](const auto& kernel, double x) {
    const Second result = kernel(Second{Dual<Wide>{x, 1}, Dual<Wide>{1, 0}});
    return std::array{result.v.v.rounded(), result.v.d.rounded(), result.d.d.rounded()};
  };
  const auto sigmoid_at = jet([](const auto& x) { return sigmoid(x); }, -800);
  EXPECT_EQ(sigmoid_at, (std::array{0.0, 0.0, 0.0}));
  const auto softplus_at = jet([](const auto& x) { return log1p_unit(exp(-abs(x))) + max(x, 0); }, 2);
  EXPECT_EQ(softplus_at[0], 2.1269280110429727);
  EXPECT_EQ(softplus_at[1], 0.88079707797788243);
  EXPECT_EQ(softplus_at[2], 0.10499358540350652);
  const auto circular = jet([](const auto& x) { return sin(x) * atan(x) / sqrt(1 + x * x); }, 1e-200);
  EXPECT_EQ(circular, (std::array{0.0, 2e-200, 2.0}));
}

}  // namespace
}  // namespace actviz::test
