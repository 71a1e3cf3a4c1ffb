// Note S2 against what was worked out by hand, with mpmath, numpy and torch.
#include "plots/notes/note_files.hpp"
#include "tests/plots/notes/expectations.hpp"

namespace actviz::notes {
namespace {

TEST(NoteS2, comes_to_the_verdicts_that_were_worked_out) {
  using enum Verdict;
  expect_verdicts(
      s2(),
      {
          {"S2-A1", holds},       {"S2-A2", holds},       {"S2-A3", holds},       {"S2-A4", holds},
          {"S2-A5", wrong},       {"S2-A6", holds},       {"S2-A7", holds},       {"S2-A8", holds},
          {"S2-A9", wrong},       {"S2-A10", holds},      {"S2-A11", holds},      {"S2-A12", holds},
          {"S2-A13", holds},      {"S2-A14", wrong},      {"S2-A15", holds},      {"S2-A16", holds},
          {"S2-A17", holds},      {"S2-F1", definition},  {"S2-F2", definition},  {"S2-F3", definition},
          {"S2-F4", definition},  {"S2-F5", definition},  {"S2-F6", definition},  {"S2-F7", definition},
          {"S2-F8", definition},  {"S2-F9", definition},  {"S2-F10", definition}, {"S2-F11", definition},
          {"S2-F12", definition}, {"S2-F13", definition}, {"S2-F14", definition}, {"S2-F15", definition},
          {"S2-F16", definition}, {"S2-F17", definition}, {"S2-F18", definition}, {"S2-F19", definition},
          {"S2-F20", definition}, {"S2-F21", definition}, {"S2-F22", definition}, {"S2-F23", definition},
          {"S2-N1", holds},       {"S2-N2", holds},       {"S2-N3", holds},       {"S2-N4", holds},
          {"S2-N5", holds},       {"S2-N6", definition},  {"S2-N7", holds},       {"S2-N8", holds},
          {"S2-N9", wrong},       {"S2-N10", holds},      {"S2-N11", holds},      {"S2-N12", holds},
          {"S2-N13", definition}, {"S2-N14", holds},      {"S2-C1", holds},       {"S2-C2", holds},
          {"S2-C3", holds},       {"S2-C4", holds},       {"S2-C5", imprecise},   {"S2-P1", definition},
          {"S2-P2", holds},       {"S2-P3", holds},       {"S2-P4", holds},       {"S2-P5", definition},
          {"S2-P6", holds},       {"S2-P7", holds},       {"S2-P8", wrong},       {"S2-P9", holds},
          {"S2-P10", holds},      {"S2-P11", holds},      {"S2-P12", definition}, {"S2-P13", holds},
          {"S2-P14", holds},      {"S2-P15", imprecise},  {"S2-P16", holds},      {"S2-P17", holds},
          {"S2-P18", holds},      {"S2-P19", wrong},      {"S2-P20", definition}, {"S2-P21", imprecise},
          {"S2-P22", holds},      {"S2-P23", holds},      {"S2-P24", holds},      {"S2-P25", holds},
          {"S2-P26", wrong},      {"S2-P27", wrong},      {"S2-P28", holds},      {"S2-P29", holds},
          {"S2-P30", holds},      {"S2-P31", imprecise},  {"S2-P32", holds},      {"S2-P33", holds},
          {"S2-P34", holds},      {"S2-P35", holds},      {"S2-P36", holds},      {"S2-P37", holds},
          {"S2-P38", imprecise},  {"S2-P39", measured},   {"S2-P40", imprecise},  {"S2-P41", wrong},
          {"S2-P42", imprecise},  {"S2-P43", holds},      {"S2-P44", wrong},      {"S2-P45", holds},
          {"S2-P46", measured},   {"S2-P47", opinion},    {"S2-P48", holds},      {"S2-P49", holds},
          {"S2-P50", holds},      {"S2-P51", holds},      {"S2-P52", holds},      {"S2-P53", imprecise},
          {"S2-P54", holds},      {"S2-P55", wrong},      {"S2-P56", holds},      {"S2-P57", opinion},
          {"S2-P58", imprecise},  {"S2-P59", opinion},    {"S2-P60", holds},      {"S2-P61", holds},
          {"S2-P62", holds},      {"S2-P63", wrong},      {"S2-P64", holds},      {"S2-P65", opinion},
          {"S2-P66", holds},      {"S2-P67", imprecise},  {"S2-Q1", holds},       {"E10", wrong},
          {"E11", wrong},         {"E12", wrong},         {"E14", wrong},         {"E15", wrong},
          {"E16", wrong},         {"E17", wrong},         {"E18", imprecise},     {"E19", imprecise},
          {"E20", wrong},         {"E21", imprecise},     {"E22", imprecise},     {"E23", imprecise},
          {"E24", imprecise},
      });
}

TEST(NoteS2, has_the_figures_that_were_worked_out) {
  expect_numbers({
      {"S2-N1", "softmax of 9", 0.95002734272382994, 1e-14},
      {"S2-N1", "softmax of 6", 0.047299076263531431, 5e-16},
      {"S2-N1", "softmax of 3", 0.0023548823436692500, 2e-17},
      {"S2-N1", "softmax of 1", 0.00031869866896937625, 3e-18},
      {"S2-N1", "sum of exponentials", 8529.3165398197658, 9e-11},
      {"S2-N3", "bound", 0.17677669529663689, 2e-15},
      {"S2-N3", "variance", 0.0104166667, 1e-10},
      {"S2-N4", "deviation", 0.125, 1e-15},
      {"S2-C2", "limit", 0.17677669529663689, 2e-15},
      {"S2-C3", "probability of that", 0.31731050786291410, 3e-15},
      {"S2-P36", "first of 37, 0", 1, 1e-14},
      {"S2-P38", "e^x overflows float64 above", 709.782712893384, 7e-12},
      {"S2-P38", "float32 above", 88.7228390520684, 9e-13},
      {"S2-P38", "is 0 in float64 below", -745.133219101941, 7e-12},
      {"S2-P40", "at 9, 6, 3, 1", 0.0912, 9e-5},
      {"S2-P40", "at a tie of two", 0.5, 5e-15},
      {"S2-P40", "moved by 0.1 at a tie", 0.02497918747894, 2e-14},
      {"S2-P42", "2 sigmoid(x + 1) - 1", 0.39346934028736658, 4e-14},
      {"S2-P51", "mean", 0.39894228040143268, 4e-15},
      {"S2-P51", "variance", 0.34084505, 3e-8},
      {"S2-P52", "dead", 0.895, 9e-4},
      {"E10", "n_in times variance", 2.0 / 3, 7e-15},
      {"E10", "share of the variance", 1.0 / 3, 3e-15},
      {"E11", "rounded to 1 from", 19.06, 2e-2},
      {"E12", "tanh'(5)", 1.8158e-4, 5e-9},
      {"E12", "sigmoid'(5)", 0.0066480567, 7e-11},
      {"E12", "sigmoid'(5)/tanh'(5)", 36.6, 4e-2},
      {"E12", "equal at", 1.6629, 2e-5},
      {"E14", "slope", 1, 1e-14},
      {"E16", "explosion: greatest slope", 1.0998393201288669, 1e-14},
      {"E16", "explosion: its tenth power", 2.59, 3e-3},
      {"E17", "relu", 1, 1e-14},
      {"E17", "gelu", 1.1289, 1e-4},
      {"E17", "silu", 1.0998393201288669, 1e-14},
      {"E17", "hard_swish", 1.5, 1e-14},
      {"E17", "selu", 1.758, 2e-4},
      {"E22", "relu", 0.5, 5e-15},
      {"E22", "its tenth power", 1e-20, 1e-34},
      {"E24", "least", -0.27846, 3e-5},
      {"S2-P36", "second of 746, 0", 0, 0},
      {"S2-N12", "tanh", 0, 0},
  });
}

TEST(NoteS2, draws_and_simulates_what_other_seeds_do) {
  // Of one seed each, so that they agree but roughly.
  expect_numbers({
      {"S2-C1", "deviation", 0.01, 3e-4},
      {"S2-C2", "variance", 0.010417, 3e-4},
      {"S2-C3", "deviation", 0.125, 4e-3},
      {"S2-C3", "share outside the limit", 0.317, 1e-2},
      {"S2-C4", "output: deviation", 1.4142, 6e-2},
      {"S2-P24", "identity", 1.00, 1e-1},
      {"S2-P24", "tanh", 0.226, 1e-2},
      {"S2-P24", "relu", 0.028, 7e-3},
      {"S2-P25", "rms", 0.945, 2e-1},
      {"S2-P25", "gradient", 1.02, 3e-1},
      {"E10", "rms behind ten layers of ReLU", 0.00375, 9e-4},
      {"S2-P6", "identity", 1.09e12, 4e+11},
      {"S2-P6", "relu", 3.5e10, 1e+10},
      {"S2-P13", "identity", 1.1e-8, 4e-9},
      {"S2-P13", "relu", 3.5e-10, 1e-10},
      {"S2-P13", "sigmoid", 1.0e-14, 4e-15},
      {"S2-P27", "tanh: gradient", 0.27, 1e-1},
      {"S2-P33", "gradient", 4.8e-7, 2e-7},
      {"S2-Q1", "sigmoid, Xavier", 4.8e-7, 2e-7},
      {"E16", "vanishing: silu, He", 0.168, 7e-2},
      {"E16", "vanishing: relu, He", 1.02, 4e-1},
      {"E20", "sigmoid", 4.8e-7, 2e-7},
      {"E20", "sigmoid, weights 4 times as large", 7.7e-3, 3e-3},
  });
}

}  // namespace
}  // namespace actviz::notes
