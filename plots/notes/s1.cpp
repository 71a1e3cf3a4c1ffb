// Note S1: a table of ten activations, formulas and derivatives, thinking questions.
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <numbers>

#include "lib/analysis/compare.hpp"
#include "lib/analysis/distribution.hpp"
#include "lib/analysis/gates.hpp"
#include "lib/analysis/landmarks.hpp"
#include "lib/analysis/naive_softmax.hpp"
#include "lib/analysis/propagation.hpp"
#include "lib/analysis/softmax_jacobian.hpp"
#include "lib/analysis/stats.hpp"
#include "lib/base/numbers.hpp"
#include "lib/base/text.hpp"
#include "lib/catalogue/models.hpp"
#include "lib/number/random.hpp"
#include "lib/number/search.hpp"
#include "plots/notes/checks.hpp"
#include "plots/notes/note_files.hpp"
#include "plots/notes/notes.hpp"

namespace actviz::notes {
namespace {

constexpr Span usual = {-8, 8};

/// The rows of the table that are functions of one variable.
constexpr std::array<std::string_view, 9> table = {"sigmoid", "tanh", "relu",  "leaky_relu", "prelu",
                                                   "elu",     "gelu", "swish", "mish"};

using Vector = std::vector<double>;
using Map = std::function<Vector(const Vector&)>;

/// What vectors are tried on: no two entries alike.
Vector scores() { return {9, 6, 3, 1}; }

// ---- Functions of vectors

Map pointwise(std::string_view function) {
  return [f = Function::parse(function)](const Vector& x) {
    Vector y;
    std::ranges::transform(x, std::back_inserter(y), [&](double value) { return f(value); });
    return y;
  };
}

Vector softmax_of(const Vector& x) { return softmax(x).probabilities; }

/// Weights w(x_i) over their sum: softmax as printed, where w is a formula.
Vector shares(std::string_view weight, const Vector& x) {
  Vector y = pointwise(weight)(x);
  double sum = 0;
  for (const double value : y) sum += value;
  for (double& value : y) value /= sum;
  return y;
}

/// Twice as long: what is above 0 and what is below (Shang et al. 2016, arXiv:1603.05201).
Vector crelu(const Vector& x) {
  Vector y;
  for (const double sign : {1, -1})
    for (const double value : x) y.push_back(std::max(sign * value, 0.0));
  return y;
}

/// Half as long: the greater of each pair (Goodfellow et al. 2013, arXiv:1302.4389).
Vector maxout(const Vector& x) {
  Vector y;
  for (std::size_t i = 0; i + 1 < x.size(); i += 2) y.push_back(std::max(x[i], x[i + 1]));
  return y;
}

/// Half as long: the first half times the sigmoid of the second.
Vector glu(const Vector& x) {
  const GateFunction gate(*find_gate("glu"));
  const std::size_t half = x.size() / 2;
  Vector y;
  for (std::size_t i = 0; i < half; ++i) y.push_back(gate(x[half + i], x[i]));
  return y;
}

/// d y_i / d x_j by central differences: rows of results.
std::vector<Vector> jacobian(const Map& f, const Vector& x) {
  constexpr double step = 0x1p-17;
  std::vector<Vector> rows(f(x).size(), Vector(x.size()));
  for (std::size_t j = 0; j < x.size(); ++j) {
    Vector before = x, after = x;
    before[j] -= step, after[j] += step;
    const Vector lower = f(before), upper = f(after);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i][j] = (upper[i] - lower[i]) / (2 * step);
  }
  return rows;
}

/// diag(y) - y y^T as the library computes it.
std::vector<Vector> softmax_jacobian(const Vector& x) {
  const Softmax result = softmax(x);
  std::vector<Vector> rows(x.size(), Vector(x.size()));
  for (std::size_t i = 0; i < x.size(); ++i) jacobian_row(result, i, rows[i]);
  return rows;
}

double greatest_difference_of_rows(const std::vector<Vector>& a, const std::vector<Vector>& b) {
  double greatest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) greatest = std::max(greatest, greatest_difference(a[i], b[i]));
  return greatest;
}

/// How many results depend on inputs other than their own.
int crossings(const std::vector<Vector>& rows) {
  int count = 0;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < rows[i].size(); ++j) count += i != j && rows[i][j] != 0;
  return count;
}

bool is_pointwise(const Map& f) {
  const std::vector<Vector> rows = jacobian(f, scores());
  return rows.size() == scores().size() && crossings(rows) == 0;
}

/// The rank of a square matrix, by elimination with the greatest pivot; below 1e-14 counts as 0.
int rank(std::vector<Vector> rows) {
  int found = 0;
  for (std::size_t column = 0, top = 0; column < rows.size() && top < rows.size(); ++column) {
    const auto pivot = std::max_element(
        rows.begin() + static_cast<std::ptrdiff_t>(top), rows.end(),
        [&](const Vector& a, const Vector& b) { return std::fabs(a[column]) < std::fabs(b[column]); });
    if (std::fabs((*pivot)[column]) < 1e-14) continue;
    std::swap(*pivot, rows[top]);
    for (std::size_t i = top + 1; i < rows.size(); ++i) {
      const double factor = rows[i][column] / rows[top][column];
      for (std::size_t j = column; j < rows.size(); ++j) rows[i][j] -= factor * rows[top][j];
    }
    ++top, ++found;
  }
  return found;
}

// ---- Checks that several statements share

/// The probability of each score from `w`, a printed weight, against softmax.
Finding softmax_formula(std::string_view weight) {
  const double gap = greatest_difference(shares(weight, scores()), softmax_of(scores()));
  return words("w(x_i) / sum w(x_j) with w = " + std::string(weight) +
                   ", at the scores 9, 6, 3, 1, against softmax; at most 1e-12 holds",
               "greatest difference " + shown(gap), {.literally = gap <= 1e-12},
               {{"greatest difference", gap}});
}

/// The Jacobian with a printed diagonal, a formula of x = y_i, and -y_i y_j elsewhere.
Finding softmax_slopes(std::string_view diagonal) {
  const Function on_diagonal = Function::parse(diagonal);
  const Vector y = softmax_of(scores());
  std::vector<Vector> printed;
  double row_sum = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    printed.emplace_back();
    double sum = 0;
    for (std::size_t j = 0; j < y.size(); ++j)
      sum += printed[i].emplace_back(i == j ? on_diagonal(y[i]) : -y[i] * y[j]);
    row_sum = std::max(row_sum, std::fabs(sum));
  }
  const double exact = greatest_difference_of_rows(printed, softmax_jacobian(scores())),
               numeric = greatest_difference_of_rows(printed, jacobian(softmax_of, scores()));
  const int r = rank(printed);
  return words(
      "the matrix at the scores 9, 6, 3, 1 against diag(y) - y y^T, at most 1e-15, and against central "
      "differences, at most 1e-9; its rows sum to 0, its rank is one less than its size",
      "differences " + shown(exact) + " and " + shown(numeric) + ", row sums " + shown(row_sum) + ", rank " +
          std::to_string(r) + " of " + std::to_string(y.size()),
      {.literally =
           exact <= 1e-15 && numeric <= 1e-9 && row_sum <= 1e-15 && r + 1 == static_cast<int>(y.size())},
      {{"difference from diag(y) - y y^T", exact},
       {"difference from central differences", numeric},
       {"rank", static_cast<double>(r)}});
}

/// Whether a function never falls: as declared, and on a scan of the usual interval.
Finding monotone(std::string_view function) {
  const Function f = Function::parse(function);
  const Monotonicity declared = f.facts().monotonicity;
  double least = infinity;
  for (double x = usual.lo; x <= usual.hi; x += 0x1p-6) least = std::min(least, f.slope(x));
  const bool is_strict = declared == Monotonicity::increasing && least > 0;
  const bool is_monotone = is_strict || (declared == Monotonicity::non_decreasing && least >= 0);
  return words("the order of inputs is kept: the slope is nowhere below 0",
               std::string(function) +
                   (is_strict     ? " increases strictly"
                    : is_monotone ? " never falls, though it is level in places"
                                  : " falls somewhere") +
                   ", least slope on [-8, 8]: " + shown(least),
               {.literally = is_monotone}, {{"least slope", least}});
}

/// Whether its slope goes to 0 at both ends of the line.
Finding saturates(std::string_view function) {
  const Function f = Function::parse(function);
  return words(
      "the slopes at both ends of the line are 0, so that large inputs pass no gradient",
      "slope at 0: " + shown(f.slope(0)) + ", at 5: " + shown(f.slope(5)) + ", at 10: " + shown(f.slope(10)),
      {.literally = f.facts().left.slope == 0 && f.facts().right.slope == 0},
      {{"slope at 5", f.slope(5)}, {"slope at 10", f.slope(10)}});
}

Finding eases_vanishing(std::string_view function, double far_left) {
  const double slope = Function::parse(function).slope(far_left),
               gradient = predict(Function::parse(function),
                                  {.layers = 11, .width = 256, .scheme = InitScheme::parse("he")})
                              .front()
                              .gradient;
  return words("the slope at " + shown(far_left) +
                   " is at least 0.01; narrowly, by mean field, the gradient over that of ten layers further "
                   "on, with He's weights, is above 1/2",
               "slope " + shown(slope) + "; gradient over ten layers " + shown(gradient),
               {.literally = std::fabs(slope) >= 0.01, .narrowly = gradient > 0.5},
               {{"slope", slope}, {"gradient", gradient}});
}

Finding zero_mean(std::string_view function) {
  const double mean = moments(Function::parse(function), Distribution::normal()).mean;
  return words("E f(Z) of a standard normal Z is 0", "E f(Z) = " + shown(mean), {.literally = mean == 0},
               {{"mean", mean}});
}

/// What a model computes in its feed-forward block: "gelu_tanh".
std::string activation_of(const Model& model) {
  return Function::parse(model.activations[0].function).name();
}
std::string activation_of(std::string_view model) { return activation_of(*find_model_or_fail(model).model); }

bool is_gelu(std::string_view function) { return function.find("gelu") != std::string_view::npos; }

/// The year of the first source of an activation; 0 where it names none.
int year_of(std::string_view function) {
  const Function f = Function::parse(function);
  const std::string_view source = f.activation().source;
  for (std::size_t i = 0; i + 4 <= source.size(); ++i)
    if (std::all_of(source.begin() + static_cast<std::ptrdiff_t>(i),
                    source.begin() + static_cast<std::ptrdiff_t>(i + 4),
                    [](unsigned char c) { return std::isdigit(c); }))
      return std::stoi(std::string(source.substr(i, 4)));
  return 0;
}

/// AlexNet (2012) against all activations of the table.
Finding alexnet() {
  constexpr int alexnet_year = 2012;
  std::vector<std::string> younger;
  for (const std::string_view name : table)
    if (year_of(name) > alexnet_year) younger.emplace_back(name);
  const double relu = Function::parse("relu").slope(5), tanh = Function::parse("tanh").slope(5);
  return words(
      "by the years of their sources, all activations of the table were there in 2012, ReLU as the new one; "
      "narrowly, tanh was, with which AlexNet (Krizhevsky, Sutskever & Hinton 2012) compares ReLU, and its "
      "slope at 5 is below a thousandth of ReLU's",
      "ReLU is of " + std::to_string(year_of("relu")) + "; younger than AlexNet: " + join(younger, ", ") +
          "; slopes at 5: ReLU " + shown(relu) + ", tanh " + shown(tanh),
      {.literally = younger.empty() && year_of("relu") == alexnet_year,
       .narrowly = year_of("tanh") <= alexnet_year && relu > 1000 * tanh},
      {{"younger than AlexNet", static_cast<double>(younger.size())}});
}

