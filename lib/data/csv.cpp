#include <algorithm>
#include <cstring>
#include <utility>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/data/formats.hpp"
#include "lib/data/matrix.hpp"
#include "lib/data/number_stream.hpp"

namespace actviz {
namespace {

LineReader lines_of(std::unique_ptr<Source> source, const std::string& name) {
  constexpr std::size_t longest = 64;
  return {std::move(source), name, longest, "expected one row of numbers a line"};
}

/// The fields of a line of numbers, one after the other, without the quotes that RFC 4180 allows around them.
class Fields {
 public:
  explicit Fields(std::string_view line) : rest_(line) {}

  /// The next one; nothing behind the last.
  std::optional<std::string_view> next() {
    if (done_) return {};
    const auto start = rest_.find_first_not_of(" \t");
    const bool quoted = start != std::string_view::npos && rest_[start] == '"';
    const auto close = quoted ? rest_.find('"', start + 1) : std::string_view::npos;
    const auto comma = rest_.find(',', close == std::string_view::npos ? 0 : close);
    std::string_view field = trimmed(rest_.substr(0, comma));
    done_ = comma == std::string_view::npos;
    if (!done_) rest_.remove_prefix(comma + 1);
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
      field = field.substr(1, field.size() - 2);
    return field;
  }

 private:
  std::string_view rest_;
  bool done_ = false;
};

/// The first line and what is known by it.
struct Front {
  std::vector<std::string> names{};  ///< none without a heading
  std::uint64_t columns = 0;
};

bool is_number(std::string_view field) { return parse_number(trimmed(field)).has_value(); }

[[noreturn]] void fail_doubtful(const std::string& name) {
  throw Error(name + ": its first line, 0, 1, 2 and so on, may be names or numbers",
              "name the columns with letters, or write --heading yes or no where the command takes it");
}

/// Tells names from numbers: a heading has no number in it. What counts the columns may be either.
bool is_heading(const std::vector<std::string>& fields, const std::string& name) {
  if (std::ranges::none_of(fields, is_number)) return true;
  bool counts = fields.size() > 2;
  for (std::size_t i = 0; i < fields.size(); ++i) counts = counts && trimmed(fields[i]) == std::to_string(i);
  if (counts) fail_doubtful(name);
  return false;
}

Front front_of(std::string_view line, std::optional<bool> heading, const std::string& name) {
  constexpr int most_columns = 1'000'000;  // each name takes more memory than its text
  if (std::ranges::count(line, ',') >= most_columns)
    throw Error(name + ": has more than 1000000 columns", "save it as .npy");
  auto fields = csv_fields(line);
  Front front{.columns = fields.size()};
  const bool empty = std::ranges::all_of(fields, [](const auto& field) { return trimmed(field).empty(); });
  if (empty || !(heading ? *heading : is_heading(fields, name))) return front;
  for (auto& field : fields) field = trimmed(field);
  if (const auto nameless = std::ranges::find(fields, ""); nameless != fields.end())
    throw Error(name + ": line 1, column " + std::to_string(nameless - fields.begin() + 1) + " has no name",
                "an index that pandas wrote? to_csv(..., index=False)");
  front.names = std::move(fields);
  return front;
}

class CsvRows : public RowReader {
 public:
  CsvRows(LineReader lines, std::string_view first, const Tensor& tensor, std::string name)
      : RowReader(DType::f64, tensor.shape[1], {}),
        lines_(std::move(lines)),
        first_(first),
        names_(tensor.columns),
        name_(std::move(name)) {}

 private:
  std::span<const std::byte> read(std::size_t count, std::vector<std::byte>& buffer) override {
    std::size_t rows = 0;
    for (; rows < count; ++rows) {
      const auto line = first_.empty() ? lines_.next() : std::optional<std::string_view>(first_);
      if (!line) break;
      if (buffer.size() < (rows + 1) * row_bytes()) buffer.resize((rows + 1) * row_bytes());
      parse(*line, buffer.data() + rows * row_bytes());
      first_.clear();
    }
    return std::span(buffer).first(rows * row_bytes());
  }

  void parse(std::string_view line, std::byte* to) const {
    Fields fields(line);
    std::uint64_t column = 0;
    for (auto field = fields.next(); field; field = fields.next(), ++column) {
      if (column == columns()) fail_width("more");
      const auto value = parse_number(*field);
      if (!value) fail(column, *field);
      std::memcpy(to + column * sizeof(double), &*value, sizeof(double));
    }
    if (column < columns()) fail_width(std::to_string(column));
  }

  [[noreturn]] void fail(std::uint64_t column, std::string_view field) const {
    const std::string label = names_.empty() ? std::string() : " (" + in_quotes(names_[column]) + ')';
    throw Error(name_ + ": line " + std::to_string(lines_.number()) + ", column " +
                    std::to_string(column + 1) + label + ": expected a number, got " + in_quotes(field),
                field.find_first_of("; \t") < field.size()
                    ? "separate columns by commas"
                    : "correct the line; nan stands for a number that is missing");
  }

  [[noreturn]] void fail_width(const std::string& got) const {
    throw Error(name_ + ": line " + std::to_string(lines_.number()) + ": expected " +
                    std::to_string(columns()) + " columns, got " + got,
                "correct the line");
  }

  LineReader lines_;
  std::string first_;  ///< a line that was read ahead
  std::vector<std::string> names_;
  std::string name_;
};

class CsvFile : public TensorFile {
 public:
  CsvFile(Input input, const OpenOptions& options) : name_(input.name), file_(std::move(input.file)) {
    auto lines = lines_of(file_ ? whole_file() : std::move(input.stream), name_);
    const auto line = lines.next();
    if (!line) throw Error(name_ + ": has no rows", "expected one row of numbers a line");
    Front front = front_of(*line, options.heading, name_);
    tensors_.push_back({{}, DType::f64, {unknown_size, front.columns}, std::move(front.names)});
    if (!file_) stream_ = Opened{std::string(*line), std::move(lines)};
  }

  std::unique_ptr<RowReader> rows(std::size_t tensor, const Layout& layout) const override {
    const Tensor& all = tensors_.at(tensor);
    (void)endless_matrix(all.shape[1], layout, name_);
    Opened opened = open();
    if (!all.columns.empty()) {
      const auto line = opened.lines.next();
      if (!line) throw Error(name_ + ": has no rows", "expected rows of numbers below the names");
      opened.first = *line;
    }
    return std::make_unique<CsvRows>(std::move(opened.lines), opened.first, all, name_);
  }

 private:
  /// Text of which the first line has been read.
  struct Opened {
    std::string first;
    LineReader lines;
  };

  std::unique_ptr<Source> whole_file() const {
    return std::make_unique<MappedSource>(file_, 0, file_->size());
  }

  Opened open() const {
    if (file_) {
      Opened opened{{}, lines_of(whole_file(), name_)};
      opened.first = opened.lines.next().value_or("");
      return opened;
    }
    auto opened = std::exchange(stream_, std::nullopt);
    if (!opened) throw Error(name_ + ": a stream can be read once", "write it to a file first");
    return std::move(*opened);
  }

  std::string name_;
  std::shared_ptr<const MappedFile> file_;
  mutable std::optional<Opened> stream_;  ///< until it is read
};

}  // namespace

std::unique_ptr<TensorFile> open_csv(Input input, const OpenOptions& options) {
  if (options.dtype)
    throw Error(input.name + ": is text, which has no type of elements", "leave --dtype out");
  return std::make_unique<CsvFile>(std::move(input), options);
}

}  // namespace actviz
