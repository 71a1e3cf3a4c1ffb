#pragma once
// The formula cards of the notes, FORM-1 to FORM-16: what the notes have as pictures of formulas, as text, as
// LaTeX and set.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plots/figure/figure.hpp"

namespace actviz::notes {

/// One formula of a card and its derivative, empty where none is meant. A function of one variable is written
/// once, as `plain` and `slope_plain` in the language of lib/catalogue/formula.hpp; its LaTeX and MathML
/// follow from that. Others are equations, which have no MathML.
struct CardLine {
  std::string_view name;   ///< "GELU, exact"
  std::string_view plain;  ///< as text: "x * Phi(x)"
  std::string latex{};     ///< for math mode with the amsmath package
  std::string_view slope_plain{};
  std::string slope_latex{};
  /// A function as Function::parse reads it that `plain` is the formula of, and `slope_plain` the slope of;
  /// empty where the formula is none of one variable.
  std::string_view function{};
  std::string_view parameters{};  ///< of the formulas, with their defaults: "alpha=0.01"
  std::string mathml{}, slope_mathml{};
};

/// A card; `reproduces` names images and statements of the notes.
struct Card {
  std::string_view id, title, note;
  std::string_view reproduces;
  std::vector<CardLine> lines;
};

/// All of them, in order; they stay as long as the program.
std::span<const Card> cards();

/// The card as a picture, and a page on which it has room.
plots::Figure draw(const Card& card, plots::ThemeName theme);
plots::Medium medium_of(const Card& card);

}  // namespace actviz::notes
