#pragma once
// The truth about functions: formulas evaluated in multiple precision, and distances to it.
#include <boost/multiprecision/mpfr.hpp>
#include <span>
#include <vector>

#include "lib/catalogue/function.hpp"

namespace actviz::test {

/// A number of 256 bits.
using Exact = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<77>,
                                            boost::multiprecision::et_off>;

/// A function with its first and second derivative at a point.
struct Jet {
  Exact value, slope, curvature;
};

/// Evaluates a formula, or the formula text of an activation, with its derivatives, to at least 60 digits;
/// meaningless at a kink.
Jet exact(const Formula& formula, const Values& parameters, double x);
Jet exact(const Activation& activation, const Values& values, double x);
Jet exact(const Function& function, double x);

/// |got - exact| in units of the spacing of doubles at `exact`, subnormals included; 0 where both are NaN or
/// `exact` rounds to the infinity that was got.
double ulps(double got, const Exact& exact);

/// `count` doubles in [lo, hi], 0 <= lo < hi, evenly spread over the binades and random inside; seeded.
std::vector<double> stratified(double lo, double hi, int count, unsigned seed = 1);

/// The numbers and their opposites.
std::vector<double> with_both_signs(std::vector<double> numbers);

}  // namespace actviz::test
