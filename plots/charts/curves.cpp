#include "plots/charts/curves.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/analysis/landmarks.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/formula.hpp"
#include "plots/charts/trace.hpp"
#include "plots/charts/wording.hpp"

namespace actviz::plots {
namespace {

constexpr std::array primes = {"", "'", "''"};
constexpr std::array dashes = {Dash::solid, Dash::dashed, Dash::dotted};

std::string figure_title(std::span<const Function> functions, int derivatives) {
  const bool one = functions.size() == 1;
  std::string title = listed_titles(functions);
  const bool counted = title.empty();
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
      const Trace trace = derivative(f, order);
      panel.marks.emplace_back(Line{points_of(trace, options.lo, options.hi, height), style, label});
      if (height > 0) add_dots(panel, trace, options.lo, options.hi, style);
    }
  }
}

/// The second legend of several functions: what the dashes mean.
void add_dash_legend(Panel& panel, int derivatives) {
  for (std::size_t order = 0; order <= static_cast<std::size_t>(derivatives); ++order)
    panel.marks.emplace_back(Line{{}, {-1, dashes[order]}, "$f" + std::string(primes[order]) + "(x)$"});
}

std::string description(std::span<const Function> functions, const CurveOptions& options) {
  std::string text = "Curves of " + listed_labels(functions);
  if (options.derivatives > 0)
    text += options.derivatives == 1 ? " and the first derivative" : " and the first two derivatives";
  return text + " for x from " + to_text(options.lo) + " to " + to_text(options.hi) + ".";
}

}  // namespace

Figure curves(std::span<const Function> functions, const CurveOptions& options) {
  Panel draft;
  add_curves(draft, functions, options, 0);

  Figure figure;
  figure.theme = options.theme;
  figure.title = options.title.empty() ? figure_title(functions, options.derivatives) : options.title;
  figure.description = description(functions, options);
  Panel& panel = figure.panels[0];
  panel.x = {"$x$", options.lo, options.hi};
  panel.y.label = "$f(x)$";
  if (functions.size() == 1) {
    figure.subtitle = formula_subtitle(functions[0]);
    add_flat_bands(panel, functions[0], options);
  }
  // Bands come last in the legend but first in painting, which the layout sees to.
  std::vector<Mark> bands = std::exchange(panel.marks, {});
  add_curves(panel, functions, options, shown_height(draft));
  if (functions.size() > 1 && options.derivatives > 0) add_dash_legend(panel, options.derivatives);
  std::ranges::move(bands, std::back_inserter(panel.marks));
  return figure;
}

}  // namespace actviz::plots
