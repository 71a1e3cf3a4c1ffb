#include "tests/gallery/figures.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "lib/analysis/compare.hpp"
#include "lib/base/numbers.hpp"
#include "lib/number/random.hpp"
#include "plots/charts/comparison.hpp"
#include "plots/charts/curves.hpp"
#include "plots/charts/depth.hpp"
#include "plots/charts/gate.hpp"
#include "plots/charts/neurons.hpp"
#include "plots/charts/precision.hpp"
#include "plots/charts/softmax.hpp"

namespace actviz::test {
namespace {

using namespace plots;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<Function> functions(std::initializer_list<const char*> names) {
  std::vector<Function> all;
  for (const char* name : names) all.push_back(Function::parse(name));
  return all;
}

double value(const char* name, double x) { return Function::parse(name)(x); }

/// f at evenly spaced places.
template <class F>
std::vector<Point> points(double lo, double hi, int count, F f) {
  std::vector<Point> all;
  for (int i = 0; i < count; ++i) {
    const double x = lo + (hi - lo) * i / (count - 1);
    all.push_back({x, f(x)});
  }
  return all;
}

template <class F>
Field field(int columns, int rows, Region region, F f) {
  Field result{columns, rows, {}, region};
  const auto at = [](double from, double to, double t) { return from + (to - from) * t; };
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c)
      result.values.push_back(f(at(region.from.x, region.to.x, (c + 0.5) / columns),
                                at(region.from.y, region.to.y, (r + 0.5) / rows)));
  return result;
}

Figure figure(ThemeName theme, std::string title, std::string subtitle, Panel panel) {
  Figure made;
  made.title = std::move(title);
  made.subtitle = std::move(subtitle);
  made.description = "An exhibit of the gallery.";
  made.theme = theme;
  made.panels = {std::move(panel)};
  return made;
}

double normal_density(double x) { return 0.3989422804014327 * std::exp(-x * x / 2); }

// ---- marks
// ----------------------------------------------------------------------------------------------------

Figure line(ThemeName theme) {
  Panel panel{.x = {"$x$", -4, 4}, .y = {"$f(x)$", {}, {}}};
  int series = 0;
  for (const Dash dash : {Dash::solid, Dash::dashed, Dash::dotted, Dash::dash_dot}) {
    const double beta = 0.5 * (1 << series);
    panel.marks.emplace_back(Line{points(-4, 4, 161, [&](double x) { return x / (1 + std::exp(-beta * x)); }),
                                  {series++, dash},
                                  "$\\beta = " + std::to_string(beta).substr(0, 3) + "$"});
  }
  return figure(theme, "Lines: a colour and a dash each", "$x \\, \\sigma(\\beta x)$", panel);
}

Figure twelve_lines(ThemeName theme) {
  return curves(functions({"relu", "gelu", "silu", "mish", "elu", "selu", "softplus", "tanh", "sigmoid",
                           "softsign", "hard_swish", "leaky_relu:0.2"}),
                {.lo = -4, .hi = 4, .derivatives = 0, .theme = theme});
}

Figure dots(ThemeName theme) {
  return curves(functions({"hard_shrink"}), {.lo = -1.5, .hi = 1.5, .theme = theme});
}

Figure band(ThemeName theme) {
  return curves(functions({"hard_sigmoid"}), {.lo = -6, .hi = 6, .derivatives = 2, .theme = theme});
}

Figure area(ThemeName theme) {
  Panel panel{.x = {"pre-activation $x$", -4, 4}, .y = {"density", {}, {}}};
  panel.marks.emplace_back(Area{points(0, 4, 81, normal_density), {0}, "where it is alive: 50 %"});
  panel.marks.emplace_back(Area{points(-4, 0, 81, normal_density), {1}, "where ReLU is dead: 50 %"});
  panel.marks.emplace_back(Line{points(-4, 4, 161, normal_density), {0}});
  return figure(theme, "Areas: what lies under a curve", "", panel);
}

Figure area_between(ThemeName theme) {
  Panel panel{.x = {"layer", 1, 30}, .y = {"signal", {}, {}}};
  const auto mean = [](double n) { return 0.8 * std::exp(-n / 14); };
  const auto sd = [](double n) { return 0.1 + 0.012 * n; };
  Area spread{points(1, 30, 59, [&](double n) { return mean(n) + sd(n); }), {0}, "mean ± sd"};
  spread.base = points(1, 30, 59, [&](double n) { return mean(n) - sd(n); });
  panel.marks.emplace_back(std::move(spread));
  panel.marks.emplace_back(Line{points(1, 30, 59, mean), {0}, "mean"});
  return figure(theme, "Areas between two curves", "", panel);
}

Figure bars(ThemeName theme) {
  const std::array logits = {9.0, 6.0, 3.0, 1.0};
  double sum = 0;
  for (const double z : logits) sum += std::exp(z - 9);
  Panel panel{.x = {"logit $z_k$", {}, {}}, .y = {"$\\mathrm{softmax}(z)_k$", {}, {}}};
  panel.x.categories = {"9", "6", "3", "1"};
  Bars bars{{}, {0}};
  for (std::size_t k = 0; k < logits.size(); ++k) {
    bars.points.push_back({static_cast<double>(k), std::exp(logits[k] - 9) / sum});
    bars.texts.push_back(to_fixed(100 * bars.points.back().y, 2) + " %");
  }
  panel.marks.emplace_back(std::move(bars));
  return figure(theme, "Bars: softmax of four logits", "", panel);
}

Figure grouped_bars(ThemeName theme) {
  Panel panel{.x = {"activation", {}, {}},
              .y = {"mean of $f(x)$, $x \\sim \\mathcal{N}(0, \\sigma^2)$", {}, {}}};
  panel.x.categories = {"relu", "gelu", "tanh_shrink", "hard_shrink", "elu"};
  const std::array<std::array<double, 5>, 3> heights = {
      {{0.2, 0.15, -0.05, 0.03, -0.1}, {0.4, 0.28, -0.02, 0.12, 0.16}, {0.8, 0.7, -0.3, 0.3, 0.55}}};
  for (int s = 0; s < 3; ++s) {
    Bars bars{{}, {s}, "$\\sigma = " + std::to_string(s + 1) + "$", 0.24};
    for (int k = 0; k < 5; ++k)
      bars.points.push_back(
          {k + 0.25 * (s - 1), heights[static_cast<std::size_t>(s)][static_cast<std::size_t>(k)]});
    panel.marks.emplace_back(std::move(bars));
  }
  return figure(theme, "Bars in groups, on both sides of zero", "", panel);
}

Histogram histogram_of(double width, double scale, double shift) {
  Histogram histogram{{}, {}, {0}};
  for (double x = -5; x < 5 + width / 2; x += width) histogram.edges.push_back(x);
  for (std::size_t i = 0; i + 1 < histogram.edges.size(); ++i)
    histogram.heights.push_back(std::floor(scale * normal_density(histogram.edges[i] + width / 2 - shift)));
  return histogram;
}

Figure histogram(ThemeName theme) {
  Panel panel{.x = {"pre-activation", {}, {}}, .y = {"neurons", {}, {}}};
  Histogram first = histogram_of(0.25, 900, -0.5), second = histogram_of(0.25, 600, 1.5);
  first.label = "layer 3";
  second.label = "layer 12";
  second.style.color = 1;
  panel.marks.emplace_back(first);
  panel.marks.emplace_back(second);
  return figure(theme, "Histograms", "", panel);
}

Figure log_histogram(ThemeName theme) {
  Panel panel{.x = {"pre-activation", {}, {}}, .y = {"neurons", {}, {}, {Spacing::Kind::log}}};
  panel.marks.emplace_back(histogram_of(0.25, 90000, 0));
  panel.marks.emplace_back(Rule{Rule::Direction::upright, -3, {1, Dash::dashed}, "threshold"});
  return figure(theme, "A histogram on a logarithmic axis", "empty bins leave no bar", panel);
}

Figure points_and_line(ThemeName theme) {
  Panel panel{.x = {"layer", {}, {}}, .y = {"gradient rms", {}, {}, {Spacing::Kind::log}}};
  const std::array names = {"sigmoid", "tanh", "GELU"};
  const std::array rates = {-1.4, -0.35, -0.08};
  for (int s = 0; s < 3; ++s) {
    const double rate = rates[static_cast<std::size_t>(s)];
    panel.marks.emplace_back(
        Line{points(1, 30, 30, [&](double n) { return std::exp(rate * (30 - n)); }), {s}});
    panel.marks.emplace_back(Points{
        points(1, 30, 30, [&](double n) { return std::exp(rate * (30 - n) + 0.3 * std::sin(7 * n + s)); }),
        {s},
        names[static_cast<std::size_t>(s)]});
  }
  panel.marks.emplace_back(Line{{}, {Style::ink}, "prediction"});
  return figure(theme, "Points: a simulation beside its prediction", "a shape for each series", panel);
}

Figure six_markers(ThemeName theme) {
  Panel panel{.x = {"$x$", {}, {}}, .y = {"$y$", {}, {}}};
  for (int s = 0; s < 6; ++s)
    panel.marks.emplace_back(Points{points(0, 1, 12, [&](double x) { return s + 0.6 * std::sin(4 * x + s); }),
                                    {s},
                                    "series " + std::to_string(s + 1)});
  return figure(theme, "Six shapes", "", panel);
}

Figure rule(ThemeName theme) {
  Panel panel{.x = {"$x$", -8, 8}, .y = {"$f(x)$", {}, {}}};
  panel.marks.emplace_back(
      Line{points(-8, 8, 161, [](double x) { return value("sigmoid", x); }), {0}, "sigmoid"});
  panel.marks.emplace_back(Rule{Rule::Direction::level, 1, {1, Dash::dashed}, "supremum 1"});
  panel.marks.emplace_back(Rule{Rule::Direction::level, 0.5, {Style::grey}, "value at 0"});
  panel.marks.emplace_back(Rule{Rule::Direction::upright, 4.6, {2, Dash::dotted}, "$f'(x) = 0.01$"});
  return figure(theme, "Rules: reference lines", "", panel);
}

Figure callouts(ThemeName theme) {
  Panel panel{.x = {"$x$", -3, 2}, .y = {"$f(x)$", {}, {}}};
  int series = 0;
  for (const char* name : {"gelu", "silu", "mish"}) {
    const auto curve = points(-3, 2, 301, [&](double x) { return value(name, x); });
    Point lowest = curve[0];
    for (const Point& p : curve)
      if (p.y < lowest.y) lowest = p;
    panel.marks.emplace_back(Line{curve, {series}, name});
    panel.marks.emplace_back(Callout{{lowest}, {series}, "minimum $" + to_fixed(lowest.y, 3) + "$"});
    ++series;
  }
  return figure(theme, "Callouts that avoid curves and each other", "", panel);
}

Heatmap jacobian() {
  const std::array z = {2.0, 1.5, 0.5, 0.0, -1.0};
  std::array<double, 5> y{};
  double sum = 0;
  for (std::size_t i = 0; i < 5; ++i) sum += y[i] = std::exp(z[i]);
  Heatmap heatmap{field(5, 5, {{-0.5, -0.5}, {4.5, 4.5}},
                        [&](double c, double r) {
                          const auto i = static_cast<std::size_t>(std::round(r)),
                                     j = static_cast<std::size_t>(std::round(c));
                          return y[i] / sum * ((i == j ? 1 : 0) - y[j] / sum);
                        }),
                  ColorMap::diverging, "$\\partial y_i / \\partial z_j$"};
  return heatmap;
}

Figure heatmap_cells(ThemeName theme) {
  Panel panel{.x = {"$j$", {}, {}}, .y = {"$i$", {}, {}}};
  Heatmap heatmap = jacobian();
  heatmap.digits = 3;
  panel.marks.emplace_back(std::move(heatmap));
  panel.equal_units = true;
  panel.y.reversed = true;
  return figure(theme, "Cells with their values: the Jacobian of softmax",
                "$\\mathrm{diag}(y) - y y^\\mathrm{T}$", panel);
}

Field swiglu(int columns, int rows) {
  return field(columns, rows, {{-5, -5}, {5, 5}}, [](double a, double b) { return value("silu", a) * b; });
}

Figure surface(ThemeName theme) {
  Panel panel{.x = {"gate $a$", {}, {}}, .y = {"value $b$", {}, {}}};
  Heatmap heatmap{swiglu(160, 120), ColorMap::diverging, "$\\mathrm{SiLU}(a) \\, b$"};
  heatmap.smooth = true;
  panel.marks.emplace_back(heatmap);
  panel.marks.emplace_back(Contour{swiglu(80, 60)});
  return figure(theme, "A surface with its contours: SwiGLU", "", panel);
}

Figure contour(ThemeName theme) {
  Panel panel{.x = {"$x$", {}, {}}, .y = {"$\\beta$", {}, {}}};
  panel.marks.emplace_back(Contour{field(
      90, 60, {{-4, 0.1}, {4, 3}}, [](double x, double beta) { return x / (1 + std::exp(-beta * x)); })});
  return figure(theme, "Contours alone: Swish over $x$ and $\\beta$", "lines below zero are dashed", panel);
}

Figure saddles(ThemeName theme) {
  Panel panel{.x = {"$u$", {}, {}}, .y = {"$v$", {}, {}}};
  const Field waves =
      field(64, 64, {{0, 0}, {6.2832, 6.2832}}, [](double u, double v) { return std::sin(u) * std::sin(v); });
  Heatmap heatmap{waves, ColorMap::sequential, "height"};
  heatmap.smooth = true;
  panel.marks.emplace_back(heatmap);
  panel.marks.emplace_back(Contour{waves, {-0.75, -0.5, -0.25, 0.25, 0.5, 0.75}});
  panel.equal_units = true;
  return figure(theme, "Closed contours and saddles", "", panel);
}

Figure holes(ThemeName theme) {
  Panel panel{.x = {"column", {}, {}}, .y = {"row", {}, {}}};
  panel.marks.emplace_back(Heatmap{field(24, 16, {{0, 0}, {24, 16}},
                                         [](double x, double y) {
                                           const double r = std::hypot(x - 12, y - 8);
                                           return r < 3 ? nan : 1 / (r - 2.5);
                                         }),
                                   ColorMap::sequential, "value"});
  return figure(theme, "Cells without a number", "no colour of the map", panel);
}

Figure named_rows(ThemeName theme) {
  Panel panel{.x = {"", {}, {}}, .y = {"", {}, {}}};
  panel.y.categories = {"relu", "gelu", "silu", "mish", "softplus", "sigmoid", "tanh"};
  panel.x.categories = {"fp32", "tf32", "bf16", "fp16", "e4m3", "e5m2"};
  Heatmap heatmap{field(6, 7, {{-0.5, -0.5}, {5.5, 6.5}},
                        [](double c, double r) { return std::exp(0.9 * c) * (0.5 + 0.2 * r) / 50; }),
                  ColorMap::sequential, "greatest error"};
  heatmap.digits = 2;
  panel.marks.emplace_back(std::move(heatmap));
  panel.y.reversed = true;
  return figure(theme, "Rows and columns with names", "", panel);
}

Figure diagram(ThemeName theme) {
  Panel panel;
  panel.bare = true;
  using enum Diagram::Shape;
  panel.marks.emplace_back(Diagram{{{{0, 0.5}, "$x$", "(4, 128)", plain},
                                    {{1, 1}, "$x W$", "128 × 176"},
                                    {{2, 1}, "SiLU", "(4, 176)", box, {0}},
                                    {{1, 0}, "$x V$", "128 × 176"},
                                    {{3, 0.5}, "⊙", "", operation, {1}},
                                    {{4, 0.5}, "$W_2$", "176 × 128"},
                                    {{5, 0.5}, "$y$", "(4, 128)", plain}},
                                   {{0, 1}, {0, 3}, {1, 2}, {2, 4}, {3, 4, "(4, 176)"}, {4, 5}, {5, 6}}});
  return figure(theme, "SwiGLU feed-forward block", "$(\\mathrm{SiLU}(x W) ⊙ x V) \\, W_2$", panel);
}

Figure upright_diagram(ThemeName theme) {
  Panel panel;
  panel.bare = true;
  using enum Diagram::Shape;
  panel.marks.emplace_back(Diagram{{{{0, 3}, "input", "$d = 4096$", plain},
                                    {{0, 2}, "$W_1$", "4096 × 16384", box, {0}},
                                    {{0, 1}, "GELU", "", box, {1}},
                                    {{0, 0}, "$W_2$", "16384 × 4096", box, {0}},
                                    {{1.5, 0}, "output", "", plain}},
                                   {{0, 1}, {1, 2, "16384"}, {2, 3}, {3, 4}}});
  return figure(theme, "Plain feed-forward block", "", panel);
}

Figure formulas(ThemeName theme) {
  Panel panel;
  panel.bare = true;
  panel.marks.emplace_back(Formulas{
      {"$f(x)$", "$f'(x)$"},
      {{"Sigmoid", {"$\\frac{1}{1 + e^{-x}}$", "$\\sigma(x) (1 - \\sigma(x))$"}},
       {"GELU",
        {"$\\frac{x}{2} \\left(1 + \\operatorname{erf}\\left(\\frac{x}{\\sqrt{2}}\\right)\\right)$", ""}},
       {"", {"", "$\\Phi(x) + x \\, \\phi(x)$"}},
       {"ELU",
        {"$\\begin{cases} x & \\text{if } x > 0 \\\\ \\alpha (e^x - 1) & \\text{otherwise} \\end{cases}$",
         "$\\begin{cases} 1 & \\text{if } x > 0 \\\\ \\alpha e^x & \\text{otherwise} \\end{cases}$"}},
       {"Brackets",
        {"$\\left\\lceil \\frac{h}{m} \\right\\rceil, \\left\\lfloor \\frac{h}{m} \\right\\rfloor, "
         "\\left[\\frac{a}{b}\\right], \\left|\\frac{a}{b}\\right|$",
         "$\\sum_{j=1}^{n} e^{x_j}, \\quad \\max_k x_k$"}}},
      "$\\Phi$ is the distribution function of the standard normal distribution, $\\phi$ its density; a "
      "remark that is longer than its page is wide goes on in the next line."});
  return figure(theme, "Formulas and their derivatives", "", panel);
}

Figure branching_diagram(ThemeName theme) {
  Panel panel;
  panel.bare = true;
  using enum Diagram::Shape;
  panel.marks.emplace_back(Diagram{{{{0.5, 4}, "$x$", "", plain},
                                    {{0, 3}, "$x W$", "128 × 176", box, {0}},
                                    {{1, 3}, "$x V$", "128 × 176", box, {0}},
                                    {{0, 2}, "SiLU", "", box, {1}},
                                    {{0.5, 1}, "⊙", "", operation},
                                    {{0.5, 0}, "$y$", "(4, 176)", plain}},
                                   {{0, 1}, {0, 2}, {1, 3, "176"}, {3, 4}, {2, 4, "176"}, {4, 5}}});
  return figure(theme, "A gate that reads downwards", "", panel);
}

// ---- axes
// -----------------------------------------------------------------------------------------------------

Figure log_x(ThemeName theme) {
  Panel panel{.x = {"$x$", 1e-6, 1e3, {Spacing::Kind::log}}, .y = {"$f(x) / x$", {}, {}}};
  for (int s = 0; const char* name : {"gelu", "silu", "tanh"}) {
    std::vector<Point> curve;
    for (int i = 0; i <= 180; ++i) {
      const double x = 1e-6 * std::pow(10, i / 20.0);
      curve.push_back({x, value(name, x) / x});
    }
    panel.marks.emplace_back(Line{curve, {s++}, name});
  }
  return figure(theme, "Logarithmic $x$", "", panel);
}

Figure log_log(ThemeName theme) {
  Panel panel{.x = {"samples $n$", 1, 1e6, {Spacing::Kind::log}},
              .y = {"error", {}, {}, {Spacing::Kind::log}}};
  std::vector<Point> curve;
  for (int i = 0; i <= 24; ++i) curve.push_back({std::pow(10, i / 4.0), std::pow(10, -i / 8.0) / 3});
  panel.marks.emplace_back(Line{curve, {0}, "$1 / (3 \\sqrt{n})$"});
  panel.marks.emplace_back(Points{curve, {1}, "measured"});
  return figure(theme, "Both axes logarithmic", "", panel);
}

Figure one_decade(ThemeName theme) {
  Panel panel{.x = {"$\\sigma_w$", 1, 9, {Spacing::Kind::log}}, .y = {"$q^*$", {}, {}, {Spacing::Kind::log}}};
  panel.marks.emplace_back(Line{points(1, 9, 81, [](double x) { return 1 + x * x / 30; }), {0}});
  return figure(theme, "Less than a decade", "numbers at 1, 2, 5", panel);
}

Figure symlog(ThemeName theme) {
  Panel panel{.x = {"$x$", -10, 10}, .y = {"error", {}, {}, {Spacing::Kind::symlog, 1e-8}}};
  panel.marks.emplace_back(
      Line{points(-10, 10, 801, [](double x) { return value("gelu_tanh", x) - value("gelu", x); }),
           {0},
           "gelu_tanh"});
  panel.marks.emplace_back(
      Line{points(-10, 10, 801, [](double x) { return value("quick_gelu", x) - value("gelu", x); }),
           {1},
           "quick_gelu"});
  return figure(theme, "Symmetric about zero", "linear within $\\pm 10^{-8}$", panel);
}

Figure both_symlog(ThemeName theme) {
  Panel panel{.x = {"$x$", -1e4, 1e4, {Spacing::Kind::symlog, 0.01}},
              .y = {"$f(x)$", {}, {}, {Spacing::Kind::symlog, 0.01}}};
  std::vector<Point> curve;
  for (int i = -150; i <= 150; ++i) {
    const double x = std::copysign(0.001 * (std::pow(10, std::abs(i) * 0.0467) - 1), i);
    curve.push_back({x, std::asinh(x)});
  }
  panel.marks.emplace_back(Line{curve, {0}, "$\\mathrm{asinh}(x)$"});
  return figure(theme, "Both axes symmetric", "", panel);
}

Figure many_names(ThemeName theme) {
  Panel panel{.x = {"activation", {}, {}}, .y = {"ns per element", {}, {}}};
  Bars bars{{}, {0}};
  for (int i = 0; i < 40; ++i) {
    panel.x.categories.push_back("function_" + std::to_string(i + 1));
    bars.points.push_back({static_cast<double>(i), 1 + 0.5 * std::sin(i * 0.7) + 0.02 * i});
  }
  panel.marks.emplace_back(std::move(bars));
  return figure(theme, "More names than have room", "", panel);
}

// ---- figures of several panels
// --------------------------------------------------------------------------------

Figure grid(ThemeName theme) {
  Figure made = figure(theme, "Panels with shared axes", "$x \\, \\sigma(\\beta x)$", {});
  made.panels.clear();
  for (const double beta : {0.1, 0.5, 1.0, 2.0, 5.0, 20.0}) {
    Panel panel{.x = {"$x$", -3, 3}, .y = {"$f(x)$", {}, {}}};
    panel.title = "$\\beta = " + std::to_string(beta).substr(0, beta < 10 ? 3 : 2) + "$";
    panel.marks.emplace_back(Line{points(-3, 3, 121, [](double x) { return std::max(x, 0.0); }),
                                  {Style::grey, Dash::solid, true},
                                  "ReLU"});
    panel.marks.emplace_back(
        Line{points(-3, 3, 121, [&](double x) { return x / (1 + std::exp(-beta * x)); }), {0}, "Swish"});
    made.panels.push_back(std::move(panel));
  }
  made.columns = 3;
  made.share_x = made.share_y = made.one_legend = true;
  return made;
}

Figure mixed(ThemeName theme) {
  Figure made = figure(theme, "Panels of every kind", "each with its own axes", {});
  made.panels = {bars(theme).panels[0], heatmap_cells(theme).panels[0], points_and_line(theme).panels[0],
                 diagram(theme).panels[0]};
  const std::array titles = {"bars", "cells", "points", "diagram"};
  for (std::size_t i = 0; i < 4; ++i) made.panels[i].title = titles[i];
  made.columns = 2;
  return made;
}

Figure surfaces(ThemeName theme) {
  Figure made = figure(theme, "Two surfaces and a slice", "", {});
  made.panels = {surface(theme).panels[0], contour(theme).panels[0], line(theme).panels[0]};
  made.columns = 3;
  return made;
}

// ---- difficulties
// ---------------------------------------------------------------------------------------------

Figure long_names(ThemeName theme) {
  Figure made = curves(
      functions({"gelu_tanh", "swish:beta=1.234567890123", "x*sigmoid(1.702*x) + 0.1*tanh(x)*exp(-x^2)"}),
      {.lo = -4, .hi = 4, .theme = theme});
  made.title =
      "A title that is by far too long for its page and does not stop where a reader would expect it to, but "
      "goes on";
  return made;
}

Figure hostile(ThemeName theme) {
  Panel panel{.x = {"<b>x</b> & \"y\"", -1, 1}, .y = {"\x1b[31mred\x07", {}, {}}};
  panel.marks.emplace_back(Line{{{-1, 0}, {1, 1}}, {0}, "</svg><script>alert(1)</script>"});
  panel.marks.emplace_back(Line{{{-1, 1}, {1, 0}}, {1}, "right-to-left \u202e mark"});
  return figure(theme, "<script>alert('title')</script>", "$\\frac{1}{$ $\\unknown{x}$ \xff\xfe", panel);
}

Figure mathematics(ThemeName theme) {
  Panel panel{.x = {"$\\|x\\|_2^2 / \\sqrt{d}$", -3, 3}, .y = {"$\\frac{\\partial f}{\\partial x}$", {}, {}}};
  panel.marks.emplace_back(Line{points(-3, 3, 121, [](double x) { return value("gelu", x); }),
                                {0},
                                "$\\frac{x}{2} (1 + \\mathrm{erf}(x / \\sqrt{2}))$"});
  panel.marks.emplace_back(Line{points(-3, 3, 121, [](double x) { return value("gelu_tanh", x); }),
                                {1},
                                "$\\frac{x}{2} (1 + \\tanh(\\sqrt{2/\\pi} (x + 0.044715 x^3)))$"});
  panel.marks.emplace_back(Line{points(-3, 3, 121, [](double x) { return value("silu", x); }),
                                {2},
                                "$x \\sigma_\\beta(x) = \\frac{x}{1 + e^{-\\beta x}}$"});
  return figure(theme,
                "Mathematics: $\\alpha, \\beta, \\Gamma, x_i^{2n}, f''(x), \\sum_{k=1}^{n} e^{z_k}, "
                "\\mathbb{E}[x^2] \\le \\infty$",
                "$\\sqrt{\\frac{2}{\\pi}}$, $e^{-x^2/2}$, $y \\in \\mathbb{R}^{d \\times n}$, $a "
                "\\odot b$, $\\pm 10^{-3}$",
                panel);
}

Figure constant(ThemeName theme) {
  return curves(functions({"0*x + 3"}), {.lo = -1, .hi = 1, .theme = theme});
}

Figure tiny_range(ThemeName theme) {
  return curves(functions({"gelu", "silu"}), {.lo = -1e-8, .hi = 1e-8, .theme = theme});
}

Figure huge_range(ThemeName theme) {
  return curves(functions({"gelu", "softsign"}), {.lo = -1e8, .hi = 1e8, .theme = theme});
}

Figure partly_undefined(ThemeName theme) {
  return curves(functions({"log(x)", "sqrt(x + 1)"}), {.lo = -3, .hi = 3, .theme = theme});
}

Figure pole(ThemeName theme) { return curves(functions({"1/x"}), {.lo = -3, .hi = 3, .theme = theme}); }

Figure far_offset(ThemeName theme) {
  Panel panel{.x = {"$x$", 1e6, 1e6 + 4}, .y = {"$y$", {}, {}}};
  panel.marks.emplace_back(Line{{{1e6, 5000.001}, {1e6 + 4, 5000.002}}, {0}});
  return figure(theme, "A small range far from zero", "", panel);
}

Figure empty(ThemeName theme) {
  return figure(theme, "Nothing to show", "", Panel{.x = {"$x$", -1, 1}, .y = {"$y$", {}, {}}});
}

Figure crowded_legend(ThemeName theme) {
  Panel panel{.x = {"$x$", -3, 3}, .y = {"$y$", {}, {}}};
  for (int s = 0; s < 16; ++s)
    panel.marks.emplace_back(
        Line{points(-3, 3, 61, [&](double x) { return std::tanh(x * (s + 1) / 4) + 0.3 * s; }),
             {s % 14, static_cast<Dash>(s % 4)},
             "a long name of series number " + std::to_string(s + 1)});
  return figure(theme, "Sixteen curves with long names", "", panel);
}

// ---- charts
// ---------------------------------------------------------------------------------------------------

Figure plot_gelu(ThemeName theme) { return curves(functions({"gelu"}), {.lo = -5, .hi = 5, .theme = theme}); }

Figure plot_four(ThemeName theme) {
  return curves(functions({"relu", "gelu", "swish", "mish"}), {.lo = -4, .hi = 4, .theme = theme});
}

Figure plot_second(ThemeName theme) {
  return curves(functions({"tanh"}), {.lo = -4, .hi = 4, .derivatives = 2, .theme = theme});
}

Figure compared(ThemeName theme, std::initializer_list<const char*> names) {
  const auto all = functions(names);
  std::vector<Difference> differences;
  for (std::size_t i = 1; i < all.size(); ++i) differences.push_back(difference(all[i], all[0], -6, 6));
  return comparison(all, differences, {.lo = -6, .hi = 6, .theme = theme});
}

Figure compare_two(ThemeName theme) { return compared(theme, {"sigmoid", "tanh"}); }
Figure compare_gelus(ThemeName theme) { return compared(theme, {"gelu", "gelu_tanh", "quick_gelu"}); }
Figure compare_six(ThemeName theme) {
  return compared(theme, {"relu", "gelu", "silu", "mish", "elu", "softplus"});
}

Figure plotted(ThemeName theme, std::initializer_list<const char*> names, CurveOptions options) {
  options.theme = theme;
  return curves(functions(names), options);
}

Figure plot_hard_swish(ThemeName theme) { return plotted(theme, {"hard_swish"}, {.lo = -5, .hi = 5}); }
Figure plot_selu(ThemeName theme) { return plotted(theme, {"selu"}, {.lo = -4, .hi = 2, .derivatives = 2}); }
Figure plot_steps(ThemeName theme) { return plotted(theme, {"sign"}, {.lo = -2, .hi = 2}); }
Figure plot_waves(ThemeName theme) { return plotted(theme, {"snake", "sin(x)^2"}, {.lo = -8, .hi = 8}); }
Figure plot_formula(ThemeName theme) {
  return plotted(theme, {"0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))"}, {.lo = -4, .hi = 4});
}
Figure plot_sweep(ThemeName theme) {
  return plotted(theme, {"swish:beta=0.1", "swish:beta=0.5", "swish:beta=1", "swish:beta=2", "swish:beta=10"},
                 {.lo = -5, .hi = 5, .derivatives = 0});
}
Figure plot_tails(ThemeName theme) {
  return plotted(theme, {"gelu", "gelu_tanh", "quick_gelu"},
                 {.lo = -9, .hi = -3, .derivatives = 0, .log = {false, true}});
}
Figure plot_log_kinks(ThemeName theme) {
  return plotted(theme, {"hard_shrink", "hard_tanh"}, {.lo = 0.01, .hi = 100, .log = {true, true}});
}
Figure plot_labels(ThemeName theme) {
  return plotted(theme, {"torch.gelu", "jax.gelu"},
                 {.lo = -3, .hi = 3, .labels = {"PyTorch: $x \\, \\Phi(x)$", "JAX: with $\\tanh$"}});
}
Figure compare_errors(ThemeName theme) {
  const auto all = functions({"gelu", "gelu_tanh", "quick_gelu"});
  const std::vector differences{difference(all[1], all[0], -6, 6), difference(all[2], all[0], -6, 6)};
  return comparison(all, differences, {.theme = theme, .log = {false, true}});
}

// ---- softmax
// --------------------------------------------------------------------------------------------------

constexpr std::array scores = {9.0, 6.0, 3.0, 1.0};

Figure softmax_target(ThemeName theme) {
  return softmax_bars(scores, softmax(scores), {.theme = theme, .target = 1});
}
Figure softmax_many(ThemeName theme) {
  std::vector<double> many;
  for (int i = 0; i < 300; ++i) many.push_back(4 * std::sin(i * i));
  return softmax_bars(many, softmax(many), {.theme = theme});
}
Figure softmax_masked_logs(ThemeName theme) {
  const std::array masked = {-1.0, 2.0, -std::numeric_limits<double>::infinity(), 0.5};
  return softmax_bars(masked, softmax(masked, {.kind = SoftmaxKind::log_softmax}),
                      {.theme = theme, .labels = {"cat", "dog", "none", "bird"}});
}
Figure softmax_derivatives(ThemeName theme) {
  return plots::softmax_jacobian(scores, softmax(scores), {.theme = theme});
}
Figure sparsemax_temperature(ThemeName theme) {
  return softmax_sweep(scores, {.kind = SoftmaxKind::sparsemax}, 0.1, 100, {.theme = theme});
}

// ---- networks

Figure gate_of(ThemeName theme, const char* name) { return gate(*find_gate(name), {.theme = theme}); }
Figure gate_swiglu(ThemeName theme) { return gate_of(theme, "swiglu"); }
Figure gate_glu(ThemeName theme) { return gate_of(theme, "glu"); }

Figure depth_of(ThemeName theme, std::initializer_list<const char*> names,
                std::initializer_list<const char*> schemes) {
  std::vector<DepthRun> runs;
  for (const Function& f : functions(names))
    for (const char* scheme : schemes) {
      const Network network{.layers = 12, .width = 48, .batch = 32, .scheme = InitScheme::parse(scheme)};
      runs.push_back({f.label() + ", " + scheme, predict(f, network), simulate(f, network, 1, 1)});
    }
  return depth(runs, "Through twelve layers", "lines: predicted, dots: simulated", theme);
}
Figure precision_of(ThemeName theme, const char* name, const char* format) {
  PrecisionChartOptions options{*parse_float_format(format)};
  options.theme = theme;
  return precision(Function::parse(name), options);
}
Figure precision_gelu(ThemeName theme) { return precision_of(theme, "gelu", "bf16"); }
Figure precision_tanh(ThemeName theme) { return precision_of(theme, "tanh", "fp16"); }
Figure precision_sigmoid(ThemeName theme) { return precision_of(theme, "sigmoid", "e5m2"); }

Figure staircase_of(ThemeName theme, std::initializer_list<const char*> names, const char* format) {
  std::vector<Function> functions;
  for (const char* name : names) functions.push_back(Function::parse(name));
  CurveOptions options;
  options.theme = theme;
  options.format = parse_float_format(format);
  return curves(functions, options);
}
Figure staircase_silu(ThemeName theme) { return staircase_of(theme, {"silu"}, "e4m3"); }
Figure staircase_two(ThemeName theme) { return staircase_of(theme, {"tanh", "sigmoid"}, "e5m2"); }

Figure depth_relu(ThemeName theme) { return depth_of(theme, {"relu"}, {"he", "xavier"}); }
Figure depth_many(ThemeName theme) {
  return depth_of(theme, {"tanh", "sigmoid", "gelu"}, {"he", "lecun", "random:0.01"});
}

/// A layer of neurons of which some are dead, some large.
Figure layer(ThemeName theme, const char* activation, bool is_pre) {
  constexpr std::size_t rows = 600, columns = 40;
  const Function f = Function::parse(activation);
  Random random(3);
  std::vector<double> values;
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) {
      const double size = c == 7 ? 6 : 1,
                   z = c < 3 ? -9 : size * random.normal() + 0.03 * static_cast<double>(c);
      values.push_back(is_pre ? z : f(z));
    }
  NeuronTally tally({.columns = columns, .type = Rows::Type::f64, .rule = slope_rule(f, is_pre, 0.01)});
  tally.add({values.data(), rows, columns, Rows::Type::f64}, 1);
  tally.finish(1);
  return neurons(tally, report(tally), {"A layer of 40 neurons", "600 samples", theme});
}
Figure layer_relu(ThemeName theme) { return layer(theme, "relu", false); }
Figure layer_gelu_inputs(ThemeName theme) { return layer(theme, "gelu", true); }

