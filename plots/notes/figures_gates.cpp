// Gates: how GLU flows, and what GLU and its relatives look like.
#include <array>
#include <string>
#include <string_view>

#include "lib/analysis/gates.hpp"
#include "plots/charts/gate.hpp"
#include "plots/charts/window.hpp"
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_blocks.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

constexpr double reach = 5;  // of both halves

/// The surface of a gate, its gated half to the right.
Panel surface(const Gate& of, std::string title) {
  Panel panel = gate(of, {.lo = -reach, .hi = reach, .half = Half::first}).panels[0];
  panel.title = std::move(title);
  panel.x.label = "gate's input $a$";
  panel.y.label = "value $b$";
  return panel;
}

/// GLU from its input down to its output.
Panel glu_flow() {
  using enum Diagram::Shape;
  Panel panel{.title = "$\\mathrm{GLU}(x) = σ(x W + c) ⊙ (x V + d)$", .bare = true};
  enum : std::size_t { input, to_gate, to_value, sigmoid, product, output };
  panel.marks.emplace_back(Diagram{{{{0.5, 4}, "$x$", "$(n, d_{in})$", plain},
                                    {{0, 3}, "$x W + c$", "$(n, d_{out})$", box, {0}},
                                    {{1, 3}, "$x V + d$", "$(n, d_{out})$", box, {1}},
                                    {{0, 2}, "$σ$", "each in $(0, 1)$", box, {0}},
                                    {{0.5, 1}, "⊙", "", operation},
                                    {{0.5, 0}, "$y$", "$(n, d_{out})$", plain}},
                                   {{input, to_gate},
                                    {input, to_value},
                                    {to_gate, sigmoid, "$a$"},
                                    {sigmoid, product},
                                    {to_value, product, "$b$"},
                                    {product, output}}});
  return panel;
}

struct Shown {
  std::string_view gate, title;
};
constexpr std::array shown = {Shown{"glu", "GLU"}, Shown{"reglu", "ReGLU"}, Shown{"geglu_erf", "GeGLU"},
                              Shown{"swiglu", "SwiGLU"}};

/// The gates alone, or times their own input, as curves.
Panel slices(std::string title, const std::string& axis, bool times_x, double lo, double hi) {
  std::vector<Curve> curves;
  for (int series = 0; const auto& [name, label] : shown) {
    const std::string gated(find_gate(name)->gated);
    const Function f = Function::parse(times_x ? "x * " + with_argument(gated, "x") : gated);
    curves.push_back({derivative(f, 0), {series, static_cast<Dash>(series)}, std::string(label)});
    ++series;
  }
  Panel panel = panel_of(axis, curves, {.lo = lo, .hi = hi});
  panel.title = std::move(title);
  return panel;
}

}  // namespace

Figure figure_20(ThemeName theme) {
  Figure figure = figure_of(theme, "Gated linear unit (GLU): how it flows, what it computes",
                            "where both halves are the same number (dash-dotted line), GLU is Swish",
                            {glu_flow(), surface(*find_gate("glu"), "$σ(a)\\,b$ of one unit")}, 2);
  figure.description =
      "On the left boxes and arrows: the input goes through two linear maps, one of them through a sigmoid, "
      "and "
      "both are multiplied. On the right the product as colours with contours over both halves: nothing "
      "where "
      "the gate is shut, the value itself where it is open.";
  return figure;
}

Figure figure_21(ThemeName theme) {
  std::vector<Panel> panels;
  for (const auto& [name, label] : shown) {
    const Gate& of = *find_gate(name);
    panels.push_back(surface(of, std::string(label) + ": $" + std::string(of.math) + "$"));
  }
  panels.push_back(slices("The gates alone", "gate $f(a)$", false, -4, 2));
  panels.push_back(slices("Along the dash-dotted line: $a = b = x$", "$f(x) \\, x$", true, -4, 2));
  panels[4].x.label = "gate's input $a$";
  Figure figure = figure_of(theme, "GLU and its variants",
                            "$a = x W + c$ goes through the gate, $b = x V + d$ is multiplied; dash-dotted: "
                            "$a = b$",
                            std::move(panels), 2);
  figure.description =
      "The four gates GLU, ReGLU, GeGLU and SwiGLU as surfaces over both halves, then their gates as curves: "
      "sigmoid stays between 0 and 1, the others grow without bound and two of them go below zero; last, the "
      "gates where both halves are equal.";
  return figure;
}

}  // namespace actviz::notes
