#include "plots/scene/math_symbols.hpp"

#include <algorithm>
#include <array>

namespace actviz::plots {
namespace {

constexpr MathSymbol symbols[] = {
    {"alpha", U'α'},
    {"beta", U'β'},
    {"gamma", U'γ'},
    {"delta", U'δ'},
    {"epsilon", U'ε'},
    {"varepsilon", U'ε'},
    {"zeta", U'ζ'},
    {"eta", U'η'},
    {"theta", U'θ'},
    {"vartheta", U'ϑ'},
    {"iota", U'ι'},
    {"kappa", U'κ'},
    {"lambda", U'λ'},
    {"mu", U'μ'},
    {"nu", U'ν'},
    {"xi", U'ξ'},
    {"omicron", U'ο'},
    {"pi", U'π'},
    {"rho", U'ρ'},
    {"sigma", U'σ'},
    {"varsigma", U'ς'},
    {"tau", U'τ'},
    {"upsilon", U'υ'},
    {"phi", U'φ'},
    {"varphi", U'φ'},
    {"chi", U'χ'},
    {"psi", U'ψ'},
    {"omega", U'ω'},
    {"Gamma", U'Γ'},
    {"Delta", U'Δ'},
    {"Theta", U'Θ'},
    {"Lambda", U'Λ'},
    {"Xi", U'Ξ'},
    {"Pi", U'Π'},
    {"Sigma", U'Σ'},
    {"Upsilon", U'Υ'},
    {"Phi", U'Φ'},
    {"Psi", U'Ψ'},
    {"Omega", U'Ω'},
    {"infty", U'∞'},
    {"partial", U'∂'},
    {"nabla", U'∇'},
    {"ell", U'ℓ'},
    {"prime", U'′'},
    {"top", U'⊤'},
    {"forall", U'∀'},
    {"exists", U'∃'},
    {"emptyset", U'∅'},
    {"degree", U'°'},
    {"ldots", U'…', Role::inner},
    {"dots", U'…', Role::inner},
    {"cdots", U'⋯', Role::inner},
    {"int", U'∫', Role::function},
    {"sum", U'∑', Role::function},
    {"prod", U'∏', Role::function},
    {"cdot", U'·', Role::binary},
    {"times", U'×', Role::binary},
    {"div", U'÷', Role::binary},
    {"pm", U'±', Role::binary},
    {"mp", U'∓', Role::binary},
    {"odot", U'⊙', Role::binary},
    {"oplus", U'⊕', Role::binary},
    {"otimes", U'⊗', Role::binary},
    {"circ", U'∘', Role::binary},
    {"ast", U'∗', Role::binary},
    {"cup", U'∪', Role::binary},
    {"cap", U'∩', Role::binary},
    {"setminus", U'∖', Role::binary},
    {"le", U'≤', Role::relation},
    {"leq", U'≤', Role::relation},
    {"ge", U'≥', Role::relation},
    {"geq", U'≥', Role::relation},
    {"lt", U'<', Role::relation},
    {"gt", U'>', Role::relation},
    {"ne", U'≠', Role::relation},
    {"neq", U'≠', Role::relation},
    {"ll", U'≪', Role::relation},
    {"gg", U'≫', Role::relation},
    {"approx", U'≈', Role::relation},
    {"equiv", U'≡', Role::relation},
    {"sim", U'∼', Role::relation},
    {"simeq", U'≃', Role::relation},
    {"propto", U'∝', Role::relation},
    {"in", U'∈', Role::relation},
    {"notin", U'∉', Role::relation},
    {"subset", U'⊂', Role::relation},
    {"subseteq", U'⊆', Role::relation},
    {"mid", U'|', Role::relation},
    {"coloneqq", U'≔', Role::relation},
    {"to", U'→', Role::relation},
    {"rightarrow", U'→', Role::relation},
    {"leftarrow", U'←', Role::relation},
    {"leftrightarrow", U'↔', Role::relation},
    {"mapsto", U'↦', Role::relation},
    {"Rightarrow", U'⇒', Role::relation},
    {"Leftrightarrow", U'⇔', Role::relation},
    {"lfloor", U'⌊', Role::open},
    {"lceil", U'⌈', Role::open},
    {"langle", U'⟨', Role::open},
    {"{", U'{', Role::open},
    {"lbrace", U'{', Role::open},
    {"rfloor", U'⌋', Role::close},
    {"rceil", U'⌉', Role::close},
    {"rangle", U'⟩', Role::close},
    {"}", U'}', Role::close},
    {"rbrace", U'}', Role::close},
    {"colon", U':', Role::punctuation},
    {"|", U'‖'},
    {"%", U'%'},
    {"$", U'$'},
    {"_", U'_'},
    {"#", U'#'},
    {"&", U'&'},
};

constexpr std::string_view function_names[] = {
    "exp",    "log",    "ln",   "lg",   "sin",    "cos",     "tan",    "cot",    "sinh",
    "cosh",   "tanh",   "coth", "sech", "arcsin", "arccos",  "arctan", "arsinh", "arcosh",
    "artanh", "erf",    "erfc", "max",  "min",    "sup",     "inf",    "lim",    "arg",
    "argmax", "argmin", "det",  "sgn",  "sign",   "softmax", "Var",    "Pr"};

struct Space {
  std::string_view name;
  double width;
};
constexpr Space spaces[] = {{",", 3. / 18},  {":", 4. / 18}, {">", 4. / 18}, {";", 5. / 18},
                            {"!", -3. / 18}, {" ", 0.25},    {"quad", 1},    {"qquad", 2}};

}  // namespace

std::span<const MathSymbol> math_symbols() { return symbols; }

std::optional<MathSymbol> find_symbol(std::string_view name) {
  const auto* found = std::ranges::find(symbols, name, &MathSymbol::name);
  return found == std::end(symbols) ? std::nullopt : std::optional(*found);
}

bool is_function_name(std::string_view name) {
  return std::ranges::find(function_names, name) != std::end(function_names);
}

double space_between(Role left, Role right, bool in_script) {
  constexpr double thin = 3. / 18, medium = 4. / 18, thick = 5. / 18;
  if (left == Role::none || right == Role::none) return 0;
  const auto either = [&](Role role) { return left == role || right == role; };
  if (!in_script) {
    if (either(Role::relation)) {
      const bool tight =
          left == right || left == Role::open || right == Role::close || right == Role::punctuation;
      return tight ? 0 : thick;
    }
    if (either(Role::binary)) return medium;
    if (left == Role::punctuation) return thin;
    if (either(Role::inner)) return left == Role::open || right == Role::close ? 0 : thin;
  }
  if (left == Role::function) return right == Role::ordinary || right == Role::function ? thin : 0;
  const bool operand = left == Role::ordinary || left == Role::close || left == Role::inner;
  return right == Role::function && operand ? thin : 0;
}

std::optional<double> find_space(std::string_view name) {
  const auto* found = std::ranges::find(spaces, name, &Space::name);
  return found == std::end(spaces) ? std::nullopt : std::optional(found->width);
}

Role role_of(char32_t character) {
  switch (character) {
    case U'+':
    case U'−':
    case U'*':
      return Role::binary;
    case U'=':
    case U'<':
    case U'>':
    case U':':
      return Role::relation;
    case U'(':
    case U'[':
      return Role::open;
    case U')':
    case U']':
    case U'!':
      return Role::close;
    case U',':
    case U';':
      return Role::punctuation;
    default:
      break;
  }
  if (character < 0x80) return Role::ordinary;
  const auto* found = std::ranges::find(symbols, character, &MathSymbol::character);
  return found == std::end(symbols) ? Role::ordinary : found->role;
}

char32_t double_struck(char32_t letter) {
  switch (letter) {
    case U'C':
      return U'ℂ';
    case U'N':
      return U'ℕ';
    case U'P':
      return U'ℙ';
    case U'Q':
      return U'ℚ';
    case U'R':
      return U'ℝ';
    case U'Z':
      return U'ℤ';
    default:
      return letter;
  }
}

}  // namespace actviz::plots
