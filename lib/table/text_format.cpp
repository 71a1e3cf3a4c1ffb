// The text form of a table: numbers aligned on the decimal point.
#include <algorithm>
#include <cmath>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz {
namespace {

constexpr std::size_t page_width = 80;
constexpr std::string_view gap = "  ";
constexpr int all_digits = 17;

std::string cell_text(const Cell& cell, int digits) {
  if (const double* number = std::get_if<double>(&cell)) {
    if (digits >= all_digits) return to_text(*number);
    const std::string shorter = to_text(*number, digits), shortest = to_text(*number);
    return shortest.size() < shorter.size() ? shortest : shorter;
  }
  if (const long long* whole = std::get_if<long long>(&cell)) return std::to_string(*whole);
  return escape_controls(std::get<std::string>(cell));
}

/// Where the digits before the point end.
std::size_t head_length(std::string_view number) {
  return std::min(number.find_first_of(".e"), number.size());
}

/// Widths of a column: of text, or of a number before and from its point.
struct Column {
  bool is_text = false;
  std::size_t head = 0, tail = 0, label = 0;
  std::size_t width() const { return std::max(head + tail, label); }

  void add(const Cell& cell, int digits) {
    const std::string text = cell_text(cell, digits);
    if (std::holds_alternative<std::string>(cell)) {
      is_text = true;
      head = std::max(head, display_width(text));
      return;
    }
    const std::size_t length = head_length(text);
    head = std::max(head, length);
    tail = std::max(tail, text.size() - length);
  }

  std::string aligned(const Cell& cell, int digits) const {
    const std::string text = cell_text(cell, digits);
    if (is_text) return text + std::string(width() - display_width(text), ' ');
    const std::size_t length = head_length(text), indent = width() - tail - length;
    return std::string(indent, ' ') + text + std::string(width() - indent - text.size(), ' ');
  }
};

std::size_t total_width(const std::vector<Column>& columns) {
  std::size_t width = 0;
  for (const Column& column : columns) width += column.width() + gap.size();
  return width - gap.size();
}

void append_line(std::string& out, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  out += line + '\n';
}

}  // namespace

void write_text(const Table& table, Sink& sink) {
  std::string out = table.title.empty() ? "" : table.title + "\n\n";
  std::vector<Column> columns(table.columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].label = display_width(table.columns[i]);
  int digits = 0;
  const auto measure = [&](const Block& block, int with_digits) {
    std::vector<Column> measured = columns;
    for (std::size_t i = 0; i < block.cells.size(); ++i)
      measured[i % block.columns].add(block.cells[i], i % block.columns == 0 ? all_digits : with_digits);
    return measured;
  };
  Block block{columns.size(), {}};
  for (fetch(table, block); block.rows() > 0; fetch(table, block)) {
    if (digits == 0) {  // the first block decides for the whole table
      for (const int fewer : {all_digits, 10, 6, all_digits}) {  // where nothing fits, nothing is left out
        digits = fewer;
        if (total_width(measure(block, digits)) <= page_width) break;
      }
      columns = measure(block, digits);
      std::string head;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string label = escape_controls(table.columns[i]);
        const std::string space(columns[i].width() - std::min(columns[i].width(), display_width(label)), ' ');
        head += (i > 0 ? std::string(gap) : "") + (columns[i].is_text ? label + space : space + label);
      }
      append_line(out, head);
    } else {
      columns = measure(block, digits);
    }
    for (std::size_t r = 0; r < block.rows(); ++r) {
      std::string line;
      for (std::size_t i = 0; i < columns.size(); ++i)
        line +=
            std::string(i > 0 ? gap : "") + columns[i].aligned(block.row(r)[i], i == 0 ? all_digits : digits);
      append_line(out, line);
    }
    sink.write(out);
    out.clear();
  }
  sink.write(out);
}

}  // namespace actviz
