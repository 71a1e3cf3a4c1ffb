// Note S3 against what was worked out by hand, with mpmath and with torch.
#include "plots/notes/note_files.hpp"
#include "tests/plots/notes/expectations.hpp"

namespace actviz::notes {
namespace {

TEST(NoteS3, comes_to_the_verdicts_that_were_worked_out) {
  expect_verdicts(
      s3(),
      {
          {"S3-A1", Verdict::holds},      {"S3-A2", Verdict::definition}, {"S3-A3", Verdict::holds},
          {"S3-A4", Verdict::holds},      {"S3-A5", Verdict::definition}, {"S3-A6", Verdict::definition},
          {"S3-A7", Verdict::imprecise},  {"S3-A8", Verdict::imprecise},  {"S3-A9", Verdict::wrong},
          {"S3-A10", Verdict::holds},     {"S3-N1", Verdict::holds},      {"S3-N2", Verdict::holds},
          {"S3-N3", Verdict::holds},      {"S3-N4", Verdict::holds},      {"S3-N5", Verdict::holds},
          {"S3-P1", Verdict::holds},      {"S3-P2", Verdict::imprecise},  {"S3-P3", Verdict::definition},
          {"S3-P4", Verdict::holds},      {"S3-P5", Verdict::imprecise},  {"S3-P6", Verdict::wrong},
          {"S3-P7", Verdict::opinion},    {"S3-P8", Verdict::measured},   {"S3-P9", Verdict::holds},
          {"S3-P10", Verdict::wrong},     {"S3-P11", Verdict::opinion},   {"S3-P12", Verdict::opinion},
          {"S3-P13", Verdict::holds},     {"S3-P14", Verdict::holds},     {"S3-P15", Verdict::holds},
          {"S3-P16", Verdict::imprecise}, {"S3-P17", Verdict::imprecise}, {"S3-P18", Verdict::imprecise},
          {"S3-P19", Verdict::imprecise}, {"S3-P20", Verdict::imprecise}, {"S3-P21", Verdict::holds},
          {"S3-P22", Verdict::imprecise}, {"S3-P23", Verdict::holds},     {"S3-P24", Verdict::wrong},
          {"S3-P25", Verdict::imprecise}, {"S3-P26", Verdict::holds},     {"S3-Q1", Verdict::holds},
          {"S3-Q2", Verdict::holds},      {"E25", Verdict::imprecise},    {"E26", Verdict::wrong},
          {"E27", Verdict::imprecise},    {"E28", Verdict::imprecise},    {"E29", Verdict::wrong},
          {"E30", Verdict::imprecise},    {"E31", Verdict::imprecise},
      });
}

TEST(NoteS3, has_the_figures_that_were_worked_out) {
  expect_numbers({
      {"S3-N2", "gelu''(0)", 0.79788456080286536, 1e-16},
      {"S3-N3", "from GELU", 4.7324e-4, 5e-9},
      {"S3-P5", "greatest error", 4.7324e-4, 5e-9},
      {"S3-P5", "at", 2.69894, 5e-6},
      {"S3-P5", "printed at -5", -2.29e-7, 5e-10},
      {"S3-P5", "gelu at -5", -1.433e-6, 5e-10},
      {"S3-P6", "near 0", 0.79788, 5e-6},
      {"S3-P6", "at 4", 1.9e-3, 5e-5},
      {"S3-P6", "at 5", 3e-5, 5e-6},
      {"S3-P10", "near 0", 0.5, 1e-15},
      {"S3-P10", "at 8", 0.0020, 5e-5},
      {"S3-P13", "curvature for beta = 4", 2, 1e-15},
      {"S3-P14", "slope", 0.5, 0},
      {"S3-P15", "beta = 1", 0.2784645427610738, 1e-15},
      {"S3-P15", "beta = 1000", 0.2784645427610738e-3, 1e-18},
      {"S3-P21", "gated", 98304, 0},
      {"S3-P21", "plain", 65536, 0},
      {"S3-P24", "gate gap", 3.97323, 5e-6},
      {"E25", "greatest error", 4.7324e-4, 5e-9},
      {"E26", "gelu: at 0", 0.79788, 5e-6},
      {"E26", "swish: at 0", 0.5, 1e-15},
      {"E29", "gate gap", 3.97323, 5e-6},
  });
}

TEST(NoteS3, tells_the_activations_of_models_as_their_papers_do) {
  const Statement* question = find_statement("S3-Q1");
  ASSERT_TRUE(question);
  const std::string answer = question->check(question->printed).computed;
  const std::vector<std::pair<std::string, std::vector<std::string>>> expected = {
      {"relu in ffn", {"t5", "opt"}},
      {"gelu in ffn", {"bert", "roberta", "falcon", "gpt-neox"}},
      {"gelu_tanh in ffn", {"gpt-1", "gpt2", "bloom", "gptj"}},
      {"quick_gelu in ffn", {"clip"}},
      {"gelu_tanh in geglu", {"mt5", "gemma"}},
      {"swish in swiglu", {"llama", "mistral", "qwen2", "baichuan", "deepseek", "chatglm2", "phi3"}},
      {"relu_squared in ffn", {"nemotron"}}};
  for (const auto& [use, models] : expected) {
    const std::size_t start = answer.find(use + ": ");
    ASSERT_NE(start, std::string::npos) << use << " in " << answer;
    const std::string group = answer.substr(start, answer.find(';', start) - start);
    for (const std::string& model : models) EXPECT_NE(group.find(" " + model), std::string::npos) << group;
  }
}

}  // namespace
}  // namespace actviz::notes
