#pragma once
// Results of a kernel against the exact function, one after the other.
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "lib/catalogue/function.hpp"
#include "lib/number/float_format.hpp"

namespace actviz {

/// A place where a result is far from the exact one.
struct Deviation {
  double x = 0, got = 0, exact = 0, value = 0;  ///< `value`: how far
};

/// How far results are off in one measure.
struct DeviationSummary {
  Deviation greatest;
  double mean = 0;
  double p99 = 0;  ///< 99 % are at most as far, within 1/32 of the number
};

/// How often something is wrong, and where first.
struct Fault {
  std::uint64_t count = 0;
  Deviation first;  ///< `value` is the error in ULP
};

struct CheckReport {
  std::uint64_t points = 0;
  std::uint64_t off_grid = 0;  ///< results that are no numbers of the format
  DeviationSummary abs, rel, ulp;
  /// By error in ULP: at most 1/2, 1, 2, 4, ..., 2^22, and more.
  static constexpr std::size_t bins = 25;
  std::array<std::uint64_t, bins> histogram{};
  Fault sign;       ///< on the other side of 0
  Fault lost_zero;  ///< 0 where the best result is not; the first is the one nearest 0 ...
  std::optional<double> zero_left, zero_right;  ///< ... on each side
  Fault not_finite;  ///< where the best result is finite, and a number where it is NaN
  /// Neighbouring numbers of the format, in this order in the file, between which the error jumps by more
  /// than 4 ULP; nothing where there were no neighbours.
  std::optional<Fault> jump;
  std::uint64_t neighbours = 0;
  std::optional<Fault> not_monotone;  ///< steps against the function's direction, where it has one
};

/// The upper edge of a bin of the histogram in ULP; infinite of the last.
double histogram_edge(std::size_t bin);

/// Takes results in the order of the file and holds them against the exact value, or slope, at each x. The
/// unit of ULP is the spacing of the format at the exact result; the best result, rounded once, counts as at
/// most 1/2.
class Check {
 public:
  Check(const Function& f, bool is_slope, const FloatFormat& format, Overflow overflow = Overflow::ieee);

  void add(double x, double got);
  CheckReport report() const;

 private:
  /// Mean and 99th percentile of a stream of errors.
  struct Stream {
    Deviation greatest{};
    double sum = 0;
    std::uint64_t count = 0, infinite = 0;
    std::vector<std::uint64_t> bins = std::vector<std::uint64_t>(65536);  ///< 32 an octave
    void add(const Deviation& deviation);
    DeviationSummary summary() const;
  };
  struct Point {
    double x, got, exact, error;  ///< the error has a sign
  };
  void compare_with_last(const Point& point);

  Function function_;
  bool is_slope_;
  FloatFormat format_;
  Overflow overflow_;
  int direction_;  ///< 1 where the function never decreases, -1 where it never increases, else 0
  std::optional<Point> last_;
  CheckReport report_;
  Stream abs_, rel_, ulp_;
};

}  // namespace actviz
