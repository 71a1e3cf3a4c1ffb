#include "app/precision_output.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "app/describe.hpp"
#include "lib/analysis/rounded_chain.hpp"
#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

using Begin = std::optional<Threshold> FarSide::*;

std::string number(double x) { return to_text(x == 0 ? 0 : x, 5); }

/// "x ≤ -13.557", "|x| ≥ 47.132"; by the real x or by the numbers of the format.
std::string where(const FarSides& sides, Begin begin, double Threshold::*x) {
  const auto &left = sides.left.*begin, &right = sides.right.*begin;
  if (!left && !right) return "-";
  if (left && right && (*left).*x == -((*right).*x))
    return (*right).*x == 0 ? "everywhere" : "|x| ≥ " + number((*right).*x);
  std::string text;
  if (left) text = "x ≤ " + number((*left).*x);
  if (left && right) text += ", ";
  if (right) text += "x ≥ " + number((*right).*x);
  return text;
}

std::string saturated_text(const FarSides& sides) {
  const FarSide &left = sides.left, &right = sides.right;
  if (left.saturated && right.saturated && left.saturated->x == -right.saturated->x) {
    const std::string from =
        right.saturated->x == 0 ? " everywhere" : " at |x| ≥ " + number(right.saturated->x);
    if (left.limit == right.limit) return number(left.limit) + from;
    if (left.limit == -right.limit) return "±" + number(std::max(left.limit, right.limit)) + from;
  }
  std::string text;
  if (left.saturated) text = number(left.limit) + " at x ≤ " + number(left.saturated->x);
  if (left.saturated && right.saturated) text += ", ";
  if (right.saturated) text += number(right.limit) + " at x ≥ " + number(right.saturated->x);
  return text.empty() ? "-" : text;
}

/// A quantity with its name.
struct Named {
  std::string_view name;
  const Computed& computed;
};

std::array<Named, 4> computed_of(const Precision& p) {
  return {{{"value", p.value.best},
           {"slope", p.slope.best},
           {"value by formula", p.value.chain},
           {"slope by formula", p.slope.chain}}};
}

/// The thresholds of a format as lines; those that say nothing for any format are left out later.
std::vector<Line> threshold_lines(const Precision& p) {
  std::vector<Line> lines{{"epsilon", number(p.format.epsilon())},
                          {"greatest number", number(p.format.max())},
                          {"smallest number", number(p.format.min_subnormal())}};
  for (const auto& [name, computed] : computed_of(p))
    lines.emplace_back(std::string(name) + " is 0", where(computed.sides, &FarSide::zero, &Threshold::x));
  for (const auto& [name, computed] : computed_of(p))
    lines.emplace_back(std::string(name) + " rounds to", saturated_text(computed.sides));
  for (const auto& [name, computed] : computed_of(p))
    lines.emplace_back(std::string(name) + " overflows",
                       where(computed.sides, &FarSide::overflow, &Threshold::x));
  return lines;
}

void write_thresholds(const FunctionPrecision& function, Sink& sink) {
  std::vector<DescribedFunction> columns;
  for (const Precision& p : function.formats)
    columns.push_back({std::string(p.format.name), threshold_lines(p)});
  for (std::size_t i = columns[0].lines.size(); i-- > 0;) {
    const auto says_nothing = [i](const DescribedFunction& column) { return column.lines[i].second == "-"; };
    if (!std::ranges::all_of(columns, says_nothing)) continue;
    for (DescribedFunction& column : columns)
      column.lines.erase(column.lines.begin() + static_cast<std::ptrdiff_t>(i));
  }
  write_side_by_side(columns, sink);
}

std::string share_text(double share) { return to_text(100 * share, 3) + " %"; }

/// What is said of a quantity in a format, a row each.
std::vector<Line> detail_lines(const Computed& computed) {
  const FarSides& sides = computed.sides;
  std::vector<Line> lines;
  if (const auto& errors = computed.errors) {
    const bool has_any = errors->greatest.value >= 0;
    lines = {{"greatest error, ULP", has_any ? number(errors->greatest.value) : "-"},
             {"  at x", has_any ? number(errors->greatest.x) : "-"},
             {"mean error, ULP", has_any ? number(errors->mean) : "-"},
             {"above 1 ULP", share_text(errors->above_one)},
             {"lost to infinity, NaN", std::to_string(errors->lost)},
             {"distinct results", errors->distinct ? std::to_string(*errors->distinct) : "-"}};
  }
  lines.emplace_back("is 0", where(sides, &FarSide::zero, &Threshold::x));
  lines.emplace_back("  at its own numbers", where(sides, &FarSide::zero, &Threshold::on_grid));
  lines.emplace_back("rounds to", saturated_text(sides));
  lines.emplace_back("overflows", where(sides, &FarSide::overflow, &Threshold::x));
  return lines;
}

void write_details(const Precision& p, Sink& sink) {
  sink.write("\n" + std::string(p.format.name) + ": epsilon " + number(p.format.epsilon()) + ", greatest " +
             number(p.format.max()) + ", smallest " + number(p.format.min_subnormal()) + "; " +
             counted(p.inputs, "input", "inputs") + "\n\n");
  std::vector<std::string> headings{""};
  std::vector<std::vector<Cell>> rows;
  for (const auto& [name, computed] : computed_of(p)) {
    headings.emplace_back(name);
    const auto lines = detail_lines(computed);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (headings.size() == 2) rows.push_back({lines[i].first});
      rows[i].emplace_back(lines[i].second);
    }
  }
  const auto says_nothing = [](const std::vector<Cell>& row) {
    return std::all_of(row.begin() + 1, row.end(), [](const Cell& cell) { return cell == Cell("-"); });
  };
  std::erase_if(rows, says_nothing);
  write_text(table_of(std::move(headings), std::move(rows)), sink);
}

