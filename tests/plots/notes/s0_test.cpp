// Note S0 against what was worked out by hand, with mpmath and with torch.
#include <cmath>

#include "plots/notes/note_files.hpp"
#include "tests/plots/notes/expectations.hpp"

namespace actviz::notes {
namespace {

TEST(NoteS0, comes_to_the_verdicts_that_were_worked_out) {
  expect_verdicts(
      s0(),
      {
          {"S0-A1", Verdict::definition}, {"S0-A2", Verdict::definition},  {"S0-A3", Verdict::holds},
          {"S0-A4", Verdict::holds},      {"S0-A5", Verdict::holds},       {"S0-A6", Verdict::holds},
          {"S0-A7", Verdict::holds},      {"S0-A8", Verdict::holds},       {"S0-A9", Verdict::holds},
          {"S0-A10", Verdict::holds},     {"S0-A11", Verdict::definition}, {"S0-F1", Verdict::holds},
          {"S0-F2", Verdict::holds},      {"S0-F3", Verdict::holds},       {"S0-F4", Verdict::holds},
          {"S0-F5", Verdict::holds},      {"S0-F6", Verdict::holds},       {"S0-F7", Verdict::holds},
          {"S0-F8", Verdict::holds},      {"S0-N1", Verdict::wrong},       {"S0-N2", Verdict::holds},
          {"S0-N3", Verdict::holds},      {"S0-N4", Verdict::holds},       {"S0-N5", Verdict::holds},
          {"S0-N6", Verdict::holds},      {"S0-P1", Verdict::definition},  {"S0-P2", Verdict::opinion},
          {"S0-P3", Verdict::holds},      {"S0-P4", Verdict::definition},  {"S0-P5", Verdict::definition},
          {"S0-P6", Verdict::definition}, {"S0-P7", Verdict::holds},       {"S0-P8", Verdict::definition},
          {"S0-P9", Verdict::holds},      {"S0-P10", Verdict::imprecise},  {"S0-P11", Verdict::holds},
          {"S0-P12", Verdict::imprecise}, {"S0-P13", Verdict::holds},      {"S0-P14", Verdict::holds},
          {"S0-P15", Verdict::holds},     {"S0-P16", Verdict::holds},      {"S0-P17", Verdict::holds},
          {"S0-P18", Verdict::holds},     {"S0-P19", Verdict::holds},      {"S0-P20", Verdict::holds},
          {"S0-P21", Verdict::holds},     {"S0-P22", Verdict::holds},      {"S0-P23", Verdict::opinion},
          {"S0-P24", Verdict::holds},     {"S0-P25", Verdict::holds},      {"S0-P26", Verdict::opinion},
          {"S0-P27", Verdict::holds},     {"S0-P28", Verdict::holds},      {"S0-P29", Verdict::holds},
          {"S0-P30", Verdict::measured},  {"S0-P31", Verdict::imprecise},  {"S0-P32", Verdict::imprecise},
          {"S0-P33", Verdict::holds},     {"S0-P34", Verdict::holds},      {"S0-Q1", Verdict::holds},
          {"E1", Verdict::wrong},         {"E40", Verdict::imprecise},     {"E46", Verdict::imprecise},
          {"E48", Verdict::wrong},
      });
}

TEST(NoteS0, has_the_figures_that_were_worked_out) {
  expect_numbers({
      {"S0-N1", "sigmoid'(5)", 0.0066480566707901549, 1e-17},
      {"S0-N1", "sigmoid(-5)", 0.00669285, 5e-9},
      {"S0-N2", "sigmoid'(10)", 4.5395807735951671e-5, 1e-19},
      {"S0-P3", "affine mean squared error", 0.25, 0},
      {"S0-P3", "error with ReLU", 0, 0},
      {"S0-P11", "gradient: relu", 1.02, 0.3},
      {"S0-P11", "gradient: sigmoid", 4.8e-7, 2.4e-7},
      {"S0-P14", "slope", 0.01, 0},
      {"S0-P15", "1 from", 36.74, 5e-3},
      {"S0-P15", "0 up to", -709.8, 0.05},
      {"S0-P16", "flat from", 4.5849, 5e-5},
      {"S0-P17", "inflections", 1, 0},
      {"S0-P22", "tanh", 1, 0},
      {"S0-P22", "sigmoid", 0.25, 0},
      {"S0-P22", "crossover", 1.66288589105862, 5e-15},
      {"S0-P22", "crossover", 2 * std::acosh((1 + std::sqrt(3)) / 2), 5e-15},
      {"S0-P24", "slope at 5", 1.8158e-4, 5e-9},
      {"S0-P28", "at best", 9.5367e-7, 5e-12},
      {"S0-P28", "simulated", 4.8e-7, 2.4e-7},
      {"S0-P29", "factor", 146.4, 0.05},
      {"S0-P31", "he", 1.02, 0.3},
      {"S0-P32", "zero outputs", 0.5, 1e-15},
      {"S0-P33", "sparse: zeros", 0.5, 1e-15},
      {"S0-Q1", "sigmoid mean", 0.5, 1e-15},
      {"S0-Q1", "tanh mean", 0, 0},
      {"E1", "sigmoid'(5)", 0.0066480566707901549, 1e-17},
      {"E46", "without a sample at 0", 10.0 / 99 / 2, 1e-12},
  });
}

}  // namespace
}  // namespace actviz::notes
