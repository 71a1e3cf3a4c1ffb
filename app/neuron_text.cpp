#include "app/neuron_text.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "app/describe.hpp"
#include "app/neuron_numbers.hpp"
#include "lib/analysis/relu_dead_share.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

std::string rounded(double value, int digits = 4) {
  return std::isnan(value) ? "n/a" : to_text(value, digits);
}
std::string percent(double share) { return rounded(100 * share, 3) + " %"; }
std::string percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "n/a" : percent(as_double(part) / as_double(whole));
}

/// Lines of two columns, the second aligned.
void write_lines(const std::vector<Line>& lines, Sink& sink) {
  std::size_t width = 0;
  for (const auto& [name, text] : lines) width = std::max(width, display_width(name));
  for (const auto& [name, text] : lines)
    sink.write(name + std::string(width + 2 - display_width(name), ' ') + text + '\n');
}

/// Whether there are outputs that the activation cannot have, by more than what formats round.
bool lies_beyond(const LayerOutput& output) {
  const SlopeRule& rule = output.setup.rule;
  if (!rule.outputs || rule.is_pre) return false;
  const double room = 0.01 * (rule.outputs->hi - rule.outputs->lo);
  const NeuronCounts& counts = output.report.layer.counts;
  return counts.min < rule.outputs->lo - room || counts.max > rule.outputs->hi + room;
}

std::string heading(const LayerOutput& output) {
  const LayerReport& layer = output.report.layer;
  std::string text;
  for (const std::string& file : output.header.files)
    text += (text.empty() ? "" : " + ") + escape_controls(file);
  constexpr std::size_t longest = 60;
  if (text.size() > longest) text = counted(output.header.files.size(), "file", "files");
  if (!output.header.tensor.empty()) text += ": " + escape_controls(output.header.tensor);
  text += "\n" + counted(layer.rows, "sample", "samples") + " of " +
          counted(layer.columns, "neuron", "neurons") + ", " + output.header.dtype;
  const SlopeRule& rule = output.setup.rule;
  if (!rule.activation.empty())
    text += "; " + std::string(rule.is_pre ? "inputs" : "outputs") + " of " + rule.activation +
            ", flat where |f'| <= " + to_text(output.header.epsilon);
  text += '\n';
  if (!rule.activation.empty() && !rule.knows_flat)
    text += "the slope does not follow from outputs of " + rule.activation + ", which turns: n/a\n";
  if (lies_beyond(output))
    text += "some lie beyond " + rule.activation + "'s outputs, " + to_text(rule.outputs->lo) + " to " +
            to_text(rule.outputs->hi) + ": are they inputs? --kind pre\n";
  return text;
}

void write_verdicts(const LayerOutput& output, Sink& sink) {
  const LayerReport& layer = output.report.layer;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < verdict_count; ++i)
    if (layer.verdicts[i] > 0)
      rows.push_back({std::string(name_of(static_cast<Verdict>(i))),
                      static_cast<long long>(layer.verdicts[i]), percent(layer.verdicts[i], layer.columns)});
  write_text(table_of({"verdict", "neurons", "share"}, std::move(rows)), sink);
  const auto silent = std::ranges::find_if(output.report.neurons,
                                           [](const NeuronReport& n) { return !std::isnan(n.firing_bound); });
  if (silent != output.report.neurons.end())
    sink.write("nothing fired in " + std::to_string(silent->finite) + " samples: a firing rate below " +
               percent(silent->firing_bound) +
               "\nwith 95 % confidence if samples are independent, as tokens of one text are not\n");
}

/// How many neurons of an untrained network would be dead, for comparison.
std::string expected_dead_text(const LayerOutput& output) {
  const auto share = [&](int layer) {
    return percent(expected_relu_dead_share(layer, as_double(output.report.layer.rows)));
  };
  if (const auto layer = output.network.layer) return share(*layer) + " of layer " + std::to_string(*layer);
  std::string text;
  for (const int layer : {5, 10, 20, 30})
    text += (text.empty() ? "layer " : ", ") + std::to_string(layer) + ": " + share(layer);
  return text;
}

/// The quantiles from one to before another: "0.1 %: 0, 1 %: 0.02".
std::string quantile_text(const LayerReport& layer, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t q = first; q < last; ++q)
    text +=
        (text.empty() ? "" : ", ") + to_text(100 * quantile_shares[q]) + " %: " + rounded(layer.quantiles[q]);
  return text;
}

