#include "plots/notes/cards.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <set>

#include "lib/analysis/compare.hpp"
#include "lib/analysis/ffn_forward.hpp"
#include "lib/analysis/gates.hpp"
#include "lib/analysis/initialisation.hpp"
#include "lib/analysis/softmax_jacobian.hpp"
#include "lib/base/text.hpp"
#include "plots/backend/backends.hpp"
#include "plots/notes/notes.hpp"
#include "plots/scene/fonts.hpp"
#include "plots/scene/layout.hpp"

namespace actviz::notes {
namespace {

using plots::ThemeName;

constexpr ThemeName themes[] = {ThemeName::light, ThemeName::dark, ThemeName::print};

void for_each_line(const std::function<void(const CardLine&)>& look) {
  for (const Card& card : cards())
    for (const CardLine& line : card.lines) {
      SCOPED_TRACE(std::string(card.id) + ": " + std::string(line.name));
      look(line);
    }
}

const CardLine& line_of(std::string_view id, std::string_view name) {
  for (const CardLine& line : find_card(id)->lines)
    if (line.name == name) return line;
  throw std::out_of_range(std::string(name));
}

TEST(Cards, are_all_there_in_order) {
  ASSERT_EQ(cards().size(), 16u);
  for (std::size_t i = 0; i < cards().size(); ++i) {
    const Card& card = cards()[i];
    EXPECT_EQ(card.id, "FORM-" + std::to_string(i + 1));
    EXPECT_FALSE(card.title.empty() || card.note.empty() || card.lines.empty()) << card.id;
    for (const std::string_view id : split(card.reproduces, ' '))
      EXPECT_TRUE(std::isalpha(id.front()) && std::isdigit(id.back())) << card.id << ": " << id;
  }
}

TEST(Cards, have_every_text) {
  for_each_line([](const CardLine& line) {
    EXPECT_FALSE(line.name.empty() || line.plain.empty() || line.latex.empty());
    EXPECT_EQ(line.slope_plain.empty(), line.slope_latex.empty());
    EXPECT_EQ(line.function.empty(), line.mathml.empty());
    EXPECT_EQ(line.function.empty() || line.slope_plain.empty(), line.slope_mathml.empty());
  });
}

/// "alpha=0.01,beta=1" with every number moved by `shift`, of the names that `wanted` takes.
std::string moved(std::string_view parameters, double shift,
                  const std::function<bool(std::string_view)>& wanted) {
  std::string text;
  if (parameters.empty()) return text;
  for (const std::string_view given : split(parameters, ',')) {
    const auto parts = split(given, '=');
    if (!wanted(parts[0])) continue;
    text += (text.empty() ? ':' : ',') + std::string(parts[0]) + '=' +
            std::to_string(std::stod(std::string(parts[1])) + shift);
    if (shift == 0) text.replace(text.rfind('=') + 1, std::string::npos, parts[1]);
  }
  return text;
}

Function read(std::string_view formula, std::string_view parameters, double shift) {
  std::vector<std::string_view> names;
  if (!parameters.empty())
    for (const std::string_view given : split(parameters, ',')) names.push_back(split(given, '=')[0]);
  const Formula parsed = Formula::parse(formula, names);
  return Function::parse(std::string(formula) + moved(parameters, shift, [&](std::string_view name) {
                           return std::ranges::any_of(parsed.nodes, [&](const Formula::Node& node) {
                             return node.op == Op::parameter && parsed.parameters[node.args[0]] == name;
                           });
                         }));
}

/// Calls with a scalar line's formula, its slope and its function, at the defaults, and where the function
/// has the formula's parameters at others too.
void for_each_scalar(const std::function<void(const Function&, const Function&, const Function&)>& look) {
  for_each_line([&](const CardLine& line) {
    if (line.function.empty()) return;
    const Function plain = Function::parse(line.function);
    const auto has = [&](std::string_view name) {
      const auto all = plain.parameters();
      return std::ranges::any_of(all, [&](const auto& parameter) { return parameter.first == name; });
    };
    for (const double shift : {0.0, 0.75}) {
      const std::string parameters = moved(line.parameters, shift, has);
      if (shift != 0 && parameters.empty()) continue;
      const Function function = Function::parse(std::string(line.function) + parameters);
      EXPECT_EQ(function.is_default(), shift == 0) << "the parameters are the defaults";
      look(read(line.plain, line.parameters, shift), read(line.slope_plain, line.parameters, shift),
           function);
    }
  });
}

TEST(Cards, have_formulas_that_are_the_functions) {
  int scalars = 0;
  for_each_scalar([&](const Function& formula, const Function&, const Function& function) {
    ++scalars;
    EXPECT_LE(greatest_gap(formula, function, -8, 8).value, 1e-12) << formula.label();
  });
  EXPECT_GE(scalars, 30);
}

TEST(Cards, have_derivatives_that_are_the_slopes) {
  for_each_scalar([](const Function& formula, const Function& slope, const Function& function) {
    std::vector<double> xs;
    for (int i = -800; i <= 800; ++i) xs.push_back(i / 100.0 + 0.003);
    for (const Kink& kink : function.facts().kinks)
      for (const double side : {-1e-9, 1e-9}) xs.push_back(kink.x + side);
    for (const double x : xs) {
      EXPECT_NEAR(slope(x), function.slope(x), 1e-12) << slope.label() << " at " << x;
      EXPECT_NEAR(slope(x), formula.slope(x), 1e-12) << slope.label() << " at " << x;
    }
  });
}

TEST(Cards, say_how_far_approximations_of_gelu_are_off) {
  const auto off = [](const char* name) {
    return difference(Function::parse(name), Function::parse("gelu"), -8, 8).max_abs;
  };
  EXPECT_NEAR(off("gelu_tanh").value, 4.73e-4, 5e-7);
  EXPECT_NEAR(std::fabs(off("gelu_tanh").x), 2.70, 5e-3);
  EXPECT_NEAR(off("quick_gelu").value, 0.0203, 5e-5);
  EXPECT_NEAR(std::fabs(off("quick_gelu").x), 2.27, 5e-3);
}

// ---- vectors: the formulas as the cards have them, against the library

double sigma(double x) { return 1 / (1 + std::exp(-x)); }

TEST(Cards, softmax_is_that_of_the_library) {
  const std::vector<double> x = {9, 6, 3, 1};
  const Softmax known = softmax(x);
  const double m = *std::ranges::max_element(x);
  double sum = 0, shifted_sum = 0;
  for (const double score : x) sum += std::exp(score), shifted_sum += std::exp(score - m);
  std::vector<double> row(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double y = known.probabilities[i];
    EXPECT_NEAR(std::exp(x[i]) / sum, y, 1e-15);
    EXPECT_NEAR(std::exp(x[i] - m) / shifted_sum, y, 1e-15);
    EXPECT_NEAR(x[i] - m - std::log(shifted_sum), known.log_probabilities[i], 1e-14);
    jacobian_row(known, i, row);
    const std::vector<double> gradient = cross_entropy_gradient(known, i);
    for (std::size_t j = 0; j < x.size(); ++j) {
      EXPECT_NEAR(y * ((i == j) - known.probabilities[j]), row[j], 1e-15) << i << ", " << j;
      EXPECT_NEAR((i == j ? y : 0) - y * known.probabilities[j], row[j], 1e-15) << "diag(y) - y y^T";
      EXPECT_NEAR(known.probabilities[j] - (i == j), gradient[j], 1e-15) << "target " << i;
    }
    EXPECT_NEAR(cross_entropy(known, i), -std::log(y), 1e-14);
  }
  EXPECT_NEAR(softmax(std::vector{0.3, -1.1}).probabilities[0], sigma(0.3 + 1.1), 1e-15);
}

TEST(Cards, gates_are_those_of_the_library) {
  struct Row {
    const char* name;
    double (*value)(double a, double g);
    double (*in_a)(double a, double g);
    double (*in_g)(double a, double g);
  };
  static const Function gelu = Function::parse("gelu");
  const Row rows[] = {
      {"glu", [](double a, double g) { return g * sigma(a); },
       [](double a, double g) { return g * sigma(a) * (1 - sigma(a)); },
       [](double a, double) { return sigma(a); }},
      {"reglu", [](double a, double g) { return std::max(0.0, a) * g; },
       [](double a, double g) { return a > 0 ? g : 0; }, [](double a, double) { return std::max(0.0, a); }},
      {"geglu_erf", [](double a, double g) { return gelu(a) * g; },
       [](double a, double g) {
         return g * (std::erfc(-a / std::sqrt(2)) / 2 +
                     a * std::exp(-a * a / 2) / std::sqrt(2 * std::numbers::pi));
       },
       [](double a, double) { return a * std::erfc(-a / std::sqrt(2)) / 2; }},
      {"swiglu", [](double a, double g) { return a * sigma(a) * g; },
       [](double a, double g) {
         const double S = a * sigma(a);
         return g * (S + sigma(a) * (1 - S));
       },
       [](double a, double) { return a * sigma(a); }},
      {"bilinear", [](double a, double g) { return a * g; }, [](double, double g) { return g; },
       [](double a, double) { return a; }},
  };
  for (const Row& row : rows) {
    const GateFunction gate(*find_gate(row.name));
    for (const double a : {-2.5, -0.3, 0.4, 3.0})
      for (const double g : {-1.5, 0.7}) {
        EXPECT_NEAR(row.value(a, g), gate(a, g), 1e-14) << row.name;
        EXPECT_NEAR(row.in_a(a, g), gate.gated.slope(a) * gate.other(g), 1e-14) << row.name;
        EXPECT_NEAR(row.in_g(a, g), gate.gated(a) * gate.other.slope(g), 1e-14) << row.name;
      }
  }
  EXPECT_EQ(find_gate("glu")->half, Half::second);
  EXPECT_EQ(find_gate("swiglu")->half, Half::first);
}

TEST(Cards, gated_blocks_multiply_before_the_last_matrix) {
  const FfnKind kind = find_ffn_kind("swiglu");
  EXPECT_EQ(formula_of(kind), "(silu(x W1) * (x W3)) W2");
  const FfnCost cost = ffn_cost(kind, 6, 4), plain = ffn_cost(find_ffn_kind("ffn"), 6, 4);
  EXPECT_EQ(cost.weights, 3 * 6 * 4);
  EXPECT_EQ(plain.weights, 2 * 6 * 4);
  const FfnWeights weights = random_weights(kind, cost, 1);
  const DenseMatrix x = random_input(2, 6, 1);
  const auto product = [](const DenseMatrix& a, const DenseMatrix& b) {
    DenseMatrix c{{a.shape.rows, b.shape.columns}, {}};
    for (std::int64_t i = 0; i < a.shape.rows; ++i)
      for (std::int64_t j = 0; j < b.shape.columns; ++j) {
        double sum = 0;
        for (std::int64_t k = 0; k < a.shape.columns; ++k)
          sum += a.values[static_cast<std::size_t>(i * a.shape.columns + k)] *
                 b.values[static_cast<std::size_t>(k * b.shape.columns + j)];
        c.values.push_back(sum);
      }
    return c;
  };
  DenseMatrix hidden = product(x, weights.w1);
  const DenseMatrix up = product(x, weights.w3);
  for (std::size_t i = 0; i < hidden.values.size(); ++i)
    hidden.values[i] *= sigma(hidden.values[i]) * up.values[i];
  const DenseMatrix y = product(hidden, weights.w2);
  const FfnActivations known = forward(kind, weights, x);
  ASSERT_EQ(y.shape, known.output.shape);
  for (std::size_t i = 0; i < y.values.size(); ++i) EXPECT_NEAR(y.values[i], known.output.values[i], 1e-13);
}

TEST(Cards, weights_are_drawn_with_the_variances_of_the_library) {
  const Fans fans{300, 500};
  const Function relu = Function::parse("relu");
  const auto variance = [&](const char* scheme) {
    return weight_variance(InitScheme::parse(scheme), relu, fans);
  };
  const double xavier = 2 / (fans.in + fans.out), he = 2 / fans.in;
  EXPECT_NEAR(variance("xavier"), xavier, 1e-16);
  EXPECT_NEAR(variance("he"), he, 1e-16);
  EXPECT_NEAR(variance("random:0.01"), 1e-4, 1e-18);
  for (const auto& [bound, expected] :
       {std::pair{std::sqrt(6 / (fans.in + fans.out)), xavier}, std::pair{std::sqrt(6 / fans.in), he}})
    EXPECT_NEAR(bound * bound / 3, expected, 1e-16) << "of a uniform distribution";
}

TEST(Cards, hidden_sizes_are_those_of_the_library) {
  for (const std::int64_t h : {64, 256, 512, 2048, 11008})
    for (const std::int64_t m : {1, 8, 16, 256}) {
      const std::int64_t known = ffn_width(true, {.hidden = h, .multiplier = {}, .multiple_of = m});
      const auto thirds = std::floor(2 * static_cast<double>(h) / 3);
      EXPECT_EQ(m * static_cast<std::int64_t>(std::ceil(thirds / static_cast<double>(m))), known);
      EXPECT_EQ(m * ((2 * h / 3 + m - 1) / m), known);
    }
  EXPECT_EQ(ffn_width(true, {.hidden = 256, .multiplier = {}, .multiple_of = 16}), 176);
  EXPECT_TRUE(line_of("FORM-16", "For $h = 256$, $m = 16$").latex.ends_with("= 176"));
  EXPECT_EQ(ffn_cost(find_ffn_kind("swiglu"), 128, 176).weights, 67584);
  EXPECT_EQ(ffn_cost(find_ffn_kind("ffn"), 128, 256).weights, 65536);
}

// ---- notation and pictures

/// What is opened and not closed, or closed and not opened, in order.
std::string unbalanced(std::string_view latex) {
  std::vector<std::string> open;
  const auto close = [&](const std::string& what) {
    if (open.empty() || open.back() != what) return false;
    open.pop_back();
    return true;
  };
  for (std::size_t i = 0; i < latex.size(); ++i) {
    const std::string_view rest = latex.substr(i);
    const auto environment = [&] {
      return std::string(rest.substr(0, rest.find('}')).substr(rest.find('{') + 1));
    };
    bool is_right = true;
    if (rest.starts_with("\\begin{")) open.push_back(environment());
    if (rest.starts_with("\\left") && !std::isalpha(rest[5])) open.emplace_back("left");
    if (rest.starts_with("\\end{")) is_right = close(environment());
    if (rest.starts_with("\\right") && !std::isalpha(rest[6])) is_right = close("left");
    if (rest.front() == '{') open.emplace_back("{");
    if (rest.front() == '}') is_right = close("{");
    if (!is_right) return std::string(rest);
  }
  return open.empty() ? "" : open.back();
}

TEST(Cards, have_latex_that_is_balanced) {
  EXPECT_EQ(unbalanced("\\left(\\frac{a}{b}\\right"), "");
  EXPECT_NE(unbalanced("\\left(\\frac{a}{b}"), "");
  EXPECT_NE(unbalanced("\\begin{cases} {x \\end{cases}"), "");
  for_each_line([](const CardLine& line) {
    EXPECT_EQ(unbalanced(line.latex), "") << line.latex;
    EXPECT_EQ(unbalanced(line.slope_latex), "") << line.slope_latex;
  });
}

std::vector<plots::GlyphRun> runs(const plots::Scene& scene) {
  std::vector<plots::GlyphRun> found;
  for (const plots::Item& item : scene.items)
    if (const auto* run = std::get_if<plots::GlyphRun>(&item)) found.push_back(*run);
  return found;
}

std::set<double> sizes(const plots::Scene& scene) {
  std::set<double> found;
  for (const plots::GlyphRun& run : runs(scene)) found.insert(run.size);
  return found;
}

TEST(Cards, have_room_on_their_pages_in_every_theme) {
  for (const Card& card : cards())
    for (const ThemeName theme : themes) {
      SCOPED_TRACE(card.id);
      const plots::Medium medium = medium_of(card);
      const plots::Figure figure = draw(card, theme);
      const plots::Scene scene = layout(figure, medium), wide = layout(figure, {1440, 1440});
      double lowest = 0;
      for (const plots::GlyphRun& run : runs(scene)) {
        ASSERT_FALSE(run.glyphs.empty());
        EXPECT_TRUE(plots::missing_characters(run.text).empty()) << run.text;
        EXPECT_EQ(run.text.find('\\'), std::string::npos) << "a command that is not known: " << run.text;
        const plots::Glyph& last = run.glyphs.back();
        EXPECT_GE(run.at.x, 0) << run.text;
        EXPECT_LE(run.at.x + last.at.x + plots::advance(run.face, last.id) * run.size, medium.width)
            << run.text;
        lowest = std::max(lowest, run.at.y);
      }
      EXPECT_LT(lowest, medium.height - 8) << "above the foot of the page";
      EXPECT_GT(lowest, medium.height - 60) << "and not far above it";
      EXPECT_EQ(sizes(scene), sizes(wide)) << "nothing had to become smaller";
    }
}

TEST(Cards, are_the_same_bytes_each_time) {
  const auto svg = [](const Card& card) {
    StringSink sink;
    write_svg(layout(draw(card, ThemeName::light), medium_of(card)), sink);
    return sink.text;
  };
  for (const Card& card : cards()) EXPECT_TRUE(svg(card) == svg(card)) << card.id;
}

}  // namespace
}  // namespace actviz::notes
