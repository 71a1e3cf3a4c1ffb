// Why layers need something nonlinear between them.
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "lib/number/random.hpp"
#include "plots/charts/wording.hpp"
#include "plots/notes/drawing_blocks.hpp"
#include "plots/notes/illustrations.hpp"

namespace actviz::notes {

using namespace plots;

namespace {

double relu(double x) { return x > 0 ? x : 0; }

/// Exclusive or: 1 where the two inputs differ.
struct Case {
  double x1, x2, truth;
};
constexpr std::array exclusive_or = {Case{0, 0, 0}, Case{0, 1, 1}, Case{1, 0, 1}, Case{1, 1, 0}};

/// a + b1 x1 + b2 x2 of least squares. The inputs of the four cases are uncorrelated, so that each slope is
/// its own regression.
struct Affine {
  double a, b1, b2;

  Affine() {
    double mean = 0, product1 = 0, product2 = 0, square = 0;
    for (const auto& [x1, x2, truth] : exclusive_or) {
      mean += truth / exclusive_or.size();
      product1 += (x1 - 0.5) * truth;
      product2 += (x2 - 0.5) * truth;
      square += (x1 - 0.5) * (x1 - 0.5);
    }
    b1 = product1 / square;
    b2 = product2 / square;
    a = mean - (b1 + b2) / 2;
  }
  double operator()(double x1, double x2) const { return a + b1 * x1 + b2 * x2; }
};

/// Two ReLU units and an output that takes the second twice from the first.
double two_units(double x1, double x2) { return relu(x1 + x2) - 2 * relu(x1 + x2 - 1); }

template <class F>
double mean_square_error(F f) {
  double sum = 0;
  for (const auto& [x1, x2, truth] : exclusive_or) sum += std::pow(f(x1, x2) - truth, 2);
  return sum / exclusive_or.size();
}

/// A fit over the unit square with the four cases on it.
template <class F>
Panel fit(const std::string& title, F f) {
  constexpr double lo = -0.25, hi = 1.25;
  constexpr int side = 60;
  Field field{side, side, {}, {{lo, lo}, {hi, hi}}};
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column)
      field.values.push_back(f(lo + (hi - lo) * (column + 0.5) / side, lo + (hi - lo) * (row + 0.5) / side));
  Panel panel{.title = title + ": MSE $" + number_math(mean_square_error(f)) + "$",
              .x = {.label = "$x_1$"},
              .y = {.label = "$x_2$"},
              .equal_units = true};
  panel.marks.emplace_back(
      Heatmap{.field = std::move(field), .scale_label = "output", .lo = -0.5, .hi = 1, .smooth = true});
  for (int truth : {0, 1}) {
    Points cases{{}, {truth}};
    for (const auto& [x1, x2, value] : exclusive_or)
      if (value == truth) cases.points.push_back({x1, x2});
    panel.marks.emplace_back(std::move(cases));
  }
  return panel;
}

constexpr std::size_t width = 16;
constexpr int layers = 5;
using Vector = std::array<double, width>;
using Matrix = std::array<Vector, width>;

Vector product(const Matrix& matrix, const Vector& x) {
  Vector y{};
  for (std::size_t i = 0; i < width; ++i)
    for (std::size_t j = 0; j < width; ++j) y[i] += matrix[i][j] * x[j];
  return y;
}

Matrix product(const Matrix& a, const Matrix& b) {
  Matrix c{};
  for (std::size_t i = 0; i < width; ++i)
    for (std::size_t j = 0; j < width; ++j)
      for (std::size_t k = 0; k < width; ++k) c[i][j] += a[i][k] * b[k][j];
  return c;
}

/// Five random layers without biases, weights of N(0, 2 / width).
std::vector<Matrix> random_stack() {
  Random random(1);
  std::vector<Matrix> stack(layers);
  for (Matrix& matrix : stack)
    for (Vector& row : matrix)
      for (double& weight : row) weight = std::sqrt(2.0 / width) * random.normal();
  return stack;
}

Vector through(const std::vector<Matrix>& stack, Vector x, bool with_relu) {
  for (std::size_t l = 0; l < stack.size(); ++l) {
    x = product(stack[l], x);
    if (with_relu && l + 1 < stack.size())
      for (double& value : x) value = relu(value);
  }
  return x;
}

/// A straight way through the inputs.
Vector input_at(double t) {
  Vector x{};
  for (std::size_t i = 0; i < width; ++i)
    x[i] = std::cos(static_cast<double>(i)) + t * std::sin(static_cast<double>(i));
  return x;
}

constexpr double reach = 3;
constexpr std::size_t outputs = 3;

/// Three outputs of the stack along the way.
Panel outputs_of(const std::vector<Matrix>& stack, bool with_relu, std::string title) {
  Panel panel{.title = std::move(title),
              .x = {.label = "place $t$ on a line of inputs", .lo = -reach, .hi = reach},
              .y = {.label = "output"}};
  for (std::size_t i = 0; i < outputs; ++i)
    panel.marks.emplace_back(Line{
        points_over(-reach, reach, 601, [&](double t) { return through(stack, input_at(t), with_relu)[i]; }),
        {static_cast<int>(i)}});
  return panel;
}

/// The product of the layers' matrices.
Matrix collapsed(const std::vector<Matrix>& stack) {
  Matrix one = stack[0];
  for (std::size_t l = 1; l < stack.size(); ++l) one = product(stack[l], one);
  return one;
}

/// What the one matrix gives along the way, as dots.
void add_dots(Panel& panel, const Matrix& one) {
  for (std::size_t i = 0; i < outputs; ++i)
    panel.marks.emplace_back(
        Points{points_over(-reach, reach, 13, [&](double t) { return product(one, input_at(t))[i]; }),
               {static_cast<int>(i)}});
}

/// How far the stack without ReLU and the one matrix are apart on the way, at most.
double greatest_difference(const std::vector<Matrix>& stack, const Matrix& one) {
  double greatest = 0;
  for (const Point& at : points_over(-reach, reach, 61, [](double) { return 0.0; })) {
    const Vector x = input_at(at.x), stacked = through(stack, x, false), single = product(one, x);
    for (std::size_t i = 0; i < width; ++i) greatest = std::fmax(greatest, std::fabs(stacked[i] - single[i]));
  }
  return greatest;
}

}  // namespace

Figure figure_29(ThemeName theme) {
  const std::vector<Matrix> stack = random_stack();
  const Matrix one = collapsed(stack);
  Panel linear = outputs_of(stack, false, "Five linear layers, and one matrix (dots)");
  add_dots(linear, one);
  Figure figure = figure_of(
      theme, "Why layers need something nonlinear between them",
      "squares: XOR is 1, circles: XOR is 0; the five layers and the one matrix differ by at most $" +
          number_math(greatest_difference(stack, one), 1) + "$",
      {fit("Best affine fit to XOR", Affine()), fit("Two ReLU units", two_units), std::move(linear),
       outputs_of(stack, true, "The same layers with ReLU between")},
      2);
  figure.description =
      "Exclusive or of two inputs: the best affine function is one half everywhere, two ReLU units meet all "
      "four cases. Below, five linear layers give straight lines on which the dots of a single matrix lie; "
      "with ReLU between the layers the same weights give bent curves.";
  return figure;
}

}  // namespace actviz::notes
