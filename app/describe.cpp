#include "app/describe.hpp"

#include <algorithm>
#include <cmath>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

constexpr int digits = 6, digits_of_range = 10;

std::string number_text(double value, int rounded_to = digits) {
  if (value == infinity) return "∞";
  if (value == -infinity) return "-∞";
  return to_text(value, rounded_to);
}

std::string share_text(double share) { return number_text(100 * share) + " %"; }

std::string interval_text(const Interval& interval, int rounded_to = digits) {
  return (interval.lo_closed ? "[" : "(") + number_text(interval.lo, rounded_to) + ", " +
         number_text(interval.hi, rounded_to) + (interval.hi_closed ? "]" : ")");
}

constexpr std::string_view text_of(Monotonicity monotonicity) {
  switch (monotonicity) {
    case Monotonicity::increasing:
      return "increasing";
    case Monotonicity::non_decreasing:
      return "non-decreasing";
    case Monotonicity::decreasing:
      return "decreasing";
    case Monotonicity::non_increasing:
      return "non-increasing";
    case Monotonicity::constant:
      return "constant";
    case Monotonicity::none:
      break;
  }
  return "not monotone";
}

constexpr std::string_view text_of(Symmetry symmetry) {
  switch (symmetry) {
    case Symmetry::odd:
      return "odd";
    case Symmetry::even:
      return "even";
    case Symmetry::neither:
      break;
  }
  return "neither odd nor even";
}

std::string smoothness_text(const Facts& facts) {
  if (facts.is_smooth()) return facts.only_kinks ? "no kink up to f''" : "C∞ (analytic)";
  const int order = facts.smoothness();
  return order < 0 ? "discontinuous" : "C" + std::to_string(order);
}

std::string asymptote_text(const Asymptote& line) {
  if (!line.is_line()) {
    if (std::isnan(line.intercept)) return "no limit";
    return line.intercept > 0 ? "∞, along no line" : "-∞, along no line";
  }
  if (line.slope == 0) return to_text(line.intercept);
  const std::string slope = line.slope == 1 ? "x" : line.slope == -1 ? "-x" : to_text(line.slope) + " x";
  if (line.intercept == 0) return slope;
  return slope + (line.intercept < 0 ? " - " : " + ") + to_text(std::fabs(line.intercept));
}

constexpr std::string_view what_jumps(int order) {
  return order == 0   ? "value jumps"
         : order == 1 ? "slope jumps"
         : order == 2 ? "curvature jumps"
                      : "third derivative jumps";
}

/// "x = -3: slope jumps from 0 to -0.5, taken as -0.5"
std::string kink_text(const Function& f, const Kink& kink) {
  return "x = " + to_text(kink.x) + ": " + std::string(what_jumps(kink.order)) + "; value " +
         to_text(f(kink.x)) + ", slope taken as " + to_text(f.slope(kink.x));
}

void add_names(Json& json, const Activation& a) {
  json.field("title", a.title).field("family", a.family).key("aliases").begin_array();
  for (const Name& alias : a.aliases) json.value(alias.name);
  json.end_array();
}

void add_parameters(Json& json, const Function& f) {
  json.key("parameters").begin_object();
  for (const auto& [name, value] : f.parameters()) json.field(name, value);
  json.end_object();
}

}  // namespace

std::string_view side_name(Side side) {
  return side == Side::left ? "left" : side == Side::right ? "right" : "inner";
}

std::string landmark_text(const std::optional<Landmark>& landmark) {
  if (!landmark) return "none";
  const double x = std::fabs(landmark->x) < 1e-300 ? 0 : landmark->x;  // a limit at 0 is taken beside it
  return number_text(landmark->value) + " at " + number_text(x);
}

std::vector<Line> fact_lines(const Function& f) {
  const Facts facts = f.facts();
  std::vector<Line> lines;
  if (!facts.only_kinks)
    lines = {{"range", interval_text(facts.range, digits_of_range) +
                           (facts.is_bounded() ? ", bounded" : ", unbounded")},
             {"monotone", std::string(text_of(facts.monotonicity))},
             {"symmetry", std::string(text_of(facts.symmetry))}};
  lines.emplace_back("smoothness", smoothness_text(facts));
  for (const Kink& kink : facts.kinks)
    lines.emplace_back(&kink == facts.kinks.begin() ? "kinks" : "", kink_text(f, kink));
  if (facts.only_kinks) return lines;
  lines.emplace_back("x -> -∞", "f(x) -> " + asymptote_text(facts.left));
  lines.emplace_back("x -> +∞", "f(x) -> " + asymptote_text(facts.right));
  return lines;
}