/// What only a count that is not quick knows.
void add_full_lines(const LayerOutput& output, std::vector<Line>& lines) {
  const LayerReport& layer = output.report.layer;
  const NeuronCounts& c = layer.counts;
  const auto n = static_cast<std::uint64_t>(layer.moments.n);
  const auto three = [&](std::uint64_t fp16, std::uint64_t e4m3, std::uint64_t e5m2) {
    return percent(fp16, n) + ", " + percent(e4m3, n) + ", " + percent(e5m2, n);
  };
  std::string name = layer.exact_quantiles ? "quantiles (exact)" : "quantiles (to 1/65)";
  constexpr std::size_t of_a_line = 3;
  for (std::size_t q = 0; q < quantile_shares.size(); q += of_a_line)
    lines.emplace_back(std::exchange(name, ""),
                       quantile_text(layer, q, std::min(q + of_a_line, quantile_shares.size())));
  lines.insert(lines.end(),
               {{"kurtosis of samples", rounded(layer.row_kurtosis)},
                {"near zero", percent(c.near_zero, n) + " within " + to_text(output.setup.near_zero)},
                {"size 6 or more", percent(c.six, n)},
                {"over fp16, e4m3, e5m2", three(c.overflow_fp16, c.overflow_e4m3, c.overflow_e5m2)},
                {"under them", three(c.underflow_fp16, c.underflow_e4m3, c.underflow_e5m2)}});
}

std::vector<Line> layer_lines(const LayerOutput& output) {
  const LayerReport& layer = output.report.layer;
  const NeuronCounts& c = layer.counts;
  const auto n = static_cast<std::uint64_t>(layer.moments.n);
  const SlopeRule& rule = output.setup.rule;
  std::vector<Line> lines{
      {"active (not 0)",
       percent(layer.active) + (output.setup.quick
                                    ? ""
                                    : ", a sample " + rounded(layer.nonzero_per_row[0]) + " to " +
                                          rounded(layer.nonzero_per_row[2]) + " neurons")}};
  if (!rule.activation.empty()) {
    lines.emplace_back("flat", rule.knows_flat
                                   ? percent(c.flat_left, n) + " left, " + percent(c.flat_right, n) +
                                         " right, " + percent(c.flat_inner, n) + " inside"
                                   : "n/a");
    lines.emplace_back("E f'^2", rounded(layer.mean_slope_square) +
                                     (output.network.sigma_w ? ", chi1 " + rounded(chi1(output)) : ""));
  }
  if (rule.outputs)
    lines.emplace_back("saturation phi", rounded(layer.phi) + " (0.5: uniform, 1: all at the bounds)");
  if (is_of_relu(output)) lines.emplace_back("dead if untrained", expected_dead_text(output));
  const auto dormant = [&](std::size_t i, std::string_view at) {
    return percent(layer.dormant[i], layer.columns) + " at " + std::string(at);
  };
  lines.insert(
      lines.end(),
      {{"dormant", dormant(0, "0, ") + dormant(1, "0.025, ") + dormant(2, "0.1")},
       {"mean, sd",
        rounded(layer.moments.mean) + ", " + rounded(n > 0 ? std::sqrt(layer.moments.variance()) : NAN)},
       {"min, max", rounded(c.min) + ", " + rounded(c.max)},
       {"kurtosis", rounded(layer.moments.kurtosis()) + "; of neurons " + rounded(layer.median_kurtosis) +
                        " (median) to " + rounded(layer.greatest_kurtosis)},
       {"crest, dynamic range", rounded(layer.crest) + ", " + rounded(layer.dynamic_range_bits) + " bits"},
       {"outliers", "greatest size over the neurons' median " + rounded(layer.outlier_ratio)},
       {"int8 SQNR", rounded(layer.int8_sqnr_tensor, 3) + " dB for the tensor, " +
                         rounded(layer.int8_sqnr_channel, 3) + " dB by neuron"}});
  if (!output.setup.quick) add_full_lines(output, lines);
  return lines;
}

