#include "app/depth_output.hpp"

#include <algorithm>
#include <cmath>

#include "app/describe.hpp"
#include "lib/analysis/landmarks.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/table/formats.hpp"

namespace actviz::app {
namespace {

std::string rounded(double value, int digits = 4) { return to_text(value, digits); }

// ---- JSON --------------------------------------------------------------------------------------------

/// The layers' fields: what was simulated by its name, what is predicted with a suffix; the latter alone
/// where nothing was.
void add_layers(Json& json, const DepthResult& run) {
  struct Field {
    std::string_view name;
    double LayerSignal::*value;
  };
  constexpr Field fields[] = {{"mean", &LayerSignal::mean},
                              {"sd", &LayerSignal::sd},
                              {"log10_sd", &LayerSignal::log10_sd},
                              {"gradient", &LayerSignal::gradient},
                              {"log10_gradient", &LayerSignal::log10_gradient},
                              {"dead", &LayerSignal::dead},
                              {"saturated", &LayerSignal::saturated},
                              {"cosine", &LayerSignal::cosine}};
  json.key("layers").begin_array();
  for (std::size_t l = 0; l < run.predicted.size(); ++l) {
    json.begin_object().field("layer", l + 1);
    for (const Field& field : fields) {
      if (!run.simulated.empty()) json.field(field.name, run.simulated[l].*field.value);
      json.field(std::string(field.name) + "_predicted", run.predicted[l].*field.value);
    }
    json.end_object();
  }
  json.end_array();
}

void write_depth_json(const DepthReport& report, Sink& sink) {
  const Network& network = report.request.network;
  Json json;
  json.begin_object().field("schema", "actviz.depth/1");
  json.field("seed", report.request.simulates ? std::optional(report.request.seed) : std::nullopt);
  json.field("width", network.width).field("batch", network.batch);
  json.field("bias_variance", network.bias_variance).field("epsilon", network.epsilon);
  json.key("activations").begin_array();
  for (const DepthActivation& one : report.activations) {
    json.begin_object().field("activation", one.name).field("lipschitz", one.lipschitz);
    add_edge(json, "edge_of_chaos", one.edge);
    add_edge(json, "half_stable", one.half_stable);
    json.end_object();
  }
  json.end_array().key("runs").begin_array();
  for (const DepthResult& run : report.runs) {
    json.begin_object().field("activation", run.activation).field("init", run.scheme);
    json.field("weight_variance", run.init.weights).key("fixed_points").begin_array();
    for (const FixedPoint& point : run.fixed_points)
      json.begin_object()
          .field("q", point.q)
          .field("chi1", point.chi1)
          .field("chi_q", point.chi_q)
          .end_object();
    json.end_array();
    add_layers(json, run);
    json.end_object();
  }
  sink.write(json.end_array().end_object().text());
}

// ---- one row a layer ---------------------------------------------------------------------------------

Table flat_table(const DepthReport& report) {
  std::vector<std::string> columns{"activation", "init", "layer"};
  const bool both = report.request.simulates;
  for (const char* name :
       {"mean", "sd", "log10_sd", "gradient", "log10_gradient", "dead", "saturated", "cosine"}) {
    if (both) columns.emplace_back(name);
    columns.push_back(std::string(name) + "_predicted");
  }
  std::vector<std::vector<Cell>> rows;
  for (const DepthResult& run : report.runs)
    for (std::size_t l = 0; l < run.predicted.size(); ++l) {
      std::vector<Cell> cells{run.activation, run.scheme, static_cast<long long>(l + 1)};
      for (const auto value : {&LayerSignal::mean, &LayerSignal::sd, &LayerSignal::log10_sd,
                               &LayerSignal::gradient, &LayerSignal::log10_gradient, &LayerSignal::dead,
                               &LayerSignal::saturated, &LayerSignal::cosine}) {
        if (both) cells.emplace_back(run.simulated[l].*value);
        cells.emplace_back(run.predicted[l].*value);
      }
      rows.push_back(std::move(cells));
    }
  return table_of(std::move(columns), std::move(rows));
}

// ---- text --------------------------------------------------------------------------------------------

/// 1, 2, 5, 10, 20, 50 ... and the last.
std::vector<std::size_t> shown_layers(std::size_t count) {
  std::vector<std::size_t> shown;
  for (std::size_t decade = 1; decade <= count; decade *= 10)
    for (const std::size_t step : {1u, 2u, 5u})
      if (decade * step < count) shown.push_back(decade * step);
  shown.push_back(count);
  return shown;
}

/// 1e-400 where the number itself would be 0.
std::string by_logarithm(double value, double log10) {
  if (value > 1e-300 && value < 1e300) return rounded(value);
  if (!std::isfinite(log10)) return rounded(value);
  const double exponent = std::floor(log10);
  return rounded(std::pow(10, log10 - exponent), 3) + "e" + (exponent > 0 ? "+" : "") + to_text(exponent);
}

/// How many layers it takes for a difference to fall to 1/e.
std::string depth_scale(double chi) {
  if (std::fabs(chi - 1) < 1e-9) return "endless";
  return chi > 1 ? "grows" : chi > 0 ? rounded(-1 / std::log(chi)) + " layers" : "none";
}

void write_fixed_points(const DepthResult& run, Sink& sink) {
  for (const FixedPoint& point : run.fixed_points)
    if (point.chi_q <= 1 + 1e-9)
      sink.write(
          (point.is_everywhere ? "every q is a fixed point" : "fixed point q* = " + rounded(point.q, 6)) +
          ": chi1 = " + rounded(point.chi1, 6) + ", dV/dq = " + rounded(point.chi_q, 6) +
          "\n  depth scales: correlations " + depth_scale(point.chi1) + ", variances " +
          depth_scale(point.chi_q) + "\n");
}

void write_run(const DepthResult& run, Sink& sink) {
  sink.write(run.activation + ", " + run.scheme + ": weights of variance " + rounded(run.init.weights, 6) +
             "/width" + (run.init.biases > 0 ? ", biases of " + rounded(run.init.biases) : "") + "\n");
  write_fixed_points(run, sink);
  const bool both = !run.simulated.empty();
  std::vector<std::string> columns{"layer",      "sd",     "predicted", "gradient",
                                   "predicted ", "cosine", "dead",      "flat"};
  if (!both) columns = {"layer", "sd", "gradient", "cosine", "dead", "flat"};
  std::vector<std::vector<Cell>> rows;
  for (const std::size_t layer : shown_layers(run.predicted.size())) {
    const LayerSignal& p = run.predicted[layer - 1];
    const LayerSignal& s = both ? run.simulated[layer - 1] : p;
    std::vector<Cell> cells{static_cast<long long>(layer), by_logarithm(s.sd, s.log10_sd)};
    if (both) cells.emplace_back(by_logarithm(p.sd, p.log10_sd));
    cells.emplace_back(by_logarithm(s.gradient, s.log10_gradient));
    if (both) cells.emplace_back(by_logarithm(p.gradient, p.log10_gradient));
    for (const double share : {s.cosine, s.dead, s.saturated})
      cells.emplace_back(std::isnan(share) ? std::string("n/a")
                                           : rounded(std::fabs(share) < 1e-9 ? 0 : share, 3));
    rows.push_back(std::move(cells));
  }
  write_text(table_of(std::move(columns), std::move(rows)), sink);
  const auto lost = std::ranges::find_if(run.simulated, [](const LayerSignal& s) { return s.sd < 1e-307; });
  if (lost != run.simulated.end() && run.predicted.back().log10_sd < -307)
    sink.write("note: from layer " + std::to_string(lost - run.simulated.begin() + 1) +
               " on the simulated signal is below the smallest double\n");
}

std::string edge_text(const EdgeOfChaos& edge) {
  return "weights " + rounded(edge.init.weights, 6) + "/width, biases " + rounded(edge.init.biases, 6) +
         ", q = " + rounded(edge.q, 6);
}

void write_activation(const DepthActivation& one, int layers, Sink& sink) {
  sink.write(one.name + ": ");
  if (!one.edge)
    sink.write("no edge of chaos\n");
  else
    sink.write(
        "edge of chaos: " + edge_text(*one.edge) +
        (one.edge->is_stable() ? "\n" : ";\n  not stable: dV/dq = " + rounded(one.edge->chi_q) + "\n"));
  if (one.half_stable) sink.write("  half-stable: " + edge_text(*one.half_stable) + "\n");
  const double log10 = layers * std::log10(one.lipschitz);
  sink.write("  slopes of at most " + rounded(one.lipschitz, 6) + ": at best " +
             by_logarithm(std::pow(one.lipschitz, layers), log10) + " over " + std::to_string(layers) +
             " layers\n");
}

void write_depth_text(const DepthReport& report, Sink& sink) {
  const Network& network = report.request.network;
  sink.write(counted(network.layers, "layer", "layers") + " of " + std::to_string(network.width) +
             ", batch " + std::to_string(network.batch) +
             (report.request.simulates ? ", seed " + std::to_string(report.request.seed) : ", predicted") +
             "; flat where |f'| <= " + to_text(network.epsilon) + "\n\n");
  for (const DepthActivation& one : report.activations) write_activation(one, network.layers, sink);
  for (const DepthResult& run : report.runs) {
    sink.write("\n");
    write_run(run, sink);
  }
}

}  // namespace

DepthReport depth_report(DepthRequest request) {
  DepthReport report{std::move(request), {}, {}};
  const DepthRequest& asked = report.request;
  if (asked.simulates) check_memory(asked.network);
  for (const Function& f : asked.functions) {
    report.activations.push_back({f.label(), usual_edge(f), half_stable_edge(f), landmarks(f).lipschitz});
    for (const InitScheme& scheme : asked.schemes) {
      Network network = asked.network;
      network.scheme = scheme;
      const InitVariances init = variances_of(network, f);
      DepthResult run{f.label(), scheme.label(), init, fixed_points(f, init), predict(f, network), {}};
      if (asked.simulates) run.simulated = simulate(f, network, asked.seed, asked.threads);
      report.runs.push_back(std::move(run));
    }
  }
  return report;
}

std::span<const Format<DepthReport>> depth_formats() {
  return report_formats<DepthReport, write_depth_text, write_depth_json, flat_table>();
}

}  // namespace actviz::app
