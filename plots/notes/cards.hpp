#pragma once
// The formula cards of the notes, FORM-1 to FORM-16: what the notes have as pictures of formulas, as text, as
// LaTeX and set.
#include <span>
#include <string_view>

#include "plots/figure/figure.hpp"

namespace actviz::notes {

/// One formula of a card. All texts are valid for ever.
struct CardLine {
  std::string_view name;   ///< "GELU, exact"
  std::string_view plain;  ///< as text: "x * Phi(x)"
  std::string_view latex;
  std::string_view slope_plain{}, slope_latex{};  ///< the derivative; empty where none is meant
  /// A function as Function::parse reads it that `plain` is the formula of, and `slope_plain` the slope of;
  /// empty where the formula is none of one variable.
  std::string_view function{};
};

/// A card; `reproduces` names images and statements of the notes.
struct Card {
  std::string_view id, title, note;
  std::string_view reproduces;
  std::span<const CardLine> lines;
};

/// All of them, in order.
std::span<const Card> cards();

/// The card as a picture, and a page on which it has room.
plots::Figure draw(const Card& card, plots::ThemeName theme);
plots::Medium medium_of(const Card& card);

}  // namespace actviz::notes
