#pragma once
// What `actviz softmax` tells, as text, JSON, CSV and Markdown.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/analysis/naive_softmax.hpp"
#include "lib/analysis/softmax_jacobian.hpp"
#include "lib/base/format.hpp"
#include "lib/table/table.hpp"

namespace actviz::app {

struct SoftmaxReport {
  std::vector<double> scores;
  std::vector<std::string> labels{};  ///< of the entries; none, or one each
  Softmax result{};
  std::optional<std::size_t> target{};
  std::optional<std::vector<double>> vector{};  ///< to multiply the Jacobian by
  std::optional<NaiveSoftmax> naive{};
  bool jacobian = false;
};

/// What a reader must know of the scores: masks, infinities, what the naive form makes of them.
std::vector<std::string> softmax_notes(const SoftmaxReport& report);

/// text, json, csv, md.
std::span<const Format<SoftmaxReport>> softmax_formats();

/// One row a temperature: what the function gives for each entry, and the entropy.
Table softmax_sweep_table(const SoftmaxReport& report, std::span<const double> temperatures);

}  // namespace actviz::app
