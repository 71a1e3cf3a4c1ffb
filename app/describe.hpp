#pragma once
// Facts and statistics of functions in words, in columns side by side, and as JSON.
#include <string>
#include <utility>
#include <vector>

#include "lib/analysis/mean_field.hpp"
#include "lib/analysis/stats.hpp"
#include "lib/base/files.hpp"
#include "lib/base/json.hpp"

namespace actviz::app {

/// A heading and what stands beside it.
using Line = std::pair<std::string, std::string>;

/// Range, monotonicity, symmetry, smoothness, kinks, asymptotes.
std::vector<Line> fact_lines(const Function& f);
/// Moments, shares and landmarks, with 6 digits.
std::vector<Line> stats_lines(const Stats& stats);

/// The columns of functions, headed by their labels, at most three side by side.
struct DescribedFunction {
  std::string label;
  std::vector<Line> lines;
};
void write_side_by_side(const std::vector<DescribedFunction>& functions, Sink& sink);

/// The fields of a function in `actviz show`, without the enclosing braces.
void add_facts(Json& json, const Function& f);
/// The object of a function in actviz.stats/1.
void add_stats(Json& json, const Function& f, const Stats& stats);
/// The plain numbers of the statistics, named as in actviz.stats/1.
std::vector<std::pair<std::string_view, double>> stats_numbers(const Stats& stats);

/// {"x": ..., "value": ...} under a key, or null.
void add_landmark(Json& json, std::string_view key, const std::optional<Landmark>& landmark);
/// {"weight_variance": ..., ...} under a key, or null.
void add_edge(Json& json, std::string_view key, const std::optional<EdgeOfChaos>& edge);
/// "0.5 at -1", or "none".
std::string landmark_text(const std::optional<Landmark>& landmark);
std::string_view side_name(Side side);

}  // namespace actviz::app
