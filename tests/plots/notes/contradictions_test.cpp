// The contradictions between the notes against what was worked out by hand and with mpmath.
#include "plots/notes/note_files.hpp"
#include "tests/plots/notes/expectations.hpp"

namespace actviz::notes {
namespace {

TEST(Contradictions, come_to_the_verdicts_that_were_worked_out) {
  using enum Verdict;
  expect_verdicts(contradictions(), {{"X1", wrong},
                                     {"X2", wrong},
                                     {"X3", wrong},
                                     {"X4", wrong},
                                     {"X5", imprecise},
                                     {"X6", wrong},
                                     {"X7", wrong},
                                     {"X8", wrong},
                                     {"X9", wrong},
                                     {"X10", wrong},
                                     {"X11", wrong},
                                     {"X12", imprecise},
                                     {"X13", wrong},
                                     {"X14", imprecise}});
}

/// The verdicts of the sides of a contradiction, in order: what stands before what was computed for each.
std::string verdicts_of_sides(std::string_view id, const std::vector<std::string>& labels) {
  const Statement& statement = *find_statement(id);
  const std::string computed = statement.check(statement.printed).computed;
  std::string verdicts;
  for (const std::string& label : labels) {
    const std::size_t at = computed.find(label + ": ");
    if (at == std::string::npos) return "no side " + label + ": " + computed;
    const std::size_t start = at + label.size() + 2;
    verdicts += (verdicts.empty() ? "" : " ") + computed.substr(start, computed.find(':', start) - start);
  }
  return verdicts;
}

TEST(Contradictions, say_which_side_holds) {
  EXPECT_EQ(verdicts_of_sides("X1", {"E2", "S0-P15", "S2-N7", "S4-P15"}), "wrong holds holds holds");
  EXPECT_EQ(verdicts_of_sides("X2", {"S2-P41", "S0-P21", "S4-P18"}), "wrong holds holds");
  EXPECT_EQ(verdicts_of_sides("X3", {"E6", "S3-N2", "S4-N10"}), "wrong holds holds");
  EXPECT_EQ(verdicts_of_sides("X4", {"S3-P14", "E33"}), "holds wrong");
  EXPECT_EQ(verdicts_of_sides("X6", {"E27", "S4-A10", "S4-A16", "S2-P62", "E15"}),
            "imprecise holds wrong holds wrong");
  EXPECT_EQ(verdicts_of_sides("X8", {"E14", "S4-P26"}), "wrong holds");
  EXPECT_EQ(verdicts_of_sides("X9", {"S0-P24", "S2-P45", "E12", "E13"}), "holds holds wrong wrong");
  EXPECT_EQ(verdicts_of_sides("X10", {"E10", "S2-C3"}), "wrong holds");
  EXPECT_EQ(verdicts_of_sides("X11", {"S2-P49", "E17"}), "holds wrong");
  EXPECT_EQ(verdicts_of_sides("X12", {"S3-P16", "S4-P38"}), "imprecise measured");
  EXPECT_EQ(verdicts_of_sides("X13", {"S4-A14", "S4-C2", "S4-N7"}), "wrong wrong imprecise");
  EXPECT_EQ(verdicts_of_sides("X14", {"S3-A1", "S4-A2", "E42"}), "holds holds imprecise");
}

TEST(Contradictions, have_the_figures_that_were_worked_out) {
  expect_numbers({
      {"X3", "E6: greatest error", 0.09222, 5e-6},
      {"X3", "E6: at", 1.10666, 5e-6},
      {"X3", "S3-N2: gelu''(0)", 0.79788456080286536, 1e-16},
      {"X4", "E33: greatest error", 2.5, 0},
      {"X5", "S3 L57: slope in beta", 0.419974341614026, 1e-14},  // 1 / cosh(1)^2
      {"X7", "the formula: greatest error", 3.97323, 5e-6},
      {"X8", "E14: slope", 1, 0},
      {"X9", "S0-P24: slope at 5", 1.8158e-4, 5e-9},
      {"X9", "E12: sigmoid'(5)/tanh'(5)", 36.6, 0.05},
      {"X9", "E13: tanh", 2.993, 5e-4},
      {"X9", "E13: sigmoid, relative", 5.986, 5e-4},
      {"X10", "E10: n_in times variance", 2. / 3, 1e-15},
      {"X10", "E10: rms behind ten layers of ReLU", 0.00375, 0.0012},
      {"X11", "E17: relu", 1, 0},
  });
}

}  // namespace
}  // namespace actviz::notes
