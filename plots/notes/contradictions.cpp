// Where the notes contradict one another, or themselves: each side is a statement decided in its note, and a
// contradiction is as bad as its worst side.
#include <algorithm>

#include "lib/analysis/gates.hpp"
#include "lib/catalogue/models.hpp"
#include "plots/notes/checks.hpp"
#include "plots/notes/note_files.hpp"

namespace actviz::notes {
namespace {

/// Whether beta of Swish is set by hand, or learned, in the models of the catalogue.
Finding set_or_learned(std::string_view) {
  // d/d beta of x sigmoid(beta x) at x = 2 is that of 2 sigmoid(2 beta).
  const double slope = Function::parse("2*sigmoid(2*x)").slope(1);
  const std::vector<ModelUse> uses = models_using("swish");
  const auto at_one = static_cast<std::size_t>(std::ranges::count_if(uses, [](const ModelUse& use) {
    return Function::parse(use.activation->function).parameters()[0].second == 1;
  }));
  const std::string computed = std::to_string(at_one) + " of " + std::to_string(uses.size()) +
                               " families set it to 1; slope in beta " + shown(slope);
  return all_of(
      {{"S3 L57",
        words(
            "no slope of Swish in beta, at beta = 1 and x = 2; narrowly, models of the catalogue set it to 1",
            computed, {.literally = slope == 0, .narrowly = at_one > 0}, {{"slope in beta", slope}})},
       {"S3 L132", words("no model of the catalogue sets it to 1; narrowly, it has a slope to learn by",
                         computed, {.literally = at_one == 0, .narrowly = slope != 0})}});
}

constexpr Statement statements[] = {
    {.id = "X1",
     .place = "L62 of S1; L130 of S0, L35 of S1, L164 of S2 and L96 of S4",
     .claim = "sigmoid maps to (1, 0), or to (0, 1)",
     .check =
         [](std::string_view) {
           return follows({"E2", "S0-P15", "S2-N7", "S4-P15"});
         },
     .correct = "The second: (0, 1), open.",
     .figures = "FIG-03",
     .command = "show sigmoid"},
    {.id = "X2",
     .place = "L221 of S2; L154 of S0, L90 of S1 and L104 of S4",
     .claim = "tanh maps to [-1, 1], or to (-1, 1)",
     .check =
         [](std::string_view) {
           return follows({"S2-P41", "S0-P21", "S4-P18"});
         },
     .correct = "The second: neither -1 nor 1 is attained.",
     .figures = "FIG-05",
     .command = "show tanh"},
    {.id = "X3",
     .place = "L144 of S1; L38 of S3 and L119 of S4",
     .claim = "the tanh form of GELU has the factor sqrt(pi/2), or sqrt(2/pi)",
     .check =
         [](std::string_view) {
           return follows({"E6", "S3-N2", "S4-N10"});
         },
     .correct = "The second: sqrt(2/pi), the slope of 2 Phi(x) - 1 at 0.",
     .figures = "FIG-25 FORM-5",
     .command = "table gelu gelu_tanh 'x/2*(1+tanh(sqrt(pi/2)*(x+0.044715*x^3)))' --at -2 -1.10666 1.10666 2 "
                "--derivative 0"},
    {.id = "X4",
     .place = "L61 of S3; L158 of S4",
     .claim = "with beta = 0 Swish is a linear function, or x",
     .check =
         [](std::string_view) {
           return follows({"S3-P14", "E33"});
         },
     .correct = "The first: it is linear, and equals x/2.",
     .figures = "FIG-14 FIG-25",
     .command = "compare swish:beta=0 x x/2 --range -5 5"},
    {.id = "X5",
     .place = "L57 of S3; L132 of S3",
     .claim = "beta of Swish is a hyper-parameter, or is learned",
     .check = set_or_learned,
     .correct = "Either: it can be trained, and is mostly set to 1, which is SiLU.",
     .figures = "FIG-12 FORM-6",
     .command = "show swish"},
    {.id = "X6",
     .place = "L76 of S3; L168 of S4; L278 of S4; L281 of S2; L292 of S2",
     .claim = "GLU is x sigmoid(W1 x), or F(xW + b) (xV + c), or sigmoid(x W1) W2 (x W3); its gate is "
              "sigmoid, or ReLU",
     .check =
         [](std::string_view) {
           return follows({"E27", "S4-A10", "S4-A16", "S2-P62", "E15"});
         },
     .correct = "The formula of S4 L168 with the sigmoid gate of S2 L281; in a block W2 follows the product, "
                "and with a ReLU gate it is ReGLU.",
     .figures = "FIG-20 FORM-10 FORM-11 FORM-13",
     .command = "ffn glu --d-model 128 --d-ff 176 --forward 4 --order printed"},
    {.id = "X7",
     .place = "L118 of S3; L122 of S3",
     .claim = "the gate of a GLU with Swish is Swish, as the text says, or sigmoid, as the formula has it",
     .printed = "swish(x) / sigmoid(x)",
     .check =
         [](std::string_view printed) {
           const std::string_view gate = find_gate("swiglu")->gated;
           const std::size_t slash = printed.find('/');
           return all_of({{"the text", formula(printed.substr(0, slash), gate, {-5, 5})},
                          {"the formula", formula(printed.substr(slash + 1), gate, {-5, 5})}});
         },
     .correct = "The text: the gate is Swish(W1 x).",
     .corrected = "swish(x) / swish(x)",
     .figures = "FIG-21 FORM-12",
     .command = "compare swish sigmoid --range -5 5"},
    {.id = "X8",
     .place = "L258 of S2; L130 of S4",
     .claim = "ReLU is discontinuous at 0, or its gradient is",
     .check =
         [](std::string_view) {
           return follows({"E14", "S4-P26"});
         },
     .correct = "The second: ReLU is continuous, its slope jumps from 0 to 1.",
     .figures = "FIG-07 FIG-09",
     .command = "show relu"},
    {.id = "X9",
     .place = "L154 of S0, L37 of S1 and L226 of S2; L222 of S2; L104 of S4",
     .claim = "the gradient of tanh vanishes, or stays large, or saturates later than that of sigmoid",
     .check =
         [](std::string_view) {
           return follows({"S0-P24", "S2-P45", "E12", "E13"});
         },
     .correct = "The first: it vanishes, and at half the |x| at which that of sigmoid does.",
     .figures = "FIG-06 FIG-26",
     .command = "compare tanh sigmoid"},
    {.id = "X10",
     .place = "L102 of S2; L105-112 of S2",
     .claim = "He draws weights between -sqrt(2/n) and sqrt(2/n), or from N(0, 2/n)",
     .check =
         [](std::string_view) {
           return follows({"E10", "S2-C3"});
         },
     .correct =
         "The code: N(0, 2/n), or uniform between -sqrt(6/n) and sqrt(6/n), which has the same variance.",
     .figures = "FIG-24 FORM-14",
     .command = "depth relu --init he --width 128 --layers 10 --predict"},
    {.id = "X11",
     .place = "L237 of S2; L39 and L244 of S2",
     .claim = "ReLU eases vanishing gradients, or makes gradients explode",
     .check =
         [](std::string_view) {
           return follows({"S2-P49", "E17"});
         },
     .correct = "The first, on active paths and with He weights; a slope of at most 1 amplifies nothing, "
                "large weights do.",
     .figures = "FIG-23 FIG-24",
     .command = "depth relu sigmoid --init he --width 128 --layers 10 --predict"},
    {.id = "X12",
     .place = "L63 of S3; L159 of S4",
     .claim = "Swish costs more than other activations, or less than GELU",
     .check =
         [](std::string_view) {
           return follows({"S3-P16", "S4-P38"});
         },
     .correct = "It costs more than ReLU; against GELU the measurement decides.",
     .figures = "FIG-28"},
    {.id = "X13",
     .place = "L203 of S4; L234 of S4; L258 of S4",
     .claim = "SwiGLU as a formula, as code, and by the shape of its output",
     .check =
         [](std::string_view) {
           return follows({"S4-A14", "S4-C2", "S4-N7"});
         },
     .correct = "The shape is right; formula and code give it once the product comes before W2.",
     .figures = "FIG-22 FORM-12 FORM-13",
     .command = "ffn swiglu --d-model 128 --hidden 256 --multiple-of 16 --bias --forward 4 --order printed"},
    {.id = "X14",
     .place = "L14 of S3 and L57 of S4; L76 of S3 and L28 of S4",
     .claim = "a projection is x W1, or W1 x",
     .check =
         [](std::string_view) {
           return follows({"S3-A1", "S4-A2", "E42"});
         },
     .correct = "With tokens as rows the first; the second is the same with every matrix transposed.",
     .figures = "FORM-13",
     .command = "ffn ffn --d-model 512 --bias"},
};

}  // namespace

std::span<const Statement> contradictions() { return statements; }

}  // namespace actviz::notes
