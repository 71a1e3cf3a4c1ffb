#pragma once
// Sums of many numbers that lose nothing worth mentioning.
#include "lib/number/double_double.hpp"

namespace actviz {

/// A running sum in two parts, with a relative error of at most n^2 2^-106 of the sum of the numbers' sizes.
/// Its parts meet only at the end, so that one addition need not wait for all of the one before.
class LongSum {
 public:
  void add(double number) { add(DoubleDouble(number)); }
  void add(DoubleDouble number) {
    const double sum = hi_ + number.hi, back = sum - hi_;
    lo_ += ((hi_ - (sum - back)) + (number.hi - back)) + number.lo;
    hi_ = sum;
  }
  /// NaN where the numbers overflow.
  DoubleDouble value() const { return DoubleDouble::normal(hi_, lo_); }

 private:
  double hi_ = 0, lo_ = 0;
};

}  // namespace actviz
