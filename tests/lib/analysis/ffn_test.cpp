#include "lib/analysis/ffn.hpp"

#include <gtest/gtest.h>

#include "lib/catalogue/models.hpp"
#include "tests/support/tensor_files.hpp"

namespace actviz::test {
namespace {

FfnCost cost_of(const char* kind, std::int64_t d_model, std::int64_t d_ff, bool has_biases = false) {
  return ffn_cost(find_ffn_kind(kind), d_model, d_ff, has_biases);
}

/// The published sizes, and what makes them of d_model.
struct Llama {
  const char* model;
  std::int64_t d_model, multiple_of;
  std::optional<double> multiplier;
  std::int64_t d_ff, weights;
};

const std::vector<Llama> llamas = {
    {"llama-7b", 4096, 256, {}, 11008, 135'266'304},
    {"llama-13b", 5120, 256, {}, 13824, 212'336'640},
    {"llama-33b", 6656, 256, {}, 17920, 357'826'560},
    {"llama-65b", 8192, 256, {}, 22016, 541'065'216},
    {"llama-2-70b", 8192, 4096, 1.3, 28672, 704'643'072},
    {"llama-3-70b", 8192, 4096, 1.3, 28672, 704'643'072},
    {"llama-3-8b", 4096, 1024, 1.3, 14336, 176'160'768},
    {"llama-3.1-405b", 16384, 4096, 1.2, 53248, 2'617'245'696},
    {"llama-3.2-1b", 2048, 256, 1.5, 8192, 50'331'648},
    {"llama-3.2-3b", 3072, 256, 1.0, 8192, 75'497'472},
};

TEST(FfnWidth, gives_all_llama_sizes) {
  for (const Llama& llama : llamas) {
    EXPECT_EQ(ffn_width(true, {4 * llama.d_model, llama.multiplier, llama.multiple_of}), llama.d_ff)
        << llama.model;
    EXPECT_EQ(cost_of("swiglu", llama.d_model, llama.d_ff).parameters, llama.weights) << llama.model;
  }
}

TEST(FfnWidth, is_that_of_the_known_models) {
  for (const Llama& llama : llamas) {
    const ModelSize& size = *find_model_or_fail(llama.model).size;
    EXPECT_EQ(size.d_model, llama.d_model) << llama.model;
    EXPECT_EQ(size.d_ff, llama.d_ff) << llama.model;
  }
}

TEST(FfnWidth, rounds_down_then_up) {
  EXPECT_EQ(ffn_width(true, {256, {}, 16}), 176);
  EXPECT_EQ(ffn_width(true, {64, {}, 8}), 48);
  EXPECT_EQ(ffn_width(true, {2048, {}, {}}), 1365);
  EXPECT_EQ(ffn_width(true, {2048, 1.3, {}}), 1774);
  EXPECT_EQ(ffn_width(false, {3072, {}, {}}), 3072);
  EXPECT_EQ(ffn_width(true, {24, {}, 16}), 16) << "a multiple stays";
}

TEST(FfnWidth, is_refused_where_it_is_nothing_or_too_much) {
  for (const WidthRule& rule :
       {WidthRule{1, {}, {}}, WidthRule{0, {}, {}}, WidthRule{-4, {}, 8},
        WidthRule{(std::int64_t{1} << 53) + 1, {}, {}}, WidthRule{std::int64_t{1} << 53, 1e6, {}},
        WidthRule{100, {}, std::int64_t{1} << 62}, WidthRule{100, -1.0, {}}})
    EXPECT_THROW((void)ffn_width(true, rule), Error) << rule.hidden;
}

TEST(FfnCost, of_a_gated_block) {
  const FfnCost cost = cost_of("swiglu", 128, 176);
  EXPECT_EQ(cost.parameters, 67584);
  EXPECT_EQ(cost.forward_flops, 6 * 128 * 176);
  EXPECT_EQ(cost.backward_flops, 12 * 128 * 176);
  EXPECT_EQ(cost.saved, 128 + 3 * 176);
  EXPECT_EQ(cost.activations, 176);
  EXPECT_EQ(cost.products, 176);
  ASSERT_EQ(cost.matrices.size(), 3u);
  EXPECT_EQ(cost.matrices[1].columns, 176);
  EXPECT_EQ(cost.matrices[2].rows, 176);
  EXPECT_EQ(cost.matrices[2].columns, 128);
}

TEST(FfnCost, of_biases_is_that_of_the_notes_module) {
  EXPECT_EQ(cost_of("swiglu", 128, 176, true).parameters, 68064);
  EXPECT_EQ(cost_of("ffn", 128, 256, true).parameters, 65920);
}

TEST(FfnCost, of_a_plain_block_depends_on_what_its_activation_keeps) {
  EXPECT_EQ(ffn_cost(find_ffn_kind("ffn", "relu"), 512, 2048).saved, 512 + 2048);
  EXPECT_EQ(ffn_cost(find_ffn_kind("ffn", "gelu"), 512, 2048).saved, 512 + 2 * 2048);
  EXPECT_EQ(cost_of("ffn", 512, 2048).parameters, 2'097'152);
  EXPECT_EQ(cost_of("ffn", 512, 2048).products, 0);
}

TEST(FfnCost, two_thirds_keep_parameters_work_and_memory) {
  const std::int64_t d = 768, m = 4 * d;
  const FfnCost plain = ffn_cost(find_ffn_kind("ffn", "silu"), d, m), gated = cost_of("swiglu", d, 2 * m / 3);
  EXPECT_EQ(gated.parameters, plain.parameters);
  EXPECT_EQ(gated.forward_flops, plain.forward_flops);
  EXPECT_EQ(gated.saved, plain.saved);
}

TEST(FfnCost, is_refused_from_2_to_the_63_bytes_on) {
  constexpr std::int64_t side = 1 << 29;  // two matrices of 2^58 weights, 16 bytes each in training
  EXPECT_EQ(cost_of("ffn", side, side - 1).parameters, 2 * side * (side - 1));
  EXPECT_EQ(complaint([] { (void)cost_of("ffn", side, side); }),
            "d_model 536870912 with d_ff 536870912 makes a block beyond 2^63 bytes or operations\n"
            "the widest models have a d_model of some ten thousands");
  EXPECT_THROW((void)cost_of("swiglu", 1'000'000'000'000, 2'666'666'666'666), Error);
  EXPECT_THROW((void)cost_of("swiglu", 0, 8), Error);
}

TEST(FfnKind, of_an_unknown_name_is_refused) {
  EXPECT_EQ(complaint([] { (void)find_ffn_kind("swigul"); }),
            "unknown kind of block \"swigul\"\ndid you mean swiglu?");
  EXPECT_NE(complaint([] { (void)find_ffn_kind("perceptron"); }).find("ffn, glu, reglu, geglu"),
            std::string::npos);
}

TEST(FfnKind, has_a_formula) {
  EXPECT_EQ(formula_of(find_ffn_kind("ffn", "gelu")), "gelu(x W1) W2");
  EXPECT_EQ(formula_of(find_ffn_kind("geglu")), "(gelu_tanh(x W1) * (x W3)) W2");
  EXPECT_EQ(formula_of(find_ffn_kind("bilinear")), "((x W1) * (x W3)) W2");
}

TEST(FfnOrder, as_printed_fits_square_blocks_alone) {
  const FfnKind kind = find_ffn_kind("swiglu");
  EXPECT_EQ(complaint([&] { check_order(kind, FfnOrder::printed, "4", 128, 176); }),
            "shapes (4, 128) and (4, 176) do not match: silu(x W1) W2 * (x W3)\n"
            "the product comes before W2: (silu(x W1) * (x W3)) W2; leave --order out");
  EXPECT_NO_THROW(check_order(kind, FfnOrder::printed, "4", 128, 128));
  EXPECT_NO_THROW(check_order(kind, FfnOrder::corrected, "4", 128, 176));
}

}  // namespace
}  // namespace actviz::test
