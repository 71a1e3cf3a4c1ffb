// actviz init: how weights are drawn at first, and the gain of each activation.
#include <cmath>

#include "app/commands/commands.hpp"
#include "app/describe.hpp"
#include "app/network_options.hpp"
#include "lib/analysis/mean_field.hpp"
#include "lib/base/numbers.hpp"
#include "lib/number/random.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

struct InitOptions {
  FunctionArguments functions;
  std::optional<std::string> fan_in, fan_out, schemes, seed;
  bool sample = false;
  OutputOptions output;
};

/// Moments of weights that were drawn.
struct Sampled {
  double mean = 0, deviation = 0, least = 0, greatest = 0;
};

struct SchemeRow {
  InitScheme scheme;
  std::string activation;
  double gain = 0;  ///< deviation times the root of the fan-in
  double deviation = 0, limit = 0;
  std::optional<Sampled> normal{}, uniform{};
};

struct GainRow {
  std::string activation;
  Gain gain;
  std::optional<double> torch;
  std::optional<EdgeOfChaos> edge;
};

struct Report {
  Fans fans;
  std::optional<std::uint64_t> seed;  ///< of the samples, where there are any
  std::vector<GainRow> gains;
  std::vector<SchemeRow> rows;
};

/// The moments of fan_in * fan_out numbers, at most ten million.
template <class F>
Sampled sampled(const Fans& fans, F&& draw) {
  const auto count = static_cast<std::uint64_t>(std::min(fans.in * fans.out, 1e7));
  Sampled result{0, 0, INFINITY, -INFINITY};
  double squares = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const double w = draw();
    result.mean += w;
    squares += w * w;
    result.least = std::min(result.least, w);
    result.greatest = std::max(result.greatest, w);
  }
  const auto n = static_cast<double>(count);
  result.mean /= n;
  result.deviation = std::sqrt(std::max(0.0, squares / n - result.mean * result.mean));
  return result;
}

SchemeRow scheme_row(const InitScheme& scheme, const Function& f, const Report& report) {
  SchemeRow row{scheme, f.label()};
  row.deviation = std::sqrt(weight_variance(scheme, f, report.fans));
  row.limit = row.deviation * std::sqrt(3.0);
  row.gain = row.deviation * std::sqrt(report.fans.in);
  // Orthogonal weights are not drawn one by one.
  if (!report.seed || scheme.kind == InitScheme::Kind::orthogonal) return row;
  Random normal(*report.seed, 0), uniform(*report.seed, 1);
  row.normal = sampled(report.fans, [&] { return row.deviation * normal.normal(); });
  row.uniform = sampled(report.fans, [&] { return row.limit * (2 * uniform.uniform() - 1); });
  return row;
}

GainRow gain_row(const Function& f) { return {f.label(), gain_of(f), torch_gain(f), usual_edge(f)}; }

Table flat_table(const Report& report) {
  std::vector<std::string> columns{"scheme", "activation", "gain", "standard_deviation", "uniform_limit"};
  if (report.seed)
    columns.insert(columns.end(), {"sampled_mean", "sampled_deviation", "sampled_min", "sampled_max",
                                   "uniform_sampled_deviation", "uniform_sampled_max"});
  std::vector<std::vector<Cell>> rows;
  for (const SchemeRow& row : report.rows) {
    std::vector<Cell> cells{row.scheme.label(), row.activation, row.gain, row.deviation, row.limit};
    if (report.seed && !row.normal) cells.resize(columns.size(), std::string("n/a"));
    if (row.normal)
      cells.insert(cells.end(), {row.normal->mean, row.normal->deviation, row.normal->least,
                                 row.normal->greatest, row.uniform->deviation, row.uniform->greatest});
    rows.push_back(std::move(cells));
  }
  return table_of(std::move(columns), std::move(rows));
}

void write_init_json(const Report& report, Sink& sink) {
  Json json;
  json.begin_object().field("schema", "actviz.init/1");
  json.field("fan_in", report.fans.in).field("fan_out", report.fans.out);
  if (report.seed) json.field("seed", *report.seed);
  json.key("gains").begin_array();
  for (const GainRow& row : report.gains) {
    json.begin_object().field("activation", row.activation).field("gain", row.gain.second_moment);
    json.field("variance_gain", row.gain.variance).field("torch_gain", row.torch);
    json.field("chi1", row.gain.chi1).field("chi_q", row.gain.chi_q);
    add_edge(json, "edge_of_chaos", row.edge);
    json.end_object();
  }
  json.end_array().key("rows").begin_array();
  for (const SchemeRow& row : report.rows) {
    json.begin_object().field("scheme", row.scheme.label()).field("activation", row.activation);
    json.field("gain", row.gain).field("standard_deviation", row.deviation);
    json.field("uniform_limit", row.limit);
    for (const auto& [name, sample] : {std::pair("sampled", row.normal), {"sampled_uniform", row.uniform}})
      if (sample)
        json.key(name)
            .begin_object()
            .field("mean", sample->mean)
            .field("standard_deviation", sample->deviation)
            .field("min", sample->least)
            .field("max", sample->greatest)
            .end_object();
    json.end_object();
  }
  sink.write(json.end_array().end_object().text());
}

std::string rounded(double value, int digits = 5) { return to_text(value, digits); }

