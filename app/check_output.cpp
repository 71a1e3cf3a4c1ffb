#include "app/check_output.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

struct NamedSummary {
  std::string_view key, title;
  const DeviationSummary& summary;
};
std::vector<NamedSummary> summaries(const CheckReport& report) {
  return {{"abs", "absolute", report.abs}, {"rel", "relative", report.rel}, {"ulp", "ULP", report.ulp}};
}

struct NamedFault {
  std::string_view key, title;
  const Fault* fault;  ///< none: it cannot be told
};
std::vector<NamedFault> faults(const CheckReport& report) {
  const auto told = [](const std::optional<Fault>& fault) { return fault ? &*fault : nullptr; };
  return {{"sign_errors", "wrong sign", &report.sign},
          {"lost_zeros", "0 where the best result is not", &report.lost_zero},
          {"not_finite", "infinity or NaN out of place", &report.not_finite},
          {"discontinuities", "jumps between neighbours", told(report.jump)},
          {"not_monotone", "steps against the direction", told(report.not_monotone)}};
}

void write_summaries(const CheckReport& report, Sink& sink) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& [key, title, summary] : summaries(report))
    rows.push_back({std::string(title), summary.greatest.value, summary.greatest.x, summary.greatest.got,
                    summary.greatest.exact, summary.mean, summary.p99});
  for (auto& row : rows)
    for (std::size_t i = 1; i < row.size(); ++i) row[i] = to_text(std::get<double>(row[i]), 6);
  write_text(table_of({"error", "greatest", "at x", "got", "exact", "mean", "p99"}, std::move(rows)), sink);
}

void write_histogram(const CheckReport& report, Sink& sink) {
  constexpr double widest = 40;
  std::size_t last = CheckReport::bins;
  while (last > 1 && report.histogram[last - 1] == 0) --last;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t bin = 0; bin < last; ++bin) {
    const std::string edge = bin + 1 < CheckReport::bins ? "≤ " + to_text(histogram_edge(bin), 7)
                                                         : "> " + to_text(histogram_edge(bin - 1), 7);
    const double share = static_cast<double>(report.histogram[bin]) / static_cast<double>(report.points);
    const auto bar = static_cast<std::size_t>(std::ceil(widest * share));
    rows.push_back(
        {edge, std::to_string(report.histogram[bin]), to_text(100 * share, 3) + " %", std::string(bar, '#')});
  }
  write_text(table_of({"ULP", "results", "share", ""}, std::move(rows)), sink);
}

std::string deviation_text(const Deviation& d) {
  return "x = " + to_text(d.x) + ": " + to_text(d.got, 6) + ", exactly " + to_text(d.exact, 6);
}

void write_faults(const CheckReport& report, Sink& sink) {
  for (const auto& [key, title, fault] : faults(report)) {
    std::string line = std::string(title) + ": ";
    if (fault == nullptr)
      line += key == "not_monotone" ? "the function has none" : "no neighbouring x in the file";
    else if (fault->count == 0)
      line += "none";
    else
      line += std::to_string(fault->count) + ", first at " + deviation_text(fault->first);
    sink.write(line + '\n');
  }
}

void write_check_text(const CheckOutcome& outcome, Sink& sink) {
  const CheckReport& report = outcome.report;
  sink.write(escape_controls(outcome.subject) + " against " + (outcome.is_slope ? "the slope of " : "") +
             outcome.against + " in " + std::string(outcome.format.name) + ": " +
             counted(report.points, "point", "points") + "\n\n");
  write_summaries(report, sink);
  sink.write("\n");
  write_histogram(report, sink);
  sink.write("\n");
  write_faults(report, sink);
  if (report.off_grid > 0)
    sink.write(counted(report.off_grid, "result is no number", "results are no numbers") + " of " +
               std::string(outcome.format.name) + "\n");
  if (!outcome.max_ulp) return;
  const std::string limit = to_text(*outcome.max_ulp), most = to_text(report.ulp.greatest.value, 6);
  sink.write(outcome.passed() ? "\npassed: at most " + most + " ULP, the limit is " + limit + "\n"
                              : "\nfailed: " + most + " ULP, more than the limit of " + limit + "\n");
}

void add_deviation(Json& json, std::string_view key, const Deviation& d) {
  json.key(key).begin_object().field("x", d.x).field("got", d.got).field("exact", d.exact);
  json.field("value", d.value).end_object();
}

void write_check_json(const CheckOutcome& outcome, Sink& sink) {
  const CheckReport& report = outcome.report;
  Json json;
  json.begin_object().field("schema", "actviz.check/1").field("subject", escape_controls(outcome.subject));
  json.field("against", outcome.against).field("order", outcome.is_slope ? 1 : 0);
  json.field("dtype", outcome.format.name).field("points", report.points);
  json.field("off_grid", report.off_grid);
  for (const auto& [key, title, summary] : summaries(report))
    add_deviation(json, "max_" + std::string(key), summary.greatest);
  for (const auto& [key, title, summary] : summaries(report)) {
    json.field("mean_" + std::string(key), summary.mean);
    json.field("p99_" + std::string(key), summary.p99);
  }
  json.key("histogram").begin_array();
  for (std::size_t bin = 0; bin < CheckReport::bins; ++bin)
    json.begin_object()
        .field("up_to_ulp", histogram_edge(bin))
        .field("count", report.histogram[bin])
        .end_object();
  json.end_array();
  for (const auto& [key, title, fault] : faults(report)) {
    json.key(key);
    if (fault == nullptr) {
      json.null();
      continue;
    }
    json.begin_object().field("count", fault->count);
    if (fault->count == 0)
      json.key("first").null();
    else
      add_deviation(json, "first", fault->first);
    json.end_object();
  }
  json.key("first_zero").begin_object().key("left").value(report.zero_left);
  json.key("right").value(report.zero_right).end_object();
  json.key("max_ulp_allowed").value(outcome.max_ulp);
  sink.write(json.field("passed", outcome.passed()).end_object().text());
}

/// One row a measure.
Table check_table(const CheckOutcome& outcome) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& [key, title, summary] : summaries(outcome.report))
    rows.push_back({escape_controls(outcome.subject), outcome.against, std::string(outcome.format.name),
                    std::string(key), summary.greatest.value, summary.greatest.x, summary.greatest.got,
                    summary.greatest.exact, summary.mean, summary.p99});
  return table_of({"subject", "against", "dtype", "error", "max", "x", "got", "exact", "mean", "p99"},
                  std::move(rows));
}

}  // namespace

std::span<const Format<CheckOutcome>> check_formats() {
  return report_formats<CheckOutcome, write_check_text, write_check_json, check_table>();
}

}  // namespace actviz::app
