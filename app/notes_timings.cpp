// How long functions take, for the statements about speed.
#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

#include "app/notes_output.hpp"
#include "lib/analysis/softmax.hpp"
#include "lib/base/json.hpp"
#include "lib/catalogue/function.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t points = 1024;

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

Timing time_of(const std::string& name) {
  std::array<double, points> x{}, y{};
  for (std::size_t i = 0; i < points; ++i) x[i] = -8 + 16 * (static_cast<double>(i) + 0.5) / points;
  volatile double kept = 0;
  const auto timed = [&](const auto& fill) {
    const double time = nanoseconds(fill);
    kept = y[points / 2];
    return time;
  };
  if (name == "softmax") {
    const double time = nanoseconds([&] { kept = softmax(x).entropy; });
    return {time, std::numeric_limits<double>::quiet_NaN()};
  }
  const Function f = Function::parse(name);
  return {timed([&] { std::ranges::transform(x, y.begin(), f); }),
          timed([&] { std::ranges::transform(x, y.begin(), [&](double at) { return f.slope(at); }); })};
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
  json.begin_object().field("schema", "actviz.timings/1").field("unit", "nanoseconds per element");
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
