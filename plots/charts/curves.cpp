#include "plots/charts/curves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/sample.hpp"
#include "lib/analysis/sides.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/formula.hpp"
#include "plots/figure/scale.hpp"

namespace actviz::plots {
namespace {

constexpr std::array primes = {"", "'", "''"};
constexpr std::array dashes = {Dash::solid, Dash::dashed, Dash::dotted};

/// f, f' or f'' as a plain function.
std::function<double(double)> derivative(const Function& f, int order) {
  if (order == 0) return [f](double x) { return f(x); };
  if (order == 1) return [f](double x) { return f.slope(x); };
  return [f](double x) { return f.curvature(x); };
}

/// A number as a person would set it: at most 6 digits unless all of them are few, m x 10^k for an exponent.
std::string number_math(double value) {
  constexpr std::size_t few = 10;
  std::string text = to_text(value);
  if (text.size() > few) text = to_text(value, 6);
  const auto e = text.find('e');
  if (e == std::string::npos) return text;
  const std::string mantissa = text.substr(0, e), sign = text[e + 1] == '-' ? "-" : "";
  const std::string power =
      "10^{" + sign + text.substr(std::min(text.find_first_not_of("+-0", e + 1), text.size() - 1)) + "}";
  if (mantissa == "1" || mantissa == "-1") return mantissa.substr(0, mantissa.size() - 1) + power;
  return mantissa + "×" + power;
}

/// "\beta = 2, \gamma = 1"
std::string parameters_math(const Function& f) {
  std::string text;
  for (const auto& [name, value] : f.parameters())
    text += (text.empty() ? "" : ",\\, ") + parameter_math(name) + " = " + number_math(value);
  return text;
}

/// "Swish", or "Swish ($\beta = 2$)" where a parameter is not the default.
std::string full_title(const Function& f) {
  return f.is_default() ? f.title() : f.title() + " ($" + parameters_math(f) + "$)";
}

/// What stands before "(x)": the function's name where that reads well, else f.
std::string short_name(const Function& f) {
  const std::string title = f.title();
  if (f.is_formula()) return "f";
  return title.find_first_of(" (") == std::string::npos ? "\\mathrm{" + title + "}" : "f";
}

std::string figure_title(std::span<const Function> functions, int derivatives) {
  const bool one = functions.size() == 1;
  constexpr std::size_t longest_list = 4,
                        longest_title = 90;  // the latter with the markup of its mathematics
  std::string title;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    if (i > 0) title += i + 1 == functions.size() ? " and " : ", ";
    title += full_title(functions[i]);
  }
  const bool counted = !one && (functions.size() > longest_list || title.size() > longest_title);
  if (counted) title = std::to_string(functions.size()) + " activation functions";
  if (derivatives == 0) return title;
  if (one) return title + (derivatives == 1 ? " and its derivative" : " and its derivatives");
  return title + (counted ? " and their derivatives" : " with derivatives");
}

std::string formula_subtitle(const Function& f) {
  constexpr std::size_t most_operations = 60;  // more would not fit on a line
  const Formula formula = f.formula();
  if (formula.nodes.size() > most_operations) return {};
  std::string text = "$" + short_name(f) + "(x) = " + to_math(formula) + "$";
  const bool in_title = !f.is_default();
  if (!f.parameters().empty() && !in_title) text += ",   $" + parameters_math(f) + "$";
  return text;
}

/// One curve, broken at its jumps; NaN vertices become breaks of the line.
std::vector<Point> points_of(const Function& f, int order, const CurveOptions& options, double height) {
  const auto breaks = nodes(f.facts(), order);
  constexpr double fineness = 40000;  // a chord then lies within 0.04 px of a curve 600 px high
  const double width = options.hi / fineness - options.lo / fineness;
  const auto vertices =
      height > 0 ? sample(derivative(f, order), options.lo, options.hi, breaks, width, height / fineness)
                 : sample(derivative(f, order), options.lo, options.hi, breaks);
  std::vector<Point> points;
  for (const Vertex& v : vertices) points.push_back({v.x, v.y});
  return points;
}

/// The dots at the jumps of one curve inside the range.
void add_dots(Panel& panel, const Function& f, int order, const CurveOptions& options, const Style& style) {
  const auto curve = derivative(f, order);
  Dots filled{{}, style, true}, open{{}, style, false};
  for (const Node& node : nodes(f.facts(), order)) {
    if (!node.breaks || node.x < options.lo || node.x > options.hi) continue;
    const double taken = curve(node.x), left = curve(beside(node.x, -1)), right = curve(beside(node.x, +1));
    const double same = 1e-6 * std::fabs(right - left);
    for (const double limit : {left, right})
      if (std::fabs(limit - taken) > same) open.points.push_back({node.x, limit});
    filled.points.push_back({node.x, taken});
  }
  if (filled.points.empty()) return;
  panel.marks.emplace_back(std::move(open));
  panel.marks.emplace_back(std::move(filled));
}

void add_flat_bands(Panel& panel, const Function& f, const CurveOptions& options) {
  for (const FlatInterval& flat : landmarks(f, options.epsilon).flat)
    if (flat.to > options.lo && flat.from < options.hi)
      panel.marks.emplace_back(Band{flat.from, flat.to, "$|f'(x)| ≤ " + number_math(options.epsilon) + "$"});
}

/// Adds the curves of all functions, sampled for a panel `height` high (0: not yet known).
void add_curves(Panel& panel, std::span<const Function> functions, const CurveOptions& options,
                double height) {
  const bool one = functions.size() == 1;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const Function& f = functions[i];
    for (int order = 0; order <= options.derivatives; ++order) {
      const auto index = static_cast<std::size_t>(order);
      const Style style{one ? order : static_cast<int>(i), dashes[index]};
      std::string label = order == 0 ? full_title(f) : "";
      if (one) label = "$" + short_name(f) + primes[index] + "(x)$";
      panel.marks.emplace_back(Line{points_of(f, order, options, height), style, label});
      if (height > 0) add_dots(panel, f, order, options, style);
    }
  }
}

