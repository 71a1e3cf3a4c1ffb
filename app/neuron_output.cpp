#include "app/neuron_output.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "app/describe.hpp"
#include "lib/analysis/relu_dead_share.hpp"
#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

/// By name, in the order of CSV columns and JSON fields; NaN stands for what there is not, or is not known.
using Numbers = std::vector<std::pair<std::string, double>>;

double as_double(std::uint64_t count) { return static_cast<double>(count); }

/// A quantile's name: "p0.1", "p50".
std::string quantile_name(double share) { return "p" + to_text(100 * share); }

Numbers numbers_of(const NeuronReport& n, const NeuronSetup& setup) {
  const NeuronCounts& c = n.counts;
  const auto flat = [&](std::uint64_t count) { return setup.rule.knows_flat ? as_double(count) : NAN; };
  const auto by_size = [&](std::uint64_t count) { return setup.quick ? NAN : as_double(count); };
  const auto finite = [](double value) { return std::isfinite(value) ? value : NAN; };
  Numbers all = {
      {"finite", as_double(n.finite)},
      {"firing", n.firing},
      {"firing_bound_95", n.firing_bound},
      {"mean", n.mean},
      {"sd", n.sd},
      {"skewness", n.skewness},
      {"kurtosis", n.kurtosis},
      {"min", finite(c.min)},
      {"max", finite(c.max)},
      {"least_nonzero_size", finite(c.least)},
      {"dormancy", n.dormancy},
      {"slope_mean_square", n.slope_square},
      {"phi", n.phi},
      {"zero", as_double(c.zero)},
      {"positive", as_double(c.positive)},
      {"near_zero", by_size(c.near_zero)},
      {"flat_left", flat(c.flat_left)},
      {"flat_right", flat(c.flat_right)},
      {"flat_inner", flat(c.flat_inner)},
      {"nan", as_double(c.nan)},
      {"plus_infinity", as_double(c.infinite_up)},
      {"minus_infinity", as_double(c.infinite_down)},
      {"size_6_or_more", by_size(c.six)},
      {"overflow_fp16", by_size(c.overflow_fp16)},
      {"overflow_e4m3", by_size(c.overflow_e4m3)},
      {"overflow_e5m2", by_size(c.overflow_e5m2)},
      {"underflow_fp16", by_size(c.underflow_fp16)},
      {"underflow_e4m3", by_size(c.underflow_e4m3)},
      {"underflow_e5m2", by_size(c.underflow_e5m2)},
  };
  for (std::size_t q = 0; q < quantile_shares.size(); ++q)
    all.emplace_back(quantile_name(quantile_shares[q]), n.quantiles[q]);
  return all;
}

/// Factor of the mean square of gradients over the layer; NaN where it does not follow.
double chi1(const LayerOutput& output) {
  const double sigma_w = output.network.sigma_w.value_or(NAN);
  return sigma_w * sigma_w * output.report.layer.mean_slope_square;
}

bool is_of_relu(const LayerOutput& output) {
  const std::string& activation = output.setup.rule.activation;
  return !activation.empty() && Function::parse(activation).name() == "relu";
}

/// NaN where it is not of ReLU, or its place is not known.
double expected_dead(const LayerOutput& output) {
  const LayerReport& layer = output.report.layer;
  if (!is_of_relu(output) || !output.network.layer || layer.rows == 0) return NAN;
  return expected_relu_dead_share(*output.network.layer, as_double(layer.rows));
}

Numbers numbers_of(const LayerOutput& output) {
  const LayerReport& layer = output.report.layer;
  const double n = layer.moments.n;
  Numbers all = {
      {"active", layer.active},
      {"mean", layer.moments.mean},
      {"sd", n > 0 ? std::sqrt(layer.moments.variance()) : NAN},
      {"skewness", layer.moments.skewness()},
      {"kurtosis", layer.moments.kurtosis()},
      {"median_neuron_kurtosis", layer.median_kurtosis},
      {"greatest_neuron_kurtosis", layer.greatest_kurtosis},
      {"mean_row_kurtosis", layer.row_kurtosis},
      {"slope_mean_square", layer.mean_slope_square},
      {"chi1", chi1(output)},
      {"phi", layer.phi},
      {"expected_dead_at_initialisation", expected_dead(output)},
      {"min", layer.counts.min},
      {"max", layer.counts.max},
      {"crest", layer.crest},
      {"dynamic_range_bits", layer.dynamic_range_bits},
      {"outlier_ratio", layer.outlier_ratio},
      {"int8_sqnr_tensor_db", layer.int8_sqnr_tensor},
      {"int8_sqnr_channel_db", layer.int8_sqnr_channel},
      {"nonzero_per_row_min", layer.nonzero_per_row[0]},
      {"nonzero_per_row_mean", layer.nonzero_per_row[1]},
      {"nonzero_per_row_max", layer.nonzero_per_row[2]},
      {"dormant_at_0", as_double(layer.dormant[0])},
      {"dormant_at_0.025", as_double(layer.dormant[1])},
      {"dormant_at_0.1", as_double(layer.dormant[2])},
  };
  for (std::size_t q = 0; q < quantile_shares.size(); ++q)
    all.emplace_back(quantile_name(quantile_shares[q]), layer.quantiles[q]);
  return all;
}

