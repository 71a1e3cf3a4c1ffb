#include "lib/table/formats.hpp"

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

/// Pulls the table's blocks and hands each one over together with a buffer that is written behind it.
template <class F>
void for_each_block(const Table& table, Sink& sink, std::string& buffer, F&& append_block) {
  Block block{table.columns.size(), {}};
  for (table.next(block); block.rows() > 0; table.next(block)) {
    append_block(block);
    sink.write(buffer);
    buffer.clear();
  }
  sink.write(buffer);
}

}  // namespace

void write_csv(const Table& table, Sink& sink) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ',';
    append_csv_text(out, table.columns[i]);
  }
  out += '\n';
  for_each_block(table, sink, out, [&](const Block& block) {
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      append_cell(out, block.cells[i], append_number, append_csv_text);
      out += (i + 1) % block.columns == 0 ? '\n' : ',';
    }
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
  bool first = true;
  for_each_block(table, sink, out, [&](const Block& block) {
    for (std::size_t r = 0; r < block.rows(); ++r) {
      out += first ? "\n    [" : ",\n    [";
      first = false;
      for (std::size_t i = 0; i < block.columns; ++i) {
        if (i > 0) out += ", ";
        append_cell(out, block.row(r)[i], append_json_number, append_json_string);
      }
      out += ']';
    }
  });
  sink.write(first ? "]\n}\n" : "\n  ]\n}\n");
}

void write_markdown(const Table& table, Sink& sink) {
  std::string out = "|";
  for (const std::string& column : table.columns) {
    out += ' ';
    append_markdown_text(out, column);
    out += " |";
  }
  out += "\n|";
  bool ruled = false;
  // The rule's alignment follows the first row: numbers to the right.
  const auto append_rule = [&](const Block& block) {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      out += block.rows() > 0 && !std::holds_alternative<std::string>(block.row(0)[i]) ? "---:|" : "---|";
    out += '\n';
    ruled = true;
  };
  for_each_block(table, sink, out, [&](const Block& block) {
    if (!ruled) append_rule(block);
    for (std::size_t r = 0; r < block.rows(); ++r) {
      out += '|';
      for (const Cell& cell : block.row(r)) {
        out += ' ';
        append_cell(out, cell, append_number, append_markdown_text);
        out += " |";
      }
      out += '\n';
    }
  });
  if (!ruled) {
    append_rule({});
    sink.write(out);
  }
}

}  // namespace actviz
