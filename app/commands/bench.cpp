// actviz bench: how fast functions are over arrays on this machine.
#include "app/commands/commands.hpp"
#include "lib/base/json.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/batch/benchmark.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

constexpr std::size_t in_cache = 16384, streaming = std::size_t{1} << 24;

struct BenchOptions {
  FunctionArguments functions;
  OutputOptions output;
  std::optional<std::string> isa, elements, rounds, threads;
};

struct Report {
  batch::BenchmarkPlan plan;
  std::vector<batch::Measurement> measurements;
};

std::string_view name_of(batch::Work work) { return batch::work_names[static_cast<std::size_t>(work)]; }
std::string_view name_of(InstructionSet set) { return instruction_set_names[static_cast<std::size_t>(set)]; }

Table flat_table(const Report& report) {
  std::vector<std::vector<Cell>> rows;
  for (const batch::Measurement& one : report.measurements)
    rows.push_back({one.function, std::string(name_of(one.work)), static_cast<long long>(one.elements),
                    one.nanoseconds.median, one.nanoseconds.low, one.nanoseconds.high,
                    one.gigabytes_per_second(), one.copies.median});
  return table_of({"function", "work", "elements", "ns", "ns_low", "ns_high", "gb_per_s", "copies"},
                  std::move(rows));
}

void write_bench_json(const Report& report, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.bench/1");
  json.field("instruction_set", name_of(report.plan.set)).field("threads", report.plan.threads);
  json.field("rounds", report.plan.rounds).key("measurements").begin_array();
  const auto add = [&](std::string_view name, const batch::Spread& spread) {
    json.key(name).begin_object().field("median", spread.median);
    json.field("low", spread.low).field("high", spread.high).end_object();
  };
  for (const batch::Measurement& one : report.measurements) {
    json.begin_object().field("function", one.function).field("work", name_of(one.work));
    json.field("elements", one.elements);
    add("nanoseconds", one.nanoseconds);
    add("copies", one.copies);
    json.field("gb_per_s", one.gigabytes_per_second()).end_object();
  }
  sink.write(json.end_array().end_object().text());
}

void write_bench_text(const Report& report, Sink& sink) {
  const auto digits = [](double number) { return to_text(number, 3); };
  for (const std::size_t elements : report.plan.elements) {
    sink.write((elements == report.plan.elements.front() ? "" : "\n") + counted(elements, "float", "floats") +
               ", " + counted(report.plan.threads, "thread", "threads") + ", " +
               std::string(name_of(report.plan.set)) + "; medians of " +
               counted(report.plan.rounds, "round", "rounds") + "\n\n");
    std::vector<std::vector<Cell>> rows;
    for (const batch::Measurement& one : report.measurements)
      if (one.elements == elements)
        rows.push_back({one.function, std::string(name_of(one.work)), digits(one.nanoseconds.median),
                        digits(one.nanoseconds.low) + " to " + digits(one.nanoseconds.high),
                        digits(one.gigabytes_per_second()), digits(one.copies.median)});
    write_text(table_of({"function", "work", "ns/element", "spread", "GB/s", "copies"}, std::move(rows)),
               sink);
  }
}

std::span<const Format<Report>> bench_formats() {
  return report_formats<Report, write_bench_text, write_bench_json, flat_table>();
}

}  // namespace

Run setup_bench(Parser& parser) {
  auto options = std::make_shared<BenchOptions>();
  options->functions.declare(parser);
  parser.option("--isa", "NAME", "baseline, avx2 or avx512 (default: the best that this machine has)",
                options->isa, true);
  parser.option("--elements", "N", "of the array (default: 16384, which stay in the cache, then 16777216)",
                options->elements);
  parser.option("--rounds", "N", "how often everything is measured (default 15)", options->rounds);
  parser.option("--threads", "N", "among which each array is divided (default 1)", options->threads);
  options->output.declare(parser, "text (default), json, csv, md");
  return [options](Io& io) {
    const auto functions = options->functions.parse();
    const auto& format = choose_format(bench_formats(), options->output, "text");
    Report report;
    report.plan.elements = {in_cache, streaming};
    report.plan.set = parse_isa(options->isa);
    if (options->elements)
      report.plan.elements = {parse_whole("--elements", *options->elements, 1, 1 << 30,
                                          "a whole number from 1 to 2^30", "write --elements 16384")};
    if (options->rounds)
      report.plan.rounds = static_cast<int>(parse_whole(
          "--rounds", *options->rounds, 1, 10000, "a whole number from 1 to 10000", "write --rounds 15"));
    if (options->threads) report.plan.threads = parse_threads(options->threads);
    report.measurements = batch::benchmark(functions, report.plan);
    deliver(report, format, options->output, io);
    return 0;
  };
}

}  // namespace actviz::app
