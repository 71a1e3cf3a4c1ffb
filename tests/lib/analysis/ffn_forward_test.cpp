#include "lib/analysis/ffn_forward.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

double at(const DenseMatrix& m, std::int64_t row, std::int64_t column) {
  return m.values[static_cast<std::size_t>(row * m.shape.columns + column)];
}

/// x W + b, one sum after the other.
DenseMatrix product(const DenseMatrix& x, const DenseMatrix& w, const std::vector<double>& bias) {
  DenseMatrix y{{x.shape.rows, w.shape.columns}, {}};
  for (std::int64_t i = 0; i < x.shape.rows; ++i)
    for (std::int64_t j = 0; j < w.shape.columns; ++j) {
      double sum = bias.empty() ? 0 : bias[static_cast<std::size_t>(j)];
      for (std::int64_t k = 0; k < w.shape.rows; ++k) sum += at(x, i, k) * at(w, k, j);
      y.values.push_back(sum);
    }
  return y;
}

void expect_close(const DenseMatrix& got, const DenseMatrix& expected) {
  ASSERT_EQ(got.shape, expected.shape);
  for (std::size_t i = 0; i < got.values.size(); ++i)
    ASSERT_NEAR(got.values[i], expected.values[i], 1e-12 * (1 + std::fabs(expected.values[i]))) << i;
}

double silu(double x) { return x / (1 + std::exp(-x)); }

/// A block of the kind, with drawn weights.
struct Block {
  explicit Block(const char* name, std::int64_t d_model, std::int64_t d_ff, std::int64_t rows)
      : kind(find_ffn_kind(name, "silu")),
        weights(random_weights(kind, ffn_cost(kind, d_model, d_ff), 5)),
        x(random_input(rows, d_model, 5)) {}

  FfnKind kind;
  FfnWeights weights;
  DenseMatrix x;
};

TEST(FfnForward, of_a_gated_block_is_the_sums_of_its_formula) {
  for (const std::int64_t rows : {1, 7, 40}) {
    Block block("swiglu", 33, 70, rows);
    for (int i = 0; i < 70; ++i) {
      block.weights.b1.push_back(0.01 * i);
      block.weights.b3.push_back(1 - 0.1 * i);
      if (i < 33) block.weights.b2.push_back(i);
    }
    const FfnActivations got = forward(block.kind, block.weights, block.x);
    const DenseMatrix gate = product(block.x, block.weights.w1, block.weights.b1),
                      up = product(block.x, block.weights.w3, block.weights.b3);
    DenseMatrix hidden = gate;
    for (std::size_t i = 0; i < hidden.values.size(); ++i)
      hidden.values[i] = silu(gate.values[i]) * up.values[i];
    expect_close(got.gate, gate);
    expect_close(got.up, up);
    expect_close(got.hidden, hidden);
    expect_close(got.output, product(hidden, block.weights.w2, block.weights.b2));
  }
}

TEST(FfnForward, of_a_plain_block_has_no_gate) {
  const Block block("ffn", 20, 80, 6);
  const FfnActivations got = forward(block.kind, block.weights, block.x);
  DenseMatrix hidden = product(block.x, block.weights.w1, {});
  expect_close(got.up, hidden);
  for (double& value : hidden.values) value = silu(value);
  expect_close(got.hidden, hidden);
  expect_close(got.output, product(hidden, block.weights.w2, {}));
  EXPECT_TRUE(got.gate.values.empty());
}

TEST(FfnForward, of_the_notes_module_fits_in_the_corrected_order_alone) {
  const Block block("swiglu", 128, ffn_width(true, {256, {}, 16}), 4);
  EXPECT_EQ(forward(block.kind, block.weights, block.x).output.shape, (Shape{4, 128}));
  EXPECT_EQ(complaint([&] { (void)forward(block.kind, block.weights, block.x, FfnOrder::printed); }),
            "shapes (4, 128) and (4, 176) do not match: silu(x W1) W2 * (x W3)\n"
            "the product comes before W2: (silu(x W1) * (x W3)) W2; leave --order out");
}

TEST(FfnForward, in_the_printed_order_gives_something_else_where_it_fits) {
  const Block block("swiglu", 24, 24, 3);
  const FfnActivations printed = forward(block.kind, block.weights, block.x, FfnOrder::printed);
  DenseMatrix expected = product(block.x, block.weights.w1, {});
  for (double& value : expected.values) value = silu(value);
  expected = product(expected, block.weights.w2, {});
  const DenseMatrix up = product(block.x, block.weights.w3, {});
  for (std::size_t i = 0; i < up.values.size(); ++i) expected.values[i] *= up.values[i];
  expect_close(printed.output, expected);
  EXPECT_GT(
      std::fabs(printed.output.values[0] - forward(block.kind, block.weights, block.x).output.values[0]),
      1e-3);
}

