#include "plots/charts/depth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace actviz::plots {
namespace {

constexpr Spacing logarithmic{Spacing::Kind::log};

/// A quantity of the layers from 1 on; what a logarithmic axis cannot show breaks the curve.
std::vector<Point> over_layers(const std::vector<LayerSignal>& layers, double LayerSignal::*quantity,
                               bool is_logarithmic) {
  std::vector<Point> points;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const double value = layers[l].*quantity;
    const bool shows = std::isfinite(value) && (!is_logarithmic || value > 0);
    points.push_back({static_cast<double>(l + 1), shows ? value : std::numeric_limits<double>::quiet_NaN()});
  }
  return points;
}

/// At most `most` of them, evenly chosen, for dots that touch say no more.
std::vector<Point> thinned(std::vector<Point> points, std::size_t most) {
  std::erase_if(points, [](const Point& p) { return std::isnan(p.y); });
  const std::size_t step = std::max<std::size_t>(1, (points.size() + most - 1) / most);
  std::vector<Point> kept;
  for (std::size_t i = 0; i < points.size(); i += step) kept.push_back(points[i]);
  return kept;
}

Panel panel_of(const std::vector<DepthRun>& runs, const char* title, const char* label,
               double LayerSignal::*quantity, const Spacing& spacing) {
  Panel panel{.title = title, .x = {.label = "layer"}, .y = {.label = label, .spacing = spacing}};
  const bool is_logarithmic = spacing.kind == Spacing::Kind::log;
  constexpr std::size_t most_dots = 16;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Style style{.color = static_cast<int>(i), .dash = static_cast<Dash>(i / 4 % 4)};
    const auto simulated = thinned(over_layers(runs[i].simulated, quantity, is_logarithmic), most_dots);
    if (!runs[i].predicted.empty())
      panel.marks.emplace_back(
          Line{over_layers(runs[i].predicted, quantity, is_logarithmic), style, runs[i].label});
    if (!simulated.empty())
      panel.marks.emplace_back(Points{simulated, style, runs[i].predicted.empty() ? runs[i].label : ""});
  }
  return panel;
}

double greatest(const std::vector<DepthRun>& runs, double LayerSignal::*quantity) {
  double most = 0;
  for (const DepthRun& run : runs)
    for (const auto* layers : {&run.predicted, &run.simulated})
      for (const LayerSignal& layer : *layers) most = std::max(most, layer.*quantity);
  return most;
}

}  // namespace

Figure depth(const std::vector<DepthRun>& runs, const std::string& title, const std::string& subtitle,
             ThemeName theme) {
  Figure figure;
  figure.title = title;
  figure.subtitle = subtitle;
  figure.description =
      "Deviation of the signal, gradient, likeness of inputs and dead or saturated share by layer.";
  figure.theme = theme;
  figure.columns = 2;
  figure.one_legend = true;
  figure.panels = {
      panel_of(runs, "Signal", "standard deviation", &LayerSignal::sd, logarithmic),
      panel_of(runs, "Gradient", "over that of the last layer", &LayerSignal::gradient, logarithmic),
      panel_of(runs, "Likeness of inputs", "cosine", &LayerSignal::cosine, {})};
  const bool has_dead = greatest(runs, &LayerSignal::dead) > 0;
  figure.panels.push_back(has_dead ? panel_of(runs, "Dead neurons", "share", &LayerSignal::dead, {})
                                   : panel_of(runs, "Saturated", "share", &LayerSignal::saturated, {}));
  return figure;
}

}  // namespace actviz::plots
