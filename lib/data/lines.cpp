#include "lib/data/lines.hpp"

#include <utility>

#include "lib/base/error.hpp"

namespace actviz {
namespace {

constexpr std::size_t chunk = 1 << 16;

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

LineReader::LineReader(std::unique_ptr<Source> source, std::string name, std::size_t longest,
                       std::string expected)
    : source_(std::move(source)), name_(std::move(name)), expected_(std::move(expected)), longest_(longest) {}

/// Finds the end of the line that begins at `at_`, which moves; tells whether there is a line.
bool LineReader::read_to(std::size_t& end) {
  end = buffer_.find('\n', at_);
  while (end == std::string::npos) {
    buffer_.erase(0, std::exchange(at_, 0));
    const std::size_t held = buffer_.size();
    if (held > longest_ << 20)
      throw Error(name_ + ": line " + std::to_string(number_ + 1) + " is longer than " +
                      std::to_string(longest_) + " MiB",
                  expected_);
    buffer_.resize(held + chunk);
    buffer_.resize(held + source_->read(std::span(buffer_).subspan(held)));
    if (buffer_.size() == held) {
      if (held == 0) return false;
      buffer_ += '\n';  // the last line may lack its end
    }
    end = buffer_.find('\n', held);
  }
  return true;
}

std::optional<std::string_view> LineReader::next() {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  for (std::size_t end = 0; read_to(end);) {
    if (number_ == 0 && buffer_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
    const auto line = trimmed(std::string_view(buffer_).substr(at_, end - at_));
    at_ = end + 1;
    ++number_;
    if (!line.empty()) return line;
  }
  return {};
}

}  // namespace actviz
