#pragma once
// A function of one variable as a user names it: an activation with its parameter values.
#include <string>
#include <string_view>

#include "lib/catalogue/catalogue.hpp"

namespace actviz {

/// A scalar function with exact first and second derivatives. A plain value; never throws after construction.
class Function {
 public:
  /// Reads `swish`, `swish:beta=2`, `leaky_relu:0.2` (by position), `dyt:alpha=1,gamma=2`. Throws Error for
  /// an unknown name (with the nearest ones), an unknown or repeated parameter, and a value outside its
  /// domain.
  static Function parse(std::string_view text);

  double operator()(double x) const { return activation_->kernels.value(x, values_); }
  double slope(double x) const { return activation_->kernels.slope(x, values_); }
  double curvature(double x) const { return activation_->kernels.curvature(x, values_); }

  const Activation& activation() const { return *activation_; }
  const Values& values() const { return values_; }
  Facts facts() const { return activation_->facts(values_); }

  /// The name as asked for and the parameters that differ from their defaults: "swish:beta=2".
  std::string label() const;
  /// The typographic name, for figures: "Swish".
  std::string title() const;
  /// Whether every parameter has its default value.
  bool is_default() const;

 private:
  Function(const Found& found);

  const Activation* activation_;
  Name name_;
  Values values_{};
};

}  // namespace actviz
