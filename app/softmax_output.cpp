#include "app/softmax_output.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t most_listed = 20, listed_of_more = 10, most_text_columns = 12;

/// A column of numbers, one for each entry.
struct Column {
  std::string name;
  std::vector<double> numbers;
};

/// What stands beside each entry, in the order of the columns.
std::vector<Column> columns_of(const SoftmaxReport& report) {
  const Softmax& result = report.result;
  std::vector<Column> columns{{"score", report.scores}};
  if (!result.noise.empty()) columns.push_back({"noise", result.noise});
  columns.push_back({"probability", result.probabilities});
  columns.push_back({"log_probability", result.log_probabilities});
  if (report.target) {
    auto gradient = cross_entropy_gradient(result, *report.target);
    if (!gradient.empty()) columns.push_back({"gradient", std::move(gradient)});
  }
  if (report.vector) {
    columns.push_back({"vector", *report.vector});
    columns.push_back({"jacobian_times_vector", jacobian_vector_product(result, *report.vector)});
  }
  if (report.naive) {
    columns.push_back({"naive_f64", report.naive->in_double});
    columns.push_back({"naive_f32", report.naive->in_float});
  }
  return columns;
}

/// The given entries, one a row.
Table entry_table(const SoftmaxReport& report, std::vector<std::size_t> places) {
  Table table;
  table.columns = {"i"};
  const bool is_named = !report.labels.empty();
  if (is_named) table.columns.emplace_back("label");
  auto columns = columns_of(report);
  for (const Column& column : columns) table.columns.push_back(column.name);
  table.next = [count = places.size()]() mutable { return std::exchange(count, 0); };
  table.fill = [&report, is_named, columns = std::move(columns), places = std::move(places)](
                   std::size_t number, std::span<Cell> row) {
    const std::size_t i = places[number];
    std::size_t at = 0;
    row[at++] = static_cast<long long>(i);
    if (is_named) row[at++] = report.labels[i];
    for (const Column& column : columns) row[at++] = column.numbers[i];
  };
  return table;
}

/// One row of the Jacobian a row.
Table jacobian_table(const SoftmaxReport& report) {
  const std::size_t count = report.scores.size();
  const auto name = [&](std::size_t i) {
    return report.labels.empty() ? std::to_string(i) : report.labels[i];
  };
  Table table;
  table.columns = {"i"};
  for (std::size_t j = 0; j < count; ++j) table.columns.push_back(name(j));
  table.next = [left = count]() mutable { return std::exchange(left, 0); };
  table.fill = [&report, name](std::size_t i, std::span<Cell> cells) {
    std::vector<double> row(report.scores.size());
    jacobian_row(report.result, i, row);
    cells[0] = name(i);
    std::ranges::copy(row, cells.begin() + 1);
  };
  return table;
}

std::vector<std::size_t> all_places(const SoftmaxReport& report) {
  std::vector<std::size_t> places(report.scores.size());
  std::iota(places.begin(), places.end(), 0);
  return places;
}

/// All entries where they are few, else the greatest.
std::vector<std::size_t> listed_places(const SoftmaxReport& report) {
  auto places = all_places(report);
  if (places.size() <= most_listed) return places;
  const auto& p = report.result.probabilities;
  if (report.result.is_defined)
    std::partial_sort(places.begin(), places.begin() + listed_of_more, places.end(),
                      [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] > p[b] : a < b; });
  places.resize(listed_of_more);
  return places;
}

/// "softmax of 4 scores at temperature 1".
std::string heading(const SoftmaxReport& report) {
  const SoftmaxSetup& setup = report.result.setup;
  std::string text = std::string(name_of(setup.kind)) + " of " +
                     counted(report.scores.size(), "score", "scores") + " at temperature " +
                     to_text(setup.temperature);
  if (setup.kind == SoftmaxKind::gumbel) text += ", seed " + std::to_string(setup.seed);
  return text;
}

