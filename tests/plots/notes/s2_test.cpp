// Note S2 against what was worked out of it with other programs: mpmath, numpy, torch.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "lib/base/text.hpp"
#include "plots/notes/note_files.hpp"

namespace actviz::notes {

void PrintTo(Verdict verdict, std::ostream* out);

namespace {

const Statement& statement(std::string_view id) {
  const auto all = s2();
  const auto found = std::ranges::find(all, id, &Statement::id);
  if (found == all.end()) throw std::out_of_range(std::string(id));
  return *found;
}

Finding finding(std::string_view id) {
  const Statement& s = statement(id);
  return s.check(s.printed);
}

double number(std::string_view id, std::string_view name) {
  const Finding all = finding(id);
  const auto found = std::ranges::find(all.numbers, name, &Number::name);
  if (found == all.numbers.end()) throw std::out_of_range(std::string(id) + ": " + std::string(name));
  return found->value;
}

/// The verdicts of the inventory; "17-20" stands for all from 17 to 20.
struct Judged {
  Verdict verdict;
  std::string_view kind, numbers;
};
const Judged inventory[] = {
    {Verdict::holds, "S2-A", "1-4 6-8 10-13 15-17"},
    {Verdict::wrong, "S2-A", "5 9 14"},
    {Verdict::definition, "S2-F", "1-23"},
    {Verdict::holds, "S2-N", "1-5 7 8 10-12 14"},
    {Verdict::definition, "S2-N", "6 13"},
    {Verdict::wrong, "S2-N", "9"},
    {Verdict::holds, "S2-C", "1-4"},
    {Verdict::imprecise, "S2-C", "5"},
    {Verdict::definition, "S2-P", "1 5 12 20"},
    {Verdict::holds, "S2-P", "2-4 6 7 9-11 13 14 16-18 22-25 28-30 32-37 43 45 48-52 54 56 60-62 64 66"},
    {Verdict::imprecise, "S2-P", "15 21 31 38 40 42 53 58 67"},
    {Verdict::wrong, "S2-P", "8 19 26 27 41 44 55 63"},
    {Verdict::opinion, "S2-P", "47 57 59 65"},
    {Verdict::measured, "S2-P", "39 46"},
    {Verdict::holds, "S2-Q", "1"},
    {Verdict::wrong, "E", "10-12 14-17 20"},
    {Verdict::imprecise, "E", "18 19 21-24"},
};

TEST(NoteS2, gets_the_verdicts_of_the_inventory) {
  std::map<std::string, Verdict> expected;
  for (const auto& [verdict, kind, numbers] : inventory)
    for (const std::string_view part : split(numbers, ' ')) {
      const auto ends = split(part, '-');
      for (int i = std::stoi(std::string(ends.front())); i <= std::stoi(std::string(ends.back())); ++i)
        EXPECT_TRUE(expected.emplace(std::string(kind) + std::to_string(i), verdict).second) << kind << i;
    }
  EXPECT_EQ(expected.size(), s2().size());
  for (const Statement& s : s2()) {
    const Finding found = s.check(s.printed);
    ASSERT_TRUE(expected.contains(std::string(s.id))) << s.id;
    EXPECT_EQ(found.verdict, expected.at(std::string(s.id)))
        << s.id << ": " << s.claim << "\n  " << found.how << "\n  " << found.computed;
  }
}

struct Figure {
  std::string_view id, name;
  double value;
  double tolerance = 1e-14;  ///< relative
};

TEST(NoteS2, computes_the_figures_of_the_inventory) {
  const Figure figures[] = {
      {"S2-N1", "softmax of 9", 0.95002734272382994},
      {"S2-N1", "softmax of 6", 0.047299076263531431},
      {"S2-N1", "softmax of 3", 0.0023548823436692500},
      {"S2-N1", "softmax of 1", 0.00031869866896937625},
      {"S2-N1", "sum of exponentials", 8529.3165398197658},
      {"S2-N3", "bound", 0.17677669529663689},
      {"S2-N3", "variance", 0.0104166667, 1e-8},
      {"S2-N4", "deviation", 0.125},
      {"S2-C2", "limit", 0.17677669529663689},
      {"S2-C3", "probability of that", 0.31731050786291410},
      {"S2-P36", "first of 37, 0", 1},
      {"S2-P38", "e^x overflows float64 above", 709.782712893384},
      {"S2-P38", "float32 above", 88.7228390520684},
      {"S2-P38", "is 0 in float64 below", -745.133219101941},
      {"S2-P40", "at 9, 6, 3, 1", 0.0912, 1e-3},
      {"S2-P40", "at a tie of two", 0.5},
      {"S2-P40", "moved by 0.1 at a tie", 0.02497918747894, 1e-12},
      {"S2-P42", "2 sigmoid(x + 1) - 1", 0.39346934028736658, 1e-13},
      {"S2-P51", "mean", 0.39894228040143268},
      {"S2-P51", "variance", 0.34084505, 1e-7},
      {"S2-P52", "dead", 0.895, 1e-3},
      {"E10", "n_in times variance", 2.0 / 3},
      {"E10", "share of the variance", 1.0 / 3},
      {"E11", "rounded to 1 from", 19.06, 1e-3},
      {"E12", "tanh'(5)", 1.8158e-4, 3e-5},
      {"E12", "sigmoid'(5)", 0.0066480567, 1e-8},
      {"E12", "sigmoid'(5)/tanh'(5)", 36.6, 1e-3},
      {"E12", "equal at", 1.6629, 1e-5},
      {"E14", "slope", 1},
      {"E16", "explosion: greatest slope", 1.0998393201288669},
      {"E16", "explosion: its tenth power", 2.59, 1e-3},
      {"E17", "relu", 1},
      {"E17", "gelu", 1.1289, 1e-4},
      {"E17", "silu", 1.0998393201288669},
      {"E17", "hard_swish", 1.5},
      {"E17", "selu", 1.758, 1e-4},
      {"E22", "relu", 0.5},
      {"E22", "its tenth power", 1e-20},
      {"E24", "least", -0.27846, 1e-4},
  };
  for (const Figure& figure : figures)
    EXPECT_NEAR(number(figure.id, figure.name) / figure.value, 1, figure.tolerance)
        << figure.id << " " << figure.name;
  EXPECT_EQ(number("S2-P36", "second of 746, 0"), 0);
  EXPECT_EQ(number("S2-N12", "tanh"), 0);
}

TEST(NoteS2, draws_and_simulates_what_other_seeds_do) {
  // Of one seed each, so that they agree but roughly.
  const Figure drawn[] = {
      {"S2-C1", "deviation", 0.01, 0.03},
      {"S2-C2", "variance", 0.010417, 0.03},
      {"S2-C3", "deviation", 0.125, 0.03},
      {"S2-C3", "share outside the limit", 0.317, 0.03},
      {"S2-C4", "output: deviation", 1.4142, 0.04},
      {"S2-P24", "identity", 1.00, 0.1},
      {"S2-P24", "tanh", 0.226, 0.05},
      {"S2-P24", "relu", 0.028, 0.25},
      {"S2-P25", "rms", 0.945, 0.25},
      {"S2-P25", "gradient", 1.02, 0.25},
      {"E10", "rms behind ten layers of ReLU", 0.00375, 0.25},
  };
  for (const Figure& figure : drawn)
    EXPECT_NEAR(number(figure.id, figure.name) / figure.value, 1, figure.tolerance)
        << figure.id << " " << figure.name;
  // The inventory has gradients over ten steps; from the tenth layer to the first there are nine.
  const Figure gradients[] = {
      {"S2-P6", "identity", 1.09e12},
      {"S2-P6", "relu", 3.5e10},
      {"S2-P13", "identity", 1.1e-8},
      {"S2-P13", "relu", 3.5e-10},
      {"S2-P13", "sigmoid", 1.0e-14},
      {"S2-P27", "tanh: gradient", 0.27},
      {"S2-P33", "gradient", 4.8e-7},
      {"S2-Q1", "sigmoid, Xavier", 4.8e-7},
      {"E16", "vanishing: silu, He", 0.168},
      {"E16", "vanishing: relu, He", 1.02},
      {"E20", "sigmoid", 4.8e-7},
      {"E20", "sigmoid, weights 4 times as large", 7.7e-3},
  };
  for (const Figure& figure : gradients)
    EXPECT_NEAR(std::log10(number(figure.id, figure.name)) / 9, std::log10(figure.value) / 10, 0.02)
        << figure.id << " " << figure.name;
}

}  // namespace
}  // namespace actviz::notes
