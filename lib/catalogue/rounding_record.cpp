#include "lib/catalogue/rounding_record.hpp"

#include <algorithm>

namespace actviz {
namespace {

constexpr RoundingRow rows[] = {
#include "lib/catalogue/rounding_record.inc"
};

}  // namespace

std::span<const RoundingRow> rounding_record() { return rows; }

const RoundingRow* find_rounding(const Function& function, int order) {
  if (function.is_formula()) return nullptr;
  const auto& params = function.activation().params;
  for (std::size_t i = 0; i < params.size(); ++i)
    if (function.values()[i] != params[i].fallback) return nullptr;
  const auto found = std::ranges::find_if(rows, [&](const RoundingRow& row) {
    return row.function == function.activation().name && row.order == order;
  });
  return found == std::end(rows) ? nullptr : found;
}

}  // namespace actviz