/// What is to be minded about a gain.
void write_warnings(const GainRow& row, Sink& sink) {
  const std::string& name = row.activation;
  if (row.gain.chi_q > 1 + 1e-9)
    sink.write("warning: with its gain " + name + " does not hold a variance of 1: dV/dq = " +
               rounded(row.gain.chi_q) + ",\n  so that every deviation grows by that factor a layer\n");
  if (!row.edge)
    sink.write("warning: " + name + " has no edge of chaos: no gain keeps signals and gradients both\n");
  else if (row.edge->init.weights > 20)
    sink.write("warning: " + name + " keeps gradients only from a weight variance of " +
               rounded(row.edge->init.weights) + "/fan_in on\n");
}

bool depends_on_activation(const InitScheme& scheme) {
  return scheme.kind == InitScheme::Kind::gain || scheme.kind == InitScheme::Kind::variance;
}

void write_init_text(const Report& report, Sink& sink) {
  sink.write("fan-in " + to_text(report.fans.in) + ", fan-out " + to_text(report.fans.out) +
             (report.fans.in == report.fans.out ? " (Xavier and LeCun agree)" : "") + "\n\n");
  std::vector<std::vector<Cell>> gains;
  for (const GainRow& row : report.gains)
    gains.push_back({row.activation, rounded(row.gain.second_moment), rounded(row.gain.variance),
                     row.torch ? rounded(*row.torch) : std::string("none"), rounded(row.gain.chi1),
                     rounded(row.gain.chi_q)});
  write_text(table_of({"activation", "gain", "variance gain", "torch's", "chi1", "dV/dq"}, std::move(gains)),
             sink);
  sink.write("\n");
  for (const GainRow& row : report.gains) write_warnings(row, sink);
  std::vector<std::string> columns{"scheme", "deviation", "uniform limit"};
  if (report.seed) columns.insert(columns.end(), {"sampled", "mean", "least", "greatest"});
  std::vector<std::vector<Cell>> rows;
  for (const SchemeRow& row : report.rows) {
    const bool own = depends_on_activation(row.scheme);
    if (!own && row.activation != report.gains[0].activation) continue;
    std::vector<Cell> cells{row.scheme.label() + (own ? " of " + row.activation : ""), rounded(row.deviation),
                            rounded(row.limit)};
    if (report.seed && !row.normal) cells.resize(columns.size(), std::string("n/a"));
    if (row.normal) {
      const Sampled& drawn = row.scheme.kind == InitScheme::Kind::torch ? *row.uniform : *row.normal;
      cells.insert(cells.end(), {rounded(drawn.deviation), rounded(drawn.mean, 3), rounded(drawn.least, 4),
                                 rounded(drawn.greatest, 4)});
    }
    rows.push_back(std::move(cells));
  }
  write_text(table_of(std::move(columns), std::move(rows)), sink);
  if (report.seed) sink.write("drawn normal, torch's uniform; seed " + std::to_string(*report.seed) + "\n");
}

std::span<const Format<Report>> init_formats() {
  return report_formats<Report, write_init_text, write_init_json, flat_table>();
}

Report report_of(const InitOptions& options) {
  const auto functions = options.functions.parse();
  check_averages(functions);
  constexpr std::string_view expected = "a whole number from 1 to 1e12";
  Report report;
  const auto fan = [&](std::string_view name, const std::optional<std::string>& text, double fallback) {
    constexpr std::uint64_t most = 1'000'000'000'000;
    return text ? static_cast<double>(parse_whole(name, *text, 1, most, expected)) : fallback;
  };
  report.fans.in = fan("--fan-in", options.fan_in, report.fans.in);
  report.fans.out = fan("--fan-out", options.fan_out, report.fans.in);
  if (options.seed && !options.sample)
    throw Error("--seed says nothing without --sample", "add --sample, or leave --seed out");
  if (options.sample) report.seed = options.seed ? parse_seed(*options.seed) : 1;
  const auto schemes =
      parse_schemes(options.schemes.value_or("random:0.01,lecun,xavier,he,orthogonal,torch,gain,variance"));
  for (const Function& f : functions) report.gains.push_back(gain_row(f));
  for (const InitScheme& scheme : schemes)
    for (const Function& f : functions) report.rows.push_back(scheme_row(scheme, f, report));
  return report;
}

}  // namespace

Run setup_init(Parser& parser) {
  auto options = std::make_shared<InitOptions>();
  options->functions.declare(parser);
  parser.option("--fan-in", "N", "inputs of the layer (default 512)", options->fan_in);
  parser.option("--fan-out", "N", "its outputs (default: as many)", options->fan_out);
  parser.option("--scheme", "S,S...",
                "random:SD, lecun, xavier, he, orthogonal, torch, gain, variance (default: all)",
                options->schemes);
  parser.flag("--sample", "draw the weights (not the orthogonal ones), and say what came out",
              options->sample);
  parser.option("--seed", "N", "of the samples (default 1)", options->seed);
  options->output.declare(parser, "text (default), json, csv, md");
  return [options](Io& io) {
    const auto& format = choose_format(init_formats(), options->output, "text");
    deliver(report_of(*options), format, options->output, io);
    return 0;
  };
}

}  // namespace actviz::app
