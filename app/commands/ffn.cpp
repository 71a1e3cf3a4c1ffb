// actviz ffn: a feed-forward block's shapes, parameters, work and memory, and its forward pass.
#include "app/commands/commands.hpp"
#include "app/ffn_output.hpp"
#include "app/ffn_pass.hpp"
#include "app/gate_arguments.hpp"
#include "lib/base/numbers.hpp"
#include "lib/catalogue/models.hpp"

namespace actviz::app {
namespace {

struct FfnOptions {
  std::vector<std::string> kinds;
  std::optional<std::string> d_model, hidden, d_ff, multiple_of, multiplier, model, activation, gate, order,
      forward, seed, weights, input, tensor, dump;
  bool has_biases = false;
  OutputOptions output;
};

std::int64_t parse_size(std::string_view option, const std::string& text) {
  return static_cast<std::int64_t>(parse_whole(option, text, 1, most_whole, "a whole number from 1 to 2^53",
                                               "write " + std::string(option) + " 256"));
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

/// d_model, and the rule or the d_ff that are given.
void read_sizes(const FfnOptions& options, FfnReport& report, std::int64_t& d_model, std::int64_t& d_ff) {
  if (!options.d_model) throw Error("--d-model is missing", "write --d-model 4096, or --model llama-3-8b");
  d_model = parse_size("--d-model", *options.d_model);
  if (options.d_ff) {
    if (options.hidden || options.multiple_of || options.multiplier)
      throw Error("--d-ff has no effect with --hidden, --multiple-of and --multiplier, which make it",
                  "leave it or them out");
    d_ff = parse_size("--d-ff", *options.d_ff);
    return;
  }
  WidthRule rule{options.hidden ? parse_size("--hidden", *options.hidden) : 4 * d_model};
  if (options.multiplier)
    rule.multiplier = parse_option_number("--multiplier", *options.multiplier, 1e-6, 1e6,
                                          "a number from 0.000001 to 1000000");
  if (options.multiple_of) rule.multiple_of = parse_size("--multiple-of", *options.multiple_of);
  report.rule = rule;
  d_ff = ffn_width(report.kind.gate != nullptr, rule);
}

/// Refuses the options that sizes from elsewhere make idle.
void require_no_sizes(const FfnOptions& options, std::string_view why) {
  refuse_idle({{"--d-model", options.d_model.has_value()},
               {"--d-ff", options.d_ff.has_value()},
               {"--hidden", options.hidden.has_value()},
               {"--multiple-of", options.multiple_of.has_value()},
               {"--multiplier", options.multiplier.has_value()}},
              why, "leave one of them out");
}

FfnReport report_of(const FfnOptions& options, const std::optional<FfnWeightFile>& weights, FfnReport report,
                    const FoundModel& model) {
  std::int64_t d_model = 0, d_ff = 0;
  if (model.size) {
    require_no_sizes(options, "with --model, which says the sizes");
    report.model = model.size->name;
    d_model = model.size->d_model;
    d_ff = model.size->d_ff;
  } else if (weights) {
    require_no_sizes(options, "with --weights, whose shapes say it");
    d_model = weights->shapes().w1.rows;
    d_ff = weights->shapes().w1.columns;
  } else {
    read_sizes(options, report, d_model, d_ff);
  }
  report.cost = ffn_cost(report.kind, d_model, d_ff, report.has_biases);
  if (!report.kind.gate) return report;
  report.plain = plain_cost(report);
  report.product = product_moments(*report.kind.gate);
  return report;
}

PassRequest parse_pass(const FfnOptions& options) {
  PassRequest request{.input = options.input, .dump = options.dump};
  if (options.forward) request.rows = parse_size("--forward", *options.forward);
  if (request.rows && request.input)
    throw Error("--forward has no effect with --input, which says how many rows there are",
                "leave one of them out");
  if (options.seed) request.seed = parse_seed(*options.seed);
  if (request.rows || request.input) return request;
  const std::pair<std::string_view, bool> idle[] = {{"--weights", options.weights.has_value()},
                                                    {"--seed", options.seed.has_value()},
                                                    {"--dump", options.dump.has_value()}};
  for (const auto& [name, is_given] : idle)
    if (is_given)
      throw Error(std::string(name) + " needs a forward pass", "write --forward 4, or --input x.npy");
  return request;
}

void check_files(const FfnOptions& options) {
  if (options.tensor && !options.weights)
    throw Error("--tensor has no effect without --weights, whose tensors it chooses", "leave it out");
  if (options.seed && options.weights && options.input)
    throw Error("--seed has no effect where weights and input are given", "leave it out");
  if (options.weights && options.model)
    throw Error("--model has no effect with --weights, whose shapes say the sizes", "leave one of them out");
  if (options.weights && options.has_biases)
    throw Error("--bias has no effect with --weights, which has biases or none", "leave it out");
  if (options.dump && !options.dump->ends_with(".safetensors") && !is_device(*options.dump))
    throw Error("--dump: expected a name that ends in .safetensors, got " + in_quotes(*options.dump),
                "write --dump acts.safetensors, which actviz neurons reads");
}

int ffn(const FfnOptions& options, Io& io) {
  const auto& format = choose_format(ffn_formats(), options.output, "text");
  check_files(options);
  const PassRequest request = parse_pass(options);
  const FfnOrder order = parse_order(options.order);
  const FoundModel model = options.model ? sized_model(*options.model) : FoundModel{};
  FfnReport report{.kind = kind_of(options, model), .has_biases = options.has_biases};
  report.half = parse_half(options.gate, report.kind.gate, report.kind.name);
  std::optional<FfnWeightFile> weights;
  if (options.weights) {
    weights.emplace(*options.weights, options.tensor, report.kind, report.half);
    report.has_biases = weights->has_biases();
  }
  report = report_of(options, weights, std::move(report), model);
  if (request.rows || request.input) {
    report.weights = options.weights.value_or("");
    report.input = options.input.value_or("");
    report.dump = options.dump.value_or("");
    report.pass = forward_pass(report.kind, report.cost, weights ? &*weights : nullptr, request, order);
  } else {
    check_order(report.kind, order, "n", report.cost.d_model, report.cost.d_ff);
  }
  deliver(report, format, options.output, io);
  return 0;
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
  parser.option("--forward", "N", "a forward pass of N drawn rows", options->forward);
  parser.option("--input", "FILE", "a forward pass of the rows of a .npy, .safetensors, .csv",
                options->input);
  parser.option("--weights", "FILE",
                "its weights: w1, w2, w3, or gate_proj, up_proj, down_proj (default drawn)",
                options->weights);
  parser.option("--tensor", "GLOB", "which tensors of the weights, such as 'model.layers.0.mlp.*'",
                options->tensor);
  parser.option("--seed", "N", "of what is drawn (default 0)", options->seed);
  parser.option("--dump", "FILE", "writes gate, up, hidden and output as .safetensors, for actviz neurons",
                options->dump);
  options->output.declare(parser, "text (default), json, csv, md");
  return [options](Io& io) { return ffn(*options, io); };
}

}  // namespace actviz::app
