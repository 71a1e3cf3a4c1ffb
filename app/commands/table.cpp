// actviz table: values and derivatives at many points, streamed.
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "app/commands/commands.hpp"
#include "app/format_options.hpp"
#include "app/number_source.hpp"
#include "lib/analysis/grid.hpp"
#include "lib/base/numbers.hpp"
#include "lib/batch/map.hpp"
#include "lib/data/number_stream.hpp"
#include "lib/table/table.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t batch_rows = 16384, grid_batch_rows = 65536;
constexpr long long most_points = 1'000'000'000;

struct TableOptions {
  FunctionArguments functions;
  RangeOption range;
  OutputOptions output;
  FormatOptions format;
  std::optional<std::string> points, step, from, derivative, threads;
  std::vector<std::string> at;
};

/// Points that come in batches.
struct Inputs {
  std::function<std::size_t()> next;      ///< waits for a batch and says how many it has; 0 at the end
  std::function<double(std::size_t)> at;  ///< point i of the batch
};

Inputs from_grid(const Grid& grid) {
  const auto begin = std::make_shared<std::size_t>(0);
  const auto next = [begin, count = grid.count, end = std::size_t{0}]() mutable {
    *begin = std::exchange(end, std::min(end + grid_batch_rows, count));
    return end - *begin;
  };
  return {next, [grid, begin](std::size_t i) { return grid.at(*begin + i); }};
}

Inputs from_stream(std::shared_ptr<NumberStream> stream) {
  const auto xs = std::make_shared<std::vector<double>>();
  const auto next = [stream, xs, any = false, ended = false]() mutable {
    xs->clear();
    while (!ended && xs->size() < batch_rows) {
      const auto x = stream->next();
      if (!x)
        ended = true;
      else
        xs->push_back(*x);
    }
    any = any || !xs->empty();
    if (!any)
      throw Error("no numbers to evaluate at",
                  "give --range, --at, --from FILE or numbers on standard input");
    return xs->size();
  };
  return {next, [xs](std::size_t i) { return (*xs)[i]; }};
}

Inputs from_points(const std::vector<std::string>& words) {
  std::vector<double> points;
  for (const std::string& word : words) {
    const auto x = parse_quantity(word);
    if (!x)
      throw Error("--at: expected numbers, got " + in_quotes(word),
                  "write --at -1 0 0.5 pi; name activations before --at");
    points.push_back(*x);
  }
  return {[count = points.size()]() mutable { return std::exchange(count, 0); },
          [points](std::size_t i) { return points[i]; }};
}

Grid grid_of(const TableOptions& options) {
  const auto [lo, hi] = options.range.parse();
  if (options.step) {
    const double step = parse_option_number("--step", *options.step, 0, infinity, "a number above 0");
    if (!(step > 0))
      throw Error("--step: expected a number above 0, got " + in_quotes(*options.step), "write --step 0.5");
    return Grid::with_step(lo, hi, step);
  }
  const std::string text = options.points.value_or("25");
  const auto count = parse_count(text);
  if (!count || *count < 1 || *count > most_points)
    throw Error("--points: expected a whole number from 1 to 1e9, got " + in_quotes(text),
                "write --points 1000");
  return Grid::with_count(lo, hi, static_cast<std::size_t>(*count));
}

Inputs choose_inputs(const TableOptions& options, Io& io) {
  const bool by_grid = options.range.given() || options.points || options.step;
  if ((options.from ? 1 : 0) + (options.at.empty() ? 0 : 1) + (by_grid ? 1 : 0) > 1 ||
      (options.points && options.step))
    throw Error("expected one of --range with --points or --step, --at, --from", "leave the others out");
  if (options.from) return from_stream(open_numbers(*options.from, io));
  if (!options.at.empty()) return from_points(options.at);
  if (by_grid || io.in_is_terminal) return from_grid(grid_of(options));
  return from_stream(open_numbers("-", io));
}

/// Rows of x and the results in a format, rounded once.
class RoundedRows {
 public:
  RoundedRows(std::vector<Function> functions, int derivatives, Inputs inputs, const FloatFormat& format,
              Overflow overflow)
      : functions_(std::move(functions)),
        derivatives_(derivatives),
        inputs_(std::move(inputs)),
        format_(format),
        overflow_(overflow),
        by_arrays_(format.name == "f32" && overflow == Overflow::ieee) {}