std::vector<Line> stats_lines(const Stats& s) {
  std::vector<Line> lines{
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
      {"greatest slope", s.landmarks.max_slope ? landmark_text(s.landmarks.max_slope) : "unbounded"},
      {"Lipschitz constant", number_text(s.landmarks.lipschitz)}};
  for (const FlatInterval& flat : s.landmarks.flat)
    lines.emplace_back("flat, " + std::string(side_name(flat.side)),
                       interval_text({flat.from, flat.to, flat.from != -infinity, flat.to != infinity}));
  return lines;
}

void write_side_by_side(const std::vector<DescribedFunction>& functions, Sink& sink) {
  constexpr std::size_t together = 3;  // what 80 columns hold
  for (std::size_t start = 0; start < functions.size(); start += together) {
    const auto group = std::span(functions).subspan(start, std::min(together, functions.size() - start));
    std::vector<std::string> headings, columns{""};
    for (const DescribedFunction& f : group) {
      columns.push_back(f.label);
      for (const auto& [heading, text] : f.lines)
        if (std::ranges::find(headings, heading) == headings.end()) headings.push_back(heading);
    }
    std::vector<std::vector<Cell>> rows;
    for (const std::string& heading : headings) {
      std::vector<Cell> cells{heading};
      for (const DescribedFunction& f : group) {
        const auto found = std::ranges::find(f.lines, heading, &Line::first);
        cells.emplace_back(found == f.lines.end() ? std::string("-") : found->second);
      }
      rows.push_back(std::move(cells));
    }
    sink.write("\n");
    write_text(table_of(std::move(columns), std::move(rows)), sink);
  }
}

void add_facts(Json& json, const Function& f) {
  const Facts facts = f.facts();
  json.field("name", f.name());
  if (!f.is_formula()) add_names(json, f.activation());
  json.field("formula", f.formula_text());
  add_parameters(json, f);
  if (!facts.only_kinks) {
    json.key("range").begin_object();
    json.field("lo", facts.range.lo).field("hi", facts.range.hi).field("lo_closed", facts.range.lo_closed);
    json.field("hi_closed", facts.range.hi_closed).field("bounded", facts.is_bounded()).end_object();
    json.field("monotone", text_of(facts.monotonicity)).field("symmetry", text_of(facts.symmetry));
  }
  json.field("smoothness", smoothness_text(facts)).key("kinks").begin_array();
  for (const Kink& kink : facts.kinks)
    json.begin_object()
        .field("x", kink.x)
        .field("order", kink.order)
        .field("value", f(kink.x))
        .field("slope", f.slope(kink.x))
        .end_object();
  json.end_array();
  if (f.is_formula()) return;
  const Activation& a = f.activation();
  for (const auto& [key, line] : {std::pair("left_asymptote", facts.left), {"right_asymptote", facts.right}})
    json.key(key).begin_object().field("slope", line.slope).field("intercept", line.intercept).end_object();
  json.key("accuracy")
      .begin_object()
      .field("value_ulp", a.accuracy.value)
      .field("slope_ulp", a.accuracy.slope)
      .field("curvature_ulp", a.accuracy.curvature)
      .end_object();
  json.field("source", a.source);
}

std::vector<std::pair<std::string_view, double>> stats_numbers(const Stats& s) {
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

void add_landmark(Json& json, std::string_view key, const std::optional<Landmark>& landmark) {
  json.key(key);
  if (!landmark)
    json.null();
  else
    json.begin_object().field("x", landmark->x).field("value", landmark->value).end_object();
}

void add_edge(Json& json, std::string_view key, const std::optional<EdgeOfChaos>& edge) {
  json.key(key);
  if (!edge) {
    json.null();
    return;
  }
  json.begin_object().field("weight_variance", edge->init.weights).field("bias_variance", edge->init.biases);
  json.field("q", edge->q).field("chi_q", edge->chi_q).field("stable", edge->is_stable()).end_object();
}

void add_stats(Json& json, const Function& f, const Stats& stats) {
  const Landmarks& marks = stats.landmarks;
  json.begin_object().field("name", f.name()).field("label", f.label());
  add_parameters(json, f);
  for (const auto& [name, value] : stats_numbers(stats)) json.field(name, value);
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

}  // namespace actviz::app