/// The quantile of the normal distribution.
double normal_quantile(double u) {
  return last_where(-40, 40, [&](double x) { return Distribution::normal().cdf(x) < u; });
}

/// Sigmoid as DyT, and the curve of sigmoid of sorted normal numbers over their rank u: sigmoid(quantile(u)).
Finding resembles_dyt() {
  const Function sigmoid = Function::parse("sigmoid");
  const auto steepness = [&](double u) {
    const double x = normal_quantile(u);
    return sigmoid.slope(x) / Distribution::normal().density(x);
  };
  const double middle = steepness(0.5), end = steepness(0.99),
               gap = greatest_gap("sigmoid", "dyt:alpha=0.5,gamma=0.5,beta=0.5", {-4, 4}).value;
  return words(
      "over the rank the curve is steeper in the middle than at 0.99, as DyT's S is; narrowly, over x on "
      "[-4, 4] sigmoid is DyT(x) = 1/2 tanh(x/2) + 1/2, within 1e-15",
      "slope over the rank: " + shown(middle) + " in the middle, " + shown(end) +
          " at 0.99; sigmoid and DyT differ by " + shown(gap),
      {.literally = middle > end, .narrowly = gap <= 1e-15},
      {{"slope in the middle", middle}, {"slope at 0.99", end}, {"difference from DyT", gap}});
}

Vector sorted_normals() {
  Random random(1);
  Vector x(1000);
  for (double& value : x) value = random.normal();
  std::ranges::sort(x);
  return x;
}

/// Sigmoid as the inverse of log-odds, and the slope of the log-likelihood of one observation.
Finding logistic_derivation() {
  const Function sigmoid = Function::parse("sigmoid"), log_sigmoid = Function::parse("log_sigmoid");
  double inverse = 0, slope = 0;
  for (double z = -8; z <= 8; z += 0.25) {
    const double p = sigmoid(z);
    inverse = std::max(inverse, std::fabs(log(p / (1 - p)) - z));
    for (const double y : {0.0, 0.3, 1.0}) {
      const auto log_likelihood = [&](double at) { return y * log_sigmoid(at) + (1 - y) * log_sigmoid(-at); };
      constexpr double step = 0x1p-17;
      const double numeric = (log_likelihood(z + step) - log_likelihood(z - step)) / (2 * step);
      slope = std::max(slope, std::fabs(numeric - (y - p)));
    }
  }
  return words(
      "ln(p / (1 - p)) of p = sigmoid(z) is z, and d ln L / dz of L = p^y (1 - p)^(1 - y) is y - p, by "
      "central differences; on [-8, 8], at most 1e-9 holds",
      "greatest differences " + shown(inverse) + " and " + shown(slope),
      {.literally = inverse <= 1e-9 && slope <= 1e-9},
      {{"log-odds", inverse}, {"slope of the log-likelihood", slope}});
}

/// Five layers of 16 with an activation between them against the matrix that does the same to unit vectors:
/// the greatest difference over the greatest result.
double departure_from_a_matrix(std::string_view activation) {
  constexpr std::size_t width = 16, layers = 5;
  Random random(1);
  std::vector<Vector> weights(layers, Vector(width * width));
  for (Vector& layer : weights)
    for (double& weight : layer) weight = random.normal() / std::sqrt(width);
  const Map activate = pointwise(activation);
  const auto network = [&](Vector x) {
    for (std::size_t layer = 0; layer < layers; ++layer) {
      Vector y(width);
      for (std::size_t i = 0; i < width * width; ++i) y[i / width] += weights[layer][i] * x[i % width];
      x = layer + 1 < layers ? activate(y) : y;
    }
    return x;
  };
  Vector x(width), by_matrix(width);
  for (std::size_t j = 0; j < width; ++j) {
    x[j] = random.normal();
    Vector unit(width);
    unit[j] = 1;
    const Vector column = network(unit);
    for (std::size_t i = 0; i < width; ++i) by_matrix[i] += column[i] * x[j];
  }
  const Vector y = network(x);
  return greatest_difference(y, by_matrix) / greatest_difference(y, Vector(width));
}

Finding collapses() {
  const double linear = departure_from_a_matrix("identity"), relu = departure_from_a_matrix("relu");
  return words(
      "five random layers against one matrix, relative: at most 1e-12 without activations, over 0.1 with "
      "ReLU between them",
      "difference " + shown(linear) + " without, " + shown(relu) + " with ReLU",
      {.literally = linear <= 1e-12 && relu > 0.1}, {{"without activations", linear}, {"with ReLU", relu}});
}

/// A printed slope of Swish with beta free.
Finding swish_slope(std::string_view printed) {
  const double at_0 = Function::parse(std::string(printed) + ":beta=1")(0);
  return with(at_each(slope_formula, printed, "swish", "beta", {"0.1", "1", "10"}, {-5, 5}),
              {{"at 0, beta=1", at_0}});
}

/// A printed slope of GELU, drawn on [-3, 3]; beside it what the misprint costs with the tanh form.
Finding gelu_slope(std::string_view printed) {
  const Function f = Function::parse("gelu_tanh");
  const Landmark with_tanh = greatest([&](double x) { return f.slope(f(x)) - f.slope(x); }, {-3, 3});
  return with(slope_formula(printed, "gelu", {-3, 3}),
              {{"at the output, tanh form", std::fabs(with_tanh.value)}, {"of it, at", with_tanh.x}});
}

/// "sqrt(2/pi)" in the tanh form of GELU, with the leading x.
std::string gelu_tanh_form(std::string_view root) {
  return "x/2*(1+tanh(" + std::string(root) + "*(x+0.044715*x^3)))";
}

/// A tanh form of GELU, which is to be within 1e-3; beside it what its two misprints cost one by one.
Finding gelu_approximation(std::string_view printed) {
  const auto error = [](std::string_view root) {
    return greatest_gap(gelu_tanh_form(root), "gelu", {-5, 5});
  };
  const Landmark x_restored = error("sqrt(pi/2)"), right = error("sqrt(2/pi)");
  return with(formula(printed, "gelu", {-5, 5}, 1e-3), {{"with x restored", x_restored.value},
                                                        {"with x restored, at", x_restored.x},
                                                        {"right form", right.value},
                                                        {"right form, at", right.x}});
}

/// The constant c that makes the greatest |form(c, x) - x Phi(x)| least, by golden sections, and that error.
struct BestConstant {
  double constant, error;
};
BestConstant best_constant(double (*form)(double c, double x), double lo, double hi) {
  Vector xs;
  for (int i = 0; i <= 6000; ++i) xs.push_back(i / 1000.0);  // the errors are even
  const Vector truth = pointwise("gelu")(xs);
  const auto error = [&](double c) {
    double worst = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) worst = std::max(worst, std::fabs(form(c, xs[i]) - truth[i]));
    return worst;
  };
  constexpr double ratio = 0.6180339887498949;
  while (hi - lo > 1e-8) {
    const double a = hi - ratio * (hi - lo), b = lo + ratio * (hi - lo);
    const bool is_left_better = error(a) < error(b);
    (is_left_better ? hi : lo) = is_left_better ? b : a;
  }
  return {(lo + hi) / 2, error((lo + hi) / 2)};
}

/// The first whole x at which a form as it is written is no finite number; 1000 where none is before.
double first_failure(double (*form)(double x)) {
  double x = 1;
  while (x < 1000 && std::isfinite(form(x))) ++x;
  return x;
}

/// The textbook forms where they break: tanh, softplus, softmax and the tail of GELU.
Finding copied_formulas() {
  const double tanh = first_failure([](double x) { return (exp(x) - exp(-x)) / (exp(x) + exp(-x)); }),
               softplus = first_failure([](double x) { return log(1 + exp(x)); });
  const Vector large = {1000, 999, 998};
  const double naive = naive_softmax(large, {}).in_double[0], stable = softmax(large).probabilities[0];
  const double as_written = -8 * 0.5 * (1 + Function::parse("erf")(-8 / std::sqrt(2.0))),
               tail = as_written / Function::parse("gelu")(-8) - 1;
  return words(
      "(e^x - e^-x)/(e^x + e^-x), ln(1 + e^x), e^x_i / sum e^x_j and x/2 (1 + erf(x / sqrt 2)) in double "
      "precision are finite up to 1000 and right within 1e-9",
      "tanh fails from x = " + shown(tanh) + ", softplus from " + shown(softplus) +
          ", softmax(1000, 999, 998) begins with " + shown(naive) + " in place of " + shown(stable) +
          ", GELU at -8 is off by " + shown(tail) + " of itself",
      {.literally =
           tanh == 1000 && softplus == 1000 && std::fabs(naive - stable) <= 1e-9 && std::fabs(tail) <= 1e-9},
      {{"tanh fails from", tanh}, {"softplus fails from", softplus}, {"GELU at -8", tail}});
}

/// Softmax with one sum for all entries, or a sum for each, and how many exponentials it takes.
struct CountedSoftmax {
  Vector y;
  int exponentials = 0;
};
CountedSoftmax counted_softmax(const Vector& x, bool is_sum_shared) {
  CountedSoftmax result;
  const auto weights = [&] {
    Vector w;
    for (const double z : x) ++result.exponentials, w.push_back(exp(z));
    return w;
  };
  Vector w = weights();
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (i > 0 && !is_sum_shared) w = weights();
    double sum = 0;
    for (const double weight : w) sum += weight;
    result.y.push_back(w[i] / sum);
  }
  return result;
}

/// An S whose slope is a bell: highest at 0, the same on both sides.
Finding bell_beside(std::string_view function) {
  const Function f = Function::parse(function);
  const Landmark top = *landmarks(f).max_slope;
  const Landmark uneven = greatest([&](double x) { return f.slope(x) - f.slope(-x); }, usual);
  return all_of({{"value", s_shaped(function)},
                 {"slope", words("greatest at 0, even on [-8, 8] within 1e-15",
                                 "greatest slope " + shown(top.value) + " at " + shown(top.x) +
                                     ", uneven by " + shown(std::fabs(uneven.value)),
                                 {.literally = top.x == 0 && std::fabs(uneven.value) <= 1e-15},
                                 {{"greatest slope", top.value}})}});
}

/// ":alpha=0.01", as Function::parse reads it behind a formula.
std::string parameters_of(const Function& f) {
  std::string text;
  for (const auto& [name, value] : f.parameters())
    text += (text.empty() ? ":" : ",") + std::string(name) + "=" + to_text(value);
  return text;
}

// ---- Checks of a statement each, in their order

/// Phi as printed against the distribution function and the density.
Finding normal_distribution(std::string_view printed) {
  const Function phi = Function::parse(printed);
  const Landmark worst = greatest([&](double x) { return phi(x) - Distribution::normal().cdf(x); }, usual);
  return all_of({{"distribution",
                  words("greatest difference from the distribution function on [-8, 8]; at most 1e-15 holds",
                        "greatest difference " + shown(std::fabs(worst.value)),
                        {.literally = std::fabs(worst.value) <= 1e-15})},
                 {"density", formula("phi(x)", "exp(-x^2/2)/sqrt(2*pi)", usual)},
                 {"slope of Phi", slope_formula("phi(x)", printed, usual)}});
}

