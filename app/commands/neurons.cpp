// actviz neurons: dead, saturated, dormant and outlying neurons of an activation dump.
#include <algorithm>
#include <cmath>

#include "app/commands/commands.hpp"
#include "app/neuron_dump.hpp"
#include "app/neuron_output.hpp"
#include "app/progress.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "plots/charts/neurons.hpp"

namespace actviz::app {
namespace {

struct NeuronsOptions {
  std::vector<std::string> files;
  std::optional<std::string> activation, kind, epsilon, near, tensor, axis, layout, dtype, raw, columns,
      offset, heading, part, partial, neuron, worst, verdict, threads, progress, sigma_w, layer;
  bool merge = false, quick = false;
  OutputOptions output;
  FigureOptions figure;
};

DType parse_type(std::string_view option, const std::string& text) {
  if (const auto type = parse_dtype(text)) return *type;
  throw Error(std::string(option) + ": unknown type of elements " + in_quotes(text) +
                  ", expected f64, f32, f16, bf16, f8_e4m3, f8_e5m2, i8 ... u64 or bool",
              "write " + std::string(option) + " bf16");
}

OpenOptions parse_open(const NeuronsOptions& options) {
  OpenOptions open;
  if (options.dtype) open.dtype = parse_type("--dtype", *options.dtype);
  if (options.heading) {
    if (*options.heading != "yes" && *options.heading != "no")
      throw Error("--heading: expected yes or no, got " + in_quotes(*options.heading), "write --heading yes");
    open.heading = *options.heading == "yes";
  }
  if (options.raw.has_value() != options.columns.has_value())
    throw Error("--raw and --cols belong together", "write --raw f32 --cols 4096");
  if (options.raw)
    open.raw = Raw{parse_type("--raw", *options.raw),
                   parse_whole("--cols", *options.columns, 1, most_whole, "a whole number of at least 1"),
                   options.offset
                       ? parse_whole("--offset", *options.offset, 0, most_whole, "a whole number of bytes")
                       : 0};
  return open;
}

Layout parse_layout(const NeuronsOptions& options) {
  if (options.layout && options.axis)
    throw Error("--layout and --axis say the same", "leave one of them out");
  if (options.layout) {
    if (*options.layout == "nchw") return nchw;
    if (*options.layout == "nhwc") return {};
    throw Error("--layout: expected nchw or nhwc, got " + in_quotes(*options.layout), "write --layout nchw");
  }
  if (!options.axis) return {};
  const auto axis = parse_number(*options.axis);
  if (!axis || *axis != std::floor(*axis) || std::fabs(*axis) > 64)
    throw Error("--axis: expected a whole number, got " + in_quotes(*options.axis),
                "write --axis 1, or --axis -1 for the last");
  return {static_cast<long long>(*axis)};
}

/// K/N
std::pair<std::uint64_t, std::uint64_t> parse_part(const std::string& text) {
  const auto slash = text.find('/');
  const auto part = parse_count(text.substr(0, slash)),
             parts = slash == std::string::npos ? std::nullopt : parse_count(text.substr(slash + 1));
  if (!part || !parts || *part < 1 || *parts < *part)
    throw Error("--part: expected K/N with K from 1 to N, got " + in_quotes(text), "write --part 1/4");
  return {static_cast<std::uint64_t>(*part), static_cast<std::uint64_t>(*parts)};
}

DumpRequest parse_request(const NeuronsOptions& options) {
  DumpRequest request;
  request.files = options.files;
  if (options.activation) request.activation = Function::parse(*options.activation);
  if (options.kind && *options.kind != "pre" && *options.kind != "post")
    throw Error("--kind: expected pre or post, got " + in_quotes(*options.kind),
                "pre: the dump holds what goes into the activation; post: what comes out");
  request.is_pre = options.kind && *options.kind == "pre";
  request.quick = options.quick;
  if (options.epsilon) request.epsilon = parse_epsilon(*options.epsilon);
  if (options.near)
    request.near_zero =
        parse_option_number("--near", *options.near, 0, 1e308, "a finite number of at least 0");
  request.open = parse_open(options);
  request.layout = parse_layout(options);
  request.tensor = options.tensor;
  request.threads = parse_threads(options.threads);
  if (options.part.has_value() != options.partial.has_value())
    throw Error("--part and --partial belong together", "write --part 1/4 --partial part1.avs");
  if (options.part) std::tie(request.part, request.parts) = parse_part(*options.part);
  return request;
}

NetworkFacts parse_network(const NeuronsOptions& options) {
  NetworkFacts network;
  if (options.sigma_w)
    network.sigma_w =
        parse_option_number("--sigma-w", *options.sigma_w, 0, 1e150, "a finite number of at least 0");
  if (options.layer)
    network.layer =
        static_cast<int>(parse_whole("--layer", *options.layer, 1, 100'000, "a whole number from 1 to 100000",
                                     "layers are counted from 1, the one next to the inputs"));
  return network;
}

NeuronSelection parse_selection(const NeuronsOptions& options) {
  NeuronSelection selection;
  if (options.neuron)
    selection.neuron = parse_whole("--neuron", *options.neuron, 0, most_whole, "the index of a neuron");
  if (options.worst)
    selection.worst =
        static_cast<std::size_t>(parse_whole("--worst", *options.worst, 0, most_whole, "a whole number"));
  if (options.verdict) {
    selection.verdict = parse_verdict(*options.verdict);
    if (!selection.verdict) {
      std::vector<std::string_view> names;
      for (std::size_t i = 0; i < verdict_count; ++i) names.push_back(name_of(static_cast<Verdict>(i)));
      throw Error("--verdict: unknown verdict " + in_quotes(*options.verdict),
                  did_you_mean(*options.verdict, names, "write --verdict dead"));
    }
  }
  return selection;
}

/// What counts are made of is settled when the parts are written.
void check_merge(const NeuronsOptions& options) {
  refuse_idle({{"--activation", options.activation.has_value()},
               {"--kind", options.kind.has_value()},
               {"--epsilon", options.epsilon.has_value()},
               {"--near", options.near.has_value()},
               {"--tensor", options.tensor.has_value()},
               {"--axis", options.axis.has_value()},
               {"--layout", options.layout.has_value()},
               {"--dtype", options.dtype.has_value()},
               {"--raw", options.raw.has_value()},
               {"--heading", options.heading.has_value()},
               {"--part", options.part.has_value()},
               {"--quick", options.quick}},
              "with --merge: it says how the parts are counted",
              "leave it out, or write the parts again with it");
}

std::vector<NeuronPart> merged_parts(const std::vector<std::string>& paths) {
  std::vector<std::vector<NeuronPart>> files;
  for (const std::string& path : paths) files.push_back(read_parts(*read_all(*open_source(path)), path));
  return merged(std::move(files), paths);
}

/// "relu.npy: 64 neurons"
std::string title_of(const NeuronPart& part) {
  const std::string& path = part.header.files[0];
  std::string name = part.header.tensor.empty() ? path.substr(path.rfind('/') + 1) : part.header.tensor;
  if (part.header.files.size() > 1 && part.header.tensor.empty()) name += " and others";
  std::string title;
  for (const char c : name) title += c == '$' ? "\\$" : std::string(1, c);
  return title + ": " + counted(part.tally.setup().columns, "neuron", "neurons");
}

std::string subtitle_of(const NeuronPart& part) {
  const SlopeRule& rule = part.tally.setup().rule;
  const std::string text = counted(part.tally.rows(), "sample", "samples") + ", " + part.header.dtype;
  return rule.activation.empty() ? text
                                 : text + (rule.is_pre ? "; inputs of " : "; outputs of ") + rule.activation;
}

void check_histogram(bool is_quick) {
  if (is_quick)
    throw Error("a figure shows where the numbers lie, which --quick does not count", "leave --quick out");
}

void deliver_neurons(const std::vector<NeuronPart>& parts, const Format<plots::Sheet>& format,
                     const NeuronsOptions& options, Io& io) {
  if (parts.size() > 1)
    throw Error("a figure shows one layer, and there are " + std::to_string(parts.size()),
                "choose one: --tensor " + escape_controls(parts[0].header.tensor));
  const NeuronPart& part = parts[0];
  check_histogram(part.tally.setup().quick);
  const plots::NeuronsOptions look{options.figure.title.value_or(title_of(part)), subtitle_of(part),
                                   options.figure.parse_theme()};
  const std::vector<std::string> labels{"neurons"};
  deliver_figure(plots::neurons(part.tally, report(part.tally), look),
                 options.figure.parse_medium(plots::neurons_medium), labels, format, options.output,
                 options.figure, io);
}

void check_neuron(const NeuronSelection& selection, const std::vector<NeuronPart>& parts) {
  if (!selection.neuron) return;
  for (const NeuronPart& part : parts)
    if (const std::size_t count = part.tally.setup().columns; *selection.neuron >= count)
      throw Error("--neuron: expected an index below " + std::to_string(count) + ", got \"" +
                      std::to_string(*selection.neuron) + "\"",
                  "neurons are counted from 0");
}

int neurons(const NeuronsOptions& options, Io& io) {
  if (options.files.empty())
    throw Error("no file given", "name an activation dump: .npy, .npz, .safetensors, .csv, or --raw");
  const auto tables = neuron_formats();
  const auto figures = plots::figure_formats();
  const std::size_t chosen = choose_format(tables, figures, options.output, "text");
  if (chosen >= tables.size()) check_histogram(options.quick);
  const NeuronSelection selection = parse_selection(options);
  const NetworkFacts network = parse_network(options);
  const DumpRequest request = parse_request(options);
  std::vector<std::string> notes;
  std::vector<NeuronPart> parts;
  if (options.merge) {
    check_merge(options);
    parts = merged_parts(options.files);
  } else {
    const auto progress = make_progress(options.progress, bytes_of(request.files), options.figure.quiet, io);
    parts = count_dump(request, *progress, notes);
  }
  for (const std::string& note : notes) io.err.write("note: " + note + '\n');
  if (options.partial) {
    write_file(*options.partial, [&](Sink& sink) { write_parts(parts, sink); });
    if (!options.figure.quiet && !is_device(*options.partial)) io.out.write(*options.partial + '\n');
    return 0;
  }
  check_neuron(selection, parts);
  if (chosen < tables.size()) {
    NeuronOutput output{{}, selection};
    for (const NeuronPart& part : parts)
      output.layers.push_back({part.header, part.tally.setup(), report(part.tally), network});
    deliver(output, tables[chosen], options.output, io);
  } else {
    deliver_neurons(parts, figures[chosen - tables.size()], options, io);
  }
  return 0;
}

}  // namespace

Run setup_neurons(Parser& parser) {
  auto options = std::make_shared<NeuronsOptions>();
  parser.arguments("FILE", ".npy, .npz, .safetensors, .csv; several are one dump; - is standard input",
                   options->files);
  parser.option("--activation", "F", "the layer's activation: what is flat and what is dead follows from it",
                options->activation);
  parser.option("--kind", "post|pre", "whether the dump holds its outputs (default) or its inputs",
                options->kind);
  parser.option("--tensor", "GLOB", "which tensors of a file, such as '*mlp.act*' (default all)",
                options->tensor);
  parser.option("--axis", "N", "the axis of the neurons (default -1, the last)", options->axis);
  parser.option("--layout", "nchw|nhwc", "images: a neuron is a channel", options->layout);
  parser.option("--dtype", "D", "what a file holds as bare bytes: bf16 saved by numpy as V2", options->dtype);
  parser.option("--raw", "D", "elements without a header: f32, bf16 ...", options->raw);
  parser.option("--cols", "N", "numbers in a row of --raw", options->columns);
  parser.option("--offset", "B", "bytes before the first element of --raw", options->offset);
  parser.option("--heading", "yes|no", "whether a CSV begins with names (default: by looking)",
                options->heading);
  parser.option("--epsilon", "E", "a slope of at most this size counts as flat (default 0.01)",
                options->epsilon);
  parser.option("--near", "E", "a number of at most this size counts as near zero (default 0.001)",
                options->near);
  parser.option("--layer", "N", "which layer of a ReLU network this is: how many neurons were dead untrained",
                options->layer);
  parser.option("--sigma-w", "S", "deviation of the weights times the root of the fan-in: gives chi1",
                options->sigma_w);
  parser.option("--neuron", "I", "everything about one neuron", options->neuron);
  parser.option("--worst", "K", "how many neurons that are not ok to list (default 10)", options->worst);
  parser.option("--verdict", "V", "list the neurons of a verdict: dead, saturated, dormant ...",
                options->verdict);
  parser.flag("--quick",
              "counts of NaN, infinities and zeros, extremes and moments alone: at the speed of memory",
              options->quick);
  parser.option("--part", "K/N", "count the K-th of N parts of the rows, for --partial", options->part);
  parser.option("--partial", "FILE", "where the counts of a part go", options->partial);
  parser.flag("--merge", "the files are parts written with --partial: finish them", options->merge);
  parser.option("--threads", "N", "how many to use (default: all); the output is the same", options->threads,
                true);
  parser.option("--progress", "WHEN", "auto (default), always or never", options->progress);
  options->output.declare(parser, "text (default), json, csv, md; figures: png, svg, pdf, terminal");
  options->figure.declare_page(parser, "720 500");
  return [options](Io& io) { return neurons(*options, io); };
}

}  // namespace actviz::app
