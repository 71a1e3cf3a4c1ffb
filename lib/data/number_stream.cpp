#include "lib/data/number_stream.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {

std::vector<std::string> csv_fields(std::string_view line) {
  std::vector<std::string> fields(1);
  bool inside_quotes = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && inside_quotes && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"') {
      inside_quotes = !inside_quotes;
    } else if (c == ',' && !inside_quotes) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

NumberStream::NumberStream(std::unique_ptr<Source> source, std::string name,
                           std::optional<std::string> column)
    : lines_(std::move(source), name, 1, "expected a text file with one number a line"),
      name_(std::move(name)),
      column_(std::move(column)) {}

/// Moves to the next line that is not blank.
bool NumberStream::read_line() {
  const auto line = lines_.next();
  if (line) line_ = *line;
  return line.has_value();
}

double NumberStream::parse(std::string_view text) const {
  if (const auto value = parse_number(trimmed(text))) return *value;
  throw Error(
      name_ + ": line " + std::to_string(lines_.number()) + ": expected a number, got " + in_quotes(text),
      column_ ? "correct the line, or name another column"
              : "expected one number a line; for CSV name a column: FILE:COLUMN");
}

void NumberStream::find_column() {
  if (!read_line()) return;
  const auto names = csv_fields(line_);
  const bool is_data =
      std::ranges::all_of(names, [](const auto& name) { return parse_number(trimmed(name)).has_value(); });
  for (index_ = 0; index_ < names.size() && !is_data; ++index_)
    if (trimmed(names[index_]) == *column_) return;
  const auto number = parse_count(*column_);
  for (std::size_t i = 0; i < names.size() && is_data; ++i)
    if (trimmed(names[i]) == *column_ && number != static_cast<long long>(i) + 1)
      throw Error(name_ + ": column " + in_quotes(*column_) +
                      " may be meant by its name in the first line or by its number",
                  "name the columns by words, or take the line of names away");
  if (number && *number >= 1 && *number <= static_cast<long long>(names.size())) {
    index_ = static_cast<std::size_t>(*number) - 1;
    started_ = !is_data;  // a first line of numbers is data: it is read again
    return;
  }
  std::vector<std::string_view> known;
  if (!is_data) known.assign(names.begin(), names.end());
  throw Error(name_ + ": no column " + in_quotes(*column_) + " among " + std::to_string(names.size()),
              did_you_mean(*column_, known, "name a column of the first line, or its number from 1 on"));
}

std::optional<double> NumberStream::next() {
  bool have_line = false;
  if (column_ && !std::exchange(started_, true)) {
    find_column();
    have_line = !std::exchange(started_, true);
  }
  if (!have_line && !read_line()) return {};
  if (!column_) return parse(line_);
  const auto fields = csv_fields(line_);
  if (index_ < fields.size()) return parse(fields[index_]);
  throw Error(name_ + ": line " + std::to_string(lines_.number()) + ": expected " +
                  std::to_string(index_ + 1) + " columns, got " + std::to_string(fields.size()),
              "correct the line, or name another column");
}

}  // namespace actviz
