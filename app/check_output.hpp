#pragma once
// What `actviz check` found, in each form it can be written in.
#include <optional>
#include <string>

#include "lib/analysis/check.hpp"
#include "lib/base/format.hpp"

namespace actviz::app {

struct CheckOutcome {
  std::string subject;  ///< what was checked: a file or a form
  std::string against;
  bool is_slope;
  FloatFormat format;
  std::optional<double> max_ulp;
  CheckReport report;

  bool passed() const { return !max_ulp || report.ulp.greatest.value <= *max_ulp; }
};

/// text, json, csv, md.
std::span<const Format<CheckOutcome>> check_formats();

}  // namespace actviz::app
