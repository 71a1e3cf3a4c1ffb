#include "lib/table/table.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "lib/table/formats.hpp"

namespace actviz {

Table table_of(std::vector<std::string> columns, std::vector<std::vector<Cell>> rows) {
  Table table;
  table.columns = std::move(columns);
  table.next = [count = rows.size()]() mutable { return std::exchange(count, 0); };
  table.fill = [rows = std::move(rows)](std::size_t i, std::span<Cell> row) {
    std::ranges::copy(rows[i], row.begin());
  };
  return table;
}

void write_shares(std::size_t rows, unsigned threads, Sink& sink,
                  const std::function<void(std::string&, std::size_t, std::size_t)>& append) {
  constexpr std::size_t share_rows = 2048;
  const std::size_t shares = (rows + share_rows - 1) / share_rows;
  std::atomic<std::size_t> begun = 0;
  std::size_t written = 0;
  std::exception_ptr failure;
  std::mutex mutex;  // of the sink and the two above
  std::condition_variable changed;
  const auto work = [&] {
    try {
      std::string text;
      for (std::size_t share; (share = begun++) < shares;) {
        text.clear();
        append(text, share * share_rows, std::min(rows, (share + 1) * share_rows));
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return failure || written == share; });
        if (failure) return;
        sink.write(text);
        ++written;
        changed.notify_all();
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
      changed.notify_all();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min<std::size_t>(threads, shares); ++i) helpers.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
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