void write_neuron(const LayerOutput& output, std::uint64_t index, Sink& sink) {
  const NeuronReport& neuron = output.report.neurons[index];
  std::vector<Line> lines{{"neuron", std::to_string(index)},
                          {"verdict", std::string(name_of(neuron.verdict))}};
  for (const auto& [name, value] : numbers_of(neuron, output.setup))
    lines.emplace_back(name, rounded(value, 8));
  if (!output.setup.quick)
    lines.emplace_back("quantiles", output.report.layer.exact_neuron_quantiles
                                        ? "exact"
                                        : "within 1/65 or 2^-25, up to 2^16");
  write_lines(lines, sink);
}

/// The neurons that a text lists: those of a verdict, or the worst that are not ok.
std::vector<const NeuronReport*> listed(const LayerOutput& output, const NeuronSelection& selection) {
  std::vector<const NeuronReport*> chosen;
  for (const NeuronReport& neuron : output.report.neurons)
    if (selection.verdict ? neuron.verdict == *selection.verdict : neuron.verdict != Verdict::ok)
      chosen.push_back(&neuron);
  std::ranges::sort(chosen, {},
                    [](const NeuronReport* n) { return std::tuple(n->verdict, -severity(*n), n->index); });
  if (!selection.verdict && chosen.size() > selection.worst) chosen.resize(selection.worst);
  return chosen;
}

void write_listed(const LayerOutput& output, const NeuronSelection& selection, Sink& sink) {
  const auto chosen = listed(output, selection);
  if (chosen.empty()) return;
  std::vector<std::vector<Cell>> rows;
  for (const NeuronReport* n : chosen)
    rows.push_back({static_cast<long long>(n->index), std::string(name_of(n->verdict)), percent(n->firing),
                    rounded(n->mean), rounded(n->sd), rounded(n->counts.min), rounded(n->counts.max)});
  sink.write("\n");
  write_text(table_of({"neuron", "verdict", "firing", "mean", "sd", "min", "max"}, std::move(rows)), sink);
  const std::uint64_t others =
      output.report.layer.columns - output.report.layer.verdicts.back() - chosen.size();
  if (!selection.verdict && others > 0)
    sink.write("and " + std::to_string(others) +
               " more that are not ok: --worst, --verdict or --format csv\n");
}

void write_layer(const LayerOutput& output, const NeuronSelection& selection, Sink& sink) {
  sink.write(heading(output) + '\n');
  if (selection.neuron) return write_neuron(output, *selection.neuron, sink);
  write_verdicts(output, sink);
  sink.write("\n");
  write_lines(layer_lines(output), sink);
  write_listed(output, selection, sink);
}

/// One line a layer.
void write_overview(const std::vector<LayerOutput>& layers, Sink& sink) {
  std::vector<std::string> columns{"tensor", "neurons", "samples"};
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < verdict_count; ++i)
    if (std::ranges::any_of(layers, [&](const LayerOutput& l) { return l.report.layer.verdicts[i] > 0; })) {
      shown.push_back(i);
      columns.emplace_back(name_of(static_cast<Verdict>(i)));
    }
  columns.insert(columns.end(), {"active", "sd", "kurtosis"});
  std::vector<std::vector<Cell>> rows;
  for (const LayerOutput& output : layers) {
    const LayerReport& layer = output.report.layer;
    std::vector<Cell> cells{escape_controls(output.header.tensor), static_cast<long long>(layer.columns),
                            static_cast<long long>(layer.rows)};
    for (const std::size_t i : shown) cells.emplace_back(static_cast<long long>(layer.verdicts[i]));
    cells.insert(cells.end(), {percent(layer.active),
                               rounded(layer.moments.n > 0 ? std::sqrt(layer.moments.variance()) : NAN),
                               rounded(layer.moments.kurtosis())});
    rows.push_back(std::move(cells));
  }
  write_text(table_of(std::move(columns), std::move(rows)), sink);
}

}  // namespace

void write_neurons_text(const NeuronOutput& output, Sink& sink) {
  const bool details = output.selection.neuron || output.selection.verdict;
  if (output.layers.size() > 1 && !details) return write_overview(output.layers, sink);
  for (std::size_t i = 0; i < output.layers.size(); ++i) {
    if (i > 0) sink.write("\n");
    write_layer(output.layers[i], output.selection, sink);
  }
}

}  // namespace actviz::app
