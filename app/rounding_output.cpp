#include "app/rounding_output.hpp"

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

std::string text_of(const RoundingRow& row) {
  const std::string inputs = row.end == infinity ? "2^32 inputs" : "inputs with |x| < " + to_text(row.end);
  if (row.misrounded == 0) return "correctly rounded at all " + inputs;
  return "misrounded at " + std::to_string(row.misrounded) + " of " + (row.end == infinity ? "" : "the ") +
         inputs + ", error at most " + to_text(row.greatest_ulp) + " ULP";
}

void add_row(Json& json, std::string_view key, const RoundingRow* row) {
  json.key(key);
  if (!row) {
    json.null();
    return;
  }
  json.begin_object().field("below", row->end).field("inputs", row->inputs);
  json.field("misrounded", row->misrounded).field("greatest_ulp", row->greatest_ulp);
  json.field("seconds", row->seconds).end_object();
}

}  // namespace

std::string rounding_text(const RoundingRow* value, const RoundingRow* slope) {
  if (value && slope && text_of(*value) == text_of(*slope)) return text_of(*value) + ", value and slope";
  std::vector<std::string> parts;
  if (value) parts.push_back("value " + text_of(*value));
  if (slope) parts.push_back("slope " + text_of(*slope));
  return join(parts, "; ");
}

void add_rounding(Json& json, const RoundingRow* value, const RoundingRow* slope) {
  json.key("float32");
  if (!value && !slope) {
    json.null();
    return;
  }
  json.begin_object();
  add_row(json, "value", value);
  add_row(json, "slope", slope);
  json.end_object();
}

}  // namespace actviz::app
