#include "plots/charts/curves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "lib/analysis/landmarks.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/formula.hpp"
#include "plots/charts/trace.hpp"
#include "plots/charts/wording.hpp"
#include "plots/figure/scale.hpp"

namespace actviz::plots {
namespace {

constexpr std::array primes = {"", "'", "''"};
constexpr std::array dashes = {Dash::solid, Dash::dashed, Dash::dotted};

std::string title_of_curves(std::span<const std::string> names, const std::string& sweep, int derivatives) {
  const bool one = names.size() == 1;
  std::string title = listed(names);
  const bool counted = title.empty();
  if (counted) title = sweep.empty() ? std::to_string(names.size()) + " activation functions" : sweep;
  if (derivatives == 0) return title;
  if (one) return title + (derivatives == 1 ? " and its derivative" : " and its derivatives");
  return title + (counted ? " and their derivatives" : " with derivatives");
}

std::string figure_title(std::span<const std::string> names, const std::string& sweep,
                         const CurveOptions& options) {
  const std::string title = title_of_curves(names, sweep, options.derivatives);
  return options.format ? title + " in " + std::string(options.format->name) : title;
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

/// The names for a title: a formula that alone would fill it stands beneath, well set.
std::vector<std::string> title_names(std::span<const Function> functions, const CurveOptions& options) {
  constexpr std::size_t longest = 24;
  auto names = names_of(functions, options.labels);
  const Function& f = functions[0];
  const bool stands_beneath =
      functions.size() == 1 && f.is_formula() && f.is_default() && !formula_subtitle(f).empty();
  if (stands_beneath && f.title().size() > longest && options.labels.empty()) names[0] = "$f(x)$";
  return names;
}

void add_flat_bands(Panel& panel, const Function& f, const CurveOptions& options) {
  for (const Interval& flat : flat_parts(f, options.epsilon, options.lo, options.hi))
    panel.marks.emplace_back(Band{flat.lo, flat.hi, "$|f'(x)| ≤ " + number_math(options.epsilon) + "$"});
}

/// A dash for each function, where dashes do not tell derivatives: colour alone never tells many apart. Where
/// the theme gives them dashes itself, none.
Dash own_dash(std::size_t function, std::size_t functions, ThemeName name) {
  constexpr std::array all = {Dash::solid, Dash::dashed, Dash::dash_dot, Dash::dotted};
  constexpr std::size_t few = 4;
  return functions > few && !theme(name).dashes_for_series ? all[function % all.size()] : Dash::solid;
}

std::vector<Curve> curves_of(std::span<const Function> functions, const CurveOptions& options) {
  const bool one = functions.size() == 1;
  const auto names = names_of(functions, options.labels);
  std::vector<Curve> all;
  for (std::size_t i = 0; i < functions.size(); ++i)
    for (int order = 0; order <= options.derivatives; ++order) {
      const auto index = static_cast<std::size_t>(order);
      Style style{one ? order : static_cast<int>(i), dashes[index]};
      if (options.derivatives == 0) style.dash = own_dash(i, functions.size(), options.theme);
      std::string label = order == 0 ? names[i] : "";
      if (one && options.labels.empty()) label = "$" + short_name(functions[i]) + primes[index] + "(x)$";
      if (one && !options.labels.empty() && order > 0) label = "$f" + std::string(primes[index]) + "(x)$";
      all.push_back({derivative(functions[i], order), style, std::move(label)});
    }
  return all;
}

/// The second legend of several functions: what the dashes mean.
void add_dash_legend(Panel& panel, int derivatives) {
  for (std::size_t order = 0; order <= static_cast<std::size_t>(derivatives); ++order)
    panel.marks.emplace_back(Line{{}, {-1, dashes[order]}, "$f" + std::string(primes[order]) + "(x)$"});
}

/// Whether two curves are one to the eye over most of a panel `height` positions high.
bool coincide(const Trace& a, const Trace& b, const Window& window, double height) {
  constexpr int places = 128, most = places * 7 / 10;
  constexpr double line = 0.006;  // of the height
  int together = 0;
  for (int i = 0; i <= places; ++i) {
    const double from = position(window.x, window.lo), to = position(window.x, window.hi);
    const double x = std::clamp(value_at(window.x, from + (to - from) * i / places), window.lo, window.hi);
    together += std::fabs(position(window.y, a.value(x)) - position(window.y, b.value(x))) <= line * height;
  }
  return together > most;
}

/// Has functions that others would cover shown behind them, wide and pale.
void uncover(std::vector<Curve>& all, std::size_t each, const Window& window, double height) {
  for (std::size_t i = 0; i < all.size(); i += each)
    for (std::size_t j = i + each; j < all.size(); j += each)
      if (!all[i].style.behind && coincide(all[i].trace, all[j].trace, window, height))
        for (std::size_t k = 0; k < each; ++k) all[i + k].style.behind = true;
}

/// The result at the number of the format next to each x, as steps that change halfway between neighbours;
/// where these are too close to be seen apart, not at each.
std::vector<Point> staircase(const Function& f, int order, const CurveOptions& options,
                             const Window& window) {
  constexpr int places = 8000;
  const FloatFormat& format = *options.format;
  const double from = position(window.x, window.lo), to = position(window.x, window.hi);
  const auto result = [&](double x) {
    const double y = f.rounded(order, x, format, options.overflow);
    return std::isfinite(y) ? y : std::numeric_limits<double>::quiet_NaN();
  };
  std::vector<Point> points;
  double number = format.rounded(window.lo, options.overflow), y = result(number);
  points.push_back({window.lo, y});
  for (int i = 1; i <= places; ++i) {
    const double x = i == places ? window.hi : value_at(window.x, from + (to - from) * i / places);
    const double next = format.rounded(x, options.overflow);
    if (next == number || next != next) continue;
    const bool are_neighbours =
        number + format.spacing(number) == next || next - format.spacing(next) == number;
    const double edge = are_neighbours ? std::clamp(number / 2 + next / 2, window.lo, window.hi) : x;
    points.push_back({edge, y});
    number = next;
    y = result(number);
    points.push_back({edge, y});
  }
  points.push_back({window.hi, y});
  return points;
}

/// The staircases of all curves, which step back behind them.
std::vector<Line> staircases(std::span<const Function> functions, std::vector<Curve>& all,
                             const CurveOptions& options, const Window& window) {
  std::vector<Line> lines;
  const std::size_t each = static_cast<std::size_t>(options.derivatives) + 1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Curve& exact = all[i];
    lines.push_back({staircase(functions[i / each], static_cast<int>(i % each), options, window), exact.style,
                     std::exchange(exact.label, "")});
    if (each == all.size() && !theme(options.theme).dashes_for_series) lines.back().style.dash = Dash::solid;
    exact.style.behind = true;
    exact.style.dash = Dash::solid;
  }
  return lines;
}

std::string description(std::span<const Function> functions, const CurveOptions& options) {
  std::string text = "Curves of " + listed_labels(functions);
  if (options.derivatives > 0)
    text += options.derivatives == 1 ? " and the first derivative" : " and the first two derivatives";
  if (options.format) text += ", as staircases of the numbers of " + std::string(options.format->name) + ",";
  return text + " for x from " + to_text(options.lo) + " to " + to_text(options.hi) + ".";
}

}  // namespace

Figure curves(std::span<const Function> functions, const CurveOptions& options) {
  std::vector<Curve> all = curves_of(functions, options);
  std::vector<Trace> traces;
  for (const Curve& curve : all) traces.push_back(curve.trace);
  const Window window = window_of(options.lo, options.hi, options.log, traces);

  Figure figure;
  figure.theme = options.theme;
  figure.title = options.title;
  if (figure.title.empty())
    figure.title = figure_title(title_names(functions, options), sweep_title(functions), options);
  figure.description = description(functions, options);
  Panel& panel = figure.panels[0];
  View view = view_of("$f(x)$", all, window);
  std::vector<Line> steps;
  if (options.format)
    steps = staircases(functions, all, options, window);
  else
    uncover(all, static_cast<std::size_t>(options.derivatives) + 1, window, view.height);
  panel.x = x_axis(window);
  panel.y = std::move(view.axis);
  add_curves(panel, all, window, view.height);
  for (Line& line : steps) panel.marks.emplace_back(std::move(line));
  if (options.format) panel.marks.emplace_back(Line{{}, {.color = Style::grey, .behind = true}, "exact"});
  if (functions.size() == 1) {
    figure.subtitle = formula_subtitle(functions[0]);
    if (!options.format) add_flat_bands(panel, functions[0], options);
  } else if (options.derivatives > 0) {
    add_dash_legend(panel, options.derivatives);
  }
  return figure;
}

}  // namespace actviz::plots
