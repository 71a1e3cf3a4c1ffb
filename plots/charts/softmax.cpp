#include "plots/charts/softmax.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lib/base/numbers.hpp"
#include "plots/charts/wording.hpp"

namespace actviz::plots {
namespace {

constexpr std::size_t most_bars = 12, most_curves = 10, most_named_rows = 16, most_numbered_cells = 12;

std::string math(double value, int digits) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  return "$" + number_math(value, digits) + "$";
}

std::string_view title_of(SoftmaxKind kind) {
  switch (kind) {
    case SoftmaxKind::softmax:
      return "Softmax";
    case SoftmaxKind::softmin:
      return "Softmin";
    case SoftmaxKind::log_softmax:
      return "Log-softmax";
    case SoftmaxKind::sparsemax:
      return "Sparsemax";
    case SoftmaxKind::hardmax:
      return "Hardmax";
    case SoftmaxKind::gumbel:
      break;
  }
  return "Gumbel-softmax";
}

std::string scores_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " score" : " scores");
}

/// "temperature 1", with the seed where there is one.
std::string setup_text(const SoftmaxSetup& setup) {
  if (setup.kind != SoftmaxKind::gumbel) return "temperature " + math(setup.temperature, 6);
  return "temperature " + math(setup.temperature, 6) + ", seed " + std::to_string(setup.seed);
}

std::string value_name(SoftmaxKind kind) {
  return kind == SoftmaxKind::log_softmax ? "log-probability $\\ln p_i$" : "probability $p_i$";
}

/// The places of the `count` greatest numbers, the greatest first.
std::vector<std::size_t> greatest(std::span<const double> numbers, std::size_t count) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), 0);
  const auto is_before = [&](std::size_t a, std::size_t b) {
    return numbers[a] != numbers[b] ? numbers[a] > numbers[b] : a < b;
  };
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    is_before);
  order.resize(count);
  return order;
}

/// All places, or those of the greatest where they are too many.
std::vector<std::size_t> shown(std::span<const double> numbers, std::size_t most, bool is_ordered) {
  if (numbers.size() > most && is_ordered) return greatest(numbers, most);
  std::vector<std::size_t> all(std::min(numbers.size(), most));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

std::string entry_name(std::size_t i, std::span<const double> scores, const SoftmaxOptions& options) {
  return options.labels.empty() ? math(scores[i], 4) : options.labels[i];
}

std::string entry_axis(std::span<const double> scores, std::size_t count, const Softmax& result,
                       const SoftmaxOptions& options) {
  if (count == scores.size()) return options.labels.empty() ? "score $x_i$" : "";
  double held = 0;
  for (const std::size_t i : greatest(result.probabilities, count)) held += result.probabilities[i];
  return "entry $i$: the " + std::to_string(count) + " greatest of " + std::to_string(scores.size()) +
         ", which hold " + math(100 * held, 3) + " %";
}

/// As many decimals as show some digits of the greatest number, within reason.
int decimals_for(std::span<const double> numbers, int digits) {
  double most = 0;
  for (const double number : numbers) most = std::max(most, std::fabs(number));
  return most > 0 ? static_cast<int>(std::clamp(digits - 1 - std::floor(std::log10(most)), 1.0, 6.0)) : 2;
}

Figure figure_of(std::string title, std::string subtitle, Panel panel, const SoftmaxOptions& options) {
  Figure figure;
  figure.title = options.title.empty() ? std::move(title) : options.title;
  figure.subtitle = std::move(subtitle);
  figure.theme = options.theme;
  figure.panels = {std::move(panel)};
  return figure;
}

}  // namespace

