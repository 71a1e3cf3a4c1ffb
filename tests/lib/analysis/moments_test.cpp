#include "lib/analysis/moments.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cmath>
#include <vector>

#include "tests/lib/analysis/moments_reference.hpp"

namespace actviz {
namespace {

using Wide = boost::multiprecision::cpp_bin_float_50;
using boost::math::constants::pi;

Wide phi(const Wide& z) { return exp(-z * z / 2) / sqrt(2 * pi<Wide>()); }
Wide Phi(const Wide& z) { return boost::math::erfc(Wide(-z / sqrt(Wide(2)))) / 2; }

/// |got - exact| in relation to the exact value, or to 0.001 where that is greater.
double error(double got, const Wide& exact) {
  return static_cast<double>(abs(got - exact) / std::max(abs(exact), Wide(0.001)));
}

void expect_moments(const char* name, const char* distribution, const Moments& m, const Wide& mean,
                    const Wide& second_moment, const Wide& slope_mean, const Wide& slope_second_moment) {
  SCOPED_TRACE(std::string(name) + " under " + distribution);
  EXPECT_LE(error(m.mean, mean), 1e-13);
  EXPECT_LE(error(m.second_moment, second_moment), 1e-13);
  EXPECT_LE(error(m.variance, second_moment - mean * mean), 1e-13);
  EXPECT_LE(error(m.slope_mean, slope_mean), 1e-13);
  EXPECT_LE(error(m.slope_second_moment, slope_second_moment), 1e-13);
  EXPECT_LE(error(m.gain, 1 / sqrt(second_moment)), 1e-13);
}

using Polynomial = std::vector<Wide>;  // lowest power first

Polynomial product(const Polynomial& a, const Polynomial& b) {
  Polynomial result(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) result[i + j] += a[i] * b[j];
  return result;
}

Polynomial derivative(const Polynomial& p) {
  Polynomial result = {0};
  for (std::size_t i = 1; i < p.size(); ++i) {
    if (i > 1) result.emplace_back();
    result[i - 1] = p[i] * i;
  }
  return result;
}

/// The expectation of p(X) where lo < X < hi, by the recurrence of the truncated normal moments or the power
/// rule.
Wide expectation(const Distribution& d, Polynomial p, Wide lo, Wide hi) {
  const auto [first, second] = d.parameters();
  const Wide a = first.second, b = second.second;
  Wide total = 0;
  if (d.kind() == Distribution::Kind::uniform) {
    lo = std::max(lo, a);
    hi = std::min(hi, b);
    for (std::size_t k = 0; hi > lo && k < p.size(); ++k) {
      const unsigned power = static_cast<unsigned>(k) + 1;
      total += p[k] * (pow(hi, power) - pow(lo, power)) / power / (b - a);
    }
    return total;
  }
  Polynomial in_z = {0}, power = {1};  // p(mean + sd z)
  for (const Wide& coefficient : p) {
    in_z.resize(power.size());
    for (std::size_t i = 0; i < power.size(); ++i) in_z[i] += coefficient * power[i];
    power = product(power, {a, b});
  }
  const Wide u = (lo - a) / b, v = (hi - a) / b;
  std::vector<Wide> moment = {u > 0 ? Phi(-u) - Phi(-v) : Phi(v) - Phi(u), phi(u) - phi(v)};
  for (unsigned k = 2; k < in_z.size(); ++k)
    moment.push_back((k - 1) * moment[k - 2] + pow(u, k - 1) * phi(u) - pow(v, k - 1) * phi(v));
  for (std::size_t k = 0; k < in_z.size(); ++k) total += in_z[k] * moment[k];
  return total;
}

struct Segment {
  Wide lo, hi;
  Polynomial p;
};

TEST(Moments, of_piecewise_polynomials_equal_their_closed_forms) {
  const Wide far = 1e6, sixth = 1.0 / 6, zero = 0, third = 1 / Wide(6);
  const std::vector<std::pair<const char*, std::vector<Segment>>> functions = {
      {"identity", {{-far, far, {0, 1}}}},
      {"relu", {{zero, far, {0, 1}}}},
      {"leaky_relu", {{-far, zero, {0, 0.01}}, {zero, far, {0, 1}}}},
      {"leaky_relu:0.25", {{-far, zero, {0, 0.25}}, {zero, far, {0, 1}}}},
      {"relu6", {{zero, 6, {0, 1}}, {6, far, {6}}}},
      {"hard_tanh", {{-far, -1, {-1}}, {-1, 1, {0, 1}}, {1, far, {1}}}},
      {"hard_sigmoid", {{-0.5 / sixth, 0.5 / sixth, {0.5, sixth}}, {0.5 / sixth, far, {1}}}},
      {"hard_sigmoid:alpha=100", {{-0.005, 0.005, {0.5, 100}}, {0.005, far, {1}}}},
      {"hard_swish", {{-3, 3, {0, 0.5, third}}, {3, far, {0, 1}}}},
      {"soft_shrink", {{-far, -0.5, {0.5, 1}}, {0.5, far, {-0.5, 1}}}},
      {"hard_shrink", {{-far, -0.5, {0, 1}}, {0.5, far, {0, 1}}}},
      {"threshold:threshold=1,value=3", {{-far, 1, {3}}, {1, far, {0, 1}}}},
  };
  for (const auto& [name, segments] : functions)
    for (const char* text : {"normal:0,1", "normal:0,0.1", "normal:0,3", "normal:0,10", "normal:2,1",
                             "normal:-2,1", "normal:5,0.5", "normal:-5,3", "normal:10,0.01", "normal:-10,100",
                             "uniform:-1,1", "uniform:-7,20"}) {
      const Distribution d = Distribution::parse(text);
      Wide mean = 0, second_moment = 0, slope_mean = 0, slope_second_moment = 0;
      for (const auto& [lo, hi, p] : segments) {
        const Polynomial slope = derivative(p);
        mean += expectation(d, p, lo, hi);
        second_moment += expectation(d, product(p, p), lo, hi);
        slope_mean += expectation(d, slope, lo, hi);
        slope_second_moment += expectation(d, product(slope, slope), lo, hi);
      }
      const Moments m = moments(Function::parse(name), d);
      if (second_moment > 1e-3) {
        expect_moments(name, text, m, mean, second_moment, slope_mean, slope_second_moment);
      } else {
        EXPECT_LE(
            error(m.mean, mean) + error(m.second_moment, second_moment) + error(m.slope_mean, slope_mean),
            1e-13);
      }
    }
}

TEST(Moments, of_exponential_units_equal_their_closed_forms) {
  struct Case {
    const char* name;
    double scale, alpha;
  };
  for (const auto& [name, scale, alpha] :
       {Case{"elu", 1, 1}, {"elu:alpha=0.3", 1, 0.3}, {"selu", 1.0507009873554805, 1.6732632423543772}})
    for (const char* text : {"normal:0,1", "normal:0,0.1", "normal:0,3", "normal:0,10", "normal:2,1",
                             "normal:-2,1", "normal:-5,3"}) {
      const Distribution d = Distribution::parse(text);
      const Wide mu = d.parameters()[0].second, sd = d.parameters()[1].second;
      const auto power = [&](int k) {
        return exp(k * mu + k * k * sd * sd / 2) * Phi(-(mu + k * sd * sd) / sd);
      };  // E e^(kX) for X < 0
      const Wide below = Phi(-mu / sd), c = Wide(scale) * alpha, far = 1e6;
      expect_moments(
          name, text, moments(Function::parse(name), d),
          scale * expectation(d, {0, 1}, 0, far) + c * (power(1) - below),
          Wide(scale) * scale * expectation(d, {0, 0, 1}, 0, far) + c * c * (power(2) - 2 * power(1) + below),
          scale * (1 - below) + c * power(1), Wide(scale) * scale * (1 - below) + c * c * power(2));
    }
}

TEST(Moments, of_gelu_equal_its_closed_forms) {
  for (const char* text :
       {"normal:0,1", "normal:0,0.1", "normal:0,3", "normal:0,10", "normal:0,100", "normal:0,0.01"}) {
    const Distribution d = Distribution::parse(text);
    const Wide sd = d.parameters()[1].second, s = sd * sd, root = sqrt(1 + 2 * s);
    const Wide common =
        Wide(1) / 4 + asin(s / (1 + s)) / (2 * pi<Wide>()) + s / (pi<Wide>() * (1 + s) * root);
    expect_moments("gelu", text, moments(Function::parse("gelu"), d), s / sqrt(2 * pi<Wide>() * (1 + s)),
                   s * common, 0.5, common + s / (2 * pi<Wide>() * root * root * root));
  }
  for (const char* text : {"normal:2,1", "normal:-2,1", "normal:5,3", "normal:-5,10", "normal:10,0.1"}) {
    const Distribution d = Distribution::parse(text);
    const Wide mu = d.parameters()[0].second, sd = d.parameters()[1].second, root = sqrt(1 + sd * sd);
    EXPECT_LE(error(moments(Function::parse("gelu"), d).mean,
                    mu * Phi(mu / root) + sd * sd / root * phi(mu / root)),
              1e-13)
        << text;
  }
}

TEST(Moments, without_closed_form_equal_high_precision_quadrature) {
  for (const auto& r : testing::moments_references) {
    SCOPED_TRACE(std::string(r.function) + " under " + r.distribution);
    const Moments m = moments(Function::parse(r.function), Distribution::parse(r.distribution));
    EXPECT_LE(error(m.mean, r.mean), 1e-14);
    EXPECT_LE(error(m.variance, r.variance), 1e-14);
    EXPECT_LE(error(m.second_moment, Wide(r.variance) + Wide(r.mean) * r.mean), 1e-14);
    EXPECT_LE(error(m.slope_mean, r.slope_mean), 1e-14);
    EXPECT_LE(error(m.slope_second_moment, r.slope_second_moment), 1e-14);
  }
}

TEST(Moments, under_the_standard_normal_equal_the_published_table) {
  struct Row {
    const char* name;
    double mean, variance, slope_mean, slope_second_moment, gain;
  };
  const Row rows[] = {
      {"relu", .398942280401433, .340845056908105, .5, .5, 1.41421356237310},
      {"leaky_relu", .394952857597419, .344062240275634, .505, .50005, 1.41414285699784},
      {"elu", .160520572266557, .619178563372142, .761578291865123, .668102001223171, 1.24519830070071},
      {"selu", 0, 1, .985231116185796, 1.07157499245580, 1},
      {"gelu", .282094791773878, .345644011024352, .5, .455850865649287, 1.53353044119554},
      {"gelu_tanh", .282038588078789, .345647945867623, .5, .455817845962951, 1.53358052166615},
      {"silu", .206620964141907, .313083296994420, .5, .379482351632829, 1.67653247033109},
      {"mish", .240403888374791, .394548162830164, .563747557288381, .479083758373969, 1.48684758127321},
      {"softplus", .806059183347439, .271514501800558, .5, .293379035858093, 1.04186683553530},
      {"sigmoid", .5, .0433790358580930, .206620964141907, .0448362413501944, 1.84622854533861},
      {"tanh", 0, .394294490397841, .605705509602159, .464402902448268, 1.59253741972283},
      {"softsign", 0, .183014021266547, .412755100339183, .227671340422182, 2.33753336310854}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Moments m = moments(Function::parse(row.name), Distribution::normal());
    EXPECT_NEAR(m.mean, row.mean, 1e-15);
    EXPECT_NEAR(m.variance, row.variance, 1e-15);
    EXPECT_NEAR(m.slope_mean, row.slope_mean, 1e-15);
    EXPECT_NEAR(m.slope_second_moment, row.slope_second_moment, 1e-14);
    EXPECT_NEAR(m.gain, row.gain, 1e-14);
  }
}

TEST(Moments, of_an_odd_function_have_mean_zero_exactly) {
  for (const char* name : {"tanh", "softsign", "hard_tanh", "identity", "soft_shrink", "hard_shrink", "dyt"})
    for (const char* text :
         {"normal:0,1", "normal:0,0.37", "normal:0,1e4", "uniform:-1,1", "uniform:-0.3,0.3"})
      EXPECT_EQ(moments(Function::parse(name), Distribution::parse(text)).mean, 0) << name << ' ' << text;
}

TEST(Moments, stay_sane_for_a_very_narrow_distribution) {
  const Moments m = moments(Function::parse("tanh"), Distribution::normal(0.5, 1e-6));
  EXPECT_NEAR(m.mean, std::tanh(0.5), 1e-12);
  EXPECT_NEAR(m.variance / std::pow((1 - std::tanh(0.5) * std::tanh(0.5)) * 1e-6, 2), 1, 1e-8);
  const Moments point = moments(Function::parse("tanh"), Distribution::normal(0.5, 1e-300));
  EXPECT_NEAR(point.mean, std::tanh(0.5), 1e-15);
  EXPECT_EQ(point.variance, 0);
}

TEST(Moments, of_what_is_always_zero_ask_for_an_infinite_gain) {
  const Moments m = moments(Function::parse("relu"), Distribution::uniform(-2, -1));
  EXPECT_EQ(m.second_moment, 0);
  EXPECT_EQ(m.gain, infinity);
}

TEST(Moments, stay_exact_where_only_a_tail_contributes) {
  // E relu = mu Phi(mu) + phi(mu), E relu^2 = (mu^2 + 1) Phi(mu) + mu phi(mu) at sd 1
  const Wide mu = -10, mean = mu * Phi(mu) + phi(mu), second = (mu * mu + 1) * Phi(mu) + mu * phi(mu);
  const Moments m = moments(Function::parse("relu"), Distribution::normal(-10, 1));
  EXPECT_NEAR(m.mean / static_cast<double>(mean), 1, 1e-13);
  EXPECT_NEAR(m.gain * static_cast<double>(sqrt(second)), 1, 1e-13);
}

}  // namespace
}  // namespace actviz