std::string kind_of(const LayerOutput& layer) { return layer.setup.rule.is_pre ? "pre" : "post"; }

// ---- JSON --------------------------------------------------------------------------------------------

void add_numbers(Json& json, const Numbers& numbers) {
  for (const auto& [name, value] : numbers) {
    if (std::isnan(value))
      json.key(name).null();
    else
      json.field(name, value);
  }
}

void add_layer(Json& json, const LayerOutput& output) {
  const LayerReport& layer = output.report.layer;
  json.key("files").begin_array();
  for (const std::string& file : output.header.files) json.value(file);
  json.end_array();
  if (!output.header.tensor.empty()) json.field("tensor", output.header.tensor);
  json.field("rows", layer.rows).field("columns", layer.columns).field("dtype", output.header.dtype);
  if (output.setup.rule.activation.empty())
    json.key("activation").null();
  else
    json.field("activation", output.setup.rule.activation);
  json.field("kind", kind_of(output)).field("near", output.setup.near_zero);
  json.key("verdicts").begin_object();
  for (std::size_t i = 0; i < verdict_count; ++i)
    json.field(name_of(static_cast<Verdict>(i)), layer.verdicts[i]);
  json.end_object().key("layer").begin_object();
  add_numbers(json, numbers_of(output));
  const auto say_exactness = [&](std::string_view name, bool is_exact) {
    if (output.setup.quick)
      json.key(name).null();
    else
      json.field(name, is_exact ? "exact" : "within 1/65 or 2^-25, up to 2^16");
  };
  say_exactness("quantiles", layer.exact_quantiles);
  say_exactness("neuron_quantiles", layer.exact_neuron_quantiles);
  json.key("log10_firing_density").begin_array();
  for (const std::uint64_t count : layer.density) json.value(count);
  json.end_array().end_object().key("neurons").begin_array();
  for (const NeuronReport& neuron : output.report.neurons) {
    json.begin_object().field("index", neuron.index).field("verdict", name_of(neuron.verdict));
    add_numbers(json, numbers_of(neuron, output.setup));
    json.end_object();
  }
  json.end_array();
}

void write_neurons_json(const NeuronOutput& output, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.neurons/1");
  if (output.layers.size() == 1) {
    add_layer(json, output.layers[0]);
  } else {
    json.key("layers").begin_array();
    for (const LayerOutput& layer : output.layers) {
      json.begin_object();
      add_layer(json, layer);
      json.end_object();
    }
    json.end_array();
  }
  sink.write(json.end_object().text());
}

// ---- one row a neuron --------------------------------------------------------------------------------

Table neuron_table(const NeuronOutput& output) {
  std::vector<std::string> columns{"tensor", "neuron", "verdict"};
  for (const auto& [name, value] : numbers_of(NeuronReport{}, {})) columns.push_back(name);
  std::vector<std::vector<Cell>> rows;
  for (const LayerOutput& layer : output.layers)
    for (const NeuronReport& neuron : layer.report.neurons) {
      std::vector<Cell> cells{layer.header.tensor, static_cast<long long>(neuron.index),
                              std::string(name_of(neuron.verdict))};
      for (const auto& [name, value] : numbers_of(neuron, layer.setup))
        cells.push_back(std::isnan(value) ? Cell(std::string("n/a")) : Cell(value));
      rows.push_back(std::move(cells));
    }
  return table_of(std::move(columns), std::move(rows));
}

// ---- text --------------------------------------------------------------------------------------------

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
  if (text.size() > longest) text = std::to_string(output.header.files.size()) + " files";
  if (!output.header.tensor.empty()) text += ": " + escape_controls(output.header.tensor);
  text += "\n" + std::to_string(layer.rows) + " samples of " + std::to_string(layer.columns) + " neurons, " +
          output.header.dtype;
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

void write_neurons_text(const NeuronOutput& output, Sink& sink) {
  const bool details = output.selection.neuron || output.selection.verdict;
  if (output.layers.size() > 1 && !details) return write_overview(output.layers, sink);
  for (std::size_t i = 0; i < output.layers.size(); ++i) {
    if (i > 0) sink.write("\n");
    write_layer(output.layers[i], output.selection, sink);
  }
}

}  // namespace

std::span<const Format<NeuronOutput>> neuron_formats() {
  return report_formats<NeuronOutput, write_neurons_text, write_neurons_json, neuron_table>();
}

}  // namespace actviz::app
