#pragma once
// A feed-forward block's sizes, work and memory as text, JSON, CSV and Markdown.
#include <optional>
#include <string>

#include "app/ffn_pass.hpp"
#include "lib/analysis/ffn.hpp"
#include "lib/base/format.hpp"

namespace actviz::app {

/// What is known of a block.
struct FfnReport {
  FfnKind kind;
  Half half = Half::first;  ///< the gated one of a fused matrix
  bool has_biases = false;
  std::string model{};              ///< whose sizes these are; empty: given ones
  std::optional<WidthRule> rule{};  ///< that d_ff follows from
  FfnCost cost{};
  std::optional<FfnCost> plain{};  ///< of the plain block that it replaces
  std::optional<ProductMoments> product{};
  std::string weights{}, input{}, dump{};  ///< files of a forward pass; empty: drawn, not written
  std::optional<PassReport> pass{};
};

/// text, json, csv, md, in this order.
std::span<const Format<FfnReport>> ffn_formats();

}  // namespace actviz::app
