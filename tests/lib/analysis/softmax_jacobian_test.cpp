#include "lib/analysis/softmax_jacobian.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "lib/number/ulp.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

using Vector = std::vector<double>;

constexpr double infinity = std::numeric_limits<double>::infinity();

Vector random_vector(std::size_t count, double size, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal(0, size);
  Vector x(count);
  for (double& number : x) number = normal(random);
  return x;
}

std::vector<Vector> matrix(const Softmax& s) {
  std::vector<Vector> rows;
  for (std::size_t i = 0; i < s.probabilities.size(); ++i)
    jacobian_row(s, i, rows.emplace_back(s.probabilities.size()));
  return rows;
}

/// Softmax of scores and its derivative as defined; `sign` -1 for softmin.
struct Truth {
  std::vector<Exact> p, others;
  Exact temperature;
  int sign;

  Truth(const Vector& x, double t, int sign_of_scores) : temperature(t), sign(sign_of_scores) {
    Exact sum = 0;
    for (const double number : x) sum += p.emplace_back(exp(sign * Exact(number) / temperature));
    for (const Exact& e : p) others.push_back((sum - e) / sum);
    for (Exact& e : p) e /= sum;
  }
  Exact at(std::size_t i, std::size_t j) const {
    return sign * p[i] * (i == j ? others[i] : -p[j]) / temperature;
  }
  Exact log_at(std::size_t i, std::size_t j) const { return (i == j ? others[i] : -p[j]) / temperature; }
};

TEST(SoftmaxJacobian, is_that_of_its_definition) {
  for (const SoftmaxKind kind : {SoftmaxKind::softmax, SoftmaxKind::softmin, SoftmaxKind::log_softmax})
    for (const double temperature : {1.0, 0.4})
      for (const double size : {0.1, 2.0, 30.0}) {
        const Vector x = random_vector(12, size, 3);
        const Softmax s = softmax(x, {.kind = kind, .temperature = temperature});
        const Truth truth(x, temperature, kind == SoftmaxKind::softmin ? -1 : 1);
        const auto rows = matrix(s);
        for (std::size_t i = 0; i < x.size(); ++i)
          for (std::size_t j = 0; j < x.size(); ++j) {
            const Exact exact = kind == SoftmaxKind::log_softmax ? truth.log_at(i, j) : truth.at(i, j);
            ASSERT_LE(ulps(rows[i][j], exact), i == j ? 3 : 2.5) << name_of(kind) << " " << i << " " << j;
          }
      }
}

TEST(SoftmaxJacobian, rows_sum_to_zero_within_an_ulp_of_their_greatest_entry) {
  for (std::size_t kind = 0; kind < softmax_kinds().size(); ++kind)
    for (const std::size_t count : {1u, 2u, 7u, 200u})
      for (const double size : {0.01, 3.0, 50.0, 900.0}) {
        const Softmax s = softmax(random_vector(count, size, 5),
                                  {.kind = static_cast<SoftmaxKind>(kind), .temperature = 1.3});
        for (const Vector& row : matrix(s)) {
          Exact sum = 0;
          double most = 0;
          for (const double entry : row) {
            sum += Exact(entry);
            most = std::max(most, std::fabs(entry));
          }
          ASSERT_LE(abs(sum), Exact(most == 0 ? 0 : ulp(most))) << name_of(s.setup.kind) << " " << count;
        }
      }
}

TEST(SoftmaxJacobian, of_sparsemax_lives_on_the_support) {
  const Softmax s = softmax(Vector{1, 0.75, -3}, {.kind = SoftmaxKind::sparsemax});
  EXPECT_EQ(s.probabilities, (Vector{0.625, 0.375, 0}));
  EXPECT_EQ(matrix(s), (std::vector<Vector>{{0.5, -0.5, 0}, {-0.5, 0.5, 0}, {0, 0, 0}}));
}

TEST(SoftmaxJacobian, has_no_negative_zero) {
  for (const Vector& row : matrix(softmax(Vector{1, -infinity, 0})))
    for (const double entry : row) EXPECT_FALSE(entry == 0 && std::signbit(entry));
}

TEST(SoftmaxJacobian, of_nothing_defined_is_nan) {
  for (const Vector& row : matrix(softmax(Vector{-infinity, -infinity})))
    for (const double entry : row) EXPECT_TRUE(std::isnan(entry));
}

TEST(SoftmaxJacobian, product_is_the_matrix_times_the_vector) {
  for (std::size_t kind = 0; kind < softmax_kinds().size(); ++kind)
    for (const double temperature : {1.0, 0.4}) {
      const Vector x = random_vector(30, 2, 8), v = random_vector(30, 10, 9);
      const Softmax s = softmax(x, {.kind = static_cast<SoftmaxKind>(kind), .temperature = temperature});
      const auto rows = matrix(s);
      const Vector product = jacobian_vector_product(s, v);
      for (std::size_t i = 0; i < x.size(); ++i) {
        Exact sum = 0;
        for (std::size_t j = 0; j < x.size(); ++j) sum += Exact(rows[i][j]) * Exact(v[j]);
        const double share = s.setup.kind == SoftmaxKind::log_softmax ? 1
                             : s.setup.kind == SoftmaxKind::sparsemax ? s.probabilities[i] > 0
                                                                      : s.probabilities[i];
        ASSERT_LE(abs(Exact(product[i]) - sum), 1.2e-15 * share * 30 / temperature) << name_of(s.setup.kind);
      }
    }
}

TEST(SoftmaxJacobian, times_a_constant_vector_is_nothing) {
  const Softmax s = softmax(random_vector(100, 3, 4));
  for (const double entry : jacobian_vector_product(s, Vector(100, 0.1))) EXPECT_EQ(entry, 0);
}

TEST(SoftmaxJacobian, gradient_of_the_cross_entropy_is_the_error_of_the_probabilities) {
  const Vector x{9, 6, 3, 1};
  const Softmax s = softmax(x, {.temperature = 2});
  const Vector gradient = cross_entropy_gradient(s, 0);
  const Truth truth(x, 2, 1);
  EXPECT_LE(ulps(gradient[0], -truth.others[0] / 2), 2);
  for (std::size_t i = 1; i < x.size(); ++i) EXPECT_LE(ulps(gradient[i], truth.p[i] / 2), 1);
  EXPECT_TRUE(cross_entropy_gradient(softmax(x, {.kind = SoftmaxKind::hardmax}), 0).empty());
}

}  // namespace
}  // namespace actviz::test
