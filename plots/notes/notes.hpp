#pragma once
// The five source notes and what is drawn for them.
#include <optional>

#include "plots/figure/figure.hpp"
#include "plots/notes/cards.hpp"
#include "plots/notes/illustrations.hpp"
#include "plots/notes/statement.hpp"

namespace actviz::notes {

/// S0 to S4, and X: the contradictions between them.
std::span<const Note> notes();

/// Null for an unknown id.
const Statement* find_statement(std::string_view id);
const Illustration* find_illustration(std::string_view id);
const Card* find_card(std::string_view id);

}  // namespace actviz::notes
