#pragma once
// The forms a table can be written in.
#include "lib/table/table.hpp"

namespace actviz {

/// Columns aligned on the decimal point, at most 80 wide where fewer digits achieve it (10, then 6; the
/// first column keeps all of its own), else with all digits. Every block is aligned in itself, with at least
/// the widths of the blocks before.
void write_text(const Table& table, Sink& sink);
/// RFC 4180 with LF line ends; the first line names the columns. Text that a spreadsheet would run is left as
/// it is.
void write_csv(const Table& table, Sink& sink);
/// {"schema", "columns", "rows"}, one row a line.
void write_json(const Table& table, Sink& sink);
/// A pipe table.
void write_markdown(const Table& table, Sink& sink);

/// text, json, csv, md, in this order, of something that is more than a table: `flat` is what CSV and
/// Markdown show of it.
template <class T, void (*text)(const T&, Sink&), void (*json)(const T&, Sink&), Table (*flat)(const T&)>
std::span<const Format<T>> report_formats() {
  static constexpr Format<T> formats[] = {
      {"text", "txt", false, text},
      {"json", "json", false, json},
      {"csv", "csv", false, [](const T& report, Sink& sink) { write_csv(flat(report), sink); }},
      {"md", "md", false, [](const T& report, Sink& sink) { write_markdown(flat(report), sink); }},
  };
  return formats;
}

}  // namespace actviz
