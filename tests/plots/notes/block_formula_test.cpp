#include "plots/notes/block_formula.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "lib/base/error.hpp"

namespace actviz::notes {
namespace {

const Arrays arrays = {
    {"x", {{1, 2}, {1, -2}}}, {"W1", {{2, 3}, {1, 0, 2, 0, 1, 3}}}, {"b1", {{1, 3}, {10, 20, 30}}}};

std::vector<double> values(std::string_view formula) { return evaluate(formula, arrays).values; }

TEST(BlockFormula, neighbours_are_multiplied_as_matrices_before_everything_else) {
  EXPECT_EQ(values("x W1"), (std::vector<double>{1, -2, -4}));
  EXPECT_EQ(values("x W1 * b1 + b1"), (std::vector<double>{20, -20, -90}));
  EXPECT_EQ(values("x(W1)"), values("x W1")) << "x is no function";
}

TEST(BlockFormula, activations_take_every_element_and_layers_have_their_bias) {
  EXPECT_EQ(values("relu(x W1)"), (std::vector<double>{1, 0, 0}));
  EXPECT_EQ(values("w1(x)"), values("x W1 + b1"));
  EXPECT_EQ(values("x + 1"), (std::vector<double>{2, -1}));
}

TEST(BlockFormula, shapes_that_do_not_match_are_named) {
  const auto message = [](std::string_view formula) {
    try {
      return text_of(evaluate(formula, arrays).shape);
    } catch (const Error& error) {
      return error.message;
    }
  };
  EXPECT_EQ(message("W1 x"), "shapes (2, 3) and (1, 2) do not match");
  EXPECT_EQ(message("x * b1"), "shapes (1, 2) and (1, 3) do not match");
  EXPECT_EQ(message("x W1"), "(1, 3)");
}

TEST(BlockFormula, what_cannot_be_read_is_a_fault_of_the_program) {
  for (const char* text : {"", "x +", "(x", "x)", "W9", "swich(x)"})
    EXPECT_THROW(evaluate(text, arrays), std::logic_error) << text;
}

TEST(BlockFormula, names_its_arrays_once) {
  EXPECT_EQ(arrays_in("swish(x W + b) * (x V + c)"), (std::vector<std::string>{"x", "W", "b", "V", "c"}));
}

TEST(BlockFormula, a_formula_for_columns_is_imprecise_for_rows) {
  const BlockSetup setup = {.has_biases = true, .rows = 3, .d_model = 5, .d_ff = 7};
  EXPECT_EQ(block_of_rows("relu(x W1 + b1) W2 + b2", setup).verdict, Verdict::holds);
  EXPECT_EQ(block_of_rows("W2 relu(W1 x + b1) + b2", setup).verdict, Verdict::imprecise);
  EXPECT_EQ(block_of_rows("W2 relu(W1 x + b1)", setup).verdict, Verdict::wrong);
}

}  // namespace
}  // namespace actviz::notes
