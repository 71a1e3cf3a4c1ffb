#include "app/pair_source.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/data/matrix.hpp"
#include "lib/data/npy_header.hpp"
#include "lib/data/tensor_file.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t batch = 8192;

/// The elements that hold numbers of a format.
DType elements_of(const FloatFormat& format) {
  const std::string_view name = format.name;
  return name == "bf16"   ? DType::bf16
         : name == "fp16" ? DType::f16
         : name == "e5m2" ? DType::f8_e5m2
         : name == "e4m3" ? DType::f8_e4m3
                          : DType::f32;
}

bool is_unsigned(DType dtype) { return dtype == DType::u32 || dtype == DType::u16 || dtype == DType::u8; }

DType parse_raw(const std::string& text) {
  if (const auto type = parse_dtype(text)) return *type;
  constexpr std::string_view known[] = {"f64", "f32", "f16", "bf16", "f8_e4m3", "f8_e5m2"};
  throw Error("--raw: unknown type of elements " + in_quotes(text) +
                  ", expected f64, f32, f16, bf16, f8_e4m3 or f8_e5m2",
              did_you_mean(text, known, "write --raw bf16"));
}

std::size_t find_tensor(const TensorFile& file, const std::string& path, const PairRequest& request) {
  const auto tensors = file.tensors();
  if (!request.tensor) {
    if (tensors.size() == 1) return 0;
    throw Error(in_quotes(path) + " holds " + std::to_string(tensors.size()) + " tensors, expected one",
                "name it: --tensor " + escape_controls(tensors[0].name));
  }
  std::vector<std::string_view> names;
  for (const Tensor& tensor : tensors) names.push_back(tensor.name);
  const auto found = std::ranges::find(names, *request.tensor);
  if (found == names.end())
    throw Error("--tensor: " + in_quotes(path) + " has no tensor " + in_quotes(*request.tensor),
                did_you_mean(*request.tensor, names, "it has " + in_quotes(names[0])));
  return static_cast<std::size_t>(found - names.begin());
}

/// One tensor of a file, read as rows of numbers.
class Numbers {
 public:
  /// `columns`: of bare elements.
  Numbers(const std::string& path, const PairRequest& request, std::uint64_t columns) : path_(path) {
    OpenOptions options;
    if (request.raw) options.raw = Raw{parse_raw(*request.raw), columns};
    open(options, request);
    const DType codes = elements_of(request.format);
    const DType stored = file_->tensors()[index_].dtype;
    const bool holds_codes = is_unsigned(stored) && size_of(stored) == size_of(codes);
    if (request.raw || !holds_codes || path == "-") return;
    options.dtype = codes;
    open(options, request);
  }

  const Tensor& tensor() const { return file_->tensors()[index_]; }
  std::uint64_t columns() const { return rows_->columns(); }
  std::optional<std::uint64_t> size() const {
    std::uint64_t total = 1;
    for (const std::uint64_t side : tensor().shape) {
      if (side == unknown_size) return {};
      if (__builtin_mul_overflow(total, side, &total)) return unknown_size;
    }
    return total;
  }

  /// The next elements in order, whole rows where these are short; none at the end.
  std::span<const double> next() {
    const auto width = static_cast<std::size_t>(columns());
    if (at_ == block_size()) {
      rows_->next(block_, std::max<std::size_t>(1, batch / width));
      at_ = 0;
    }
    const std::size_t piece = width > batch ? batch : batch / width * width;
    const std::size_t count = std::min(piece, block_size() - at_), element = size_of(rows_->dtype());
    numbers_.resize(count);
    to_doubles(rows_->dtype(), block_.bytes().subspan(at_ * element, count * element), numbers_);
    at_ += count;
    return numbers_;
  }

