// The record of the exhaustive proof, and a slice of the proof itself.
#include "lib/catalogue/rounding_record.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

#include "lib/base/error.hpp"
#include "lib/batch/map.hpp"
#include "tests/exhaustive/proof.hpp"
#include "tests/support/functions.hpp"

namespace actviz::test {
namespace {

constexpr std::uint64_t all_floats = 1ull << 32;

TEST(RoundingRecord, has_each_row_once_in_order_and_of_the_catalogue) {
  const auto key = [](const RoundingRow& row) { return std::pair(row.function, row.order); };
  const auto rows = rounding_record();
  EXPECT_TRUE(std::ranges::is_sorted(rows, {}, key));
  EXPECT_EQ(std::ranges::adjacent_find(rows, {}, key), rows.end());
  for (const RoundingRow& row : rows) {
    EXPECT_TRUE(std::ranges::any_of(catalogue(), [&](const Activation& a) { return a.name == row.function; }))
        << row.function;
    EXPECT_TRUE(row.order == 0 || row.order == 1) << row.function;
    EXPECT_EQ(row.end == infinity, row.inputs == all_floats) << row.function;
    EXPECT_GE(row.greatest_ulp, 0.5) << row.function;
    EXPECT_TRUE(row.misrounded > 0 || row.greatest_ulp == 0.5) << row.function;
  }
}

TEST(RoundingRecord, knows_of_no_misrounded_float_of_the_usual_functions) {
  for (const char* name : {"identity", "relu", "leaky_relu", "elu", "selu", "celu", "sigmoid", "tanh", "gelu",
                           "gelu_tanh", "quick_gelu", "silu", "mish", "softplus", "log_sigmoid", "hard_swish",
                           "hard_sigmoid", "softsign", "tanhshrink"})
    for (const int order : {0, 1}) {
      const RoundingRow* const row = find_rounding(Function::parse(name), order);
      ASSERT_NE(row, nullptr) << name;
      EXPECT_EQ(row->misrounded, 0u) << name;
      EXPECT_EQ(row->inputs, all_floats) << name;
    }
}

class RoundingProof : public testing::TestWithParam<Function> {};

// A block of each exponent and sign, other ones for each function and order.
TEST_P(RoundingProof, holds_on_a_slice_as_recorded) {
  for (const int order : {0, 1}) {
    const Proof proof(GetParam().activation(), order);
    const RoundingRow* const row = find_rounding(GetParam(), order);
    std::mt19937_64 random(std::hash<std::string>{}(GetParam().name()));
    Findings findings;
    for (std::uint32_t exponent = 0; exponent < 512; ++exponent)
      findings += proof.check(
          (exponent << 23) + static_cast<std::uint32_t>(random() % (1u << 13)) * Proof::block, Proof::block);
    EXPECT_GT(findings.inputs, 250u * Proof::block);
    EXPECT_GT(findings.in_full, 0u);
    if (row && row->misrounded == 0) {
      EXPECT_EQ(findings.misrounded, 0u) << order << ' ' << findings.first;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Catalogue, RoundingProof, testing::ValuesIn(default_functions()),
                         [](const auto& entry) { return test_name(entry.param); });

TEST(RoundingProof, finds_each_wrong_float) {
  const Function f = Function::parse("gelu");
  std::vector<float> x(Proof::block), y(Proof::block);
  for (std::uint32_t i = 0; i < Proof::block; ++i) x[i] = std::bit_cast<float>(0xbf800000u + i);
  batch::map(f, x, y);
  const Proof proof(f.activation(), 0);
  EXPECT_EQ(proof.judge(x, y).misrounded, 0u);
  y[700] = std::nextafter(y[700], 0.0f);
  y[900] = std::nanf("");
  const Findings findings = proof.judge(x, y);
  EXPECT_EQ(findings.misrounded, 2u);
  EXPECT_EQ(findings.first, 0xbf800000u + 700);
  EXPECT_EQ(findings.greatest_ulp, INFINITY);
}

TEST(RoundingProof, holds_a_screen_to_its_bound) {
  // Of another function, whose formula text and kernel agree with each other.
  const Function f = Function::parse("tanh");
  std::vector<float> x(Proof::block), y(Proof::block);
  for (std::uint32_t i = 0; i < Proof::block; ++i) x[i] = std::bit_cast<float>(0x3f800000u + i);
  batch::map(f, x, y);
  EXPECT_THROW(Proof(f.activation(), 0, find_screen("softsign")->value).judge(x, y), Error);
}

}  // namespace
}  // namespace actviz::test
