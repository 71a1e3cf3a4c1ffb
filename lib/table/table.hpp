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

/// A table whose rows come from a source in batches, so that ten million stream in constant memory.
struct Table {
  std::string title;  ///< a line above the text form; empty: none
  std::vector<std::string> columns;
  std::string schema = "actviz.table/1";  ///< of the JSON form
  unsigned threads = 1;  ///< how many may compute and format at once; the bytes are the same for any number
  /// Waits for the next batch and says how many rows it has; 0 at the end. Only called when all rows of the
  /// batch before are written.
  std::function<std::size_t()> next;
  /// Fills row i of the batch, in any thread.
  std::function<void(std::size_t i, std::span<Cell>)> fill;
};

/// Calls append(text, first, end) for shares of the rows, `threads` at once where they are many, and writes
/// their texts in order, each as soon as it can be. Throws what append or the sink throws.
void write_shares(std::size_t rows, unsigned threads, Sink& sink,
                  const std::function<void(std::string&, std::size_t, std::size_t)>& append);

/// A table of rows that are all there.
Table table_of(std::vector<std::string> columns, std::vector<std::vector<Cell>> rows);

/// text, csv, json, md, in this order.
std::span<const Format<Table>> table_formats();

}  // namespace actviz