/// Which names of a list are functions of one variable in PyTorch.
Finding weighted_sum_names(std::string_view printed) {
  const auto names = find_framework("torch").names;
  int scalar = 0, other = 0;
  std::string unknown;
  for (const std::string_view name : split(printed, ' ')) {
    const bool is_scalar =
        std::ranges::any_of(names, [&](const FrameworkName& known) { return known.name == name; });
    const bool is_exempt = name == "MultiheadAttention" || name == "GLU";
    (is_scalar ? scalar : other) += 1;
    if (is_scalar == is_exempt) unknown += " " + std::string(name);
  }
  return words(
      "every name but MultiheadAttention and GLU is a function of one variable in the catalogue; the numeric "
      "Jacobian of GLU is not diagonal",
      std::to_string(scalar) + " functions of one variable, " + std::to_string(other) +
          " others; in neither group:" + (unknown.empty() ? " none" : unknown),
      {.literally = unknown.empty() && !is_pointwise(glu)},
      {{"of one variable", static_cast<double>(scalar)}});
}

/// Which names of a list are relatives of softmax, and that none is point-wise.
Finding softmax_names(std::string_view printed) {
  struct Meaning {
    std::string_view name;
    SoftmaxKind kind;
  };
  // Softmax2d is softmax over channels, the adaptive one log-softmax in two steps.
  constexpr Meaning meanings[] = {{"Softmin", SoftmaxKind::softmin},
                                  {"Softmax", SoftmaxKind::softmax},
                                  {"Softmax2d", SoftmaxKind::softmax},
                                  {"LogSoftmax", SoftmaxKind::log_softmax},
                                  {"AdaptiveLogSoftmaxWithLoss", SoftmaxKind::log_softmax}};
  int crossing = 0, all = 0;
  for (const std::string_view name : split(printed, ' ')) {
    const auto* const found = std::ranges::find(meanings, name, &Meaning::name);
    ++all;
    if (found == std::end(meanings)) continue;
    const Map f = [&](const Vector& x) {
      const Softmax result = softmax(x, {.kind = found->kind});
      return Vector(result.values().begin(), result.values().end());
    };
    crossing += !is_pointwise(f);
  }
  return words("names that belong to softmax and whose numeric Jacobian at 9, 6, 3, 1 is not diagonal: all",
               std::to_string(crossing) + " of " + std::to_string(all) + " are not point-wise",
               {.literally = crossing == all}, {{"not point-wise", static_cast<double>(crossing)}});
}

Finding variants_of_relu(std::string_view) {
  return all_of(
      {{"Leaky ReLU", formula("max(0,x)+0.01*min(0,x)", "leaky_relu", usual)},
       {"PReLU", formula("max(0,x)+0.25*min(0,x)", "prelu", usual)},
       {"RReLU", formula("max(0,x)+(1/8+1/3)/2*min(0,x)", "rrelu", usual)},
       {"ELU", formula("max(0,x)+exp(min(0,x))-1", "elu", usual)},
       {"CELU", formula("max(0,x)+2*(exp(min(0,x)/2)-1)", "celu:alpha=2", usual)},
       {"SELU", formula("1.0507009873554805*(max(0,x)+1.6732632423543772*(exp(min(0,x))-1))", "selu", usual)},
       {"ReLU6", formula("min(max(0,x),6)", "relu6", usual)}});
}

/// The picture of sorted data as it comes out, and as it must.
Finding curve_over_the_rank(std::string_view) {
  const Vector sample = sorted_normals(), y = pointwise("sigmoid")(sample);
  Vector expected;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(y.size());
    expected.push_back(Function::parse("sigmoid")(normal_quantile(u)));
  }
  const double gap = greatest_difference(y, expected);
  return words(
      "1000 drawn from seed 1, against sigmoid of the normal quantile of the rank; within 0.05 holds",
      "greatest difference " + shown(gap), {.literally = gap <= 0.05});
}

Finding sigmoid_beside_tanh(std::string_view) {
  const Function sigmoid = Function::parse("sigmoid"), tanh = Function::parse("tanh");
  const double crossing = last_where(0, 8, [&](double x) { return tanh.slope(x) > sigmoid.slope(x); });
  const double known = 2 * std::acosh((1 + std::sqrt(3)) / 2);
  return words(
      "the slopes are equal at one x > 0, by bisection, which is 2 arcosh((1 + sqrt 3)/2) within 1e-12",
      "slopes at 0: " + shown(tanh.slope(0)) + " over " + shown(sigmoid.slope(0)) + "; equal at " +
          shown(crossing),
      {.literally = tanh.slope(0) > sigmoid.slope(0) && std::fabs(crossing - known) <= 1e-12},
      {{"equal slopes at", crossing}});
}

Finding swish_family(std::string_view) {
  const auto gap = [](std::string_view f, std::string_view g) { return greatest_gap(f, g, {-5, 5}).value; };
  const double to_line = gap("swish:beta=0.1", "0.5*x"), to_relu = gap("swish:beta=10", "relu"),
               middle = std::min(gap("swish", "0.5*x"), gap("swish", "relu"));
  return words(
      "beta = 10 is nearer ReLU than beta = 1 is to it or to x/2, and beta = 0.1 is nearer x/2 than ReLU, on "
      "[-5, 5]",
      "beta = 0.1 to x/2: " + shown(to_line) + ", beta = 10 to ReLU: " + shown(to_relu) +
          ", beta = 1 to the nearer: " + shown(middle),
      {.literally = to_line < gap("swish:beta=0.1", "relu") && to_relu < middle},
      {{"beta = 0.1 to x/2", to_line}, {"beta = 10 to ReLU", to_relu}});
}

Finding sigmoid_constant(std::string_view printed) {
  const BestConstant best = best_constant([](double c, double x) { return x / (1 + exp(-c * x)); }, 1.5, 2);
  return with(formula("x*sigmoid(" + std::string(printed) + "*x)", "quick_gelu", usual),
              {{"minimax", best.constant}, {"minimax error", best.error}},
              "the constant of the least greatest error from GELU is " + shown(best.constant));
}

Finding cubic_coefficient(std::string_view printed) {
  const BestConstant best = best_constant(
      [](double c, double x) {
        return x / (1 + exp(-2 * std::sqrt(2 / std::numbers::pi) * (x + c * x * x * x)));
      },
      0.03, 0.06);
  const double taylor = (4 - std::numbers::pi) / (6 * std::numbers::pi);
  return with(formula("x/2*(1+tanh(sqrt(2/pi)*(x+" + std::string(printed) + "*x^3)))", "gelu_tanh", usual),
              {{"minimax", best.constant}, {"minimax error", best.error}, {"Taylor", taylor}},
              "least greatest error from GELU at " + shown(best.constant) + ", the Taylor series agrees at " +
                  shown(taylor));
}

Finding sigmoid_row(std::string_view printed) {
  const double mean = moments(Function::parse("sigmoid"), Distribution::normal()).mean;
  return all_of({{"output", range(printed, "sigmoid")},
                 {"vanishing gradient", saturates("sigmoid")},
                 {"mean not 0", words("|E f(Z)| of a standard normal Z, above 0.1", "E f(Z) = " + shown(mean),
                                      {.literally = std::fabs(mean) > 0.1}, {{"mean", mean}})},
                 {"slow", measured("sigmoid relu")},
                 {"use", opinion("which output layer it suits")}});
}

Finding softmax_row(std::string_view) {
  const Vector large = {1000, 999, 998};
  double sum = 0, steepest = 0;
  for (const double p : softmax_of(large)) sum += p;
  Random random(1);
  for (int draw = 0; draw < 500; ++draw) {
    const Vector x = {random.normal(), random.normal(), random.normal()};
    for (const Vector& row : softmax_jacobian(x)) {
      double size = 0;
      for (const double slope : row) size += std::fabs(slope);
      steepest = std::max(steepest, size);
    }
  }
  const bool naive_fails = !std::isfinite(naive_softmax(large, {}).in_double[0]);
  const int exponentials = counted_softmax(scores(), true).exponentials,
            of_sigmoid = static_cast<int>(scores().size());
  return all_of(
      {{"distribution", words("the probabilities of 1000, 999, 998 sum to 1 within 1e-15",
                              "sum " + shown(sum), {.literally = std::fabs(sum - 1) <= 1e-15})},
       {"sensitive",
        words("probabilities change more than the scores: sums of |slopes| over 500 random triples exceed 1; "
              "narrowly, the textbook form fails at 1000, 999, 998",
              "greatest sum " + shown(steepest) + ", the textbook form " +
                  (naive_fails ? "fails" : "does not fail"),
              {.literally = steepest > 1, .narrowly = naive_fails}, {{"greatest sum", steepest}})},
       {"costly", words("more exponentials than sigmoid takes for as many entries; narrowly, more than none, "
                        "as ReLU takes",
                        std::to_string(exponentials) + " for " + std::to_string(of_sigmoid) + " entries",
                        {.literally = exponentials > of_sigmoid, .narrowly = exponentials > 0})},
       {"use", opinion("which output layer it suits")}});
}

Finding relu_row(std::string_view) {
  const Stats one = stats(Function::parse("relu"), Distribution::normal()),
              all_negative = stats(Function::parse("relu"), Distribution::uniform(-3, -1));
  return all_of({{"cheap", measured("relu sigmoid")},
                 {"vanishing gradient", eases_vanishing("relu", -5)},
                 {"0 below 0", formula("0", "relu", {-8, -1e-300})},
                 {"units die",
                  words("a unit has no slope at any input where some are negative; narrowly, where all are",
                        "share of inputs without slope: " + shown(one.dead) + " under N(0, 1), " +
                            shown(all_negative.dead) + " where every input is negative",
                        {.literally = one.dead == 1, .narrowly = all_negative.dead == 1},
                        {{"without slope, N(0, 1)", one.dead}})},
                 {"use", opinion("where it is the default")}});
}

Finding leaky_relu_row(std::string_view printed) {
  const Distribution negative = Distribution::uniform(-3, -1);
  const double leaky = stats(Function::parse("leaky_relu"), negative).dead,
               relu = stats(Function::parse("relu"), negative).dead;
  return all_of(
      {{"units", words("share of negative inputs without slope, of Leaky ReLU and of ReLU",
                       shown(leaky) + " and " + shown(relu), {.literally = leaky == 0 && relu == 1})},
       {"alpha", number(printed, "slope below 0", Function::parse("leaky_relu").slope(-1))},
       {"use", opinion("by what alpha is chosen")}});
}

Finding prelu_row(std::string_view) {
  const double change = Function::parse("prelu:alpha=1")(-2) - Function::parse("prelu:alpha=0")(-2);
  const std::size_t parameters = Function::parse("prelu").parameters().size();
  return all_of({{"adapts", words("d f / d alpha is x at x = -2",
                                  "from alpha = 0 to 1, f(-2) changes by " + shown(change),
                                  {.literally = change == -2})},
                 {"parameters", words("parameters to learn, of which ReLU has none",
                                      std::to_string(parameters) + ", or one a channel",
                                      {.literally = parameters > Function::parse("relu").parameters().size()},
                                      {{"parameters", static_cast<double>(parameters)}})},
                 {"use", opinion("which tasks it suits")}});
}

Finding elu_row(std::string_view) {
  const Facts facts = Function::parse("elu").facts(), half = Function::parse("elu:alpha=0.5").facts();
  const bool is_smooth_below =
      std::none_of(half.kinks.begin(), half.kinks.end(), [](const Kink& kink) { return kink.x < 0; });
  return all_of({{"smooth", words("no derivative jumps below 0",
                                  "lowest derivative that jumps at 0: that of order " +
                                      std::to_string(facts.smoothness() + 1) + " at alpha = 1, " +
                                      std::to_string(half.smoothness() + 1) + " at alpha = 0.5",
                                  {.literally = is_smooth_below})},
                 {"vanishing gradient", eases_vanishing("elu", -5)},
                 {"costly", measured("elu relu")}});
}

