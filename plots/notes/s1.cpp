// Note S1: a table of ten activations, formulas and derivatives, thinking questions.
#include "plots/notes/checks.hpp"
#include "plots/notes/note_files.hpp"

namespace actviz::notes {
namespace {

constexpr Statement statements[] = {
    {.id = "E2",
     .place = "L62",
     .claim = "sigmoid maps to (1, 0)",
     .printed = "(1, 0)",
     .check = [](std::string_view printed) { return range(printed, "sigmoid"); },
     .correct = "sigmoid maps to the open interval (0, 1)",
     .corrected = "(0, 1)",
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "E5",
     .place = "L144",
     .claim = "GELU is about 1/2 (1 + tanh(...)), without the leading x",
     .printed = "1/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))",
     .check =
         [](std::string_view printed) {
           return formula(printed, "gelu", {-5, 5}, 1e-3);
         },
     .correct = "GELU is about x/2 (1 + tanh(...)); the printed form approximates Phi",
     .corrected = "x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))",
     .figures = "FIG-25 FORM-5",
     .command = "compare gelu gelu_tanh '1/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))' --range -5 5"},
};

}  // namespace

std::span<const Statement> s1() { return statements; }

}  // namespace actviz::notes
