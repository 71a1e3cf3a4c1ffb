#include "lib/analysis/distribution.hpp"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/number/math.hpp"

namespace actviz {
namespace {

constexpr std::string_view usage = "write normal:MEAN,SD or uniform:LO,HI, as in normal:0,1 or uniform:-1,1";

/// Phi(-(a + rest)) for any a and a rest of its rounding error's size, which shifts a far tail by many ULP.
double upper_normal(double a, double rest) {
  return (a < 0 ? 1 - normal_tail(-a) : normal_tail(a)) - normal_density(a) * rest;
}

/// (x - mean) / sd as the sum of a rounded value and its rounding error.
struct Standardised {
  double z, rest;

  Standardised(double x, double mean, double sd) {
    const double shifted = x - mean, from_x = shifted + mean;
    const double lost = (x - from_x) - (mean - (from_x - shifted));
    z = shifted / sd;
    rest = (std::fma(-z, sd, shifted) + lost) / sd;
    if (!std::isfinite(rest)) rest = 0;
  }
};

}  // namespace

Distribution Distribution::normal(double mean, double sd) {
  if (!std::isfinite(mean))
    throw Error("normal: expected a finite mean, got " + to_text(mean), std::string(usage));
  if (!std::isfinite(sd) || !(sd > 0))
    throw Error("normal: expected a finite standard deviation above 0, got " + to_text(sd),
                std::string(usage));
  return {Kind::normal, mean, sd};
}

Distribution Distribution::uniform(double lo, double hi) {
  if (!(lo < hi) || !std::isfinite(hi - lo))
    throw Error("uniform: expected finite ends lo < hi and a finite hi - lo, got lo=" + to_text(lo) +
                    ", hi=" + to_text(hi),
                std::string(usage));
  return {Kind::uniform, lo, hi};
}

Distribution Distribution::parse(std::string_view text) {
  constexpr std::string_view names[] = {"normal", "uniform"};
  const auto colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  if (std::ranges::find(names, name) == std::end(names))
    throw Error("unknown distribution " + in_quotes(name), did_you_mean(name, names, usage));
  if (text == "normal") return normal();
  const std::string_view numbers = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  const auto comma = numbers.find(',');
  const auto first = parse_quantity(numbers.substr(0, comma));
  const auto second =
      comma == std::string_view::npos ? std::nullopt : parse_quantity(numbers.substr(comma + 1));
  if (!first || !second)
    throw Error("expected " + std::string(name == "normal" ? "normal:MEAN,SD" : "uniform:LO,HI") + ", got " +
                    in_quotes(text),
                std::string(usage));
  return name == "normal" ? normal(*first, *second) : uniform(*first, *second);
}

double Distribution::density(double x) const {
  if (kind_ == Kind::uniform) return x >= first_ && x <= second_ ? 1 / (second_ - first_) : 0;
  const Standardised at(x, first_, second_);
  const double density = normal_density(at.z);
  return (density - density * at.z * at.rest) / second_;
}

double Distribution::cdf(double x) const {
  if (kind_ == Kind::uniform) return (std::clamp(x, first_, second_) - first_) / (second_ - first_);
  const Standardised at(x, first_, second_);
  return upper_normal(-at.z, -at.rest);
}

double Distribution::upper_tail(double x) const {
  if (kind_ == Kind::uniform) return (second_ - std::clamp(x, first_, second_)) / (second_ - first_);
  const Standardised at(x, first_, second_);
  return upper_normal(at.z, at.rest);
}

double Distribution::probability(double lo, double hi) const {
  if (!(lo < hi)) return 0;
  if (kind_ == Kind::uniform)
    return (std::clamp(hi, first_, second_) - std::clamp(lo, first_, second_)) / (second_ - first_);
  constexpr double narrow = 0.5;  // in standard deviations: a difference of tails would cancel
  if ((hi - lo) / second_ < narrow) return density_times_width(lo, hi);
  if (hi <= first_) return cdf(hi) - cdf(lo);
  if (lo >= first_) return upper_tail(lo) - upper_tail(hi);
  return 1 - (cdf(lo) + upper_tail(hi));
}

/// The integral of the density, as the density at the end with the thicker tail times the mean of the ratio
/// to it.
double Distribution::density_times_width(double lo, double hi) const {
  const bool rising = lo / 2 + hi / 2 < first_;
  const double start = rising ? hi : lo, width = (hi - lo) / second_;
  const double z = std::fabs(start - first_) / second_;
  const bool outwards = rising ? hi <= first_ : lo >= first_;
  const double decay = outwards ? z : -z;
  const auto ratio = [&](double t) { return exp(-width * t * (decay + width * t / 2)); };
  return density(start) * (hi - lo) * boost::math::quadrature::gauss<double, 20>::integrate(ratio, 0.0, 1.0);
}

std::string_view Distribution::name() const { return kind_ == Kind::normal ? "normal" : "uniform"; }

std::array<std::pair<std::string_view, double>, 2> Distribution::parameters() const {
  const bool is_normal = kind_ == Kind::normal;
  return {{{is_normal ? "mean" : "lo", first_}, {is_normal ? "sd" : "hi", second_}}};
}

std::string Distribution::label() const {
  return std::string(name()) + ':' + to_text(first_) + ',' + to_text(second_);
}

}  // namespace actviz
