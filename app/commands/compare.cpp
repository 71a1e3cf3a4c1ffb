// actviz compare: functions side by side, and how far each is from the first.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/commands/commands.hpp"
#include "app/describe.hpp"
#include "lib/analysis/compare.hpp"
#include "lib/base/numbers.hpp"
#include "lib/table/formats.hpp"
#include "plots/charts/comparison.hpp"

namespace actviz::app {
namespace {

struct CompareOptions {
  FunctionArguments functions;
  RangeOption range;
  OutputOptions output;
  FigureOptions figure;
  std::optional<std::string> input, epsilon;
};

struct Report {
  double lo, hi;
  Distribution input;
  double epsilon;
  std::vector<Function> functions;
  std::vector<Stats> stats;
  std::vector<Difference> differences;  ///< of functions 1, 2, ... from function 0
};

/// The four measures of a difference by name.
std::vector<std::pair<std::string_view, Landmark>> measures(const Difference& d) {
  return {{"max_abs", d.max_abs},
          {"max_rel", d.max_rel},
          {"max_ulp_f32", d.max_ulp_f32},
          {"max_slope_abs", d.max_slope_abs}};
}

void write_compare_json(const Report& report, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.compare/1");
  json.key("range").numbers(std::array{report.lo, report.hi}).key("functions").begin_array();
  for (std::size_t i = 0; i < report.functions.size(); ++i)
    add_stats(json, report.functions[i], report.stats[i]);
  json.end_array().key("differences").begin_array();
  for (std::size_t i = 0; i < report.differences.size(); ++i) {
    json.begin_object()
        .field("function", report.functions[i + 1].label())
        .field("against", report.functions[0].label());
    for (const auto& [name, landmark] : measures(report.differences[i])) add_landmark(json, name, landmark);
    json.end_object();
  }
  sink.write(json.end_array().end_object().text());
}

/// One row a function after the first, for CSV and Markdown.
Table difference_table(const Report& report) {
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < report.differences.size(); ++i) {
    std::vector<Cell> cells{report.functions[i + 1].label(), report.functions[0].label()};
    for (const auto& [name, landmark] : measures(report.differences[i])) {
      cells.emplace_back(landmark.x);
      cells.emplace_back(landmark.value);
    }
    rows.push_back(std::move(cells));
  }
  return table_of({"function", "against", "max_abs_x", "max_abs", "max_rel_x", "max_rel", "max_ulp_f32_x",
                   "max_ulp_f32", "max_slope_abs_x", "max_slope_abs"},
                  std::move(rows));
}

/// A dash where the two can be compared nowhere.
std::string difference_text(const Landmark& difference) {
  if (std::isnan(difference.value)) return "-";
  return difference.value == 0 ? "0" : landmark_text(difference);
}

void write_compare_text(const Report& report, Sink& sink) {
  sink.write("differences from " + report.functions[0].label() + " on [" + to_text(report.lo) + ", " +
             to_text(report.hi) + "]\n");
  std::vector<DescribedFunction> differences;
  for (std::size_t i = 0; i < report.differences.size(); ++i) {
    const Difference& d = report.differences[i];
    differences.push_back({report.functions[i + 1].label(),
                           {{"greatest |f - g|", difference_text(d.max_abs)},
                            {"greatest |f - g| / |g|", difference_text(d.max_rel)},
                            {"greatest float32 ULP", difference_text(d.max_ulp_f32)},
                            {"greatest |f' - g'|", difference_text(d.max_slope_abs)}}});
  }
  write_side_by_side(differences, sink);
  sink.write("\ninput " + report.input.label() + "; flat where |f'| <= " + to_text(report.epsilon) + "\n");
  std::vector<DescribedFunction> described;
  for (std::size_t i = 0; i < report.functions.size(); ++i) {
    std::vector<Line> lines;
    for (const Line& line : fact_lines(report.functions[i]))
      if (!line.first.empty() && line.first != "kinks") lines.push_back(line);
    std::ranges::move(stats_lines(report.stats[i]), std::back_inserter(lines));
    described.push_back({report.functions[i].label(), std::move(lines)});
  }
  write_side_by_side(described, sink);
}

std::span<const Format<Report>> compare_formats() {
  return report_formats<Report, write_compare_text, write_compare_json, difference_table>();
}

/// What every output needs; throws Error.
Report make_report(const CompareOptions& options) {
  const auto [lo, hi] = options.range.parse();
  Report report{lo,
                hi,
                Distribution::parse(options.input.value_or("normal:0,1")),
                options.epsilon ? parse_epsilon(*options.epsilon) : 0.01,
                options.functions.parse(),
                {},
                {}};
  if (report.functions.size() < 2)
    throw Error("expected two or more activations, got one",
                "name what to compare it with: actviz compare gelu gelu_tanh");
  for (std::size_t i = 1; i < report.functions.size(); ++i)
    report.differences.push_back(difference(report.functions[i], report.functions[0], lo, hi));
  return report;
}

void deliver_report(Report report, const Format<Report>& format, const CompareOptions& options, Io& io) {
  for (const Function& f : report.functions) report.stats.push_back(stats(f, report.input, report.epsilon));
  deliver(report, format, options.output, io);
}

void deliver_comparison(const Report& report, const Format<plots::Sheet>& format,
                        const CompareOptions& options, Io& io) {
  const plots::ComparisonOptions look{report.lo,
                                      report.hi,
                                      options.figure.title.value_or(""),
                                      options.figure.parse_theme(),
                                      options.figure.parse_log(),
                                      options.figure.parse_labels(report.functions.size())};
  const plots::Medium medium = options.figure.parse_medium(plots::comparison_medium(report.functions.size()));
  deliver_figure(plots::comparison(report.functions, report.differences, look), medium,
                 labels_of(report.functions), format, options.output, options.figure, io);
}

int compare(const CompareOptions& options, Io& io) {
  const auto tables = compare_formats();
  const auto figures = plots::figure_formats();
  const std::size_t chosen = choose_format(tables, figures, options.output, "text");
  if (chosen < tables.size())
    deliver_report(make_report(options), tables[chosen], options, io);
  else
    deliver_comparison(make_report(options), figures[chosen - tables.size()], options, io);
  return 0;
}

}  // namespace

Run setup_compare(Parser& parser) {
  auto options = std::make_shared<CompareOptions>();
  options->functions.declare(parser);
  options->range.declare(parser);
  parser.option("--input", "DIST", "for the statistics: normal:MEAN,SD (default normal:0,1) or uniform:LO,HI",
                options->input);
  parser.option("--epsilon", "E", "a slope of at most this size counts as flat (default 0.01)",
                options->epsilon);
  options->output.declare(parser, "text (default), json, csv, md; figures: png, svg, pdf, terminal");
  options->figure.declare(parser, "as large as the panels need");
  return [options](Io& io) { return compare(*options, io); };
}

}  // namespace actviz::app
