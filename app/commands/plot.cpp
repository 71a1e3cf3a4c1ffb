// actviz plot: curves of functions and their derivatives; the surface of a gate.
#include <tuple>

#include "app/commands/commands.hpp"
#include "app/format_options.hpp"
#include "app/gate_arguments.hpp"
#include "plots/charts/curves.hpp"
#include "plots/charts/gate.hpp"

namespace actviz::app {
namespace {

using plots::CurveOptions;

struct PlotOptions {
  FunctionArguments functions;
  RangeOption range;
  OutputOptions output;
  FigureOptions figure;
  FormatOptions format;
  std::optional<std::string> derivative, epsilon, gate;
};

CurveOptions parse_curve_options(const PlotOptions& options, std::size_t functions) {
  CurveOptions curve;
  std::tie(curve.lo, curve.hi) = options.range.parse();
  curve.derivatives = parse_derivative(options.derivative);
  if (options.epsilon) curve.epsilon = parse_epsilon(*options.epsilon);
  curve.title = options.figure.title.value_or("");
  curve.theme = options.figure.parse_theme();
  curve.log = options.figure.parse_log();
  curve.labels = options.figure.parse_labels(functions);
  curve.format = options.format.parse();
  curve.overflow = options.format.parse_overflow();
  if (curve.format)
    refuse_idle({{"--epsilon", options.epsilon.has_value()}}, "with --dtype, which shades nothing",
                "leave it out");
  return curve;
}

/// Refuses what says how curves look.
void check_gate_options(const PlotOptions& options, const Gate& gate) {
  if (options.functions.names.size() > 1)
    throw Error("the gate " + std::string(gate.name) + " is a surface, which is drawn alone",
                "plot its activation beside others: actviz plot silu gelu");
  refuse_idle({{"--derivative", options.derivative.has_value()},
               {"--epsilon", options.epsilon.has_value()},
               {"--log", options.figure.log.has_value()},
               {"--dtype", options.format.dtype.has_value()},
               {"--overflow", options.format.overflow.has_value()},
               {"--labels", !options.figure.labels.empty()}},
              "on a gate, which is a surface", "leave it out");
}

void plot_gate(const Gate& gate, const PlotOptions& options, Io& io) {
  check_gate_options(options, gate);
  const auto& format = choose_format(plots::figure_formats(), options.output, "png");
  const auto [lo, hi] = options.range.parse();
  const plots::GateOptions look{lo, hi, parse_half(options.gate, &gate, gate.name),
                                options.figure.title.value_or(""), options.figure.parse_theme()};
  const std::vector<std::string> labels{std::string(gate.name)};
  deliver_figure(plots::gate(gate, look), options.figure.parse_medium(plots::gate_medium), labels, format,
                 options.output, options.figure, io);
}

int plot(const PlotOptions& options, Io& io) {
  for (const std::string& name : options.functions.names)
    if (const Gate* gate = find_gate(name)) {
      plot_gate(*gate, options, io);
      return 0;
    }
  if (options.gate)
    throw Error("--gate has no effect on curves", "name a gate, such as swiglu, or leave --gate out");
  const auto functions = options.functions.parse();
  const auto& format = choose_format(plots::figure_formats(), options.output, "png");
  const CurveOptions curve = parse_curve_options(options, functions.size());
  const plots::Medium medium = options.figure.parse_medium({});
  deliver_figure(plots::curves(functions, curve), medium, labels_of(functions), format, options.output,
                 options.figure, io);
  return 0;
}

}  // namespace

Run setup_plot(Parser& parser) {
  auto options = std::make_shared<PlotOptions>();
  options->functions.declare(parser);
  options->range.declare(parser);
  options->output.declare(parser, "png (default), svg, pdf, terminal");
  parser.option("--derivative", "0|1|2", "highest derivative shown (default 1)", options->derivative);
  parser.option("--epsilon", "E", "a slope of at most this size is shaded as flat (default 0.01)",
                options->epsilon);
  parser.option("--gate", "first|second",
                "of a gate such as swiglu: the half that is gated (default: as its origin)", options->gate);
  options->format.declare(parser, "a staircase of the numbers of f32, tf32, bf16, fp16, e5m2 or e4m3");
  options->figure.declare(parser, "576 384");
  return [options](Io& io) { return plot(*options, io); };
}

}  // namespace actviz::app
