#pragma once
// Numbers as text, read one after the other: one a line, or one column of a CSV file.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/data/lines.hpp"

namespace actviz {

/// Reads numbers from a source in constant memory. Blank lines are skipped; a line of text where a number is
/// expected ends with an Error that names the source and the line.
class NumberStream {
 public:
  /// `name` stands for the source in messages. With a `column` (its name in the first line, or its number
  /// from 1 on) the source is CSV; without, each line is one number.
  NumberStream(std::unique_ptr<Source> source, std::string name, std::optional<std::string> column = {});

  /// The next number; nothing at the end.
  std::optional<double> next();

 private:
  bool read_line();
  void find_column();
  double parse(std::string_view text) const;

  LineReader lines_;
  std::string name_;
  std::optional<std::string> column_;
  std::size_t index_ = 0;
  bool started_ = false;
  std::string_view line_;
};

/// The fields of a CSV line (RFC 4180: quotes around a field, doubled inside).
std::vector<std::string> csv_fields(std::string_view line);

}  // namespace actviz
