// The contradictions between the notes against what was worked out by hand and with mpmath.
#include <cmath>

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
                                     {"X12", measured},
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
  EXPECT_EQ(verdicts_of_sides("X1", {"S1 L62", "S0, S1, S4"}), "wrong holds");
  EXPECT_EQ(verdicts_of_sides("X2", {"S2 L221", "S0, S1, S4"}), "wrong holds");
  EXPECT_EQ(verdicts_of_sides("X3", {"S1 L144", "S3, S4"}), "wrong holds");
  EXPECT_EQ(verdicts_of_sides("X4", {"S3 L61", "S4 L158"}), "holds wrong");
  EXPECT_EQ(verdicts_of_sides("X5", {"S3 L57", "S3 L132"}), "imprecise imprecise");
  EXPECT_EQ(verdicts_of_sides("X6", {"S3 L76", "S4 L168", "S4 L278", "S2 L281", "S2 L292"}),
            "wrong holds wrong holds wrong");
  EXPECT_EQ(verdicts_of_sides("X7", {"the text", "the formula"}), "holds wrong");
  EXPECT_EQ(verdicts_of_sides("X8", {"S2 L258", "S4 L130"}), "wrong holds");
  EXPECT_EQ(verdicts_of_sides("X9", {"S0, S1, S2 L226", "S2 L222", "S4 L104"}), "holds wrong wrong");
  EXPECT_EQ(verdicts_of_sides("X10", {"the text", "the code"}), "wrong holds");
  EXPECT_EQ(verdicts_of_sides("X11", {"eases", "explodes"}), "holds wrong");
  EXPECT_EQ(verdicts_of_sides("X13", {"the formula", "the code", "the shape"}), "wrong wrong holds");
  EXPECT_EQ(verdicts_of_sides("X14", {"x W1", "; W1 x"}), "holds imprecise");
}

TEST(Contradictions, have_the_figures_that_were_worked_out) {
  expect_numbers({
      {"X3", "S1 L144: greatest error", 0.09222, 5e-6},
      {"X3", "S1 L144: at", 1.10666, 5e-6},
      {"X3", "S3, S4: greatest error", 4.7324e-4, 5e-9},
      {"X4", "S4 L158: greatest error", 2.5, 0},
      {"X4", "S3 L61: greatest curvature", 0, 0},
      {"X7", "the formula: greatest error", 3.97323, 5e-6},
      {"X8", "S4 L130: jump of the slope", 1, 0},
      {"X9", "S0, S1, S2 L226: tanh'(5)", 1.8158e-4, 5e-9},
      {"X9", "S2 L222: sigmoid'(5) / tanh'(5)", 36.6, 0.05},
      {"X9", "S4 L104: tanh", 2.993, 5e-4},
      {"X9", "S4 L104: sigmoid", 5.986, 5e-4},
      {"X10", "the text: n Var", 2. / 3, 1e-15},
      {"X10", "the text: rms", 0.00375, 0.0012},
      {"X10", "the code: rms", 0.945, 0.3},
      {"X11", "eases: relu", 1.02, 0.3},
      // Worked out for the slopes of ten layers; nine lie between the gradients of the first and the last.
      {"X11", "eases: sigmoid", std::pow(4.8e-7, 0.9), 5e-7},
      {"X11", "explodes: steepest", 1, 0},
  });
}

}  // namespace
}  // namespace actviz::notes
