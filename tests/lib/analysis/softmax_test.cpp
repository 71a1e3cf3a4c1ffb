#include "lib/analysis/softmax.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "lib/number/special.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(),
                 nan = std::numeric_limits<double>::quiet_NaN(),
                 greatest = std::numeric_limits<double>::max();

using Vector = std::vector<double>;

/// Softmax as it is defined, but for the greatest entry's logarithm, which 256 bits would lose beside 1.
struct ExactSoftmax {
  std::vector<Exact> probabilities, logarithms;
  Exact entropy = 0, log_sum_exp;

  ExactSoftmax(const Vector& x, double temperature) {
    const auto top = static_cast<std::size_t>(std::ranges::max_element(x) - x.begin());
    Exact rest = 0;
    std::vector<Exact> z;
    for (std::size_t i = 0; i < x.size(); ++i) {
      z.push_back((Exact(x[i]) - Exact(x[top])) / Exact(temperature));
      if (i != top) rest += exp(z[i]);
    }
    const Exact log_sum = rest < 1e-60 ? rest - rest * rest / 2 : log(1 + rest);
    for (std::size_t i = 0; i < x.size(); ++i) {
      probabilities.push_back(exp(z[i]) / (1 + rest));
      logarithms.push_back(z[i] - log_sum);
      entropy -= i == top ? Exact(0) : exp(z[i]) * z[i] / (1 + rest);
    }
    entropy += log_sum;
    log_sum_exp = Exact(x[top]) / Exact(temperature) + log_sum;
  }
};

/// Vectors of 1 to 40 numbers, of sizes from tiny to huge, with ties.
std::vector<Vector> vectors() {
  std::mt19937_64 random(1);
  std::vector<Vector> all;
  for (const double size : {1e-300, 1e-9, 0.1, 1.0, 10.0, 300.0, 700.0, 2000.0, 1e9, 1e300, greatest / 16})
    for (int i = 0; i < 60; ++i) {
      Vector x(1 + random() % 40);
      std::normal_distribution<double> normal(i % 3 == 0 ? 3 * size : 0, size);
      for (double& number : x) number = normal(random);
      if (i % 5 == 0) x.back() = x.front();
      all.push_back(x);
    }
  return all;
}

TEST(Softmax, of_the_worked_example_is_right_to_the_last_digit) {
  const Softmax s = softmax(Vector{9, 6, 3, 1});
  EXPECT_EQ(s.probabilities, (Vector{0.95002734272382994, 0.047299076263531431, 0.0023548823436692500,
                                     0.00031869866896937625}));
  EXPECT_NEAR(std::exp(s.log_sum_exp), 8529.3165398197658, 1e-11);
}

/// The bound of what all entries but the greatest decide.
double bound_of(const ExactSoftmax& truth, std::size_t top, double usual) {
  return -truth.logarithms[top] < Exact(1e-259) ? 2 : usual;
}

TEST(Softmax, is_the_nearest_double_for_scores_of_any_size) {
  for (const double temperature : {1.0, 0.3, 7.0, 1e-3, 1e4, 1e300})
    for (const Vector& x : vectors()) {
      const Softmax s = softmax(x, {.temperature = temperature});
      const ExactSoftmax truth(x, temperature);
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double bound = i == s.top ? bound_of(truth, i, 0.51) : 0.51;
        const bool is_normal = s.probabilities[i] >= std::numeric_limits<double>::min();
        ASSERT_LE(ulps(s.probabilities[i], truth.probabilities[i]), is_normal ? 0.51 : 0.76)
            << x[i] << " at " << temperature;
        ASSERT_LE(ulps(s.log_probabilities[i], truth.logarithms[i]), bound) << x[i] << " at " << temperature;
      }
      ASSERT_TRUE(ulps(s.entropy, truth.entropy) <= bound_of(truth, s.top, 1) ||
                  abs(s.entropy - truth.entropy) < 1e-319)
          << temperature;
      ASSERT_GE(s.entropy, 0);
    }
}

TEST(Softmax, log_sum_exp_is_right_unless_it_cancels) {
  for (const Vector& x : vectors())
    for (const double temperature : {1.0, 0.3, 1e4}) {
      const Softmax s = softmax(x, {.temperature = temperature});
      const Exact truth = ExactSoftmax(x, temperature).log_sum_exp;
      const Exact slack = 1.2e-16 * abs(truth) + Exact(1e-30) * abs(Exact(x[s.top]) / Exact(temperature));
      ASSERT_TRUE(std::isinf(s.log_sum_exp) ? abs(truth) > Exact(greatest)
                                            : abs(Exact(s.log_sum_exp) - truth) <= slack)
          << s.log_sum_exp;
    }
}

