#include "plots/notes/block_formula.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "lib/base/error.hpp"
#include "lib/base/numbers.hpp"
#include "plots/notes/checks.hpp"

namespace actviz::notes {
namespace {

constexpr double tolerance = 1e-12;

DenseMatrix empty(const Shape& shape) {
  return {shape, std::vector<double>(static_cast<std::size_t>(shape.rows * shape.columns))};
}

std::size_t index(const Shape& shape, std::int64_t row, std::int64_t column) {
  return static_cast<std::size_t>((shape.rows == 1 ? 0 : row) * shape.columns +
                                  (shape.columns == 1 ? 0 : column));
}

[[noreturn]] void mismatch(const Shape& a, const Shape& b) {
  throw Error("shapes " + text_of(a) + " and " + text_of(b) + " do not match");
}

DenseMatrix matrix_product(const DenseMatrix& a, const DenseMatrix& b) {
  if (a.shape.columns != b.shape.rows) mismatch(a.shape, b.shape);
  DenseMatrix product = empty({a.shape.rows, b.shape.columns});
  for (std::int64_t i = 0; i < a.shape.rows; ++i)
    for (std::int64_t k = 0; k < a.shape.columns; ++k) {
      const double factor = a.values[static_cast<std::size_t>(i * a.shape.columns + k)];
      const double* const row = b.values.data() + k * b.shape.columns;
      double* const out = product.values.data() + i * b.shape.columns;
      for (std::int64_t j = 0; j < b.shape.columns; ++j) out[j] += factor * row[j];
    }
  return product;
}

DenseMatrix element_wise(const DenseMatrix& a, const DenseMatrix& b, double (*operation)(double, double)) {
  const auto size = [&](std::int64_t m, std::int64_t n) {
    if (m != n && m != 1 && n != 1) mismatch(a.shape, b.shape);
    return std::max(m, n);
  };
  DenseMatrix result = empty({size(a.shape.rows, b.shape.rows), size(a.shape.columns, b.shape.columns)});
  for (std::int64_t i = 0; i < result.shape.rows; ++i)
    for (std::int64_t j = 0; j < result.shape.columns; ++j)
      result.values[static_cast<std::size_t>(i * result.shape.columns + j)] =
          operation(a.values[index(a.shape, i, j)], b.values[index(b.shape, i, j)]);
  return result;
}

DenseMatrix sum_of(const DenseMatrix& a, const DenseMatrix& b) {
  return element_wise(a, b, [](double u, double v) { return u + v; });
}

DenseMatrix transposed(const DenseMatrix& matrix) {
  DenseMatrix result = empty({matrix.shape.columns, matrix.shape.rows});
  for (std::int64_t i = 0; i < result.shape.rows; ++i)
    for (std::int64_t j = 0; j < result.shape.columns; ++j)
      result.values[static_cast<std::size_t>(i * result.shape.columns + j)] =
          matrix.values[index(matrix.shape, j, i)];
  return result;
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Reads and computes at once, by descent.
class Reader {
 public:
  Reader(std::string_view text, const Arrays& arrays) : text_(text), arrays_(arrays) {}

  DenseMatrix whole() {
    DenseMatrix result = sum();
    if (next() != '\0') fail();
    return result;
  }

 private:
  DenseMatrix sum() {
    DenseMatrix result = product();
    while (takes('+')) result = sum_of(result, product());
    return result;
  }

  DenseMatrix product() {
    DenseMatrix result = chain();
    while (takes('*')) result = element_wise(result, chain(), [](double u, double v) { return u * v; });
    return result;
  }

  DenseMatrix chain() {
    DenseMatrix result = factor();
    while (next() == '(' || is_letter(next()) || is_digit(next())) result = matrix_product(result, factor());
    return result;
  }

  DenseMatrix factor() {
    if (next() == '(') return in_brackets();
    const std::string name = word();
    if (name.empty()) fail();
    if (is_digit(name[0])) return {{1, 1}, {parse_number(name).value()}};
    if (next() != '(' || arrays_.contains(name)) return array(name);
    const DenseMatrix argument = in_brackets();
    if (name[0] == 'w' && name.size() == 2) return layer(argument, name[1]);
    if (find_activations(name).empty()) throw std::logic_error("no activation " + name);
    DenseMatrix result = argument;
    const Function f = Function::parse(name);
    std::ranges::transform(argument.values, result.values.begin(), [&](double x) { return f(x); });
    return result;
  }

  DenseMatrix in_brackets() {
    if (!takes('(')) fail();
    DenseMatrix result = sum();
    if (!takes(')')) fail();
    return result;
  }

  /// w1(x), a linear layer: its bias belongs to it, where the block has biases.
  DenseMatrix layer(const DenseMatrix& x, char number) const {
    const DenseMatrix result = matrix_product(x, array(std::string("W") + number));
    const auto bias = arrays_.find(std::string("b") + number);
    return bias == arrays_.end() ? result : sum_of(result, bias->second);
  }

  const DenseMatrix& array(const std::string& name) const {
    const auto found = arrays_.find(name);
    if (found == arrays_.end()) throw std::logic_error("no array " + name);
    return found->second;
  }

  char next() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool takes(char wanted) {
    const bool is_it = next() == wanted;
    if (is_it) ++at_;
    return is_it;
  }
  std::string word() {
    next();
    const std::size_t start = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '_')) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }
  [[noreturn]] void fail() const { throw std::logic_error("cannot be read: " + std::string(text_)); }

