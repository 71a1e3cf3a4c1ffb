#include "app/number_source.hpp"

#include "lib/base/text.hpp"

namespace actviz::app {
namespace {

/// Keeps the caller's source alive as a unique pointer does.
class Borrowed : public Source {
 public:
  explicit Borrowed(Source& source) : source_(source) {}
  std::size_t read(std::span<char> buffer) override { return source_.read(buffer); }

 private:
  Source& source_;
};

}  // namespace

std::unique_ptr<NumberStream> open_numbers(const std::string& file_and_column, Io& io) {
  std::string path = file_and_column;
  std::optional<std::string> column;
  const auto colon = path.rfind(':');
  if (colon != std::string::npos && !file_exists(path)) {
    column = path.substr(colon + 1);
    path.resize(colon);
  }
  if (path == "-")
    return std::make_unique<NumberStream>(std::make_unique<Borrowed>(io.in), "standard input", column);
  return std::make_unique<NumberStream>(open_source(path), in_quotes(path), column);
}

}  // namespace actviz::app
