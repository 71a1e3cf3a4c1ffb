// actviz softmax: probabilities of scores, their derivatives and what belongs to them.
#include <algorithm>
#include <cmath>

#include "app/commands/commands.hpp"
#include "app/softmax_input.hpp"
#include "app/softmax_output.hpp"
#include "lib/base/numbers.hpp"
#include "plots/charts/softmax.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t most_jacobian_rows = 4096, most_swept = 1000;

struct SoftmaxCommand {
  ScoreSource source;
  std::optional<std::string> kind, temperature, target, vector, seed;
  std::vector<std::string> sweep;
  bool jacobian = false, log = false, naive = false;
  OutputOptions output;
  FigureOptions figure;
};

SoftmaxKind parse_kind(const SoftmaxCommand& options) {
  if (!options.kind) return options.log ? SoftmaxKind::log_softmax : SoftmaxKind::softmax;
  const auto kind = parse_softmax_kind(*options.kind);
  const auto known = softmax_kinds();
  if (!kind)
    throw Error("--kind: unknown kind " + in_quotes(*options.kind) +
                    ", expected one of softmax, softmin, log_softmax, sparsemax, hardmax, gumbel",
                did_you_mean(*options.kind, known, "write --kind sparsemax"));
  const bool has_log = *kind == SoftmaxKind::softmax || *kind == SoftmaxKind::log_softmax;
  if (options.log && !has_log)
    throw Error("--log is short for --kind log_softmax, got --kind " + *options.kind,
                "leave --log out; log-probabilities are always told");
  return options.log ? SoftmaxKind::log_softmax : *kind;
}

double parse_temperature(std::string_view option, const std::string& text) {
  const auto value = parse_quantity(text);
  if (!value || !(*value > 0) || std::isinf(*value))
    throw Error(std::string(option) + ": expected a finite number above 0, got " + in_quotes(text),
                "towards 0 softmax becomes --kind hardmax; write " + std::string(option) +
                    (option == "--sweep" ? " 0.1 10" : " 0.5"));
  return *value;
}

SoftmaxSetup parse_setup(const SoftmaxCommand& options) {
  SoftmaxSetup setup{.kind = parse_kind(options)};
  if (options.temperature) setup.temperature = parse_temperature("--temperature", *options.temperature);
  if (!options.seed) return setup;
  setup.seed = parse_whole("--seed", *options.seed, 0, most_whole, "a whole number", "write --seed 7");
  if (setup.kind != SoftmaxKind::gumbel)
    throw Error("--seed: " + std::string(name_of(setup.kind)) + " draws no random numbers",
                "leave it out, or write --kind gumbel");
  return setup;
}

std::pair<double, double> parse_sweep(const std::vector<std::string>& words) {
  if (words.size() != 2) throw Error("--sweep: expected LO HI", "write --sweep 0.1 10");
  const double lo = parse_temperature("--sweep", words[0]), hi = parse_temperature("--sweep", words[1]);
  if (!(lo < hi))
    throw Error("--sweep: expected LO < HI, got " + in_quotes(words[0] + " " + words[1]),
                "write --sweep 0.1 10");
  return {lo, hi};
}

void check_together(const SoftmaxCommand& options, SoftmaxKind kind, bool is_figure) {
  if (!options.sweep.empty())
    refuse_idle({{"--temperature", options.temperature.has_value()},
                 {"--target", options.target.has_value()},
                 {"--vector", options.vector.has_value()},
                 {"--jacobian", options.jacobian},
                 {"--naive", options.naive}},
                "with --sweep", "leave one of them out");
  if (is_figure)
    refuse_idle({{"--vector", options.vector.has_value()}, {"--naive", options.naive}}, "in a figure",
                "leave it out, or choose text, json, csv or md");
  if (options.naive && !has_naive_form(kind))
    throw Error("--naive: " + std::string(name_of(kind)) + " has no naive form",
                "it is for softmax, softmin and log_softmax");
}

/// What is asked for is checked against the number of scores before anything is computed.
SoftmaxReport make_report(const SoftmaxCommand& options, SoftmaxReport report, bool is_figure) {
  const std::size_t count = report.scores.size();
  if (options.target) {
    const auto target = parse_count(*options.target);
    if (!target || static_cast<std::size_t>(*target) >= count)
      throw Error("--target: expected a whole number from 0 to " + std::to_string(count - 1) + ", got " +
                      in_quotes(*options.target),
                  "entries are counted from 0");
    report.target = static_cast<std::size_t>(*target);
  }
  if (options.vector) {
    report.vector = parse_numbers("--vector", *options.vector);
    if (report.vector->size() != count)
      throw Error("--vector: expected " + std::to_string(count) + " numbers, one for each score, got " +
                      std::to_string(report.vector->size()),
                  "write them with commas between: --vector 1,0,-0.5");
    if (!std::ranges::all_of(*report.vector, [](double v) { return std::isfinite(v); }))
      throw Error("--vector: expected finite numbers, got " + in_quotes(*options.vector),
                  "write --vector 1,0,-0.5");
  }
  const std::size_t most = is_figure ? plots::most_jacobian_rows : most_jacobian_rows;
  if (options.jacobian && count > most)
    throw Error("--jacobian: " + std::to_string(count) + " x " + std::to_string(count) +
                    " entries, more than " + std::to_string(most) + " x " + std::to_string(most),
                is_figure && count <= most_jacobian_rows
                    ? "--format csv has them"
                    : "--vector V,V,... multiplies by it without building it");
  report.jacobian = options.jacobian;
  return report;
}