std::string rest_text(const SoftmaxReport& report, std::span<const std::size_t> places) {
  double held = 0;
  for (const std::size_t i : places) held += report.result.probabilities[i];
  return "the " + std::to_string(places.size()) + " greatest of " + std::to_string(report.scores.size()) +
         ", which hold " + to_text(100 * held, 6) + " %; --format csv has all\n";
}

std::vector<std::pair<std::string, std::string>> summary(const SoftmaxReport& report) {
  const Softmax& result = report.result;
  std::vector<std::pair<std::string, std::string>> lines;
  const auto most = std::log(static_cast<double>(report.scores.size() - result.masked));
  lines.emplace_back("entropy", to_text(result.entropy) + " nats" +
                                    (result.is_defined ? ", at most " + to_text(most, 6) : ""));
  if (report.target)
    lines.emplace_back("cross-entropy", to_text(cross_entropy(result, *report.target)) + " nats, target " +
                                            std::to_string(*report.target) + " (counted from 0)");
  const bool has_sum =
      result.setup.kind != SoftmaxKind::sparsemax && result.setup.kind != SoftmaxKind::hardmax;
  if (has_sum) lines.emplace_back("log-sum-exp", to_text(result.log_sum_exp));
  if (result.setup.kind == SoftmaxKind::sparsemax)
    lines.emplace_back("support", std::to_string(result.support) + " of " +
                                      std::to_string(report.scores.size()) + " above 0");
  if (result.setup.kind == SoftmaxKind::gumbel)
    lines.emplace_back("sample", "entry " + std::to_string(result.top) + ", the greatest score with noise");
  return lines;
}

void write_jacobian_text(const SoftmaxReport& report, Sink& sink) {
  const std::size_t count = report.scores.size();
  sink.write("\nJacobian: row i, column j is d " +
             std::string(report.result.setup.kind == SoftmaxKind::log_softmax ? "ln p_i" : "p_i") +
             " / d x_j\n");
  if (count <= most_text_columns) return write_text(jacobian_table(report), sink);
  sink.write(std::to_string(count) + " x " + std::to_string(count) +
             " entries: --format csv or json has them, -o FILE.png a heatmap\n");
}

void write_softmax_text(const SoftmaxReport& report, Sink& sink) {
  sink.write(heading(report) + "\n\n");
  const auto places = listed_places(report);
  write_text(entry_table(report, places), sink);
  if (places.size() < report.scores.size()) sink.write(rest_text(report, places));
  sink.write("\n");
  for (const auto& [name, text] : summary(report))
    sink.write(name + std::string(15 - name.size(), ' ') + text + "\n");
  if (report.jacobian) write_jacobian_text(report, sink);
  const auto notes = softmax_notes(report);
  if (!notes.empty()) sink.write("\n");
  for (const std::string& note : notes) sink.write("note: " + note + "\n");
}

void add_jacobian(Json& json, const SoftmaxReport& report) {
  json.key("jacobian").begin_array();
  std::vector<double> row(report.scores.size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    jacobian_row(report.result, i, row);
    json.numbers(row);
  }
  json.end_array();
}

void add_target(Json& json, const SoftmaxReport& report) {
  json.field("target", *report.target).field("cross_entropy", cross_entropy(report.result, *report.target));
  const auto gradient = cross_entropy_gradient(report.result, *report.target);
  if (!gradient.empty()) json.key("gradient").numbers(gradient);
}

