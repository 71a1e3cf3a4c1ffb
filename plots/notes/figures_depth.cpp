// What depth does to gradients and signals, and a bias to neurons.
#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/moments.hpp"
#include "lib/analysis/propagation.hpp"
#include "lib/analysis/relu_dead_share.hpp"
#include "lib/base/numbers.hpp"
#include "lib/number/random.hpp"
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_blocks.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

constexpr Spacing logarithmic{Spacing::Kind::log};
constexpr int most_layers = 10;

std::string math(double value, int digits) { return "$" + number_math(value, digits) + "$"; }

/// factor^n over n layers.
std::vector<Point> powers(double factor) {
  return points_over(1, most_layers, most_layers, [&](double n) { return std::pow(factor, n); });
}

/// One scheme of initialisation: a panel of the signal, one of the gradient.
struct SchemePanels {
  Panel signal, gradient;
};

SchemePanels through_layers(const char* scheme, const std::string& title) {
  SchemePanels panels{{.title = title + ": signal",
                       .x = {.label = "layer"},
                       .y = {.label = "root mean square", .spacing = logarithmic}},
                      {.title = title + ": gradient",
                       .x = {.label = "layer"},
                       .y = {.label = "over the last layer's", .spacing = logarithmic}}};
  const auto over_layers = [](const std::vector<LayerSignal>& layers, auto quantity) {
    std::vector<Point> points;
    for (const LayerSignal& layer : layers)
      points.push_back({static_cast<double>(points.size() + 1), quantity(layer)});
    return points;
  };
  const auto rms = [](const LayerSignal& layer) { return std::hypot(layer.mean, layer.sd); };
  const auto gradient = [](const LayerSignal& layer) { return layer.gradient; };
  for (int series = 0; const char* name : {"sigmoid", "tanh", "relu"}) {
    const Function f = Function::parse(name);
    const Network network{
        .layers = most_layers, .width = 256, .batch = 8, .scheme = InitScheme::parse(scheme)};
    const auto predicted = predict(f, network), simulated = simulate(f, network, 1, 1);
    const Style style{series, static_cast<Dash>(series)};
    panels.signal.marks.emplace_back(Line{over_layers(predicted, rms), style, f.title()});
    panels.signal.marks.emplace_back(Points{over_layers(simulated, rms), style});
    panels.gradient.marks.emplace_back(Line{over_layers(predicted, gradient), style, f.title()});
    panels.gradient.marks.emplace_back(Points{over_layers(simulated, gradient), style});
    ++series;
  }
  return panels;
}

/// The greatest pre-activation that each of some units has over some inputs and over all of them, without
/// its bias.
struct Greatest {
  double over_some, over_all;
};
constexpr int units = 256, fan_in = 256, some_inputs = 2000, all_inputs = 10000;

/// Units of weights N(0, 2 / fan_in): over normal inputs, the pre-activations of each are normal numbers of a
/// deviation that is the length of its weights.
std::vector<Greatest> greatest_of_units() {
  Random random(1);
  std::vector<Greatest> all;
  for (int unit = 0; unit < units; ++unit) {
    double square = 0;
    for (int i = 0; i < fan_in; ++i) square += std::pow(random.normal(), 2) * 2 / fan_in;
    Greatest greatest{-infinity, -infinity};
    for (int i = 0; i < all_inputs; ++i) {
      greatest.over_all = std::max(greatest.over_all, std::sqrt(square) * random.normal());
      if (i < some_inputs) greatest.over_some = greatest.over_all;
    }
    all.push_back(greatest);
  }
  return all;
}

/// Up to where the slope is at most 1e-6, from the left end on; -infinity where it is nowhere.
double end_of_flat(const Function& f) {
  for (const FlatInterval& interval : landmarks(f, 1e-6).flat)
    if (interval.side == Side::left) return interval.to;
  return -infinity;
}

/// How many units of a wide layer stay below the number `end` for every input.
double share_below(double end, double inputs) {
  const FlatInterval flat{-infinity, end, Side::left};
  return share_all_inside(std::span(&flat, 1), std::sqrt(2), 1, inputs);
}

/// The same over all such numbers within which it is neither 0 nor 1.
struct ShareCurve {
  std::vector<Point> points;

  explicit ShareCurve(int inputs)
      : points(points_over(3, 9, 121, [&](double end) { return share_below(end, inputs); })) {}

  /// Over the bias, for units whose slope vanishes below `end`.
  std::vector<Point> by_bias(double end, double lo, double hi) const {
    if (end == -infinity) return {{lo, 0}, {hi, 0}};
    std::vector<Point> moved{{hi, 0}};
    for (const Point& p : points) moved.push_back({end - p.x, p.y});
    moved.push_back({lo, 1});
    std::ranges::reverse(moved);
    return moved;
  }
};

}  // namespace