std::vector<std::string> parse_names(const SoftmaxCommand& options, std::size_t count) {
  const auto& labels = options.figure.labels;
  if (!labels.empty() && labels.size() != count)
    throw Error("--labels: expected as many as scores, which are " + std::to_string(count) + ", got " +
                    std::to_string(labels.size()),
                "write the scores before --labels, and quote each label: --labels 'a cat' dog");
  return labels;
}

void deliver_softmax_figure(const SoftmaxCommand& options, const SoftmaxReport& report,
                            const Format<plots::Sheet>& format, Io& io) {
  const plots::SoftmaxOptions look{options.figure.title.value_or(""), options.figure.parse_theme(),
                                   report.labels, report.target};
  const auto medium =
      options.figure.parse_medium(options.jacobian ? plots::softmax_jacobian_medium : plots::Medium{});
  std::vector<std::string> names{std::string(name_of(report.result.setup.kind))};
  plots::Figure figure;
  if (!options.sweep.empty()) {
    const auto [lo, hi] = parse_sweep(options.sweep);
    figure = plots::softmax_sweep(report.scores, report.result.setup, lo, hi, look);
    names.emplace_back("temperature");
  } else if (options.jacobian) {
    figure = plots::softmax_jacobian(report.scores, report.result, look);
    names.emplace_back("jacobian");
  } else {
    figure = plots::softmax_bars(report.scores, report.result, look);
  }
  deliver_figure(std::move(figure), medium, names, format, options.output, options.figure, io);
  for (const std::string& note : softmax_notes(report)) io.err.write("note: " + note + '\n');
}

void check_sweep(const SoftmaxCommand& options, std::size_t count) {
  if (options.sweep.empty()) return;
  parse_sweep(options.sweep);
  if (count > most_swept)
    throw Error(
        "--sweep: expected at most " + std::to_string(most_swept) + " scores, got " + std::to_string(count),
        "take the greatest of them");
}

int run_softmax(const SoftmaxCommand& options, Io& io) {
  const auto tables = softmax_formats();
  const auto figures = plots::figure_formats();
  const std::size_t chosen = choose_format(tables, figures, options.output, "text");
  const bool is_figure = chosen >= tables.size();
  const SoftmaxSetup setup = parse_setup(options);
  check_together(options, setup.kind, is_figure);
  check_sweep(options, 0);
  SoftmaxReport report{.scores = read_scores(options.source, io)};
  report.labels = parse_names(options, report.scores.size());
  check_sweep(options, report.scores.size());
  report = make_report(options, std::move(report), is_figure);
  report.result = softmax(report.scores, setup);
  if (options.naive) report.naive = naive_softmax(report.scores, setup);
  if (is_figure) {
    deliver_softmax_figure(options, report, figures[chosen - tables.size()], io);
  } else if (!options.sweep.empty()) {
    const auto [lo, hi] = parse_sweep(options.sweep);
    const Format<Table>& format =
        *std::ranges::find(table_formats(), tables[chosen].name, &Format<Table>::name);
    deliver(softmax_sweep_table(report, temperatures(lo, hi, 21)), format, options.output, io);
  } else {
    deliver(report, tables[chosen], options.output, io);
  }
  return 0;
}

}  // namespace

Run setup_softmax(Parser& parser) {
  auto options = std::make_shared<SoftmaxCommand>();
  parser.arguments("V", "scores; -inf masks an entry; without any, --from or standard input",
                   options->source.words);
  parser.option("--kind", "NAME", "softmax (default), softmin, log_softmax, sparsemax, hardmax or gumbel",
                options->kind);
  parser.option("--temperature", "T", "what the scores are divided by (default 1)", options->temperature);
  parser.option("--target", "K", "the entry that is the truth, counted from 0: cross-entropy, gradient",
                options->target);
  parser.flag("--log", "short for --kind log_softmax", options->log);
  parser.flag("--jacobian", "the derivatives d p_i / d x_j; a figure shows them as a heatmap",
              options->jacobian);
  parser.option("--vector", "V,V,...", "the Jacobian times this vector, without building it",
                options->vector);
  parser.flag("--naive", "exp(x) / sum exp(x) as it is written, in float64 and float32, beside it",
              options->naive);
  parser.option("--sweep", "LO HI", "at temperatures from LO to HI: a table, or curves", options->sweep, 2);
  parser.option("--seed", "N", "of gumbel's noise (default 1)", options->seed);
  parser.option("--from", "FILE[:COLUMN]", "scores from a file, one a line, or a CSV column",
                options->source.from);
  parser.option("--row", "I", "scores from a row of the .npy, .npz, .safetensors or CSV file, counted from 0",
                options->source.row);
  parser.option("--tensor", "GLOB", "which tensor of the file holds the row", options->source.tensor);
  parser.option("--labels", "TEXT...", "names of the entries, one each", options->figure.labels, 0);
  options->output.declare(parser, "text (default), json, csv, md; figures: png, svg, pdf, terminal");
  options->figure.declare_page(parser, "576 384, Jacobian 480 432");
  return [options](Io& io) { return run_softmax(*options, io); };
}

}  // namespace actviz::app
