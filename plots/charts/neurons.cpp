#include "plots/charts/neurons.hpp"

#include <algorithm>
#include <cmath>

#include "plots/charts/wording.hpp"

namespace actviz::plots {
namespace {

constexpr Spacing logarithmic{Spacing::Kind::log};

Panel firing_panel(const LayerReport& layer) {
  Panel panel{.title = "How often neurons fire",
              .x = {.label = "$\\log_{10}$ of the share of samples"},
              .y = {.label = "neurons"}};
  Histogram histogram{{}, {}, {0}};
  for (std::size_t i = 0; i < layer.density.size(); ++i) {
    histogram.edges.push_back(-10 + 0.5 * static_cast<double>(i));
    histogram.heights.push_back(static_cast<double>(layer.density[i]));
  }
  histogram.edges.push_back(0);
  panel.marks.emplace_back(std::move(histogram));
  return panel;
}

/// Counts in even steps from lo to hi, those of the bins spread over their widths.
Histogram even_histogram(const NeuronTally& tally, double lo, double hi) {
  constexpr int steps = 80;
  Histogram histogram{{}, std::vector<double>(steps), {0}};
  const double width = (hi - lo) / steps;
  for (int i = 0; i <= steps; ++i) histogram.edges.push_back(lo + i * width);
  for (const ValueBin& bin : tally.bins()) {
    const double first = std::floor((bin.lo - lo) / width), last = std::floor((bin.hi - lo) / width);
    for (double step = std::max(first, 0.0); step <= std::min(last, steps - 1.0); ++step) {
      const double from = std::max(bin.lo, lo + step * width), to = std::min(bin.hi, lo + (step + 1) * width);
      const double share = bin.hi > bin.lo ? std::max(to - from, 0.0) / (bin.hi - bin.lo) : 1;
      histogram.heights[static_cast<std::size_t>(step)] += share * static_cast<double>(bin.count);
    }
  }
  return histogram;
}

void add_bands(Panel& panel, const SlopeRule& rule) {
  for (const auto* ranges : {&rule.left, &rule.inner, &rule.right})
    for (const ClosedRange& range : *ranges) panel.marks.emplace_back(Band{range.lo, range.hi, "flat"});
}

/// The activation over its inputs, stretched to the height of a logarithmic panel.
Line activation_curve(const SlopeRule& rule, double lo, double hi, double most) {
  const Function f = Function::parse(rule.activation);
  Line line{{}, {1}, "$f(x)$, not to scale"};
  constexpr int points = 240;
  double low = f(lo), high = low;
  for (int i = 0; i <= points; ++i) {
    const double x = lo + (hi - lo) * i / points, y = f(x);
    low = std::min(low, y);
    high = std::max(high, y);
    line.points.push_back({x, y});
  }
  const double decades = std::log10(std::max(most, 10.0));
  // A ripple of a flat stretch is not blown up to a cliff.
  const double span = std::max(high - low, (hi - lo) / 4);
  for (Point& p : line.points) p.y = std::pow(10, decades * (p.y - low) / span);
  return line;
}

Panel values_panel(const NeuronTally& tally, const LayerReport& layer) {
  const SlopeRule& rule = tally.setup().rule;
  Panel panel{.title = rule.is_pre ? "Inputs" : "Outputs",
              .x = {.label = rule.is_pre ? "$x$" : "$f(x)$"},
              .y = {.label = "numbers", .lo = 0.5, .spacing = logarithmic}};
  double lo = layer.quantiles.front(), hi = layer.quantiles.back();
  if (!(lo < hi)) lo = layer.counts.min, hi = layer.counts.max;
  if (!(lo < hi)) lo -= 1, hi += 1;
  const double room = 0.05 * (hi - lo);
  panel.x.lo = lo - room;
  panel.x.hi = hi + room;
  Histogram histogram = even_histogram(tally, *panel.x.lo, *panel.x.hi);
  if (rule.is_pre && !rule.activation.empty())
    panel.marks.emplace_back(
        activation_curve(rule, *panel.x.lo, *panel.x.hi, std::ranges::max(histogram.heights)));
  panel.marks.emplace_back(std::move(histogram));
  add_bands(panel, rule);
  return panel;
}

/// Of neurons in an order, some thousand at most.
template <class F>
std::vector<Point> sorted_points(const std::vector<const NeuronReport*>& order, F value) {
  constexpr std::size_t most = 2000;
  const std::size_t step = std::max<std::size_t>(1, order.size() / most);
  std::vector<Point> points;
  for (std::size_t i = 0; i < order.size(); i += step)
    points.push_back({static_cast<double>(i), value(*order[i])});
  return points;
}

/// The neurons that have numbers, in the order of a value.
template <class F>
std::vector<const NeuronReport*> ordered(const DumpReport& report, F value) {
  std::vector<const NeuronReport*> order;
  for (const NeuronReport& neuron : report.neurons)
    if (neuron.finite > 0) order.push_back(&neuron);
  std::ranges::sort(order, {}, [&](const NeuronReport* n) { return std::pair(value(*n), n->index); });
  return order;
}

Panel means_panel(const DumpReport& report) {
  Panel panel{.title = "Mean and deviation", .x = {.label = "neurons by mean"}, .y = {.label = "mean ± sd"}};
  const auto order = ordered(report, [](const NeuronReport& n) { return n.mean; });
  Area spread{sorted_points(order, [](const NeuronReport& n) { return n.mean + n.sd; }), {0}, "mean ± sd"};
  spread.base = sorted_points(order, [](const NeuronReport& n) { return n.mean - n.sd; });
  if (!order.empty()) panel.marks.emplace_back(std::move(spread));
  panel.marks.emplace_back(
      Line{sorted_points(order, [](const NeuronReport& n) { return n.mean; }), {0}, "mean"});
  return panel;
}

Panel outliers_panel(const DumpReport& report) {
  Panel panel{.title = "Outliers",
              .x = {.label = "neurons by size"},
              .y = {.label = "greatest size", .spacing = logarithmic}};
  const auto size = [](const NeuronReport& n) {
    return std::max(std::fabs(n.counts.min), std::fabs(n.counts.max));
  };
  const auto order = ordered(report, [&](const NeuronReport& n) { return -size(n); });
  panel.marks.emplace_back(Line{sorted_points(order, size), {0}});
  constexpr double bound = 6;
  panel.marks.emplace_back(Rule{Rule::Direction::level, bound, {1, Dash::dashed}, "size 6"});
  constexpr std::size_t named = 3;
  for (std::size_t i = 0; i < std::min(named, order.size()); ++i)
    if (size(*order[i]) >= bound)
      panel.marks.emplace_back(Callout{
          {{static_cast<double>(i), size(*order[i])}},
          {0},
          "neuron " + std::to_string(order[i]->index) + ": $" + number_math(size(*order[i]), 4) + "$"});
  return panel;
}

}  // namespace

Figure neurons(const NeuronTally& tally, const DumpReport& report, const NeuronsOptions& options) {
  Figure figure;
  figure.title = options.title;
  figure.subtitle = options.subtitle;
  figure.description = "Firing rates, values, means and outliers of the neurons of a layer.";
  figure.theme = options.theme;
  figure.columns = 2;
  figure.panels = {firing_panel(report.layer), values_panel(tally, report.layer), means_panel(report),
                   outliers_panel(report)};
  return figure;
}

}  // namespace actviz::plots
