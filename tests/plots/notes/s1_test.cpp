// Note S1 against what was worked out by hand, with mpmath and with torch.
#include "plots/notes/note_files.hpp"
#include "tests/plots/notes/expectations.hpp"

namespace actviz::notes {
namespace {

TEST(NoteS1, comes_to_the_verdicts_that_were_worked_out) {
  using enum Verdict;
  expect_verdicts(
      s1(), {
                {"S1-A1", holds},      {"S1-A2", holds},       {"S1-A3", holds},      {"S1-A4", holds},
                {"S1-A5", holds},      {"S1-A6", holds},       {"S1-A7", wrong},      {"S1-A8", wrong},
                {"S1-A9", holds},      {"S1-A10", holds},      {"S1-A11", holds},     {"S1-A12", holds},
                {"S1-A13", holds},     {"S1-A14", holds},      {"S1-A15", holds},     {"S1-A16", holds},
                {"S1-A17", holds},     {"S1-A18", holds},      {"S1-A19", holds},     {"S1-A20", holds},
                {"S1-F1", holds},      {"S1-F2", holds},       {"S1-F3", holds},      {"S1-F4", holds},
                {"S1-F5", holds},      {"S1-F6", definition},  {"S1-F7", wrong},      {"S1-F8", holds},
                {"S1-F9", definition}, {"S1-F10", definition}, {"S1-N1", holds},      {"S1-N2", holds},
                {"S1-N3", holds},      {"S1-N4", wrong},       {"S1-N5", holds},      {"S1-N6", holds},
                {"S1-N7", wrong},      {"S1-N8", wrong},       {"S1-N9", holds},      {"S1-T1", holds},
                {"S1-T2", imprecise},  {"S1-T3", holds},       {"S1-T4", imprecise},  {"S1-T5", holds},
                {"S1-T6", holds},      {"S1-T7", imprecise},   {"S1-T8", holds},      {"S1-T9", holds},
                {"S1-T10", imprecise}, {"S1-P1", holds},       {"S1-P2", holds},      {"S1-P3", opinion},
                {"S1-P4", holds},      {"S1-P5", holds},       {"S1-P6", holds},      {"S1-P7", holds},
                {"S1-P8", wrong},      {"S1-P9", holds},       {"S1-P10", imprecise}, {"S1-P11", holds},
                {"S1-P12", holds},     {"S1-P13", holds},      {"S1-P14", imprecise}, {"S1-P15", opinion},
                {"S1-P16", wrong},     {"S1-P17", wrong},      {"S1-P18", holds},     {"S1-P19", opinion},
                {"S1-P20", holds},     {"S1-P21", holds},      {"S1-P22", wrong},     {"S1-P23", imprecise},
                {"S1-P24", holds},     {"S1-P25", wrong},      {"S1-P26", holds},     {"S1-P27", holds},
                {"S1-P28", holds},     {"S1-P29", holds},      {"S1-P30", holds},     {"S1-P31", holds},
                {"S1-P32", holds},     {"S1-P33", wrong},      {"S1-P34", holds},     {"S1-P35", opinion},
                {"S1-P36", opinion},   {"S1-Q1", holds},       {"S1-Q2", holds},      {"S1-Q3", holds},
                {"S1-Q4", holds},      {"S1-Q5", holds},       {"S1-Q6", holds},      {"S1-Q7", holds},
                {"S1-Q8", holds},      {"S1-Q9", holds},       {"S1-Q10", holds},     {"S1-Q11", holds},
                {"S1-Q12", holds},     {"E2", wrong},          {"E3", wrong},         {"E4", wrong},
                {"E5", wrong},         {"E6", wrong},          {"E7", wrong},         {"E8", wrong},
                {"E9", imprecise},     {"E43", imprecise},     {"E44", wrong},        {"E47", wrong},
            });
}

TEST(NoteS1, has_the_figures_that_were_worked_out) {
  expect_numbers({
      // The misprints
      {"E5", "greatest error", 4.0, 2e-6},
      {"E5", "with x restored", 0.09222, 5e-6},
      {"E6", "greatest error", 0.09222, 5e-6},
      {"E6", "at", 1.10666, 5e-6},
      {"E6", "right form", 4.7324e-4, 5e-9},
      {"E6", "right form, at", 2.69894, 5e-6},
      {"E7", "beta=0.1: greatest error", 0.25, 1e-12},
      {"E7", "beta=1: greatest error", 3.9466, 5e-5},
      {"E7", "beta=10: greatest error", 49.0, 1e-9},
      {"E7", "at 0, beta=1", 0.25, 1e-12},
      {"S1-P22", "greatest error", 4.0, 2e-6},
      {"S1-N4", "printed", 1.2533141, 5e-8},
      {"S1-N4", "twice the normal density at 0, the slope of 2 Phi(x) - 1 there", 0.7978846, 5e-8},
      {"E8", "tanh fails from", 710, 0},
      {"E8", "GELU at -8", -0.018, 5e-4},
      // Worked out for the tanh form, as the script of the picture computed it; of the exact form it is
      // 0.5551130668 at -1.7335 (mpmath).
      {"E47", "at the output, tanh form", 0.5557, 5e-5},
      {"E47", "of it, at", -1.742, 5e-4},
      {"E47", "greatest error", 0.55511307, 5e-8},
      // Approximations of GELU; the constants of least greatest error are those of an equioscillating error.
      {"S1-P21", "greatest error", 0.020334872, 5e-10},
      {"S1-P21", "at", 2.2703977, 1e-7},
      {"S1-P21", "greatest error of the slope", 0.029072, 5e-7},
      {"S1-P21", "of the slope, at", 1.42195, 5e-6},
      {"S1-N2", "minimax", 1.77293397, 5e-7},
      {"S1-N2", "minimax error", 0.013922, 5e-7},
      {"S1-N3", "minimax", 0.0443829, 1e-7},
      {"S1-N3", "minimax error", 3.874e-4, 5e-8},
      {"S1-N3", "Taylor", 0.0455399, 5e-8},
      // Shapes
      {"S1-F4", "equal slopes at", 1.66288589105862, 5e-15},
      {"S1-P13", "greatest gap", 1.08998, 5e-6},
      {"S1-P13", "greatest gap at", -1.66289, 5e-6},
      {"S1-P10", "slope in the middle", 0.627, 5e-4},
      {"S1-P10", "slope at 0.99", 3.04, 5e-3},
      {"S1-P10", "difference from DyT", 0, 1e-15},
      {"S1-P26", "greatest gap to Swish", 0.14227762, 5e-9},
      {"S1-P26", "slope behind -3", -0.5, 1e-12},
      {"S1-P26", "slope before 3", 1.5, 1e-12},
      {"S1-P27", "minimum", -0.30884341301725041, 1e-16},
      {"S1-P27", "minimum at", -1.1924312145154952, 1e-15},
      {"S1-P15", "GELU", 0.16997, 5e-6},
      {"S1-P15", "Swish", 0.27846, 5e-6},
      {"S1-P15", "Mish", 0.30884, 5e-6},
      {"S1-P15", "Softplus", 0.693147180559945, 1e-14},
      // The table
      {"S1-T1", "mean not 0: mean", 0.5, 1e-12},
      {"S1-T3", "mean 0: mean", 0, 0},
      {"S1-T3", "vanishing gradient: slope at 5", 1.8158e-4, 5e-9},
      {"S1-T2", "sensitive: greatest sum", 0.5, 1e-3},
      {"S1-T4", "vanishing gradient: gradient", 1.02, 0.1},
      {"S1-T4", "units die: without slope, N(0, 1)", 0.5, 1e-12},
      {"S1-T7", "vanishing gradient: slope", 0.0067379, 5e-8},
      {"S1-T9", "not monotone: minimum", -0.278464542761074, 5e-16},
      {"S1-T9", "not monotone: minimum at", -1.278464542761074, 5e-15},
      {"S1-T10", "vanishing gradient: slope", -4.1e-4, 5e-6},
      // Softmax
      {"S1-P29", "difference from diag(y) - y y^T", 0, 1e-17},
      {"S1-P29", "rank", 3, 0},
      {"S1-Q7", "NLL of log-softmax", 0.051264512987181, 5e-16},
      {"S1-Q7", "cross-entropy", 0.051264512987181, 5e-16},
      {"S1-Q7", "NLL of softmax", -0.95003, 5e-6},
      {"S1-Q9", "gradient 0", 4.7475e-2, 5e-7},
      {"S1-Q9", "gradient 1", -4.4935e-2, 5e-7},
      {"S1-Q9", "gradient 2", -2.2372e-3, 5e-8},
      {"S1-Q9", "gradient 3", -3.0277e-4, 5e-9},
      {"S1-Q6", "one sum", 4, 0},
      {"S1-Q6", "a sum for each", 16, 0},
      // Layers
      {"S1-P1", "without activations", 0, 1e-13},
      {"S1-Q1", "S0-P3: affine mean squared error", 0.25, 1e-12},
      {"S1-Q1", "S0-P3: error with ReLU", 0, 0},
  });
}

}  // namespace
}  // namespace actviz::notes
