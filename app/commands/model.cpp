// actviz model: which activation a language model uses, by its name or by its config.
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/configs.hpp"
#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/table/table.hpp"

namespace actviz::app {
namespace {

struct ModelOptions {
  std::vector<std::string> names;
  bool list = false;
  OutputOptions output;
};

/// One activation of a model.
struct Row {
  std::string where, key, value, function;
};

/// What is known of one model.
struct Report {
  std::string model, source, block;
  std::vector<Row> activations;
  std::vector<std::string> notes;
  const ModelSize* size = nullptr;
};

/// Whether a block has three matrices rather than two.
bool is_gated(std::string_view block) { return block.find("glu") != std::string_view::npos; }

std::string block_text(std::string_view block) {
  if (block.empty()) return "not in the config";
  if (block == "ffn") return "ffn: plain, two matrices, activation(x W1) W2";
  if (block == "ssm") return "ssm: a state space layer";
  if (block == "conv") return "conv: convolutions";
  return std::string(block) + ": gated, three matrices, (activation(x W) * x V) W2";
}

std::string function_text(const std::string& function) {
  if (function.empty()) return "no function of one variable";
  const std::string canonical = Function::parse(function).name();
  return canonical == function ? function : function + " = " + canonical;
}

Report report_of(const FoundModel& found) {
  const Model& model = *found.model;
  Report report{std::string(found.size ? found.size->name : model.title),
                source_text(model),
                std::string(model.block),
                {},
                {},
                found.size};
  for (const ModelActivation& activation : model.activations)
    report.activations.push_back({std::string(activation.where), std::string(activation.key),
                                  std::string(activation.value), std::string(activation.function)});
  if (!model.note.empty()) report.notes.emplace_back(model.note);
  return report;
}

Report report_of_config(const std::string& path) {
  const auto [config, meanings] = resolve_config(path);
  Report report{config.model_type.empty() ? path : config.model_type, path, {}, {}, {}};
  for (std::size_t i = 0; i < meanings.size(); ++i) {
    const ConfigEntry& entry = config.entries[i];
    report.activations.push_back({entry.where, entry.key, entry.value, meanings[i].function});
    if (report.block.empty()) report.block = meanings[i].block;
    if (!meanings[i].note.empty()) report.notes.push_back(meanings[i].note);
  }
  if (const auto model = find_model(config.model_type); report.block.empty() && model)
    report.block = std::string(model->model->block);
  return report;
}

/// "text_config.hidden_act = "silu"", or "fixed in the code".
std::string place_text(const Row& row) {
  const std::string where = row.where.empty() ? "" : escape_controls(row.where) + ": ";
  if (row.key.empty()) return where + "fixed in the code";
  return where + escape_controls(row.key) + " = " + in_quotes(row.value);
}

void write_model_text(const Report& report, Sink& sink) {
  std::string text = escape_controls(report.model) + "\n\n";
  const auto add = [&](std::string_view heading, const std::string& line) {
    text += std::string(heading) + std::string(13 - heading.size(), ' ') + line + '\n';
  };
  for (const Row& row : report.activations) {
    add("activation", function_text(row.function));
    add("", place_text(row));
  }
  add("block", block_text(report.block));
  if (report.size) {
    const ModelSize& size = *report.size;
    const long long parameters = (is_gated(report.block) ? 3LL : 2LL) * size.d_model * size.d_ff;
    add("", "d_model " + std::to_string(size.d_model) + ", d_ff " + std::to_string(size.d_ff) + ", " +
                std::to_string(parameters) + " weights a layer");
  }
  for (const std::string& note : report.notes) add("note", note);
  add("source", escape_controls(report.source));
  sink.write(text);
}

void write_model_json(const Report& report, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.model/1").field("model", report.model);
  json.field("source", report.source).key("activations").begin_array();
  for (const Row& row : report.activations) {
    json.begin_object().field("where", row.where).field("key", row.key).field("value", row.value);
    json.text_or_null("function", row.function);
    json.text_or_null("canonical", row.function.empty() ? "" : Function::parse(row.function).name());
    json.end_object();
  }
  json.end_array().text_or_null("block", report.block);
  if (report.size) json.field("d_model", report.size->d_model).field("d_ff", report.size->d_ff);
  json.key("notes").begin_array();
  for (const std::string& note : report.notes) json.value(note);
  sink.write(json.end_array().end_object().text());
}

Table models_table() {
  std::vector<std::vector<Cell>> rows;
  for (const Model& model : models())
    for (const ModelActivation& activation : model.activations)
      rows.push_back({std::string(model.names[0]), std::string(model.title), std::string(activation.where),
                      std::string(activation.function), std::string(activation.key), std::string(model.block),
                      source_text(model)});
  return table_of({"name", "models", "where", "function", "key", "block", "source"}, std::move(rows));
}

/// Whether an argument is a file rather than a name.
bool is_path(const std::string& argument) {
  return argument.find('/') != std::string::npos || argument.ends_with(".json") ||
         (!find_model(argument) && file_exists(argument));
}

Report report_of_argument(std::string argument) {
  if (argument.starts_with("config:")) argument.erase(0, std::string_view("config:").size());
  return is_path(argument) ? report_of_config(argument) : report_of(find_model_or_fail(argument));
}

constexpr Format<Report> model_formats[] = {
    {"text", "txt", false, write_model_text},
    {"json", "json", false, write_model_json},
};

}  // namespace

Run setup_model(Parser& parser) {
  auto options = std::make_shared<ModelOptions>();
  parser.arguments("MODEL", "a model: llama, gemma-3, llama-3-8b; or the path of a config.json",
                   options->names);
  parser.flag("--list", "every model with its activation", options->list);
  options->output.declare(parser, "text (default) or json; with --list also csv, md");
  return [options](Io& io) {
    if (options->list && options->names.empty()) {
      deliver(models_table(), choose_format(table_formats(), options->output, "text"), options->output, io);
      return 0;
    }
    if (options->list || options->names.size() != 1)
      throw Error("expected one model" + std::string(options->list ? " or --list" : "") + ", got " +
                      std::to_string(options->names.size()),
                  "write actviz model llama; `actviz model --list` shows all");
    const auto& format =
        choose_format(std::span<const Format<Report>>(model_formats), options->output, "text");
    deliver(report_of_argument(options->names[0]), format, options->output, io);
    return 0;
  };
}

}  // namespace actviz::app