  std::size_t next() {
    const std::size_t count = inputs_.next();
    if (!by_arrays_) return count;
    x_.resize(count);
    for (std::size_t i = 0; i < count; ++i) x_[i] = static_cast<float>(inputs_.at(i));
    results_.assign(functions_.size(), {});
    for (std::size_t f = 0; f < functions_.size(); ++f) {
      for (std::vector<float>& results : results_[f]) results.resize(count);
      auto& [values, slopes] = results_[f];
      derivatives_ == 0 ? batch::map(functions_[f], x_, values)
                        : batch::map_both(functions_[f], x_, values, slopes);
    }
    return count;
  }

  void fill(std::size_t number, std::span<Cell> row) const {
    const double x = by_arrays_ ? x_[number] : format_.rounded(inputs_.at(number), overflow_);
    row[0] = x;
    std::size_t i = 1;
    for (std::size_t f = 0; f < functions_.size(); ++f)
      for (std::size_t order = 0; order <= static_cast<std::size_t>(derivatives_); ++order)
        row[i++] = by_arrays_ && order < 2
                       ? results_[f][order][number]
                       : functions_[f].rounded(static_cast<int>(order), x, format_, overflow_);
  }

 private:
  std::vector<Function> functions_;
  int derivatives_;
  Inputs inputs_;
  FloatFormat format_;
  Overflow overflow_;
  bool by_arrays_;
  std::vector<float> x_;
  std::vector<std::array<std::vector<float>, 2>> results_;  ///< of each function, value and slope
};

Table make_table(std::vector<Function> functions, int derivatives, Inputs inputs,
                 const std::optional<FloatFormat>& format, Overflow overflow) {
  Table table;
  table.columns = {"x"};
  for (const Function& f : functions)
    for (int order = 0; order <= derivatives; ++order)
      table.columns.push_back(f.label() + (order == 0 ? "" : "_d" + std::to_string(order)));
  if (format) {
    const auto rows = std::make_shared<RoundedRows>(std::move(functions), derivatives, std::move(inputs),
                                                    *format, overflow);
    table.next = [rows] { return rows->next(); };
    table.fill = [rows](std::size_t number, std::span<Cell> row) { rows->fill(number, row); };
    return table;
  }
  table.next = std::move(inputs.next);
  table.fill = [at = std::move(inputs.at), functions = std::move(functions), derivatives](
                   std::size_t number, std::span<Cell> row) {
    const double x = at(number);
    row[0] = x;
    std::size_t i = 1;
    for (const Function& f : functions) {
      if (derivatives == 0) {
        row[i++] = f(x);
        continue;
      }
      const auto [value, slope] = f.value_and_slope(x);
      row[i++] = value;
      row[i++] = slope;
      if (derivatives == 2) row[i++] = f.curvature(x);
    }
  };
  return table;
}

}  // namespace

Run setup_table(Parser& parser) {
  auto options = std::make_shared<TableOptions>();
  options->functions.declare(parser);
  options->range.declare(parser);
  parser.option("--points", "N", "evenly spaced points in the range (default 25)", options->points);
  parser.option("--step", "H", "their distance, instead of their number", options->step);
  parser.option("--at", "X...", "these points", options->at, 0);
  parser.option("--from", "FILE[:COLUMN]",
                "numbers from a file, one a line, or a CSV column by name or number", options->from);
  parser.option("--derivative", "0|1|2", "highest derivative shown (default 1)", options->derivative);
  options->format.declare(parser, "x and the exact results rounded to f32, tf32, bf16, fp16, e5m2 or e4m3");
  parser.option("--threads", "N", "at most this many at once (default: the processors)", options->threads,
                true);
  options->output.declare(parser, "text (default), csv, json, md");
  return [options](Io& io) {
    if (options->functions.names.empty() && !options->at.empty())
      throw Error("no activation given", "name activations before --at: actviz table gelu --at -1 0 1");
    const auto functions = options->functions.parse();
    const auto& format = choose_format(table_formats(), options->output, "text");
    Table table = make_table(functions, parse_derivative(options->derivative), choose_inputs(*options, io),
                             options->format.parse(), options->format.parse_overflow());
    table.threads = parse_threads(options->threads);
    deliver(table, format, options->output, io);
    return 0;
  };
}

}  // namespace actviz::app
