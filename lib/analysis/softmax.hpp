#pragma once
// Softmax and its relatives: what turns a vector of scores into probabilities.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace actviz {

/// Scores x at temperature T, z = x / T:
/// softmax      e^z_i / sum of e^z_j
/// softmin      softmax(-x)
/// log_softmax  the logarithms of softmax
/// sparsemax    the point of the simplex nearest to z: max(z_i - tau, 0) (Martins & Astudillo 2016,
///              arXiv:1602.02068)
/// hardmax      1 at the first greatest entry, 0 elsewhere
/// gumbel       softmax(x + g) with noise g_i = -ln(-ln u_i) of the standard Gumbel distribution, whose
///              greatest entry is a sample of softmax(x) at temperature 1 (Jang, Gu & Poole 2017,
///              arXiv:1611.01144)
enum class SoftmaxKind { softmax, softmin, log_softmax, sparsemax, hardmax, gumbel };

/// As the command line spells it.
std::string_view name_of(SoftmaxKind kind);
std::optional<SoftmaxKind> parse_softmax_kind(std::string_view name);
/// All of them, in their order.
std::span<const std::string_view> softmax_kinds();

struct SoftmaxSetup {
  SoftmaxKind kind = SoftmaxKind::softmax;
  double temperature = 1;  ///< above 0, finite
  std::uint64_t seed = 1;  ///< of gumbel's noise
};

/// Probabilities and what belongs to them. Of softmax, log_softmax, softmin and gumbel every probability is
/// within 0.51 ULP of the exact one (0.76 where it is subnormal) and so is its logarithm, the entropy within
/// 1, whatever the size of the scores: differences are taken without rounding and sums in 106 bits. (Where
/// all but one are below 1e-259, the logarithm of that one and the entropy are within 2 ULP, or 1e-319.) Of
/// 16384 scores and more, probabilities and logarithms are within 2 ULP and the entropy within 4, in a fourth
/// of the time. Sparsemax's probabilities are within 0.51 ULP down to 1e-14, its logarithms and its entropy
/// those of the rounded probabilities.
///
/// A score of -infinity (of softmin +infinity) masks its entry: probability 0. Where every entry is masked,
/// and where any score is NaN, every number is NaN. Scores of +infinity share 1 equally, which is the limit;
/// frameworks give NaN there.
struct Softmax {
  SoftmaxSetup setup;
  std::vector<double> probabilities{}, log_probabilities{};
  std::vector<double> noise{};                             ///< of gumbel
  std::size_t top = 0;                                     ///< the first greatest entry
  double entropy = 0;                                      ///< -sum p ln p, in nats; never negative
  double log_sum_exp = 0;                                  ///< ln sum e^z_j; NaN of sparsemax and hardmax
  std::size_t support = 0;                                 ///< entries above 0
  bool is_defined = true;                                  ///< some entry is not masked, none NaN
  std::size_t masked = 0, infinite = 0, not_a_number = 0;  ///< scores that are no finite numbers

  /// What the function itself gives: logarithms of log_softmax, else probabilities.
  std::span<const double> values() const {
    return setup.kind == SoftmaxKind::log_softmax ? log_probabilities : probabilities;
  }
};

/// Needs at least one score. Takes time in proportion to their number.
Softmax softmax(std::span<const double> scores, const SoftmaxSetup& setup = {});

/// -ln p of the entry that is the truth.
double cross_entropy(const Softmax& result, std::size_t target);

/// `count` temperatures from lo to hi, each the same multiple of the one before. Needs 0 < lo < hi, both
/// finite, and count >= 2.
std::vector<double> temperatures(double lo, double hi, int count);

}  // namespace actviz
