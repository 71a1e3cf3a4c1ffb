#pragma once
// Text read line by line.
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/files.hpp"

namespace actviz {

/// Without the spaces, tabs and carriage returns at both ends.
std::string_view trimmed(std::string_view text);

/// Reads the lines of a source that are not blank, in the memory that the longest one takes; a byte order
/// mark, as spreadsheets write it, is passed over.
class LineReader {
 public:
  /// `name` stands for the source in messages. Throws Error for a line of more than `longest` MiB, with
  /// `expected` as the hint.
  LineReader(std::unique_ptr<Source> source, std::string name, std::size_t longest, std::string expected);

  /// The next line, trimmed, as it stays until the next call; nothing at the end.
  std::optional<std::string_view> next();

  /// The number of that line in the source, from 1 on.
  long long number() const { return number_; }

 private:
  bool read_to(std::size_t& end);

  std::unique_ptr<Source> source_;
  std::string name_, expected_, buffer_;
  std::size_t longest_, at_ = 0;
  long long number_ = 0;
};

}  // namespace actviz
