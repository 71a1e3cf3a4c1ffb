// How long functions take, for the statements about speed.
#include <algorithm>
#include <optional>

#include "app/notes_output.hpp"
#include "lib/analysis/softmax.hpp"
#include "lib/base/json.hpp"
#include "lib/batch/benchmark.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t points = 4096;

/// Nanoseconds per element, of the quickest of several runs.
struct Timing {
  std::string name;
  double value;
  std::optional<double> slope{};
};

/// On doubles evenly spaced on [-8, 8].
Timing time_of_softmax() {
  std::vector<double> x(points);
  for (std::size_t i = 0; i < points; ++i) x[i] = -8 + 16 * (static_cast<double>(i) + 0.5) / points;
  double least = infinity;
  for (int run = 0; run < 50; ++run) {
    const double start = batch::steady_seconds();
    softmax(x);
    least = std::min(least, batch::steady_seconds() - start);
  }
  return {"softmax", least * 1e9 / points};
}

std::vector<Timing> times_of(const std::vector<std::string>& names) {
  std::vector<Function> functions;
  std::vector<Timing> times;
  for (const std::string& name : names)
    if (name == "softmax")
      times.push_back(time_of_softmax());
    else
      functions.push_back(Function::parse(name));
  for (const batch::Measurement& one : batch::benchmark(functions, {.elements = {points}})) {
    if (one.work == batch::Work::value) times.push_back({one.function, one.nanoseconds.low});
    if (one.work == batch::Work::slope) times.back().slope = one.nanoseconds.low;
  }
  std::ranges::sort(times, {}, &Timing::name);
  return times;
}

}  // namespace

std::string notes_timings(const std::vector<CheckedNote>& notes) {
  std::vector<std::string> names;
  for (const CheckedNote& note : notes)
    for (const CheckedStatement& one : note.statements)
      for (std::string& name : ids_in(one.finding.timed))
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  if (names.empty()) return {};
  const std::vector<Timing> times = times_of(names);
  Json json;
  json.begin_object()
      .field("schema", "actviz.timings/1")
      .field("unit", "nanoseconds per element, one thread; arrays of float32, softmax of float64");
  json.key("functions").begin_array();
  for (const auto& [name, value, slope] : times)
    json.begin_object().field("name", name).field("value", value).field("slope", slope).end_object();
  json.end_array().key("statements").begin_array();
  for (const CheckedNote& note : notes)
    for (const CheckedStatement& one : note.statements) {
      if (one.finding.timed.empty()) continue;
      std::vector<std::string> order = ids_in(one.finding.timed);
      std::ranges::sort(order, {}, [&](const std::string& name) {
        return std::ranges::find(times, name, &Timing::name)->value;
      });
      json.begin_object().field("id", one.statement->id).field("claim", one.statement->claim);
      json.key("from_fast_to_slow").begin_array();
      for (const std::string& name : order) json.value(name);
      json.end_array().end_object();
    }
  json.end_array().end_object();
  return json.text();
}

}  // namespace actviz::app
