// How long functions take, for the statements about speed.
#include <algorithm>
#include <chrono>
#include <limits>

#include "app/notes_output.hpp"
#include "lib/analysis/softmax.hpp"
#include "lib/base/json.hpp"
#include "lib/batch/map.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t points = 4096;

/// Nanoseconds per element of the quickest of several runs over points evenly spaced on [-8, 8].
template <class Run>
double nanoseconds(const Run& run) {
  using Clock = std::chrono::steady_clock;
  double least = std::numeric_limits<double>::infinity();
  const auto end = Clock::now() + std::chrono::milliseconds(8);
  do {
    const auto start = Clock::now();
    run();
    least = std::min(least, std::chrono::duration<double, std::nano>(Clock::now() - start).count());
  } while (Clock::now() < end);
  return least / points;
}

struct Timing {
  double value, slope;
};

template <class T>
std::vector<T> evenly_spaced() {
  std::vector<T> x(points);
  for (std::size_t i = 0; i < points; ++i)
    x[i] = static_cast<T>(-8 + 16 * (static_cast<double>(i) + 0.5) / points);
  return x;
}

/// Floats over arrays, and softmax on doubles.
Timing time_of(const std::string& name) {
  if (name == "softmax") {
    const std::vector<double> x = evenly_spaced<double>();
    volatile double kept = 0;
    return {nanoseconds([&] { kept = softmax(x).entropy; }), std::numeric_limits<double>::quiet_NaN()};
  }
  const Function f = Function::parse(name);
  const std::vector<float> x = evenly_spaced<float>();
  std::vector<float> y(points);
  return {nanoseconds([&] { batch::map(f, x, y); }), nanoseconds([&] { batch::map_slope(f, x, y); })};
}

}  // namespace

std::string notes_timings(const std::vector<CheckedNote>& notes) {
  std::vector<std::string> names;
  for (const CheckedNote& note : notes)
    for (const CheckedStatement& one : note.statements)
      for (std::string& name : ids_in(one.finding.timed))
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  if (names.empty()) return {};
  std::ranges::sort(names);
  Json json;
  json.begin_object()
      .field("schema", "actviz.timings/1")
      .field("unit", "nanoseconds per element of arrays of float32, one thread");
  json.key("functions").begin_array();
  std::vector<std::pair<std::string, double>> values;
  for (const std::string& name : names) {
    const Timing time = time_of(name);
    values.emplace_back(name, time.value);
    json.begin_object()
        .field("name", name)
        .field("value", time.value)
        .field("slope", time.slope)
        .end_object();
  }
  json.end_array().key("statements").begin_array();
  for (const CheckedNote& note : notes)
    for (const CheckedStatement& one : note.statements) {
      if (one.finding.timed.empty()) continue;
      std::vector<std::string> order = ids_in(one.finding.timed);
      const auto time = [&](const std::string& name) {
        return std::ranges::find(values, name, &std::pair<std::string, double>::first)->second;
      };
      std::ranges::sort(order, {}, time);
      json.begin_object().field("id", one.statement->id).field("claim", one.statement->claim);
      json.key("from_fast_to_slow").begin_array();
      for (const std::string& name : order) json.value(name);
      json.end_array().end_object();
    }
  json.end_array().end_object();
  return json.text() + '\n';
}

}  // namespace actviz::app
