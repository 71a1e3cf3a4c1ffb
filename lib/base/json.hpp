#pragma once
// Writes JSON: the shortest numbers that read back, non-finite ones as "NaN", "Infinity", "-Infinity".
#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace actviz {

/// Builds one JSON text. Calls follow the structure: `begin_object, key, value, ..., end_object`.
class Json {
 public:
  Json& begin_object() { return open('{'); }
  Json& end_object() { return close('}'); }
  Json& begin_array() { return open('['); }
  Json& end_array() { return close(']'); }
  Json& key(std::string_view name);

  Json& value(double number);
  Json& value(std::integral auto whole) {
    if constexpr (std::same_as<decltype(whole), bool>)
      return raw(whole ? "true" : "false");
    else
      return raw(std::to_string(whole));
  }
  Json& value(std::string_view text);
  Json& value(const char* text) { return value(std::string_view(text)); }
  Json& null() { return raw("null"); }
  /// null where there is none.
  template <class T>
  Json& value(const std::optional<T>& v) {
    return v ? value(*v) : null();
  }
  /// A short array, on one line.
  Json& numbers(std::span<const double> values);

  /// Key and value in one.
  template <class T>
  Json& field(std::string_view name, const T& v) {
    return key(name).value(v);
  }
  /// Key and text; null where it is empty.
  Json& text_or_null(std::string_view name, std::string_view text) {
    key(name);
    return text.empty() ? null() : value(text);
  }

  /// What has been written so far; complete once every begin has its end.
  const std::string& text() const { return text_; }

 private:
  Json& open(char bracket);
  Json& close(char bracket);
  Json& raw(std::string_view token);
  void separate();

  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true, after_key_ = false;
};

/// Appends a JSON number, or the text that stands for a non-finite one.
void append_json_number(std::string& out, double number);
/// Appends a JSON string with its quotes; other control characters than line feeds, and broken UTF-8, as \xNN
/// in plain text.
void append_json_string(std::string& out, std::string_view text);

}  // namespace actviz
