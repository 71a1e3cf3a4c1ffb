#include "plots/notes/checks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "lib/analysis/compare.hpp"
#include "lib/analysis/propagation.hpp"
#include "lib/analysis/stretches.hpp"
#include "lib/base/numbers.hpp"
#include "plots/notes/notes.hpp"

namespace actviz::notes {
namespace {

std::string between(Span on) { return "[" + shown(on.lo) + ", " + shown(on.hi) + "]"; }

/// Half a unit of the last digit of a plain numeral; nothing for an expression.
std::optional<double> half_unit(std::string_view numeral) {
  const std::size_t mantissa_end = std::min(numeral.find_first_of("eE"), numeral.size());
  const std::string_view mantissa = numeral.substr(0, mantissa_end);
  if (mantissa.empty() || mantissa.find_first_not_of("+-.0123456789") != std::string_view::npos) return {};
  const std::size_t point = mantissa.find('.');
  const double decimals =
      point == std::string_view::npos ? 0 : static_cast<double>(mantissa.size() - point - 1);
  const double exponent =
      mantissa_end == numeral.size() ? 0 : parse_number(numeral.substr(mantissa_end + 1)).value_or(0);
  return 0.5 * std::pow(10, exponent - decimals);
}

Finding compared(std::string how, Landmark greatest, double tolerance) {
  const bool is_within = greatest.value <= tolerance;
  return {is_within ? Verdict::holds : Verdict::wrong,
          how + "; at most " + shown(tolerance) + " holds",
          "greatest error " + shown(greatest.value) + " at " + shown(greatest.x),
          {{"greatest error", greatest.value}, {"at", greatest.x}}};
}

std::string without_spaces(std::string_view text) {
  std::string kept(text);
  std::erase(kept, ' ');
  return kept;
}

std::string written(const Interval& interval) {
  return (interval.lo_closed ? "[" : "(") + shown(interval.lo) + ", " + shown(interval.hi) +
         (interval.hi_closed ? "]" : ")");
}

/// "(0, inf)" as an interval; an infinite end counts as open.
Interval interval_of(std::string_view text) {
  const std::string kept = without_spaces(text);
  const std::size_t comma = kept.find(',');
  const auto end = [](std::string_view word) {
    return parse_quantity(word) ? parse_quantity(word) : parse_number(word);
  };
  if (kept.size() < 5 || comma == std::string::npos) throw std::logic_error("not an interval: " + kept);
  const auto lo = end(std::string_view(kept).substr(1, comma - 1)),
             hi = end(std::string_view(kept).substr(comma + 1, kept.size() - comma - 2));
  if (!lo || !hi) throw std::logic_error("not an interval: " + kept);
  return {*lo, *hi, kept.front() == '[', kept.back() == ']'};
}

int severity(Verdict verdict) {
  switch (verdict) {
    case Verdict::wrong:
      return 5;
    case Verdict::imprecise:
      return 4;
    case Verdict::holds:
      return 3;
    case Verdict::measured:
      return 2;
    case Verdict::definition:
      return 1;
    case Verdict::opinion:
      return 0;
  }
  throw std::logic_error("no such verdict");
}

/// Where a function changes from convex to concave or back, at kinks too.
std::vector<double> inflections(const Function& f) {
  std::vector<double> found;
  int bend = 0;
  const auto turn = [&](double x, double before, double after) {
    const int now = (after > before) - (after < before);
    if (now != 0 && bend == -now) found.push_back(x);
    if (now != 0) bend = now;
  };
  std::optional<double> before;
  for (const Stretch& stretch : stretches(f)) {
    if (before) turn(stretch.from, *before, stretch.slope_from);
    turn(stretch.from, stretch.slope_from, stretch.slope_to);
    before = stretch.slope_to;
  }
  return found;
}

std::string labelled(std::string_view label, const std::string& text, std::string_view colon = ": ") {
  return label.empty() ? text : std::string(label) + std::string(colon) + text;
}

}  // namespace

std::string shown(double value) { return to_text(value, 6); }

Finding number(std::string_view printed, std::string_view what, double value) {
  const std::optional<double> unit = half_unit(printed);
  const std::optional<double> read = unit ? parse_number(printed) : std::nullopt;
  // An expression is a constant function of x.
  const double meant = read ? *read : Function::parse("0*x+(" + std::string(printed) + ")")(0);
  const double tolerance = unit ? *unit * (1 + 1e-9) : 1e-12 * std::fabs(value);
  return {std::fabs(meant - value) <= tolerance ? Verdict::holds : Verdict::wrong,
          std::string(what) + (unit ? ", rounded to the digits printed" : ", within 1e-12 of itself"),
          std::string(what) + " = " + to_text(value),
          {{std::string(what), value}, {"printed", meant}}};
}

Finding formula(std::string_view printed, std::string_view truth, Span on, double tolerance) {
  return compared("greatest difference from " + std::string(truth) + " on " + between(on),
                  greatest_gap(printed, truth, on), tolerance);
}

Finding slope_formula(std::string_view printed, std::string_view truth, Span on, double tolerance) {
  const Function stated = Function::parse(printed), function = Function::parse(truth);
  const Facts facts = function.facts();
  const Landmark worst =
      greatest([&](double x) { return is_kink(facts, x, 1) ? 0 : stated(x) - function.slope(x); }, on);
  return compared("greatest difference from the slope of " + std::string(truth) + " on " + between(on),
                  {worst.x, std::fabs(worst.value)}, tolerance);
}

Finding at_each(decltype(formula)* check, std::string_view printed, std::string_view truth,
                std::string_view parameter, std::initializer_list<std::string_view> values, Span on) {
  std::vector<std::string> settings;
  for (const std::string_view value : values)
    settings.push_back(std::string(parameter) + "=" + std::string(value));
  std::vector<Part> parts;
  for (const std::string& setting : settings)
    parts.push_back({setting, check(std::string(printed) + ":" + setting, std::string(truth) + ":" + setting,
                                    on, 1e-12)});
  return all_of(std::move(parts));
}

Finding range(std::string_view printed, std::string_view function) {
  const Interval stated = interval_of(printed), known = Function::parse(function).facts().range;
  return {stated == known ? Verdict::holds : Verdict::wrong,
          "range of " + std::string(function) + ", both ends and whether they are attained",
          "the range is " + written(known),
          {{"infimum", known.lo}, {"supremum", known.hi}}};
}

Finding text(std::string_view printed, std::string_view how, std::string_view computed) {
  const bool agree = without_spaces(printed) == without_spaces(computed);
  return {agree ? Verdict::holds : Verdict::wrong, std::string(how) + "; the same as printed holds",
          std::string(computed)};
}

Finding words(std::string_view how, std::string computed, Reading reading, std::vector<Number> numbers) {
  const Verdict verdict = reading.literally  ? Verdict::holds
                          : reading.narrowly ? Verdict::imprecise
                                             : Verdict::wrong;
  return {verdict, std::string(how), std::move(computed), std::move(numbers)};
}

Finding all_of(std::vector<Part> parts) {
  Finding whole{Verdict::opinion, {}, {}};
  for (Part& part : parts) {
    if (severity(part.finding.verdict) > severity(whole.verdict)) whole.verdict = part.finding.verdict;
    if (!whole.how.empty()) whole.how += "; ", whole.computed += "; ";
    whole.how += labelled(part.label, part.finding.how);
    whole.computed += labelled(part.label, part.finding.computed);
    if (!part.finding.timed.empty()) whole.timed += (whole.timed.empty() ? "" : " ") + part.finding.timed;
    for (Number& number : part.finding.numbers)
      whole.numbers.push_back({labelled(part.label, number.name), number.value});
  }
  return whole;
}

Finding follows(std::initializer_list<std::string_view> ids) {
  std::vector<Part> parts;
  for (const std::string_view id : ids) {
    const Statement* statement = find_statement(id);
    if (!statement) throw std::logic_error("no statement " + std::string(id));
    parts.push_back({id, statement->check(statement->printed)});
    Finding& finding = parts.back().finding;
    finding.computed = std::string(name_of(finding.verdict)) + ": " + finding.computed;
  }
  return all_of(std::move(parts));
}

Finding definition(std::string_view why) {
  return {Verdict::definition, "says what a term means", std::string(why)};
}

Finding opinion(std::string_view why) {
  return {Verdict::opinion, "no computation decides it", std::string(why)};
}

Finding literature(std::string_view source) {
  return {Verdict::opinion, "literature, cited, not computed", std::string(source)};
}

Finding measured(std::string_view functions) {
  return {Verdict::measured,
          "time per element on the machine at hand",
          "see timings.json: " + std::string(functions),
          {},
          std::string(functions)};
}

Depth through_layers(std::string_view function, std::string_view scheme, int layers) {
  // The gradient is one over that of the last layer.
  const Network network = {
      .layers = layers + 1, .width = 256, .batch = 32, .scheme = InitScheme::parse(scheme)};
  const std::vector<LayerSignal> signals = simulate(Function::parse(function), network, 1, 1);
  const LayerSignal& last = signals[static_cast<std::size_t>(layers - 1)];
  return {std::hypot(last.mean, last.sd), signals.front().gradient};
}

Finding s_shaped(std::string_view function) {
  const Function f = Function::parse(function);
  const Facts facts = f.facts();
  const std::vector<double> turns = inflections(f);
  const bool is_increasing = facts.monotonicity == Monotonicity::increasing;
  std::string computed = std::string(function) + ": range " + written(facts.range) + ", " +
                         (is_increasing ? "" : "not ") +
                         "strictly increasing, inflections: " + std::to_string(turns.size());
  std::vector<Number> numbers = {{"inflections", static_cast<double>(turns.size())}};
  for (const double x : turns) numbers.push_back({"inflection", x});
  if (const auto minimum = landmarks(f).minimum; minimum && !is_increasing) {
    computed += "; minimum " + shown(minimum->value) + " at " + shown(minimum->x);
    numbers.push_back({"minimum", minimum->value});
    numbers.push_back({"minimum at", minimum->x});
  }
  return words("S-shaped: bounded, strictly increasing, one inflection", std::move(computed),
               {.literally = facts.is_bounded() && is_increasing && turns.size() == 1}, std::move(numbers));
}

Finding smooth(std::string_view function) {
  const std::size_t kinks = Function::parse(function).facts().kinks.size();
  return words("points where " + std::string(function) + " or a derivative of it jumps; 0 holds",
               std::to_string(kinks) + " such points", {.literally = kinks == 0},
               {{"kinks", static_cast<double>(kinks)}});
}

Finding with(Finding finding, const std::vector<Number>& numbers, std::string_view computed) {
  if (!computed.empty()) finding.computed += "; " + std::string(computed);
  finding.numbers.insert(finding.numbers.end(), numbers.begin(), numbers.end());
  return finding;
}

Landmark greatest_gap(std::string_view f, std::string_view g, Span on) {
  return actviz::greatest_gap(Function::parse(f), Function::parse(g), on.lo, on.hi);
}

double greatest_difference(std::span<const double> a, std::span<const double> b) {
  double greatest = a.size() == b.size() ? 0 : infinity;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    greatest = std::max(greatest, std::fabs(a[i] - b[i]));
  return greatest;
}

Landmark greatest(const std::function<double(double)>& f, Span on) {
  constexpr int steps = 4096;
  const auto x_at = [&](double i) { return on.lo + (on.hi - on.lo) * i / steps; };
  const auto size_at = [&](double i) { return std::fabs(f(x_at(i))); };
  int best = 0;
  for (int i = 1; i <= steps; ++i)
    if (size_at(i) > size_at(best)) best = i;
  // Golden sections of the two steps around the best.
  double lo = std::max(best - 1, 0), hi = std::min(best + 1, steps);
  constexpr double ratio = 0.6180339887498949;
  while ((hi - lo) / steps > 1e-13) {
    const double a = hi - ratio * (hi - lo), b = lo + ratio * (hi - lo);
    if (a <= lo || b >= hi || a >= b) break;
    (size_at(a) >= size_at(b) ? hi : lo) = size_at(a) >= size_at(b) ? b : a;
  }
  double at = best;
  for (const double candidate : {lo, (lo + hi) / 2, hi})
    if (size_at(candidate) > size_at(at)) at = candidate;
  return {x_at(at), f(x_at(at))};
}

}  // namespace actviz::notes