Finding swish_row(std::string_view) {
  const Landmark one = *landmarks(Function::parse("swish")).minimum,
                 two = *landmarks(Function::parse("swish:beta=2")).minimum;
  const double scaling = std::max(std::fabs(one.x / 2 - two.x), std::fabs(one.value / 2 - two.value));
  return all_of({{"not monotone", words("the minimum is inside the line, and shrinks as 1/beta within 1e-9",
                                        "minimum " + shown(one.value) + " at " + shown(one.x),
                                        {.literally = one.value < 0 && scaling <= 1e-9},
                                        {{"minimum", one.value}, {"minimum at", one.x}})},
                 {"better", literature("Ramachandran, Zoph & Le 2017, arXiv:1710.05941")},
                 {"costly", measured("swish relu")},
                 {"use", literature("Tan & Le 2019, arXiv:1905.11946")}});
}

Finding mish_row(std::string_view) {
  const double supremum = Function::parse("mish").facts().range.hi;
  return all_of({{"smooth", smooth("mish")},
                 {"upper bound", words("the supremum is infinite", "supremum " + shown(supremum),
                                       {.literally = supremum == infinity})},
                 {"vanishing gradient", eases_vanishing("mish", -10)},
                 {"costly", measured("mish swish gelu relu")},
                 {"use", opinion("which tasks it suits")}});
}

Finding linear_activations(std::string_view) {
  int linear = 0;
  for (const Activation& activation : catalogue()) {
    const Function f = Function::parse(activation.name);
    const Facts facts = f.facts();
    linear += facts.is_smooth() && facts.left.is_line() && facts.left.slope == facts.right.slope &&
              facts.left.intercept == facts.right.intercept && f.curvature(1) == 0;
  }
  return words("activations of the catalogue with one straight line for both asymptotes and no curvature",
               std::to_string(linear) + " of " + std::to_string(catalogue().size()),
               {.literally = linear > 0}, {{"linear", static_cast<double>(linear)}});
}

Finding distances_from_relu(std::string_view) {
  const auto to_relu = [](std::string_view f) { return greatest_gap(f, "relu", {-10, 10}).value; };
  return with(opinion("what counts as a refinement; their greatest distances from ReLU are beside"),
              {{"GELU", to_relu("gelu")},
               {"Swish", to_relu("swish")},
               {"Mish", to_relu("mish")},
               {"Softplus", to_relu("softplus")}});
}

Finding simplified_gelu(std::string_view) {
  int simplified = 0, exact = 0;
  for (const Model& model : models()) {
    const std::string name = activation_of(model);
    if (is_gelu(name)) ++(name == "gelu" ? exact : simplified);
  }
  return all_of({{"use", words("families of models in the catalogue with the tanh or the sigmoid form, "
                               "against those with the exact one: not fewer holds",
                               std::to_string(simplified) + " against " + std::to_string(exact),
                               {.literally = simplified >= exact, .narrowly = simplified > 0},
                               {{"simplified", static_cast<double>(simplified)},
                                {"exact", static_cast<double>(exact)}})},
                 {"speed", measured("gelu gelu_tanh quick_gelu")}});
}

Finding gelu_as_probability(std::string_view printed) {
  const Function f = Function::parse(printed);
  const Landmark worst = greatest([&](double x) { return f(x) - x * Distribution::normal().cdf(x); }, usual);
  return all_of({{"function", formula(printed, "gelu", usual)},
                 {"probability", words("greatest difference from x P(X <= x) on [-8, 8]; at most 1e-14 holds",
                                       "greatest difference " + shown(std::fabs(worst.value)),
                                       {.literally = std::fabs(worst.value) <= 1e-14})}});
}

Finding gelu_in_models(std::string_view) {
  std::string with, without;
  for (const std::string_view name :
       {"gpt2", "bert", "bloom", "llama-3", "qwen3", "mistral", "deepseek-v3"}) {
    std::string& list = is_gelu(activation_of(name)) ? with : without;
    list += (list.empty() ? "" : ", ") + std::string(name);
  }
  return words("well-known models in the catalogue: all use GELU; narrowly, some do",
               "GELU: " + with + "; another: " + without,
               {.literally = without.empty(), .narrowly = !with.empty()});
}

Finding hard_swish(std::string_view printed) {
  const Function hard = Function::parse("hard_swish");
  const Landmark gap = greatest_gap("hard_swish", "swish", usual);
  return with(formula(printed, "hard_swish", usual), {{"greatest gap to Swish", gap.value},
                                                      {"greatest gap at", gap.x},
                                                      {"slope behind -3", hard.slope(std::nextafter(-3, 0))},
                                                      {"slope before 3", hard.slope(std::nextafter(3, 0))}});
}

Finding softmax_of_two(std::string_view) {
  const Function sigmoid = Function::parse("sigmoid");
  const Landmark worst = greatest([&](double z) { return softmax_of({z, 0})[0] - sigmoid(z); }, {-20, 20});
  return words("the first entry of softmax(z, 0) against sigmoid(z) on [-20, 20]; at most 1e-15 holds",
               "greatest difference " + shown(std::fabs(worst.value)),
               {.literally = std::fabs(worst.value) <= 1e-15});
}

Finding depends_on_all(std::string_view) {
  const Map slopes = [](const Vector& x) {
    Vector all;
    for (const Vector& row : softmax_jacobian(x)) all.insert(all.end(), row.begin(), row.end());
    return all;
  };
  int independent = 0;
  for (const Map& f : {Map(softmax_of), slopes})
    for (const Vector& row : jacobian(f, scores()))
      independent += static_cast<int>(std::ranges::count(row, 0.0));
  return words("results and slopes at 9, 6, 3, 1 that do not change with one of the inputs",
               std::to_string(independent), {.literally = independent == 0});
}

Finding shifted_softmax(std::string_view printed) {
  const Vector large = {1000, 999, 998};
  Vector shifted;
  for (const double x : large) shifted.push_back(x - 1000);
  const double naive = naive_softmax(large, {}).in_double[0], gain = naive_softmax(shifted, {}).in_double[0];
  return all_of({{"", softmax_formula(printed)},
                 {"improves", words("the first of 1000, 999, 998 in double precision by the plain formula is "
                                    "not finite, and less 1000 is",
                                    shown(naive) + " and " + shown(gain),
                                    {.literally = !std::isfinite(naive) && std::isfinite(gain)})}});
}

Finding are_pointwise(std::string_view) {
  int count = 0;
  for (const std::string_view name : table) count += is_pointwise(pointwise(name));
  const bool softmax_is = is_pointwise(softmax_of), glu_is = is_pointwise(glu);
  return words("numeric Jacobians at 9, 6, 3, 1: square and diagonal, or not",
               "the functions of one variable are, " + std::to_string(count) + " of " +
                   std::to_string(table.size()) + "; softmax " + (softmax_is ? "is" : "is not") + ", GLU " +
                   (glu_is ? "is" : "is not"),
               {.literally = count == static_cast<int>(table.size()) && !softmax_is && !glu_is},
               {{"point-wise", static_cast<double>(count)}});
}

Finding own_design(std::string_view) {
  constexpr std::string_view own = "x*(1+x/(1+abs(x)))/2";
  const Function f = Function::parse(own);
  const Stats about = stats(f, Distribution::normal());
  std::string_view nearest;
  double least = infinity;
  for (const std::string_view name : table) {
    const double gap = greatest_gap(own, name, {-6, 6}).value;
    if (gap < least) least = gap, nearest = name;
  }
  return words("the formula " + std::string(own) +
                   ", a gate of softsign, as an answer: bounded slope, no dead input, none of the table "
                   "within 0.01 on [-6, 6]",
               "greatest slope " + shown(about.landmarks.lipschitz) + ", mean " + shown(about.moments.mean) +
                   ", dead " + shown(about.dead) + "; the nearest is " + std::string(nearest) + ", " +
                   shown(least) + " away",
               {.literally = about.landmarks.lipschitz < 2 && about.dead == 0 && least > 0.01},
               {{"greatest slope", about.landmarks.lipschitz}, {"to the nearest", least}});
}

Finding other_dimensions(std::string_view) {
  struct Example {
    std::string_view name;
    Map f;
    int dimension;
  };
  const Example examples[] = {{"CReLU", crelu, 8}, {"Maxout", maxout, 2}, {"GLU", glu, 2}};
  std::string shapes;
  bool is_so = true;
  for (const auto& [name, f, dimension] : examples) {
    const Vector y = f(scores()), opposite = f({-9, -6, -3, -1});
    Vector negated;
    for (const double value : opposite) negated.push_back(-value);
    // A linear map is odd.
    is_so = is_so && static_cast<int>(y.size()) == dimension && greatest_difference(y, negated) > 0.1;
    shapes += (shapes.empty() ? "" : ", ") + std::string(name) + " " + std::to_string(scores().size()) +
              " -> " + std::to_string(y.size());
  }
  return words("the lengths of what comes out of four numbers; none is odd, as a linear map is", shapes,
               {.literally = is_so});
}

Finding along_an_axis(std::string_view) {
  const Vector rows[] = {{9, 6}, {3, 1}}, columns[] = {{9, 3}, {6, 1}};
  double by_rows = 0, by_columns = 0;
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 2; ++j) {
      by_rows = std::max(by_rows, std::fabs(softmax_of(rows[i])[j] - softmax_of(columns[j])[i]));
      by_columns = std::max(
          by_columns, std::fabs(pointwise("sigmoid")(rows[i])[j] - pointwise("sigmoid")(columns[j])[i]));
    }
  return words(
      "the matrix 9 6, 3 1 along its rows and along its columns: softmax differs, a point-wise function does "
      "not",
      "greatest difference " + shown(by_rows) + " of softmax, " + shown(by_columns) +
          " of sigmoid; softmax takes the last axis, the vocabulary or the keys",
      {.literally = by_rows > 0.01 && by_columns == 0}, {{"softmax", by_rows}, {"sigmoid", by_columns}});
}

Finding kept_sum(std::string_view) {
  const CountedSoftmax once = counted_softmax(scores(), true), again = counted_softmax(scores(), false);
  // The slopes need what was computed, and no exponential.
  const Vector& y = once.y;
  double gap = greatest_difference(y, again.y);
  const std::vector<Vector> slopes = softmax_jacobian(scores());
  for (std::size_t i = 0; i < y.size(); ++i)
    for (std::size_t j = 0; j < y.size(); ++j)
      gap = std::max(gap, std::fabs(y[i] * ((i == j ? 1 : 0) - y[j]) - slopes[i][j]));
  return words(
      "exponentials of 4 scores with one sum kept and with a sum for each entry, the same results within "
      "1e-15; the slopes from the results alone",
      std::to_string(once.exponentials) + " where the sum is kept, " + std::to_string(again.exponentials) +
          " where it is not; greatest difference " + shown(gap),
      {.literally = once.exponentials < again.exponentials && gap <= 1e-15},
      {{"one sum", static_cast<double>(once.exponentials)},
       {"a sum for each", static_cast<double>(again.exponentials)}});
}

