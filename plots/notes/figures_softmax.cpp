// Softmax: probabilities, their derivatives, and the sigmoid that two of them are.
#include <array>
#include <string>
#include <utility>
#include <variant>

#include "lib/analysis/softmax_jacobian.hpp"
#include "lib/catalogue/function.hpp"
#include "plots/charts/softmax.hpp"
#include "plots/notes/drawing_blocks.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

constexpr std::array scores = {9.0, 6.0, 3.0, 1.0};

/// The first of the probabilities of two scores.
double first_of_two(double a, double b) { return softmax(std::array{a, b}).probabilities[0]; }

}  // namespace

Figure figure_17(ThemeName theme) {
  Panel bars = softmax_bars(scores, softmax(scores), {}).panels[0];
  bars.title = "At temperature 1";
  bars.y.hi = 1.06;
  Panel sweep = softmax_sweep(scores, {}, 0.1, 100, {}).panels[0];
  sweep.title = "At temperature $T$: $\\mathrm{softmax}(x / T)$";
  sweep.marks.emplace_back(Rule{Rule::Direction::upright, 1, {Style::grey, Dash::dashed}});
  sweep.marks.emplace_back(
      Rule{Rule::Direction::level, 1.0 / scores.size(), {Style::grey, Dash::dotted}, "uniform"});
  Figure figure = figure_of(theme, "Softmax of 9, 6, 3 and 1", "$p_i = e^{x_i} / \\sum_j e^{x_j}$",
                            {std::move(bars), std::move(sweep)}, 2);
  figure.one_legend = true;
  figure.legend_heading = {"score"};
  figure.description =
      "Bars of the four probabilities that softmax gives for the scores 9, 6, 3 and 1, and curves of them "
      "over "
      "temperatures from 0.1, where the greatest score takes all, to 100, where all are nearly alike.";
  return figure;
}

Figure figure_18(ThemeName theme) {
  Figure figure = softmax_jacobian(scores, softmax(scores), {.theme = theme});
  for (Mark& mark : figure.panels[0].marks)  // with fewer digits, what is small looks like 0
    if (auto* heatmap = std::get_if<Heatmap>(&mark)) heatmap->digits = 6;
  figure.title = "Jacobian of softmax at 9, 6, 3 and 1";
  figure.subtitle = "$∂p_i / ∂x_j = p_i (δ_{ij} - p_j)$: $\\mathrm{diag}(p) - p\\,p^⊤$";
  figure.description =
      "Four by four cells, each a derivative of a probability by a score: positive on the diagonal, negative "
      "beside it, the greatest where the two greatest scores compete.";
  return figure;
}

Figure figure_19(ThemeName theme) {
  Panel apart{.title = "Against $a$",
              .x = {.label = "score $a$", .lo = -8, .hi = 8},
              .y = {.label = "$\\mathrm{softmax}(a, b)_1$"}};
  Panel together{.title = "Against $a - b$: one curve",
                 .x = {.label = "difference $a - b$", .lo = -8, .hi = 8},
                 .y = apart.y};
  const Function sigmoid = Function::parse("sigmoid");
  together.marks.emplace_back(Line{points_over(-8, 8, 321, sigmoid), {Style::ink}, "$\\sigma(a - b)$"});
  for (int series = 0; const double b : {-3.0, 0.0, 3.0}) {
    const Style style{series, static_cast<Dash>(series)};
    const std::string label = "$b = " + std::to_string(static_cast<int>(b)) + "$";
    apart.marks.emplace_back(
        Line{points_over(-8, 8, 321, [&](double a) { return first_of_two(a, b); }), style, label});
    // from places that the three do not share, so that none hides another
    together.marks.emplace_back(Points{
        points_over(-7 + series, 5 + series, 5, [&](double d) { return first_of_two(b + d, b); }), style});
    ++series;
  }
  Figure figure =
      figure_of(theme, "Softmax of two scores is the sigmoid of their difference",
                "$e^a / (e^a + e^b) = 1 / (1 + e^{-(a - b)})$", {std::move(apart), std::move(together)}, 2);
  figure.share_y = figure.one_legend = true;
  figure.description =
      "On the left the first probability of two scores over the first, three S-shaped curves side by side, "
      "one "
      "for each value of the second; on the right all of them over the difference, on the sigmoid.";
  return figure;
}

}  // namespace actviz::notes
