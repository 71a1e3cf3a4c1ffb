// Note S4 against what was worked out by hand, with mpmath and with torch.
#include "plots/notes/note_files.hpp"
#include "tests/plots/notes/expectations.hpp"

namespace actviz::notes {
namespace {

TEST(NoteS4, comes_to_the_verdicts_that_were_worked_out) {
  using enum Verdict;
  expect_verdicts(
      s4(), {
                {"S4-A1", holds},       {"S4-A2", holds},      {"S4-A3", holds},       {"S4-A4", holds},
                {"S4-A5", holds},       {"S4-A6", holds},      {"S4-A7", holds},       {"S4-A8", holds},
                {"S4-A9", wrong},       {"S4-A10", holds},     {"S4-A11", holds},      {"S4-A12", wrong},
                {"S4-A13", wrong},      {"S4-A14", wrong},     {"S4-A15", holds},      {"S4-A16", wrong},
                {"S4-A17", holds},      {"S4-F1", definition}, {"S4-F2", definition},  {"S4-F3", definition},
                {"S4-F4", definition},  {"S4-F5", definition}, {"S4-F6", definition},  {"S4-F7", definition},
                {"S4-F8", definition},  {"S4-N1", holds},      {"S4-N2", holds},       {"S4-N3", holds},
                {"S4-N4", holds},       {"S4-N5", holds},      {"S4-N6", holds},       {"S4-N7", imprecise},
                {"S4-N8", definition},  {"S4-N9", holds},      {"S4-N10", holds},      {"S4-N11", holds},
                {"S4-N12", definition}, {"S4-N13", wrong},     {"S4-N14", holds},      {"S4-N15", holds},
                {"S4-C1", holds},       {"S4-C2", wrong},      {"S4-C3", imprecise},   {"S4-P1", imprecise},
                {"S4-P2", opinion},     {"S4-P3", definition}, {"S4-P4", holds},       {"S4-P5", holds},
                {"S4-P6", opinion},     {"S4-P7", holds},      {"S4-P8", opinion},     {"S4-P9", holds},
                {"S4-P10", holds},      {"S4-P11", holds},     {"S4-P12", definition}, {"S4-P13", measured},
                {"S4-P14", imprecise},  {"S4-P15", holds},     {"S4-P16", holds},      {"S4-P17", measured},
                {"S4-P18", holds},      {"S4-P19", wrong},     {"S4-P20", holds},      {"S4-P21", imprecise},
                {"S4-P22", opinion},    {"S4-P23", wrong},     {"S4-P24", holds},      {"S4-P25", holds},
                {"S4-P26", holds},      {"S4-P27", holds},     {"S4-P28", imprecise},  {"S4-P29", measured},
                {"S4-P30", opinion},    {"S4-P31", holds},     {"S4-P32", definition}, {"S4-P33", holds},
                {"S4-P34", imprecise},  {"S4-P35", imprecise}, {"S4-P36", wrong},      {"S4-P37", holds},
                {"S4-P38", measured},   {"S4-P39", holds},     {"S4-P40", holds},      {"S4-P41", holds},
                {"S4-P42", holds},      {"S4-P43", holds},     {"S4-P44", opinion},    {"S4-P45", wrong},
                {"S4-P46", imprecise},  {"S4-P47", holds},     {"S4-P48", holds},      {"S4-P49", wrong},
                {"S4-P50", holds},      {"S4-P51", holds},     {"S4-P52", holds},      {"S4-P53", wrong},
                {"S4-P54", wrong},      {"S4-P55", measured},  {"S4-P56", holds},      {"S4-P57", opinion},
                {"S4-P58", opinion},    {"S4-P59", opinion},   {"S4-Q1", holds},       {"S4-Q2", holds},
                {"E13", wrong},         {"E32", wrong},        {"E33", wrong},         {"E34", wrong},
                {"E35", wrong},         {"E36", wrong},        {"E37", imprecise},     {"E38", imprecise},
                {"E39", imprecise},     {"E41", measured},     {"E42", imprecise},     {"E45", wrong},
            });
}

TEST(NoteS4, has_the_figures_that_were_worked_out) {
  expect_numbers({
      {"S4-A9", "beta = 0: greatest error", 2.5, 0},
      {"S4-N2", "weights", 2097152, 0},
      {"S4-N2", "parameters", 2099712, 0},
      {"S4-N3", "width: the width by the rule of LLaMA", 48, 0},
      {"S4-N4", "width: the width by the rule of LLaMA", 176, 0},
      {"S4-N5", "gated", 67584, 0},
      {"S4-N5", "plain", 65536, 0},
      {"S4-N5", "gated, biases", 68064, 0},
      {"S4-N5", "plain, biases", 65920, 0},
      {"S4-N5", "excess", 0.03125, 1e-15},
      {"S4-N5", "d_model 512", 2096640, 0},
      {"S4-N9", "exact GELU: greatest error", 4.7324e-4, 5e-9},
      {"S4-N9", "exact GELU: at", 2.69894, 5e-6},
      {"S4-N13", "greatest error", 2.5, 0},
      {"S4-N14", "gap times beta", 0.2784645427610738, 1e-9},
      {"S4-C1", "GELU(1)", 0.8411919906082768, 3e-16},
      {"S4-C1", "GELU(-1)", -0.1588080093917233, 3e-16},
      {"S4-C1", "GELU(3)", 2.996362607918227, 9e-16},
      {"S4-C1", "GELU(1) exactly", 0.841344746068543, 4e-16},
      {"S4-C1", "GELU(-1) exactly", -0.158655253931457, 6e-16},
      {"S4-C1", "GELU(3) exactly", 2.99595030590511, 5e-15},
      {"S4-C2", "parameters", 68064, 0},
      {"S4-P14", "zero outputs", 0.5, 0.02},
      {"S4-P14", "dead units", 0, 0},
      {"S4-P14", "dead units at bias -10", 1, 0},
      {"S4-P16", "saturates: sigmoid'(10)", 4.5395807735951671e-5, 1e-19},
      {"S4-P19", "tanh", 2.993, 5e-4},
      {"S4-P19", "sigmoid, relative", 5.986, 5e-4},
      {"S4-P19", "sigmoid, absolute", 4.585, 5e-4},
      {"S4-P20", "tanh'(5)", 1.8158e-4, 5e-9},
      {"S4-P23", "minimum", -0.16997120747990366, 1e-17},
      {"S4-P23", "minimum at", -0.75179152469356446, 2e-16},
      {"S4-P23", "inflection", -1.4142135623730951, 1e-14},
      {"S4-P28", "GELU'(-5)", -7.147e-6, 5e-10},
      {"S4-P28", "GELU'(-10)", -7.6e-22, 5e-24},
      {"S4-P28", "ReLU", 1, 0},
      {"S4-P28", "GELU", 0.297, 0.15},
      {"S4-P28", "SiLU", 0, 0},
      {"S4-P33", "minimum", -0.2784645427610738, 1e-16},
      {"S4-P33", "minimum at", -1.2784645427610738, 3e-16},
      {"S4-P34", "beside the zoom", 0, 1e-15},
      {"S4-P35", "gap at beta 1", 0.19300, 5e-6},
      {"S4-P35", "at", 1.96547, 5e-6},
      {"S4-P35", "gap at beta 1.702", 0.02033, 5e-6},
      {"S4-P35", "gap at beta 1.772937", 0.01392, 5e-6},
      {"S4-P43", "weights", 1.5, 0},
      {"S4-P43", "work", 1.5, 0},
      {"S4-P46", "gap to hard sigmoid", 0.0691822, 5e-8},
      {"S4-P46", "at", 1.31696, 5e-6},
      {"S4-Q1", "GLU: supremum", 1, 0},
      {"S4-Q1", "SwiGLU: infimum", -0.2784645427610738, 1e-16},
      {"S4-Q1", "GEGLU (erf): infimum", -0.16997120747990366, 1e-16},
      {"S4-Q2", "properties: relu: growth of gradients", 1, 1e-15},
      {"S4-Q2", "properties: relu: dead", 0.5, 1e-15},
      {"S4-Q2", "properties: swish: steepest", 1.0998393201288669, 1e-15},
      {"S4-Q2", "properties: gelu: steepest", 1.1289, 5e-5},
  });
}

TEST(NoteS4, the_misplaced_product_is_a_shape_error) {
  const Statement& code = *find_statement("E36");
  EXPECT_EQ(code.check(code.printed).computed, "shapes (4, 128) and (4, 176) do not match; 68064 parameters");
  const Statement& gate = *find_statement("E34");
  const std::string square = gate.check(gate.printed).computed;
  EXPECT_NE(square.find("square: sigmoid: shape (4, 128), greatest difference "), std::string::npos)
      << square;
}

}  // namespace
}  // namespace actviz::notes
