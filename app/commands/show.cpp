// actviz show: one activation in full.
#include <cmath>

#include "app/commands/commands.hpp"
#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"

namespace actviz::app {
namespace {

struct ShowOptions {
  FunctionArguments functions;
  OutputOptions output;
};

std::string interval_text(const Interval& range) {
  const auto end = [](double x) { return x == infinity ? "∞" : x == -infinity ? "-∞" : to_text(x); };
  return (range.lo_closed ? "[" : "(") + end(range.lo) + ", " + end(range.hi) + (range.hi_closed ? "]" : ")");
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
  if (facts.is_smooth()) return "C∞ (analytic)";
  const int order = facts.smoothness();
  return order < 0 ? "discontinuous" : "C" + std::to_string(order);
}

std::string asymptote_text(const Asymptote& line) {
  if (line.slope == 0) return to_text(line.intercept);
  const std::string slope = line.slope == 1 ? "x" : line.slope == -1 ? "-x" : to_text(line.slope) + " x";
  if (line.intercept == 0) return slope;
  return slope + (line.intercept < 0 ? " - " : " + ") + to_text(std::fabs(line.intercept));
}

constexpr std::string_view what_jumps(int order) {
  return order == 0 ? "value jumps" : order == 1 ? "slope jumps" : "curvature jumps";
}

/// "x = -3: slope jumps from 0 to -0.5, taken as -0.5"
std::string kink_text(const Function& f, const Kink& kink) {
  return "x = " + to_text(kink.x) + ": " + std::string(what_jumps(kink.order)) + "; value " +
         to_text(f(kink.x)) + ", slope taken as " + to_text(f.slope(kink.x));
}

/// A heading and its lines, the headings in one column.
class Sheet {
 public:
  void add(std::string_view heading, std::string_view line) {
    constexpr std::size_t width = 13;
    text +=
        std::string(heading) + std::string(width - display_width(heading), ' ') + std::string(line) + '\n';
  }
  std::string text;
};

std::string in_full(const Function& f) {
  const Activation& a = f.activation();
  const Facts facts = f.facts();
  Sheet sheet;
  sheet.text = std::string(a.name) + " (" + std::string(a.title) + ")\n\n";
  sheet.add("formula", "f(x) = " + std::string(a.formula));
  for (std::size_t i = 0; i < a.params.size(); ++i)
    sheet.add(i == 0 ? "parameters" : "", std::string(a.params[i].name) + " = " + to_text(f.values()[i]) +
                                              "  " + std::string(a.params[i].help));
  std::string aliases;
  for (const Name& alias : a.aliases) aliases += (aliases.empty() ? "" : ", ") + std::string(alias.name);
  if (!aliases.empty()) sheet.add("aliases", aliases);
  sheet.add("family", a.family);
  sheet.add("range", interval_text(facts.range) + (facts.is_bounded() ? ", bounded" : ", unbounded"));
  sheet.add("monotone", text_of(facts.monotonicity));
  sheet.add("symmetry", text_of(facts.symmetry));
  sheet.add("smoothness", smoothness_text(facts));
  for (const Kink& kink : facts.kinks)
    sheet.add(&kink == facts.kinks.begin() ? "kinks" : "", kink_text(f, kink));
  sheet.add("x -> -∞", "f(x) -> " + asymptote_text(facts.left));
  sheet.add("x -> +∞", "f(x) -> " + asymptote_text(facts.right));
  sheet.add("at 0",
            "f = " + to_text(f(0)) + ", f' = " + to_text(f.slope(0)) + ", f'' = " + to_text(f.curvature(0)));
  sheet.add("accuracy", "value within " + to_text(a.accuracy.value) + " ULP, slope within " +
                            to_text(a.accuracy.slope) + " ULP or 1e-16 near its zeros, for |x| <= 40");
  sheet.add("source", a.source);
  return sheet.text;
}

void add_json(Json& json, const Function& f) {
  const Activation& a = f.activation();
  const Facts facts = f.facts();
  json.begin_object().field("name", a.name).field("title", a.title).field("family", a.family);
  json.key("aliases").begin_array();
  for (const Name& alias : a.aliases) json.value(alias.name);
  json.end_array().field("formula", a.formula).key("parameters").begin_object();
  for (std::size_t i = 0; i < a.params.size(); ++i) json.field(a.params[i].name, f.values()[i]);
  json.end_object().key("range").begin_object();
  json.field("lo", facts.range.lo).field("hi", facts.range.hi).field("lo_closed", facts.range.lo_closed);
  json.field("hi_closed", facts.range.hi_closed).field("bounded", facts.is_bounded()).end_object();
  json.field("monotone", text_of(facts.monotonicity)).field("symmetry", text_of(facts.symmetry));
  json.field("smoothness", smoothness_text(facts)).key("kinks").begin_array();
  for (const Kink& kink : facts.kinks)
    json.begin_object()
        .field("x", kink.x)
        .field("order", kink.order)
        .field("value", f(kink.x))
        .field("slope", f.slope(kink.x))
        .end_object();
  json.end_array();
  for (const auto& [key, line] : {std::pair("left_asymptote", facts.left), {"right_asymptote", facts.right}})
    json.key(key).begin_object().field("slope", line.slope).field("intercept", line.intercept).end_object();
  json.key("accuracy")
      .begin_object()
      .field("value_ulp", a.accuracy.value)
      .field("slope_ulp", a.accuracy.slope)
      .end_object();
  json.field("source", a.source).end_object();
}

}  // namespace

Run setup_show(Parser& parser) {
  auto options = std::make_shared<ShowOptions>();
  options->functions.declare(parser);
  options->output.declare(parser, "text (default) or json");
  return [options](Io& io) {
    using Functions = std::vector<Function>;
    static constexpr Format<Functions> formats[] = {
        {"text", "txt", false,
         [](const Functions& functions, Sink& sink) {
           for (const Function& f : functions) sink.write((&f == functions.data() ? "" : "\n") + in_full(f));
         }},
        {"json", "json", false,
         [](const Functions& functions, Sink& sink) {
           Json json;
           json.begin_object().field("schema", "actviz.show/1").key("functions").begin_array();
           for (const Function& f : functions) add_json(json, f);
           sink.write(json.end_array().end_object().text());
         }},
    };
    const auto functions = options->functions.parse();
    deliver(functions, choose_format(std::span<const Format<Functions>>(formats), options->output, "text"),
            options->output, io);
    return 0;
  };
}

}  // namespace actviz::app
