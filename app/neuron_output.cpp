#include "app/neuron_output.hpp"

#include <algorithm>
#include <cmath>

#include "app/describe.hpp"
#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

using Number = std::pair<std::string_view, double>;

double as_double(std::uint64_t count) { return static_cast<double>(count); }

/// A quantile's name: "p0.1", "p50".
std::string quantile_name(double share) { return "p" + to_text(100 * share); }

/// The numbers of one neuron by name, in the order of CSV columns and JSON fields.
std::vector<std::pair<std::string, double>> numbers_of(const NeuronReport& n) {
  const NeuronCounts& c = n.counts;
  std::vector<std::pair<std::string, double>> all = {
      {"finite", as_double(n.finite)},
      {"firing", n.firing},
      {"firing_bound_95", n.firing_bound},
      {"mean", n.mean},
      {"sd", n.sd},
      {"skewness", n.skewness},
      {"kurtosis", n.kurtosis},
      {"min", c.min},
      {"max", c.max},
      {"least_nonzero_size", c.least},
      {"dormancy", n.dormancy},
      {"slope_mean_square", n.slope_square},
      {"zero", as_double(c.zero)},
      {"positive", as_double(c.positive)},
      {"near_zero", as_double(c.near_zero)},
      {"flat_left", as_double(c.flat_left)},
      {"flat_right", as_double(c.flat_right)},
      {"flat_inner", as_double(c.flat_inner)},
      {"nan", as_double(c.nan)},
      {"plus_infinity", as_double(c.infinite_up)},
      {"minus_infinity", as_double(c.infinite_down)},
      {"size_6_or_more", as_double(c.six)},
      {"overflow_fp16", as_double(c.overflow_fp16)},
      {"overflow_e4m3", as_double(c.overflow_e4m3)},
      {"overflow_e5m2", as_double(c.overflow_e5m2)},
      {"underflow_fp16", as_double(c.underflow_fp16)},
      {"underflow_e4m3", as_double(c.underflow_e4m3)},
      {"underflow_e5m2", as_double(c.underflow_e5m2)},
  };
  for (std::size_t q = 0; q < quantile_shares.size(); ++q)
    all.emplace_back(quantile_name(quantile_shares[q]), n.quantiles[q]);
  return all;
}

/// What follows from the slope, and whether it is known.
bool needs_slope(std::string_view name) { return name.starts_with("flat_"); }

