#include "lib/catalogue/formula_notation.hpp"

#include <algorithm>

namespace actviz::detail {
namespace {

struct Greek {
  std::string_view name, letter;
};
constexpr Greek greek[] = {
    {"alpha", "α"}, {"beta", "β"},    {"gamma", "γ"}, {"delta", "δ"}, {"epsilon", "ε"}, {"zeta", "ζ"},
    {"eta", "η"},   {"theta", "θ"},   {"iota", "ι"},  {"kappa", "κ"}, {"lambda", "λ"},  {"mu", "μ"},
    {"nu", "ν"},    {"xi", "ξ"},      {"pi", "π"},    {"rho", "ρ"},   {"sigma", "σ"},   {"tau", "τ"},
    {"phi", "φ"},   {"upsilon", "υ"}, {"chi", "χ"},   {"psi", "ψ"},   {"omega", "ω"},   {"Phi", "Φ"},
};

const Greek* find_greek(std::string_view name) {
  const auto* const found = std::ranges::find(greek, name, &Greek::name);
  return found == std::end(greek) ? nullptr : found;
}

std::string element(std::string_view tag, std::string_view text) {
  const std::string name(tag);
  return "<" + name + ">" + std::string(text) + "</" + name + ">";
}

std::string as_it_is(std::string_view text) { return std::string(text); }

// ---- what figures and LaTeX share

std::string_view tex_sign(Op op) {
  switch (op) {
    case Op::add:
      return " + ";
    case Op::subtract:
      return " - ";
    case Op::less:
      return " < ";
    case Op::less_equal:
      return " \\le ";
    case Op::greater:
      return " > ";
    case Op::greater_equal:
      return " \\ge ";
    default:
      return " = ";
  }
}

std::string upright(std::string_view name) { return "\\mathrm{" + std::string(name) + "}"; }

std::string figure_symbol(std::string_view name) {
  if (name.size() == 1) return std::string(name);
  return is_greek(name) ? "\\" + std::string(name) : upright(name);
}

// ---- LaTeX

std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) (text += c == '_' ? "\\" : "") += c;
  return text;
}

std::string latex_symbol(std::string_view name) { return figure_symbol(name == "_" ? "\\_" : escaped(name)); }

std::string latex_function(std::string_view name) {
  constexpr std::string_view known[] = {"exp", "log", "tanh", "sin", "cos", "arctan", "min", "max"};
  const bool is_known = std::ranges::find(known, name) != std::end(known);
  return is_known ? "\\" + std::string(name) : "\\operatorname{" + escaped(name) + "}";
}

// ---- MathML

std::string mathml_symbol(std::string_view name) {
  const Greek* const found = find_greek(name);
  if (found && name == "Phi") return "<mi mathvariant=\"normal\">Φ</mi>";
  return element("mi", found ? found->letter : name);
}

std::string mathml_function(std::string_view name) { return element("mi", name); }

std::string mathml_number(std::string_view digits) { return element("mn", digits); }

std::string_view mathml_sign(Op op) {
  switch (op) {
    case Op::add:
      return "<mo>+</mo>";
    case Op::subtract:
      return "<mo>−</mo>";
    case Op::less:
      return "<mo>&lt;</mo>";
    case Op::less_equal:
      return "<mo>≤</mo>";
    case Op::greater:
      return "<mo>&gt;</mo>";
    case Op::greater_equal:
      return "<mo>≥</mo>";
    default:
      return "<mo>=</mo>";
  }
}

constexpr Notation figures = {
    .has_room = false,
    .symbol = figure_symbol,
    .function = upright,
    .number = as_it_is,
    .sign = tex_sign,
    .minus = "-",
    .slash = " / ",
    .comma = ", ",
    .adjacent = "",
    .thin_space = "\\,",
    .before_parenthesis = "\\,",
    .dot = " \\cdot ",
    .group = {},
    .call = {},
    .parentheses = {"(", "", ")"},
    .tall_parentheses = {"(", "", ")"},
    .bars = {"|", "", "|"},
    .tall_bars = {"|", "", "|"},
    .fraction = {"\\frac{", "}{", "}"},
    .power = {"", "^{", "}"},
    .subscript = {"", "_{", "}"},
    .root = {"\\sqrt{", "", "}"},
    .cube_root = {"\\mathrm{cbrt}(", "", ")"},
    .row = {"", "\\,\\,\\mathrm{if}\\,\\,", ",\\,\\,\\mathrm{else}\\,\\,"},
    .last_row = {},
    .cases = {},
};

/// What a reader of LaTeX source expects, where there is more room than in a figure.
constexpr Notation latex() {
  Notation notation = figures;
  notation.has_room = true;
  notation.symbol = latex_symbol;
  notation.function = latex_function;
  notation.adjacent = " ";
  notation.thin_space = " \\, ";
  notation.before_parenthesis = " ";
  notation.tall_parentheses = {"\\left(", "", "\\right)"};
  notation.tall_bars = {"\\left|", "", "\\right|"};
  notation.cube_root = {"\\sqrt[3]{", "", "}"};
  notation.row = {"", " & \\text{if } ", " \\\\ "};
  notation.last_row = {"", "", " & \\text{otherwise}"};
  notation.cases = {"\\begin{cases} ", "", " \\end{cases}"};
  return notation;
}

// Characters that cannot be seen are written as references: U+2061 applies a function, U+2062 multiplies.
constexpr Notation mathml = {
    .has_room = true,
    .symbol = mathml_symbol,
    .function = mathml_function,
    .number = mathml_number,
    .sign = mathml_sign,
    .minus = "<mo form=\"prefix\">−</mo>",
    .slash = "<mo>/</mo>",
    .comma = "<mo>,</mo>",
    .adjacent = "<mo>&#x2062;</mo>",
    .thin_space = "<mo>&#x2062;</mo><mspace width=\"0.167em\"/>",
    .before_parenthesis = "<mo>&#x2062;</mo>",
    .dot = "<mo>⋅</mo>",
    .group = {"<mrow>", "", "</mrow>"},
    .call = {"<mrow>", "<mo>&#x2061;</mo>", "</mrow>"},
    .parentheses = {"<mrow><mo>(</mo>", "", "<mo>)</mo></mrow>"},
    .tall_parentheses = {"<mrow><mo>(</mo>", "", "<mo>)</mo></mrow>"},
    .bars = {"<mrow><mo>|</mo>", "", "<mo>|</mo></mrow>"},
    .tall_bars = {"<mrow><mo>|</mo>", "", "<mo>|</mo></mrow>"},
    .fraction = {"<mfrac>", "", "</mfrac>"},
    .power = {"<msup>", "", "</msup>"},
    .subscript = {"<msub>", "", "</msub>"},
    .root = {"<msqrt>", "", "</msqrt>"},
    .cube_root = {"<mroot><mrow>", "", "</mrow><mn>3</mn></mroot>"},
    .row = {"<mtr><mtd>", "</mtd><mtd><mtext>if&#xA0;</mtext>", "</mtd></mtr>"},
    .last_row = {"<mtr><mtd>", "", "</mtd><mtd><mtext>otherwise</mtext></mtd></mtr>"},
    .cases = {"<mrow><mo>{</mo><mtable columnalign=\"left\">", "", "</mtable></mrow>"},
};

}  // namespace

bool is_greek(std::string_view name) { return find_greek(name) != nullptr; }

constinit const Notation figure_notation = figures, latex_notation = latex(), mathml_notation = mathml;

}  // namespace actviz::detail
