#include "lib/analysis/distribution.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <limits>

#include "lib/base/error.hpp"
#include "lib/number/ulp.hpp"

namespace actviz {
namespace {

using Wide = boost::multiprecision::cpp_bin_float_100;
constexpr double inf = std::numeric_limits<double>::infinity();

/// Phi(z) for an exact z, by the error function of 100 digits.
Wide phi(const Wide& z) { return boost::math::erfc(Wide(-z / sqrt(Wide(2)))) / 2; }

Wide exact_cdf(double mean, double sd, double x) { return phi((Wide(x) - mean) / sd); }
Wide exact_upper(double mean, double sd, double x) { return phi(-(Wide(x) - mean) / sd); }

Error error_of(std::string_view text) {
  try {
    Distribution::parse(text);
  } catch (const Error& error) {
    return error;
  }
  return Error("no error");
}

TEST(Distribution, reads_what_it_prints) {
  struct Case {
    const char *text, *label;
  };
  for (const auto& [text, label] : {Case{"normal", "normal:0,1"},
                                    {"normal:0,1", "normal:0,1"},
                                    {"normal:-2.5,1e-3", "normal:-2.5,0.001"},
                                    {"uniform:-1,1", "uniform:-1,1"},
                                    {"uniform:0,pi", "uniform:0,3.141592653589793"},
                                    {"normal:1/4,2", "normal:0.25,2"}}) {
    EXPECT_EQ(Distribution::parse(text).label(), label);
    EXPECT_EQ(Distribution::parse(label).label(), label);
  }
}

TEST(Distribution, names_its_parameters) {
  const auto normal = Distribution::parse("normal:3,2").parameters();
  EXPECT_EQ(normal[0], (std::pair<std::string_view, double>("mean", 3)));
  EXPECT_EQ(normal[1], (std::pair<std::string_view, double>("sd", 2)));
  EXPECT_EQ(Distribution::parse("uniform:3,4").parameters()[1],
            (std::pair<std::string_view, double>("hi", 4)));
}

TEST(Distribution, refuses_what_is_none_and_says_why) {
  struct Case {
    const char *text, *message;
  };
  for (const auto& [text, message] :
       {Case{"normale:0,1", "unknown distribution \"normale\""},
        {"", "unknown distribution \"\""},
        {"normal:", "expected normal:MEAN,SD, got \"normal:\""},
        {"normal:1", "expected normal:MEAN,SD, got \"normal:1\""},
        {"normal:0,1,2", "expected normal:MEAN,SD, got \"normal:0,1,2\""},
        {"normal:a,1", "expected normal:MEAN,SD, got \"normal:a,1\""},
        {"uniform", "expected uniform:LO,HI, got \"uniform\""},
        {"normal:0,0", "normal: expected a finite standard deviation above 0, got 0"},
        {"normal:0,-1", "normal: expected a finite standard deviation above 0, got -1"},
        {"normal:0,nan", "normal: expected a finite standard deviation above 0, got NaN"},
        {"normal:inf,1", "normal: expected a finite mean, got inf"},
        {"uniform:1,1", "uniform: expected finite ends lo < hi and a finite hi - lo, got lo=1, hi=1"},
        {"uniform:0,inf", "uniform: expected finite ends lo < hi and a finite hi - lo, got lo=0, hi=inf"}}) {
    EXPECT_EQ(error_of(text).message, message);
    EXPECT_FALSE(error_of(text).hint.empty()) << text;
  }
}

TEST(Distribution, suggests_the_name_that_was_meant) {
  EXPECT_EQ(error_of("norml:0,1").hint, "did you mean normal?");
  EXPECT_EQ(error_of("unifrom:0,1").hint, "did you mean uniform?");
}

TEST(Distribution, has_tails_as_exact_as_its_middle) {
  for (const auto& [mean, sd] : {std::pair{0.0, 1.0}, {10.0, 0.1}, {-1.0 / 3, 0.7}, {1e6, 1e-3}})
    for (double z = -37; z <= 37; z += 0.37) {
      const double x = mean + sd * z;
      const Distribution d = Distribution::normal(mean, sd);
      EXPECT_LE(ulp_distance(d.cdf(x), static_cast<double>(exact_cdf(mean, sd, x))), 5)
          << d.label() << ' ' << x;
      EXPECT_LE(ulp_distance(d.upper_tail(x), static_cast<double>(exact_upper(mean, sd, x))), 5)
          << d.label() << ' ' << x;
    }
}

TEST(Distribution, has_a_density_that_is_exact_far_out) {
  for (const auto& [mean, sd] : {std::pair{0.0, 1.0}, {10.0, 0.1}, {-1.0 / 3, 0.7}})
    for (double z = -36; z <= 36; z += 0.41) {
      const double x = mean + sd * z;
      const Wide exact_z = (Wide(x) - mean) / sd;
      const Wide exact = exp(-exact_z * exact_z / 2) / sqrt(2 * boost::math::constants::pi<Wide>()) / sd;
      EXPECT_LE(ulp_distance(Distribution::normal(mean, sd).density(x), static_cast<double>(exact)), 4) << x;
    }
}

TEST(Distribution, gives_an_interval_its_probability_without_cancellation) {
  for (const auto& [mean, sd] : {std::pair{0.0, 1.0}, {10.0, 0.1}, {-1.0 / 3, 0.7}}) {
    const Distribution d = Distribution::normal(mean, sd);
    for (double z = -36; z <= 36; z += 1.7)
      for (const double width : {1e-9, 1e-3, 0.1, 0.49, 0.51, 2.0, 20.0}) {
        const double lo = mean + sd * z, hi = lo + sd * width;
        const Wide exact = z < 0 ? exact_cdf(mean, sd, hi) - exact_cdf(mean, sd, lo)
                                 : exact_upper(mean, sd, lo) - exact_upper(mean, sd, hi);
        EXPECT_NEAR(d.probability(lo, hi) / static_cast<double>(exact), 1, 1e-13)
            << d.label() << ' ' << lo << ' ' << hi;
      }
  }
}

TEST(Distribution, takes_infinite_ends) {
  for (const char* text : {"normal:1,2", "uniform:-1,3"}) {
    const Distribution d = Distribution::parse(text);
    EXPECT_EQ(d.probability(-inf, inf), 1) << text;
    EXPECT_EQ(d.probability(-inf, 1), 0.5) << text;
    EXPECT_EQ(d.probability(1, inf), 0.5) << text;
    EXPECT_EQ(d.probability(inf, inf), 0) << text;
    EXPECT_EQ(d.probability(2, 2), 0) << text;
  }
}

TEST(Distribution, uniform_counts_the_part_of_an_interval_inside) {
  const Distribution d = Distribution::uniform(-1, 3);
  EXPECT_EQ(d.probability(-5, 0), 0.25);
  EXPECT_EQ(d.probability(0, 1), 0.25);
  EXPECT_EQ(d.probability(4, 5), 0);
  EXPECT_EQ(d.density(0), 0.25);
  EXPECT_EQ(d.density(4), 0);
  EXPECT_EQ(d.cdf(2), 0.75);
  EXPECT_EQ(d.upper_tail(2), 0.25);
}

}  // namespace
}  // namespace actviz
