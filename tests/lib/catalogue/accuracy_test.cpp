// The stated accuracy of every activation, over all doubles: against its own formula text in multiple
// precision.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "lib/number/search.hpp"
#include "tests/support/functions.hpp"
#include "tests/support/oracle.hpp"

namespace actviz::test {
namespace {

double number_at(double x, int steps) {
  for (; steps > 0; --steps) x = std::nextafter(x, infinity);
  for (; steps < 0; ++steps) x = std::nextafter(x, -infinity);
  return x;
}

double derivative(const Function& f, int order, double x) {
  return order == 0 ? f(x) : order == 1 ? f.slope(x) : f.curvature(x);
}

/// Doubles on both sides of each change of sign in [-50, 50].
std::vector<double> near_roots(const Function& f, int order, int reach) {
  std::vector<double> numbers;
  const auto at = [&](double x) { return derivative(f, order, x); };
  for (int i = -5000; i < 5000; ++i) {
    double lo = (i + 0.123) / 100, hi = lo + 0.01;
    if (!(at(lo) * at(hi) < 0)) continue;
    const bool rises = at(lo) < 0;
    for (double middle = 0.5 * (lo + hi); middle > lo && middle < hi; middle = 0.5 * (lo + hi))
      ((at(middle) < 0) == rises ? lo : hi) = middle;
    for (int step = -reach; step <= reach; ++step) numbers.push_back(number_at(lo, step));
  }
  return numbers;
}

/// One in `thinning` of: every binade of both signs, the tails by 1/8 down to the last subnormal result, both
/// sides of the kinks, both sides of the roots of the function and its derivatives, and a spread of the rest.
std::vector<double> points(const Function& f, int thinning) {
  std::vector<double> numbers;
  for (const double x : with_both_signs(stratified(0x1p-1074, 0x1p1023, 2096 / thinning)))
    numbers.push_back(x);
  for (const double x : with_both_signs(stratified(1e-3, 40, 2000 / thinning, 2))) numbers.push_back(x);
  for (const double x : with_both_signs(stratified(1, 760, 800 / thinning, 3))) numbers.push_back(x);
  for (int i = 0; i < 320 / thinning; ++i) numbers.push_back(-760 + i * 2.4 * thinning);
  const int reach = thinning > 1 ? 1 : 6;
  for (int order = 0; order <= 2; ++order)
    for (const double x : near_roots(f, order, reach)) numbers.push_back(x);
  const Facts facts = f.facts();
  for (const Kink& kink : facts.kinks)
    for (int step = 1; step <= reach; ++step) {
      numbers.push_back(number_at(kink.x, step));
      numbers.push_back(number_at(kink.x, -step));
    }
  std::erase_if(numbers, [&](double x) {
    // At 0 a formula may change pieces though the function, with these parameters, does not.
    return (x == 0 && !f.is_default()) || is_kink(facts, x);
  });
  return numbers;
}

/// Whether the formula as it is written says anything there.
bool is_meaningful(const Jet& truth) {
  return isfinite(truth.value) && isfinite(truth.slope) && isfinite(truth.curvature);
}

void expect_stated_accuracy(const Function& f, int thinning) {
  const Accuracy& stated = f.activation().accuracy;
  double worst[3] = {}, where[3] = {};
  for (const double x : points(f, thinning)) {
    const Jet truth = exact(f, x);
    if (!is_meaningful(truth)) continue;
    const Exact* exact_values[] = {&truth.value, &truth.slope, &truth.curvature};
    for (int order = 0; order <= 2; ++order) {
      const double error = ulps(derivative(f, order, x), *exact_values[order]);
      if (error > worst[order]) {
        worst[order] = error;
        where[order] = x;
      }
    }
  }
  const double bounds[] = {stated.value, stated.slope, stated.curvature};
  for (int order = 0; order <= 2; ++order)
    EXPECT_LE(worst[order], bounds[order])
        << f.label() << ", derivative " << order << " at " << testing::PrintToString(where[order]) << ": "
        << derivative(f, order, where[order]);
}

class Accurate : public testing::TestWithParam<Function> {};
TEST_P(Accurate, to_what_is_stated) { expect_stated_accuracy(GetParam(), 16); }
INSTANTIATE_TEST_SUITE_P(Catalogue, Accurate, testing::ValuesIn(default_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

class AccurateWithParameters : public testing::TestWithParam<Function> {};
TEST_P(AccurateWithParameters, to_what_is_stated) { expect_stated_accuracy(GetParam(), 64); }
INSTANTIATE_TEST_SUITE_P(Catalogue, AccurateWithParameters, testing::ValuesIn(varied_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

class AccurateEverywhere : public testing::TestWithParam<Function> {};
TEST_P(AccurateEverywhere, to_what_is_stated) { expect_stated_accuracy(GetParam(), 1); }
INSTANTIATE_TEST_SUITE_P(Slow, AccurateEverywhere, testing::ValuesIn(default_functions()),
                         [](const auto& row_info) { return test_name(row_info.param); });

}  // namespace
}  // namespace actviz::test