Finding nll_and_cross_entropy(std::string_view) {
  const auto nll = [](std::span<const double> values, std::size_t target) { return -values[target]; };
  const Softmax logarithms = softmax(scores(), {.kind = SoftmaxKind::log_softmax});
  const double both = nll(logarithms.values(), 0), entropy = cross_entropy(softmax(scores()), 0),
               mistake = nll(softmax_of(scores()), 0);
  return words(
      "of the scores 9, 6, 3, 1 with truth 0: minus the entry of log-softmax against cross-entropy, at most "
      "1e-15; minus the entry of softmax is another number",
      "NLL of log-softmax " + shown(both) + ", cross-entropy " + shown(entropy) + ", NLL of softmax " +
          shown(mistake),
      {.literally = std::fabs(both - entropy) <= 1e-15 && std::fabs(mistake - entropy) > 0.1},
      {{"NLL of log-softmax", both}, {"cross-entropy", entropy}, {"NLL of softmax", mistake}});
}

Finding shapes_of_gradients(std::string_view) {
  const Softmax result = softmax(scores());
  const Vector back = jacobian_vector_product(result, Vector{1, 0, 0, 0}),
               of_loss = cross_entropy_gradient(result, 0);
  const std::vector<Vector> rows = jacobian(softmax_of, scores());
  const Map loss = [](const Vector& x) { return Vector{cross_entropy(softmax(x), 0)}; };
  const double gap =
      std::max(greatest_difference(back, rows[0]), greatest_difference(of_loss, jacobian(loss, scores())[0]));
  Finding finding = words(
      "the Jacobian has n x n entries, its product with the gradient of the result n, as the input; that of "
      "cross-entropy is y - onehot; against central differences at most 1e-9",
      std::to_string(rows.size()) + " x " + std::to_string(rows[0].size()) + " entries, " +
          std::to_string(back.size()) + " in the product; greatest difference " + shown(gap),
      {.literally = rows.size() == scores().size() && back.size() == scores().size() && gap <= 1e-9});
  for (std::size_t i = 0; i < back.size(); ++i)
    finding.numbers.push_back({"gradient " + std::to_string(i), back[i]});
  return finding;
}

Finding implementations(std::string_view) {
  double worst = 0;
  for (const std::string_view name : table) {
    const Function f = Function::parse(name);
    for (const double x : {-1e300, -710.0, 710.0, 1e300})
      if (!std::isfinite(f(x)) || !std::isfinite(f.slope(x))) worst = infinity;
    worst = std::max(worst, greatest_gap(f.formula_text() + parameters_of(f), name, usual).value);
  }
  return words(
      "the implementations of the catalogue against their formulas on [-8, 8], at most 1e-12, and finite at "
      "710 and 1e300 on both sides",
      std::to_string(table.size()) + " functions, greatest difference " + shown(worst),
      {.literally = worst <= 1e-12}, {{"greatest difference", worst}});
}

Finding properties(std::string_view) {
  std::string bounded, monotone_ones, smooth_ones;
  bool is_confirmed = true;
  for (const std::string_view name : table) {
    const Function f = Function::parse(name);
    const Facts facts = f.facts();
    const auto add = [&](std::string& list) { list += " " + std::string(name); };
    if (facts.is_bounded()) add(bounded);
    if (facts.is_smooth()) add(smooth_ones);
    const bool is_monotone = facts.monotonicity != Monotonicity::none;
    if (is_monotone) add(monotone_ones);
    const auto minimum = landmarks(f).minimum;
    is_confirmed = is_confirmed && is_monotone == (!minimum || minimum->value >= 0) &&
                   facts.is_bounded() == (f(1e6) < 2 && f(-1e6) > -2);
  }
  return words(
      "the properties as declared; bounds are confirmed by values at -1e6 and 1e6, monotonicity by the "
      "absence of a minimum below 0",
      "bounded:" + bounded + "; monotone:" + monotone_ones + "; smooth:" + smooth_ones,
      {.literally = is_confirmed});
}

