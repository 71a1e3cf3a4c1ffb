#pragma once
// What a format of few bits does to a function: where results vanish, stop changing and overflow, and how far
// off they are.
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "lib/analysis/landmarks.hpp"
#include "lib/catalogue/function.hpp"
#include "lib/number/float_format.hpp"

namespace actviz {

/// Where something begins on the way from 0 outwards: the real x, and the first number of the format.
struct Threshold {
  double x = 0, on_grid = 0;
};

/// What becomes of results towards one end of the numbers of a format.
struct FarSide {
  std::optional<Threshold> zero;       ///< from here on every result is exactly 0
  std::optional<Threshold> saturated;  ///< from here on every result is `limit`
  double limit = 0;
  std::optional<Threshold> overflow;  ///< the first result that is not finite, behind one that is, of a
                                      ///< finite or infinite exact one
};

/// Both ends of one quantity.
struct FarSides {
  FarSide left, right;
};

/// How far results are from the exact ones, in spacings of the format at these (ULP).
struct ResultErrors {
  Landmark greatest;  ///< of the finite ones
  double mean = 0;
  double above_one = 0;                     ///< share with an error of more than 1 ULP, lost ones included
  std::uint64_t lost = 0;                   ///< not finite where the best result is
  std::optional<std::uint64_t> distinct{};  ///< how many different numbers come out, where they are counted
};

/// One quantity computed in one way.
struct Computed {
  FarSides sides;
  std::optional<ResultErrors> errors{};
};

/// The value or the slope of a function in a format.
struct QuantityPrecision {
  Computed best;   ///< the exact result, rounded once: none can be better
  Computed chain;  ///< the textbook formula, every operation rounded (see RoundedChain)
};

struct Precision {
  FloatFormat format;
  Overflow overflow;
  QuantityPrecision value, slope;
  std::uint64_t inputs = 0;  ///< of which errors were measured
};

struct PrecisionOptions {
  Overflow overflow = Overflow::ieee;
  bool with_errors = false;
  std::optional<std::pair<double, double>> range{};  ///< of the x of which errors are measured; else all
  unsigned threads = 1;
};

/// Thresholds from a walk over all numbers of the format (of one with more than 2^16, over each 2^16th part,
/// and bisection between); errors over all of them, of more than 2^20 over about so many, drawn evenly. A
/// result that stays the same for less than the last factor of 2 does not count as saturated. At kinks, where
/// the slope is a convention, its error is not measured.
Precision precision(const Function& f, const FloatFormat& format, const PrecisionOptions& options);

/// The finite numbers of a format, those of a range alone where there is one, in ascending order of their
/// codes; of more than 2^20 about so many, drawn evenly.
class InputWalk {
 public:
  InputWalk(const FloatFormat& format, const std::optional<std::pair<double, double>>& range);
  /// How many pieces the walk has, the same for any number of threads; none where no number is in the range.
  std::size_t shares() const { return shares_; }
  void walk(std::size_t share, const std::function<void(double x)>& visit) const;

 private:
  /// So many codes one after the other.
  struct Codes {
    std::uint64_t first = 0, count = 0;
  };
  /// Those of the numbers from lo to hi, which are not negative.
  Codes codes_between(double lo, double hi) const;

  FloatFormat format_;
  Codes positive_, negative_;
  std::uint64_t step_, inputs_;
  std::size_t shares_;
};

}  // namespace actviz
