// The text form of a table: numbers aligned on the decimal point.
#include <algorithm>
#include <cmath>
#include <utility>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz {
namespace {

constexpr std::size_t page_width = 80;
constexpr std::string_view gap = "  ";
constexpr int all_digits = 17;
constexpr std::size_t aligned_together = 65536;  // rows of a batch

std::string cell_text(const Cell& cell, int digits) {
  if (const double* number = std::get_if<double>(&cell)) {
    if (digits >= all_digits) return to_text(*number);
    const std::string shorter = to_text(*number, digits), shortest = to_text(*number);
    return shortest.size() < shorter.size() ? shortest : shorter;
  }
  if (const long long* whole = std::get_if<long long>(&cell)) return std::to_string(*whole);
  return escape_controls(std::get<std::string>(cell));
}

/// Some rows of a table, one after the other.
struct Block {
  std::size_t columns = 0;
  std::vector<Cell> cells;

  std::size_t rows() const { return cells.size() / columns; }
  std::span<Cell> row(std::size_t i) { return std::span(cells).subspan(i * columns, columns); }
  std::span<const Cell> row(std::size_t i) const { return std::span(cells).subspan(i * columns, columns); }
};

/// Rows `from`, from + 1, ... of the batch.
Block block_of(const Table& table, std::size_t from, std::size_t rows) {
  Block block{table.columns.size(), std::vector<Cell>(rows * table.columns.size())};
  StringSink nothing;
  write_shares(rows, table.threads, nothing, [&](std::string&, std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) table.fill(from + i, block.row(i));
  });
  return block;
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

/// Writes the blocks of a table one after the other.
class TextWriter {
 public:
  TextWriter(const Table& table, Sink& sink) : table_(table), sink_(sink), columns_(table.columns.size()) {
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].label = display_width(table.columns[i]);
  }

  /// The first block decides how many digits the whole table has.
  void write_first(const Block& block) {
    for (const int fewer : {all_digits, 10, 6, all_digits}) {  // where nothing fits, nothing is left out
      digits_ = fewer;
      if (total_width(measured(block)) <= page_width) break;
    }
    columns_ = measured(block);
    sink_.write(head());
    write_rows(block);
  }

  void write_next(const Block& block) {
    columns_ = measured(block);
    write_rows(block);
  }

 private:
  int digits_of(std::size_t column) const { return column == 0 ? all_digits : digits_; }

  /// The widths of the columns with those of a block.
  std::vector<Column> measured(const Block& block) const {
    std::vector<Column> columns = columns_;
    for (std::size_t i = 0; i < block.cells.size(); ++i)
      columns[i % block.columns].add(block.cells[i], digits_of(i % block.columns));
    return columns;
  }

  std::string head() const {
    std::string line, out;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string label = escape_controls(table_.columns[i]);
      const std::string space(columns_[i].width() - std::min(columns_[i].width(), display_width(label)), ' ');
      line += (i > 0 ? std::string(gap) : "") + (columns_[i].is_text ? label + space : space + label);
    }
    append_line(out, line);
    return out;
  }

  void write_rows(const Block& block) {
    write_shares(block.rows(), table_.threads, sink_,
                 [&](std::string& out, std::size_t first, std::size_t end) {
                   for (std::size_t r = first; r < end; ++r) append_row(out, block.row(r));
                 });
  }

  void append_row(std::string& out, std::span<const Cell> row) const {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      line += std::string(i > 0 ? gap : "") + columns_[i].aligned(row[i], digits_of(i));
    append_line(out, line);
  }

  const Table& table_;
  Sink& sink_;
  std::vector<Column> columns_;
  int digits_ = 0;
};

}  // namespace

void write_text(const Table& table, Sink& sink) {
  std::size_t count = table.next();  // bad input shows before anything is written
  if (!table.title.empty()) sink.write(table.title + "\n\n");
  TextWriter writer(table, sink);
  for (bool is_first = true; count > 0; count = table.next())
    for (std::size_t from = 0; from < count; from += aligned_together) {
      const Block block = block_of(table, from, std::min(aligned_together, count - from));
      std::exchange(is_first, false) ? writer.write_first(block) : writer.write_next(block);
    }
}

}  // namespace actviz
