#pragma once
// The statements of each note, one file each.
#include "plots/notes/statement.hpp"

namespace actviz::notes {

std::span<const Statement> s0();
std::span<const Statement> s1();
std::span<const Statement> s2();
std::span<const Statement> s3();
std::span<const Statement> s4();
std::span<const Statement> contradictions();

}  // namespace actviz::notes
