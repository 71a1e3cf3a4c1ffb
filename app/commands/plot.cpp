// actviz plot: curves of functions and their derivatives.
#include <tuple>

#include "app/commands/commands.hpp"
#include "plots/charts/curves.hpp"

namespace actviz::app {
namespace {

using plots::CurveOptions;

struct PlotOptions {
  FunctionArguments functions;
  RangeOption range;
  OutputOptions output;
  FigureOptions figure;
  std::optional<std::string> derivative, epsilon;
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
  return curve;
}

int plot(const PlotOptions& options, Io& io) {
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
  options->figure.declare(parser, "576 384");
  return [options](Io& io) { return plot(*options, io); };
}

}  // namespace actviz::app