constexpr Statement statements[] = {
    // ---- Functions
    {.id = "S1-A1",
     .place = "L35, L50-66",
     .claim = "sigmoid, also called logistic, is 1/(1 + e^-x), and its slope s (1 - s)",
     .printed = "1/(1+exp(-x))",
     .check =
         [](std::string_view printed) {
           const std::string s = "(" + std::string(printed) + ")";
           return all_of({{"value", formula(printed, "logistic", usual)},
                          {"slope", slope_formula(s + "*(1-" + s + ")", "sigmoid", usual)}});
         },
     .figures = "FIG-03 FORM-1",
     .command = "show sigmoid"},
    {.id = "S1-A2",
     .place = "L37, L80-94",
     .claim = "tanh is (e^x - e^-x)/(e^x + e^-x), and its slope 1 - tanh^2",
     .printed = "(exp(x)-exp(-x))/(exp(x)+exp(-x))",
     .check =
         [](std::string_view printed) {
           return all_of({{"value", formula(printed, "tanh", usual)},
                          {"slope", slope_formula("1-(" + std::string(printed) + ")^2", "tanh", usual)}});
         },
     .figures = "FIG-05 FORM-2",
     .command = "show tanh"},
    {.id = "S1-A3",
     .place = "L38, L106-116",
     .claim = "ReLU is max(0, x)",
     .printed = "max(0,x)",
     .check = [](std::string_view printed) { return formula(printed, "relu", usual); },
     .figures = "FIG-07 FORM-3",
     .command = "show relu"},
    {.id = "S1-A4",
     .place = "L39",
     .claim = "Leaky ReLU is x from 0 on and alpha x below, with alpha = 0.01",
     .printed = "where(x>=0,x,alpha*x):alpha=0.01",
     .check = [](std::string_view printed) { return formula(printed, "leaky_relu", usual); },
     .figures = "FIG-08 FORM-3",
     .command = "show leaky_relu"},
    {.id = "S1-A5",
     .place = "L40",
     .claim = "PReLU is Leaky ReLU with an alpha that is learned",
     .printed = "where(x>=0,x,alpha*x)",
     .check =
         [](std::string_view printed) {
           return at_each(formula, printed, "prelu", "alpha", {"0.25", "-0.5", "2"}, usual);
         },
     .figures = "FIG-08 FORM-3",
     .command = "show prelu"},
    {.id = "S1-A6",
     .place = "L41",
     .claim = "ELU is x from 0 on and alpha (e^x - 1) below",
     .printed = "where(x>=0,x,alpha*(exp(x)-1))",
     .check =
         [](std::string_view printed) {
           return at_each(formula, printed, "elu", "alpha", {"1", "0.5"}, usual);
         },
     .figures = "FIG-08 FORM-4",
     .command = "show elu"},
    {.id = "S1-A7",
     .place = "L42, L135-145",
     .claim = "GELU is x Phi(x), about x sigmoid(1.702 x), and about a form with tanh",
     .printed = "1/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))",
     .check =
         [](std::string_view printed) {
           return all_of({{"exact", formula("x*Phi(x)", "gelu", usual)},
                          {"with sigmoid", formula("x*sigmoid(1.702*x)", "gelu", usual, 0.025)},
                          {"with tanh", formula(printed, "gelu", {-5, 5}, 1e-3)}});
         },
     .correct = "The form with tanh is x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))); the other two hold.",
     .corrected = "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))",
     .figures = "FIG-10 FORM-5",
     .command = "compare gelu gelu_tanh quick_gelu --range -5 5"},
    {.id = "S1-A8",
     .place = "L43, L157-165",
     .claim = "Swish is x sigmoid(beta x) with a beta to choose, and its slope beta S + s (1 - s)",
     .printed = "beta*x*sigmoid(beta*x)+sigmoid(beta*x)*(1-sigmoid(beta*x))",
     .check =
         [](std::string_view printed) {
           return all_of({{"value", formula("x*sigmoid(beta*x):beta=2", "swish:beta=2", usual)},
                          {"slope", swish_slope(printed)}});
         },
     .correct = "The slope is beta S + s (1 - beta S) with s = sigmoid(beta x); the function is as printed.",
     .corrected = "beta*x*sigmoid(beta*x)+sigmoid(beta*x)*(1-beta*x*sigmoid(beta*x))",
     .figures = "FIG-12 FIG-13 FORM-6",
     .command = "show swish"},
    {.id = "S1-A9",
     .place = "L171-175",
     .claim = "Hard Swish is x ReLU6(x + 3)/6",
     .printed = "x*relu6(x+3)/6",
     .check = [](std::string_view printed) { return formula(printed, "hard_swish", usual); },
     .figures = "FIG-15 FORM-7",
     .command = "show hard_swish"},
    {.id = "S1-A10",
     .place = "L174",
     .claim = "ReLU6, used in Hard Swish and not defined, is min(max(0, x), 6)",
     .check =
         [](std::string_view) {
           return all_of({{"ReLU6", formula("min(max(0,x),6)", "relu6", usual)},
                          {"put in", formula("x*min(max(0,x+3),6)/6", "hard_swish", usual)}});
         },
     .figures = "FIG-08 FORM-3",
     .command = "show relu6"},
    {.id = "S1-A11",
     .place = "L44, L179-187",
     .claim = "Mish is x tanh(ln(1 + e^x))",
     .printed = "x*tanh(log(1+exp(x)))",
     .check = [](std::string_view printed) { return formula(printed, "mish", usual); },
     .figures = "FIG-16 FORM-8",
     .command = "show mish"},
    {.id = "S1-A12",
     .place = "L44, L182",
     .claim = "Softplus, inside Mish, is ln(1 + e^x)",
     .printed = "log(1+exp(x))",
     .check = [](std::string_view printed) { return formula(printed, "softplus", usual); },
     .figures = "FIG-16 FORM-8",
     .command = "show softplus"},
    {.id = "S1-A13",
     .place = "L36, L189-231",
     .claim = "softmax is e^x_i / sum e^x_j, with the slopes y_i (1 - y_i) and -y_i y_j",
     .printed = "exp(x)",
     .check =
         [](std::string_view printed) {
           return all_of({{"value", softmax_formula(printed)}, {"slopes", softmax_slopes("x*(1-x)")}});
         },
     .figures = "FIG-17 FIG-18 FORM-9",
     .command = "softmax 9 6 3 1 --jacobian"},
    {.id = "S1-A14",
     .place = "L42, L136",
     .claim = "Phi(x) is P(X <= x) of a standard normal X",
     .printed = "Phi(x)",
     .check = normal_distribution,
     .figures = "FORM-5",
     .command = "show normal_cdf"},
    {.id = "S1-A15",
     .place = "L70",
     .claim =
         "DyT, named without a formula, is gamma tanh(alpha x) + beta (Zhu et al. 2025, arXiv:2503.10622)",
     .check =
         [](std::string_view) {
           return formula("gamma*tanh(alpha*x)+beta:alpha=0.5,gamma=2,beta=1", "dyt:alpha=0.5,gamma=2,beta=1",
                          usual);
         },
     .figures = "FIG-04 FORM-15",
     .command = "show dyt"},
    {.id = "S1-A16",
     .place = "L9",
     .claim = "what PyTorch lists as activations of weighted sums is point-wise, but for attention and GLU",
     .printed = "MultiheadAttention GLU Hardshrink Hardsigmoid Hardtanh Hardswish LeakyReLU LogSigmoid PReLU "
                "ReLU RReLU SELU CELU ELU GELU Sigmoid SiLU Mish Softplus Softshrink Softsign Tanh "
                "Tanhshrink Threshold ReLU6",
     .check = weighted_sum_names,
     .figures = "FIG-30",
     .command = "list --framework torch"},
    {.id = "S1-A17",
     .place = "L10",
     .claim = "what PyTorch lists as other activations belongs to softmax, and is not point-wise",
     .printed = "Softmin Softmax LogSoftmax AdaptiveLogSoftmaxWithLoss Softmax2d",
     .check = softmax_names,
     .figures = "FORM-9",
     .command = "softmax 9 6 3 1 --kind softmin"},
    {.id = "S1-A18",
     .place = "L246",
     .claim = "cross-entropy, named beside NLLLoss, is -ln of the probability of the truth",
     .check =
         [](std::string_view) {
           const double gap =
               std::fabs(cross_entropy(softmax(scores()), 1) + log(shares("exp(x)", scores())[1]));
           return words(
               "cross-entropy of the scores 9, 6, 3, 1 with truth 1 against -ln(e^6 / sum e^x_j), at most "
               "1e-12",
               "difference " + shown(gap), {.literally = gap <= 1e-12});
         },
     .figures = "FORM-9",
     .command = "softmax 9 6 3 1 --target 1"},
    {.id = "S1-A19",
     .place = "L7, L20",
     .claim = "the linear activation is the identity",
     .check =
         [](std::string_view) {
           return all_of(
               {{"value", formula("x", "linear", usual)}, {"slope", slope_formula("1", "linear", usual)}});
         },
     .figures = "FIG-29",
     .command = "show linear"},
    {.id = "S1-A20",
     .place = "L118-126",
     .claim = "other variants of ReLU, their formulas in a picture alone",
     .check = variants_of_relu,
     .figures = "FIG-08 FORM-3 FORM-4",
     .command = "compare relu leaky_relu prelu elu selu celu relu6 --range -3 8"},

    // ---- Figures
    {.id = "S1-F1",
     .place = "L64-66",
     .claim = "sigmoid beside its slope: an S and a bell, highest at 0",
     .check = [](std::string_view) { return bell_beside("sigmoid"); },
     .figures = "FIG-03",
     .command = "stats sigmoid"},
    {.id = "S1-F2",
     .place = "L68-72",
     .claim = "sigmoid of 1000 sorted normal numbers, over their rank",
     .check = curve_over_the_rank,
     .figures = "FIG-04",
     .command = "compare sigmoid dyt:alpha=0.5,gamma=0.5,beta=0.5 --range -4 4"},
    {.id = "S1-F3",
     .place = "L92-94",
     .claim = "tanh beside its slope: an S and a bell, highest at 0",
     .check = [](std::string_view) { return bell_beside("tanh"); },
     .figures = "FIG-05",
     .command = "stats tanh"},
    {.id = "S1-F4",
     .place = "L96-98",
     .claim = "sigmoid and tanh, values and slopes: tanh is the steeper near 0, the flatter far out",
     .check = sigmoid_beside_tanh,
     .figures = "FIG-06",
     .command = "compare sigmoid tanh --range -8 8"},
    {.id = "S1-F5",
     .place = "L114-116",
     .claim = "ReLU beside its slope, a step at 0",
     .check =
         [](std::string_view) {
           return slope_formula("where(x>0,1,0)", "relu", {-10, 10});
         },
     .figures = "FIG-07",
     .command = "table relu --at -1 -0.5 0 0.5 1"},
    {.id = "S1-F6",
     .place = "L124",
     .claim = "a picture of the formulas of ReLU's variants",
     .check = [](std::string_view) { return definition("a picture of text, redrawn as FORM-3 and FORM-4"); },
     .figures = "FIG-08 FORM-3 FORM-4"},
    {.id = "S1-F7",
     .place = "L149-151",
     .claim = "GELU beside ReLU; the slope of GELU is Phi(y) + y phi(y) at y = GELU(x)",
     .printed = "Phi(gelu(x))+gelu(x)*phi(gelu(x))",
     .check = gelu_slope,
     .correct = "The slope of GELU is Phi(x) + x phi(x), taken at the input, not at the output.",
     .corrected = "Phi(x)+x*phi(x)",
     .figures = "FIG-09 FIG-10",
     .command = "compare gelu relu --range -3 3"},
    {.id = "S1-F8",
     .place = "L169",
     .claim = "Swish at beta = 0.1, 1 and 10, from nearly a line to nearly ReLU",
     .check = swish_family,
     .figures = "FIG-12 FIG-13",
     .command = "compare relu swish:beta=0.1 swish:beta=1 swish:beta=10 --range -5 5"},
    {.id = "S1-F9",
     .place = "L177",
     .claim = "Hard Swish beside Swish",
     .check = [](std::string_view) { return definition("a figure of the literature, redrawn as FIG-15"); },
     .figures = "FIG-15",
     .command = "compare swish hard_swish --range -8 8"},
    {.id = "S1-F10",
     .place = "L187",
     .claim = "the curve of Mish",
     .check = [](std::string_view) { return definition("a figure of the literature, redrawn as FIG-16"); },
     .figures = "FIG-16",
     .command = "compare mish swish relu softplus --range -5 5"},

    // ---- Numbers
    {.id = "S1-N1",
     .place = "L39",
     .claim = "alpha of Leaky ReLU, as an example",
     .printed = "0.01",
     .check =
         [](std::string_view printed) {
           return number(printed, "alpha of torch.LeakyReLU where none is given",
                         -Function::parse("torch.LeakyReLU")(-1));
         },
     .command = "show leaky_relu"},
    {.id = "S1-N2",
     .place = "L140",
     .claim = "the constant in x sigmoid(1.702 x)",
     .printed = "1.702",
     .check = sigmoid_constant,
     .figures = "FIG-10",
     .command = "compare gelu quick_gelu 'x*sigmoid(1.772937*x)' --range -5 5"},
    {.id = "S1-N3",
     .place = "L144",
     .claim = "the coefficient of x^3 in the tanh form of GELU",
     .printed = "0.044715",
     .check = cubic_coefficient,
     .figures = "FIG-10",
     .command = "compare gelu gelu_tanh 'x/2*(1+tanh(sqrt(2/pi)*(x+0.0443829*x^3)))' --range -5 5"},
    {.id = "S1-N4",
     .place = "L144",
     .claim = "the root in the tanh form of GELU",
     .printed = "sqrt(pi/2)",
     .check =
         [](std::string_view printed) {
           return number(printed, "twice the normal density at 0, the slope of 2 Phi(x) - 1 there",
                         2 * Distribution::normal().density(0));
         },
     .correct = "It is sqrt(2/pi) = 0.7978846, so that the form agrees with GELU near 0.",
     .corrected = "sqrt(2/pi)",
     .figures = "FIG-25 FORM-5",
     .command = "table 'sqrt(pi/2)+0*x' 'sqrt(2/pi)+0*x' --at 0"},
    {.id = "S1-N5",
     .place = "L144",
     .claim = "the factor before 1 + tanh(...)",
     .printed = "1/2",
     .check =
         [](std::string_view printed) {
           return number(printed, "gelu(x)/x over 1 + tanh(...) far out, at x = 40",
                         Function::parse("gelu")(40) / 40 / (1 + Function::parse("tanh")(40)));
         },
     .figures = "FORM-5"},
    {.id = "S1-N6",
     .place = "L174",
     .claim = "the shift and the divisor of Hard Swish",
     .printed = "3, 6",
     .check =
         [](std::string_view printed) {
           const Facts facts = Function::parse("hard_swish").facts();
           return text(printed, "where the last piece of Hard Swish begins, and how far from the first",
                       shown(facts.kinks[1].x) + ", " + shown(facts.kinks[1].x - facts.kinks[0].x));
         },
     .figures = "FIG-15 FORM-7"},
    {.id = "S1-N7",
     .place = "L62",
     .claim = "sigmoid maps to the interval (1, 0)",
     .printed = "(1, 0)",
     .check = [](std::string_view printed) { return range(printed, "sigmoid"); },
     .correct = "It maps to (0, 1): the ends are in the wrong order.",
     .corrected = "(0, 1)",
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "S1-N8",
     .place = "L112",
     .claim = "ReLU maps to the interval (0, +inf)",
     .printed = "(0, inf)",
     .check = [](std::string_view printed) { return range(printed, "relu"); },
     .correct = "It maps to [0, +inf): every x <= 0 gives 0.",
     .corrected = "[0, inf)",
     .figures = "FIG-07",
     .command = "show relu"},
    {.id = "S1-N9",
     .place = "L33-44",
     .claim = "rows of the table",
     .printed = "10",
     .check =
         [](std::string_view printed) {
           int rows = 0;
           while (find_statement("S1-T" + std::to_string(rows + 1))) ++rows;
           return number(printed, "rows that are accounted for here", rows);
         },
     .figures = "FIG-30"},

    // ---- Rows of the table
    {.id = "S1-T1",
     .place = "L35",
     .claim = "sigmoid: output in (0, 1), fit for probabilities; vanishing gradient, mean not 0, slow; for "
              "the output layer of two classes",
     .printed = "(0, 1)",
     .check = sigmoid_row,
     .figures = "FIG-30 FIG-03",
     .command = "stats sigmoid"},
    {.id = "S1-T2",
     .place = "L36",
     .claim = "softmax: a distribution over classes that sums to 1; sensitive to extreme values, costly; for "
              "the output layer of several classes",
     .check = softmax_row,
     .correct = "Only the textbook form is sensitive to extreme values; softmax itself changes by at most "
                "half of what its scores change by, and takes one exponential a score, as sigmoid does.",
     .figures = "FIG-17 FIG-18",
     .command = "softmax 1000 999 998 --naive"},
    {.id = "S1-T3",
     .place = "L37",
     .claim =
         "tanh: output in (-1, 1), mean 0; vanishing gradient; for recurrent networks and symmetric data",
     .printed = "(-1, 1)",
     .check =
         [](std::string_view printed) {
           return all_of({{"output", range(printed, "tanh")},
                          {"mean 0", zero_mean("tanh")},
                          {"vanishing gradient", saturates("tanh")},
                          {"use", opinion("which networks it suits")}});
         },
     .figures = "FIG-30 FIG-05",
     .command = "stats tanh"},
    {.id = "S1-T4",
     .place = "L38",
     .claim = "ReLU: cheap, eases the vanishing gradient; units die, since negative values give 0; the "
              "default of hidden layers",
     .check = relu_row,
     .correct = "A unit is dead where its input is negative for every sample, not where one output is 0; the "
                "gradient is kept on active paths and with weights scaled as He et al. do.",
     .figures = "FIG-30 FIG-07 FIG-27",
     .command = "depth relu --init he,random:0.01 --layers 10 --width 128 --predict"},
    {.id = "S1-T5",
     .place = "L39",
     .claim = "Leaky ReLU: eases the death of units; alpha, such as 0.01, is set by hand; for deep networks",
     .printed = "0.01",
     .check = leaky_relu_row,
     .figures = "FIG-30 FIG-08 FIG-27",
     .command = "stats leaky_relu relu --input uniform:-3,-1"},
    {.id = "S1-T6",
     .place = "L40",
     .claim = "PReLU: its slope adapts; more parameters; for complex tasks",
     .check = prelu_row,
     .figures = "FIG-30 FIG-08",
     .command = "compare relu prelu:alpha=0.1 prelu:alpha=0.25 prelu:alpha=0.5"},
    {.id = "S1-T7",
     .place = "L41",
     .claim = "ELU: smooth below 0, eases the vanishing gradient; costly for its exponential",
     .check = elu_row,
     .correct = "ELU eases the vanishing gradient near 0 and above; far below 0 its own slope vanishes, e^-5 "
                "= 0.0067 at -5.",
     .figures = "FIG-30 FIG-08",
     .command = "table elu elu:alpha=0.5 --at -10 -5 -1 0 1"},
    {.id = "S1-T8",
     .place = "L42",
     .claim = "GELU: smooth, fit for deep networks; costly; for Transformers, BERT among them",
     .check =
         [](std::string_view) {
           return all_of(
               {{"smooth", smooth("gelu")},
                {"use", words("the activation of BERT in the catalogue of models", activation_of("bert"),
                              {.literally = activation_of("bert") == "gelu"})},
                {"costly", measured("gelu gelu_tanh relu")}});
         },
     .figures = "FIG-30 FIG-10",
     .command = "model bert"},
    {.id = "S1-T9",
     .place = "L43",
     .claim = "Swish: not monotone, better than ReLU in experiments; rather costly; for EfficientNet",
     .check = swish_row,
     .figures = "FIG-30 FIG-12",
     .command = "stats swish swish:beta=2 relu"},
    {.id = "S1-T10",
     .place = "L44",
     .claim = "Mish: smooth, no upper bound, eases the vanishing gradient; costly; for computer vision",
     .check = mish_row,
     .correct = "Mish eases the vanishing gradient above 0; far below 0 its slope vanishes, -4.1e-4 at -10.",
     .figures = "FIG-30 FIG-16",
     .command = "table mish --at -10 -5 -1 0 1 5"},

    // ---- Claims
    {.id = "S1-P1",
     .place = "L14",
     .claim = "layers are followed by an activation so that the model is not linear",
     .check = [](std::string_view) { return collapses(); },
     .figures = "FIG-29",
     .command = "depth identity relu --layers 5 --width 16 --predict"},
    {.id = "S1-P2",
     .place = "L7",
     .claim = "there are linear activations too",
     .check = linear_activations,
     .figures = "FIG-29",
     .command = "show identity"},
    {.id = "S1-P3",
     .place = "L16",
     .claim = "the idea of an activation came from neurons",
     .check =
         [](std::string_view) {
           return literature(
               "McCulloch & Pitts 1943, A Logical Calculus of the Ideas Immanent in Nervous Activity");
         }},
    {.id = "S1-P4",
     .place = "L29",
     .claim = "the horizontal axes of the pictures may not show the inputs",
     .check =
         [](std::string_view) {
           const Vector x = sorted_normals();
           const double largest = std::max(-x.front(), x.back()),
                        last_rank = static_cast<double>(x.size() - 1);
           return words("1000 sorted normal numbers over their rank: the axis goes far beyond the inputs",
                        "inputs within " + shown(largest) + ", ranks to " + shown(last_rank),
                        {.literally = last_rank > 10 * largest}, {{"largest input", largest}});
         },
     .figures = "FIG-04"},
    {.id = "S1-P5",
     .place = "L50",
     .claim = "sigmoid is the logistic function, which probability and maximum likelihood lead to",
     .check = [](std::string_view) { return logistic_derivation(); },
     .figures = "FORM-1",
     .command = "table 'log(sigmoid(x)/(1-sigmoid(x)))' --at -2 0 2"},
    {.id = "S1-P6",
     .place = "L57",
     .claim = "the slope of sigmoid is s (1 - s)",
     .printed = "sigmoid(x)*(1-sigmoid(x))",
     .check = [](std::string_view printed) { return slope_formula(printed, "sigmoid", usual); },
     .figures = "FIG-03 FORM-1",
     .command = "table sigmoid 'sigmoid(x)*(1-sigmoid(x))' --at -5 0 5 10"},
    {.id = "S1-P7",
     .place = "L60, L88, L110",
     .claim = "sigmoid, tanh and ReLU are point-wise",
     .check =
         [](std::string_view) {
           int entries = 0;
           for (const std::string_view name : {"sigmoid", "tanh", "relu"})
             entries += crossings(jacobian(pointwise(name), scores()));
           return words("entries off the diagonal of the numeric Jacobians that are not 0",
                        std::to_string(entries), {.literally = entries == 0},
                        {{"off the diagonal", static_cast<double>(entries)}});
         },
     .figures = "FIG-30"},
    {.id = "S1-P8",
     .place = "L62",
     .claim = "sigmoid maps to (1, 0) and is monotone",
     .printed = "(1, 0)",
     .check =
         [](std::string_view printed) {
           return all_of({{"range", range(printed, "sigmoid")}, {"monotone", monotone("sigmoid")}});
         },
     .correct = "Sigmoid maps to (0, 1), and increases strictly.",
     .corrected = "(0, 1)",
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "S1-P9",
     .place = "L64",
     .claim = "sigmoid is S-shaped",
     .check = [](std::string_view) { return s_shaped("sigmoid"); },
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "S1-P10",
     .place = "L70",
     .claim = "sigmoid of sorted random data looks like DyT",
     .check = [](std::string_view) { return resembles_dyt(); },
     .correct = "Over x, sigmoid is a DyT with alpha, gamma and beta of 1/2; over the rank the curve is "
                "steepest at both ends, an inverse S.",
     .figures = "FIG-04 FORM-15",
     .command = "compare sigmoid dyt:alpha=0.5,gamma=0.5,beta=0.5"},
    {.id = "S1-P11",
     .place = "L85",
     .claim = "the slope of tanh is 1 - tanh^2",
     .printed = "1-tanh(x)^2",
     .check = [](std::string_view printed) { return slope_formula(printed, "tanh", usual); },
     .figures = "FIG-05 FORM-2",
     .command = "table tanh '1-tanh(x)^2' --at -2 0 2"},
    {.id = "S1-P12",
     .place = "L90-92",
     .claim = "tanh maps to (-1, 1), is monotone and S-shaped",
     .printed = "(-1, 1)",
     .check =
         [](std::string_view printed) {
           return all_of({{"range", range(printed, "tanh")},
                          {"monotone", monotone("tanh")},
                          {"shape", s_shaped("tanh")}});
         },
     .figures = "FIG-05",
     .command = "show tanh"},
    {.id = "S1-P13",
     .place = "L96",
     .claim = "sigmoid and tanh can be compared: tanh(x) = 2 sigmoid(2x) - 1",
     .check =
         [](std::string_view) {
           const Landmark gap = greatest_gap("sigmoid", "tanh", usual);
           return with(formula("2*sigmoid(2*x)-1", "tanh", usual),
                       {{"greatest gap", gap.value}, {"greatest gap at", gap.x}});
         },
     .figures = "FIG-06",
     .command = "compare tanh sigmoid '2*sigmoid(2*x)-1' --range -8 8"},
    {.id = "S1-P14",
     .place = "L102",
     .claim = "ReLU in AlexNet beat all other activations",
     .check = [](std::string_view) { return alexnet(); },
     .correct =
         "AlexNet compared ReLU with tanh alone; ReLU is older, and most of its rivals of today came later.",
     .figures = "FIG-24",
     .command = "table relu tanh --at -5 -1 1 5"},
    {.id = "S1-P15",
     .place = "L104, L126",
     .claim = "many activations of today refine ReLU",
     .check = distances_from_relu,
     .figures = "FIG-09 FIG-16",
     .command = "compare relu gelu swish mish softplus"},
    {.id = "S1-P16",
     .place = "L112",
     .claim = "ReLU maps to (0, +inf) and is monotone",
     .printed = "(0, inf)",
     .check =
         [](std::string_view printed) {
           return all_of({{"range", range(printed, "relu")}, {"monotone", monotone("relu")}});
         },
     .correct = "ReLU maps to [0, +inf), 0 being taken; it never falls, but does not increase strictly.",
     .corrected = "[0, inf)",
     .figures = "FIG-07",
     .command = "show relu"},
    {.id = "S1-P17",
     .place = "L114",
     .claim = "ReLU is S-shaped",
     .check = [](std::string_view) { return s_shaped("relu"); },
     .correct = "ReLU is a hinge: convex, without an inflection, unbounded above.",
     .figures = "FIG-07",
     .command = "compare sigmoid relu --range -8 8"},
    {.id = "S1-P18",
     .place = "L130",
     .claim = "in practice GELU is simplified",
     .check = simplified_gelu,
     .figures = "FIG-10",
     .command = "compare gelu gelu_tanh quick_gelu --range -5 5"},
    {.id = "S1-P19",
     .place = "L132",
     .claim = "later activations seem made to fit a curve",
     .check = [](std::string_view) { return opinion("how later activations were found"); }},
    {.id = "S1-P20",
     .place = "L136",
     .claim = "GELU is x P(X <= x) = x Phi(x)",
     .printed = "x*Phi(x)",
     .check = gelu_as_probability,
     .figures = "FIG-10 FORM-5",
     .command = "show gelu"},
    {.id = "S1-P21",
     .place = "L140",
     .claim = "x Phi(x) is about x sigmoid(1.702 x)",
     .printed = "x*sigmoid(1.702*x)",
     .check =
         [](std::string_view printed) {
           const Landmark slope =
               difference(Function::parse(printed), Function::parse("gelu"), -8, 8).max_slope_abs;
           return with(formula(printed, "gelu", usual, 0.025),
                       {{"greatest error of the slope", slope.value}, {"of the slope, at", slope.x}});
         },
     .figures = "FIG-10 FORM-5",
     .command = "compare gelu quick_gelu"},
    {.id = "S1-P22",
     .place = "L144",
     .claim = "x Phi(x) is about 1/2 (1 + tanh(sqrt(pi/2) (x + 0.044715 x^3)))",
     .printed = "1/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))",
     .check = gelu_approximation,
     .correct =
         "The leading factor is x/2, the root sqrt(2/pi): x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).",
     .corrected = "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))",
     .figures = "FIG-25 FORM-5",
     .command = "compare gelu gelu_tanh '1/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))' --range -5 5"},
    {.id = "S1-P23",
     .place = "L147",
     .claim = "large language models commonly use GELU",
     .check = gelu_in_models,
     .correct = "GPT-2, BERT and BLOOM do; LLaMA, Qwen, Mistral and DeepSeek have SiLU in a SwiGLU block.",
     .figures = "FIG-22",
     .command = "model llama-3-8b"},
    {.id = "S1-P24",
     .place = "L160",
     .claim = "Swish is x sigmoid(beta x)",
     .printed = "x*sigmoid(beta*x)",
     .check =
         [](std::string_view printed) {
           return at_each(formula, printed, "swish", "beta", {"0.5", "1", "3"}, usual);
         },
     .figures = "FIG-12 FORM-6",
     .command = "show swish"},
    {.id = "S1-P25",
     .place = "L164",
     .claim = "the slope of Swish is beta S + s (1 - s)",
     .printed = "beta*x*sigmoid(beta*x)+sigmoid(beta*x)*(1-sigmoid(beta*x))",
     .check = swish_slope,
     .correct = "It is beta S + s (1 - beta S), where s = sigmoid(beta x): 1/2 at 0, not 1/4.",
     .corrected = "beta*x*sigmoid(beta*x)+sigmoid(beta*x)*(1-beta*x*sigmoid(beta*x))",
     .figures = "FIG-25 FORM-6",
     .command = "table swish 'x*sigmoid(x)+sigmoid(x)*(1-sigmoid(x))' --at -5 -1 0 1 5"},
    {.id = "S1-P26",
     .place = "L174",
     .claim = "Hard Swish is x ReLU6(x + 3)/6",
     .printed = "x*relu6(x+3)/6",
     .check = hard_swish,
     .figures = "FIG-15 FORM-7",
     .command = "compare swish hard_swish --range -8 8"},
    {.id = "S1-P27",
     .place = "L182",
     .claim = "Mish is x tanh(softplus(x))",
     .printed = "x*tanh(softplus(x))",
     .check =
         [](std::string_view printed) {
           const Landmark minimum = *landmarks(Function::parse("mish")).minimum;
           return with(formula(printed, "mish", usual),
                       {{"minimum", minimum.value}, {"minimum at", minimum.x}});
         },
     .figures = "FIG-16 FORM-8",
     .command = "stats mish"},
    {.id = "S1-P28",
     .place = "L191",
     .claim = "softmax makes probabilities of the last layer, and comes from sigmoid",
     .check = softmax_of_two,
     .figures = "FIG-19 FORM-9",
     .command = "softmax 2 0 && table sigmoid --at 2"},
    {.id = "S1-P29",
     .place = "L198-217",
     .claim = "the Jacobian of softmax has y_i (1 - y_i) on its diagonal, printed here as a formula of x = "
              "y_i, and -y_i y_j elsewhere",
     .printed = "x*(1-x)",
     .check = softmax_slopes,
     .figures = "FIG-18 FORM-9",
     .command = "softmax 9 6 3 1 --jacobian"},
    {.id = "S1-P30",
     .place = "L221",
     .claim = "softmax is not point-wise",
     .check =
         [](std::string_view) {
           const int entries = crossings(jacobian(softmax_of, scores()));
           return words("entries off the diagonal of the numeric Jacobian at 9, 6, 3, 1 that are not 0",
                        std::to_string(entries) + " of 12", {.literally = entries == 12},
                        {{"off the diagonal", static_cast<double>(entries)}});
         },
     .figures = "FIG-18",
     .command = "softmax 9 6 3 1 --jacobian"},
    {.id = "S1-P31",
     .place = "L225",
     .claim = "each result and each slope of softmax depends on all inputs",
     .check = depends_on_all,
     .figures = "FIG-18",
     .command = "softmax 9 6 3 1 --jacobian"},
    {.id = "S1-P32",
     .place = "L227-231",
     .claim = "the source of PyTorch optimises softmax: e^(x_i - max(x)) over the sum of e^(x_j - max(x))",
     .printed = "exp(x-m):m=9",
     .check = shifted_softmax,
     .figures = "FIG-17 FORM-9",
     .command = "softmax 1000 999 998 --naive"},
    {.id = "S1-P33",
     .place = "L237",
     .claim = "to program them, copy the formulas",
     .check = [](std::string_view) { return copied_formulas(); },
     .correct = "Copied, the forms of tanh, softmax and softplus overflow from 710, and GELU loses its "
                "digits far below 0: take forms that are stable.",
     .figures = "FORM-9",
     .command = "softmax 1000 999 998 --naive"},
    {.id = "S1-P34",
     .place = "L193",
     .claim = "softmax is e^x_i / sum e^x_j",
     .printed = "exp(x)",
     .check = softmax_formula,
     .figures = "FIG-17 FORM-9",
     .command = "softmax 9 6 3 1"},
    {.id = "S1-P35",
     .place = "L120",
     .claim = "Markdown renderers differ, so that some formulas are a picture",
     .check =
         [](std::string_view) { return opinion("how formulas are best shown; the cards have them as text"); },
     .figures = "FORM-3 FORM-4",
     .command = "show elu --latex"},
    {.id = "S1-P36",
     .place = "L27",
     .claim = "activations can be classed in several ways; here they are listed only",
     .check = [](std::string_view) { return opinion("by what to class them"); },
     .figures = "FIG-30",
     .command = "list"},

    // ---- Questions
    {.id = "S1-Q1",
     .place = "L20",
     .claim = "why not a linear activation, and what happens without a nonlinear one?",
     .check =
         [](std::string_view) {
           return all_of({{"layers", collapses()}, {"", follows({"S0-P3"})}});
         },
     .figures = "FIG-29",
     .command = "table 'relu(x)-2*relu(x-1)' --at 0 1 2"},
    {.id = "S1-Q2",
     .place = "L21",
     .claim = "is an activation point-wise?",
     .check = are_pointwise,
     .figures = "FIG-18 FIG-20",
     .command = "softmax 9 6 3 1 --jacobian"},
    {.id = "S1-Q3",
     .place = "L22",
     .claim = "which activation would you design?",
     .check = own_design,
     .figures = "FIG-30",
     .command = "stats 'x*(1+x/(1+abs(x)))/2' gelu"},
    {.id = "S1-Q4",
     .place = "L23",
     .claim = "can an activation change the dimension too?",
     .check = other_dimensions,
     .figures = "FIG-20",
     .command = "ffn glu --d-model 4 --d-ff 6 --forward 2"},
    {.id = "S1-Q5",
     .place = "L76",
     .claim = "along which dimension does an activation act in language tasks, or is none needed?",
     .check = along_an_axis,
     .figures = "FIG-17",
     .command = "softmax 9 6 && softmax 9 3"},
    {.id = "S1-Q6",
     .place = "L245",
     .claim = "is the sum of softmax computed once for all entries?",
     .check = kept_sum,
     .figures = "FIG-18",
     .command = "softmax 9 6 3 1"},
    {.id = "S1-Q7",
     .place = "L246",
     .claim = "what is NLLLoss, and how is it related to cross-entropy?",
     .check = nll_and_cross_entropy,
     .figures = "FORM-9",
     .command = "softmax 9 6 3 1 --target 0 && softmax 9 6 3 1 --log"},
    {.id = "S1-Q8",
     .place = "L247",
     .claim = "what is the derivative of softmax, its Jacobian?",
     .check = [](std::string_view) { return softmax_slopes("x*(1-x)"); },
     .figures = "FIG-18 FORM-9",
     .command = "softmax 9 6 3 1 --jacobian"},
    {.id = "S1-Q9",
     .place = "L248",
     .claim = "has the gradient of softmax another shape than its input, and how are parameters updated?",
     .check = shapes_of_gradients,
     .figures = "FIG-18 FORM-9",
     .command = "softmax 9 6 3 1 --vector 1,0,0,0"},
    {.id = "S1-Q10",
     .place = "L235-237",
     .claim = "the section on code is empty: how are activations programmed?",
     .check = implementations,
     .figures = "FIG-30",
     .command = "table sigmoid tanh relu leaky_relu prelu elu gelu swish mish --at -710 -1 0 1 710"},
    {.id = "S1-Q11",
     .place = "L239",
     .claim = "the section on interviews is empty: what should be known of each activation?",
     .check = properties,
     .figures = "FIG-30",
     .command = "stats sigmoid tanh relu leaky_relu prelu elu gelu swish mish"},
    {.id = "S1-Q12",
     .place = "L50",
     .claim = "the derivation of sigmoid is left out: what is it?",
     .check = [](std::string_view) { return logistic_derivation(); },
     .figures = "FORM-1",
     .command = "table log_sigmoid --at -2 0 2"},

    // ---- Errors
    {.id = "E2",
     .place = "L62",
     .claim = "sigmoid maps to (1, 0)",
     .printed = "(1, 0)",
     .check = [](std::string_view printed) { return range(printed, "sigmoid"); },
     .correct = "Sigmoid maps to the open interval (0, 1).",
     .corrected = "(0, 1)",
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "E3",
     .place = "L112",
     .claim = "ReLU maps to (0, +inf)",
     .printed = "(0, inf)",
     .check = [](std::string_view printed) { return range(printed, "relu"); },
     .correct = "ReLU maps to [0, +inf): 0 is attained; it never falls, but is level below 0.",
     .corrected = "[0, inf)",
     .figures = "FIG-07",
     .command = "show relu"},
    {.id = "E4",
     .place = "L114",
     .claim = "ReLU is S-shaped",
     .check = [](std::string_view) { return s_shaped("relu"); },
     .correct = "ReLU is a hinge: convex, unbounded, without an inflection.",
     .figures = "FIG-07",
     .command = "compare sigmoid relu --range -8 8"},
    {.id = "E5",
     .place = "L144",
     .claim = "GELU is about 1/2 (1 + tanh(...)), without the leading x",
     .printed = "1/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))",
     .check = gelu_approximation,
     .correct = "GELU is about x/2 (1 + tanh(...)); the printed form has the shape of Phi.",
     .corrected = "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))",
     .figures = "FIG-25 FORM-5",
     .command = "compare gelu gelu_tanh '1/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))' --range -5 5"},
    {.id = "E6",
     .place = "L144",
     .claim = "the root in the tanh form of GELU is sqrt(pi/2)",
     .printed = "sqrt(pi/2)",
     .check = [](std::string_view printed) { return gelu_approximation(gelu_tanh_form(printed)); },
     .correct = "It is sqrt(2/pi); with the leading x put back, sqrt(pi/2) errs 195 times as much.",
     .corrected = "sqrt(2/pi)",
     .figures = "FIG-25 FORM-5",
     .command = "compare gelu gelu_tanh 'x/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))' --range -5 5"},
    {.id = "E7",
     .place = "L164",
     .claim = "the slope of Swish is beta S + s (1 - s)",
     .printed = "beta*x*sigmoid(beta*x)+sigmoid(beta*x)*(1-sigmoid(beta*x))",
     .check = swish_slope,
     .correct = "The slope of Swish is beta S + s (1 - beta S), where s = sigmoid(beta x).",
     .corrected = "beta*x*sigmoid(beta*x)+sigmoid(beta*x)*(1-beta*x*sigmoid(beta*x))",
     .figures = "FIG-25 FORM-6",
     .command = "compare dsilu 'x*sigmoid(x)+sigmoid(x)*(1-sigmoid(x))' --range -5 5"},
    {.id = "E8",
     .place = "L237",
     .claim = "to program them, copying the formulas is enough",
     .check = [](std::string_view) { return copied_formulas(); },
     .correct = "Copied, tanh, softmax and softplus overflow from 710, and the tail of GELU loses its "
                "digits; stable forms do not.",
     .figures = "FORM-9",
     .command = "softmax 1000 999 998 --naive"},
    {.id = "E9",
     .place = "L70",
     .claim = "the picture of sorted random data looks like DyT",
     .check = [](std::string_view) { return resembles_dyt(); },
     .correct = "Sigmoid is a DyT over x, with alpha, gamma and beta of 1/2; over the rank the curve is an S "
                "turned over: plot it against x.",
     .figures = "FIG-04 FORM-15",
     .command = "compare sigmoid dyt:alpha=0.5,gamma=0.5,beta=0.5 --range -4 4"},
    {.id = "E43",
     .place = "L102",
     .claim = "AlexNet's ReLU beat all others; GELU spread with BERT-like models",
     .check =
         [](std::string_view) {
           return follows({"S1-P14", "S4-P21"});
         },
     .correct = "AlexNet compared ReLU with tanh; GELU is of 2016 and GPT-1 used it before BERT.",
     .command = "model gpt-1 && model bert"},
    {.id = "E44",
     .place = "L7",
     .claim = "deep learning mostly speaks of nonlinear Attention only; there is linear activation too",
     .printed = "Attention",
     .check =
         [](std::string_view printed) {
           const std::string_view source = find_framework("torch").source;
           return words("the word stands in the name of the file that defines what the links below it list",
                        std::string(source),
                        {.literally = source.find(folded(printed)) != std::string_view::npos});
         },
     .correct = "A slip of the pen: the activation is what is meant.",
     .corrected = "Activation",
     .command = "list --framework torch"},
    {.id = "E47",
     .place = "L151",
     .claim = "the slope of GELU, drawn beside it, is Phi(y) + y phi(y) at y = GELU(x)",
     .printed = "Phi(gelu(x))+gelu(x)*phi(gelu(x))",
     .check = gelu_slope,
     .correct = "The slope is taken at x: Phi(x) + x phi(x).",
     .corrected = "Phi(x)+x*phi(x)",
     .figures = "FIG-09 FORM-5",
     .command = "table gelu 'Phi(gelu(x))+gelu(x)*phi(gelu(x))' --at -3 -1.734 0 1 3"},
};

}  // namespace

std::span<const Statement> s1() { return statements; }

}  // namespace actviz::notes