  /// The column that is named; nothing where none is.
  std::optional<std::size_t> column(std::string_view option, const std::optional<std::string>& name) const {
    if (!name) return {};
    const auto& names = tensor().columns;
    const auto found = std::ranges::find(names, *name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const auto number = parse_count(*name);
    if (number && *number >= 1 && static_cast<std::uint64_t>(*number) <= columns())
      return static_cast<std::size_t>(*number - 1);
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw Error(std::string(option) + ": " + in_quotes(path_) + " has no column " + in_quotes(*name),
                did_you_mean(*name, known, "its columns are 1 to " + std::to_string(columns())));
  }

 private:
  std::size_t block_size() const { return block_.rows() * static_cast<std::size_t>(columns()); }

  void open(const OpenOptions& options, const PairRequest& request) {
    try {
      file_ = open_tensors(path_, options);
    } catch (const OtherType&) {  // bare bytes, as numpy saves bf16
      if (options.dtype || path_ == "-") throw;
      OpenOptions as_codes = options;
      as_codes.dtype = elements_of(request.format);
      file_ = open_tensors(path_, as_codes);
    }
    index_ = find_tensor(*file_, path_, request);
    rows_ = file_->rows(index_);
  }

  std::string path_;
  std::unique_ptr<TensorFile> file_;
  std::size_t index_ = 0;
  std::unique_ptr<RowReader> rows_;
  RowBlock block_;
  std::size_t at_ = 0;  ///< elements of the block that were given
  std::vector<double> numbers_;
};

using Add = std::function<void(double, double)>;

/// How many results there are, which must be known to be right.
[[noreturn]] void fail_count(const PairRequest& request, const std::string& got) {
  throw Error("--all: expected the results of all " + std::to_string(request.format.codes()) + " codes of " +
                  std::string(request.format.name) + ", " + in_quotes(request.files[0]) + " has " + got,
              "give pairs of x and y without --all, or the --dtype whose codes these are");
}

void add_all(const PairRequest& request, const Add& add) {
  constexpr int most_bits = 16;
  if (request.format.bits() > most_bits)
    throw Error("--all: " + std::string(request.format.name) + " has " +
                    std::to_string(request.format.codes()) + " codes, too many for one file",
                "give pairs of x and y, or a --dtype of 8 or 16 bits");
  if (request.files.size() > 1)
    throw Error("--all: expected one file of results, got " + std::to_string(request.files.size()),
                "the inputs are the codes themselves: name the results alone");
  Numbers results(request.files[0], request, 1);
  if (results.size() && *results.size() != request.format.codes())
    fail_count(request, std::to_string(*results.size()));
  std::uint64_t code = 0;
  for (auto numbers = results.next(); !numbers.empty(); numbers = results.next()) {
    if (code + numbers.size() > request.format.codes()) fail_count(request, "more");
    for (const double y : numbers) add(request.format.value(static_cast<std::uint32_t>(code++)), y);
  }
  if (code != request.format.codes()) fail_count(request, std::to_string(code));
}

void add_columns(const PairRequest& request, const Add& add) {
  Numbers pairs(request.files[0], request, 2);
  const std::uint64_t width = pairs.columns();
  const bool are_named = request.x && request.y;
  if (width < 2 || (width > 2 && !are_named) || width > batch)
    throw Error(in_quotes(request.files[0]) + " has " + counted(width, "column", "columns") +
                    ", expected two, x and y",
                width == 1 ? "separate columns by commas; results of all codes in order? add --all"
                           : "say which, by name or number: --x 1 --y 2");
  const auto x_named = pairs.column("--x", request.x), y_named = pairs.column("--y", request.y);
  const std::size_t x = x_named ? *x_named : y_named ? 1 - *y_named : 0, y = y_named.value_or(1 - x);
  if (x == y)
    throw Error(
        "--x and --y: expected two columns, got " + in_quotes(*request.x) + " and " + in_quotes(*request.y),
        "name one for x and another for y");
  for (auto numbers = pairs.next(); !numbers.empty(); numbers = pairs.next())
    for (std::size_t row = 0; row < numbers.size(); row += width) add(numbers[row + x], numbers[row + y]);
}

/// x in one file and y in the other.
void add_two_files(const PairRequest& request, const Add& add) {
  if (request.x || request.y)
    throw Error("--x and --y choose columns of one file, got two", "leave them out, or name one file");
  Numbers xs(request.files[0], request, 1), ys(request.files[1], request, 1);
  const auto check_column = [&](const Numbers& numbers, const std::string& path) {
    const bool is_text = !numbers.size();
    if (is_text && numbers.columns() != 1)
      throw Error(in_quotes(path) + " has " + std::to_string(numbers.columns()) + " columns, expected one",
                  "pairs belong in one file: leave the other out");
  };
  check_column(xs, request.files[0]);
  check_column(ys, request.files[1]);
  std::span<const double> x, y;
  while (true) {
    if (x.empty()) x = xs.next();
    if (y.empty()) y = ys.next();
    const std::size_t count = std::min(x.size(), y.size());
    if (count == 0) break;
    for (std::size_t i = 0; i < count; ++i) add(x[i], y[i]);
    x = x.subspan(count);
    y = y.subspan(count);
  }
  if (!x.empty() || !y.empty())
    throw Error(in_quotes(request.files[x.empty() ? 1 : 0]) + " has more numbers than " +
                    in_quotes(request.files[x.empty() ? 0 : 1]),
                "give x and y of the same points");
}

}  // namespace

void for_each_pair(const PairRequest& request, const std::function<void(double x, double y)>& add) {
  if (request.all) return add_all(request, add);
  if (request.files.size() == 2) return add_two_files(request, add);
  add_columns(request, add);
}

}  // namespace actviz::app
