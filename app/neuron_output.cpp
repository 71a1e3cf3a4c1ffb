#include "app/neuron_output.hpp"

#include <cmath>

#include "app/neuron_numbers.hpp"
#include "app/neuron_text.hpp"
#include "lib/base/json.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

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
  json.text_or_null("activation", output.setup.rule.activation);
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

}  // namespace

std::span<const Format<NeuronOutput>> neuron_formats() {
  return report_formats<NeuronOutput, write_neurons_text, write_neurons_json, neuron_table>();
}

}  // namespace actviz::app