void write_softmax_json(const SoftmaxReport& report, Sink& sink) {
  const Softmax& result = report.result;
  Json json;
  json.begin_object().field("schema", "actviz.softmax/1").field("kind", name_of(result.setup.kind));
  json.key("input").numbers(report.scores);
  if (!report.labels.empty()) {
    json.key("labels").begin_array();
    for (const std::string& label : report.labels) json.value(label);
    json.end_array();
  }
  json.field("temperature", result.setup.temperature);
  if (!result.noise.empty())
    json.field("seed", result.setup.seed).key("noise").numbers(result.noise).field("sample", result.top);
  json.key("probabilities").numbers(result.probabilities);
  json.key("log_probabilities").numbers(result.log_probabilities);
  json.field("entropy", result.entropy).field("log_sum_exp", result.log_sum_exp);
  json.field("support", result.support);
  if (report.target) add_target(json, report);
  if (report.vector)
    json.key("vector")
        .numbers(*report.vector)
        .key("jacobian_times_vector")
        .numbers(jacobian_vector_product(result, *report.vector));
  if (report.naive)
    json.key("naive")
        .begin_object()
        .key("float64")
        .numbers(report.naive->in_double)
        .key("float32")
        .numbers(report.naive->in_float)
        .end_object();
  if (report.jacobian) add_jacobian(json, report);
  json.key("notes").begin_array();
  for (const std::string& note : softmax_notes(report)) json.value(note);
  sink.write(json.end_array().end_object().text());
}

Table flat_table(const SoftmaxReport& report) {
  return report.jacobian ? jacobian_table(report) : entry_table(report, all_places(report));
}

void add_naive_note(std::string_view type, double sum, std::string_view bounds,
                    std::vector<std::string>& notes) {
  const std::string naive = "the naive form in " + std::string(type);
  if (std::isinf(sum))
    notes.push_back(naive + " overflows: e^x is infinite above " +
                    std::string(bounds.substr(0, bounds.find(' '))) + ", and infinity / infinity is NaN");
  if (sum == 0)
    notes.push_back(naive + " underflows: every e^x is 0 below -" +
                    std::string(bounds.substr(bounds.find(' ') + 1)) + ", and 0 / 0 is NaN");
}

}  // namespace

std::vector<std::string> softmax_notes(const SoftmaxReport& report) {
  const Softmax& result = report.result;
  const bool is_softmin = result.setup.kind == SoftmaxKind::softmin;
  const std::string mask = is_softmin ? "+inf" : "-inf", winner = is_softmin ? "-inf" : "+inf";
  std::vector<std::string> notes;
  if (result.not_a_number > 0)
    notes.push_back(counted(result.not_a_number, "score is", "scores are") +
                    " NaN, and so is everything that depends on all of them");
  else if (!result.is_defined)
    notes.push_back("every entry is masked (" + mask +
                    "): 0 / 0, which is NaN as in PyTorch and JAX; implementations that call themselves safe "
                    "give 0");
  else if (result.masked > 0)
    notes.push_back(counted(result.masked, "entry is", "entries are") + " masked (" + mask +
                    "): probability exactly 0");
  if (result.is_defined && result.infinite > 0)
    notes.push_back("a score of " + winner +
                    " takes all, several in equal shares, which is the limit; frameworks give NaN there");
  if (report.naive) {
    add_naive_note("float64", report.naive->sum_in_double, "709.78 745.13", notes);
    add_naive_note("float32", report.naive->sum_in_float, "88.72 103.97", notes);
  }
  if (report.jacobian && result.setup.kind == SoftmaxKind::hardmax)
    notes.emplace_back("hardmax is constant between its jumps: its derivative is 0 wherever it has one");
  return notes;
}

std::span<const Format<SoftmaxReport>> softmax_formats() {
  return report_formats<SoftmaxReport, write_softmax_text, write_softmax_json, flat_table>();
}

Table softmax_sweep_table(const SoftmaxReport& report, std::span<const double> temperatures) {
  std::vector<std::string> columns{"temperature"};
  for (std::size_t i = 0; i < report.scores.size(); ++i)
    columns.push_back(report.labels.empty() ? "p" + std::to_string(i) : report.labels[i]);
  columns.emplace_back("entropy");
  std::vector<std::vector<Cell>> rows;
  for (const double temperature : temperatures) {
    SoftmaxSetup setup = report.result.setup;
    setup.temperature = temperature;
    const Softmax result = softmax(report.scores, setup);
    std::vector<Cell> cells{temperature};
    cells.insert(cells.end(), result.values().begin(), result.values().end());
    cells.emplace_back(result.entropy);
    rows.push_back(std::move(cells));
  }
  return table_of(std::move(columns), std::move(rows));
}

}  // namespace actviz::app
