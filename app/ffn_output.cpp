#include "app/ffn_output.hpp"

#include <utility>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

/// A number of a block: its JSON field and CSV column, its words, its value.
struct Quantity {
  std::string_view field, words;
  std::int64_t value;
};

std::vector<Quantity> quantities(const FfnCost& cost) {
  return {{"d_ff", "d_ff", cost.d_ff},
          {"parameters", "parameters", cost.parameters},
          {"flops_per_token", "matrix FLOPs a token, forward", cost.forward_flops},
          {"backward_flops_per_token", "matrix FLOPs a token, backward", cost.backward_flops},
          {"activations_per_token", "activations a token", cost.activations},
          {"products_per_token", "products a token", cost.products},
          {"saved_elements_per_token", "numbers saved a token", cost.saved},
          {"bytes_32_bit", "bytes of weights, f32", 4 * cost.parameters},
          {"bytes_16_bit", "bytes of weights, bf16 or f16", 2 * cost.parameters},
          {"bytes_8_bit", "bytes of weights, f8 or i8", cost.parameters},
          {"bytes_training", "bytes in training, Adam, mixed", training_bytes * cost.parameters}};
}

/// "2/3 of 16384 is 10922, times 1.3 is 14198, up to a multiple of 1024: 14336"
std::string width_text(const FfnReport& report) {
  if (!report.model.empty()) return std::to_string(report.cost.d_ff) + ", as in " + report.model;
  if (!report.rule) return std::to_string(report.cost.d_ff) + ", as given";
  const WidthRule& rule = *report.rule;
  const bool is_gated = report.kind.gate != nullptr;
  std::string text = (is_gated ? "2/3 of " : "") + std::to_string(rule.hidden);
  WidthRule part{rule.hidden};
  if (is_gated) text += " is " + std::to_string(ffn_width(is_gated, part));
  if (rule.multiplier) {
    part.multiplier = rule.multiplier;
    text += ", times " + to_text(*rule.multiplier) + " is " + std::to_string(ffn_width(is_gated, part));
  }
  if (rule.multiple_of)
    text += ", up to a multiple of " + std::to_string(*rule.multiple_of) + ": " +
            std::to_string(report.cost.d_ff);
  return text;
}

std::string half_text(const FfnReport& report) {
  const Gate& gate = *report.kind.gate;
  std::string text = "the " + std::string(name_of(report.half)) + " half of a fused matrix";
  return text + (report.half == gate.half ? ", as in " : ", unlike in ") + std::string(gate.convention);
}

Table matrix_table(const FfnReport& report) {
  std::vector<std::vector<Cell>> rows;
  for (const FfnMatrix& matrix : report.cost.matrices)
    rows.push_back({std::string(matrix.name), std::string(matrix.role), static_cast<long long>(matrix.rows),
                    static_cast<long long>(matrix.columns),
                    static_cast<long long>(matrix.rows * matrix.columns)});
  return table_of({"matrix", "role", "rows", "columns", "weights"}, std::move(rows));
}

/// The block beside the plain one.
Table cost_table(const FfnReport& report) {
  std::vector<std::string> columns{"", report.kind.name};
  if (report.plain) columns.insert(columns.end(), {"ffn", "ratio"});
  std::vector<std::vector<Cell>> rows;
  const auto here = quantities(report.cost);
  const auto there = report.plain ? quantities(*report.plain) : std::vector<Quantity>{};
  for (std::size_t i = 0; i < here.size(); ++i) {
    rows.push_back({std::string(here[i].words), static_cast<long long>(here[i].value)});
    if (!report.plain) continue;
    const bool has_ratio = there[i].value > 0;
    rows.back().emplace_back(static_cast<long long>(there[i].value));
    rows.back().emplace_back(
        has_ratio ? to_fixed(static_cast<double>(here[i].value) / static_cast<double>(there[i].value), 4)
                  : std::string());
  }
  return table_of(std::move(columns), std::move(rows));
}

/// "4 rows, seed 1: weights of N(0, 1 / rows), inputs of N(0, 1)"
std::string pass_text(const FfnReport& report) {
  const auto named = [](const std::string& path) { return escape_controls(path); };
  std::string text = "\nforward pass of " + counted(report.pass->rows, "row", "rows");
  if (report.pass->seed) text += ", seed " + std::to_string(*report.pass->seed);
  text += ": weights " + (report.weights.empty() ? "of N(0, 1 / rows)" : "in " + named(report.weights));
  text += ", inputs " + (report.input.empty() ? "of N(0, 1)" : "in " + named(report.input)) + "\n\n";
  return text;
}

