// actviz ffn: a feed-forward block's shapes, parameters, work and memory.
#include "app/commands/commands.hpp"
#include "app/ffn_output.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/models.hpp"

namespace actviz::app {
namespace {

struct FfnOptions {
  std::vector<std::string> kinds;
  std::optional<std::string> d_model, hidden, d_ff, multiple_of, multiplier, model, activation, gate, order;
  bool has_biases = false;
  OutputOptions output;
};

std::int64_t parse_size(std::string_view option, const std::string& text) {
  const auto value = parse_count(text);
  if (!value || *value < 1)
    throw Error(std::string(option) + ": expected a whole number from 1 to 2^53, got " + in_quotes(text),
                "write " + std::string(option) + " 256");
  return *value;
}

/// Refuses options that another one makes idle.
void require_absent(std::initializer_list<std::pair<std::string_view, bool>> given,
                    std::string_view because) {
  for (const auto& [name, is_given] : given)
    if (is_given)
      throw Error(std::string(name) + " has no effect with " + std::string(because), "leave one of them out");
}

FoundModel sized_model(const std::string& name) {
  const FoundModel found = find_model_or_fail(name);
  if (found.size) return found;
  std::string known;
  for (const ModelSize& size : model_sizes())
    if (find_model(size.family)->model == found.model)
      known += (known.empty() ? "" : ", ") + std::string(size.name);
  throw Error("--model: no size is known of " + in_quotes(name),
              known.empty() ? "give its sizes: --d-model 4096 --d-ff 11008" : "name one of " + known);
}

FfnKind kind_of(const FfnOptions& options, const FoundModel& model) {
  if (options.kinds.size() > 1)
    throw Error("expected one kind of block, got " + std::to_string(options.kinds.size()),
                "write actviz ffn swiglu --d-model 4096");
  if (options.kinds.empty() && !model.model)
    throw Error("no kind of block given", "write actviz ffn swiglu --d-model 4096, or --model llama-3-8b");
  const std::string name = options.kinds.empty() ? std::string(model.model->block) : options.kinds[0];
  const std::string usual =
      model.model && model.model->block == "ffn" ? std::string(model.model->activations[0].function) : "relu";
  FfnKind kind = find_ffn_kind(name, options.activation.value_or(usual));
  if (kind.gate && options.activation)
    throw Error("--activation has no effect with " + kind.name + ", which says it",
                "write ffn for a plain block");
  return kind;
}

FfnOrder parse_order(const std::optional<std::string>& text) {
  if (!text || *text == "corrected") return FfnOrder::corrected;
  if (*text == "printed") return FfnOrder::printed;
  throw Error("--order: expected corrected or printed, got " + in_quotes(*text),
              "printed: (f(x W1) W2) * (x W3), which does not fit");
}

/// The plain block of 4 d_model, or of what the rule begins with, that a gated one stands for.
FfnCost plain_cost(const FfnReport& report) {
  const std::int64_t hidden = report.rule ? report.rule->hidden : 4 * report.cost.d_model;
  return ffn_cost({"ffn", nullptr, report.kind.activation}, report.cost.d_model, hidden, report.has_biases);
}

FfnReport report_of(const FfnOptions& options) {
  const FoundModel model = options.model ? sized_model(*options.model) : FoundModel{};
  FfnReport report{.kind = kind_of(options, model), .has_biases = options.has_biases};
  const bool is_gated = report.kind.gate != nullptr;
  const bool has_rule = options.hidden || options.multiple_of || options.multiplier;
  std::int64_t d_model = 0, d_ff = 0;
  if (model.size) {
    require_absent({{"--d-model", options.d_model.has_value()},
                    {"--d-ff", options.d_ff.has_value()},
                    {"--hidden", options.hidden.has_value()},
                    {"--multiple-of", options.multiple_of.has_value()},
                    {"--multiplier", options.multiplier.has_value()}},
                   "--model, which says the sizes");
    report.model = model.size->name;
    d_model = model.size->d_model;
    d_ff = model.size->d_ff;
  } else {
    if (!options.d_model) throw Error("--d-model is missing", "write --d-model 4096, or --model llama-3-8b");
    d_model = parse_size("--d-model", *options.d_model);
    if (options.d_ff && has_rule)
      throw Error("--d-ff has no effect with --hidden, --multiple-of and --multiplier, which make it",
                  "leave it or them out");
    if (options.d_ff) {
      d_ff = parse_size("--d-ff", *options.d_ff);
    } else {
      WidthRule rule{options.hidden ? parse_size("--hidden", *options.hidden) : 4 * d_model};
      if (options.multiplier)
        rule.multiplier = parse_option_number("--multiplier", *options.multiplier, 1e-6, 1e6,
                                              "a number from 0.000001 to 1000000");
      if (options.multiple_of) rule.multiple_of = parse_size("--multiple-of", *options.multiple_of);
      report.rule = rule;
      d_ff = ffn_width(is_gated, rule);
    }
  }
  report.cost = ffn_cost(report.kind, d_model, d_ff, report.has_biases);
  if (!is_gated) return report;
  report.half = report.kind.gate->half;
  report.plain = plain_cost(report);
  report.product = product_moments(*report.kind.gate);
  return report;
}

}  // namespace

Run setup_ffn(Parser& parser) {
  auto options = std::make_shared<FfnOptions>();
  parser.arguments("KIND", "ffn, glu, reglu, geglu, geglu_erf, geglu_quick, swiglu, swiglu_oai, ...",
                   options->kinds);
  parser.option("--d-model", "D", "the numbers of a token that go in and come out", options->d_model);
  parser.option("--hidden", "H", "the size before the 2/3 rule of gated kinds (default 4 D)",
                options->hidden);
  parser.option("--multiplier", "X", "of 2/3 H, rounded down", options->multiplier);
  parser.option("--multiple-of", "N", "what d_ff is rounded up to", options->multiple_of);
  parser.option("--d-ff", "M", "the inner size itself", options->d_ff);
  parser.option("--model", "NAME", "sizes and kind of a known model, such as llama-3-8b", options->model);
  parser.option("--activation", "F", "of the plain block (default relu)", options->activation);
  parser.option("--gate", "first|second", "the gated half of a fused matrix (default: as the kind's origin)",
                options->gate);
  parser.flag("--bias", "each matrix has a bias", options->has_biases);
  parser.option("--order", "ORDER", "corrected (default), or printed: (f(x W1) W2) * (x W3), a shape error",
                options->order);
  options->output.declare(parser, "text (default), json, csv, md");
  return [options](Io& io) {
    const auto& format = choose_format(ffn_formats(), options->output, "text");
    FfnReport report = report_of(*options);
    report.half = parse_half(options->gate, report.kind.gate, report.kind.name);
    check_order(report.kind, parse_order(options->order), "n", report.cost.d_model, report.cost.d_ff);
    deliver(report, format, options->output, io);
    return 0;
  };
}

}  // namespace actviz::app
