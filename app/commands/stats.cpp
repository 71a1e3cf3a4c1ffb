// actviz stats: each function under an input distribution.
#include <algorithm>

#include "app/commands/commands.hpp"
#include "lib/analysis/stats.hpp"
#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/table/table.hpp"

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

constexpr std::string_view side_name(Side side) {
  return side == Side::left ? "left" : side == Side::right ? "right" : "inner";
}

/// The plain numbers of a row, named as in the JSON form.
std::vector<std::pair<std::string_view, double>> numbers(const Stats& s) {
  return {{"mean", s.moments.mean},
          {"variance", s.moments.variance},
          {"second_moment", s.moments.second_moment},
          {"slope_mean", s.moments.slope_mean},
          {"slope_second_moment", s.moments.slope_second_moment},
          {"gain", s.moments.gain},
          {"dead", s.dead},
          {"saturated_left", s.saturated_left},
          {"saturated_right", s.saturated_right},
          {"flat_inner", s.flat_inner}};
}

void add_landmark(Json& json, std::string_view name, const std::optional<Landmark>& landmark) {
  json.key(name);
  if (!landmark)
    json.null();
  else
    json.begin_object().field("x", landmark->x).field("value", landmark->value).end_object();
}

void add_function(Json& json, const Row& row) {
  const Activation& activation = row.function.activation();
  const Landmarks& marks = row.stats.landmarks;
  json.begin_object()
      .field("name", activation.name)
      .field("label", row.function.label())
      .key("parameters")
      .begin_object();
  for (std::size_t i = 0; i < activation.params.size(); ++i)
    json.field(activation.params[i].name, row.function.values()[i]);
  json.end_object();
  for (const auto& [name, value] : numbers(row.stats)) json.field(name, value);
  add_landmark(json, "minimum", marks.minimum);
  add_landmark(json, "maximum", marks.maximum);
  add_landmark(json, "max_slope", marks.max_slope);
  json.field("lipschitz", marks.lipschitz).key("flat").begin_array();
  for (const FlatInterval& flat : marks.flat)
    json.begin_object()
        .field("from", flat.from)
        .field("to", flat.to)
        .field("side", side_name(flat.side))
        .end_object();
  json.end_array().end_object();
}

void write_stats_json(const Report& report, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.stats/1").key("input").begin_object();
  json.field("distribution", report.input.name());
  for (const auto& [name, value] : report.input.parameters()) json.field(name, value);
  json.end_object().field("epsilon", report.epsilon).key("functions").begin_array();
  for (const Row& row : report.rows) add_function(json, row);
  sink.write(json.end_array().end_object().text());
}

/// One row a function, for CSV and Markdown; an extreme that is not attained leaves its cells empty.
Table flat_table(const Report& report) {
  std::vector<std::string> columns{"function"};
  std::vector<std::vector<Cell>> rows;
  for (const Row& row : report.rows) {
    std::vector<Cell> cells{row.function.label()};
    columns.resize(1);
    for (const auto& [name, value] : numbers(row.stats)) {
      columns.emplace_back(name);
      cells.emplace_back(value);
    }
    const Landmarks& marks = row.stats.landmarks;
    for (const auto& [name, landmark] : {std::pair("minimum", marks.minimum),
                                         {"maximum", marks.maximum},
                                         {"max_slope", std::optional(marks.max_slope)}}) {
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

constexpr int digits = 6;

std::string number_text(double value) {
  if (value == infinity) return "∞";
  if (value == -infinity) return "-∞";
  return to_text(value, digits);
}
std::string share_text(double share) { return number_text(100 * share) + " %"; }
std::string landmark_text(const std::optional<Landmark>& mark) {
  return mark ? number_text(mark->value) + " at " + number_text(mark->x) : "none";
}
std::string interval_text(const FlatInterval& flat) {
  return (flat.from == -infinity ? "(" : "[") + number_text(flat.from) + ", " + number_text(flat.to) +
         (flat.to == infinity ? ")" : "]");
}

std::vector<std::pair<std::string, std::string>> lines_for(const Row& row) {
  const Stats& s = row.stats;
  std::vector<std::pair<std::string, std::string>> lines{
      {"mean", number_text(s.moments.mean)},
      {"variance", number_text(s.moments.variance)},
      {"second moment", number_text(s.moments.second_moment)},
      {"E f'", number_text(s.moments.slope_mean)},
      {"E f'^2", number_text(s.moments.slope_second_moment)},
      {"gain 1/sqrt(E f^2)", number_text(s.moments.gain)},
      {"dead (f' = 0)", share_text(s.dead)},
      {"saturated left", share_text(s.saturated_left)},
      {"saturated right", share_text(s.saturated_right)},
      {"flat inside", share_text(s.flat_inner)},
      {"minimum", landmark_text(s.landmarks.minimum)},
      {"maximum", landmark_text(s.landmarks.maximum)},
      {"greatest slope", landmark_text(s.landmarks.max_slope)},
      {"Lipschitz constant", number_text(s.landmarks.lipschitz)}};
  for (const FlatInterval& flat : s.landmarks.flat)
    lines.emplace_back("flat, " + std::string(side_name(flat.side)), interval_text(flat));
  return lines;
}

/// The blocks of up to three functions side by side that 80 columns hold.
void write_stats_text(const Report& report, Sink& sink) {
  constexpr std::size_t side_by_side = 3;
  sink.write("input " + report.input.label() + "; flat where |f'| <= " + to_text(report.epsilon) + "\n");
  for (std::size_t start = 0; start < report.rows.size(); start += side_by_side) {
    const std::size_t end = std::min(start + side_by_side, report.rows.size());
    std::vector<std::string> names, columns{""};
    std::vector<std::vector<std::pair<std::string, std::string>>> lines;
    for (std::size_t i = start; i < end; ++i) {
      columns.push_back(report.rows[i].function.label());
      lines.push_back(lines_for(report.rows[i]));
      for (const auto& [name, value] : lines.back())
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    std::vector<std::vector<Cell>> rows;
    for (const std::string& name : names) {
      std::vector<Cell> cells{name};
      for (const auto& function : lines) {
        const auto found = std::ranges::find(function, name, [](const auto& line) { return line.first; });
        cells.emplace_back(found == function.end() ? std::string("-") : found->second);
      }
      rows.push_back(std::move(cells));
    }
    sink.write("\n");
    table_formats()[0].write(table_of(std::move(columns), std::move(rows)), sink);
  }
  for (const Row& row : report.rows)
    for (const FlatInterval& flat : row.stats.landmarks.flat)
      if (flat.equals_epsilon)
        sink.write("\nnote: " + row.function.label() + " has a slope of exactly epsilon on its " +
                   std::string(side_name(flat.side)) + " side, which counts as flat\n");
}

std::span<const Format<Report>> stats_formats() {
  static constexpr Format<Report> formats[] = {
      {"text", "txt", false, write_stats_text},
      {"json", "json", false, write_stats_json},
      {"csv", "csv", false,
       [](const Report& report, Sink& sink) { table_formats()[1].write(flat_table(report), sink); }},
      {"md", "md", false,
       [](const Report& report, Sink& sink) { table_formats()[3].write(flat_table(report), sink); }},
  };
  return formats;
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
