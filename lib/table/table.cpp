#include "lib/table/table.hpp"

#include <utility>

#include "lib/table/formats.hpp"

namespace actviz {

Table table_of(std::vector<std::string> columns, std::vector<std::vector<Cell>> rows) {
  Table table;
  table.columns = std::move(columns);
  table.next = [rows = std::move(rows), done = false](Block& block) mutable {
    block.cells.clear();
    if (std::exchange(done, true)) return;
    for (const auto& row : rows) block.cells.insert(block.cells.end(), row.begin(), row.end());
  };
  return table;
}

std::span<const Format<Table>> table_formats() {
  static constexpr Format<Table> formats[] = {
      {"text", "txt", false, write_text},
      {"csv", "csv", false, write_csv},
      {"json", "json", false, write_json},
      {"md", "md", false, write_markdown},
  };
  return formats;
}

}  // namespace actviz
