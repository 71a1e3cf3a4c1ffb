// actviz depth: signal and gradient through many layers, predicted and simulated.
#include <cmath>

#include "app/commands/commands.hpp"
#include "app/depth_output.hpp"
#include "app/network_options.hpp"
#include "lib/analysis/landmarks.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "plots/charts/depth.hpp"

namespace actviz::app {
namespace {

struct DepthOptions {
  FunctionArguments functions;
  std::optional<std::string> layers, width, batch, schemes, bias, epsilon, seed, threads;
  bool predict = false;
  OutputOptions output;
  FigureOptions figure;
};

DepthRequest parse_request(const DepthOptions& options) {
  DepthRequest request;
  request.functions = options.functions.parse();
  check_averages(request.functions);
  request.schemes = parse_schemes(options.schemes.value_or("xavier,he"));
  const auto whole = [](std::string_view name, const std::optional<std::string>& text, std::uint64_t most,
                        auto& size) {
    const std::string expected = "a whole number from 1 to " + to_text(static_cast<double>(most));
    if (text)
      size =
          static_cast<std::remove_reference_t<decltype(size)>>(parse_whole(name, *text, 1, most, expected));
  };
  whole("--layers", options.layers, 1000, request.network.layers);
  whole("--width", options.width, 1'000'000, request.network.width);
  whole("--batch", options.batch, 1'000'000, request.network.batch);
  if (options.bias) {
    const double sigma_b =
        parse_option_number("--sigma-b", *options.bias, 0, 1e100, "a finite number of at least 0");
    request.network.bias_variance = sigma_b * sigma_b;
  }
  if (options.epsilon) request.network.epsilon = parse_epsilon(*options.epsilon);
  if (options.predict && options.seed)
    throw Error("--seed says nothing with --predict: nothing is drawn", "leave one of them out");
  if (options.seed) request.seed = parse_seed(*options.seed);
  request.threads = parse_threads(options.threads);
  request.simulates = !options.predict;
  constexpr std::size_t most = 64;
  if (request.functions.size() * request.schemes.size() > most)
    throw Error(
        std::to_string(request.functions.size() * request.schemes.size()) + " networks, more than 64 at once",
        "name fewer activations, or fewer schemes for --init");
  return request;
}

/// How a figure is to look, checked before anything is computed.
struct Look {
  plots::ThemeName theme;
  plots::Medium medium;
  std::vector<std::string> labels;
};

Look parse_look(const DepthOptions& options, const DepthRequest& request) {
  const FigureOptions& figure = options.figure;
  return {figure.parse_theme(), figure.parse_medium(plots::depth_medium),
          figure.parse_labels(request.functions.size() * request.schemes.size(), "networks")};
}

void deliver_depth(const DepthReport& report, const Format<plots::Sheet>& format, const Look& look,
                   const DepthOptions& options, Io& io) {
  std::vector<plots::DepthRun> runs;
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    const DepthResult& run = report.runs[i];
    runs.push_back({look.labels.empty() ? run.activation + ", " + run.scheme : look.labels[i], run.predicted,
                    run.simulated});
  }
  const Network& network = report.request.network;
  std::string subtitle = counted(network.layers, "layer", "layers") + " of " + std::to_string(network.width) +
                         "; lines: predicted";
  if (report.request.simulates)
    subtitle += ", dots: simulated, batch " + std::to_string(network.batch) + ", seed " +
                std::to_string(report.request.seed);
  const std::string title = options.figure.title.value_or("Signal and gradient through depth");
  const std::vector<std::string> names{"depth"};
  deliver_figure(plots::depth(runs, title, subtitle, look.theme), look.medium, names, format, options.output,
                 options.figure, io);
}

int depth(const DepthOptions& options, Io& io) {
  const auto tables = depth_formats();
  const auto figures = plots::figure_formats();
  const std::size_t chosen = choose_format(tables, figures, options.output, "text");
  DepthRequest request = parse_request(options);
  const Look look = parse_look(options, request);
  const DepthReport report = depth_report(std::move(request));
  if (chosen < tables.size())
    deliver(report, tables[chosen], options.output, io);
  else
    deliver_depth(report, figures[chosen - tables.size()], look, options, io);
  return 0;
}

}  // namespace

Run setup_depth(Parser& parser) {
  auto options = std::make_shared<DepthOptions>();
  options->functions.declare(parser);
  parser.option("--layers", "N", "how many (default 30)", options->layers);
  parser.option("--width", "W", "neurons of each (default 512)", options->width);
  parser.option("--batch", "B", "inputs (default 256)", options->batch);
  parser.option("--init", "S,S...",
                "random:SD, lecun, xavier, he, orthogonal, torch, gain, variance (default xavier,he)",
                options->schemes);
  parser.option("--sigma-b", "S", "deviation of the biases (default 0)", options->bias);
  parser.option("--epsilon", "E", "a slope of at most this size counts as flat (default 0.01)",
                options->epsilon);
  parser.flag("--predict", "mean field alone, without a simulation", options->predict);
  parser.option("--seed", "N", "of weights, inputs and gradients (default 1)", options->seed);
  parser.option("--threads", "N", "how many to use (default: all); the output is the same", options->threads,
                true);
  options->output.declare(parser, "text (default), json, csv, md; figures: png, svg, pdf, terminal");
  parser.option("--labels", "TEXT...", "names of the networks in a figure, one each", options->figure.labels,
                0);
  options->figure.declare_page(parser, "720 520");
  return [options](Io& io) { return depth(*options, io); };
}

}  // namespace actviz::app