void write_precision_text(const PrecisionReport& report, Sink& sink) {
  bool is_first = true;
  for (const FunctionPrecision& function : report.functions) {
    sink.write(std::string(is_first ? "" : "\n") + function.function.label() +
               ": exact results, rounded once; by formula: " + to_text(chain_formula(function.function)) +
               ", each operation rounded\n");
    is_first = false;
    if (report.with_errors)
      for (const Precision& p : function.formats) write_details(p, sink);
    else
      write_thresholds(function, sink);
  }
}

void add_threshold(Json& json, std::string_view key, const std::optional<Threshold>& threshold,
                   std::optional<double> result = {}) {
  json.key(key);
  if (!threshold) {
    json.null();
    return;
  }
  json.begin_object().field("x", threshold->x).field("on_grid", threshold->on_grid);
  if (result) json.field("result", *result);
  json.end_object();
}

void add_computed(Json& json, std::string_view key, const Computed& computed) {
  json.key(key).begin_object();
  for (const auto& [name, side] :
       {std::pair("left", &computed.sides.left), std::pair("right", &computed.sides.right)}) {
    json.key(name).begin_object();
    add_threshold(json, "zero", side->zero);
    add_threshold(json, "saturated", side->saturated, side->limit);
    add_threshold(json, "overflow", side->overflow);
    json.end_object();
  }
  if (const auto& errors = computed.errors) {
    json.key("error").begin_object();
    add_landmark(json, "max_ulp",
                 errors->greatest.value >= 0 ? std::optional(errors->greatest) : std::nullopt);
    json.field("mean_ulp", errors->mean).field("above_one", errors->above_one).field("lost", errors->lost);
    json.field("distinct", errors->distinct).end_object();
  }
  json.end_object();
}

void write_precision_json(const PrecisionReport& report, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.precision/1");
  json.field("overflow", report.overflow == Overflow::saturate ? "saturate" : "ieee");
  json.key("functions").begin_array();
  for (const FunctionPrecision& function : report.functions) {
    json.begin_object().field("name", function.function.name()).field("label", function.function.label());
    json.field("formula", to_text(chain_formula(function.function))).key("dtypes").begin_array();
    for (const Precision& p : function.formats) {
      json.begin_object().field("dtype", p.format.name).field("epsilon", p.format.epsilon());
      json.field("max", p.format.max()).field("min_subnormal", p.format.min_subnormal());
      if (report.with_errors) json.field("inputs", p.inputs);
      for (const auto& [name, quantity] : {std::pair("value", &p.value), std::pair("slope", &p.slope)}) {
        json.key(name).begin_object();
        add_computed(json, "best", quantity->best);
        add_computed(json, "formula", quantity->chain);
        json.end_object();
      }
      json.end_object();
    }
    json.end_array().end_object();
  }
  sink.write(json.end_array().end_object().text());
}

/// One row for each quantity of each format; what does not happen leaves its cells empty.
Table precision_table(const PrecisionReport& report) {
  std::vector<std::string> columns{"function", "dtype", "quantity", "computed"};
  for (const std::string event : {"zero", "saturated", "overflow"})
    for (const std::string side : {"left", "right"})
      for (const std::string by : {"", "_on_grid"}) columns.push_back(event + '_' + side + by);
  const std::vector<std::string> errors{"max_ulp_x", "max_ulp", "mean_ulp", "above_one", "lost", "distinct"};
  if (report.with_errors) columns.insert(columns.end(), errors.begin(), errors.end());
  std::vector<std::vector<Cell>> rows;
  for (const FunctionPrecision& function : report.functions)
    for (const Precision& p : function.formats)
      for (const bool is_slope : {false, true})
        for (const bool is_chain : {false, true}) {
          const QuantityPrecision& quantity = is_slope ? p.slope : p.value;
          const Computed& computed = is_chain ? quantity.chain : quantity.best;
          std::vector<Cell> row{function.function.label(), std::string(p.format.name),
                                std::string(is_slope ? "slope" : "value"),
                                std::string(is_chain ? "formula" : "best")};
          for (const Begin begin : {&FarSide::zero, &FarSide::saturated, &FarSide::overflow})
            for (const FarSide* side : {&computed.sides.left, &computed.sides.right})
              for (double Threshold::*x : {&Threshold::x, &Threshold::on_grid}) {
                const auto& threshold = side->*begin;
                row.push_back(threshold ? Cell((*threshold).*x) : Cell(std::string()));
              }
          if (const auto& e = computed.errors) {
            row.insert(row.end(), {e->greatest.x, e->greatest.value, e->mean, e->above_one});
            row.emplace_back(static_cast<long long>(e->lost));
            row.push_back(e->distinct ? Cell(static_cast<long long>(*e->distinct)) : Cell(std::string()));
          }
          rows.push_back(std::move(row));
        }
  return table_of(std::move(columns), std::move(rows));
}

}  // namespace

std::span<const Format<PrecisionReport>> precision_formats() {
  return report_formats<PrecisionReport, write_precision_text, write_precision_json, precision_table>();
}

}  // namespace actviz::app
