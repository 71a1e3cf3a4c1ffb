#pragma once
// A function of one variable as a user names it: an activation or a formula, with its parameter values.
#include <cassert>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/catalogue/catalogue.hpp"
#include "lib/catalogue/formula_function.hpp"
#include "lib/catalogue/frameworks.hpp"

namespace actviz {

/// The slope that a framework takes at a kink.
struct FrameworkPoint {
  double x, slope;
};

/// How a function was asked for by a framework's name.
struct FrameworkUse {
  FrameworkEntry entry;
  Values defaults;  ///< NaN where there is none
  List<FrameworkPoint, 2> points{};
};

/// A scalar function with exact first and second derivatives. A plain value, cheap to copy; never throws
/// after construction.
class Function {
 public:
  /// Reads `swish`, `swish:beta=2`, `leaky_relu:0.2` (by position), `dyt:alpha=1,gamma=2`, a framework's name
  /// with its defaults, `jax.gelu`, or a formula: `x*sigmoid(b*x):b=1.5`. Throws Error for an unknown name
  /// (with the nearest ones), an unknown or repeated parameter, a value outside its domain, and a formula
  /// that cannot be read.
  static Function parse(std::string_view text);

  double operator()(double x) const {
    return formula_ ? formula_->program.value(x) : activation_->kernels.value(x, values_);
  }
  double slope(double x) const {
    for (const FrameworkPoint& point : points())
      if (point.x == x) return point.slope;
    return formula_ ? formula_->program.slope(x) : activation_->kernels.slope(x, values_);
  }
  /// Both at once, in less time.
  ValueAndSlope value_and_slope(double x) const {
    if (formula_) return formula_->program.value_and_slope(x);
    ValueAndSlope both = activation_->kernels.value_and_slope(x, values_);
    for (const FrameworkPoint& point : points())
      if (point.x == x) both.slope = point.slope;
    return both;
  }
  double curvature(double x) const {
    return formula_ ? formula_->program.curvature(x) : activation_->kernels.curvature(x, values_);
  }

  /// The float nearest to the exact value, rounded once, and the one nearest to the slope.
  float nearest_value(double x) const {
    return formula_ ? formula_->program.nearest_value(x) : activation_->kernels.nearest_float(0, x, values_);
  }
  float nearest_slope(double x) const {
    for (const FrameworkPoint& point : points())
      if (point.x == x) return static_cast<float>(point.slope);
    return formula_ ? formula_->program.nearest_slope(x) : activation_->kernels.nearest_float(1, x, values_);
  }
  /// As a FloatKernel, for an instruction set that is available; takes no part in the slopes that a framework
  /// has at kinks.
  bool on_floats(InstructionSet set, const FloatBlock& block) const;
  /// The number of a format nearest to the exact value (order 0), slope or curvature: rounded once, ties to
  /// even.
  double rounded(int order, double x, const FloatFormat& format, Overflow overflow = Overflow::ieee) const;

  /// The slope or curvature for searching where it changes its sign: near such a point only the sign is sure,
  /// and it takes a hundredth of the time.
  double rough_slope(double x) const {
    return formula_ || framework_ ? slope(x) : activation_->kernels.rough_derivative(1, x, values_);
  }
  double rough_curvature(double x) const {
    return formula_ ? formula_->program.curvature(x) : activation_->kernels.rough_derivative(2, x, values_);
  }

  /// Where a framework takes another slope than the catalogue.
  std::span<const FrameworkPoint> points() const {
    return framework_ ? std::span(framework_->points.begin(), framework_->points.end())
                      : std::span<const FrameworkPoint>();
  }

  /// Whether this is a formula of the user's own, not an activation of the catalogue.
  bool is_formula() const { return formula_ != nullptr; }
  /// The framework's name it was asked for by; nothing of any other function.
  const FrameworkEntry* framework() const { return framework_ ? &framework_->entry : nullptr; }
  /// Of a function that is no formula.
  const Activation& activation() const {
    assert(activation_ && "a formula has no entry in the catalogue: ask is_formula() first");
    return *activation_;
  }
  const Values& values() const { return values_; }

  /// Of a formula only the kinks are known: see Facts::only_kinks.
  Facts facts() const { return formula_ ? formula_->facts : activation_->facts(values_); }
  /// Every parameter with its value, in declared order.
  /// The names are valid as long as this function or a copy of it lives.
  std::vector<std::pair<std::string_view, double>> parameters() const;

  /// The canonical name: "swish"; of a formula its text.
  std::string name() const;
  /// What parses back to this function: the name as asked for and the parameters that differ from their
  /// defaults, "swish:beta=2"; of a formula the text and all parameters, "x*sigmoid(b*x):b=1.5".
  std::string label() const;
  /// For figures: the typographic name, "Swish"; the text of a formula, at most 40 characters of it.
  std::string title() const;
  /// The formula, as declared or as typed, in the language of lib/catalogue/formula.hpp.
  std::string formula_text() const;
  /// The same, read.
  Formula formula() const;
  /// Whether every parameter has its default value; those of a formula have none.
  bool is_default() const;

 private:
  explicit Function(const Found& found);
  explicit Function(std::shared_ptr<const FormulaFunction> formula) : formula_(std::move(formula)) {}
  static Function parse_named(std::string_view text);
  static Function parse_framework(std::string_view text);
  /// Reads ":beta=2"; empty: nothing is given.
  void read_parameters(std::string_view text);
  double default_value(std::size_t i) const {
    return framework_ ? framework_->defaults[i] : activation_->params[i].fallback;
  }

  const Activation* activation_ = nullptr;
  Name name_;
  Values values_{};
  std::shared_ptr<const FormulaFunction> formula_;
  std::shared_ptr<const FrameworkUse> framework_;
};

/// Whether the value or a derivative of at most this order jumps at x. Where the slope does, it is a
/// convention.
bool is_kink(const Facts& facts, double x, int order = std::numeric_limits<int>::max());

}  // namespace actviz
