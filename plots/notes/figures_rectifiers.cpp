// FIG-01, FIG-07 and FIG-08: ReLU and its variants.
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_curves.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

Figure figure_01(ThemeName theme) {
  Panel panel = panel_of("", "$\\mathrm{ReLU}(x)$", {-10, 10}, {curve({"relu", "", {0}}, 0)});
  panel.marks.emplace_back(callout({0, 0}, 0, "a corner: the slope jumps from 0 to 1"));
  return {.title = "ReLU",
          .subtitle = "$\\mathrm{ReLU}(x) = \\max(0, x)$",
          .description = "ReLU for x from -10 to 10: 0 up to x = 0, then x, with a sharp corner at 0.",
          .theme = theme,
          .panels = {panel}};
}

Figure figure_07(ThemeName theme) {
  const Function relu = Function::parse("relu");
  std::vector<Panel> panels{panel_of("", "$\\mathrm{ReLU}(x)$", {-5, 5}, {curve({"relu", "", {0}}, 0)}),
                            panel_of("", "$\\mathrm{ReLU}'(x)$", {-5, 5}, {curve({"relu", "", {1}}, 1)})};
  panels[0].marks.emplace_back(callout({0, relu(0)}, 0, "continuous at 0"));
  panels[1].marks.emplace_back(callout(
      {0, relu.slope(0)}, 1, "$\\mathrm{ReLU}'(0) = " + number_math(relu.slope(0)) + "$ by convention"));
  panels[1].y.lo = -0.1, panels[1].y.hi = 1.1;
  return {.title = "ReLU and its derivative",
          .subtitle = "$\\mathrm{ReLU}(x) = \\max(0, x)$; its derivative jumps at 0",
          .description =
              "ReLU and its derivative for x from -5 to 5. The derivative is 0 up to x = 0, a "
              "filled dot, and 1 beyond, an open dot.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

namespace {

/// Between the greatest and the smallest slope that RReLU draws in training, for x < 0.
Area random_slopes(double lo) {
  Area area{{{lo, lo / 8}, {0, 0}}, {3}};
  area.base = {{lo, lo / 3}, {0, 0}};
  return area;
}

}  // namespace

Figure figure_08(ThemeName theme) {
  const std::vector<Shown> leaky{{"leaky_relu", "Leaky, $\\alpha = 0.01$", {0}},
                                 {"leaky_relu:0.1", "Leaky, $\\alpha = 0.1$", {1}},
                                 {"prelu:0.25", "PReLU, $\\alpha = 0.25$", {2}},
                                 {"rrelu", "RReLU, $\\frac{1}{8}$ to $\\frac{1}{3}$", {3, Dash::dashed}}},
      others{{"elu", "ELU, $\\alpha = 1$", {0, Dash::solid, true}},
             {"celu", "CELU, $\\alpha = 1$", {1, Dash::dashed}},
             {"selu", "SELU", {2}},
             {"relu6", "ReLU6", {3}}};
  std::vector<Panel> panels = values_and_slopes(leaky, {-4, 2});
  panels[0].marks.insert(panels[0].marks.begin(), random_slopes(-4));
  for (Panel& panel : values_and_slopes(others, {-4, 8})) panels.push_back(std::move(panel));
  return {.title = "The family of ReLU",
          .subtitle =
              "for $x < 0$ a small slope (above; that of RReLU is random, its mean drawn) or an exponential "
              "(below); "
              "ReLU6 is bounded",
          .description =
              "Left the values, right the slopes of Leaky ReLU with slopes 0.01 and 0.1, PReLU and "
              "RReLU for x from -4 to 2, and of ELU, CELU, SELU and ReLU6 for x from -4 to 8.",
          .theme = theme,
          .panels = std::move(panels),
          .columns = 2};
}

}  // namespace actviz::notes
