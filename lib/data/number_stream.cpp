#include "lib/data/number_stream.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

constexpr std::size_t chunk = 1 << 16, longest_line = 1 << 20;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

}  // namespace

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
    : source_(std::move(source)), name_(std::move(name)), column_(std::move(column)) {}

/// Moves to the next line that is not blank.
bool NumberStream::read_line() {
  while (true) {
    auto end = buffer_.find('\n', at_);
    while (end == std::string::npos) {
      buffer_.erase(0, std::exchange(at_, 0));
      const std::size_t held = buffer_.size();
      if (held > longest_line)
        throw Error(name_ + ": line " + std::to_string(line_number_ + 1) + " is longer than 1 MiB",
                    "expected a text file with one number a line");
      buffer_.resize(held + chunk);
      buffer_.resize(held + source_->read(std::span(buffer_).subspan(held)));
      if (buffer_.size() == held) {
        if (held == 0) return false;
        buffer_ += '\n';  // the last line may lack its end
      }
      end = buffer_.find('\n', held);
    }
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";  // as spreadsheets write it
    if (line_number_ == 0 && buffer_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    line_ = trimmed(std::string_view(buffer_).substr(at_, end - at_));
    at_ = end + 1;
    ++line_number_;
    if (!line_.empty()) return true;
  }
}

double NumberStream::parse(std::string_view text) const {
  if (const auto value = parse_number(trimmed(text))) return *value;
  throw Error(
      name_ + ": line " + std::to_string(line_number_) + ": expected a number, got " + in_quotes(text),
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
  throw Error(name_ + ": line " + std::to_string(line_number_) + ": expected " + std::to_string(index_ + 1) +
                  " columns, got " + std::to_string(fields.size()),
              "correct the line, or name another column");
}

}  // namespace actviz