  std::string_view text_;
  const Arrays& arrays_;
  std::size_t at_ = 0;
};

}  // namespace

std::string text_of(const Shape& shape) {
  return "(" + std::to_string(shape.rows) + ", " + std::to_string(shape.columns) + ")";
}

DenseMatrix evaluate(std::string_view formula, const Arrays& arrays) {
  return Reader(formula, arrays).whole();
}

std::vector<std::string> arrays_in(std::string_view formula) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < formula.size();) {
    std::size_t end = i;
    while (end < formula.size() && (is_letter(formula[end]) || is_digit(formula[end]))) ++end;
    const std::string name(formula.substr(i, end - i));
    const bool is_array =
        !name.empty() && is_letter(name[0]) && (end == formula.size() || formula[end] != '(');
    if (is_array && std::ranges::find(names, name) == names.end()) names.push_back(name);
    i = std::max(end, i + 1);
  }
  return names;
}

DrawnBlock drawn_block(const BlockSetup& setup) {
  constexpr std::uint64_t seed = 1;
  const FfnKind kind = find_ffn_kind(setup.kind, setup.activation);
  FfnWeights weights = random_weights(kind, ffn_cost(kind, setup.d_model, setup.d_ff), seed);
  const DenseMatrix x = random_input(setup.rows, setup.d_model, seed);
  Arrays arrays = {{"x", x}, {"W1", weights.w1}, {"W", weights.w1}, {"W2", weights.w2}};
  if (kind.gate) arrays["W3"] = arrays["V"] = weights.w3;
  if (setup.has_biases) {
    const auto drawn = [&](std::int64_t size, std::uint64_t offset) {
      return random_input(1, size, seed + offset);
    };
    weights.b1 = (arrays["b1"] = arrays["b"] = drawn(setup.d_ff, 1)).values;
    weights.b2 = (arrays["b2"] = drawn(setup.d_model, 2)).values;
    if (kind.gate) weights.b3 = (arrays["b3"] = arrays["c"] = drawn(setup.d_ff, 3)).values;
  }
  FfnActivations flow = forward(kind, weights, x);
  return {kind, std::move(arrays), std::move(flow)};
}

Finding block(std::string_view printed, const BlockSetup& setup) {
  const DrawnBlock drawn = drawn_block(setup);
  const DenseMatrix& expected = setup.is_product ? drawn.flow.hidden : drawn.flow.output;
  Finding finding = {
      Verdict::wrong,
      "greatest difference from the " + std::string(setup.is_product ? "product before W2" : "output") +
          " of " + formula_of(drawn.kind) + (setup.has_biases ? " with biases" : "") + ", " +
          std::to_string(setup.rows) + " rows, d_model " + std::to_string(setup.d_model) + ", d_ff " +
          std::to_string(setup.d_ff) + ", drawn weights; at most " + shown(tolerance) + " holds",
      {}};
  Arrays arrays = drawn.arrays;
  if (setup.is_columns)
    for (auto& [name, array] : arrays) array = transposed(array);
  DenseMatrix result;
  try {
    result = evaluate(printed, arrays);
  } catch (const Error& error) {
    finding.computed = error.message;
    return finding;
  }
  if (setup.is_columns) result = transposed(result);
  finding.computed = "shape " + text_of(result.shape);
  if (result.shape != expected.shape) {
    finding.computed += ", not " + text_of(expected.shape);
    return finding;
  }
  const double worst = greatest_difference(result.values, expected.values);
  if (worst <= tolerance) finding.verdict = Verdict::holds;
  finding.computed += ", greatest difference " + shown(worst);
  finding.numbers = {{"greatest difference", worst}};
  return finding;
}

Finding block_of_rows(std::string_view printed, const BlockSetup& setup) {
  BlockSetup of_columns = setup;
  of_columns.is_columns = true;
  const Finding as_rows = block(printed, setup), as_columns = block(printed, of_columns);
  return words(
      as_rows.how,
      "tokens as rows: " + as_rows.computed + "; as columns, every matrix transposed: " + as_columns.computed,
      {.literally = as_rows.verdict == Verdict::holds, .narrowly = as_columns.verdict == Verdict::holds});
}

}  // namespace actviz::notes
