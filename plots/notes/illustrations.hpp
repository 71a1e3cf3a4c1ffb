#pragma once
// The figures of the notes, FIG-01 to FIG-30, drawn anew.
#include <span>
#include <string_view>

#include "plots/figure/figure.hpp"

namespace actviz::notes {

/// One figure; all texts are valid for ever.
struct Illustration {
  std::string_view id, title;
  std::string_view caption;     ///< what is to be seen, in a sentence or two
  std::string_view reproduces;  ///< the images and statements of the notes: "S1-F1 S2-F6"
  plots::Figure (*draw)(plots::ThemeName theme);
  plots::Medium medium{};
};

/// All of them, in order.
std::span<const Illustration> illustrations();

// Each draws one; see the table in illustrations.cpp. The same bytes at every call.
plots::Figure figure_01(plots::ThemeName theme);
plots::Figure figure_02(plots::ThemeName theme);
plots::Figure figure_03(plots::ThemeName theme);
plots::Figure figure_04(plots::ThemeName theme);
plots::Figure figure_05(plots::ThemeName theme);
plots::Figure figure_06(plots::ThemeName theme);
plots::Figure figure_07(plots::ThemeName theme);
plots::Figure figure_08(plots::ThemeName theme);
plots::Figure figure_09(plots::ThemeName theme);
plots::Figure figure_10(plots::ThemeName theme);
plots::Figure figure_11(plots::ThemeName theme);
plots::Figure figure_12(plots::ThemeName theme);
plots::Figure figure_13(plots::ThemeName theme);
plots::Figure figure_14(plots::ThemeName theme);
plots::Figure figure_15(plots::ThemeName theme);
plots::Figure figure_16(plots::ThemeName theme);
plots::Figure figure_17(plots::ThemeName theme);
plots::Figure figure_18(plots::ThemeName theme);
plots::Figure figure_19(plots::ThemeName theme);
plots::Figure figure_20(plots::ThemeName theme);
plots::Figure figure_21(plots::ThemeName theme);
plots::Figure figure_22(plots::ThemeName theme);
plots::Figure figure_23(plots::ThemeName theme);
plots::Figure figure_24(plots::ThemeName theme);
plots::Figure figure_25(plots::ThemeName theme);
plots::Figure figure_26(plots::ThemeName theme);
plots::Figure figure_27(plots::ThemeName theme);
plots::Figure figure_28(plots::ThemeName theme);
plots::Figure figure_29(plots::ThemeName theme);
plots::Figure figure_30(plots::ThemeName theme);

}  // namespace actviz::notes