Figure softmax_bars(std::span<const double> scores, const Softmax& result, const SoftmaxOptions& options) {
  const auto values = result.values();
  const auto places = shown(values, most_bars, result.is_defined);
  Panel panel{.x = {.label = entry_axis(scores, places.size(), result, options)},
              .y = {.label = value_name(result.setup.kind)}};
  Bars others{{}, {0}}, target{{}, {1}, "target"};
  for (std::size_t k = 0; k < places.size(); ++k) {
    const std::size_t i = places[k];
    const bool by_index = places.size() < scores.size() && options.labels.empty();
    panel.x.categories.push_back(by_index ? std::to_string(i) : entry_name(i, scores, options));
    Bars& bars = options.target == i ? target : others;
    bars.points.push_back({static_cast<double>(k), std::isfinite(values[i]) ? values[i] : 0});
    bars.texts.push_back(math(values[i], 3));
  }
  if (!result.is_defined) panel.y.lo = 0, panel.y.hi = 1;
  panel.marks.emplace_back(std::move(others));
  if (!target.points.empty()) panel.marks.emplace_back(std::move(target));
  std::string subtitle = setup_text(result.setup);
  if (result.is_defined) subtitle += ", entropy " + math(result.entropy, 4) + " nats";
  Figure figure = figure_of(std::string(title_of(result.setup.kind)) + " of " + scores_text(scores.size()),
                            std::move(subtitle), std::move(panel), options);
  figure.description = "Bars of what " + std::string(name_of(result.setup.kind)) + " gives for each entry.";
  return figure;
}

Figure softmax_jacobian(std::span<const double> scores, const Softmax& result,
                        const SoftmaxOptions& options) {
  const std::size_t count = scores.size();
  const double edge = static_cast<double>(count) - 0.5;
  const std::string value = result.setup.kind == SoftmaxKind::log_softmax ? "\\ln p_i" : "p_i";
  const int side = static_cast<int>(count);
  Heatmap heatmap{
      {side, side, {}, {{-0.5, -0.5}, {edge, edge}}}, ColorMap::diverging, "$∂" + value + " / ∂x_j$"};
  std::vector<double> row(count);
  for (std::size_t i = 0; i < count; ++i) {
    jacobian_row(result, i, row);
    heatmap.field.values.insert(heatmap.field.values.end(), row.begin(), row.end());
  }
  if (count <= most_numbered_cells) heatmap.digits = decimals_for(heatmap.field.values, count > 6 ? 2 : 3);
  Panel panel{.x = {.label = "by score $x_j$"}, .y = {.label = "of $" + value + "$"}};
  if (count <= most_named_rows)
    for (std::size_t i = 0; i < count; ++i) panel.x.categories.push_back(entry_name(i, scores, options));
  else
    panel.x.label = "by $x_j$";
  panel.y.categories = panel.x.categories;
  panel.y.reversed = true;
  panel.equal_units = true;
  panel.marks.emplace_back(std::move(heatmap));
  Figure figure = figure_of("Jacobian of " + std::string(name_of(result.setup.kind)),
                            scores_text(count) + ", " + setup_text(result.setup), std::move(panel), options);
  figure.description = "The derivatives of each probability by each score, as colours.";
  return figure;
}

Figure softmax_sweep(std::span<const double> scores, const SoftmaxSetup& setup, double lo, double hi,
                     const SoftmaxOptions& options) {
  const Softmax first = softmax(scores, setup);
  const auto places = shown(first.probabilities, most_curves, first.is_defined);
  std::vector<Line> lines;
  for (std::size_t k = 0; k < places.size(); ++k)
    lines.push_back({{}, {static_cast<int>(k)}, entry_name(places[k], scores, options)});
  for (const double temperature : temperatures(lo, hi, 241)) {
    SoftmaxSetup at = setup;
    at.temperature = temperature;
    const Softmax result = softmax(scores, at);
    for (std::size_t k = 0; k < places.size(); ++k) {
      const double value = result.values()[places[k]];
      lines[k].points.push_back({temperature, std::isfinite(value) ? value : std::nan("")});
    }
  }
  Panel panel{.x = {.label = "temperature $T$", .lo = lo, .hi = hi, .spacing = {Spacing::Kind::log}},
              .y = {.label = value_name(setup.kind)}};
  for (Line& line : lines) panel.marks.emplace_back(std::move(line));
  std::string subtitle = places.size() == scores.size() ? scores_text(scores.size())
                                                        : "the " + std::to_string(places.size()) +
                                                              " greatest of " + scores_text(scores.size());
  if (setup.kind == SoftmaxKind::gumbel) subtitle += ", seed " + std::to_string(setup.seed);
  Figure figure = figure_of(std::string(title_of(setup.kind)) + " by temperature", std::move(subtitle),
                            std::move(panel), options);
  figure.description = "Curves of each entry's probability over the temperature.";
  if (options.labels.empty()) figure.legend_heading = {"score"};
  return figure;
}

}  // namespace actviz::plots
