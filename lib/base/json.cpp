#include "lib/base/json.hpp"

#include <cmath>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {

void append_json_number(std::string& out, double number) {
  if (std::isnan(number)) {
    out += "\"NaN\"";
  } else if (std::isinf(number)) {
    out += number < 0 ? "\"-Infinity\"" : "\"Infinity\"";
  } else {
    char buffer[number_room];
    out.append(buffer, write_number(buffer, number));
  }
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  bool is_first = true;
  for (const std::string_view line : split(text, '\n')) {
    if (!is_first) out += "\\n";
    is_first = false;
    for (const char c : escape_controls(line)) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  out += '"';
}

void Json::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) text_ += ',';
  text_ += '\n';
  text_.append(2 * depth_, ' ');
  first_ = false;
}

Json& Json::open(char bracket) {
  separate();
  text_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

Json& Json::close(char bracket) {
  --depth_;
  if (!first_) {
    text_ += '\n';
    text_.append(2 * depth_, ' ');
  }
  text_ += bracket;
  first_ = false;
  if (depth_ == 0) text_ += '\n';
  return *this;
}

Json& Json::raw(std::string_view token) {
  separate();
  text_ += token;
  return *this;
}

Json& Json::key(std::string_view name) {
  separate();
  append_json_string(text_, name);
  text_ += ": ";
  after_key_ = true;
  return *this;
}

Json& Json::value(double number) {
  separate();
  append_json_number(text_, number);
  return *this;
}

Json& Json::value(std::string_view text) {
  separate();
  append_json_string(text_, text);
  return *this;
}

Json& Json::numbers(std::span<const double> values) {
  separate();
  text_ += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text_ += ", ";
    append_json_number(text_, values[i]);
  }
  text_ += ']';
  return *this;
}

}  // namespace actviz
