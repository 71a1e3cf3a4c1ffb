#pragma once
// Mean and central moments of samples, and how those of two samples become those of both.

namespace actviz {

/// n values, their mean and the sums of the 2nd, 3rd and 4th powers of their distances from it. `rest` is
/// what of the mean a double does not hold: far from 0 the distance of two means would lose as many digits.
struct SampleMoments {
  double n = 0, mean = 0, m2 = 0, m3 = 0, m4 = 0, rest = 0;

  /// From the sums s1 ... s4 of the powers of x - pivot, exact to rounding where the pivot lies among the
  /// values.
  static SampleMoments about(double pivot, double n, double s1, double s2, double s3, double s4) {
    if (n == 0) return {};
    const double a = s1 / n;
    SampleMoments moments{n,
                          pivot,
                          s2 - n * a * a,
                          s3 - 3 * a * s2 + 2 * n * a * a * a,
                          s4 - 4 * a * s3 + 6 * a * a * s2 - 3 * n * a * a * a * a,
                          0};
    moments.move_mean(a);
    return moments;
  }

  /// Adds another sample (Pebay 2008, SAND2008-6212). Not associative in the last bits: merge in a fixed
  /// order.
  void add(const SampleMoments& other) {
    if (other.n == 0) return;
    if (n == 0) {
      *this = other;
      return;
    }
    const double total = n + other.n, d = (other.mean - mean) + (other.rest - rest), a = d / total,
                 p = n * other.n;
    const double d2 = d * a * p;  // d^2 n1 n2 / n
    m4 += other.m4 + d2 * a * a * (n * n - p + other.n * other.n) +
          6 * a * a * (n * n * other.m2 + other.n * other.n * m2) + 4 * a * (n * other.m3 - other.n * m3);
    m3 += other.m3 + d2 * a * (n - other.n) + 3 * a * (n * other.m2 - other.n * m2);
    m2 += other.m2 + d2;
    move_mean(a * other.n);
    n = total;
  }

  double variance() const { return m2 / n; }
  /// 0 and 0 where all values are equal.
  double skewness() const;
  double kurtosis() const;  ///< m4/m2^2, which is 3 for a normal distribution

 private:
  /// Adds to the mean, to twice a double's digits (Knuth's sum of two).
  void move_mean(double step) {
    step += rest;
    const double sum = mean + step, back = sum - mean;
    rest = (mean - (sum - back)) + (step - back);
    mean = sum;
  }
};

}  // namespace actviz
