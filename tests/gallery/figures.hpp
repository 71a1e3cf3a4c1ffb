#pragma once
// Figures that show what figures can show: each kind of mark, axis and difficulty. Their scenes are golden,
// and tests/gallery/run makes pictures of them.
#include <span>
#include <string>

#include "plots/figure/figure.hpp"

namespace actviz::test {

struct Exhibit {
  std::string_view name;  ///< of a file
  plots::Figure (*make)(plots::ThemeName);
  plots::Medium medium{};
  std::string_view note = {};  ///< what to look for
};

std::span<const Exhibit> exhibits();

}  // namespace actviz::test