constexpr Exhibit all[] = {
    {"line", line},
    {"twelve_lines", twelve_lines},
    {"dots", dots},
    {"band", band},
    {"area", area},
    {"area_between", area_between},
    {"bars", bars},
    {"grouped_bars", grouped_bars},
    {"histogram", histogram},
    {"log_histogram", log_histogram},
    {"points_and_line", points_and_line},
    {"six_markers", six_markers},
    {"rule", rule},
    {"callouts", callouts},
    {"heatmap_cells", heatmap_cells},
    {"surface", surface},
    {"contour", contour},
    {"saddles", saddles},
    {"holes", holes},
    {"named_rows", named_rows},
    {"diagram", diagram},
    {"upright_diagram", upright_diagram, {.width = 360, .height = 360}},
    {"formulas", formulas},
    {"branching_diagram", branching_diagram, {.width = 360, .height = 360}},
    {"log_x", log_x},
    {"log_log", log_log},
    {"one_decade", one_decade},
    {"symlog", symlog},
    {"both_symlog", both_symlog},
    {"many_names", many_names},
    {"grid", grid},
    {"mixed", mixed, {.width = 720, .height = 520}},
    {"surfaces", surfaces, {.width = 1000, .height = 320}},
    {"long_names", long_names},
    {"hostile", hostile},
    {"mathematics", mathematics},
    {"constant", constant},
    {"tiny_range", tiny_range},
    {"huge_range", huge_range},
    {"partly_undefined", partly_undefined},
    {"pole", pole},
    {"far_offset", far_offset},
    {"empty", empty},
    {"crowded_legend", crowded_legend},
    {"small", plot_gelu, {.width = 180, .height = 130}},
    {"smallest", plot_four, {.width = 90, .height = 72}},
    {"plot_gelu", plot_gelu},
    {"plot_four", plot_four},
    {"plot_second", plot_second},
    {"compare_two", compare_two, {.width = 576, .height = 649}},
    {"compare_gelus", compare_gelus, {.width = 576, .height = 667}},
    {"plot_hard_swish", plot_hard_swish},
    {"plot_selu", plot_selu},
    {"plot_steps", plot_steps},
    {"plot_waves", plot_waves},
    {"plot_formula", plot_formula},
    {"plot_sweep", plot_sweep},
    {"plot_tails", plot_tails},
    {"plot_log_kinks", plot_log_kinks},
    {"plot_labels", plot_labels},
    {"compare_errors", compare_errors, {.width = 576, .height = 667}},
    {"compare_six", compare_six, {.width = 576, .height = 506}},
    {"softmax_target", softmax_target},
    {"softmax_many", softmax_many},
    {"softmax_masked_logs", softmax_masked_logs},
    {"softmax_derivatives", softmax_derivatives, softmax_jacobian_medium},
    {"sparsemax_temperature", sparsemax_temperature},
    {"gate_swiglu", gate_swiglu, gate_medium},
    {"gate_glu", gate_glu, gate_medium},
    {"precision_gelu", precision_gelu, precision_medium},
    {"precision_tanh", precision_tanh, precision_medium},
    {"precision_sigmoid", precision_sigmoid, precision_medium},
    {"staircase_silu", staircase_silu, {}},
    {"staircase_two", staircase_two, {}},
    {"depth_relu", depth_relu, depth_medium},
    {"depth_many", depth_many, depth_medium},
    {"layer_relu", layer_relu, neurons_medium},
    {"layer_gelu_inputs", layer_gelu_inputs, neurons_medium},
};

}  // namespace

std::span<const Exhibit> exhibits() { return all; }

}  // namespace actviz::test