Figure figure_23(ThemeName theme) {
  Panel best{.title = "At best: the greatest slope",
             .x = {.label = "layers $n$"},
             .y = {.label = "product of slopes", .lo = 1e-7, .hi = 30, .spacing = logarithmic}};
  Panel usual = best;
  usual.title = "Usually: slopes at $Z \\sim N(0, 1)$, r.m.s.";
  for (int series = 0; const char* name : {"sigmoid", "tanh", "relu", "leaky_relu", "gelu", "swish"}) {
    const Function f = Function::parse(name);
    const double greatest = landmarks(f).lipschitz,
                 rms = std::sqrt(moments(f, Distribution::normal()).slope_second_moment);
    const bool has_twins = f.name() == "relu";  // which lie on it
    const Style style{series, has_twins ? Dash::solid : static_cast<Dash>(series % 4), has_twins};
    const std::vector<std::string> cells{to_fixed(greatest, 4), to_fixed(rms, 4)};
    best.marks.emplace_back(Line{powers(greatest), style, f.title(), cells});
    usual.marks.emplace_back(Line{powers(rms), style, f.title(), cells});
    const Point end = powers(greatest).back();
    if (end.y != 1) best.marks.emplace_back(Callout{{end}, style, math(end.y, 4)});
    ++series;
  }
  Figure figure =
      figure_of(theme, "The product of slopes over the layers",
                "$|f'(z_1) ⋯ f'(z_n)|$, each slope the greatest there is, or what it is on average",
                {std::move(best), std::move(usual)}, 2);
  figure.share_y = figure.one_legend = true;
  figure.legend_heading = {"", "greatest", "usual"};
  figure.description =
      "Two panels with a logarithmic axis: the product of up to ten slopes. Sigmoid falls to a millionth "
      "even "
      "at best; tanh, ReLU and Leaky ReLU can stay at 1, GELU and Swish can grow; usually all of them fall.";
  return figure;
}

Figure figure_24(ThemeName theme) {
  std::vector<Panel> panels;
  for (const auto& [scheme, title] : {std::pair{"random:0.01", "Random, $0.01\\,N(0, 1)$"},
                                      std::pair{"xavier", "Xavier"}, std::pair{"he", "He"}}) {
    auto [signal, gradient] = through_layers(scheme, title);
    if (std::string_view(scheme) == "he") signal.y.lo = 0.1, signal.y.hi = 2;
    panels.push_back(std::move(signal));
    panels.push_back(std::move(gradient));
  }
  Figure figure =
      figure_of(theme, "Ten layers of 256 neurons",
                "lines: predicted for wide layers; dots: simulated, seed 1", std::move(panels), 2);
  figure.share_x = figure.one_legend = true;
  figure.description =
      "Signal and gradient over ten layers for three initialisations. Small random weights make both vanish, "
      "Xavier keeps tanh alive, He keeps ReLU; the gradient of sigmoid vanishes with each of them.";
  return figure;
}

Figure figure_27(ThemeName theme) {
  constexpr double lo = -26, hi = 0;
  Panel panel{.x = {.label = "bias $b$", .lo = lo, .hi = hi},
              .y = {.label = "share of dead units", .lo = -0.04, .hi = 1.04}};
  const std::vector<Greatest> greatest = greatest_of_units();
  const ShareCurve many(all_inputs), few(some_inputs);
  const auto share_of = [&](double end, double bias) {
    const auto is_dead = [&](const Greatest& unit) { return unit.over_all + bias <= end; };
    return static_cast<double>(std::ranges::count_if(greatest, is_dead)) / units;
  };
  const auto mark = [&](int series, double end, double bias, int inputs) {
    const double share = share_below(end - bias, inputs);
    panel.marks.emplace_back(
        Callout{{{bias, share}}, {series}, math(100 * share, 3) + " % at $b = " + number_math(bias) + "$"});
  };
  for (int series = 0; const char* name : {"relu", "gelu", "silu", "leaky_relu"}) {
    const Function f = Function::parse(name);
    const double end = end_of_flat(f);
    panel.marks.emplace_back(Line{many.by_bias(end, lo, hi), {series}, f.title()});
    panel.marks.emplace_back(Line{few.by_bias(end, lo, hi), {series, Dash::dashed}});
    Points counted{{}, {series}};
    for (const Point& p : points_over(lo, hi, 105, [&](double bias) { return share_of(end, bias); }))
      if (p.y > 0 && p.y < 1) counted.points.push_back(p);
    panel.marks.emplace_back(std::move(counted));
    if (f.name() == "relu") mark(series, end, -6, all_inputs);
    if (f.name() == "gelu") mark(series, end, -10, some_inputs);
    ++series;
  }
  panel.marks.emplace_back(Line{{}, {Style::ink}, grouped(all_inputs) + " inputs"});
  panel.marks.emplace_back(Line{{}, {Style::ink, Dash::dashed}, grouped(some_inputs) + " inputs"});
  Figure figure =
      figure_of(theme, "Dead units by bias",
                "$z = w·x + b$ with He weights, $x_i \\sim N(0, 1)$; dead: $|f'(z)| ≤ 10^{-6}$ for "
                "every input; dots: simulated",
                {std::move(panel)}, 1);
  figure.description =
      "The share of dead units falls from 1 to 0 as the bias grows: for ReLU near -5, for GELU near -11, for "
      "SiLU near -22; Leaky ReLU has no dead unit. Dots of a simulation lie on the predicted curves.";
  return figure;
}

}  // namespace actviz::notes
