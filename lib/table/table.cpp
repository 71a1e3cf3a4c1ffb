#include "lib/table/table.hpp"

#include <algorithm>
#include <thread>
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

void for_each_share(std::size_t rows, unsigned threads,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& f) {
  constexpr std::size_t worth_a_thread = 1024;
  const std::size_t shares = std::clamp<std::size_t>(rows / worth_a_thread, 1, std::max(1u, threads));
  const auto run = [&](std::size_t share) { f(share, rows * share / shares, rows * (share + 1) / shares); };
  std::vector<std::jthread> helpers;
  for (std::size_t share = 1; share < shares; ++share) helpers.emplace_back(run, share);
  run(0);
}

void fetch(const Table& table, Block& block) {
  table.next(block);
  if (!table.complete) return;
  for_each_share(block.rows(), table.threads, [&](std::size_t, std::size_t first, std::size_t end) {
    for (std::size_t r = first; r < end; ++r) table.complete(block.row(r));
  });
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
