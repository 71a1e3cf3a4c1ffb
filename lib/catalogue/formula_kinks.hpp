#pragma once
// Where a formula bends or jumps, found by search.
#include "lib/catalogue/activation.hpp"
#include "lib/catalogue/formula_program.hpp"

namespace actviz {

/// The kinks of a formula to the last bit, in ascending order: where one of its guards changes sign, and the
/// value, slope or curvature differs between the two sides. Poles and the ends of the domain count as jumps.
///
/// The line is searched at scan_points(): two roots of one guard closer together than these points may be
/// overlooked. Of more than max_kinks, those nearest 0 are returned; of very large formulas, not every guard
/// is searched.
List<Kink, max_kinks> kinks(const Program& formula);

}  // namespace actviz
