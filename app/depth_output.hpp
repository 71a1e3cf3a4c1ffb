#pragma once
// Networks through depth: computed, and written as text, CSV, JSON and Markdown.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lib/analysis/propagation.hpp"
#include "lib/base/format.hpp"

namespace actviz::app {

/// Every activation with every scheme, in networks of one size.
struct DepthRequest {
  std::vector<Function> functions;
  std::vector<InitScheme> schemes;
  Network network;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  bool simulates = true;
};

struct DepthResult {
  std::string activation, scheme;
  InitVariances init;  ///< of the weights times the width
  std::vector<FixedPoint> fixed_points;
  std::vector<LayerSignal> predicted, simulated;
};

/// What is to be known of an activation whatever the scheme.
struct DepthActivation {
  std::string name;
  std::optional<EdgeOfChaos> edge, half_stable;
  double lipschitz = 0;  ///< sup |f'|: the best that a product of slopes can do
};

struct DepthReport {
  DepthRequest request;
  std::vector<DepthActivation> activations;
  std::vector<DepthResult> runs;
};

/// Throws Error for a network beyond memory, before anything is computed.
DepthReport depth_report(DepthRequest request);

/// text, json, csv, md, in this order.
std::span<const Format<DepthReport>> depth_formats();

}  // namespace actviz::app