/// The second legend of several functions: what the dashes mean.
void add_dash_legend(Panel& panel, int derivatives) {
  for (std::size_t order = 0; order <= static_cast<std::size_t>(derivatives); ++order)
    panel.marks.emplace_back(Line{{}, {-1, dashes[order]}, "$f" + std::string(primes[order]) + "(x)$"});
}

std::string description(std::span<const Function> functions, const CurveOptions& options) {
  std::string text = "Curves of ";
  for (std::size_t i = 0; i < functions.size(); ++i) text += (i > 0 ? ", " : "") + functions[i].label();
  if (options.derivatives > 0)
    text += options.derivatives == 1 ? " and the first derivative" : " and the first two derivatives";
  return text + " for x from " + to_text(options.lo) + " to " + to_text(options.hi) + ".";
}

}  // namespace

std::string parameter_math(std::string_view name) {
  for (const std::string_view greek : {"alpha", "beta", "gamma", "lambda"})
    if (name == greek) return "\\" + std::string(name);
  return "\\mathrm{" + std::string(name) + "}";
}

Figure curves(std::span<const Function> functions, const CurveOptions& options) {
  Panel draft;
  add_curves(draft, functions, options, 0);
  draft.x.lo = options.lo;
  draft.x.hi = options.hi;
  const Scales scales = limits(draft);

  Figure figure;
  figure.theme = options.theme;
  figure.title = options.title.empty() ? figure_title(functions, options.derivatives) : options.title;
  figure.description = description(functions, options);
  figure.panel.x = {"$x$", options.lo, options.hi};
  figure.panel.y.label = "$f(x)$";
  if (functions.size() == 1) {
    figure.subtitle = formula_subtitle(functions[0]);
    add_flat_bands(figure.panel, functions[0], options);
  }
  // Bands come last in the legend but first in painting, which the layout sees to.
  std::vector<Mark> bands = std::exchange(figure.panel.marks, {});
  add_curves(figure.panel, functions, options, std::max(scales.y.hi / 2 - scales.y.lo / 2, 1e-300) * 2);
  if (functions.size() > 1 && options.derivatives > 0) add_dash_legend(figure.panel, options.derivatives);
  std::ranges::move(bands, std::back_inserter(figure.panel.marks));
  return figure;
}

}  // namespace actviz::plots
