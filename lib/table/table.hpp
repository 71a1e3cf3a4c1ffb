#pragma once
// Tables of any length: columns and a source of rows, written as text, CSV, JSON or Markdown.
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "lib/base/format.hpp"

namespace actviz {

using Cell = std::variant<double, long long, std::string>;

/// Some rows of a table, one after the other.
struct Block {
  std::size_t columns = 0;
  std::vector<Cell> cells;

  std::size_t rows() const { return columns == 0 ? 0 : cells.size() / columns; }
  std::span<const Cell> row(std::size_t i) const { return std::span(cells).subspan(i * columns, columns); }
  std::span<Cell> row(std::size_t i) { return std::span(cells).subspan(i * columns, columns); }
};

/// A table whose rows are pulled from a source in blocks, so that ten million stream in constant memory.
struct Table {
  std::string title;  ///< a line above the text form; empty: none
  std::vector<std::string> columns;
  std::string schema = "actviz.table/1";  ///< of the JSON form
  unsigned threads = 1;  ///< how many may compute and format at once; the bytes are the same for any number
  /// Clears the block and fills it with the next rows; leaves it empty at the end.
  std::function<void(Block&)> next;
  /// What remains to be computed of a row, by any thread; nothing: rows are complete.
  std::function<void(std::span<Cell>)> complete;
};

/// Calls f(share, first row, end) for each of a few shares of the rows, at once where they are many.
void for_each_share(std::size_t rows, unsigned threads,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& f);

/// The next rows of a table, complete; none at its end.
void fetch(const Table& table, Block& block);

/// A table of rows that are all there.
Table table_of(std::vector<std::string> columns, std::vector<std::vector<Cell>> rows);

/// text, csv, json, md, in this order.
std::span<const Format<Table>> table_formats();

}  // namespace actviz
