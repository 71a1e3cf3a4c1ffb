#include <cmath>
#include <limits>

#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/neurons.hpp"
#include "lib/number/math.hpp"

namespace actviz {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// f' from y = f(x) and f's parameters.
struct OutputSlope {
  std::string_view name;
  double (*slope)(double y, const Values& p);
};

/// The functions whose slope has a closed form in their value.
constexpr OutputSlope output_slopes[] = {
    {"identity", [](double, const Values&) { return 1.0; }},
    {"relu", [](double y, const Values&) { return y > 0 ? 1.0 : 0.0; }},
    {"leaky_relu", [](double y, const Values& p) { return y > 0 ? 1.0 : p[0]; }},
    {"elu", [](double y, const Values& p) { return y > 0 ? 1.0 : y + p[0]; }},
    {"celu", [](double y, const Values& p) { return y > 0 ? 1.0 : 1 + y / p[0]; }},
    {"sigmoid", [](double y, const Values&) { return y * (1 - y); }},
    {"tanh", [](double y, const Values&) { return (1 - y) * (1 + y); }},
    {"softsign", [](double y, const Values&) { return (1 - std::fabs(y)) * (1 - std::fabs(y)); }},
    {"softplus", [](double y, const Values&) { return -expm1(-y); }},
};

/// Whether f never turns, so that an output tells its input wherever f is not flat.
bool is_one_way(const Function& f) {
  const Facts facts = f.facts();
  if (facts.only_kinks) return false;
  return facts.monotonicity == Monotonicity::increasing ||
         facts.monotonicity == Monotonicity::non_decreasing ||
         facts.monotonicity == Monotonicity::decreasing || facts.monotonicity == Monotonicity::non_increasing;
}

/// The outputs of an interval; an unbounded end takes all outputs beyond.
ClosedRange outputs_of(const Function& f, const FlatInterval& flat) {
  const bool rises = f(1e3) >= f(-1e3);
  const double a = std::isinf(flat.from) ? (rises ? -infinity : infinity) : f(flat.from),
               b = std::isinf(flat.to) ? (rises ? infinity : -infinity) : f(flat.to);
  return a <= b ? ClosedRange{a, b} : ClosedRange{b, a};
}

void set_output_slope(SlopeRule& rule, const Function& f) {
  if (f.is_formula() || f.framework()) return;
  const bool softplus_is_scaled = f.name() == "softplus" && !f.is_default();
  for (const OutputSlope& known : output_slopes)
    if (known.name == f.name() && !softplus_is_scaled)
      rule.slope = [slope = known.slope, values = f.values()](double y) { return slope(y, values); };
}

}  // namespace

SlopeRule slope_rule(const Function& f, bool is_pre, double epsilon) {
  SlopeRule rule{.activation = f.label(), .is_pre = is_pre};
  if (const Facts facts = f.facts(); facts.is_bounded() && !facts.only_kinks) {
    rule.outputs = {facts.range.lo, facts.range.hi};
    if (is_pre) rule.value = [f](double x) { return f(x); };
  }
  if (!is_pre && !is_one_way(f)) return rule;
  rule.knows_flat = true;
  const auto range = [&](const FlatInterval& flat) {
    return is_pre ? ClosedRange{flat.from, flat.to} : outputs_of(f, flat);
  };
  const Landmarks found = landmarks(f, epsilon);
  for (const FlatInterval& flat : found.flat)
    (flat.side == Side::left    ? rule.left
     : flat.side == Side::right ? rule.right
                                : rule.inner)
        .push_back(range(flat));
  for (const FlatInterval& flat : found.dead) rule.dead.push_back(range(flat));
  if (is_pre)
    rule.slope = [f](double x) { return f.rough_slope(x); };
  else
    set_output_slope(rule, f);
  return rule;
}

}  // namespace actviz