/// What is computed many entries at once: with masks, ties, and scores whose weights are subnormal or 0.
TEST(Softmax, of_a_long_vector_is_within_two_ulp) {
  for (const double temperature : {1.0, 0.3, 1e-3, 1e4})
    for (const double size : {1e-9, 3.0, 200.0, 1e300}) {
      std::mt19937_64 random(2);
      std::normal_distribution<double> normal(size, size);
      Vector x(20'003);
      for (double& number : x) number = normal(random);
      x[5] = x[7000] = *std::ranges::max_element(x);
      for (std::size_t i = 100; i < x.size(); i += 100) x[i] = -infinity;
      Vector finite = x;
      std::erase(finite, -infinity);
      const Softmax s = softmax(x, {.temperature = temperature});
      const ExactSoftmax truth(finite, temperature);
      for (std::size_t i = 0, j = 0; i < x.size(); ++i) {
        if (x[i] == -infinity) {
          ASSERT_TRUE(s.probabilities[i] == 0 && s.log_probabilities[i] == -infinity);
          continue;
        }
        ASSERT_LE(ulps(s.probabilities[i], truth.probabilities[j]), 2) << x[i] << " at " << temperature;
        ASSERT_LE(ulps(s.log_probabilities[i], truth.logarithms[j]), 2) << x[i] << " at " << temperature;
        ++j;
      }
      ASSERT_LE(ulps(s.entropy, truth.entropy), 4);
    }
}

TEST(Softmax, of_a_long_vector_that_is_all_but_decided_or_overflows_is_as_right_as_of_a_short_one) {
  for (const auto& [low, high, temperature] : {std::tuple(0.0, 40.0, 1.0),
                                               {0.0, 800.0, 1.0},
                                               {-greatest, greatest, 7.0},
                                               {-greatest, greatest, 1e307}}) {
    Vector x(20'000, low);
    x[3] = high;
    const Softmax s = softmax(x, {.temperature = temperature});
    const ExactSoftmax truth(x, temperature);
    for (const std::size_t i : {0u, 3u}) {
      EXPECT_LE(ulps(s.probabilities[i], truth.probabilities[i]), 0.76) << high;
      EXPECT_LE(ulps(s.log_probabilities[i], truth.logarithms[i]), bound_of(truth, 3, 0.51)) << high;
    }
  }
}

TEST(Softmax, of_two_is_the_sigmoid_of_their_difference) {
  for (const double a : {-300.0, -40.0, -3.0, -0.1, 0.0, 1e-9, 2.5, 36.0, 37.5, 700.0})
    for (const double b : {0.0, 0.25, -8.0}) {
      const Softmax s = softmax(Vector{a, b});
      EXPECT_LE(ulps(s.probabilities[0], 1 / (1 + exp(Exact(b) - Exact(a)))), 0.51) << a << " " << b;
      EXPECT_NEAR(s.probabilities[0] / sigmoid(a - b), 1, 1e-15) << a << " " << b;
    }
}

TEST(Softmax, does_not_change_when_a_number_is_added_to_all) {
  EXPECT_EQ(softmax(Vector{1000, 999, 998}).probabilities, softmax(Vector{0, -1, -2}).probabilities);
  EXPECT_EQ(softmax(Vector{-1e300, -1e300}).probabilities, (Vector{0.5, 0.5}));
  EXPECT_EQ(softmax(Vector{greatest, -greatest}).probabilities, (Vector{1, 0}));
}

TEST(Softmax, temperature_leads_from_hardmax_to_equal_shares) {
  const Vector x{1, 3, 3, -2};
  EXPECT_EQ(softmax(x, {.temperature = 1e-320}).probabilities, (Vector{0, 0.5, 0.5, 0}));
  EXPECT_EQ(softmax(x, {.temperature = 1e300}).probabilities, (Vector{0.25, 0.25, 0.25, 0.25}));
  const double far = softmax(Vector{greatest, -greatest}, {.temperature = greatest}).probabilities[0];
  EXPECT_LE(ulps(far, 1 / (1 + exp(Exact(-2)))), 0.51) << "differences that overflow";
}

TEST(Softmax, minus_infinity_masks_an_entry) {
  const Softmax s = softmax(Vector{2, -infinity, 1});
  const Softmax alone = softmax(Vector{2, 1});
  EXPECT_EQ(s.probabilities, (Vector{alone.probabilities[0], 0, alone.probabilities[1]}));
  EXPECT_EQ(s.log_probabilities[1], -infinity);
  EXPECT_EQ(s.entropy, alone.entropy);
  EXPECT_EQ(s.masked, 1u);
  EXPECT_EQ(s.support, 2u);
}

TEST(Softmax, everything_is_nan_where_all_are_masked_or_one_is_nan) {
  for (std::size_t kind = 0; kind < softmax_kinds().size(); ++kind)
    for (const Vector& x : {Vector{-infinity, -infinity}, Vector{1, nan, infinity}}) {
      SoftmaxSetup setup{.kind = static_cast<SoftmaxKind>(kind)};
      Vector scores = x;
      if (setup.kind == SoftmaxKind::softmin)
        for (double& score : scores) score = -score;
      const Softmax s = softmax(scores, setup);
      EXPECT_FALSE(s.is_defined);
      for (const double p : s.probabilities) EXPECT_TRUE(std::isnan(p)) << name_of(setup.kind);
      EXPECT_TRUE(std::isnan(s.entropy) && std::isnan(s.log_probabilities[0]));
    }
}

TEST(Softmax, plus_infinity_takes_all_in_equal_shares) {
  EXPECT_EQ(softmax(Vector{infinity, 5, infinity}).probabilities, (Vector{0.5, 0, 0.5}));
  EXPECT_EQ(softmax(Vector{infinity, 5, infinity}).entropy, std::log(2));
  EXPECT_EQ(softmax(Vector{5, infinity}, {.kind = SoftmaxKind::sparsemax}).probabilities, (Vector{0, 1}));
}

TEST(Softmin, is_the_softmax_of_the_opposites) {
  const Vector x{9, 6, 3, -1};
  EXPECT_EQ(softmax(x, {.kind = SoftmaxKind::softmin}).probabilities,
            softmax(Vector{-9, -6, -3, 1}).probabilities);
}

TEST(Hardmax, is_one_at_the_first_greatest_entry) {
  EXPECT_EQ(softmax(Vector{1, 3, 3}, {.kind = SoftmaxKind::hardmax}).probabilities, (Vector{0, 1, 0}));
}

/// The definition: p = max(z - tau, 0) for the tau with which they sum to 1, found by halving.
std::vector<Exact> exact_sparsemax(const Vector& x, double temperature) {
  const Exact top = *std::ranges::max_element(x);
  Exact lo = -1, hi = 0;
  const auto shares = [&](const Exact& tau) {
    std::vector<Exact> p;
    for (const double number : x) {
      const Exact above = (Exact(number) - top) / Exact(temperature) - tau;
      p.push_back(above > 0 ? above : Exact(0));
    }
    return p;
  };
  for (int i = 0; i < 240; ++i) {
    const Exact middle = (lo + hi) / 2;
    Exact sum = 0;
    for (const Exact& p : shares(middle)) sum += p;
    (sum > 1 ? lo : hi) = middle;
  }
  return shares(lo);
}

TEST(Sparsemax, is_the_nearest_double_to_its_definition) {
  for (const double temperature : {1.0, 0.3, 1e4})
    for (const Vector& x : vectors()) {
      const Softmax s = softmax(x, {.kind = SoftmaxKind::sparsemax, .temperature = temperature});
      const auto truth = exact_sparsemax(x, temperature);
      Exact entropy = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        ASSERT_LE(abs(Exact(s.probabilities[i]) - truth[i]), 1.12e-16 * truth[i] + Exact(1e-30));
        if (truth[i] > 1e-30) entropy -= truth[i] * log(truth[i]);
      }
      ASSERT_LE(abs(Exact(s.entropy) - entropy), 1e-14);
    }
}

TEST(Gumbel, greatest_entries_are_samples_of_softmax) {
  const Vector x{1, 0, 2, -1};
  const Vector expected = softmax(x).probabilities;
  constexpr int samples = 40'000;
  Vector counts(4);
  for (int seed = 0; seed < samples; ++seed)
    ++counts[softmax(x, {.kind = SoftmaxKind::gumbel,
                         .temperature = 0.5,
                         .seed = 1000u + static_cast<unsigned>(seed)})
                 .top];
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(counts[i], samples * expected[i], 5 * std::sqrt(samples * expected[i] * (1 - expected[i])));
}

TEST(Gumbel, is_the_softmax_of_the_scores_with_the_noise_of_the_seed) {
  const Vector x{1, 0, 2, -1};
  const Softmax s = softmax(x, {.kind = SoftmaxKind::gumbel, .seed = 7});
  Vector noisy = x;
  for (std::size_t i = 0; i < x.size(); ++i) noisy[i] += s.noise[i];
  EXPECT_EQ(s.probabilities, softmax(noisy).probabilities);
  EXPECT_NE(s.noise, softmax(x, {.kind = SoftmaxKind::gumbel, .seed = 8}).noise);
}

}  // namespace
}  // namespace actviz::test