TEST(FfnForward, names_the_shapes_that_do_not_match) {
  const FfnKind kind = find_ffn_kind("swiglu");
  const auto of = [&](const FfnShapes& shapes) {
    const std::string text = complaint([&] { check_shapes(kind, shapes); });
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(of({{4, 100}, {128, 176}, {128, 176}, {176, 128}}),
            "shapes (4, 100) and (128, 176) do not match: x W1");
  EXPECT_EQ(of({{4, 128}, {128, 176}, {120, 176}, {176, 128}}),
            "shapes (4, 128) and (120, 176) do not match: x W3");
  EXPECT_EQ(of({{4, 128}, {128, 176}, {128, 160}, {176, 128}}),
            "shapes (4, 176) and (4, 160) do not match: silu(x W1) * (x W3)");
  EXPECT_EQ(of({{4, 128}, {128, 176}, {128, 176}, {128, 176}}),
            "shapes (4, 176) and (128, 176) do not match: (silu(x W1) * (x W3)) W2");
  EXPECT_EQ(of({{4, 128}, {128, 176}, {128, 176}, {176, 128}}), "no complaint");
  Block block("swiglu", 8, 16, 2);
  block.weights.b3.assign(8, 0);
  EXPECT_NE(complaint([&] { (void)forward(block.kind, block.weights, block.x); }).find("(8) and (8, 16)"),
            std::string::npos);
}

TEST(FfnForward, of_drawn_weights_keeps_the_variance_and_has_the_kurtosis_of_the_product) {
  const Block block("swiglu", 512, 1368, 2000);
  const FfnActivations got = forward(block.kind, block.weights, block.x);
  const ProductMoments expected = product_moments(*block.kind.gate);
  EXPECT_NEAR(summary(got.gate).sd, 1, 0.01);
  EXPECT_NEAR(summary(got.hidden).sd * summary(got.hidden).sd, expected.variance, 0.02);
  EXPECT_NEAR(summary(got.hidden).kurtosis, expected.kurtosis, 1.5);
}

TEST(FfnForward, draws_the_same_from_a_seed_and_other_numbers_from_another) {
  EXPECT_EQ(random_input(3, 5, 7).values, random_input(3, 5, 7).values);
  EXPECT_NE(random_input(3, 5, 7).values, random_input(3, 5, 8).values);
  const Block block("swiglu", 8, 8, 8);
  EXPECT_NE(block.weights.w1.values, block.weights.w3.values);
  EXPECT_NE(block.weights.w1.values, block.weights.w2.values);
}

#if defined(__x86_64__) && !defined(__FMA__)
TEST(FfnForward, gives_the_same_bits_on_every_machine) {
  const FfnKind kind = find_ffn_kind("swiglu");
  const FfnWeights weights = random_weights(kind, ffn_cost(kind, 128, 176), 1);
  const auto output = forward(kind, weights, random_input(4, 128, 1)).output.values;
  EXPECT_EQ(output.front(), 1.1701387693582701);
  EXPECT_EQ(output.back(), -0.015102287646230029);
}
#endif

TEST(FfnForward, is_refused_beyond_two_gibibytes) {
  const FfnKind kind = find_ffn_kind("swiglu");
  const FfnCost cost = ffn_cost(kind, 4096, 14336);
  EXPECT_NO_THROW(check_forward_memory(kind, cost, 1000));
  EXPECT_EQ(
      complaint([&] { check_forward_memory(kind, cost, 2000); }),
      "a forward pass of 2000 rows with d_model 4096 and d_ff 14336 would take 2.08 GiB, more than 2 GiB\n"
      "take fewer rows or a narrower block; without a forward pass no size takes memory");
}

TEST(FfnForward, summary_of_few_numbers) {
  const MatrixSummary got = summary({{2, 2}, {1, 1, 1, 5}});
  EXPECT_DOUBLE_EQ(got.mean, 2);
  EXPECT_DOUBLE_EQ(got.sd, std::sqrt(3.0));
  EXPECT_DOUBLE_EQ(got.kurtosis, 21.0 / 9);  // (3 * 1 + 81) / 4 over 3^2
  EXPECT_EQ(got.min, 1);
  EXPECT_EQ(got.max, 5);
}

}  // namespace
}  // namespace actviz::test