std::vector<std::pair<std::string, double>> numbers_of(const LayerReport& layer) {
  const double n = layer.moments.n;
  std::vector<std::pair<std::string, double>> all = {
      {"active", layer.active},
      {"mean", layer.moments.mean},
      {"sd", n > 0 ? std::sqrt(layer.moments.variance()) : NAN},
      {"skewness", layer.moments.skewness()},
      {"kurtosis", layer.moments.kurtosis()},
      {"median_neuron_kurtosis", layer.median_kurtosis},
      {"greatest_neuron_kurtosis", layer.greatest_kurtosis},
      {"mean_row_kurtosis", layer.row_kurtosis},
      {"slope_mean_square", layer.mean_slope_square},
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

// ---- JSON
// -----------------------------------------------------------------------------------------------------

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
  for (const auto& [name, value] : numbers_of(layer)) json.field(name, value);
  json.field("quantiles", layer.exact_quantiles ? "exact" : "within 1/65");
  json.key("log10_firing_density").begin_array();
  for (const std::uint64_t count : layer.density) json.value(count);
  json.end_array().end_object().key("neurons").begin_array();
  for (const NeuronReport& neuron : output.report.neurons) {
    json.begin_object().field("index", neuron.index).field("verdict", name_of(neuron.verdict));
    for (const auto& [name, value] : numbers_of(neuron)) {
      if (needs_slope(name) && !output.setup.rule.knows_flat)
        json.key(name).null();
      else
        json.field(name, value);
    }
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

// ---- one row a neuron
// -----------------------------------------------------------------------------------------

Table neuron_table(const NeuronOutput& output) {
  std::vector<std::string> columns{"tensor", "neuron", "verdict"};
  for (const auto& [name, value] : numbers_of(NeuronReport{})) columns.push_back(name);
  std::vector<std::vector<Cell>> rows;
  for (const LayerOutput& layer : output.layers)
    for (const NeuronReport& neuron : layer.report.neurons) {
      std::vector<Cell> cells{layer.header.tensor, static_cast<long long>(neuron.index),
                              std::string(name_of(neuron.verdict))};
      for (const auto& [name, value] : numbers_of(neuron)) {
        const bool unknown = needs_slope(name) && !layer.setup.rule.knows_flat;
        cells.push_back(unknown ? Cell(std::string("n/a")) : Cell(value));
      }
      rows.push_back(std::move(cells));
    }
  return table_of(std::move(columns), std::move(rows));
}

// ---- text
// -----------------------------------------------------------------------------------------------------

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
               percent(silent->firing_bound) + " with 95 % confidence\n");
}

std::vector<Line> layer_lines(const LayerOutput& output) {
  const LayerReport& layer = output.report.layer;
  const NeuronCounts& c = layer.counts;
  const auto n = static_cast<std::uint64_t>(layer.moments.n);
  const bool flat = output.setup.rule.knows_flat;
  std::string quantiles;
  for (std::size_t q = 0; q < quantile_shares.size(); ++q)
    quantiles += (q > 0 ? "  " : "") + rounded(layer.quantiles[q]);
  return {
      {"active (not 0)", percent(layer.active) + ", a sample " + rounded(layer.nonzero_per_row[0]) + " to " +
                             rounded(layer.nonzero_per_row[2]) + " neurons"},
      {"near zero", percent(c.near_zero, n) + " within " + to_text(output.setup.near_zero)},
      {"flat left, right, inside",
       flat ? percent(c.flat_left, n) + ", " + percent(c.flat_right, n) + ", " + percent(c.flat_inner, n)
            : "n/a"},
      {"E f'^2", rounded(layer.mean_slope_square)},
      {"dormant at 0, 0.025, 0.1", percent(layer.dormant[0], layer.columns) + ", " +
                                       percent(layer.dormant[1], layer.columns) + ", " +
                                       percent(layer.dormant[2], layer.columns)},
      {"mean, sd",
       rounded(layer.moments.mean) + ", " + rounded(n > 0 ? std::sqrt(layer.moments.variance()) : NAN)},
      {"min, max", rounded(c.min) + ", " + rounded(c.max)},
      {"quantiles 0.1 1 5 50 95 99 99.9 %", quantiles + (layer.exact_quantiles ? "" : " (within 1/65)")},
      {"kurtosis", "tensor " + rounded(layer.moments.kurtosis()) + ", neurons median " +
                       rounded(layer.median_kurtosis) + " and most " + rounded(layer.greatest_kurtosis) +
                       ", samples " + rounded(layer.row_kurtosis)},
      {"crest, dynamic range", rounded(layer.crest) + ", " + rounded(layer.dynamic_range_bits) + " bits"},
      {"outliers", "greatest size over the neurons' median " + rounded(layer.outlier_ratio) +
                       ", size >= 6: " + percent(c.six, n)},
      {"int8 SQNR", rounded(layer.int8_sqnr_tensor, 3) + " dB for the tensor, " +
                        rounded(layer.int8_sqnr_channel, 3) + " dB by neuron"},
      {"beyond fp16, e4m3, e5m2", "over " + percent(c.overflow_fp16, n) + ", " + percent(c.overflow_e4m3, n) +
                                      ", " + percent(c.overflow_e5m2, n) + "; under " +
                                      percent(c.underflow_fp16, n) + ", " + percent(c.underflow_e4m3, n) +
                                      ", " + percent(c.underflow_e5m2, n)},
  };
}

void write_neuron(const LayerOutput& output, std::uint64_t index, Sink& sink) {
  const NeuronReport& neuron = output.report.neurons[index];
  std::vector<Line> lines{{"neuron", std::to_string(index)},
                          {"verdict", std::string(name_of(neuron.verdict))}};
  for (const auto& [name, value] : numbers_of(neuron))
    lines.emplace_back(name, needs_slope(name) && !output.setup.rule.knows_flat ? "n/a" : rounded(value, 8));
  write_lines(lines, sink);
}

/// The neurons that a text lists: those of a verdict, or the worst that are not ok.
std::vector<const NeuronReport*> listed(const LayerOutput& output, const NeuronSelection& selection) {
  std::vector<const NeuronReport*> chosen;
  for (const NeuronReport& neuron : output.report.neurons)
    if (selection.verdict ? neuron.verdict == *selection.verdict : neuron.verdict != Verdict::ok)
      chosen.push_back(&neuron);
  std::ranges::sort(chosen, {}, [](const NeuronReport* n) { return std::pair(n->verdict, n->index); });
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
  static constexpr Format<NeuronOutput> formats[] = {
      {"text", "txt", false, write_neurons_text},
      {"json", "json", false, write_neurons_json},
      {"csv", "csv", false,
       [](const NeuronOutput& output, Sink& sink) { write_csv(neuron_table(output), sink); }},
      {"md", "md", false,
       [](const NeuronOutput& output, Sink& sink) { write_markdown(neuron_table(output), sink); }},
  };
  return formats;
}

}  // namespace actviz::app
