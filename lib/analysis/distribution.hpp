#pragma once
// The distribution that the inputs of an activation are supposed to have.
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace actviz {

/// A normal or a uniform distribution. A plain value; never throws after construction.
class Distribution {
 public:
  enum class Kind { normal, uniform };

  /// Throws Error unless both are finite and sd > 0.
  static Distribution normal(double mean = 0, double sd = 1);
  /// Throws Error unless lo < hi, both finite, and hi - lo is finite too.
  static Distribution uniform(double lo, double hi);
  /// Reads `normal:MEAN,SD`, `normal` (0 and 1) or `uniform:LO,HI`; numbers as in parse_quantity. Throws
  /// Error.
  static Distribution parse(std::string_view text);

  Kind kind() const { return kind_; }
  double mean() const { return kind_ == Kind::normal ? first_ : first_ / 2 + second_ / 2; }
  /// Within 4 ULP wherever it exceeds 1e-300.
  double density(double x) const;
  /// P(X <= x), within 5 ULP wherever it exceeds 1e-300 (normal), 1 ULP (uniform).
  double cdf(double x) const;
  /// P(X > x), as accurate in its tail as cdf in its own.
  double upper_tail(double x) const;
  /// P(lo < X < hi) for lo <= hi, infinite ends allowed; relative error below 1e-14 above 1e-300, whether the
  /// interval is narrow, wide, or far out in a tail.
  double probability(double lo, double hi) const;

  /// "normal" or "uniform".
  std::string_view name() const;
  /// Its parameters by name, in the order of the label: mean and sd, or lo and hi.
  std::array<std::pair<std::string_view, double>, 2> parameters() const;
  /// The text that parse reads back to the same distribution: "normal:0,1".
  std::string label() const;

 private:
  Distribution(Kind kind, double first, double second) : kind_(kind), first_(first), second_(second) {}
  double density_times_width(double lo, double hi) const;

  Kind kind_;
  double first_, second_;  ///< mean and sd, or lo and hi
};

}  // namespace actviz
