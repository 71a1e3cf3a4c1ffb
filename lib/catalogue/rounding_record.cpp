#include "lib/catalogue/rounding_record.hpp"

#include <algorithm>

#include "lib/catalogue/activation.hpp"

namespace actviz {
namespace {

constexpr RoundingRow rows[] = {
#include "lib/catalogue/rounding_record.inc"
};

}  // namespace

std::span<const RoundingRow> rounding_record() { return rows; }

const RoundingRow* find_rounding(std::string_view function, int order) {
  const auto found = std::ranges::find_if(
      rows, [&](const RoundingRow& row) { return row.function == function && row.order == order; });
  return found == std::end(rows) ? nullptr : found;
}

}  // namespace actviz
