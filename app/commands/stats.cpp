// actviz stats: each function under an input distribution.
#include "app/commands/commands.hpp"
#include "app/describe.hpp"
#include "lib/base/numbers.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

struct StatsOptions {
  FunctionArguments functions;
  OutputOptions output;
  std::optional<std::string> input, epsilon;
};

struct Row {
  Function function;
  Stats stats;
};

struct Report {
  Distribution input;
  double epsilon;
  std::vector<Row> rows;
};

/// One row a function, for CSV and Markdown; an extreme that is not attained leaves its cells empty.
Table flat_table(const Report& report) {
  std::vector<std::string> columns{"function"};
  std::vector<std::vector<Cell>> rows;
  for (const Row& row : report.rows) {
    std::vector<Cell> cells{row.function.label()};
    columns.resize(1);
    for (const auto& [name, value] : stats_numbers(row.stats)) {
      columns.emplace_back(name);
      cells.emplace_back(value);
    }
    const Landmarks& marks = row.stats.landmarks;
    for (const auto& [name, landmark] :
         {std::pair("minimum", marks.minimum), {"maximum", marks.maximum}, {"max_slope", marks.max_slope}}) {
      columns.insert(columns.end(), {std::string(name) + "_x", name});
      cells.push_back(landmark ? Cell(landmark->x) : Cell(std::string()));
      cells.push_back(landmark ? Cell(landmark->value) : Cell(std::string()));
    }
    columns.emplace_back("lipschitz");
    cells.emplace_back(marks.lipschitz);
    rows.push_back(std::move(cells));
  }
  return table_of(std::move(columns), std::move(rows));
}

void write_stats_json(const Report& report, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.stats/1").key("input").begin_object();
  json.field("distribution", report.input.name());
  for (const auto& [name, value] : report.input.parameters()) json.field(name, value);
  json.end_object().field("epsilon", report.epsilon).key("functions").begin_array();
  for (const Row& row : report.rows) add_stats(json, row.function, row.stats);
  sink.write(json.end_array().end_object().text());
}

void write_stats_text(const Report& report, Sink& sink) {
  sink.write("input " + report.input.label() + "; flat where |f'| <= " + to_text(report.epsilon) + "\n");
  std::vector<DescribedFunction> described;
  for (const Row& row : report.rows) described.push_back({row.function.label(), stats_lines(row.stats)});
  write_side_by_side(described, sink);
  for (const Row& row : report.rows)
    for (const FlatInterval& flat : row.stats.landmarks.flat)
      if (flat.equals_epsilon)
        sink.write("\nnote: " + row.function.label() + " has a slope of exactly epsilon on its " +
                   std::string(side_name(flat.side)) + " side, which counts as flat\n");
}

std::span<const Format<Report>> stats_formats() {
  return report_formats<Report, write_stats_text, write_stats_json, flat_table>();
}

}  // namespace

Run setup_stats(Parser& parser) {
  auto options = std::make_shared<StatsOptions>();
  options->functions.declare(parser);
  parser.option("--input", "DIST", "normal:MEAN,SD (default normal:0,1) or uniform:LO,HI", options->input);
  parser.option("--epsilon", "E", "a slope of at most this size counts as flat (default 0.01)",
                options->epsilon);
  options->output.declare(parser, "text (default), json, csv, md");
  return [options](Io& io) {
    const auto functions = options->functions.parse();
    const auto& format = choose_format(stats_formats(), options->output, "text");
    Report report{Distribution::parse(options->input.value_or("normal:0,1")),
                  options->epsilon ? parse_epsilon(*options->epsilon) : 0.01,
                  {}};
    for (const Function& f : functions) report.rows.push_back({f, stats(f, report.input, report.epsilon)});
    deliver(report, format, options->output, io);
    return 0;
  };
}

}  // namespace actviz::app