Table pass_table(const PassReport& pass) {
  constexpr int digits = 5;
  std::vector<std::vector<Cell>> rows;
  for (const auto& [name, shape, numbers] : pass.arrays) {
    rows.push_back({name, static_cast<long long>(shape.rows), static_cast<long long>(shape.columns)});
    for (const double value : {numbers.mean, numbers.sd, numbers.kurtosis, numbers.min, numbers.max})
      rows.back().emplace_back(to_text(value, digits));
  }
  return table_of({"array", "rows", "columns", "mean", "sd", "kurtosis", "min", "max"}, std::move(rows));
}

void write_ffn_text(const FfnReport& report, Sink& sink) {
  std::string text = report.kind.name + ": " + formula_of(report.kind) + "\n\n";
  text += "d_model  " + std::to_string(report.cost.d_model) + "\nd_ff     " + width_text(report) + '\n';
  if (report.kind.gate) text += "gate     " + half_text(report) + '\n';
  if (report.has_biases) text += "biases   " + std::to_string(report.cost.biases) + '\n';
  sink.write(text + '\n');
  write_text(matrix_table(report), sink);
  sink.write("\n");
  write_text(cost_table(report), sink);
  if (report.product)
    sink.write("\nof two independent halves of N(0, 1): mean " + to_text(report.product->mean, 12) +
               ", variance " + to_text(report.product->variance, 12) + ", kurtosis " +
               to_text(report.product->kurtosis, 8) + '\n');
  if (!report.pass) return;
  sink.write(pass_text(report));
  write_text(pass_table(*report.pass), sink);
  const Shape& output = report.pass->arrays.back().shape;
  sink.write("\nshape of the output: (" + std::to_string(output.rows) + ", " +
             std::to_string(output.columns) + ")\n");
  if (!report.dump.empty()) sink.write("written to " + escape_controls(report.dump) + '\n');
}

void add_quantities(Json& json, const FfnCost& cost) {
  for (const Quantity& quantity : quantities(cost)) json.field(quantity.field, quantity.value);
}

void add_plain(Json& json, const std::optional<FfnCost>& plain) {
  json.key("plain");
  if (!plain) {
    json.null();
    return;
  }
  json.begin_object();
  add_quantities(json, *plain);
  json.end_object();
}

void add_product(Json& json, const std::optional<ProductMoments>& product) {
  json.key("product");
  if (!product) {
    json.null();
    return;
  }
  json.begin_object().field("input", "normal:0,1").field("mean", product->mean);
  json.field("variance", product->variance).field("kurtosis", product->kurtosis).end_object();
}

void add_pass(Json& json, const FfnReport& report) {
  json.key("forward");
  if (!report.pass) {
    json.null();
    return;
  }
  json.begin_object().field("rows", report.pass->rows).field("seed", report.pass->seed);
  json.text_or_null("weights", report.weights).text_or_null("input", report.input);
  json.text_or_null("dump", report.dump);
  json.key("arrays").begin_array();
  for (const auto& [name, shape, numbers] : report.pass->arrays) {
    json.begin_object().field("name", name).field("rows", shape.rows).field("cols", shape.columns);
    json.field("mean", numbers.mean).field("sd", numbers.sd).field("kurtosis", numbers.kurtosis);
    json.field("min", numbers.min).field("max", numbers.max).end_object();
  }
  json.end_array().end_object();
}

void write_ffn_json(const FfnReport& report, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.ffn/1").field("kind", report.kind.name);
  json.field("formula", formula_of(report.kind));
  json.text_or_null("model", report.model).key("gated_half");
  report.kind.gate ? json.value(name_of(report.half)) : json.null();
  json.field("d_model", report.cost.d_model).key("hidden");
  report.rule ? json.value(report.rule->hidden) : json.null();
  add_quantities(json, report.cost);
  json.field("biases", report.cost.biases).key("matrices").begin_array();
  for (const FfnMatrix& matrix : report.cost.matrices) {
    json.begin_object().field("name", matrix.name).field("role", matrix.role);
    json.field("rows", matrix.rows).field("cols", matrix.columns).end_object();
  }
  json.end_array();
  add_plain(json, report.plain);
  add_product(json, report.product);
  add_pass(json, report);
  sink.write(json.end_object().text());
}

/// A row for the block and one for the plain one.
Table flat_table(const FfnReport& report) {
  std::vector<std::string> columns{"kind", "d_model"};
  for (const Quantity& quantity : quantities(report.cost)) columns.emplace_back(quantity.field);
  std::vector<std::vector<Cell>> rows;
  const auto add = [&](const std::string& kind, const FfnCost& cost) {
    rows.push_back({kind, static_cast<long long>(cost.d_model)});
    for (const Quantity& quantity : quantities(cost))
      rows.back().emplace_back(static_cast<long long>(quantity.value));
  };
  add(report.kind.name, report.cost);
  if (report.plain) add("ffn", *report.plain);
  return table_of(std::move(columns), std::move(rows));
}

}  // namespace

std::span<const Format<FfnReport>> ffn_formats() {
  return report_formats<FfnReport, write_ffn_text, write_ffn_json, flat_table>();
}

}  // namespace actviz::app
