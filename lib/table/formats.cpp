#include "lib/table/formats.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"

namespace actviz {
namespace {

void append_number(std::string& out, double number) {
  char buffer[number_room];
  out.append(buffer, write_number(buffer, number));
}

void append_csv_text(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_markdown_text(std::string& out, std::string_view text) {
  for (const char c : escape_controls(text)) {
    if (c == '|' || c == '\\' || c == '<' || c == '*' || c == '_' || c == '`') out += '\\';
    out += c;
  }
}

/// Appends a cell; `append_text` says how text is written in this form.
template <class Number, class Text>
void append_cell(std::string& out, const Cell& cell, Number append_real, Text append_text) {
  if (const double* number = std::get_if<double>(&cell))
    append_real(out, *number);
  else if (const long long* whole = std::get_if<long long>(&cell))
    out += std::to_string(*whole);
  else
    append_text(out, std::get<std::string>(cell));
}

/// Writes the head and then every row as `append_row(out, cells, row number)` puts it.
template <class F>
void write_rows(const Table& table, Sink& sink, const std::string& head, const F& append_row) {
  std::size_t count = table.next();  // bad input shows before anything is written
  sink.write(head);
  for (std::size_t written = 0; count > 0; count = table.next()) {
    write_shares(count, table.threads, sink, [&](std::string& text, std::size_t first, std::size_t end) {
      std::vector<Cell> row(table.columns.size());
      for (std::size_t i = first; i < end; ++i) {
        table.fill(i, row);
        append_row(text, std::as_const(row), written + i);
      }
    });
    written += count;
  }
}

}  // namespace

void write_csv(const Table& table, Sink& sink) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_text(out, table.columns[i]);
  }
  out += '\n';
  write_rows(table, sink, out, [](std::string& to, std::span<const Cell> row, std::size_t) {
    for (const Cell& cell : row) {
      append_cell(to, cell, append_number, append_csv_text);
      to += ',';
    }
    to.back() = '\n';
  });
}

void write_json(const Table& table, Sink& sink) {
  std::string out = "{\n  \"schema\": ";
  append_json_string(out, table.schema);
  out += ",\n  \"columns\": [";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ", ";
    append_json_string(out, table.columns[i]);
  }
  out += "],\n  \"rows\": [";
  write_rows(table, sink, out, [](std::string& to, std::span<const Cell> row, std::size_t number) {
    to += number == 0 ? "\n    [" : ",\n    [";
    for (const Cell& cell : row) {
      append_cell(to, cell, append_json_number, append_json_string);
      to += ", ";
    }
    to.resize(to.size() - 2);
    to += ']';
  });
  sink.write("\n  ]\n}\n");
}

void write_markdown(const Table& table, Sink& sink) {
  std::string out = "|";
  for (const std::string& column : table.columns) {
    out += ' ';
    append_markdown_text(out, column);
    out += " |";
  }
  out += "\n|";
  // A rule aligns by what the columns hold, which the first row shows: numbers to the right.
  const auto append_rule = [columns = table.columns.size()](std::string& to, std::span<const Cell> row) {
    for (std::size_t i = 0; i < columns; ++i)
      to += i < row.size() && !std::holds_alternative<std::string>(row[i]) ? "---:|" : "---|";
    to += '\n';
  };
  bool any = false;
  write_rows(table, sink, out, [&](std::string& to, std::span<const Cell> row, std::size_t number) {
    if (number == 0) {
      append_rule(to, row);
      any = true;
    }
    to += '|';
    for (const Cell& cell : row) {
      to += ' ';
      append_cell(to, cell, append_number, append_markdown_text);
      to += " |";
    }
    to += '\n';
  });
  if (any) return;
  std::string rule;
  append_rule(rule, {});
  sink.write(rule);
}

}  // namespace actviz
