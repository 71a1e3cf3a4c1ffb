#include "lib/analysis/naive_softmax.hpp"

#include <cassert>

#include "lib/number/special.hpp"

namespace actviz {
namespace {

template <class T>
std::vector<double> naive_shares(std::span<const double> scores, const SoftmaxSetup& setup, double& sum_out) {
  std::vector<double> shares;
  T sum = 0;
  for (const double score : scores) {
    const T x = static_cast<T>(setup.kind == SoftmaxKind::softmin ? -score : score),
            z = x / static_cast<T>(setup.temperature), e = static_cast<T>(exp(static_cast<double>(z)));
    sum += e;
    shares.push_back(static_cast<double>(e));
  }
  for (double& share : shares) {
    const T quotient = static_cast<T>(share) / sum;
    const auto value = static_cast<double>(quotient);
    share = setup.kind == SoftmaxKind::log_softmax ? static_cast<double>(static_cast<T>(log(value))) : value;
  }
  sum_out = static_cast<double>(sum);
  return shares;
}

}  // namespace

bool has_naive_form(SoftmaxKind kind) {
  return kind == SoftmaxKind::softmax || kind == SoftmaxKind::softmin || kind == SoftmaxKind::log_softmax;
}

NaiveSoftmax naive_softmax(std::span<const double> scores, const SoftmaxSetup& setup) {
  assert(has_naive_form(setup.kind));
  NaiveSoftmax naive;
  naive.in_double = naive_shares<double>(scores, setup, naive.sum_in_double);
  naive.in_float = naive_shares<float>(scores, setup, naive.sum_in_float);
  return naive;
}

}  // namespace actviz
