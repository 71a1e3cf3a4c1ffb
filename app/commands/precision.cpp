// actviz precision: a function in formats of few bits.
#include "lib/analysis/precision.hpp"
#include "app/commands/commands.hpp"
#include "app/format_options.hpp"
#include "app/precision_output.hpp"
#include "plots/charts/precision.hpp"

namespace actviz::app {
namespace {

struct PrecisionCommandOptions {
  FunctionArguments functions;
  FormatOptions format;
  RangeOption range;
  OutputOptions output;
  FigureOptions figure;
  std::optional<std::string> threads;
};

PrecisionReport report_of(const PrecisionCommandOptions& options, std::vector<FloatFormat> formats) {
  const bool with_errors = options.format.dtype.has_value();
  if (formats.empty()) formats.assign(float_formats().begin(), float_formats().end());
  if (!with_errors)
    refuse_idle({{"--range", options.range.given()}}, "without --dtype",
                "it limits the inputs of which errors are measured: add --dtype bf16");
  const PrecisionOptions how{options.format.parse_overflow(), with_errors,
                             parse_inputs(options.range, formats), parse_threads(options.threads)};
  PrecisionReport report{how.overflow, with_errors, {}};
  for (const Function& f : options.functions.parse()) {
    report.functions.push_back({f, {}});
    for (const FloatFormat& format : formats)
      report.functions.back().formats.push_back(precision(f, format, how));
  }
  return report;
}

void draw(const PrecisionCommandOptions& options, const std::vector<FloatFormat>& formats,
          const Format<plots::Sheet>& format, Io& io) {
  const auto functions = options.functions.parse();
  if (functions.size() > 1 || formats.size() != 1)
    throw Error("a figure shows one activation in one format, got " + std::to_string(functions.size()) +
                    " and " + std::to_string(formats.size()),
                "write actviz precision gelu --dtype bf16 -o gelu.png");
  plots::PrecisionChartOptions look{formats[0],
                                    options.format.parse_overflow(),
                                    parse_inputs(options.range, formats),
                                    parse_threads(options.threads),
                                    options.figure.title.value_or(""),
                                    options.figure.parse_theme()};
  const std::vector<std::string> labels{functions[0].label(), std::string(formats[0].name)};
  deliver_figure(plots::precision(functions[0], look), options.figure.parse_medium(plots::precision_medium),
                 labels, format, options.output, options.figure, io);
}

int run_precision(const PrecisionCommandOptions& options, Io& io) {
  const auto tables = precision_formats();
  const auto figures = plots::figure_formats();
  const std::size_t chosen = choose_format(tables, figures, options.output, "text");
  const auto formats = options.format.parse_list();
  if (chosen < tables.size())
    deliver(report_of(options, formats), tables[chosen], options.output, io);
  else
    draw(options, formats, figures[chosen - tables.size()], io);
  return 0;
}

}  // namespace

Run setup_precision(Parser& parser) {
  auto options = std::make_shared<PrecisionCommandOptions>();
  options->functions.declare(parser);
  options->format.declare(parser,
                          "f32, tf32, bf16, fp16, e5m2, e4m3, or several; without, thresholds of all");
  parser.option("--range", "LO HI", "errors only of x between them (default: all); the x of a figure",
                options->range.words, 2);
  parser.option("--threads", "N", "at most this many at once (default: the processors)", options->threads,
                true);
  options->output.declare(parser, "text (default), json, csv, md; figures: png, svg, pdf, terminal");
  options->figure.declare_page(parser, "620 480");
  return [options](Io& io) { return run_precision(*options, io); };
}

}  // namespace actviz::app
